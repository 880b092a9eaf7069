"""Puts the text of a document together, and keeps where its parts, links and notes stand.

Blanks are made one, blocks are parted by an empty line, and what a `with` statement encloses gets its exact span:

    with writer.block("heading", label="2", level=1):
        writer.write("2 Wat wij vroegen")
    with writer.block():
        writer.write("Zie ")
        with writer.link("BWBR0015703", "extref"):
            writer.write("de Participatiewet")
        writer.note("1", lambda: writer.write("Stb. 2014, 270."))
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import StringIO
from typing import TypeVar

from extract.model import Content, Link, Part, Span, Stated

Cell = TypeVar("Cell")

BLOCK = "\n\n"
LINE = "\n"
CELL = "\t"
_WIDTHS = {gap: width for width, gap in enumerate(("", " ", CELL, LINE, BLOCK))}


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """A note that stands behind the text, with its marks so far."""

    label: str
    write: Callable[[], None]
    anchors: list[Span] = field(default_factory=list)


class Writer:
    """Writes one text from its beginning to its end."""

    def __init__(self) -> None:
        self._text = StringIO()
        self._length = 0
        self._gap = ""  # what comes before the next word
        self._waiting: list[_Stretch] = []  # begun, and without words so far
        self._parts: list[Part] = []
        self._links: list[Link] = []
        self._notes: deque[Note] = deque()

    def write(self, words: str) -> None:
        """Words that go on from what was written; their blanks, line ends too, become one."""
        if words[:1].isspace():
            self._part_by(" ")
        if whole := " ".join(words.split()):
            self._put(whole)
            if words[-1].isspace():
                self._part_by(" ")

    def end_block(self) -> None:
        """What comes next stands in a block of its own."""
        self._part_by(BLOCK)

    def end_line(self) -> None:
        """What comes next stands on a line of its own."""
        self._part_by(LINE)

    def end_cell(self) -> None:
        """What comes next stands in the next cell of the row."""
        self._part_by(CELL)

    def block(self, kind: str = "paragraph", label: str | None = None, level: int = 0) -> _Stretch:
        """A block of its own; nothing comes of one without words."""
        self.end_block()
        return _Stretch(self, self._part(kind, label, level), BLOCK)

    def part(self, kind: str, label: str | None = None, level: int = 0, address: str | None = None) -> _Stretch:
        """Everything that is written inside is one part; nothing comes of one without words."""
        return _Stretch(self, self._part(kind, label, level, address))

    def row(self, cells: Iterable[Cell], write: Callable[[Cell], None]) -> None:
        """A row of a table on a line of its own; `write` writes each cell."""
        with self.part("row"):
            for cell in cells:
                with self.part("cell"):
                    write(cell)
                self.end_cell()
        self.end_line()

    def article(self, number: str | None, address: str | None, title: str | None, start: str | None) -> _Stretch:
        """An article of a law: its number, title and the first day on which it held in this form."""

        def keep(span: Span) -> None:
            self._parts.append(Part("article", span, number, address=address, title=title, start=start))

        return _Stretch(self, keep)

    def link(self, address: str, form: str, relation: str | None = None) -> _Stretch:
        """Everything that is written inside refers to `address`; nothing comes of a link without words."""
        address = address.strip()

        def keep(span: Span) -> None:
            if address:
                self._links.append(Link(span, address, form, relation))

        return _Stretch(self, keep)

    def note(self, label: str, write: Callable[[], None]) -> Note:
        """The mark of a note here; what `write` writes stands behind the text, with the label before it."""
        note = self.unmarked_note(label, write)
        self.mark(note)
        return note

    def unmarked_note(self, label: str, write: Callable[[], None]) -> Note:
        """A note behind the text that has no mark, or none yet."""
        self._notes.append(note := Note(label, write))
        return note

    def mark(self, note: Note) -> None:
        """A mark of a note, here; it stands against the word before it."""
        if self._gap == " ":
            self._gap = ""
        with _Stretch(self, note.anchors.append):
            self._put(note.label)

    def write_notes(self) -> None:
        """The notes so far; what comes next stands behind them."""
        while self._notes:
            self._write_note(self._notes.popleft())

    def content(self, stated: tuple[Stated, ...] = (), marked: frozenset[str] = frozenset()) -> Content:
        """The text with its notes behind it, and all that was kept of it."""
        self.write_notes()
        parts = sorted(self._parts, key=lambda part: (part.span.start, -part.span.end))
        links = sorted(self._links, key=lambda link: link.span)
        text = self._text.getvalue() + (LINE if self._length else "")
        return Content(text, tuple(parts), tuple(links), stated, marked)

    def _write_note(self, note: Note) -> None:
        wholes: list[Span] = []
        words: list[Span] = []
        self.end_block()
        with _Stretch(self, wholes.append, BLOCK):
            self._put(note.label)
            self._part_by(" ")
            with _Stretch(self, words.append):
                note.write()
        anchors = tuple(note.anchors)
        self._parts += [Part("note", span, note.label, whole=wholes[0], anchors=anchors) for span in words]

    def _part(self, kind: str, label: str | None, level: int, address: str | None = None) -> Callable[[Span], None]:
        return lambda span: self._parts.append(Part(kind, span, label, level, address=address))

    def _part_by(self, gap: str) -> None:
        """The widest of the gaps that were asked for since the last word."""
        if self._length and _WIDTHS[gap] > _WIDTHS[self._gap]:
            self._gap = gap

    def _put(self, word: str) -> None:
        if self._gap:
            self._text.write(self._gap)
            self._length += len(self._gap)
            self._gap = ""
        for stretch in self._waiting:
            stretch.start = self._length
        self._waiting.clear()
        self._text.write(word)
        self._length += len(word)

    def _begin(self, stretch: _Stretch) -> None:
        self._waiting.append(stretch)

    def _end(self, stretch: _Stretch) -> None:
        if stretch.start is None:
            self._waiting.remove(stretch)
        else:
            stretch.span = Span(stretch.start, self._length)
            stretch.keep(stretch.span)
        if stretch.gap:
            self._part_by(stretch.gap)


class _Stretch:
    """What is written in a `with` statement; if there are words in it, `keep` is given its span, and a gap follows."""

    __slots__ = ("_writer", "gap", "keep", "span", "start")

    def __init__(self, writer: Writer, keep: Callable[[Span], None], gap: str = "") -> None:
        self._writer = writer
        self.keep = keep
        self.gap = gap
        self.start: int | None = None  # known when the first word is written
        self.span: Span | None = None  # known at the end

    def __enter__(self) -> _Stretch:
        self._writer._begin(self)
        return self

    def __exit__(self, *_error: object) -> None:
        self._writer._end(self)
