"""The graphs that follow from others keep step with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hand_made import REGISTERS, exchange, letter
from pyoxigraph import NamedNode, QuerySolutions
from synthetic import new_store

from extract.model import Extraction
from graph import iris
from graph.build import source_quads
from graph.store import GraphStore, SourceUpdate, StoreWriter
from graph.vocabulary import KAMER, RDFS

MOTION = f"{iris.OFFICIAL}kst-35510-13"
EXCHANGE = "kv-tk-2015Z07200.txt"


def update(extraction: Extraction, name: str) -> SourceUpdate:
    document = extraction.document
    return SourceUpdate(name, "1", document.sha256, document.text, source_quads(extraction, name, REGISTERS))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StoreWriter]:
    with GraphStore.open(new_store(tmp_path / "store")) as store:
        store.replace([update(exchange(), EXCHANGE)])
        yield store


def numbers(store: GraphStore, pattern: str) -> list[str]:
    found = store.query(f"PREFIX void: <http://rdfs.org/ns/void#> SELECT ?x {{ {pattern} }}")
    assert isinstance(found, QuerySolutions)
    return [row["x"].value for row in found]


def cited(store: GraphStore) -> set[str]:
    return set(numbers(store, f"GRAPH <{iris.CITED_GRAPH}> {{ ?x a ?class }}"))


def test_what_is_cited_is_described_until_nobody_cites_it(store: StoreWriter) -> None:
    assert MOTION in cited(store)
    store.replace([update(letter(), "brief.txt")])
    assert MOTION in cited(store)
    store.remove(EXCHANGE)
    assert MOTION not in cited(store)
    store.remove("brief.txt")
    assert cited(store) == set()


def test_no_statement_stands_in_two_graphs(store: StoreWriter) -> None:
    store.replace([update(letter(), "brief.txt")])
    times = Counter(quad.triple for quad in store.quads)
    assert [str(triple) for triple, number in times.items() if number > 1] == []


def test_the_dataset_counts_sources_and_statements(store: StoreWriter) -> None:
    store.replace([update(letter(), "brief.txt")])
    own = {NamedNode(g) for g in (iris.DATASET_GRAPH, iris.RUNS_GRAPH, iris.EXAMPLES_GRAPH)}
    statements = sum(quad.graph_name not in own for quad in store.quads)
    assert numbers(store, f"<{iris.BASE}dataset> void:documents ?x") == ["2"]
    assert numbers(store, f"<{iris.BASE}dataset> void:triples ?x") == [str(statements)]


def test_registers_of_another_version_are_written_anew_and_dropped_ones_go(store: StoreWriter) -> None:
    before = set(store.quads)
    changed, dropped = (NamedNode(iris.authority_graph(stem)) for stem in ("partijen", "vroeger"))
    store.quads.update(f"DELETE WHERE {{ GRAPH {changed} {{ ?s {KAMER.fingerprint} ?o }} }}")
    for graph in (changed, dropped):
        store.quads.update(
            f'INSERT DATA {{ GRAPH {graph} {{ {graph} {KAMER.fingerprint} "old" . <x:a> {RDFS.label} "b" }} }}'
        )
    store.refresh()
    assert set(store.quads) == before
    assert dropped not in set(store.quads.named_graphs())


def test_the_vocabulary_is_part_of_the_graph(store: StoreWriter) -> None:
    assert numbers(store, f"GRAPH <{iris.ONTOLOGY_GRAPH}> {{ {KAMER.Mention} a ?x }}")
