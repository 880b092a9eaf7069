"""A text in pieces: what is a reference, what is the mark of a note, where a part begins."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
        return mark_anchor(self.start, self.end, self.kind, self.nth)

    @property
    def known(self) -> bool:
        return self.resolution not in ("ambiguous", "unresolved")


def mark_anchor(start: int, end: int, kind: str, nth: int) -> str:
    """The id of a reference on the page of its text."""
    return f"m-{start}-{end}-{kind}-{nth}"


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


@dataclass(slots=True)
class Layers:
    """All that is laid over one text; `begins` has the ids of the parts that begin at a place."""

    text: str
    marks: Sequence[Mark] = ()
    notes: Sequence[Note] = ()
    begins: dict[int, list[str]] = field(default_factory=dict)

    def cut(self, start: int, end: int) -> list[Piece]:
        """A stretch of the text, cut wherever something begins or ends; of several references the shortest leads."""
        inside = sorted((m for m in self.marks if m.start < end and m.end > start), key=lambda m: (m.start, m.end))
        coming, here, found = deque(inside), list[Mark](), []
        noted = {place: note for note in self.notes for place in range(note.start, note.end)}
        for first, last in pairwise(sorted(self._edges(inside, start, end))):
            here = [m for m in here if m.end > first]
            while coming and coming[0].start <= first:
                here.append(coming.popleft())
            shown = sorted(here, key=lambda m: m.end - m.start)
            ids = (*self.begins.get(first, ()), *(m.anchor for m in shown if max(m.start, start) == first))
            words = self.text[first:last].encode("utf-8", "replace").decode()
            found.append(Piece(words, next(iter(shown), None), tuple(shown[1:]), noted.get(first), ids))
        return found

    def _edges(self, inside: Iterable[Mark], start: int, end: int) -> set[int]:
        spans = [*((m.start, m.end) for m in inside), *((n.start, n.end) for n in self.notes)]
        edges = {edge for span in spans for edge in span if start < edge < end}
        return {start, end, *edges, *(place for place in self.begins if start <= place < end)}
