"""A text in pieces: what is a reference, what is the mark of a note, where a part begins."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.server.pages.linking import Link


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference in a text, and what it was taken for."""

    start: int
    end: int
    kind: str  # of `extract.model.MENTION_KINDS`
    target: Link | None
    confidence: str
    rule: str
    resolution: str  # exact-id, derived-id, register, context, ambiguous, unresolved
    candidates: tuple[Link, ...] = ()
    issues: tuple[str, ...] = ()
    nth: int = 1  # of several things that the same words name

    @property
    def anchor(self) -> str:
        return f"m-{self.start}-{self.end}-{self.kind}-{self.nth}"

    @property
    def known(self) -> bool:
        return self.resolution not in ("ambiguous", "unresolved")


@dataclass(frozen=True, slots=True)
class Note:
    """The mark of a note in a text; `anchor` is the id of the note's own words, if they are in the text."""

    start: int
    end: int
    mark: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Piece:
    words: str
    mark: Mark | None = None
    more: tuple[Mark, ...] = ()  # other references around the same words
    note: Note | None = None
    ids: tuple[str, ...] = ()  # what begins here


def pieces(
    text: str, marks: Iterable[Mark], notes: Sequence[Note], begins: Mapping[int, Sequence[str]], start: int, end: int
) -> list[Piece]:
    """The stretch of a text, cut wherever something begins or ends; of several references the shortest is linked."""
    inside = [m for m in marks if m.start < end and m.end > start]
    coming = deque(sorted(inside, key=lambda m: (m.start, m.end)))
    noted = {place: note for note in notes for place in range(note.start, note.end)}
    edges = {start, end, *(e for x in (*inside, *notes) for e in (x.start, x.end) if start < e < end)}
    edges |= {place for place in begins if start <= place < end}
    here: list[Mark] = []
    found = []
    for first, last in pairwise(sorted(edges)):
        here = [m for m in here if m.end > first]
        while coming and coming[0].start <= first:
            here.append(coming.popleft())
        shown = sorted(here, key=lambda m: m.end - m.start)
        ids = (*begins.get(first, ()), *(m.anchor for m in shown if max(m.start, start) == first))
        words = text[first:last].encode("utf-8", "replace").decode()
        found.append(Piece(words, shown[0] if shown else None, tuple(shown[1:]), noted.get(first), ids))
    return found
