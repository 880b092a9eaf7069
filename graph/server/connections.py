"""Connections that are not let hang: uvicorn's, with an eye on how fast and how large requests come in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from graph.server.delivery import LOST
from graph.server.settings import Limits


def guarded(limits: Limits) -> type[GuardedConnection]:
    """The class of the connections of one server."""
    return type("Connection", (GuardedConnection,), {"limits": limits, "open": {}})


class GuardedConnection(HttpToolsProtocol):
    """Is closed when a request does not arrive whole in time, has too long a head, or its answer is not taken.

    When there are too many, the one that has waited longest without a request at work makes room for the next.
    """

    limits: ClassVar[Limits]
    open: ClassVar[dict[GuardedConnection, None]]

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._clock: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None
        self._head = 0  # bytes that came since the last head was complete
        self._refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.open) >= self.limits.connections:
            self._make_room()
        self.open[self] = None
        self._arrive()

    def connection_lost(self, exc: Exception | None) -> None:
        self.open.pop(self, None)
        self._arrived()
        self.resume_writing()
        lost: Callable[[], object] | None = None if self._waits else self.scope["state"].get(LOST)
        super().connection_lost(exc)
        if lost:
            lost()

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        if self._clock is None and self._waits:
            self._arrive()
        self._head += len(data)
        super().data_received(data)
        if self._waits and self._head > self.limits.head:
            self._refuse_head()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._clock is None:
            self._arrive()

    def on_headers_complete(self) -> None:
        self._head = 0
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > self.limits.head:
            self._refuse_head()
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        self._arrived()
        if not self._refused:
            super().on_message_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalled = self.loop.call_later(self.limits.read_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        if self._stalled:
            self._stalled.cancel()
            self._stalled = None
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        super().timeout_keep_alive_handler()

    @property
    def _waits(self) -> bool:
        """Whether no request is at work here."""
        return self.cycle is None or self.cycle.response_complete

    def _make_room(self) -> None:
        oldest = next((connection for connection in self.open if connection._waits), None)
        if oldest:
            del self.open[oldest]
            oldest.transport.abort()

    def _arrive(self) -> None:
        self._clock = self.loop.call_later(self.limits.read_seconds, self._too_slow)

    def _arrived(self) -> None:
        if self._clock:
            self._clock.cancel()
            self._clock = None

    def _too_slow(self) -> None:
        self._clock = None
        if not self.transport.is_closing():
            self.transport.abort()

    def _refuse_head(self) -> None:
        self._refused = True
        if not self.transport.is_closing():
            status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            words = f"the head of a request may have {self.limits.head:,} bytes; send a long query by POST\n"
            head = f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: text/plain\r\n"
            self.transport.write(f"{head}content-length: {len(words)}\r\nconnection: close\r\n\r\n{words}".encode())
            self.transport.close()
