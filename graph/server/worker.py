"""What worker processes share: they answer one request after the other until they are killed or the server is gone.

    python -m graph.server.answering SOCKET STORE MEMORY

SOCKET is the number of an inherited socket, MEMORY the bytes of address space (0: no limit). Standard input is a pipe
from the server: when it ends, so does the worker.
"""

from __future__ import annotations

import os
import resource
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, NoReturn, Protocol

from graph.server.refusal import RefusedError
from graph.server.wire import Frames, Kind, asked, frame, refusing
from kamergraaf.errors import KamergraafError, StoreError

AT_ONCE = 1 << 18  # bytes
RETRY = 5  # seconds, while another process writes


class Work(Protocol):
    def do(self, connection: socket.socket, request: Any) -> None:  # noqa: ANN401
        """Sends an answer, or raises a KamergraafError before it has sent anything."""
        ...


def run(make: Callable[[Path], Work]) -> None:
    """The whole life of a worker; `make` is called with the path of the store."""
    descriptor, path, memory = sys.argv[1:]
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    connection = socket.socket(fileno=int(descriptor))
    try:
        work = make(Path(path))
        _limit_memory(int(memory))
    except KamergraafError as error:
        connection.sendall(refusing(HTTPStatus.INTERNAL_SERVER_ERROR, str(error)))
        return
    connection.sendall(frame(Kind.READY))
    for request in _requests(connection):
        _do(work, connection, request)


def _do(work: Work, connection: socket.socket, request: object) -> None:
    try:
        work.do(connection, request)
    except RefusedError as refusal:
        connection.sendall(refusing(refusal.status, str(refusal), refusal.retry_after))
    except StoreError as error:
        busy = "being written" in str(error)
        status = HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.INTERNAL_SERVER_ERROR
        connection.sendall(refusing(status, str(error), RETRY if busy else None))
    except MemoryError:
        os.abort()


def _requests(connection: socket.socket) -> Iterator[object]:
    frames = Frames()
    while data := connection.recv(AT_ONCE):
        for _, payload in frames.feed(data):
            yield asked(payload)


def _end_with_the_server() -> NoReturn:
    os.read(0, 1)
    os._exit(0)


def _limit_memory(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if size:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
