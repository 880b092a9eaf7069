from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
import rdflib
from hand_made import REGISTERS, exchange, letter
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple

from extract.model import Extraction
from graph import export, iris
from graph.build import source_quads
from graph.prefixes import PREFIXES, expand, shorten
from graph.store import GraphStore, SourceUpdate
from kamergraaf.errors import StoreError

RDFLIB_NAMES = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
WITH_GRAPHS = {name for name, form in export.FORMATS.items() if form.supports_datasets}


def update(extraction: Extraction) -> SourceUpdate:
    document = extraction.document
    quads = source_quads(extraction, document.name, REGISTERS)
    return SourceUpdate(document.name, document.sha256, document.sha256, document.text, quads)


def make(folder: Path, *extractions: Extraction) -> Path:
    with GraphStore.create(folder) as writer:
        writer.replace(map(update, extractions))
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with GraphStore.reader(make(tmp_path_factory.mktemp("export") / "store", exchange(), letter())) as reader:
        yield reader


@pytest.fixture(scope="module")
def reversed_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """The same documents, built in another order."""
    with GraphStore.reader(make(tmp_path_factory.mktemp("reversed") / "store", letter(), exchange())) as reader:
        yield reader


REGISTER_GRAPHS = iris.authority_graph("")  # what their names begin with; they are many times what the documents say


def written(store: GraphStore, name: str, *without: str) -> bytes:
    """All graphs in one format, but those whose name begins with one of `without`."""
    output = io.BytesIO()
    kept = (quad for quad in everything(store) if not quad.graph_name.value.startswith(without))
    export.write(kept, output, export.FORMATS[name])
    return output.getvalue()


@cache
def everything(store: GraphStore) -> list[Quad]:
    return list(export.everything(store))


def of_documents(store: GraphStore) -> set[Quad]:
    return {quad for quad in store.quads if not quad.graph_name.value.startswith(REGISTER_GRAPHS)}


def test_an_export_of_everything_reads_back_equal(store: GraphStore) -> None:
    again = Store()
    again.load(written(store, "nquads"), format=export.FORMATS["nquads"])
    assert set(again) == set(store.quads)


@pytest.mark.parametrize("name", export.FORMATS)
def test_an_export_reads_back_equal(store: GraphStore, name: str) -> None:
    again = Store()
    again.load(written(store, name, REGISTER_GRAPHS), format=export.FORMATS[name])
    if name in WITH_GRAPHS:
        assert set(again) == of_documents(store)
    else:
        assert {quad.triple for quad in again} == {quad.triple for quad in of_documents(store)}


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", export.FORMATS)
def test_rdflib_loads_an_export(store: GraphStore, name: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=written(store, name, REGISTER_GRAPHS), format=RDFLIB_NAMES[name])
    quads = of_documents(store)
    assert len(list(dataset.quads())) == len(quads if name in WITH_GRAPHS else {quad.triple for quad in quads})


@pytest.mark.parametrize("name", export.FORMATS)
def test_the_same_documents_in_another_order_give_the_same_bytes(
    store: GraphStore, reversed_store: GraphStore, name: str
) -> None:
    first, second = (written(s, name, iris.RUNS_GRAPH, REGISTER_GRAPHS) for s in (store, reversed_store))
    assert first == second


def test_turtle_is_for_reading(store: GraphStore) -> None:
    turtle = written(store, "turtle", REGISTER_GRAPHS).decode()
    assert "@prefix kamer: <https://w3id.org/kamergraaf/def#> ." in turtle
    assert re.search(r"^ob:kv-tk-2015Z07200 a ", turtle, re.MULTILINE), "the classes of a thing come first"
    subjects = re.findall(r"^(<[^>]*>|[a-z-]+:\S+) ", written(store, "trig", REGISTER_GRAPHS).decode(), re.MULTILINE)
    assert len(subjects) == len(set(subjects)), "what is said of a thing in one graph stands together"


@pytest.mark.parametrize("given", ["brief.txt", "Brief.txt", "https://w3id.org/kamergraaf/graph/brief.txt"])
def test_one_graph(store: GraphStore, given: str) -> None:
    name = export.graph_name(store, given)
    quads = export.graph(store, name)
    assert quads == sorted(quads, key=export.order)
    assert {quad.graph_name for quad in quads} == {NamedNode("https://w3id.org/kamergraaf/graph/brief.txt")}


def test_derived_graphs_are_known_by_name(store: GraphStore) -> None:
    assert export.graph_name(store, "cited").value == "https://w3id.org/kamergraaf/graph/cited"


@pytest.mark.parametrize("given", ["nothing.txt", "not an IRI >", ""])
def test_an_unknown_graph(store: GraphStore, given: str) -> None:
    with pytest.raises(StoreError, match="the store has no graph or source"):
        export.graph_name(store, given)


def test_a_description_holds_the_evidence(store: GraphStore) -> None:
    found = set(export.describe(store, "https://zoek.officielebekendmakingen.nl/kst-24515-583"))
    predicates = {triple.predicate.value.rpartition("#")[2].rpartition("/")[2] for triple in found}
    assert {"hasCitedEntity", "evidence", "hasBody", "hasSelector", "exact", "start"} <= predicates
    exact = NamedNode("http://www.w3.org/ns/oa#exact")
    quotes = {triple.object.value for triple in found if triple.predicate == exact}
    assert quotes == {"24515, nr. 583", "Kamerstukken II 2020/21, 24515, nr. 583"}


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_bytes(b"old")
    with suppress(KeyError), export.replacing(target) as file:
        file.write(b"half of the ne")
        raise KeyError
    assert target.read_bytes() == b"old"
    with export.replacing(target) as file:
        file.write(b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match=r"cannot write .*No such file or directory"),
        export.replacing(tmp_path / "nowhere" / "graph.ttl"),
    ):
        pass


def test_statements_come_in_one_order() -> None:
    a, b, p, q = (NamedNode(f"http://e/{name}") for name in "abpq")
    triples = [Triple(b, p, a), Triple(a, q, Literal("1")), Triple(a, p, b), Triple(a, p, b)]
    assert export.in_order(triples) == [Triple(a, p, b), Triple(a, q, Literal("1")), Triple(b, p, a)]


def test_formats_without_graphs_take_quads_and_formats_with_graphs_take_triples() -> None:
    a, b = NamedNode("http://e/a"), NamedNode("http://e/b")
    for statement in (Triple(a, b, a), Quad(a, b, a, b)):
        for form in (RdfFormat.TURTLE, RdfFormat.TRIG):
            output = io.BytesIO()
            export.write([statement], output, form)
            assert b"<http://e/a> <http://e/b> <http://e/a>" in output.getvalue()


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://w3id.org/kamergraaf/def#Motion", "kamer:Motion"),
        ("https://w3id.org/kamergraaf/id/persoon/sadet-karabulut", "persoon:sadet-karabulut"),
        ("https://w3id.org/kamergraaf/id/wetsvoorstel/36582", "kg:id/wetsvoorstel/36582"),
        ("https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=47", "wet:jci1.3:c:BWBR0015703&artikel=47"),
        ("https://example.org/x", "https://example.org/x"),
        ("https://w3id.org/kamergraaf/def#", "kg:def#"),
    ],
)
def test_iris_are_shortened_and_read_back(iri: str, short: str) -> None:
    assert shorten(iri) == short
    assert (expand(short) or short) == iri


def test_prefixes_stand_for_one_namespace_each() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert expand("unknown:x") is None
    assert expand("artikel 47: het recht") is None
