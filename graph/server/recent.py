"""Answers that were given lately, to be given again: as long as the snapshot is the same, so is the answer."""

from __future__ import annotations

from cachetools import LRUCache

from graph.server.wire import Head, Query

Found = tuple[Head, bytes]
LONGEST_QUERY = 2_000  # characters
OVERHEAD = 4_000  # bytes that an answer takes beside its body, at most: its query above all
SHARE = 50  # an answer that takes more than this part of the room is not kept


class Recent:
    """Whole answers, in `size` bytes of memory; the one that was longest not asked for makes room for the next."""

    def __init__(self, size: int) -> None:
        self._largest = size // SHARE
        self._answers: LRUCache[tuple[str, Query], Found] = LRUCache(size, _weight)
        self.given = 0  # how many times a kept answer was given

    def get(self, snapshot: str, query: Query) -> Found | None:
        """The head and body of the answer from the snapshot of that name."""
        found = self._answers.get((snapshot, query))
        if found:
            self.given += 1
        return found

    def keep(self, query: Query, head: Head, body: bytes) -> None:
        found = head, body
        if len(query.sparql) <= LONGEST_QUERY and _weight(found) <= self._largest:
            self._answers[head.snapshot, query] = found


def _weight(found: Found) -> int:
    return len(found[1]) + OVERHEAD
