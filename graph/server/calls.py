"""Requests and answers of HTTP, as little as the endpoint needs of them: its way must be short."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes

from graph.server.refusal import RefusedError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
MOST_PARAMETERS = 1_000
FORM = "application/x-www-form-urlencoded"


@dataclass
class Call:
    """One request."""

    scope: Scope
    receive: Receive
    send: Send
    headers: dict[bytes, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.headers = dict(self.scope["headers"])

    @property
    def method(self) -> str:
        return str(self.scope["method"])

    def header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1")

    @cached_property
    def content_type(self) -> str:
        return self.header(b"content-type").partition(";")[0].strip().lower()

    @cached_property
    def parameters(self) -> Parameters:
        return Parameters.parse(self.scope["query_string"])

    @property
    def address(self) -> str:
        """The address that was asked, without its query string."""
        host = self.header(b"host") or "localhost"
        return f"{self.scope['scheme']}://{host}{self.scope['path']}"

    @property
    def takes_gzip(self) -> bool:
        return b"gzip" in self.headers.get(b"accept-encoding", b"")

    async def body(self, limit: int, status: HTTPStatus, what: str) -> bytes:
        """The whole body; where it is longer than `limit`, the rest is read and thrown away, and a refusal raised."""
        parts, size, more = [], 0, True
        while more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise RefusedError(HTTPStatus.BAD_REQUEST, "the client went away")
            part, more = message.get("body", b""), message.get("more_body", False)
            size += len(part)
            if size <= limit:
                parts.append(part)
        if size > limit:
            raise RefusedError(status, f"{what} has {size:,} bytes, more than {limit:,}; send less")
        return b"".join(parts)


class Parameters:
    """What stands in query strings and forms."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def parse(*texts: bytes) -> Parameters:
        found = Parameters()
        for text in texts:
            if text.count(b"&") >= MOST_PARAMETERS:
                raise RefusedError(HTTPStatus.BAD_REQUEST, f"there are more than {MOST_PARAMETERS} parameters")
            for part in filter(None, text.split(b"&")):
                name, _, value = part.partition(b"=")
                found._add(_decoded(name), _decoded(value))
        return found

    def _add(self, name: str, value: str) -> None:
        self._values[name] = (*self._values.get(name, ()), value)

    def all(self, name: str) -> tuple[str, ...]:
        return self._values.get(name, ())

    def one(self, name: str) -> str | None:
        """The one value; a refusal where there are more."""
        values = self.all(name)
        if len(values) > 1:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"`{name}` is given {len(values)} times; give it once")
        return values[0] if values else None

    def __contains__(self, name: str) -> bool:
        return name in self._values


def _decoded(text: bytes) -> str:
    try:
        return unquote_to_bytes(text.replace(b"+", b" ")).decode()
    except UnicodeDecodeError as fault:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"the parameters are not UTF-8: {fault}") from fault


async def send_whole(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    if status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def send_sentence(send: Send, refusal: RefusedError, more: Sequence[tuple[bytes, bytes]] = ()) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *more]
    if refusal.retry_after is not None:
        headers.append((b"retry-after", b"%d" % refusal.retry_after))
    await send_whole(send, refusal.status, headers, f"{' '.join(str(refusal).split())}\n".encode())
