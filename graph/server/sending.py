"""A worker's side of an answer: bytes that come in small pieces leave as frames, compressed if the client likes."""

from __future__ import annotations

import io
import socket
import zlib
from functools import cached_property

from graph.server.wire import Head, Kind, frame

PART = 64_000  # bytes that are held before they are sent; a fault until then can still be told by its status
GZIP = 31  # what zlib calls it
LEVEL = 4
WORTH_IT = 1_000  # bytes; less is not compressed


class TooLongError(Exception):
    """The answer is longer than it may be."""


class Answer(io.RawIOBase):
    """A file that the engine writes an answer to. `finish` sends what is left."""

    def __init__(self, connection: socket.socket, head: Head, limit: int) -> None:
        self._connection = connection
        self._head = head
        self._limit = limit
        self._held: list[bytes] = []
        self._size = 0
        self.begun = False

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._limit -= len(data)
        if self._limit < 0:
            raise TooLongError
        self._held.append(bytes(data))
        self._size += len(data)
        if self._size >= PART:
            self._send()
        return len(data)

    def finish(self) -> None:
        if self.begun:
            self._send()
            tail = self._compress.flush() if self._head.gzip else b""
            self._connection.sendall((frame(Kind.PART, tail) if tail else b"") + frame(Kind.END))
        else:
            self._connection.sendall(frame(Kind.WHOLE, self._whole()))

    def cut(self) -> None:
        """Ends an answer that has begun and cannot be finished."""
        self._connection.sendall(frame(Kind.CUT))

    @cached_property
    def _compress(self) -> zlib._Compress:
        return zlib.compressobj(LEVEL, wbits=GZIP)

    def _whole(self) -> bytes:
        body = b"".join(self._held)
        if self._head.gzip and len(body) >= WORTH_IT:
            return self._head.encode() + self._compress.compress(body) + self._compress.flush()
        return self._head._replace(gzip=False).encode() + body

    def _send(self) -> None:
        body = b"".join(self._held)
        self._held, self._size = [], 0
        if self._head.gzip:
            body = self._compress.compress(body)
        if not self.begun:
            self._connection.sendall(frame(Kind.BEGIN, self._head.encode() + body))
            self.begun = True
        elif body:
            self._connection.sendall(frame(Kind.PART, body))
