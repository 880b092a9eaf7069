"""The library of queries: what each of them answers, in which tools it runs, and how fast.

`python tests/test_queries.py` writes the golden files anew; read the difference before it is kept.
"""

from __future__ import annotations

import csv
import io
import sys
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rdflib
from program import HOUSE, kamergraaf
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryTriples, RdfFormat, Store, parse
from queries_at_size import extractions

from graph.authority import embedded, register_quads
from graph.build import source_quads
from graph.derived import refresh_derived
from graph.library import CannedQuery, checks, fill, load
from graph.prefixes import PREFIXES, shorten
from graph.store import GraphStore
from graph.vocabulary import XSD

GOLDEN = Path(__file__).parent / "golden" / "queries"
SEEDS = HOUSE.parent / "shared" / "seeds"
QUERIES = load()
CHECKS = checks()
SECOND = 1.0

OFFICIAL = "https://zoek.officielebekendmakingen.nl/"
LETTER = "https://w3id.org/kamergraaf/id/brief/2021-0000067909"
KARABULUT = "https://w3id.org/kamergraaf/id/persoon/sadet-karabulut"
KLIJNSMA = "https://w3id.org/kamergraaf/id/persoon/jetta-klijnsma"
PARTICIPATIEWET = "https://wetten.overheid.nl/BWBR0015703"

# The values with which a query is asked here; a query that is not named is asked for everything.
ASKED: dict[str, dict[str, NamedNode | Literal]] = {
    "person": {"person": NamedNode(KARABULUT)},
    "roles": {"person": NamedNode(KLIJNSMA)},
    "holder": {
        "post": NamedNode("https://w3id.org/kamergraaf/id/ambt/staatssecretaris-szw"),
        "date": Literal("2015-05-06", datatype=XSD.date),
    },
    "held-when": {
        "post": NamedNode("https://w3id.org/kamergraaf/id/ambt/staatssecretaris-szw"),
        "since": Literal("2012-01-01", datatype=XSD.date),
    },
    "cites": {"work": NamedNode(LETTER)},
    "chain": {"work": NamedNode(LETTER)},
    "evidence": {"work": NamedNode(LETTER)},
    "evidence-of-anything": {
        "statement": NamedNode("https://w3id.org/kamergraaf/id/brief-2021-0000067909/toezegging/1")
    },
    "mentions-of": {"thing": NamedNode(PARTICIPATIEWET)},
    "name-variants": {"thing": NamedNode(PARTICIPATIEWET)},
    "law-articles": {"law": NamedNode(PARTICIPATIEWET)},
    "law-history": {"law": NamedNode(PARTICIPATIEWET)},
    "dossier-citations": {"dossier": Literal("33161")},
    "graph-of": {"thing": NamedNode(PARTICIPATIEWET)},
    "links-out": {"thing": NamedNode(PARTICIPATIEWET)},
    "search": {"text": Literal("re-integratie")},
    "export-paper": {"work": NamedNode(f"{OFFICIAL}kv-tk-2015Z07200")},
    "wikidata-people": {},
}


def asked(name: str) -> str:
    """The query with the values of `ASKED` in it."""
    return fill(QUERIES[name], ASKED.get(name, {}))


# --- answers as a person can read and compare them ----------------------------------------------------------------

Row = tuple[str, ...]


def short(term: NamedNode | Literal | BlankNode | None) -> str:
    """A term in a table: a prefixed name, the words of a literal, nothing for a column without a value."""
    if term is None:
        return ""
    return shorten(term.value) if isinstance(term, NamedNode) else term.value


def answer(store: Store, sparql: str, **dataset: object) -> tuple[Row, list[Row]]:
    """The column names and the rows in their order; the triples of a graph are sorted."""
    found = store.query(sparql, **(dataset or {"use_default_graph_as_union": True}))  # type: ignore[arg-type]
    assert not isinstance(found, QueryBoolean)
    if isinstance(found, QueryTriples):
        triples = sorted({(short(t.subject), short(t.predicate), short(t.object)) for t in found})  # type: ignore[arg-type]
        return ("subject", "predicate", "object"), list(triples)
    names = tuple(variable.value for variable in found.variables)
    return names, [tuple(short(solution[name]) for name in names) for solution in found]  # type: ignore[arg-type]


