"""A document taken apart into body, notes and furniture, before it is known what kind of document it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.flow import Flow, Stream, without
from extract.furniture import furniture
from extract.lines import Line, lines
from extract.model import Document, Span
from extract.notes import Note, notes


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
    """Find furniture and notes, and make the flow of what is left."""
    all_lines = tuple(lines(document.text))
    page = furniture(document.text, all_lines)
    found = notes(document.text, all_lines, page)
    marks = tuple(sorted(anchor for note in found for anchor in note.anchors))
    flow = Flow(document.text, _streams(document.text, page, found, marks), marks)
    return Source(document, all_lines, page, found, flow)


def _streams(text: str, page: Sequence[Span], found: Sequence[Note], marks: Sequence[Span]) -> list[Stream]:
    holes = sorted([*_holes(page, found), *marks])
    streams = [Stream("body", without(Span(0, len(text)), holes))]
    for number, note in enumerate(found):
        if note.span:
            streams.append(
                Stream("note", without(note.span, holes_inside(note.span, [*page, *marks])), key=str(number))
            )
    inside_notes = [note.block for note in found if note.block]
    free = (span for span in page if not any(block.covers(span) for block in inside_notes))
    return streams + [Stream("furniture", (span,)) for span in free]


def holes_inside(span: Span, holes: Sequence[Span]) -> list[Span]:
    """Those of `holes` that lie in `span`, in order."""
    return sorted(hole for hole in holes if span.covers(hole))


def _holes(page: Sequence[Span], found: Sequence[Note]) -> tuple[Span, ...]:
    return tuple(sorted([*page, *(note.block for note in found if note.block)]))
