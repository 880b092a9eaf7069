from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from hand_made import REGISTERS, exchange, letter
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store
from rdflib import SH, Graph

from graph.build import source_quads
from graph.shacl import Shapes, check, read_shapes
from graph.store import GraphStore, SourceUpdate
from graph.validate import Finding, validate
from graph.vocabulary import CITO, KAMER, OA, RDF, XSD
from kamergraaf.errors import GraphError

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
SHAPES = (ONTOLOGY / "shapes.ttl").read_bytes()
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*/*.ttl"))
SOME = [*EXAMPLES[:3], *EXAMPLES[-3:]]  # invalid and valid ones


@cache
def shapes() -> Shapes:
    return read_shapes(SHAPES)


@cache
def shapes_of_rdflib() -> Graph:
    return Graph().parse(data=SHAPES, format="turtle")


def in_a_store(*files: Path) -> Store:
    """Each file in a graph of its own."""
    store = Store()
    for file in files:
        store.load(path=str(file), format=RdfFormat.TURTLE, to_graph=NamedNode(f"http://example.org/{file.stem}"))
    return store


def by_pyshacl_alone(file: Path) -> set[tuple[str, str]]:
    _, report, _ = pyshacl.validate(Graph().parse(file), shacl_graph=shapes_of_rdflib())
    assert isinstance(report, Graph)
    results = report.objects(None, SH.result)
    return {(named(report.value(r, SH.focusNode)), str(report.value(r, SH.resultMessage))) for r in results}


def named(node: object) -> str:
    """Blank nodes have other names in each store."""
    return str(node) if ":" in str(node) else "blank"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_shapes_in_a_store_break_as_they_do_in_one_file(example: Path) -> None:
    found = {(named(result.node), result.message) for result in check(in_a_store(example), shapes())}
    assert found == by_pyshacl_alone(example)


def test_nodes_are_checked_in_batches_with_all_that_shapes_can_see(monkeypatch: pytest.MonkeyPatch) -> None:
    store = in_a_store(*SOME)
    whole = set(check(store, shapes()))
    assert whole
    monkeypatch.setattr("graph.shacl.BATCH", 20)
    assert set(check(store, shapes())) == whole


def test_a_path_of_unknown_length_is_refused() -> None:
    shape = b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
      e:s a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path [ sh:zeroOrMorePath e:p ] ; sh:minCount 1 ] ."""
    with pytest.raises(GraphError, match="a property path with"):
        read_shapes(shape)


SPARQL_SHAPE = b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
  e:s a sh:NodeShape ; TARGET ; sh:severity sh:Warning ;
    sh:sparql [ sh:prefixes e:names ; sh:message "too small" ;
      sh:select "SELECT $this ?value WHERE { $this ex:size ?value . FILTER(?value < 10) }" ] .
  e:names sh:declare [ sh:prefix "ex" ; sh:namespace "http://e/" ] ."""


@pytest.mark.parametrize(
    ("target", "nodes"),
    [
        ("sh:targetClass e:C", {"http://e/a"}),
        ("sh:targetNode e:b", {"http://e/b"}),
        ("sh:targetSubjectsOf e:knows", {"http://e/a"}),
        ("sh:targetObjectsOf e:knows", {"http://e/b"}),
        ("sh:targetClass e:C ; sh:targetNode e:b", {"http://e/a", "http://e/b"}),
        ("sh:targetClass e:Broad", {"http://e/d"}),
    ],
)
def test_constraints_in_sparql(target: str, nodes: set[str]) -> None:
    store = Store()
    store.update(
        """PREFIX e: <http://e/> INSERT DATA { GRAPH e:g { e:a a e:C ; e:size 1 ; e:knows e:b . e:b e:size 2 .
        e:c a e:C ; e:size 20 . e:d a e:Narrow ; e:size 3 .
        e:Narrow <http://www.w3.org/2000/01/rdf-schema#subClassOf> e:Broad } }"""
    )
    found = list(check(store, read_shapes(SPARQL_SHAPE.replace(b"TARGET", target.encode()))))
    assert {result.node for result in found} == nodes
    assert {(result.severity, result.message) for result in found} == {("warning", "too small")}


# --- a whole store ----------------------------------------------------------------------------------------------


def updates() -> Iterator[SourceUpdate]:
    for extraction in (exchange(), letter()):
        document = extraction.document
        quads = source_quads(extraction, document.name, REGISTERS)
        yield SourceUpdate(document.name, document.sha256, document.sha256, document.text, quads)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("validate") / "store"
    with GraphStore.create(folder) as writer:
        writer.replace(updates())
    return folder


def violations(folder: Path) -> set[tuple[str, str]]:
    with GraphStore.reader(folder) as store:
        return {(f.rule, f.thing) for f in validate(store) if f.severity == "violation"}


def spoil(folder: Path, remove: Quad | None, *add: Quad) -> Path:
    with GraphStore.open(folder) as writer:
        if remove:
            writer.quads.remove(remove)
        writer.quads.extend(add)
        writer.publish()
    return folder


def one(folder: Path, predicate: NamedNode) -> Quad:
    with GraphStore.reader(folder) as store:
        quads = store.quads.quads_for_pattern(None, predicate, None, None)
        return min((q for q in quads if "cited" not in str(q.graph_name)), key=str)


def copy(folder: Path, target: Path) -> Path:
    with GraphStore.reader(folder) as store:
        store.backup(target)
    return target


def test_what_breaks_a_rule_is_told_with_the_thing(folder: Path, tmp_path: Path) -> None:
    edge = one(folder, CITO.cites)
    quote = one(folder, OA.exact)
    lost = spoil(copy(folder, tmp_path / "store"), edge)
    spoilt = spoil(lost, quote, Quad(quote.subject, OA.exact, Literal("x" * 400), quote.graph_name))
    told = violations(spoilt) - violations(folder)
    assert any(rule.startswith("Each plain edge cito:cites") and thing == edge.subject.value for rule, thing in told)
    assert any(rule.startswith("A quote is as long") for rule, _ in told)


def test_warnings_come_last_and_every_finding_once(folder: Path, tmp_path: Path) -> None:
    graph = one(folder, KAMER.localId).graph_name
    paper = NamedNode("https://zoek.officielebekendmakingen.nl/kv-tk-2020Z00001")
    wrong = Literal("-1", datatype=XSD.integer)
    quads = [
        Quad(paper, RDF.type, KAMER.WrittenQuestionSet, graph),
        Quad(paper, KAMER.daysToAnswer, wrong, graph),
        Quad(NamedNode("http://example.org/source"), KAMER.describes, paper, graph),
    ]
    with GraphStore.reader(spoil(copy(folder, tmp_path / "store"), None, *quads)) as store:
        found = validate(store)
    assert len(found) == len(set(found))
    severities = [finding.severity for finding in found]
    assert severities == sorted(severities, key=lambda severity: severity != "violation")
    unasked = Finding("warning", "The text of this question set does not say who asked.", paper.value)
    assert unasked in found
    days = "The days to answer are one whole number that is not negative."
    assert Finding("violation", days, paper.value, "-1") in found
