"""A law as wetten.overheid.nl publishes a version of it: XML of `toestand`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lxml import etree

from extract.model import Content
from extract.readers.bwb_facts import NO_TEXT, stated
from extract.readers.markup import local_name, parse, root_name, words_of
from extract.readers.writing import Writer

_MARKED = frozenset(("note", "furniture"))
_LEFT_OUT = frozenset(
    ("", "meta-data", "bwb-inputbestand", "bwb-wijzigingen", "redactionele-correcties", "kop", "lidnr", "li.nr", "noot")
)
_SECTIONS = frozenset(
    "boek deel titeldeel hoofdstuk afdeling paragraaf sub-paragraaf divisie bijlage circulaire.divisie "
    "enig-artikel-groep".split()
)
_PARAGRAPHS = frozenset(
    "al considerans.al noot.al wij wie aanhef.al intitule citeertitel tussenkop plaats datum koning functie naam "
    "definitie term redactie kopje title".split()
)
_LINKS = frozenset(("extref", "intref"))
_INSIDE_PARAGRAPHS = frozenset(("lijst", "table"))  # blocks of their own
_NOT_INLINE = _INSIDE_PARAGRAPHS | {"meta-data"}


def recognise(data: bytes) -> bool:
    return root_name(data) == "toestand"


def read(data: bytes, where: str) -> Content:
    """The text of a law, its articles with their addresses; a SourceError names the line that is broken."""
    root = parse(data, where)
    writer = Writer()
    _Law(writer, root.get("bwb-id") or "").write(root)
    return writer.content((stated(root),), _MARKED)


class _Law:
    """Writes the elements of a law."""

    def __init__(self, writer: Writer, law: str) -> None:
        self._writer = writer
        self._address = f"jci1.3:c:{law}" if law else ""
        self._marker = ""  # of the item or paragraph of which the first words are still to come
        self._level = 0  # of headings
        self._depth = 0  # of items
        self._writers: dict[str, Callable[[etree._Element], None]] = {
            **dict.fromkeys(_PARAGRAPHS, self._paragraph),
            **dict.fromkeys(_SECTIONS, self._section),
            **dict.fromkeys(_LEFT_OUT, self._skip),
            "artikel": self._article,
            "lid": self._lid,
            "li": self._item,
            "table": self._table,
        }

    def write(self, element: etree._Element) -> None:
        """The blocks of an element, one after the other."""
        for child in element:
            self._writers.get(local_name(child), self._other)(child)

    def _other(self, element: etree._Element) -> None:
        if (element.text or "").strip():
            self._paragraph(element)
        else:
            self.write(element)

    def _skip(self, element: etree._Element) -> None:
        """What is no text, or stands elsewhere in it."""

    def _section(self, element: etree._Element) -> None:
        self._level += 1
        self._heading(element)
        with self._inside(_places(element) if local_name(element) == "bijlage" else ""):
            self.write(element)
        self._level -= 1

    def _article(self, element: etree._Element) -> None:
        number, title = _number(element), _words(element.find("kop/titel"))
        with self._inside(f"&artikel={number}" if number else ""):
            address = self._address if number else None
            with self._writer.article(number or None, address, title or None, element.get("inwerking")):
                self._heading(element)
                self.write(element)

    def _lid(self, element: etree._Element) -> None:
        number = _words(element.find("lidnr")).rstrip(".")
        with self._inside(f"&lid={number}" if number else ""):
            address = self._address if number else None
            with self._writer.part("lid", number or None, address=address):
                self._begin(f"{number}." if number else "")
                self.write(element)

    def _item(self, element: etree._Element) -> None:
        marker = _words(element.find("li.nr"))
        self._depth += 1
        with self._writer.part("item", marker or None, self._depth):
            self._begin(marker)
            self.write(element)
        self._depth -= 1

    def _begin(self, marker: str) -> None:
        self._writer.end_block()
        self._marker = f"{self._marker} {marker}".strip()

    def _heading(self, element: etree._Element) -> None:
        kop = element.find("kop")
        if kop is None:
            return
        label = " ".join(filter(None, (_words(kop.find("label")), _words(kop.find("nr")))))
        with self._writer.block("heading", label or None, self._level + 1):
            for child in kop:
                self._inside_line(child)
                self._writer.write(" ")

    def _paragraph(self, element: etree._Element) -> None:
        with self._writer.block():
            if self._marker and _words(element):
                self._writer.write(f"{self._marker} ")
                self._marker = ""
            self._line(element)
        for child in element:
            if (name := local_name(child)) in _INSIDE_PARAGRAPHS:
                self._writers.get(name, self.write)(child)

    def _table(self, element: etree._Element) -> None:
        with self._writer.block("table"):
            for row in element.iter("{*}row"):
                self._writer.row(row.iterchildren("{*}entry"), self._line)

    def _line(self, element: etree._Element) -> None:
        """Words that stand in one line, with links on them and the marks of notes."""
        self._writer.write(element.text or "")
        for child in element:
            self._inside_line(child)
            self._writer.write(child.tail or "")

    def _inside_line(self, element: etree._Element) -> None:
        name = local_name(element)
        if name in _LINKS:
            with self._writer.link(element.get("doc") or element.get("href") or "", name):
                self._line(element)
        elif name == "noot":
            self._note(element)
        elif name and name not in _NOT_INLINE:
            self._writer.write(" " if name in _PARAGRAPHS else "")
            self._line(element)
            self._writer.write(" " if name in _PARAGRAPHS else "")

    def _note(self, element: etree._Element) -> None:
        def write() -> None:
            for paragraph in element.iterchildren("{*}noot.al", "{*}al"):
                self._line(paragraph)
                self._writer.end_line()

        self._writer.note(_words(element.find("noot.nr")) or "*", write)

    @contextmanager
    def _inside(self, place: str) -> Iterator[None]:
        """The address of what stands inside a place of the law."""
        around = self._address
        self._address = around and around + place
        yield
        self._address = around


def _number(element: etree._Element) -> str:
    return _words(element.find("kop/nr")).rstrip(".")


def _places(annex: etree._Element) -> str:
    number = _number(annex)
    return f"&bijlage={number}" if number else "&bijlage=1"


def _words(element: etree._Element | None) -> str:
    return words_of(element, NO_TEXT)
