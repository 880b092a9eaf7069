"""The program as a user starts it: another process, with its arguments, its input, its output and its exit code."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from client import ask

HOUSE = Path(__file__).parent.parent
START = "from kamergraaf.cli import main; main()"
SECONDS_TO_WARM_UP = 60.0
TO_SORT = 1_000_000
SECONDS_TO_SORT = 0.25  # on a quiet machine


def kamergraaf(
    *arguments: str, store: Path | None = None, folder: Path = HOUSE, stdin: str = "", code: int = 0
) -> subprocess.CompletedProcess[str]:
    """Runs one command in `folder` and fails where it ends with another exit code than `code`."""
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as error:
        given.write(stdin.encode())
        given.seek(0)
        files = [file.fileno() for file in (given, out, error)]
        ended = ask(warm(), arguments, str(folder), environment(store), files)
        told = [os.pread(file.fileno(), file.seek(0, os.SEEK_END), 0).decode() for file in (out, error)]
    return as_expected(subprocess.CompletedProcess(["kamergraaf", *arguments], ended, *told), code)


def shell(line: str, *, store: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a line as a user pastes it into a shell."""
    start = folder / "bin" / "kamergraaf"
    start.parent.mkdir()
    client = HOUSE / "tests" / "client.py"
    start.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "{client}" "{warm()}" "$@"\n', encoding="utf-8")
    start.chmod(0o755)
    path = f"{start.parent}{os.pathsep}{os.environ['PATH']}"
    return run(["bash", "-c", line], folder, environment(store) | {"PATH": path})


@cache
def warm() -> str:
    """The address of a process that runs commands without importing the program again; it ends with this one."""
    folder = TemporaryDirectory()
    address = Path(folder.name) / "warm"
    command = [sys.executable, str(HOUSE / "tests" / "warm.py"), str(address)]
    process = subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)

    @atexit.register
    def end() -> None:
        process.communicate()
        folder.cleanup()

    latest = time.monotonic() + SECONDS_TO_WARM_UP
    while not address.exists() and time.monotonic() < latest:
        time.sleep(0.05)
    return str(address)


def environment(store: Path | None = None) -> dict[str, str]:
    settings = os.environ | {"PYTHONPATH": str(HOUSE), "PYTHONIOENCODING": "utf-8", "COLUMNS": "160"}
    return settings | ({"KAMERGRAAF_STORE": str(store)} if store else {})


def run(
    command: list[str], folder: Path, settings: dict[str, str], stdin: str = "", code: int = 0
) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        command, check=False, cwd=folder, env=settings, input=stdin, capture_output=True, text=True, encoding="utf-8"
    )
    return as_expected(result, code)


def as_expected(result: subprocess.CompletedProcess[str], code: int) -> subprocess.CompletedProcess[str]:
    told = f"{result.args[-3:]}: exit code {result.returncode}\n{result.stdout[-2000:]}\n{result.stderr}"
    assert result.returncode == code, told
    return result


def slowness() -> float:
    """How many times the processor time that a quiet machine needs is needed just now; at least once."""
    began = time.process_time()
    sorted(map(str, range(TO_SORT)))
    return max(1.0, (time.process_time() - began) / SECONDS_TO_SORT)
