"""The running text of a .docx, as Word shows it: insertions kept, deletions left out, fields as their results."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from lxml import etree

from extract.readers.docx_numbering import Numbering
from extract.readers.docx_package import Target
from extract.readers.docx_styles import Style, Styles
from extract.readers.docx_terms import NAMESPACES, child, on, related, value
from extract.readers.markup import local_name
from extract.readers.writing import Writer

_UNSEEN = frozenset(
    "del moveFrom pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr instrText delText delInstrText rt".split()
)
_AROUND_ROWS = frozenset("sdt sdtContent customXml ins moveTo".split())
_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:\\[ln]\s+)*"?([^"\s]+)"?', re.I)
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.I)
_TOLD = tuple(f"{{{space}}}{name}" for space in NAMESPACES for name in ("instrText", "fldSimple"))

Label = Callable[[str], str]  # the next number of a footnoteReference or an endnoteReference


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one kind: their words by id, and what their part points to."""

    elements: Mapping[str, etree._Element]
    targets: Mapping[str, Target]


@dataclass(slots=True)
class _Field:
    """A field that has begun: what it is told to do, and whether its result is being read."""

    told: str = ""
    result: bool = False
    stack: ExitStack = field(default_factory=ExitStack)


class Body:
    """Writes paragraphs and tables, with all that is in them."""

    def __init__(
        self,
        writer: Writer,
        styles: Styles,
        numbering: Numbering,
        notes: Mapping[str, Notes],  # by the element that refers to one: footnoteReference, endnoteReference
        label: Label,
    ) -> None:
        self._writer = writer
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._label = label
        self._targets: Mapping[str, Target] = {}
        self._fields: list[_Field] = []
        self._boxes: list[etree._Element] = []
        self._in_cell = False
        self._leaves: dict[str, Callable[[etree._Element], None]] = {
            "t": lambda e: self._write(e.text or ""),
            "tab": lambda e: self._write(" "),
            "ptab": lambda e: self._write(" "),
            "noBreakHyphen": lambda e: self._write("-"),
            "softHyphen": lambda e: None,
            "sym": self._symbol,
            "br": self._break,
            "cr": self._break,
            "fldChar": self._field_mark,
            "fldSimple": self._simple_field,
            "instrText": self._told,
            "hyperlink": self._hyperlink,
            "AlternateContent": self._alternative,
            "txbxContent": self._boxes.append,
            "footnoteReference": lambda e: self._note(e, ""),
            "endnoteReference": lambda e: self._note(e, ""),
            "r": self._run,
            "sdt": self._control,
        }

    def write(self, element: etree._Element, targets: Mapping[str, Target]) -> None:
        """A part of a document, with what its part of the package points to."""
        before, self._targets = self._targets, targets
        self._block(element)
        self._targets = before

    # --- blocks ---

    def _block(self, element: etree._Element) -> None:
        name = local_name(element)
        if name == "p":
            self._paragraph(element)
        elif name == "tbl":
            self._table(element)
        elif name == "AlternateContent":
            self._alternative(element, self._block)
        elif name not in _UNSEEN and not _is_empty_control(element):
            for inner in element:
                self._block(inner)

    def _paragraph(self, element: etree._Element) -> None:
        if _counts_pages(element):
            return
        style, marker = self._set(element)
        kind, level = _kind(style, marker)
        with self._writer.block(kind, marker, level):
            self._words(element, marker)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._box(box, self._block)

    def _set(self, paragraph: etree._Element) -> tuple[Style, str | None]:
        """How a paragraph is set, and its number where it has words to show it with."""
        properties, full = child(paragraph, "pPr"), _has_words(paragraph)
        style = self._styles.of(properties)
        if not style.num or (not full and child(properties, "rPr", "del") is not None):
            return style, None
        marker = self._numbering.marker(style.num, style.level or 0)
        return style, marker if full else None

    def _words(self, paragraph: etree._Element, marker: str | None) -> None:
        if marker:
            self._writer.write(f"{marker} ")
        self._inline(paragraph)
        for begun in self._fields:
            begun.stack.close()

    def _box(self, box: etree._Element, write: Callable[[etree._Element], None]) -> None:
        """A box that floats beside the text; the fields around it are not its own."""
        fields, self._fields = self._fields, []
        write(box)
        self._fields = fields

    def _table(self, element: etree._Element) -> None:
        rows = [_cells(row) for row in _rows(element)]
        full = [sum(map(_has_words, cells)) for cells in rows]
        if max(full, default=0) <= 1:
            for cells in rows:
                self._free(cells)
            return
        self._writer.end_block()
        with self._writer.part("table"):
            for cells, count in zip(rows, full, strict=True):
                self._row(cells, count)
        self._writer.end_block()

    def _free(self, cells: list[etree._Element]) -> None:
        """Cells that only lay out the page: what is in them stands in blocks of its own."""
        for cell in cells:
            self._block(cell)

    def _row(self, cells: list[etree._Element], full: int) -> None:
        self._writer.end_line()
        with self._writer.part("row"):
            if full == 1:
                self._free(cells)
            else:
                for cell in cells:
                    self._cell(cell)
        self._writer.end_line()

    def _cell(self, cell: etree._Element) -> None:
        outside, self._in_cell = self._in_cell, True
        self._writer.end_cell()
        with self._writer.part("cell"):
            self._line(cell)
        self._in_cell = outside

    def _line(self, element: etree._Element) -> None:
        """All paragraphs in an element, on one line."""
        name = local_name(element)
        if name == "p":
            self._writer.write(" ")
            self._words(element, self._set(element)[1])
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self._box(box, self._line)
        elif name == "AlternateContent":
            self._alternative(element, self._line)
        elif name not in _UNSEEN and not _is_empty_control(element):
            for inner in element:
                self._line(inner)

    # --- inside a paragraph ---

    def _inline(self, element: etree._Element) -> None:
        for inner in element:
            self._piece(inner)

    def _piece(self, element: etree._Element) -> None:
        name = local_name(element)
        if write := self._leaves.get(name):
            write(element)
        elif name and name not in _UNSEEN:
            self._inline(element)

    @property
    def _shown(self) -> bool:
        """Whether all fields that have begun have come to their results."""
        return all(begun.result for begun in self._fields)

    def _write(self, words: str) -> None:
        if self._shown:
            self._writer.write(words)

    def _break(self, element: etree._Element) -> None:
        if self._in_cell:
            self._write(" ")
        elif value(element, "type") in ("page", "column"):
            self._writer.end_block()
        else:
            self._writer.end_line()

    def _run(self, run: etree._Element) -> None:
        properties = child(run, "rPr")
        hidden = child(properties, "vanish")
        if on(hidden) or (hidden is None and self._styles.hides(value(child(properties, "rStyle")))):
            return
        noted = next((e for e in run if local_name(e) in self._notes and _mark_follows(e)), None)
        if noted is not None:
            self._note(noted, "".join(e.text or "" for e in run if local_name(e) == "t"))
        else:
            self._inline(run)

    def _symbol(self, element: etree._Element) -> None:
        code = value(element, "char") or ""
        point = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else 0
        if 32 < point < 0xD800:
            self._write(chr(point))

    def _control(self, element: etree._Element) -> None:
        if not _is_empty_control(element):
            self._inline(element)

    def _alternative(self, element: etree._Element, write: Callable[[etree._Element], None] | None = None) -> None:
        """Of what is there in several forms, the first."""
        choice = next((e for e in element if local_name(e) in ("Choice", "Fallback")), None)
        for inner in choice if choice is not None else ():
            (write or self._piece)(inner)

    # --- fields and links ---

    def _hyperlink(self, element: etree._Element) -> None:
        target = self._targets.get(related(element) or "")
        with ExitStack() as stack:
            if target and target.external and self._shown:
                stack.enter_context(self._writer.link(target.address, "href"))
            self._inline(element)

    def _simple_field(self, element: etree._Element) -> None:
        begun = _Field(value(element, "instr") or "", result=True)
        self._fields.append(begun)
        self._open_link(begun)
        self._inline(element)
        begun.stack.close()
        self._fields.pop()

    def _field_mark(self, element: etree._Element) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
            self._open_link(self._fields[-1])
        elif kind == "end" and self._fields:
            self._fields.pop().stack.close()

    def _told(self, element: etree._Element) -> None:
        if self._fields and not self._fields[-1].result:
            self._fields[-1].told += element.text or ""

    def _open_link(self, begun: _Field) -> None:
        address = _ADDRESS.match(begun.told)
        if address and self._shown:
            begun.stack.enter_context(self._writer.link(address[1], "href"))

    # --- notes ---

    def _note(self, element: etree._Element, mark: str) -> None:
        kind = local_name(element)
        notes = self._notes[kind]
        note = notes.elements.get(value(element, "id") or "")
        label = mark.strip() or self._label(kind)
        if note is not None and self._shown and label:
            self._writer.note(label, lambda: self._write_note(note, notes.targets))

    def _write_note(self, note: etree._Element, targets: Mapping[str, Target]) -> None:
        before, self._targets, self._fields = self._targets, targets, []
        self._line(note)
        self._targets = before


