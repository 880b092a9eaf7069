"""Requests and answers of HTTP, as little as the endpoint needs of them: its way must be short."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from graph.server.refusal import RefusedError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
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


@dataclass(frozen=True, slots=True)
class Parameters:
    """What stands in a query string or a form."""

    pairs: Sequence[tuple[str, str]]

    @staticmethod
    def parse(text: bytes) -> Parameters:
        try:
            pairs = parse_qsl(text.decode(), keep_blank_values=True, errors="strict", max_num_fields=1_000)
        except ValueError as fault:  # UnicodeDecodeError is one
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"the parameters cannot be read: {fault}") from fault
        return Parameters(pairs)

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """The one value; a refusal where there are more."""
        values = self.all(name)
        if len(values) > 1:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"`{name}` is given {len(values)} times; give it once")
        return values[0] if values else None

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.pairs)

    def joined(self, others: Parameters) -> Parameters:
        return Parameters((*self.pairs, *others.pairs))


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
