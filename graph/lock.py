"""Locks of the operating system (flock): they end with the process that holds them, so none is ever left behind."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamergraaf.errors import StoreError


@contextmanager
def only_writer(file: Path) -> Iterator[None]:
    """Holds the right to write, or raises a StoreError at once that names the process that has it."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _taken(descriptor, fcntl.LOCK_EX):
            raise StoreError(_busy(file.parent, os.pread(descriptor, 20, 0)))
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _busy(folder: Path, holder: bytes) -> str:
    who = f"process {holder.decode()}" if holder.isdigit() else "another process"
    return f"the store at {folder} is being written by {who}: wait until it is done, then run the command again"


@contextmanager
def folder_in_use(folder: Path) -> Iterator[bool]:
    """Keeps a folder from being removed, next to others who do so; False where it is gone already."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield folder.exists()
    finally:
        os.close(descriptor)


@contextmanager
def folder_if_free(folder: Path) -> Iterator[bool]:
    """Tells whether nobody uses a folder, and keeps it so in the meantime."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _taken(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


def _taken(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
