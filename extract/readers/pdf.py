"""PDF with a text layer: paragraphs in the order in which they are read, with the line ends of the page.

Notes stand behind the text, with their marks in it; so do the lines that the pages repeat. Text that was read off a
scan is left as it stands on its pages: where its notes are cannot be told from its letters, and is found by pattern.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2

from extract.model import Content, Part, Span
from extract.readers import pdf_page
from extract.readers.pdf_layout import Line, lines
from extract.readers.pdf_parts import Note, Sheet, anchors, body_size, furniture, notes
from extract.readers.writing import Writer
from kamergraaf.errors import SourceError

_SIGN = b"%PDF-"
_HEAD = 1024
_MOST_PAGES = 5000
_MOST_SIGNS = 20_000_000
_FEWEST_SIGNS = 8  # a page, on average: fewer is a scan with a stamp on it
_SAMPLE = 5  # pages that are looked at to see whether the text was read off a scan
_WIDE = 1.35  # of the usual distance between lines: wider parts paragraphs
_LARGE = 1.12  # of the letters of the body: larger is a heading
_HEADING_LINES = 3
_ENDS = (".", "?", "!", ":", ";", "”", "»")
_OPENS = re.compile(r"[•◦▪‣*–—-]\s|\(?\d{1,3}[.)]\s|[a-z][.)]\s|Vra(?:ag|gen) \d|Antwoord(?:en)?\b.{0,20}\d")
_ADDRESS = re.compile(r"\W*(?:\[\d+\])?\W*(?:https?://|www\.)")
_INSIDE = frozenset("-/=?&%#_~")
_PDFIUM = threading.Lock()  # the library does one thing at a time


def recognise(data: bytes) -> bool:
    """The sign of a PDF, with which its first kilobyte has to begin or which has to stand in it."""
    return _SIGN in data[:_HEAD]


def read(data: bytes, where: str) -> Content:
    """The document; a SourceError says what is damaged, locked or a scan."""
    with _PDFIUM:
        pages, scanned = _pages(data, where)
    sheets = [Sheet(page.label, page.height, tuple(lines(page.pieces))) for page in pages]
    if scanned:
        return _scan(sheets)
    return _Text(sheets).content()


def _pages(data: bytes, where: str) -> tuple[list[pdf_page.Page], bool]:
    """The pages, and whether their text was read off a scan."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise SourceError(f"{where}: {_why_not(str(error))}") from None
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise SourceError(f"{where}: has {count:,} pages, more than {_MOST_PAGES:,}; split the file")
        pages = list(_read_all(document, count, where))
        if sum(len(piece.text) for page in pages for piece in page.pieces) < _FEWEST_SIGNS * max(count, 1):
            raise SourceError(
                f"{where}: is a scan without text; read it first, as with: ocrmypdf --language nld in.pdf out.pdf"
            )
        return pages, all(pdf_page.is_scanned(document, index) for index in range(min(count, _SAMPLE)))
    except pypdfium2.PdfiumError as error:
        raise SourceError(f"{where}: {_why_not(str(error))}") from None
    finally:
        document.close()


def _read_all(document: pypdfium2.PdfDocument, count: int, where: str) -> Iterator[pdf_page.Page]:
    signs = 0
    for index in range(count):
        page = pdf_page.read(document, index)
        signs += sum(len(piece.text) for piece in page.pieces)
        if signs > _MOST_SIGNS:
            raise SourceError(f"{where}: holds more than {_MOST_SIGNS:,} characters; split the file")
        yield page


def _why_not(error: str) -> str:
    if "assword" in error:
        return "is locked with a password; save it without one"
    return "is a damaged PDF; download it again, or repair it, as with: qpdf in.pdf out.pdf"


def _scan(sheets: Sequence[Sheet]) -> Content:
    """The pages as they are, each behind a form feed."""
    text, parts = "", []
    for sheet in sheets:
        start = len(text) + (1 if text else 0)
        text += ("\f" if text else "") + "".join(_spaced(sheet.lines))
        if text[start:].strip():
            parts.append(Part("page", Span(start, len(text.rstrip())), sheet.label))
    return Content(text, tuple(parts))


def _spaced(all_lines: Sequence[Line]) -> Iterator[str]:
    pitch = _pitch([all_lines])
    for line, following in zip(all_lines, (*all_lines[1:], None), strict=False):
        wide = following is not None and line.bottom - following.bottom > _WIDE * pitch
        yield line.text + ("\n\n" if wide else "\n")


