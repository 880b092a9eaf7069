"""Every annotated fact of provenance, role, citation, law and date can be asked of the graph."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from asking import holds
from pyoxigraph import NamedNode, QuerySolutions, Store

from extract.pipeline import extract
from extract.readers import read
from graph.authority import embedded, register_quads
from graph.build import source_quads
from graph.cited import CITED, cited_quads
from graph.vocabulary import RDF

SHARED = Path(__file__).parents[2] / "shared"
TABLE = tomllib.loads((Path(__file__).parent / "cases" / "relations.toml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated documents are not here")


def facts() -> list[Any]:
    found = []
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for fact in gold["relations"]:
            if fact["tier"] == "core":
                _, predicate, thing = fact["triple"]
                name = f"{path.name[:3]}-{fact['id']}-{predicate}-{thing[:30]}"
                found.append(pytest.param(fact, gold["text_sha256"], id=name))
    return found


@pytest.fixture(scope="session")
def graph() -> Store:
    """The three annotated documents with the registers and what they cite."""
    store, registers, known = Store(), embedded(), register_quads()
    store.extend(known)
    for path in sorted((SHARED / "gold").glob("*.json")):
        seed = SHARED / "seeds" / json.loads(path.read_text(encoding="utf-8"))["source_file"]
        store.extend(source_quads(extract(read(seed, seed.name), registers), seed.name, registers))
    rows = store.query(CITED)
    assert isinstance(rows, QuerySolutions)
    cited = [(row[0].value, row[1].value if row[1] else None) for row in rows]
    described = {q.subject.value for q in known if q.predicate == RDF.type and isinstance(q.subject, NamedNode)}
    store.extend(cited_quads(cited, described, registers))
    return store


@pytest.mark.parametrize(("fact", "sha256"), facts())
def test_the_fact_is_in_the_graph(graph: Store, fact: dict[str, Any], sha256: str) -> None:
    assert any(holds(graph, pattern) for pattern in patterns(fact, sha256))


def patterns(fact: dict[str, Any], sha256: str) -> list[str]:
    """The fact as graph patterns of which one is enough: what its names stand for, and the pattern of its predicate."""
    subject, predicate, thing = fact["triple"]
    bound = _bound("s", subject, predicate in TABLE["words"]["subjects"])
    bound += _bound("o", thing, predicate in TABLE["words"]["objects"])
    places = " ".join(f"({place['start']} {place['end']})" for place in fact["evidence"])
    within = (
        "?m oa:hasTarget ?place . ?place oa:hasSource/kamer:sha256 $sha ; oa:hasSelector ?position . "
        f"?position oa:start ?start ; oa:end ?end . VALUES (?from ?to) {{ {places} }} "
        "FILTER (?start >= ?from && ?end <= ?to) "
    )
    told = TABLE["predicates"][predicate]
    several = [told] if isinstance(told, str) else told
    return [(bound + each).replace("WITHIN", within).replace("$sha", f'"{sha256}"') for each in several]


def _bound(variable: str, name: str, word: bool) -> str:
    """What a name stands for, bound to `?s` or `?o`; the other variables of its pattern get names of their own."""
    literal = json.dumps(name, ensure_ascii=False)
    stands_for = literal if word else TABLE["things"].get(name, literal)
    if "?it" not in stands_for:
        return f"VALUES ?{variable} {{ {stands_for} }} "
    own = re.sub(r"\?(snapshot|set|name|cited)\b", rf"?\1_{variable}", stands_for)
    return f"{{ {own.replace('?it', '?' + variable)} }} "
