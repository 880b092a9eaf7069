"""What an official publication marks of itself: dossier, number, session year, date, title and signatures.

It stands in elements of their own (`dossiernr`, `ondernummer`, `vergjaar`, `datum[@isodatum]`, `ondertekening`), so it
is stated as its metadata are; these go before it where both state something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from extract.dates import iso_day, session_year
from extract.model import Dates, Fact, Stated, StatedPerson
from extract.readers.markup import local_name, words_of
from extract.readers.overheid import dossier, kind_by_words

_NUMBER = re.compile(r"\d{1,5}|[A-Z]{1,4}")
_ATTRIBUTES = ("kamer", "publtype")  # of the root
_SUFFIXES = ("begrotingshoofdstuk", "raadnr")
_MARKED_KINDS = {
    "amendement": "amendment",
    "voorstel-wet": "bill",
    "handelingen": "proceedings",
    "handeling": "proceedings",
}
_NAMED = (
    "tekstregel vergjaar ordernr dossiernr begrotingshoofdstuk raadnr ondernummer datumtekst kamervraagnummer"
).split()


def complete(papers: tuple[Stated, ...], root: etree._Element) -> tuple[Stated, ...]:
    """The last of some papers, which is the file's own, with what its elements state where it says nothing yet."""
    *others, paper = papers
    number, dossiers = _number(root), tuple(_dossiers(root))
    title = _title(root)
    own = Stated(
        _kind(root, title),
        f"kst-{dossiers[0]}-{number}" if number and dossiers else None,
        title=title,
        session_year=_session_year(root),
        dates=Dates(issued=_day(root)),
        dossiers=dossiers,
        people=tuple(_signatories(root)),
    )
    return (*others, _filled(paper, own, (*paper.facts, *_facts(root))))


def _filled(paper: Stated, own: Stated, facts: tuple[Fact, ...]) -> Stated:
    is_general = paper.kind in (None, "paper")
    return replace(
        paper,
        kind=own.kind or paper.kind if is_general else paper.kind,
        id=paper.id or own.id,
        title=paper.title or own.title,
        session_year=paper.session_year or own.session_year,
        dates=replace(paper.dates, issued=paper.dates.issued or own.dates.issued),
        dossiers=paper.dossiers or own.dossiers,
        people=(*paper.people, *own.people),
        facts=facts,
    )


def _facts(root: etree._Element) -> Iterator[Fact]:
    """The elements of the head, by their names; what an element says it holds is the scheme."""
    for name in _ATTRIBUTES:
        if value := (root.get(name) or "").strip():
            yield Fact(name, value)
    for element in root.iter(*_NAMED):
        if words := words_of(element):
            yield Fact(local_name(element), words, element.get("inhoud"))
    for date in root.iterfind(".//datumtekst//datum[@isodatum]"):
        yield Fact("isodatum", str(date.get("isodatum")))


def _dossiers(root: etree._Element) -> Iterator[str]:
    """`36600-XIV`: of `dossiernummer`, or of `onderw` in the files up to 2009."""
    for element in root.iter("dossiernummer"):
        suffix = next((words_of(part) for name in _SUFFIXES for part in element.iter(name)), "")
        if (number := element.find("dossiernr")) is not None and (found := dossier(f"{words_of(number)} {suffix}")):
            yield found
    for element in root.iterfind(".//onderw/nummer"):
        if found := dossier(words_of(element)):
            yield found


def _number(root: etree._Element) -> str | None:
    """The number of the only paper in the file."""
    numbers = [words_of(e) for e in (*root.iterfind(".//stuknr/ondernummer"), *root.iterfind(".//stuk/nummer"))]
    return numbers[0] if len(numbers) == 1 and _NUMBER.fullmatch(numbers[0]) else None


def _title(root: etree._Element) -> str | None:
    return _first_words(root.iterfind(".//stuk/titel")) or _first_words(root.iter("intitule", "item-titel"))


def _kind(root: etree._Element, title: str | None) -> str | None:
    marked = next((local_name(element) for element in root.iter(*_MARKED_KINDS)), "")
    return _MARKED_KINDS.get(marked) or (kind_by_words(title) if title else None)


def _session_year(root: etree._Element) -> str | None:
    words = (words_of(element) for element in root.iter("tekstregel", "vergjaar", "subtitel"))
    return next((year for line in words if (year := session_year(line))), None)


def _day(root: etree._Element) -> str | None:
    dates = root.iterfind(".//datumtekst//datum[@isodatum]")
    return next((day for date in dates if (day := iso_day(str(date.get("isodatum"))))), None)


def _signatories(root: etree._Element) -> Iterator[StatedPerson]:
    """Who signed, with the office that stands before the name; not who signed for the publication itself."""
    for signature in root.iter("ondertekening", "ondtek"):
        if any(local_name(above) == "uitgifte" for above in signature.iterancestors()):
            continue
        office: str | None = None
        for element in signature.iter("functie", "naam"):
            if local_name(element) == "functie":
                office = _office(element)
            elif name := _name(element):
                yield StatedPerson("signatory", name, office=office)
                office = None


def _office(element: etree._Element) -> str | None:
    """`De Minister van Justitie,` → `Minister van Justitie`; its words can go on behind the element."""
    words = f"{words_of(element)} {' '.join((element.tail or '').split())}".strip(" ,")
    return re.sub(r"^de ", "", words, flags=re.I) or None


def _name(element: etree._Element) -> str:
    """`<voornaam>F. van</voornaam><achternaam>Oosten</achternaam>` → `F. van Oosten`."""
    parts = (element.text or "", *(words_of(child) for child in element))
    return " ".join(" ".join(parts).split())


def _first_words(elements: Iterable[etree._Element]) -> str | None:
    return next((words for element in elements if (words := words_of(element))), None)
