"""The graphs that follow from others: registers, ontology, catalogue of queries, what is cited, the dataset."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from extract.house import house
from extract.imported import load
from graph import authority, iris
from graph.authority import embedded, ontology_quads, register_quads
from graph.catalogue import catalogue_quads
from graph.cited import CITED, cited_quads
from graph.contents import Part, objects, write
from graph.dataset import CLASS_COUNTS, PROPERTY_COUNTS, Counts, dataset_quads
from graph.house import HouseFacts
from graph.vocabulary import ELI, KAMER, RDF

_CITED = NamedNode(iris.CITED_GRAPH)
Rows = list[tuple[str, str | None]]


def refresh_derived(store: Store, sources: int, imported: Path | None = None) -> None:
    """Makes each of them what it should be now; `imported` is the folder of imported registers, which name things."""
    _refresh_registers(store)
    _write(store, iris.ONTOLOGY_GRAPH, ontology_quads())
    _write(store, iris.EXAMPLES_GRAPH, catalogue_quads())
    described = _Described(store, frozenset(_register_graphs(store)))
    cited, papers = _cited(list(_rows(store, CITED)), described, imported)
    _write(store, iris.CITED_GRAPH, cited)
    _write(store, iris.HOUSE_GRAPH, papers)
    _write(store, iris.DATASET_GRAPH, dataset_quads(_counts(store, sources)))


def _cited(rows: Rows, described: Container[str], imported: Path | None) -> tuple[list[Quad], list[Quad]]:
    """What follows from the ids of cited things, and what the House's open data say of those that it knows."""
    registers, papers = load(imported, embedded()), house(imported)
    if papers is None:
        return cited_quads(rows, described, registers), []
    facts = HouseFacts((thing for thing, _ in rows), replace(registers, papers=papers))
    papers.close()
    cited = cited_quads([*rows, *facts.people], described, registers, facts.classes)
    return cited, facts.quads({quad.triple for quad in cited})


def _write(store: Store, graph: str, quads: list[Quad]) -> None:
    write(store, [(Part(NamedNode(graph), quads),)])


def _refresh_registers(store: Store) -> None:
    """Writes the registers, if they changed, each with the version: a run that is cut off here leaves two versions."""
    held, version = _register_graphs(store), _version()
    if {value for graph in held for value in objects(store, KAMER.fingerprint, graph)} == {version}:
        return
    wanted: dict[NamedNode, list[Quad]] = {}
    for quad in register_quads():
        graph = quad.graph_name
        assert isinstance(graph, NamedNode)
        wanted.setdefault(graph, [Quad(graph, KAMER.fingerprint, Literal(version), graph)]).append(quad)
    write(store, [(Part(graph, wanted.get(graph, [])),) for graph in {*held, *wanted}])


def _register_graphs(store: Store) -> list[NamedNode]:
    prefix = iris.authority_graph("")
    named = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return [graph for graph in named if graph.value.startswith(prefix) and graph.value != iris.HOUSE_GRAPH]


def _version() -> str:
    """Changes with the register files and with the code that reads them."""
    return hashlib.sha256(embedded().version.encode() + Path(authority.__file__).read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Described(Container[str]):
    """The things that registers describe, the papers that are held, and the articles of laws that are held."""

    store: Store
    registers: frozenset[NamedNode]

    def __contains__(self, thing: object) -> bool:
        node = NamedNode(str(thing))
        if next(self.store.quads_for_pattern(None, KAMER.describes, node, None), None):
            return True
        if any(quad.graph_name != _CITED for quad in self.store.quads_for_pattern(node, ELI.is_part_of, None)):
            return True
        return any(quad.graph_name in self.registers for quad in self.store.quads_for_pattern(node, RDF.type, None))


def _counts(store: Store, sources: int) -> Counts:
    classes, properties = (
        {key: int(number or 0) for key, number in _rows(store, query)} for query in (CLASS_COUNTS, PROPERTY_COUNTS)
    )
    return Counts(sources, classes, properties)


def _rows(store: Store, query: str) -> Iterator[tuple[str, str | None]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return ((row[0].value, row[1].value if row[1] else None) for row in found)
