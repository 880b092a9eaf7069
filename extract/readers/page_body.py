"""The text of a web page's main part: headings, paragraphs, lists, tables, notes and links, as a browser shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urldefrag, urljoin

from lxml import html

from extract.readers.writing import Note, Writer
from kamergraaf.errors import SourceError

_DEEPEST = 150  # elements within elements
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer form header"
    " hgroup hr html legend main ol section summary table tbody td tfoot th thead tr ul".split()
)
_LINES = frozenset(("stuknummer", "dossiernummer", "dossiertitel"))  # classes of parts that stand on lines of their own
_MARKERS = frozenset(("ol", "lidnr", "li.nr", "nr"))  # classes of markers that a page writes itself
_UNMARKED = frozenset(("expliciet", "list-unstyled"))  # classes of lists without markers
_NOTES = frozenset(("noot", "voetnoot", "footnote"))  # classes of notes, and how ids of their items begin
_NOTE_ROLES = frozenset(("doc-footnote", "doc-endnote"))
_NOTE_IDS = ("fn", "footnote", "voetnoot", "noot")
_LONGEST_MARK = 6
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class PageBody:
    """Writes an element with all that is in it; links are made absolute with `address`, that of the page."""

    def __init__(self, writer: Writer, root: html.HtmlElement, address: str, where: str) -> None:
        self._writer = writer
        self._address = address
        self._where = where
        self._notes = dict(_notes_by_id(root))
        self._kept_back = set(self._notes.values())
        self._marked: dict[html.HtmlElement, Note] = {}
        self._depth = 0
        self._list_level = 0
        self._run_on = False  # blocks do not begin lines of their own: in a cell, a heading, a note
        self._after_marker = False
        self._writers: dict[str, Callable[[html.HtmlElement], None]] = {
            "p": self._paragraph,
            "br": self._break,
            "a": self._link,
            "ul": self._list,
            "ol": self._list,
            "li": self._item,
            "table": self._table,
            "pre": self._lines,
            "span": self._span,
            **dict.fromkeys(_HEADINGS, self._heading),
            **dict.fromkeys(_BLOCKS - {"ul", "ol", "table"}, self._block),
        }

    def write(self, element: html.HtmlElement) -> None:
        """An element, without what stands behind it; a SourceError says that it is nested too deep to be a page."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise SourceError(
                f"{self._where}: line {element.sourceline} is nested in more than {_DEEPEST} elements; is this a page?"
            )
        if element not in self._kept_back and isinstance(element.tag, str):
            self._writers.get(element.tag, self._children)(element)
        self._depth -= 1

    def write_stray_notes(self) -> bool:
        """The notes that have no mark in the text; whether the page has notes at all."""
        for note in dict.fromkeys(self._notes.values()):
            if note not in self._marked:
                self._marked[note] = self._writer.unmarked_note(_label(note) or "*", partial(self._note, note))
        return bool(self._notes)

    def _children(self, element: html.HtmlElement) -> None:
        self._words(element.text)
        for child in element:
            self.write(child)
            self._words(child.tail)

    def _words(self, words: str | None) -> None:
        if words:
            self._writer.write(words)
            self._after_marker = self._after_marker and words.isspace()

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._run_on or self._after_marker:
            self._writer.write(" ")
        else:
            self._writer.end_block()

    def _end(self) -> None:
        if self._run_on:
            self._writer.write(" ")
        else:
            self._writer.end_block()

    def _block(self, element: html.HtmlElement) -> None:
        self._begin()
        self._children(element)
        self._end()

    def _paragraph(self, element: html.HtmlElement) -> None:
        self._begin()
        with self._writer.part("paragraph"):
            self._children(element)
        self._end()

    def _heading(self, element: html.HtmlElement) -> None:
        self._begin()
        with self._writer.part("heading", level=_HEADINGS[element.tag]):
            self._children(element)
        self._end()

    def _span(self, element: html.HtmlElement) -> None:
        """Part of a line; some classes of it stand on a line of their own."""
        if _classes(element) & _LINES:
            self._block(element)
        else:
            self._children(element)

    def _break(self, element: html.HtmlElement) -> None:
        """The next line; two in a row part paragraphs."""
        before = element.getprevious()
        follows = before is not None and before.tag == "br" and not (before.tail or "").strip()
        if self._run_on:
            self._writer.write(" ")
        elif follows:
            self._writer.end_block()
        else:
            self._writer.end_line()

    def _lines(self, element: html.HtmlElement) -> None:
        """Text of which the line ends count."""
        self._begin()
        for line in element.text_content().split("\n"):
            self._words(line)
            self._writer.end_line()
        self._end()

    def _list(self, element: html.HtmlElement) -> None:
        self._list_level += 1
        self._block(element)
        self._list_level -= 1

    def _item(self, element: html.HtmlElement) -> None:
        marker = _marker(element)
        self._begin()
        with self._writer.part("item", marker, max(self._list_level, 1)):
            if marker:
                self._writer.write(f"{marker} ")
                self._after_marker = True
            self._children(element)
        self._after_marker = False
        self._end()

    def _table(self, table: html.HtmlElement) -> None:
        """A line a row, cells parted by tabs; a table that only lays out a page is no table."""
        if self._run_on or _is_layout(table):
            self._block(table)
            return
        self._begin()
        for caption in table.iterchildren("caption"):
            self._paragraph(caption)
        with self._writer.part("table"), self._running_on():
            for row in table.iter("tr"):
                self._writer.row(row.iterchildren("td", "th"), self._children)
        self._end()

    @contextmanager
    def _running_on(self) -> Iterator[None]:
        before, self._run_on = self._run_on, True
        yield
        self._run_on = before

    # --- links and notes ---------------------------------------------------------------------------------------------

    def _link(self, element: html.HtmlElement) -> None:
        href = (element.get("href") or "").strip()
        if (note := self._notes.get(href[1:])) is not None and href[0] == "#":
            self._mark(element, note)
        else:
            with self._writer.link(self._absolute(href), "href"):
                self._children(element)

    def _absolute(self, href: str) -> str:
        """The web address that a link goes to; empty where it goes nowhere else."""
        try:
            address = urljoin(self._address, href)
            elsewhere = urldefrag(address)[0] != urldefrag(self._address)[0]
        except ValueError:
            return ""
        return address if elsewhere and address.startswith(("http://", "https://")) else ""

    def _mark(self, element: html.HtmlElement, note: html.HtmlElement) -> None:
        label = element.text_content().strip().strip("[]()")
        if not label or len(label) > _LONGEST_MARK:
            self._children(element)
        elif note in self._marked:
            self._writer.mark(self._marked[note])
        else:
            self._marked[note] = self._writer.note(label, partial(self._note, note))

    def _note(self, note: html.HtmlElement) -> None:
        """The words of a note, without its number and the way back to the text."""
        number = _number(note)
        with self._running_on():
            self._words(note.text)
            for child in note:
                if child is not number and not _goes_back(child):
                    self.write(child)
                self._words(child.tail)


