"""What the XML of a version of a law states of the law: titles, days, legal basis."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.model import Dates, Fact, Law, LawTitle, LawVersion, Stated
from extract.readers.jci import canonical
from extract.readers.markup import words_of

NO_TEXT = frozenset(("meta-data", "noot"))  # what describes a part, or stands behind the text
_NEW = "nieuwe-regeling"
_BASIS = ".//*[@bevat='grondslag']//extref/@doc"


def stated(root: etree._Element) -> Stated:
    """The facts of a law, in our terms and in those of the file."""
    law = root.find("wetgeving")
    identifier = root.get("bwb-id")
    titles = tuple(_titles(law)) if law is not None else ()
    return Stated(
        "law",
        identifier,
        (identifier,) if identifier else (),
        titles[0].text if titles else None,
        dates=_dates(law),
        law=Law(
            law.get("soort") if law is not None else None,
            titles,
            _first_day(law),
            versions=tuple(_version(root)),
            based_on=_bases(root),
        ),
        facts=tuple(_facts(root)),
    )


def _titles(law: etree._Element) -> Iterator[LawTitle]:
    """The titles by which it is cited, then the long one."""
    for element in law.iterchildren("citeertitel"):
        kind = "official" if element.get("status") == "officieel" else "informal"
        if words := _words(element):
            yield LawTitle(words, kind, element.get("inwerking"))
    for element in law.iterchildren("intitule"):
        if words := _words(element):
            yield LawTitle(words, "long", element.get("inwerking"))


def _dates(law: etree._Element | None) -> Dates:
    """The days on which the law was signed and published, where the file says those of the law as it began."""
    begin = _begin(law)
    if begin is None:
        return Dates()
    return Dates(issued=begin.get("ondertekening_bron"), published=begin.get("publicatie_bron"))


def _first_day(law: etree._Element | None) -> str | None:
    begin = _begin(law)
    return begin.get("inwerking") if begin is not None else None


def _begin(law: etree._Element | None) -> etree._Element | None:
    """A part of the law that is still as it was when the law was made."""
    if law is None:
        return None
    parts = (law.find("intitule"), law.find("wet-besluit/aanhef"), law.find("wet-besluit/wetsluiting"))
    return next((part for part in parts if part is not None and part.get("effect") == _NEW), None)


def _version(root: etree._Element) -> Iterator[LawVersion]:
    """`http://wetten.overheid.nl/id/BWBR0001840/2023-02-22/0` is the version 2023-02-22_0."""
    day, address = root.get("inwerkingtreding"), root.get("bwb-ng-vast-deel") or ""
    if day:
        yield LawVersion(f"{day}_{address.rpartition('/')[2] or 0}", day)


def _bases(root: etree._Element) -> tuple[str, ...]:
    found = root.xpath(_BASIS)
    addresses = (canonical(str(address)) for address in found) if isinstance(found, list) else ()
    return tuple(dict.fromkeys(filter(None, addresses)))


def _facts(root: etree._Element) -> Iterator[Fact]:
    """The attributes of the version and of the law, and the publications in which it began."""
    for name in ("toestand", "wetgeving"):
        element = root if name == "toestand" else root.find(name)
        if element is not None:
            plain = ((str(key), str(value)) for key, value in element.attrib.items())
            yield from (Fact(f"{name}/@{key}", value) for key, value in plain if not key.startswith("{"))
    for publication in root.iterfind("wetgeving/intitule/meta-data/brondata/oorspronkelijk/publicatie"):
        yield from (Fact(f"publicatie/{child.tag}", _words(child)) for child in publication if _words(child))


def _words(element: etree._Element) -> str:
    return words_of(element, NO_TEXT)
