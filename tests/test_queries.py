"""The library of queries: what each of them answers, in which tools it runs, and how fast.

`python tests/test_queries.py` writes the golden files anew; read the difference before it is kept.
"""

from __future__ import annotations

import csv
import io
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rdflib
from program import HOUSE, kamergraaf, slowness
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store
from queries_at_size import extractions

from graph.authority import embedded
from graph.build import source_quads
from graph.library import CannedQuery, checks, fill, load
from graph.prefixes import PREFIXES, shorten
from graph.store import GraphStore, SourceUpdate
from graph.vocabulary import XSD
from kamergraaf.values import Values

GOLDEN = Path(__file__).parent / "golden" / "queries"
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
    "links-out": {"thing": NamedNode(KARABULUT)},
    "search": {"text": Literal("re-integratie")},
    "export-paper": {"work": NamedNode(f"{OFFICIAL}kv-tk-2015Z07200")},
    "wikidata-people": {},
}


def asked(name: str) -> str:
    """The query with the values of `ASKED` in it."""
    return fill(QUERIES[name], ASKED.get(name, {}))


# --- answers as a person can read and compare them ----------------------------------------------------------------

Row = tuple[str, ...]


def short(term: object) -> str:
    """A term in a table: a prefixed name, the words of a literal, nothing for a column without a value."""
    if isinstance(term, NamedNode):
        return shorten(term.value)
    return term.value if isinstance(term, Literal) else ""


def answer(store: Store, sparql: str, graphs: list[NamedNode] | None = None) -> tuple[Row, list[Row]]:
    """The column names and the rows in their order; the triples of a graph are sorted.

    The default graph is the union of all graphs, or that of `graphs`.
    """
    if graphs:
        found = store.query(sparql, default_graph=[*graphs], named_graphs=[*graphs])
    else:
        found = store.query(sparql, use_default_graph_as_union=True)
    assert not isinstance(found, QueryBoolean)
    if isinstance(found, QueryTriples):
        triples = {(short(t.subject), short(t.predicate), short(t.object)) for t in found}
        return ("subject", "predicate", "object"), sorted(triples)
    names = tuple(variable.value for variable in found.variables)
    return names, [tuple(map(short, row)) for row in found]


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
    return build(HOUSE / "samples", tmp_path_factory.mktemp("built") / "store")


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return build(shared / "seeds", tmp_path_factory.mktemp("seeds") / "store")


@pytest.fixture(scope="session")
def in_rdflib(samples: Store) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=samples.dump(format=RdfFormat.N_QUADS), format="nquads")
    return dataset


# --- the files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [*QUERIES.values(), *CHECKS.values()], ids=lambda q: q.name)
def test_header_says_what_the_query_asks_and_takes(query: CannedQuery) -> None:
    assert query.summary
    assert query.summary_nl
    assert query.tags == (query.topic,)
    assert all(p.description for p in query.parameters)
    for parameter in query.parameters:
        assert f"VALUES ?{parameter.name} {{ UNDEF }}" in query.text
    assert query.text.count("{ UNDEF }") == len(query.parameters)


@pytest.mark.parametrize("query", [*QUERIES.values(), *CHECKS.values()], ids=lambda q: q.name)
def test_query_uses_only_what_all_engines_do_alike(query: CannedQuery) -> None:
    assert "GROUP_CONCAT" not in query.text
    assert "SELECT *" not in query.text
    if query.topic not in ("checks", "export"):
        assert "ORDER BY" in query.text


@pytest.mark.parametrize("query", [q for q in QUERIES.values() if q.example], ids=lambda q: q.name)
def test_example_in_the_header_can_be_asked(query: CannedQuery, samples: Store) -> None:
    values = Values(embedded()).of_query(query, query.example.split(), {})
    assert values
    answer(samples, fill(query, values))


@pytest.mark.parametrize("query", [q for q in QUERIES.values() if q.parameters], ids=lambda q: q.name)
def test_a_required_value_has_an_example(query: CannedQuery) -> None:
    assert query.example or not any(p.required for p in query.parameters)


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


