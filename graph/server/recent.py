"""Answers that were given lately, to be given again: as long as the snapshot is the same, so is the answer."""

from __future__ import annotations

from typing import NamedTuple

from cachetools import LRUCache

from graph.server.wire import Head, Query

OVERHEAD = 1_000  # bytes that an answer takes beside its body and its query
WIDEST = 4  # bytes of a character
NAMED = 20  # characters that a name takes beside its own
SHARE = 50  # an answer that takes more than this part of the room is not kept


class Kept(NamedTuple):
    head: Head
    body: bytes
    weight: int  # bytes that it takes, at most


class Recent:
    """Whole answers, in `size` bytes of memory; the one that was longest not asked for makes room for the next."""

    def __init__(self, size: int) -> None:
        self._largest = size // SHARE
        self._answers: LRUCache[tuple[str, Query], Kept] = LRUCache(size, lambda kept: kept.weight)
        self.given = 0  # how many times a kept answer was given

    def get(self, snapshot: str, query: Query) -> tuple[Head, bytes] | None:
        """The head and body of the answer from the snapshot of that name."""
        kept = self._answers.get((snapshot, query))
        if not kept:
            return None
        self.given += 1
        return kept.head, kept.body

    def keep(self, query: Query, head: Head, body: bytes) -> None:
        weight = OVERHEAD + len(body) + WIDEST * _length(query)
        if weight <= self._largest:
            self._answers[head.snapshot, query] = Kept(head, body, weight)


def _length(query: Query) -> int:
    """The characters of a query and of the names of the graphs that it asks."""
    names = (*(query.default_graphs or ()), *(query.named_graphs or ()))
    return len(query.sparql) + len(query.base or "") + sum(len(name) + NAMED for name in names)
