from __future__ import annotations

import re
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, Namespace

FOLDER = Path(__file__).resolve().parent.parent / "ontology"
SHAPE = "https://w3id.org/kamergraaf/shapes/"
SH = Namespace("http://www.w3.org/ns/shacl#")
OA = Namespace("http://www.w3.org/ns/oa#")
SHAPES = Graph().parse(FOLDER / "shapes.ttl")
NAMES = sorted(str(shape).removeprefix(SHAPE) for shape in SHAPES.subjects(SH.severity))
VALID = sorted((FOLDER / "examples" / "valid").glob("*.ttl"))
INVALID = sorted((FOLDER / "examples" / "invalid").glob("*.ttl"))
TEXT = "# The text: "


def broken_shapes(data: Graph) -> set[str]:
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, inference="none")
    assert isinstance(report, Graph)
    return {str(shape).removeprefix(SHAPE) for shape in report.objects(predicate=SH.sourceShape)}


def named_in(example: Path) -> str:
    first, _, _ = example.read_text("utf-8").partition("\n")
    match = re.match(r"# Fails (\w+): \w", first)
    assert match, f"the first line of {example.name} does not name the shape that it fails"
    return match[1]


@pytest.mark.parametrize("example", VALID, ids=lambda path: str(path.stem))
def test_a_valid_example_breaks_no_shape(example: Path) -> None:
    assert broken_shapes(Graph().parse(example)) == set()


@pytest.mark.parametrize("example", INVALID, ids=lambda path: str(path.stem))
def test_an_invalid_example_breaks_the_shape_that_it_names_and_no_other(example: Path) -> None:
    assert broken_shapes(Graph().parse(example)) == {named_in(example)}


def test_every_shape_has_an_invalid_example() -> None:
    assert {named_in(example) for example in INVALID} == set(NAMES)


def test_the_ontology_and_its_concepts_break_no_shape() -> None:
    data = Graph().parse(FOLDER / "kamergraaf.ttl").parse(FOLDER / "concepts.ttl")
    assert broken_shapes(data) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_has_a_severity_and_a_sentence(name: str) -> None:
    shape = next(s for s in SHAPES.subjects(SH.severity) if str(s) == SHAPE + name)
    message = SHAPES.value(shape, SH.message)
    assert isinstance(message, Literal)
    assert message.language == "en"
    assert re.fullmatch(r"[A-Z][^.]+(\.[^.\s][^.]*)*\.", message)
    assert set(SHAPES.objects(shape, SH.severity)) <= {SH.Violation, SH.Warning}


@pytest.mark.parametrize("example", VALID, ids=lambda path: str(path.stem))
def test_quotes_in_an_example_are_words_of_the_text_in_its_head(example: Path) -> None:
    text = next((line for line in example.read_text("utf-8").splitlines() if line.startswith(TEXT)), TEXT)
    graph = Graph().parse(example)
    for place, selector in graph.subject_objects(OA.hasSelector):
        start, end = (int(n) for n in str(place).rpartition("char=")[2].split(","))
        quote = graph.value(selector, OA.exact, default=Literal(text.removeprefix(TEXT)[start:end]))
        assert str(quote) == text.removeprefix(TEXT)[start:end].replace("⏎", "\n")


def test_examples_say_what_they_show() -> None:
    assert [path.name for path in VALID if not path.read_text("utf-8").startswith("# ")] == []
