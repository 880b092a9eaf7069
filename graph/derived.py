"""The graphs that follow from others: registers and ontology, the things that are cited, the dataset as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import NamedNode, QuerySolutions, Store

from graph import iris
from graph.cited import CITED, cited_quads
from graph.contents import Part, objects, subjects, write
from graph.dataset import CLASS_COUNTS, PROPERTY_COUNTS, Counts, dataset_quads
from graph.vocabulary import KAMER, RDF


def refresh_derived(store: Store, sources: int) -> None:
    """Makes each of them what it should be now."""
    quads = cited_quads(_rows(store, CITED), _described(store))
    write(store, Part(NamedNode(iris.CITED_GRAPH), quads))
    write(store, Part(NamedNode(iris.DATASET_GRAPH), dataset_quads(_counts(store, sources))))


def _rows(store: Store, query: str) -> Iterator[tuple[str, str | None]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return ((row[0].value, row[1].value if row[1] else None) for row in found)


def _described(store: Store) -> set[str]:
    """The things that registers describe, and the papers that are held."""
    registers = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
    prefix = iris.authority_graph("")
    known = (subjects(store, RDF.type, graph) for graph in registers if graph.value.startswith(prefix))
    return {*chain.from_iterable(known), *objects(store, KAMER.describes)}


def _counts(store: Store, sources: int) -> Counts:
    classes, properties = (
        {key: int(number or 0) for key, number in _rows(store, query)} for query in (CLASS_COUNTS, PROPERTY_COUNTS)
    )
    return Counts(sources, classes, properties)