def _notes_by_id(root: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """Notes, by each id in them to which a mark can go."""
    for element in root.iter("div", "li", "p", "aside", "section", "dd"):
        is_item = element.tag == "li" and (element.get("id") or "").lower().startswith(_NOTE_IDS)
        if is_item or element.get("role") in _NOTE_ROLES or _classes(element) & _NOTES:
            for inner in element.iter():
                if id_ := inner.get("id") if isinstance(inner.tag, str) else None:
                    yield id_, element


def _number(note: html.HtmlElement) -> html.HtmlElement | None:
    """The number before the words of a note."""
    first = next(note.iterchildren("sup", "span"), None)
    is_number = first is not None and len(first.text_content().strip()) <= _LONGEST_MARK
    return first if is_number else None


def _label(note: html.HtmlElement) -> str:
    number = _number(note)
    return number.text_content().strip() if number is not None else ""


def _goes_back(element: html.HtmlElement) -> bool:
    return element.tag == "a" and (element.get("href") or "").startswith("#")


def _classes(element: html.HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _marker(item: html.HtmlElement) -> str | None:
    """The marker that a browser shows before an item; None where the page writes it, or there is none."""
    parent = item.getparent()
    if parent is None or _classes(parent) & _UNMARKED or any(_classes(e) & _MARKERS for e in item.iter("span")):
        return None
    if parent.tag != "ol":
        return "•"
    number = item.get("value") or ""
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    start = parent.get("start") or ""
    position = int(number) if number.isdigit() else before + (int(start) if start.isdigit() else 1)
    return f"{_numeral(position, parent.get('type') or '1')}."


def _numeral(position: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= position <= len(_LETTERS):
        letter = _LETTERS[position - 1]
        return letter if kind == "a" else letter.upper()
    return str(position)


def _is_layout(table: html.HtmlElement) -> bool:
    if table.get("role") == "presentation":
        return True
    return next(table.iterdescendants("table", "ul", "ol", *_HEADINGS), None) is not None