def _kind(style: Style, marker: str | None) -> tuple[str, int]:
    """What a paragraph is, and how deep."""
    if style.outline:
        return "heading", style.outline
    return ("item", (style.level or 0) + 1) if marker else ("paragraph", 0)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if local_name(element) == "tr" and child(element, "trPr", "del") is None:
            yield element
        elif local_name(element) in _AROUND_ROWS:
            yield from _rows(element)


def _cells(row: etree._Element) -> list[etree._Element]:
    cells: list[etree._Element] = []
    for element in row:
        if local_name(element) == "tc":
            cells.append(element)
        elif local_name(element) in _AROUND_ROWS:
            cells += _cells(element)
    return cells


def _has_words(element: etree._Element) -> bool:
    return any((e.text or "").strip() for e in element.iter() if local_name(e) == "t")


def _counts_pages(paragraph: etree._Element) -> bool:
    """Whether a paragraph is there to number the page."""
    told = [(e.text if local_name(e) == "instrText" else value(e, "instr")) or "" for e in paragraph.iter(*_TOLD)]
    boxes = any(local_name(e) == "txbxContent" for e in paragraph.iter())
    return not boxes and any(_PAGE_FIELD.match(words) for words in told)


def _is_empty_control(element: etree._Element) -> bool:
    """Whether a content control shows only what should be filled in."""
    return local_name(element) == "sdt" and on(child(element, "sdtPr", "showingPlcHdr"))


def _mark_follows(reference: etree._Element) -> bool:
    return value(reference, "customMarkFollows") in ("1", "true", "on")
