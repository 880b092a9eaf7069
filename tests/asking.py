"""Asking made graphs by SPARQL, with the union of all graphs as default graph and all prefixes known."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, QueryBoolean, QuerySolutions, Store

from extract.model import Extraction
from extract.registers import Registers
from graph.build import source_quads
from graph.prefixes import PREFIXES

HEAD = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items()) + (
    "PREFIX c: <https://w3id.org/kamergraaf/concept/>\nPREFIX id: <https://w3id.org/kamergraaf/id/>\n"
)


def store_of(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


def built(*extractions: Extraction, registers: Registers) -> Store:
    return store_of(quad for e in extractions for quad in source_quads(e, e.document.name, registers))


def holds(store: Store, pattern: str) -> bool:
    found = store.query(f"{HEAD}ASK {{ {pattern} }}", use_default_graph_as_union=True)
    assert isinstance(found, QueryBoolean)
    return bool(found)


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(HEAD + query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return sorted(tuple("" if term is None else term.value for term in row) for row in found)
