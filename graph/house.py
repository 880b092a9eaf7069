"""What the imported open data of the House say of the papers that texts cite: a graph of its own, beside the registers.

A statement of the data never stands in the graph of a source, where the words of the text are.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Triple

from extract.documents.reading import Desk
from extract.model import Registered
from extract.registered import known_as
from extract.registers import Registers
from graph import iris
from graph.identity import CLASSES
from graph.terms import Sheet, day, dutch, node, plain
from graph.vocabulary import DCTERMS, ELI, KAMER, PROV, RDF, RDFS

SOURCE = node("https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0/")
CC0 = node("https://creativecommons.org/publicdomain/zero/1.0/")
KINDS = frozenset(("question-set", "answer-set", "paper", "house-document"))


class HouseFacts:
    """The papers among some things that the data know, with what they say of them."""

    def __init__(self, things: Iterable[str], registers: Registers) -> None:
        desk = Desk(registers)
        self._known = dict(_known(sorted(set(things)), desk))
        self._people = registers.person_by_id

    @property
    def classes(self) -> dict[str, NamedNode]:
        """The classes of those papers whose kind the data tell."""
        return {thing: CLASSES[known.kind][0] for thing, known in self._known.items() if known.kind}

    @property
    def people(self) -> list[tuple[str, None]]:
        """The members who moved the papers, as things that have to be described."""
        movers = {mover for known in self._known.values() for mover in known.movers if mover in self._people}
        return [(iris.person(mover), None) for mover in sorted(movers)]

    def quads(self, stated: Container[Triple]) -> list[Quad]:
        """The graph, without what another graph states already; none where the data know no paper."""
        sheet = Sheet(iris.HOUSE_GRAPH)
        for thing, known in self._known.items():
            self._write(sheet, node(thing), known)
        if self._known:
            _write_graph(sheet)
        return [quad for quad in sheet.quads() if quad.triple not in stated]

    def _write(self, sheet: Sheet, paper: NamedNode, known: Registered) -> None:
        sheet.add(paper, RDF.type, *(CLASSES[known.kind][:1] if known.kind else ()))
        sheet.add(paper, DCTERMS.title, dutch(known.title) if known.title else None)
        sheet.add(paper, ELI.date_document, day(known.date))
        sheet.add(paper, DCTERMS.identifier, plain(known.number))
        sheet.add(paper, DCTERMS.source, SOURCE)
        movers = (mover for mover in known.movers if mover in self._people)
        sheet.add(paper, KAMER.movedBy, *(node(iris.person(mover)) for mover in movers))


def _known(things: Iterable[str], desk: Desk) -> Iterator[tuple[str, Registered]]:
    for thing in things:
        kind, identifier = iris.parse(thing) or ("", "")
        known = known_as(identifier, desk) if kind in KINDS else None
        if known:
            yield thing, known


def _write_graph(sheet: Sheet) -> None:
    sheet.add(sheet.graph, RDF.type, PROV.Bundle)
    sheet.add(sheet.graph, RDFS.label, dutch("Stukken van de Tweede Kamer, uit haar open data"))
    sheet.add(sheet.graph, DCTERMS.license, CC0)
    sheet.add(sheet.graph, DCTERMS.source, SOURCE)