def table(names: Row, rows: list[Row]) -> str:
    text = io.StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows([names, *rows])
    return text.getvalue()


# --- the graphs that are asked ------------------------------------------------------------------------------------


def build(folder: Path, path: Path) -> Store:
    """The graph of a folder of documents, made by the program as a user runs it."""
    kamergraaf("build", str(folder), store=path)
    with GraphStore.reader(path) as reader:
        copy = Store()
        copy.bulk_extend(reader.quads)
        return copy


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return build(HOUSE / "samples", tmp_path_factory.mktemp("samples") / "store")


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Store:
    if not SEEDS.is_dir():
        pytest.skip(f"the five real documents are not in {SEEDS}")
    return build(SEEDS, tmp_path_factory.mktemp("seeds") / "store")


@pytest.fixture(scope="session")
def in_rdflib(samples: Store) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=samples.dump(format=RdfFormat.N_QUADS), format="nquads")
    return dataset


# --- the files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", chain(QUERIES.values(), CHECKS.values()), ids=lambda q: q.name)
def test_header_says_what_the_query_asks_and_takes(query: CannedQuery) -> None:
    assert query.summary
    assert query.summary_nl
    assert query.tags == (query.topic,)
    assert all(p.description for p in query.parameters)
    for parameter in query.parameters:
        assert f"VALUES ?{parameter.name} {{ UNDEF }}" in query.text
    assert query.text.count("{ UNDEF }") == len(query.parameters)


@pytest.mark.parametrize("query", chain(QUERIES.values(), CHECKS.values()), ids=lambda q: q.name)
def test_query_uses_only_what_all_engines_do_alike(query: CannedQuery) -> None:
    assert "GROUP_CONCAT" not in query.text
    assert "SELECT *" not in query.text
    if query.topic not in ("checks", "export"):
        assert "ORDER BY" in query.text


@pytest.mark.parametrize("query", [q for q in QUERIES.values() if q.parameters], ids=lambda q: q.name)
def test_example_in_the_header_can_be_asked(query: CannedQuery, samples: Store, tmp_path: Path) -> None:
    if not query.example:
        pytest.skip("the query has no example")
    result = kamergraaf("ask", query.name, *query.example.split(), "--show", store=tmp_path / "none")
    answer(samples, result.stdout)


# --- the answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUERIES)
def test_answer_is_the_one_that_was_read_and_kept(name: str, samples: Store) -> None:
    kept = (GOLDEN / f"{name}.tsv").read_text(encoding="utf-8")
    assert table(*answer(samples, asked(name))) == kept


def test_every_golden_file_belongs_to_a_query() -> None:
    assert {file.stem for file in GOLDEN.glob("*.tsv")} == set(QUERIES)


def column_parameters() -> Iterator[tuple[str, str]]:
    """Queries with an optional parameter that is a column as well."""
    for query in QUERIES.values():
        head = query.text.partition("WHERE")[0].partition("SELECT")[2]
        for parameter in query.parameters:
            if not parameter.required and f"?{parameter.name} " in f"{head} ".replace("\n", " "):
                yield query.name, parameter.name


@pytest.mark.parametrize(("name", "parameter"), column_parameters())
def test_a_value_keeps_the_rows_with_that_value(name: str, parameter: str, samples: Store) -> None:
    found = samples.query(QUERIES[name].text, use_default_graph_as_union=True)
    terms = list(dict.fromkeys(row[parameter] for row in found))  # type: ignore[union-attr, index]
    if not terms:
        pytest.skip("the samples have no answer to this question")
    names, everything = answer(samples, QUERIES[name].text)
    column = names.index(parameter)
    for term in terms[:3]:
        _, some = answer(samples, fill(QUERIES[name], {parameter: term}))  # type: ignore[dict-item]
        assert Counter(some) == Counter(row for row in everything if row[column] == short(term))  # type: ignore[arg-type]


