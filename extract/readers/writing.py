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

import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO

from extract.model import Content, Link, Part, Span, Stated

BLOCK = "\n\n"
LINE = "\n"
CELL = "\t"
_GAPS = ("", " ", CELL, LINE, BLOCK)
_BLANKS = re.compile(r"\s+")


@dataclass(slots=True, eq=False)
class _Open:
    """A stretch that has been begun; where it starts is known when its first word is written."""

    start: int | None = None


@dataclass(frozen=True, slots=True)
class _Note:
    label: str
    anchor: Span
    write: Callable[[], None]


class Writer:
    """Writes one text from its beginning to its end."""

    def __init__(self) -> None:
        self._written = StringIO()
        self._length = 0
        self._gap = ""  # what comes before the next word
        self._waiting: list[_Open] = []
        self._parts: list[Part] = []
        self._links: list[Link] = []
        self._notes: deque[_Note] = deque()

    def write(self, words: str) -> None:
        """Words that go on from what was written; their blanks, line ends too, become one."""
        first = True
        for word in _BLANKS.split(words):
            if not first:
                self._part_by(" ")
            if word:
                self._put(word)
            first = False

    def end_block(self) -> None:
        """What comes next stands in a block of its own."""
        self._part_by(BLOCK)

    def end_line(self) -> None:
        """What comes next stands on a line of its own."""
        self._part_by(LINE)

    def end_cell(self) -> None:
        """What comes next stands in the next cell of the row."""
        self._part_by(CELL)

    @contextmanager
    def block(self, kind: str = "paragraph", label: str | None = None, level: int = 0) -> Iterator[None]:
        """A block of its own; nothing comes of one without words."""
        self.end_block()
        with self.part(kind, label, level):
            yield
        self.end_block()

    @contextmanager
    def part(self, kind: str, label: str | None = None, level: int = 0, address: str | None = None) -> Iterator[None]:
        """Everything that is written inside is one part; nothing comes of one without words."""
        with self._stretch() as stretch:
            yield
        if span := self._span(stretch):
            self._parts.append(Part(kind, span, label, level, address=address))

    @contextmanager
    def link(self, address: str, form: str, relation: str | None = None) -> Iterator[None]:
        """Everything that is written inside refers to `address`; nothing comes of a link without words."""
        with self._stretch() as stretch:
            yield
        if (span := self._span(stretch)) and address.strip():
            self._links.append(Link(span, address.strip(), form, relation))

    def note(self, label: str, write: Callable[[], None]) -> None:
        """The mark of a note here; what `write` writes stands behind the text, with the label before it."""
        if self._gap == " ":
            self._gap = ""
        with self._stretch() as stretch:
            self._put(label)
        if span := self._span(stretch):
            self._notes.append(_Note(label, span, write))

    def content(self, stated: tuple[Stated, ...] = (), marked: frozenset[str] = frozenset()) -> Content:
        """The text with its notes behind it, and all that was kept of it."""
        while self._notes:
            self._write_note(self._notes.popleft())
        parts = sorted(self._parts, key=lambda part: (part.span.start, -part.span.end))
        links = sorted(self._links, key=lambda link: link.span)
        text = self._written.getvalue() + (LINE if self._length else "")
        return Content(text, tuple(parts), tuple(links), stated, marked)

    def _write_note(self, note: _Note) -> None:
        self.end_block()
        with self._stretch() as whole:
            self._put(note.label)
            self._part_by(" ")
            with self._stretch() as words:
                note.write()
        self.end_block()
        if (around := self._span(whole)) and (span := self._span(words)):
            self._parts.append(Part("note", span, note.label, whole=around, anchors=(note.anchor,)))

    def _part_by(self, gap: str) -> None:
        """The widest of the gaps that were asked for since the last word."""
        if self._length:
            self._gap = max(self._gap, gap, key=_GAPS.index)

    def _put(self, word: str) -> None:
        if self._gap:
            self._written.write(self._gap)
            self._length += len(self._gap)
            self._gap = ""
        for stretch in self._waiting:
            stretch.start = self._length
        self._waiting.clear()
        self._written.write(word)
        self._length += len(word)

    @contextmanager
    def _stretch(self) -> Iterator[_Open]:
        stretch = _Open()
        self._waiting.append(stretch)
        yield stretch
        if stretch.start is None:
            self._waiting.remove(stretch)

    def _span(self, stretch: _Open) -> Span | None:
        return None if stretch.start is None else Span(stretch.start, self._length)
