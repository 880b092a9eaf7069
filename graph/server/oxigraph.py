"""The `oxigraph` server of the PyPI package of that name, read-only, on a snapshot of the store."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from kamergraaf.errors import StoreError

LOOPBACK = "127.0.0.1"
SECONDS_TO_START = 30.0
SECONDS_TO_STOP = 5.0
BETWEEN_LOOKS = 0.02


def serve(snapshot: Path, port: int, ready: Callable[[str], None]) -> int:
    """Serves `snapshot` on loopback until SIGINT, SIGTERM or SIGHUP comes, and then returns 0.

    `snapshot` is the `snapshot_path` of a reader that stays open; port 0 takes any free port. `ready` is called with
    the address once the server answers (SPARQL is at `/query`). Raises StoreError when the port is taken or the server
    does not start or dies. To be called in the main thread, where signals arrive.
    """
    address = f"{LOOPBACK}:{_free(port)}"
    try:
        with _signals_interrupt(), TemporaryFile() as words, _running(_command(snapshot, address), words) as process:
            if _answered(process, address):
                ready(f"http://{address}")
            process.wait()
            raise StoreError(f"the server at {address} stopped by itself: {_first_line(words)}")
    except KeyboardInterrupt:
        return 0


def _free(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except (OSError, OverflowError) as fault:
            raise StoreError(f"cannot serve at {LOOPBACK}:{port} ({fault}): choose another with --port") from fault
        return int(probe.getsockname()[1])


def _command(snapshot: Path, address: str) -> list[str]:
    beside_python = str(Path(sys.executable).parent)
    program = shutil.which("oxigraph", path=os.pathsep.join((beside_python, os.environ.get("PATH", ""))))
    if not program:
        raise StoreError("the program oxigraph is not there: install it with `pip install oxigraph`")
    return [program, "serve-read-only", "--location", str(snapshot), "--bind", address, "--union-default-graph"]


@contextmanager
def _signals_interrupt() -> Iterator[None]:
    """Lets the signals that end a program raise KeyboardInterrupt, so that the server is stopped too."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _running(command: list[str], words: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own, so that an interrupt at the terminal reaches us alone."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answered(process: subprocess.Popen[bytes], address: str) -> bool:
    """Waits until the server answers (true), or has stopped."""
    latest = time.monotonic() + SECONDS_TO_START
    while process.poll() is None:
        if _answers(address):
            return True
        if time.monotonic() > latest:
            raise StoreError(f"the server at {address} does not answer after {SECONDS_TO_START:.0f} seconds: try again")
        time.sleep(BETWEEN_LOOKS)
    return False


def _answers(address: str) -> bool:
    connection = HTTPConnection(address, timeout=SECONDS_TO_START)
    try:
        connection.request("HEAD", "/")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _first_line(words: IO[bytes]) -> str:
    words.seek(0)
    lines = words.read().decode(errors="replace").strip().splitlines()
    return lines[0] if lines else "it said nothing"
