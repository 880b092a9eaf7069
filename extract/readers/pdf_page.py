"""The characters of a page of a PDF, put together into pieces: words on one line without a wide gap between them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_GAP = 1.6  # of the height of the letters: wider is a gap between columns or cells
RAISED = 0.86  # of the height of the line: smaller letters that stand higher are a mark
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\x02": "-", "\u00ad": "-", "\u2011": "-"}
_MOST_LINKS = 1000  # on a page
_INVISIBLE = 3  # the way of writing text that only a search finds

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points from the lower left of the page
Stretch = tuple[int, int, str]


class Glyph(NamedTuple):
    """A character and its box, in points from the lower left of the page as it is looked at."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float
    address: str = ""  # that it leads to

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one line. `marks` are the stretches of its text that are small and raised."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float  # height of its letters
    marks: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on a page."""

    label: str
    height: float
    pieces: tuple[Piece, ...]


def read(document: pypdfium2.PdfDocument, index: int) -> Page:
    """A page by its index, from 0."""
    page = document[index]
    try:
        words = page.get_textpage()
        try:
            glyphs = list(_glyphs(page, words, list(_links(document, page))))
        finally:
            words.close()
        label = document.get_page_label(index) or str(index + 1)
        return Page(label, page.get_height(), tuple(_pieces(glyphs)))
    finally:
        page.close()


def is_scanned(document: pypdfium2.PdfDocument, index: int) -> bool:
    """Whether the text of a page is the invisible one that a program for reading scans puts behind the picture."""
    page = document[index]
    try:
        texts = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=2)
        modes = [pdfium.FPDFTextObj_GetTextRenderMode(found.raw) for found, _ in zip(texts, range(50), strict=False)]
        return bool(modes) and all(mode == _INVISIBLE for mode in modes)
    finally:
        page.close()


def _glyphs(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage, links: Sequence[tuple[Box, str]]) -> Iterator[Glyph]:
    box, raw = pdfium.FS_RECTF(), words.raw
    pointer = ctypes.byref(box)
    turn = _Turn(page)
    for index in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        sign = chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else ""
        if sign and sign not in "\ufffe\uffff" and pdfium.FPDFText_GetLooseCharBox(raw, index, pointer):
            place = turn.box(box.left, box.bottom, box.right, box.top)
            yield Glyph(_LIGATURES.get(sign, sign), *place, _address_at(links, place) if links else "")


def _address_at(links: Sequence[tuple[Box, str]], place: Box) -> str:
    """The address of the link in which the middle of a character lies."""
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return next((address for box, address in links if box[0] <= x <= box[2] and box[1] <= y <= box[3]), "")


class _Turn:
    """Turns boxes as a page is turned when it is shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._degrees = page.get_rotation()
        self._width, self._height = page.get_size()

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self._degrees == 90:
            return bottom, self._height - right, top, self._height - left
        if self._degrees == 180:
            return self._width - right, self._height - top, self._width - left, self._height - bottom
        if self._degrees == 270:
            return self._width - top, left, self._width - bottom, right
        return left, bottom, right, top


def _pieces(glyphs: list[Glyph]) -> Iterator[Piece]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.sign in "\r\n" or (run and not glyph.sign.isspace() and _apart(_last(run), glyph)):
            yield from _piece(run)
            run = []
        if glyph.sign not in "\r\n" and (run or not glyph.sign.isspace()):
            run.append(glyph)
    yield from _piece(run)


def _last(run: list[Glyph]) -> Glyph:
    return next(glyph for glyph in reversed(run) if not glyph.sign.isspace())


def _apart(before: Glyph, after: Glyph) -> bool:
    """Whether a character does not go on with the piece: it stands on another line, or too far off."""
    overlap = min(before.top, after.top) - max(before.bottom, after.bottom)
    size = max(before.height, after.height)
    return overlap < 0.3 * min(before.height, after.height) or not -size < after.left - before.right < _GAP * size


def _piece(run: list[Glyph]) -> Iterator[Piece]:
    shown = [glyph for glyph in run if not glyph.sign.isspace() and glyph.sign.isprintable()]
    if not shown:
        return
    size = median(glyph.height for glyph in shown)
    base = median(glyph.bottom for glyph in shown)
    words, marks, links = "", [], []
    for glyph in run:
        sign = " " if glyph.sign.isspace() else glyph.sign if glyph.sign.isprintable() else ""
        if sign == " " and words.endswith(" "):
            continue
        if sign.isdigit() and glyph.height < RAISED * size and glyph.bottom > base + 0.05 * size:
            marks.append((len(words), len(words) + len(sign), "mark"))
        if glyph.address:
            links.append((len(words), len(words) + len(sign), glyph.address))
        words += sign
    left, right = min(glyph.left for glyph in shown), max(glyph.right for glyph in shown)
    raised = tuple((start, end) for start, end, _ in _joined(marks))
    yield Piece(words.rstrip(), left, base, right, base + size, size, raised, tuple(_joined(links)))


def _joined(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Stretches of the same sort that touch are one."""
    kept: Stretch | None = None
    for stretch in stretches:
        if kept and kept[1] == stretch[0] and kept[2] == stretch[2]:
            kept = (kept[0], stretch[1], kept[2])
            continue
        if kept:
            yield kept
        kept = stretch
    if kept:
        yield kept


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[tuple[Box, str]]:
    position, link, turn = ctypes.c_int(0), pdfium.FPDF_LINK(), _Turn(page)
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
            return
        box = pdfium.FS_RECTF()
        address = _address(document, pdfium.FPDFLink_GetAction(link))
        if address and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            yield turn.box(box.left, box.bottom, box.right, box.top), address


def _address(document: pypdfium2.PdfDocument, action: object) -> str:
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
    if not 1 < length < 5000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")
