"""What goes wrong in the store's folder or engine, told as a StoreError."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten

from kamergraaf.errors import StoreError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NOT_SPARQL = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
NO_ROOM_WORDS = ("No space left", "File too large", "quota exceeded")


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Turns the errors of the operating system and of Oxigraph into a StoreError about the store at `path`.

    Oxigraph reports damage as RuntimeError and the rest as OSError, often without a number.
    """
    try:
        yield
    except (OSError, RuntimeError) as fault:
        raise store_error(path, fault) from fault


def store_error(path: Path, fault: OSError | RuntimeError) -> StoreError:
    words = " ".join(str(fault).split())
    if _no_room(fault, words):
        return StoreError(
            f"no room left on the disk of {path}: free some and run the command again; the store keeps what it had"
        )
    if "lock hold by current process" in words or "While lock file" in words:
        return StoreError(f"the store at {path} is already open for writing: close it first")
    if isinstance(fault, PermissionError):
        return StoreError(
            f"no permission to use the store at {path} ({words}): change its owner, or name another with --store"
        )
    if isinstance(fault, RuntimeError):
        return damaged(path, words)
    return StoreError(f"the store at {path} cannot be used ({words}): mend that and run the command again")


def damaged(path: Path, why: str) -> StoreError:
    return StoreError(
        f"the store at {path} is damaged ({why}): use a backup instead, "
        f"or move the folder away and make it again with `kamergraaf build PATH --store {path}`"
    )


def _no_room(fault: OSError | RuntimeError, words: str) -> bool:
    return getattr(fault, "errno", None) in NO_ROOM or any(sign in words for sign in NO_ROOM_WORDS)


def not_sparql(fault: str) -> str:
    """Oxigraph's message, cut where it starts to list hundreds of characters that would have been right."""
    place = NOT_SPARQL.match(fault)
    where = f" at line {place[1]}, column {place[2]}" if place else ""
    why = shorten(place[3] if place else fault, 120, placeholder=" …")
    return f"the query is not valid SPARQL{where}: {why}"
