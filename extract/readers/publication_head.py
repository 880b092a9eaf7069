"""What an official publication marks of itself: dossier, number, session year, date, title and signatures.

It stands in elements of their own (`dossiernr`, `ondernummer`, `vergjaar`, `datum[@isodatum]`, `ondertekening`), so it
is stated as its metadata are; these go before it where both state something.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from extract.dates import iso_day, session_year
from extract.model import Dates, Fact, Role, Stated, StatedPerson
from extract.readers.markup import local_name, words_of
from extract.readers.overheid import dossier, kind_by_words

_NUMBER = re.compile(r"\d{1,5}|[A-Z]{1,4}")
_ATTRIBUTES = ("kamer", "publtype")  # of the root
_SUFFIXES = ("begrotingshoofdstuk", "raadnr")
_KINDS = {"amendement": "amendment", "voorstel-wet": "bill", "handelingen": "proceedings", "handeling": "proceedings"}
_NAMED = (
    "tekstregel vergjaar ordernr dossiernr begrotingshoofdstuk raadnr ondernummer datumtekst kamervraagnummer"
).split()
_TITLES = ("intitule", "item-titel")
_YEARS = ("tekstregel", "vergjaar", "subtitel")
_SIGNATURES = ("ondertekening", "ondtek")
_HEAD = frozenset((*_KINDS, *_NAMED, *_TITLES, *_YEARS, *_SIGNATURES, "dossiernummer", "onderw", "stuk"))

_Elements = Mapping[str, list[etree._Element]]  # by their names, in the order of the file


def complete(papers: tuple[Stated, ...], root: etree._Element) -> tuple[Stated, ...]:
    """The last of some papers, which is the file's own, with what its elements state where it says nothing yet."""
    *others, paper = papers
    head = _head(root)
    number, dossiers = _number(head), tuple(_dossiers(head))
    title = _title(head)
    kind = _kind(head, title)
    own = Stated(
        kind,
        f"kst-{dossiers[0]}-{number}" if number and dossiers else None,
        title=title,
        session_year=_session_year(head),
        dates=Dates(issued=_day(head)),
        dossiers=dossiers,
        people=tuple(_signatories(head, "mover" if kind in ("motion", "amendment") else "signatory")),
    )
    return (*others, _filled(paper, own, (*paper.facts, *_facts(root, head))))


def _head(root: etree._Element) -> _Elements:
    found: dict[str, list[etree._Element]] = defaultdict(list)
    for element in root.iter(*_HEAD):
        found[element.tag].append(element)
    return found


def _filled(paper: Stated, own: Stated, facts: tuple[Fact, ...]) -> Stated:
    roles = {person.role for person in paper.people}
    is_general = paper.kind in (None, "paper")
    return replace(
        paper,
        kind=own.kind or paper.kind if is_general else paper.kind,
        id=paper.id or own.id,
        title=paper.title or own.title,
        session_year=paper.session_year or own.session_year,
        dates=replace(paper.dates, issued=paper.dates.issued or own.dates.issued),
        dossiers=paper.dossiers or own.dossiers,
        people=(*paper.people, *(person for person in own.people if person.role not in roles)),
        facts=facts,
    )


def _facts(root: etree._Element, head: _Elements) -> Iterator[Fact]:
    """The elements of the head, by their names; what an element says it holds is the scheme."""
    for name in _ATTRIBUTES:
        if value := (root.get(name) or "").strip():
            yield Fact(name, value)
    for name in _NAMED:
        for element in head.get(name, ()):
            if words := words_of(element):
                yield Fact(name, words, element.get("inhoud"))
    for date in _dates(head):
        yield Fact("isodatum", date)


def _dossiers(head: _Elements) -> Iterator[str]:
    """`36600-XIV`: of `dossiernummer`, or of `onderw` in the files up to 2009."""
    for element in head.get("dossiernummer", ()):
        suffix = next((words_of(part) for part in element.iter(*_SUFFIXES)), "")
        if found := dossier(f"{_words_in(element, 'dossiernr')} {suffix}"):
            yield found
    for element in head.get("onderw", ()):
        if found := dossier(_words_in(element, "nummer")):
            yield found


def _number(head: _Elements) -> str | None:
    """The number of the only paper in the file."""
    papers = head.get("stuk", ())
    numbers = [_words_in(paper, "stuknr/ondernummer") or _words_in(paper, "nummer") for paper in papers]
    return numbers[0] if len(numbers) == 1 and _NUMBER.fullmatch(numbers[0]) else None


def _title(head: _Elements) -> str | None:
    titles = [_words_in(paper, "titel") for paper in head.get("stuk", ())]
    titles += [words_of(element) for name in _TITLES for element in head.get(name, ())]
    return next((title for title in titles if title), None)


def _kind(head: _Elements, title: str | None) -> str | None:
    marked = next((kind for name, kind in _KINDS.items() if name in head), None)
    return marked or (kind_by_words(title) if title else None)


def _session_year(head: _Elements) -> str | None:
    lines = (words_of(element) for name in _YEARS for element in head.get(name, ()))
    return next((year for line in lines if (year := session_year(line))), None)


def _day(head: _Elements) -> str | None:
    return next((day for date in _dates(head) if (day := iso_day(date))), None)


def _dates(head: _Elements) -> Iterator[str]:
    for element in head.get("datumtekst", ()):
        yield from (str(date.get("isodatum")) for date in element.iterfind(".//datum[@isodatum]"))


def _signatories(head: _Elements, role: Role) -> Iterator[StatedPerson]:
    """Who signed, with the office that stands before the name; not who signed for the publication itself."""
    for signature in (element for name in _SIGNATURES for element in head.get(name, ())):
        if any(local_name(above) == "uitgifte" for above in signature.iterancestors()):
            continue
        office: str | None = None
        for element in signature.iter("functie", "naam"):
            if local_name(element) == "functie":
                office = _office(element)
            elif name := _name(element):
                yield StatedPerson(role, name, office=office)
                office = None


def _office(element: etree._Element) -> str | None:
    """`De Minister van Justitie,` → `Minister van Justitie`; its words can go on behind the element."""
    words = f"{words_of(element)} {' '.join((element.tail or '').split())}".strip(" ,")
    return re.sub(r"^de ", "", words, flags=re.I) or None


def _name(element: etree._Element) -> str:
    """`<voornaam>F. van</voornaam><achternaam>Oosten</achternaam>` → `F. van Oosten`."""
    parts = (element.text or "", *(words_of(child) for child in element))
    return " ".join(" ".join(parts).split())


def _words_in(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return words_of(found) if found is not None else ""
