"""The YASGUI editor, which the `oxigraph` server carries: taken from there at first use and kept in a cache."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from importlib.metadata import version
from pathlib import Path

from graph.files import write_whole
from kamergraaf.errors import StoreError

FILES = {"yasgui.min.js": "text/javascript", "yasgui.min.css": "text/css"}
LOOPBACK = "127.0.0.1"
SECONDS_TO_START = 20.0
SECONDS_FOR_A_FILE = 10.0
BETWEEN_LOOKS = 0.02


@cache
def content(name: str) -> bytes:
    """One of `FILES`; a StoreError where the server cannot be started."""
    kept = cache_folder() / name
    if not kept.exists():
        for file, found in _fetched().items():
            with suppress(OSError):  # without a cache it is fetched at each start
                write_whole(cache_folder() / file, found)
            if file == name:
                return found
    return kept.read_bytes()


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "kamergraaf" / f"yasgui-of-oxigraph-{version('oxigraph')}"


def _fetched() -> dict[str, bytes]:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    command = [_program(), "serve", "--bind", f"{LOOPBACK}:{port}"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return {name: _get(process, port, name) for name in FILES}
    finally:
        process.terminate()
        process.wait()


def _program() -> str:
    beside_python = str(Path(sys.executable).parent)
    program = shutil.which("oxigraph", path=os.pathsep.join((beside_python, os.environ.get("PATH", ""))))
    if not program:
        raise StoreError("the program oxigraph is not there: install it with `pip install oxigraph`")
    return program


def _get(process: subprocess.Popen[bytes], port: int, name: str) -> bytes:
    latest = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < latest:
        connection = HTTPConnection(LOOPBACK, port, timeout=SECONDS_FOR_A_FILE)
        try:
            connection.request("GET", f"/{name}")
            response = connection.getresponse()
            if response.status == HTTPStatus.OK:
                return response.read()
            break
        except (OSError, HTTPException):
            time.sleep(BETWEEN_LOOKS)
        finally:
            connection.close()
    raise StoreError(f"the program oxigraph does not give its {name}: install it again with `pip install oxigraph`")