# --- the tools ----------------------------------------------------------------------------------------------------


def comparable(value: str) -> str:
    """The same number in the same way, however an engine writes it."""
    try:
        return str(Decimal(value).quantize(Decimal("0.0001")).normalize())
    except ArithmeticError:
        return value


def rows_in_rdflib(dataset: rdflib.Dataset, sparql: str) -> Iterator[Row]:
    found = dataset.query(sparql)
    for row in found:
        terms = row if found.type == "CONSTRUCT" else (row[v] for v in found.vars or ())  # type: ignore[union-attr, call-overload]
        yield tuple(comparable(_short_in_rdflib(term)) for term in terms)  # type: ignore[union-attr]


def _short_in_rdflib(term: object) -> str:
    if isinstance(term, rdflib.URIRef):
        return shorten(str(term))
    return "" if term is None else str(term)


@pytest.mark.parametrize("name", [*QUERIES, *CHECKS])
def test_rdflib_gives_the_same_rows(name: str, samples: Store, in_rdflib: rdflib.Dataset) -> None:
    sparql = asked(name) if name in QUERIES else CHECKS[name].text
    _, rows = answer(samples, sparql)
    ours = Counter(tuple(map(comparable, row)) for row in rows)
    assert Counter(rows_in_rdflib(in_rdflib, sparql)) == ours


@pytest.mark.parametrize("name", QUERIES)
def test_graphs_named_one_by_one_give_the_same_rows(name: str, samples: Store) -> None:
    graphs = list(samples.named_graphs())
    assert answer(samples, asked(name), default_graph=graphs, named_graphs=graphs) == answer(samples, asked(name))


# --- the checks ---------------------------------------------------------------------------------------------------

CITED = "https://w3id.org/kamergraaf/graph/cited"
UNSOUND: dict[str, str] = {
    "quote-length": '<t> oa:hasSelector <p>, <q> . <p> oa:start 3 ; oa:end 9 . <q> oa:exact "four" .',
    "mention-outside-text": "<t> oa:hasSource <x> ; oa:hasSelector <p> . <p> oa:start 3 ; oa:end 9 . "
    "<x> kamer:charLength 8 .",
    "source-describes-nothing": "<g> a kamer:SourceGraph .",
    "described-paper-unknown": "<g> kamer:describes <paper> .",
    "evidence-names-another": "<c> cito:hasCitedEntity <law> ; kamer:evidence <m> . <m> oa:hasBody <another> .",
    "evidence-is-no-mention": "<c> kamer:evidence <m> . <m> a kamer:Mention .",
    "citation-without-edge": "<c> cito:hasCitingEntity <paper> ; cito:hasCitedEntity <law> .",
    "edge-without-citation": "<paper> cito:cites <law> .",
    "citing-paper-not-held": "<paper> cito:cites <law> .",
    "cited-without-class": '<paper> cito:cites <law> . <law> rdfs:label "Wet" .',
    "cited-without-label": "<paper> cito:cites <law> . <law> a eli:LegalResource .",
    "two-labels": '<law> rdfs:label "Participatiewet"@nl , "Wet werk en bijstand"@nl , "Participation Act"@en .',
    "person-with-two-names": '<someone> foaf:name "Sadet Karabulut" , "S. Karabulut" .',
    "statement-in-two-graphs": f"GRAPH <{CITED}> {{ <law> a eli:LegalResource }} "
    "GRAPH <g> { <law> a eli:LegalResource }",
    "answer-without-question": "<a> a kamer:Answer ; dcterms:isPartOf <paper> . <g> kamer:describes <paper> .",
    "referral-to-nowhere": "<a> kamer:refersToAnswer <b> .",
    "referral-as-substance": "<q> kamer:substantiveAnswer <a> . "
    "<a> kamer:answerType <https://w3id.org/kamergraaf/concept/answer-type/referral> .",
    "answered-before-asked": '<a> eli-dl:answers_to <q> ; kamer:dateReceived "2015-04-19"^^xsd:date . '
    '<q> kamer:dateSubmitted "2015-04-20"^^xsd:date .',
    "holding-ends-before-start": '<h> schema:startDate "2015-04-20"^^xsd:date ; '
    'schema:endDate "2014-04-20"^^xsd:date .',
    "confidence-out-of-range": "<m> kamer:confidence 1.1 .",
    "ambiguous-without-candidates": "<m> kamer:candidate <one> ; "
    "kamer:resolution <https://w3id.org/kamergraaf/concept/resolution/ambiguous> .",
    "unresolved-but-shared": "<m> kamer:resolution <https://w3id.org/kamergraaf/concept/resolution/unresolved> ; "
    "oa:hasBody <thing> ; oa:hasTarget <t> . <t> oa:hasSource <x> . "
    "<n> oa:hasBody <thing> ; oa:hasTarget <u> . <u> oa:hasSource <y> .",
    "dossier-number-mismatch": '<paper> kamer:inDossier <d> ; kamer:dossierNumber "24515" . '
    '<d> kamer:dossierNumber "17050" .',
}