@pytest.mark.parametrize(("name", "parameter"), list(column_parameters()))
def test_a_value_keeps_the_rows_with_that_value(name: str, parameter: str, samples: Store) -> None:
    found = samples.query(QUERIES[name].text, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    values = list(dict.fromkeys(row[parameter] for row in found))
    if not values:
        pytest.skip("the samples have no answer to this question")
    names, everything = answer(samples, QUERIES[name].text)
    column = names.index(parameter)
    for value in values[:3]:
        assert isinstance(value, NamedNode | Literal)
        _, some = answer(samples, fill(QUERIES[name], {parameter: value}))
        assert Counter(some) == Counter(row for row in everything if row[column] == short(value))


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
        assert isinstance(row, tuple)
        yield tuple(comparable(_short_in_rdflib(term)) for term in row)


def _short_in_rdflib(term: object) -> str:
    if isinstance(term, rdflib.URIRef):
        return shorten(str(term))
    return "" if term is None else str(term)


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning:rdflib")  # what rdflib says to itself
@pytest.mark.parametrize("name", [*QUERIES, *CHECKS])
def test_rdflib_gives_the_same_rows(name: str, samples: Store, in_rdflib: rdflib.Dataset) -> None:
    sparql = asked(name) if name in QUERIES else CHECKS[name].text
    _, rows = answer(samples, sparql)
    ours = Counter(tuple(map(comparable, row)) for row in rows)
    assert Counter(rows_in_rdflib(in_rdflib, sparql)) == ours


@pytest.mark.parametrize("name", QUERIES)
def test_graphs_named_one_by_one_give_the_same_rows(name: str, samples: Store) -> None:
    graphs = [graph for graph in samples.named_graphs() if isinstance(graph, NamedNode)]
    assert answer(samples, asked(name), graphs) == answer(samples, asked(name))


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
    store = Store()
    store.load(data, format=RdfFormat.TRIG)
    assert len(answer(store, CHECKS[name].text)[1]) == 1


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_nothing_in_the_samples(name: str, samples: Store) -> None:
    assert answer(samples, CHECKS[name].text)[1] == []


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_nothing_in_the_real_documents(name: str, seeds: Store) -> None:
    assert answer(seeds, CHECKS[name].text)[1] == []


# --- ten questions to the real documents, answered by reading them --------------------------------------------------

SETS = {
    "000 questions": "ob:kv-tk-2015Z07200",
    "000 answers": "ob:ah-tk-20142015-2171",
    "001 questions": "kg:id/001_31a055867c17282f.txt/d1",
    "001 answers": "kg:id/001_31a055867c17282f.txt/d2",
    "002": "kg:id/brief/2021-0000067909",
    "003 questions": "kg:id/003_223d4fd5cdb9944e.txt/d1",
    "003 answers": "kg:id/003_223d4fd5cdb9944e.txt/d2",
    "004": "kg:id/004_66609a5a3bb09384.txt/d1",
}
OTHER_SET = "kg:id/kv-tk-2025Z03090/vraag"


@dataclass(frozen=True)
class Asked:
    """A question, the columns that are compared, and the rows that reading the documents gives."""

    query: str
    columns: tuple[str, ...]
    rows: frozenset[Row]
    values: Mapping[str, NamedNode | Literal] = field(default_factory=dict)
    among: str = ""  # what the first of the columns begins with in the rows that are compared


TEN_QUESTIONS = (
    Asked(
        "question-overview",
        ("submitted", "askerName", "party", "answererName", "answered", "days"),
        frozenset(
            {
                ("2015-04-20", "Sadet Karabulut", "SP", "Jetta Klijnsma", "2015-05-06", "16"),
                ("2019-03-29", "Gijs van Dijk", "PvdA", "Tamara van Ark", "2019-05-21", "53"),
                ("2019-03-29", "John Kerstens", "PvdA", "Tamara van Ark", "2019-05-21", "53"),
                ("", "", "", "Jurgen Nobel", "2025-04-01", ""),
            }
        ),
    ),
    Asked(
        "answered-together",
        ("set", "number", "how", "other"),
        frozenset(
            {
                *(
                    (SETS["000 questions"], number, "by referral to", "kg:id/ah-tk-20142015-2171/antwoord/1")
                    for number in "23"
                ),
                *(
                    (SETS["001 questions"], one, "in one answer with", f"{SETS['001 questions']}/vraag/{other}")
                    for one, other in ("12", "21", "34", "43", "56", "65")
                ),
                *(
                    (SETS["003 questions"], "7", "by referral to the answer to", f"{OTHER_SET}/{number}")
                    for number in "2456"
                ),
            }
        ),
    ),
    Asked(
        "law-articles",
        ("paper", "number"),
        frozenset({*((paper, "") for paper in SETS.values()), (SETS["004"], "47")}),
        {"law": NamedNode(PARTICIPATIEWET)},
    ),
    Asked(
        "motions",
        ("motion", "moverName", "asks", "issue"),
        frozenset(
            {
                ("ob:kst-24515-588", "", "Het hervormen van de Participatiewet waarbij vertrouwen de basis is", ""),
                (
                    "ob:kst-24515-580",
                    "",
                    "Voor mensen in de bijstand een landelijke vrijstelling van giften realiseren",
                    "",
                ),
                (
                    "ob:kst-24515-583",
                    "",
                    "het aanvullen van de jongerenuitkering tot een volwaardige uitkering",
                    "conflicting-description",
                ),
                (
                    "ob:kst-24515-583",
                    "",
                    "het uitsluiten van daklozen, mantelzorgers en kwetsbare jongeren van de kostendelersnorm",
                    "conflicting-description",
                ),
                (
                    "ob:kst-35510-13",
                    "Pieter Omtzigt",
                    "de doorlichting van wetten en regelingen op hardvochtige effecten",
                    "",
                ),
            }
        ),
        {"work": NamedNode(LETTER)},
    ),
    Asked(
        "dossier-citations",
        ("cited", "paper"),
        frozenset(
            {(thing, SETS["004"]) for thing in ("ob:kst-33161-1", "ob:kst-33161-107", "kg:id/wetsvoorstel/33161")}
        ),
        {"dossier": Literal("33161")},
    ),
    Asked(
        "rulings",
        ("number", "court", "date", "paper"),
        frozenset(
            {
                ("ECLI:NL:CRVB:2017:1055", "Centrale Raad van Beroep", "", SETS["002"]),
                ("ECLI:NL:CRVB:2020:873", "Centrale Raad van Beroep", "2020-04-07", SETS["004"]),
            }
        ),
    ),
    Asked(
        "ombudsman-reports",
        ("number", "citedIn"),
        frozenset(
            (number, SETS["004"]) for number in ("2017/050", "2018/084", "2018/092", "2019/058", "2023/041", "2023/107")
        ),
    ),
    Asked(
        "held-when",
        ("name", "from", "to"),
        frozenset(
            {
                ("Jetta Klijnsma", "2012-11-05", "2017-10-26"),
                ("Tamara van Ark", "2017-10-26", "2020-07-09"),
                ("Bas van 't Wout", "2020-07-09", "2021-01-20"),
                ("Dennis Wiersma", "2021-08-10", "2022-01-10"),
                ("Jurgen Nobel", "2024-07-02", "2026-02-23"),
            }
        ),
        {
            "post": NamedNode("https://w3id.org/kamergraaf/id/ambt/staatssecretaris-szw"),
            "since": Literal("2015-01-01", datatype=XSD.date),
        },
    ),
    Asked(
        "missing",
        ("cited",),
        frozenset(
            (f"ob:{paper}",)
            for paper in (
                "kst-17050-596 kst-34352-207 kst-24515-580 kst-24515-583 kst-24515-588 kst-35510-13 kst-29362-290 "
                "ah-tk-20182019-1989 ah-tk-20242025-1462 kv-tk-2025Z03090 stb-2003-375 trb-2007-169 kst-33161-1 "
                "kst-33161-107 kst-29817-122 kst-29817-40 kst-29817-40-b1 kst-22545-14 kst-19941995-22545-75c "
                "kst-28870-1 kst-28870-3 kst-33801-3"
            ).split()
        ),
        among="ob:",
    ),
    Asked(
        "evidence",
        ("exact", "start", "end", "footnote"),
        frozenset(
            {
                ("brief over fraudeaanpak in de sociale zekerheid van 12 november 2020", "412", "480", ""),
                ("brief van 12 november 2020 inzake fraude in de sociale zekerheid", "9267", "9331", "Voetnoot 8"),
                ("brief van 12 november 2020", "21496", "21522", ""),
                ("Kamerstukken II 2020/21, 17050, nr. 596", "2383", "2422", "Voetnoot 1"),
                ("Kamerstukken II, 2020/21, 17 050, nr. 596", "22200", "22241", "Voetnoot 14"),
            }
        ),
        {"work": NamedNode(LETTER), "thing": NamedNode(f"{OFFICIAL}kst-17050-596")},
    ),
)


@pytest.mark.parametrize("question", TEN_QUESTIONS, ids=lambda question: question.query)
def test_question_to_the_real_documents_gets_the_answer_that_reading_gives(question: Asked, seeds: Store) -> None:
    names, rows = answer(seeds, fill(QUERIES[question.query], question.values))
    columns = [names.index(column) for column in question.columns]
    found = {tuple(row[column] for column in columns) for row in rows}
    assert {row for row in found if row[0].startswith(question.among)} == question.rows


# --- a thousand documents -----------------------------------------------------------------------------------------


def a_thousand_documents(path: Path) -> None:
    registers = embedded()
    made = ((e, source_quads(e, e.document.name, registers)) for e in extractions(1000, registers))
    updates = (SourceUpdate(e.document.name, "1", e.document.sha256, e.document.text, quads) for e, quads in made)
    with GraphStore.create(path) as store:
        store.replace(updates)


AT_SIZE = NamedNode(f"{OFFICIAL}ah-tk-20112012-0")
ASKED_AT_SIZE: dict[str, dict[str, NamedNode | Literal]] = {
    **ASKED,
    "cites": {"work": AT_SIZE},
    "chain": {"work": AT_SIZE},
    "evidence": {"thing": NamedNode(PARTICIPATIEWET)},
    "cited-by": {"thing": NamedNode(PARTICIPATIEWET)},
    "evidence-of-anything": {"statement": NamedNode("https://w3id.org/kamergraaf/id/ah-tk-20112012-0/antwoord/3")},
    "export-paper": {"work": AT_SIZE},
}


def seconds(store: Store, sparql: str) -> float:
    """Processor time, since a query has to wait while the machine does other work."""
    start = time.process_time()
    found = store.query(sparql, use_default_graph_as_union=True)
    assert not isinstance(found, QueryBoolean)
    sum(1 for _ in found)
    return time.process_time() - start


def takes_too_long(store: Store, sparql: str) -> bool:
    """Whether a query never answers within a second, or longer where the machine is slow just then."""
    return all(seconds(store, sparql) > SECOND * slowness() for _ in range(4))


def test_queries_answer_within_a_second_on_a_thousand_documents(tmp_path: Path) -> None:
    a_thousand_documents(tmp_path / "store")
    with GraphStore.reader(tmp_path / "store") as store:
        assert len(store.quads) > 500_000
        filled = {name: fill(query, ASKED_AT_SIZE.get(name, {})) for name, query in QUERIES.items()}
        slow = [name for name, sparql in filled.items() if seconds(store.quads, sparql) > SECOND]
        assert [name for name in slow if takes_too_long(store.quads, filled[name])] == []


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
    write_golden()