def _pitch(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance between two lines."""
    steps = [a.bottom - b.bottom for page in pages for a, b in pairwise(page)]
    usual = [step for step in steps if step > 0]
    return median(usual) if usual else 0.0


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line of the running text, and which one it is."""

    page: int
    at: int
    line: Line


class _Text:
    """Writes a document of several pages."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._furniture = furniture(sheets)
        self._notes, noted = notes(sheets, self._furniture)
        self._out = self._furniture | noted
        self._marks: Mapping[tuple[int, int, int], int] = anchors(sheets, self._notes, self._out)
        self._body = body_size(sheets)
        self._writer = Writer()
        self._page: tuple[int, AbstractContextManager[object]] | None = None

    def content(self) -> Content:
        for paragraph in self._paragraphs():
            self._paragraph(paragraph)
        self._turn_to(None)
        for words in dict.fromkeys(self._sheets[page].lines[at].text for page, at in sorted(self._furniture)):
            with self._writer.block("furniture"):
                self._writer.write(words)
        tied = set(self._marks.values())
        for number, note in enumerate(self._notes):
            if number not in tied:
                self._writer.unmarked_note(note.label, self._note_writer(note))
        return self._writer.content(marked=frozenset(("furniture", "page")))

    def _paragraphs(self) -> Iterator[list[_Placed]]:
        running = [
            _Placed(page, at, line)
            for page, sheet in enumerate(self._sheets)
            for at, line in enumerate(sheet.lines)
            if (page, at) not in self._out
        ]
        pitch = _pitch([[placed.line for placed in running]])
        paragraph: list[_Placed] = []
        for placed in running:
            if paragraph and _parted(paragraph[-1], placed, pitch):
                yield paragraph
                paragraph = []
            paragraph.append(placed)
        if paragraph:
            yield paragraph

    def _paragraph(self, paragraph: Sequence[_Placed]) -> None:
        level = self._level(paragraph)
        with self._writer.block("heading" if level else "paragraph", None, level):
            last = ""
            for placed in paragraph:
                self._turn_to(placed.page)
                words = placed.line.text
                if _goes_on(last, words):
                    last += words
                else:
                    self._writer.end_line()
                    last = words
                self._line(placed)

    def _level(self, paragraph: Sequence[_Placed]) -> int:
        """How deep a heading is by the size of its letters; 0 where they are not large."""
        size = min(placed.line.size for placed in paragraph)
        listed = bool(_OPENS.match(paragraph[0].line.text))
        if size < _LARGE * self._body or len(paragraph) > _HEADING_LINES or listed:
            return 0
        return 1 if size > 1.5 * self._body else 2 if size > 1.25 * self._body else 3

    def _turn_to(self, page: int | None) -> None:
        """The part of a page begins with its first line and ends before the first line of another."""
        if self._page and self._page[0] != page:
            self._page[1].__exit__(None, None, None)
            self._page = None
        if self._page is None and page is not None:
            part = self._writer.part("page", self._sheets[page].label)
            part.__enter__()
            self._page = page, part

    def _line(self, placed: _Placed) -> None:
        """The words of a line, between its marks and links."""
        line = placed.line
        marks = {start: (end, self._marks.get((placed.page, placed.at, start))) for start, end in line.marks}
        tied = {start: (end, number) for start, (end, number) in marks.items() if number is not None}
        cuts = {0, len(line.text), *tied, *(end for end, _ in tied.values())}
        cuts |= {at for start, end, _ in line.links for at in (start, end)}
        for start, end in pairwise(sorted(cuts)):
            if start in tied:
                note = self._notes[tied[start][1]]
                self._writer.note(note.label, self._note_writer(note))
            else:
                address = next((to for first, last, to in line.links if first <= start < last), None)
                self._words(line.text[start:end], address)

    def _words(self, words: str, address: str | None) -> None:
        for number, cell in enumerate(words.split("\t")):
            if number:
                self._writer.end_cell()
            with self._writer.link(address, "href") if address and cell.strip() else nullcontext():
                self._writer.write(cell)

    def _note_writer(self, note: Note) -> Callable[[], None]:
        def write() -> None:
            for number, line in enumerate(note.lines):
                if number:
                    self._writer.end_line()
                self._writer.write(line.text)

        return write


def _parted(before: _Placed, after: _Placed, pitch: float) -> bool:
    """Whether a new paragraph begins."""
    first, second = before.line, after.line
    opens = bool(_OPENS.match(second.text))
    ended = first.text.endswith(_ENDS)
    step = first.bottom - second.bottom
    below = before.page == after.page and step > 0
    if opens or (below and step > _WIDE * pitch) or abs(first.size - second.size) > 0.08 * first.size:
        return True
    if _had_room(first, second):
        return ended or not second.text[:1].islower()
    return not below and ended and second.text[:1].isupper()


def _goes_on(last: str, line: str) -> bool:
    """Whether a web address is cut by the end of a line."""
    last, first = last.rpartition(" ")[2], line.partition(" ")[0]
    return bool(_ADDRESS.match(last) and (last[-1] in _INSIDE or any(sign in _INSIDE for sign in first)))


def _had_room(first: Line, second: Line) -> bool:
    """Whether the next word would have fitted on the line, so that the line was ended on purpose."""
    word = len(second.text.split(" ", 1)[0]) + 1
    return first.right + word * (second.right - second.left) / max(len(second.text), 1) < first.edge
