"""Rulings as rechtspraak.nl publishes them: XML of `open-rechtspraak`, or a bare `uitspraak` or `conclusie`.

The text holds the summary (`inhoudsindicatie`), the ruling with its sections, numbered paragraphs, lists and tables,
the notes, and last a listing of what the editors tied to it: other rulings, laws and articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lxml import etree

from extract.model import Content
from extract.readers.markup import local_name, parse, root_name, words_of
from extract.readers.rechtspraak_facts import stated, write_listing
from extract.readers.writing import Writer

_ROOTS = frozenset(("open-rechtspraak", "uitspraak", "conclusie"))
_MARKED = frozenset(("note", "furniture"))
_PARAGRAPHS = frozenset(("para", "simpara", "caption", "blockquote", "attribution", "subtitle"))
_HEADINGS = frozenset(("title", "bridgehead"))
_LISTS = frozenset(("itemizedlist", "orderedlist"))
_TABLES = frozenset(("informaltable", "table"))
_INSIDE = _PARAGRAPHS | _LISTS | _TABLES | {"listitem", "entry"}  # what parts words where it stands in a line
_NUMBERED = frozenset(("nr", "potentialnr", "listmarking"))
_NUMERATIONS = {"loweralpha": "abcdefghijklmnopqrstuvwxyz", "upperalpha": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def recognise(data: bytes) -> bool:
    return root_name(data) in _ROOTS


def read(data: bytes, where: str) -> Content:
    """The text of a ruling with what its editors state of it; a SourceError names the line that is broken."""
    root = parse(data, where)
    writer = Writer()
    _Ruling(writer, root).write(root)
    writer.write_notes()
    write_listing(writer, root)
    return writer.content((stated(root),), _MARKED)


class _Ruling:
    """Writes the elements of a ruling."""

    def __init__(self, writer: Writer, root: etree._Element) -> None:
        self._writer = writer
        self._notes = {note.get("id"): note for note in root.iter("{*}footnote")}
        self._marked = {mark.get("linkend") for mark in root.iter("{*}footnote-ref")}
        self._number = ""  # of the paragraph or item of which the first words are still to come
        self._level = 0
        self._writers: dict[str, Callable[[etree._Element], None]] = {
            **dict.fromkeys(_PARAGRAPHS, self._paragraph),
            **dict.fromkeys(_HEADINGS, self._heading),
            **dict.fromkeys(_LISTS, self._list),
            **dict.fromkeys(_TABLES, self._table),
            "section": self._section,
            "paragroup": self._numbered,
            "footnote": self._unmarked_note,
            **dict.fromkeys(("", "nr", "RDF"), self._skip),
        }

    def write(self, element: etree._Element) -> None:
        """The blocks of an element, one after the other."""
        for child in element:
            self._writers.get(local_name(child), self.write)(child)

    def _section(self, element: etree._Element) -> None:
        with self._deeper():
            self.write(element)

    def _numbered(self, element: etree._Element) -> None:
        with self._item(words_of(element.find("{*}nr"))):
            self.write(element)

    def _skip(self, element: etree._Element) -> None:
        """What is no text, or stands elsewhere in it."""

    def _paragraph(self, element: etree._Element) -> None:
        if element.text is None and not len(element):
            return
        first = _first(element)
        label = words_of(first) if first is not None and not self._number else ""
        with self._writer.block("item" if label else "paragraph", label or None, self._level if label else 0):
            self._begin(element)
            self._line(element)

    def _begin(self, element: etree._Element) -> None:
        """The number that waits, before the first words that come."""
        if self._number and words_of(element):
            self._writer.write(f"{self._number} ")
            self._number = ""

    def _heading(self, element: etree._Element) -> None:
        with self._writer.block("heading", words_of(element.find("{*}nr")) or None, self._level or 1):
            self._line(element)

    def _list(self, element: etree._Element) -> None:
        ordered = local_name(element) == "orderedlist"
        numeration = element.get("numeration", "arabic") if ordered else None
        with self._deeper():
            for place, item in enumerate(element.iterchildren("{*}listitem")):
                with self._item(_marker(numeration, place) if numeration else element.get("mark", "-")):
                    self.write(item)

    def _table(self, element: etree._Element) -> None:
        with self._writer.block("table"):
            for row in element.iter("{*}row"):
                self._writer.row(row.iterchildren("{*}entry"), self._line)

    def _line(self, element: etree._Element) -> None:
        """Words that stand in one line, with the marks of their notes."""
        self._writer.write(element.text or "")
        for child in element:
            self._inside_line(child, local_name(child))
            self._writer.write(child.tail or "")

    def _inside_line(self, element: etree._Element, name: str) -> None:
        if name == "footnote-ref":
            self._mark(element)
        elif not name:
            self._break(element)
        elif name != "footnote":
            parted = name in _INSIDE
            self._writer.write(" " if parted else "")
            self._line(element)
            self._writer.write(" " if parted or name == "nr" else "")

    def _break(self, element: etree._Element) -> None:
        """A `linebreak`; two of them part paragraphs."""
        if isinstance(element, etree._ProcessingInstruction) and element.target == "linebreak":
            following = element.getnext() if not (element.tail or "").strip() else None
            again = isinstance(following, etree._ProcessingInstruction) and following.target == "linebreak"
            self._writer.end_block() if again else self._writer.end_line()

    def _mark(self, element: etree._Element) -> None:
        """The first mark of a note; others of the same note are left out, so that no note can hold itself."""
        note = self._notes.pop(element.get("linkend"), None)
        if note is not None:
            self._writer.note(note.get("label") or "*", lambda: self._note(note))

    def _note(self, note: etree._Element) -> None:
        for paragraph in note:
            self._line(paragraph)
            self._writer.end_line()

    def _unmarked_note(self, note: etree._Element) -> None:
        if note.get("id") not in self._marked:
            with self._writer.block():
                self._writer.write(f"{note.get('label') or ''} ")
                self._note(note)

    @contextmanager
    def _item(self, number: str) -> Iterator[None]:
        """An item or a numbered paragraph; its number stands before its first words, or alone if there are none."""
        with self._deeper(), self._writer.part("item", number or None, self._level):
            self._number = f"{self._number} {number}".strip()
            yield
            if self._number and number:
                self._writer.end_block()
                self._writer.write(self._number)
                self._writer.end_block()
                self._number = ""

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._level += 1
        yield
        self._level -= 1


def _first(element: etree._Element) -> etree._Element | None:
    """The number or mark that a paragraph begins with, where the file marks it as one."""
    first = next(iter(element), None)
    if first is None or (element.text or "").strip() or local_name(first) not in _NUMBERED:
        return None
    is_number = local_name(first) != "potentialnr" or first.get("manualAnnotation") == "NR"
    return first if is_number else None


def _marker(numeration: str, place: int) -> str:
    """`1.` and `b.`: the mark of an item that a browser shows."""
    letters = _NUMERATIONS.get(numeration, "")
    return f"{letters[place] if place < len(letters) else place + 1}."