def test_every_check_has_an_unsound_graph() -> None:
    assert UNSOUND.keys() == CHECKS.keys()


@pytest.mark.parametrize("name", UNSOUND)
def test_check_finds_what_it_looks_for_once(name: str) -> None:
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    data = f"{prefixes}BASE <https://example.org/>\n{UNSOUND[name]}"
    store = Store(parse(data, format=RdfFormat.TRIG))
    assert len(answer(store, CHECKS[name].text)[1]) == 1


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_nothing_in_the_samples(name: str, samples: Store) -> None:
    assert answer(samples, CHECKS[name].text)[1] == []


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_nothing_in_the_real_documents(name: str, seeds: Store) -> None:
    assert answer(seeds, CHECKS[name].text)[1] == []


# --- a thousand documents -----------------------------------------------------------------------------------------


def a_thousand_documents(path: Path) -> Store:
    registers = embedded()
    store = Store(str(path))
    documents = extractions(1000, registers)
    store.bulk_extend(quad for e in documents for quad in source_quads(e, e.document.name, registers))
    store.bulk_extend(register_quads())
    refresh_derived(store)
    store.flush()
    return store


AT_SIZE = NamedNode(f"{OFFICIAL}ah-tk-20112012-0")
ASKED_AT_SIZE: dict[str, dict[str, NamedNode | Literal]] = {
    **ASKED,
    "cites": {"work": AT_SIZE},
    "chain": {"work": AT_SIZE},
    "evidence": {"thing": NamedNode(PARTICIPATIEWET)},
    "cited-by": {"thing": NamedNode(PARTICIPATIEWET)},
    "evidence-of-anything": {
        "statement": NamedNode("https://w3id.org/kamergraaf/id/kv-tk-2011Z00000/deelname/asker-jetta-klijnsma")
    },
    "export-paper": {"work": AT_SIZE},
}


def seconds(store: Store, sparql: str) -> float:
    """Processor time, since other work on the machine is not the query's fault."""
    start = time.process_time()
    answer(store, sparql)
    return time.process_time() - start


def test_queries_answer_within_a_second_on_a_thousand_documents(tmp_path: Path) -> None:
    store = a_thousand_documents(tmp_path / "store")
    assert len(store) > 500_000
    taken = {n: seconds(store, fill(query, ASKED_AT_SIZE.get(n, {}))) for n, query in QUERIES.items()}
    assert {name: round(took, 2) for name, took in taken.items() if took > SECOND} == {}


# --- the golden files ---------------------------------------------------------------------------------------------


def write_golden() -> None:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        store = build(HOUSE / "samples", Path(folder) / "store")
    for file in GOLDEN.glob("*.tsv"):
        file.unlink()
    for name in QUERIES:
        (GOLDEN / f"{name}.tsv").write_text(table(*answer(store, asked(name))), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))
    write_golden()
