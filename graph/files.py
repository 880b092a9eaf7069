"""Files that are there as a whole or not at all, also after a power failure."""

from __future__ import annotations

import os
from pathlib import Path

UNFINISHED = ".part"  # the suffix of what is still being written


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file under another name, then moves it to its place; what was there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + UNFINISHED)
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes sure that files that were added, moved or removed stay so."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
