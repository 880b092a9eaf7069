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
from collections.abc import Callable
from dataclasses import dataclass

from extract.model import Content, Link, Part, Span, Stated

BLOCK = "\n\n"
LINE = "\n"
CELL = "\t"
_WIDTH = {gap: width for width, gap in enumerate(("", " ", CELL, LINE, BLOCK))}


@dataclass(slots=True, eq=False)
class Stretch:
    """What a `with` statement encloses. Where it starts is known when its first word is written.

    When it has ended, `span` is where it stands; None where it has no words.
    """

    writer: Writer
    keep: Callable[[Span], None] | None = None  # what is done with the span of one that has words
    is_block: bool = False
    start: int | None = None
    span: Span | None = None

    def __enter__(self) -> Stretch:
        if self.is_block:
            self.writer.end_block()
        self.writer.waiting.append(self)
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if self.start is None:
            self.writer.waiting.remove(self)
        elif fault is None:
            self.span = Span(self.start, self.writer.length)
            if self.keep:
                self.keep(self.span)
        if self.is_block:
            self.writer.end_block()


@dataclass(frozen=True, slots=True)
class _Note:
    label: str
    anchor: Span
    write: Callable[[], None]


class Writer:
    """Writes one text from its beginning to its end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self._gap = ""  # what comes before the next word
        self.waiting: list[Stretch] = []
        self._parts: list[Part] = []
        self._links: list[Link] = []
        self._notes: deque[_Note] = deque()

    def write(self, words: str) -> None:
        """Words that go on from what was written; their blanks, line ends too, become one."""
        if not words:
            return
        if words[0].isspace():
            self._part_by(" ")
        if blankless := " ".join(words.split()):
            self._put(blankless)
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

    def block(self, kind: str = "paragraph", label: str | None = None, level: int = 0) -> Stretch:
        """A block of its own; nothing comes of one without words."""
        return Stretch(self, lambda span: self._parts.append(Part(kind, span, label, level)), is_block=True)

    def part(self, kind: str, label: str | None = None, level: int = 0, address: str | None = None) -> Stretch:
        """Everything that is written inside is one part; nothing comes of one without words."""
        return Stretch(self, lambda span: self._parts.append(Part(kind, span, label, level, address=address)))

    def article(self, number: str | None, address: str | None, title: str | None, start: str | None) -> Stretch:
        """An article of a law: its number, title and the first day on which it held in this form."""

        def keep(span: Span) -> None:
            self._parts.append(Part("article", span, number, address=address, title=title, start=start))

        return Stretch(self, keep)

    def link(self, address: str, form: str, relation: str | None = None) -> Stretch:
        """Everything that is written inside refers to `address`; nothing comes of a link without words."""
        plain = address.strip()
        return Stretch(self, (lambda span: self._links.append(Link(span, plain, form, relation))) if plain else None)

    def note(self, label: str, write: Callable[[], None]) -> None:
        """The mark of a note here; what `write` writes stands behind the text, with the label before it."""
        if self._gap == " ":
            self._gap = ""
        with Stretch(self, lambda span: self._notes.append(_Note(label, span, write))):
            self._put(label)

    def end_notes(self) -> None:
        """The notes that are still to come stand here, before what is written next."""
        while self._notes:
            self._write_note(self._notes.popleft())

    def content(self, stated: tuple[Stated, ...] = (), marked: frozenset[str] = frozenset()) -> Content:
        """The text with its notes behind it, and all that was kept of it."""
        self.end_notes()
        parts = sorted(self._parts, key=lambda part: (part.span.start, -part.span.end))
        links = sorted(self._links, key=lambda link: link.span)
        text = "".join(self._pieces) + (LINE if self._pieces else "")
        return Content(text, tuple(parts), tuple(links), stated, marked)

    def _write_note(self, note: _Note) -> None:
        self.end_block()
        with Stretch(self) as whole:
            self._put(note.label)
            self._part_by(" ")
            with Stretch(self) as words:
                note.write()
        self.end_block()
        if whole.span and words.span:
            self._parts.append(Part("note", words.span, note.label, whole=whole.span, anchors=(note.anchor,)))

    def _part_by(self, gap: str) -> None:
        """The widest of the gaps that were asked for since the last word."""
        if self.length and _WIDTH[gap] > _WIDTH[self._gap]:
            self._gap = gap

    def _put(self, word: str) -> None:
        if self._gap:
            self._pieces.append(self._gap)
            self.length += len(self._gap)
            self._gap = ""
        for stretch in self.waiting:
            stretch.start = self.length
        self.waiting.clear()
        self._pieces.append(word)
        self.length += len(word)
