"""The text of an official publication: headings, paragraphs, lists, tables, notes, questions and answers, and links.

An element that is not named here is a paragraph where words stand in it, and else a container of other blocks, so
nothing is left out but what only describes the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lxml import etree

from extract.readers.markup import local_name, words_of
from extract.readers.writing import Note, Writer
from kamergraaf.errors import SourceError

_DEEPEST = 100  # elements within elements
_DESCRIPTIVE = frozenset(
    "metadata meta RDF versie ordernr vergjaar witreg colspec spanspec plaatje illustratie sys.gegevens".split()
)
_HEADINGS = frozenset("tussenkop tuskop item-titel itemnaam itemkop intitule opschr".split())
_DIVISIONS = frozenset(
    "divisie circulaire.divisie wijzig-divisie boek deel hoofdstuk titeldeel afdeling paragraaf sub-paragraaf"
    " nota-toelichting bijlage agendapunt".split()
)
_NUMBERS = frozenset("li.nr lidnr nr nummer".split())
_NUMBERED = {
    "li": "item",
    "definitie-item": "item",
    "lid": "lid",
    "wijzig-lid": "paragraph",
    "amendement-lid": "paragraph",
    "wijziging": "paragraph",
}
_ARTICLES = frozenset(("artikel", "wijzig-artikel"))
_REFERENCES = {"extref": "doc", "intref": "doc", "dossierref": "dossier"}  # and where their address stands
_NOTE_MARKS = frozenset(("nootref", "voetref"))
_NOTES = frozenset(("noot", "voetnoot"))
_SPEAKERS = frozenset(("spreker", "voorz"))
_PARTIES = frozenset(("politiek", "partij"))
_SIGNED = frozenset(("ondertekening", "ondtek"))
_SPOKEN_BY = frozenset(
    "wie aanspr voorvoegsels naam voornaam achternaam partij politiek functie vrzlabel vrznaam".split()
)
_INLINE = (
    frozenset(
        "nadruk emphasis sup inf sub b i u br datum naam voornaam achternaam voorvoegsels functie plaats organisatie"
        " politiek partij aanspr ondernummer dossiernr begrotingshoofdstuk raadnr kamervraagonderwerp label ltrlabel"
        " term tekstcorrectie redactie extref-groep intref-groep vrzlabel vrznaam".split()
    )
    | _NUMBERS
    | _REFERENCES.keys()
    | _NOTE_MARKS
    | _NOTES
)
_BLOCKS = frozenset(
    "al al-groep lijst li table noot.al noot.lijst noot.li citaat motie definitielijst divisie tussenkop tuskop".split()
)


class Body:
    """Writes an element with all that is in it; a SourceError says that it is nested too deep to be a document."""

    def __init__(self, writer: Writer, root: etree._Element, where: str) -> None:
        self._writer = writer
        self._where = where
        self._notes = _Notes(writer, root, self.inline)
        self._depth = 0
        self._level = 1
        self._list_level = 0
        self._run_on = False  # blocks do not begin lines of their own: in a cell, a heading, a note
        self._asked = ""  # the numbers of the last question
        self._writers: dict[str, Callable[[etree._Element], None]] = {
            "al": self._paragraph,
            "onderw": self._container,
            "ltrlabel": self._label,
            "nummer": self._number,
            "kop": self._composed_heading,
            "lijst": self._list,
            "table": self._table,
            "titel": self._title,
            "vraag": self._exchange,
            "antwoord": self._exchange,
            **dict.fromkeys(_HEADINGS, self._heading),
            **dict.fromkeys(_DIVISIONS, self._division),
            **dict.fromkeys(_NUMBERED, self._numbered),
            **dict.fromkeys(_ARTICLES, self._article),
            **dict.fromkeys(_SPEAKERS, self._speaker),
            **dict.fromkeys(_SIGNED, self._signature),
            **dict.fromkeys(_NOTES, self._notes.stray),
            **dict.fromkeys(_DESCRIPTIVE, _nothing),
        }

    def whole(self, root: etree._Element) -> None:
        """All that is in the root of a file, whatever its name."""
        self._any(root)

    def block(self, element: etree._Element) -> None:
        """An element that begins on a line of its own."""
        self._enter(element)
        self._writers.get(local_name(element), self._any)(element)
        self._depth -= 1

    def inline(self, element: etree._Element) -> None:
        """The words of an element, going on from those before it."""
        self._enter(element)
        if element.text:
            self._writer.write(element.text)
        for child in element:
            self._inline_child(child)
            if child.tail:
                self._writer.write(child.tail)
        self._depth -= 1

    def _inline_child(self, child: etree._Element) -> None:
        name = local_name(child)
        if name in _REFERENCES:
            with self._writer.link(child.get(_REFERENCES[name]) or "", name):
                self.inline(child)
        elif name in _NOTES:
            self._notes.here(child)
        elif name in _NOTE_MARKS:
            self._notes.mark(child)
        elif name == "br":
            self._writer.end_line()
        elif name == "naam":
            self._parted(child)
        elif name in _BLOCKS:
            self._block_between(child)
        elif name and name not in _DESCRIPTIVE:
            self._unknown(child)

    def _unknown(self, child: etree._Element) -> None:
        """Emphasis or the like goes on; what only holds other elements holds words of their own."""
        if len(child) and local_name(child) not in _INLINE and not _has_running_words(child):
            self._parted(child)
        else:
            self.inline(child)

    def _block_between(self, child: etree._Element) -> None:
        """A list or a table between the words of a paragraph."""
        if self._run_on:
            self._writer.write(" ")
            self.inline(child)
            self._writer.write(" ")
        else:
            self.block(child)

    def _parted(self, element: etree._Element) -> None:
        """The words of an element that has parts of its own, such as a name: blanks part them."""
        self._writer.write(f" {element.text or ''}")
        for part in element:
            self._inline_child(part)
            self._writer.write(part.tail or " ")
        self._writer.write(" ")

    def _enter(self, element: etree._Element) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise SourceError(
                f"{self._where}: line {element.sourceline} is nested in more than {_DEEPEST} elements; "
                "is this a publication?"
            )

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _any(self, element: etree._Element) -> None:
        if _has_running_words(element):
            self._paragraph(element)
        elif _has_parts_of_a_line(element):
            with self._writer.block():
                self._parted(element)
        else:
            self._container(element)

    def _container(self, element: etree._Element) -> None:
        for child in element:
            self.block(child)

    def _paragraph(self, element: etree._Element) -> None:
        with self._writer.block():
            self.inline(element)

    def _label(self, element: etree._Element) -> None:
        """`Nr.`, of which the number is the next element."""
        self._writer.end_block()
        self.inline(element)
        self._writer.write(" ")

    def _number(self, element: etree._Element) -> None:
        before = element.getprevious()
        if before is None or local_name(before) != "ltrlabel":
            self._writer.end_block()
        self.inline(element)
        self._writer.end_block()

    def _title(self, element: etree._Element) -> None:
        if any(local_name(child) in _BLOCKS for child in element):
            self._division(element)
        else:
            self._heading(element)

    def _heading(self, element: etree._Element) -> None:
        with self._writer.block("heading", level=self._level), self._running_on():
            self.inline(element)

    def _composed_heading(self, element: etree._Element) -> None:
        """`kop`: label, number and title on a line, a subtitle on the next."""
        if _has_running_words(element):
            self._heading(element)
            return
        number = next((words_of(child) for child in element if local_name(child) == "nr"), None)
        with self._writer.block("heading", number, self._level), self._running_on():
            for child in element:
                if local_name(child) == "subtitel":
                    self._writer.end_line()
                self.inline(child)
                self._writer.write(" ")

    def _division(self, element: etree._Element) -> None:
        self._level += 1
        self._any(element)
        self._level -= 1

    def _list(self, element: etree._Element) -> None:
        self._list_level += 1
        self._any(element)
        self._list_level -= 1

    def _numbered(self, element: etree._Element) -> None:
        """A number with what it numbers, of which the first paragraph goes on behind the number."""
        kind = _NUMBERED[local_name(element)]
        number = next((child for child in element if local_name(child) in _NUMBERS), None)
        label = words_of(number) if number is not None else None
        with self._writer.block(kind, label, self._list_level if kind == "item" else 0):
            if _has_running_words(element) or element.find("term") is not None:
                self._parted(element)
            else:
                self._first_behind_number(element)

    def _first_behind_number(self, element: etree._Element) -> None:
        goes_on = True
        for child in element:
            name = local_name(child)
            if goes_on and name in _NUMBERS:
                self.inline(child)
                self._writer.write(" ")
            elif goes_on and name in ("al", "wat"):
                self.inline(child)
                goes_on = False
            else:
                self.block(child)

    def _article(self, element: etree._Element) -> None:
        number = element.find("kop/nr")
        self._writer.end_block()
        self._level += 1
        with self._writer.part("article", words_of(number) if number is not None else None):
            self._any(element)
        self._level -= 1
        self._writer.end_block()

    def _exchange(self, element: etree._Element) -> None:
        """A question or an answer: `Vraag 1`, then its paragraphs. An answer without number is to the last question."""
        word = local_name(element).capitalize()
        number = next((child for child in element if local_name(child) in _NUMBERS), None)
        words = words_of(number) if number is not None else self._asked if word == "Antwoord" else ""
        if words.casefold().startswith(word.casefold()):
            words = words[len(word) :].strip()
        if word == "Vraag":
            self._asked = words
        if words:
            with self._writer.block("heading", words, self._level + 1):
                self._writer.write(f"{word} {words}" if words[0].isdigit() else words)
        for child in element:
            if child is not number:
                self.block(child)

    def _speaker(self, element: etree._Element) -> None:
        """Who speaks, on a line: `De heer Dassen (Volt):`; up to 2009 the speech stands in the same element."""
        named = [child for child in element if local_name(child) in _SPOKEN_BY]
        if line := _speaker_line(named):
            with self._writer.block():
                self._writer.write(line)
        for child in element:
            if local_name(child) not in _SPOKEN_BY:
                self.block(child)

    def _signature(self, element: etree._Element) -> None:
        """Office and name, each on a line."""
        with self._writer.block(), self._running_on():
            self._writer.write(element.text or "")
            for child in element:
                if local_name(child) in ("functie", "naam"):
                    self._writer.end_line()
                self._inline_child(child)
                self._writer.write(child.tail or " ")

    def _table(self, table: etree._Element) -> None:
        """A line a row, cells parted by tabs; its title stands before it."""
        for title in table.iterchildren("title", "titel"):
            self._heading(title)
        self._writer.end_block()
        with self._writer.part("table"), self._running_on():
            for row in table.iter("row"):
                self._writer.row(row.iter("entry"), self.inline)
        self._writer.end_block()

    @contextmanager
    def _running_on(self) -> Iterator[None]:
        before, self._run_on = self._run_on, True
        yield
        self._run_on = before


class _Notes:
    """The notes of a file: where they are marked, and where they stand apart from their marks."""

    def __init__(self, writer: Writer, root: etree._Element, inline: Callable[[etree._Element], None]) -> None:
        self._writer = writer
        self._inline = inline
        self._marked_elsewhere = {_key_of_mark(mark) for mark in root.iter(*_NOTE_MARKS)}
        self._apart = {_key(note): note for note in root.iter(*_NOTES)} if self._marked_elsewhere else {}
        self._written: dict[str, Note] = {}

    def here(self, element: etree._Element) -> None:
        """A note that stands where its mark is to be."""
        note = self._writer.note(_note_label(element), lambda: self._write(element))
        if key := _key(element):
            self._written[key] = note

    def mark(self, mark: etree._Element) -> None:
        """A mark of a note that stands elsewhere."""
        key = _key_of_mark(mark)
        if key in self._written:
            self._writer.mark(self._written[key])
        elif key in self._apart:
            self.here(self._apart[key])
        else:
            self._writer.write(mark.get("nr") or words_of(mark))

    def stray(self, element: etree._Element) -> None:
        """A note between the blocks: it is written at its marks, if it has any."""
        if _key(element) not in self._marked_elsewhere:
            self._writer.unmarked_note(_note_label(element), lambda: self._write(element))

    def _write(self, element: etree._Element) -> None:
        """The paragraphs of a note, each on a line."""
        self._writer.write(element.text or "")
        for number, child in enumerate(child for child in element if local_name(child) not in ("noot.nr", "nr")):
            if number:
                self._writer.end_line()
            self._inline(child)


def _nothing(_element: etree._Element) -> None:
    """What only describes the file is no text."""


def _key(note: etree._Element) -> str:
    return note.get("id") or note.get("nr") or ""


def _key_of_mark(mark: etree._Element) -> str:
    return mark.get("refid") or mark.get("nr") or ""


def _note_label(note: etree._Element) -> str:
    number = next((words_of(child) for child in note if local_name(child) in ("noot.nr", "nr")), "")
    return number or note.get("nr") or "*"


def _has_parts_of_a_line(element: etree._Element) -> bool:
    return len(element) > 0 and all(local_name(child) in _INLINE for child in element if isinstance(child.tag, str))


def _has_running_words(element: etree._Element) -> bool:
    words = element.text
    return bool(words and not words.isspace()) or any((tail := child.tail) and not tail.isspace() for child in element)


def _speaker_line(named: list[etree._Element]) -> str:
    """`De heer Dassen (Volt):`"""
    leaves = [leaf for element in named for leaf in element.iter("*") if not len(leaf)]
    words = " ".join(words_of(leaf) for leaf in leaves if local_name(leaf) not in _PARTIES).strip(" :")
    party = next((words_of(leaf).strip("() :") for leaf in leaves if local_name(leaf) in _PARTIES), "")
    return f"{words}{f' ({party})' if party else ''}:" if words else ""
