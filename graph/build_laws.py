"""What is said of a law alone: titles in time, versions, legal basis, its articles and their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from extract.model import LawTitle, LawVersion, Part
from graph import iris
from graph.authority import embedded
from graph.build_layout import Held
from graph.build_source import Source
from graph.identity import NameOf, classes, facts
from graph.terms import Term, day, dutch, node, plain
from graph.vocabulary import DCTERMS, ELI, KAMER, RDF, RDFS, SCHEMA


def write_law(source: Source, held: Held) -> None:
    """Nothing, where the paper is no law."""
    law = held.paper.law
    if law is None:
        return
    for title in law.titles:
        _write_title(source, held, title)
    for version in law.versions:
        _write_version(source, held, version)
    if not is_registered(held):
        source.add(held.node, ELI.first_date_entry_in_force, day(law.start))
        source.add(held.node, ELI.date_no_longer_in_force, day(law.end))
    source.add(held.node, ELI.based_on, *(_provision(source, held, identifier) for identifier in law.based_on))
    for own, other in law.basis_for:
        _write_basis(source, held, own, other)
    for part in source.extraction.document.parts:
        if part.kind in ("article", "lid"):
            _write_article(source, held, part)


def is_registered(held: Held) -> bool:
    """Whether the paper is a law of which the graph of the registers says what it is."""
    return held.paper.kind == "law" and held.paper.id in embedded().by_id


def named(source: Source, held: Held) -> NameOf:
    """The names of the registers, and that of a law that they do not know by its own title."""

    def name_of(identifier: str) -> str | None:
        own = held.paper.title if held.paper.kind == "law" and identifier == held.paper.id else None
        return source.name_of(identifier) or own

    return name_of


def _write_title(source: Source, held: Held, title: LawTitle) -> None:
    """A title, as a thing of this source: another source may give it other days."""
    add, found = source.add, node(iris.local(source.name, "titel", f"{title.text} {title.start or ''}"))
    add(held.node, KAMER.lawTitle, found)
    add(found, RDF.type, KAMER.LawTitle)
    add(found, KAMER.titleText, dutch(title.text))
    add(found, KAMER.titleKind, node(iris.concept("title-kind", title.kind)))
    add(found, KAMER.abbreviation, *map(plain, title.abbreviations))
    add(found, SCHEMA.startDate, day(title.start))
    add(found, SCHEMA.endDate, day(title.end))


def _write_version(source: Source, held: Held, version: LawVersion) -> None:
    """A version under the IRI of its publisher; where the file is one version, its text holds from that day."""
    if held.paper.law and len(held.paper.law.versions) == 1:
        source.add(source.text, DCTERMS.valid, day(version.start))
    if not held.paper.id:
        return
    add, found = source.add, node(iris.law_version(held.paper.id, version.label))
    add(held.node, ELI.is_realized_by, found)
    add(found, RDF.type, ELI.LegalExpression)
    add(found, ELI.realizes, held.node)
    add(found, RDFS.label, dutch(f"{named(source, held)(held.paper.id) or held.paper.id}, versie {version.label}"))
    add(found, ELI.first_date_entry_in_force, day(version.start))
    add(found, ELI.date_no_longer_in_force, day(version.end))


def _provision(source: Source, held: Held, identifier: str) -> NamedNode | None:
    """A law or an article by its id."""
    if identifier == held.paper.id:
        return held.node
    return source.thing("article" if "&" in identifier else "law", identifier)


def _write_basis(source: Source, held: Held, own: str, other: str) -> None:
    resting, basis = _provision(source, held, other), _provision(source, held, own)
    if resting:
        source.add(resting, ELI.based_on, basis)


def _write_article(source: Source, held: Held, part: Part) -> None:
    if not part.address:
        return
    address, place = _address(held, part.address), source.place(part.span)
    iri = iris.thing("article", address) if address else None
    found = node(iri or iris.part(held.path, "artikel", iris.slug(part.address)))
    source.add(found, RDF.type, *classes("article"))
    known = facts("article", address, named(source, held)) if address and iri else _unnumbered(held, part.address)
    source.sheet.add_all(found, known)
    source.add(found, DCTERMS.title, dutch(part.title) if part.title else None)
    source.add(found, KAMER.passage, place)
    source.add(place, DCTERMS.valid, day(part.start))


def _address(held: Held, address: str) -> str | None:
    """The whole address of an article; None where the number of its law is not known."""
    if not address.startswith("&"):
        return address
    return f"jci1.3:c:{held.paper.id}{address}" if held.paper.id else None


def _unnumbered(held: Held, address: str) -> Iterator[tuple[NamedNode, Term | None]]:
    """What is said of an article of a law without a number: `&artikel=47&lid=1`."""
    places = [place.partition("=")[2] for place in address.split("&")[1:]]
    number = " lid ".join(places)
    yield ELI.number, plain(number)
    yield RDFS.label, dutch(f"Artikel {number} {held.paper.title or ''}".strip())
    yield ELI.is_part_of, held.node
