"""The program as a user starts it: another process, with its arguments, its input, its output and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent
START = "from kamergraaf.cli import main; main()"


def kamergraaf(
    *arguments: str, store: Path | None = None, folder: Path = HOUSE, stdin: str = "", code: int = 0
) -> subprocess.CompletedProcess[str]:
    """Runs one command in `folder` and fails where it ends with another exit code than `code`."""
    return run([sys.executable, "-c", START, *arguments], folder, environment(store), stdin, code)


def shell(line: str, *, store: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a line as a user pastes it into a shell."""
    start = folder / "bin" / "kamergraaf"
    start.parent.mkdir()
    start.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{START}" "$@"\n', encoding="utf-8")
    start.chmod(0o755)
    path = f"{start.parent}{os.pathsep}{os.environ['PATH']}"
    return run(["bash", "-c", line], folder, environment(store) | {"PATH": path})


def environment(store: Path | None = None) -> dict[str, str]:
    settings = os.environ | {"PYTHONPATH": str(HOUSE), "PYTHONIOENCODING": "utf-8", "COLUMNS": "160"}
    return settings | ({"KAMERGRAAF_STORE": str(store)} if store else {})


def run(
    command: list[str], folder: Path, settings: dict[str, str], stdin: str = "", code: int = 0
) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        command, check=False, cwd=folder, env=settings, input=stdin, capture_output=True, text=True, encoding="utf-8"
    )
    told = f"{command[-3:]}: exit code {result.returncode}\n{result.stdout[-2000:]}\n{result.stderr}"
    assert result.returncode == code, told
    return result
