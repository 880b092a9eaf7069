from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_type_hints

import pytest
from program import HOUSE

import kamergraaf
from kamergraaf import api

SAMPLES = HOUSE / "samples"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kamergraaf.Graph]:
    folder = tmp_path_factory.mktemp("api") / "store"
    outcomes = kamergraaf.build(SAMPLES, store=folder)
    assert {outcome.source.name for outcome in outcomes} == {file.name for file in SAMPLES.iterdir()}
    assert not [outcome for outcome in outcomes if outcome.error]
    with kamergraaf.open_store(folder) as graph:
        yield graph


def test_the_names_that_are_offered() -> None:
    assert sorted(kamergraaf.__all__) == sorted(api.__all__)
    for name in kamergraaf.__all__:
        assert getattr(kamergraaf, name) is getattr(api, name)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        kamergraaf.nothing  # noqa: B018


@pytest.mark.parametrize("name", ["build", "extract_file", "extract_text", "open_store"])
def test_functions_say_what_goes_in_and_out(name: str) -> None:
    function = getattr(kamergraaf, name)
    assert "return" in get_type_hints(function)
    assert function.__doc__


def test_a_text_is_read() -> None:
    text = "Zie artikel 47 van de Participatiewet."
    found = kamergraaf.extract_text(text)
    assert [(m.kind, m.id) for m in found.mentions] == [
        ("article", "jci1.3:c:BWBR0015703&artikel=47"),
        ("law", "BWBR0015703"),
    ]
    assert all(m.span.of(text) == m.text for m in found.mentions)


def test_a_file_is_read() -> None:
    found = kamergraaf.extract_file(SAMPLES / "kamervraag-2015Z07200.txt")
    assert [paper.id for paper in found.papers] == ["kv-tk-2015Z07200", "ah-tk-20142015-2171"]
    assert found.document.name == "kamervraag-2015Z07200.txt"


def test_a_question_of_the_library(graph: kamergraaf.Graph) -> None:
    rows = graph.ask("cited-by", "Participatiewet")
    assert rows == graph.ask("cited-by", thing="BWBR0015703")
    assert {row["thing"] for row in rows} == {"https://wetten.overheid.nl/BWBR0015703"}
    assert date(2021, 6, 4) in [row["date"] for row in rows]


def test_values_are_those_of_python(graph: kamergraaf.Graph) -> None:
    (row,) = graph.query(
        """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT * WHERE { VALUES (?i ?d ?b ?day ?s ?nl ?none)
        { (7 0.95 true "2015-04-20"^^xsd:date "x" "y"@nl UNDEF) } BIND(<http://e/x> AS ?iri) }"""
    )
    assert row == {
        "i": 7,
        "d": Decimal("0.95"),
        "b": True,
        "day": date(2015, 4, 20),
        "s": "x",
        "nl": "y",
        "none": None,
        "iri": "http://e/x",
    }


def test_other_forms_of_query(graph: kamergraaf.Graph) -> None:
    assert graph.query("ASK { ?s ?p ?o }") == [{"answer": True}]
    (statement,) = graph.query("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 1")
    assert list(statement) == ["subject", "predicate", "object"]


def test_errors_are_of_one_family(graph: kamergraaf.Graph, tmp_path: Path) -> None:
    for wrong in (
        lambda: graph.query("SELECT"),
        lambda: graph.ask("nothing"),
        lambda: graph.ask("cited-by", "Nergenshuizenwet"),
        lambda: kamergraaf.open_store(tmp_path / "nothing"),
        lambda: kamergraaf.build(tmp_path / "nothing", store=tmp_path / "store"),
        lambda: kamergraaf.extract_file(tmp_path / "nothing"),
    ):
        with pytest.raises(kamergraaf.KamergraafError):
            wrong()


def test_what_cannot_be_read_is_an_outcome(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").touch()
    (tmp_path / "in" / "good.txt").write_text("Zie Stb. 2003, 375.", encoding="utf-8")
    bad, good = kamergraaf.build(tmp_path / "in", store=tmp_path / "store")
    assert isinstance(bad.error, kamergraaf.KamergraafError)
    assert (good.error, good.resolved) == (None, 1)
