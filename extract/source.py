"""A document taken apart into body, notes and furniture, before it is known what kind of document it is."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.flow import Flow, Stream, without
from extract.furniture import furniture
from extract.lines import Line, lines
from extract.model import Document, Span
from extract.notes import Note, notes, typed


@dataclass(frozen=True, slots=True)
class Source:
    """What every reader of a kind of document gets to see."""

    document: Document
    lines: tuple[Line, ...]
    furniture: tuple[Span, ...]
    notes: tuple[Note, ...]
    flow: Flow

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def holes(self) -> tuple[Span, ...]:
        """What does not belong to the running text: furniture and notes, in order."""
        return _holes(self.furniture, self.notes)


def take_apart(document: Document) -> Source:
    """Find furniture and notes, where the file does not mark them, and make the flow of what is left."""
    listing = min((part.span.start for part in document.parts_of("listing")), default=len(document.text))
    prose = Span(0, listing)
    all_lines = tuple(lines(document.text, prose))
    page = _furniture(document, all_lines)
    found = _notes(document, all_lines, page)
    marks = tuple(sorted(anchor for note in found for anchor in note.anchors))
    flow = Flow(document.text, _streams(prose, page, found, marks), marks)
    return Source(document, all_lines, page, found, flow)


def _furniture(document: Document, all_lines: Sequence[Line]) -> tuple[Span, ...]:
    if "furniture" in document.marked:
        return tuple(part.span for part in document.parts_of("furniture"))
    return furniture(document.text, all_lines)


def _notes(document: Document, all_lines: Sequence[Line], page: Sequence[Span]) -> tuple[Note, ...]:
    marked = tuple(_marked_notes(document))
    if "note" in document.marked:
        return marked
    if not marked:
        return notes(document.text, all_lines, page)
    taken = [*page, *(note.block for note in marked if note.block)]
    found = (*marked, *typed(document.text, all_lines, taken))
    return tuple(sorted(found, key=lambda note: (note.block or note.anchors[0]).start))


def _marked_notes(document: Document) -> Iterator[Note]:
    """The notes that the file marks; a number that comes back, as on a next page, is of a next series."""
    seen: Counter[str | None] = Counter()
    for part in document.parts_of("note"):
        seen[part.label] += 1
        yield Note(part.label or "", str(seen[part.label]), part.span, part.whole, part.anchors)


def _streams(prose: Span, page: Sequence[Span], found: Sequence[Note], marks: Sequence[Span]) -> list[Stream]:
    """`prose` is where the text reads on; what stands behind it is a reader's listing."""
    holes = sorted([*_holes(page, found), *marks])
    streams = [Stream("body", without(prose, holes))]
    inside = sorted([*page, *marks])
    for number, note in enumerate(found):
        if note.span:
            streams.append(Stream("note", without(note.span, holes_inside(note.span, inside)), key=str(number)))
    blocks = sorted(note.block for note in found if note.block)
    inside_notes = {span for block in blocks for span in holes_inside(block, page)}
    return streams + [Stream("furniture", (span,)) for span in page if span not in inside_notes]


def holes_inside(span: Span, holes: Sequence[Span]) -> list[Span]:
    """Those of `holes`, which are in order, that lie in `span`."""
    first, last = (bisect_left(holes, at, key=lambda hole: hole.start) for at in (span.start, span.end))
    return [hole for hole in holes[first:last] if span.covers(hole)]


def _holes(page: Sequence[Span], found: Sequence[Note]) -> tuple[Span, ...]:
    return tuple(sorted([*page, *(note.block for note in found if note.block)]))
