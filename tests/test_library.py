from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, Store

from graph.library import CannedQuery, Term, checks, fill, find, form, load, parse, usage
from graph.vocabulary import XSD
from kamergraaf.errors import QueryError

QUERY = """\
#+ summary: "What cites a thing: and when"
#+ endpoint_in_url: false
#+ method: GET
#+ x-example: Participatiewet 2020-01-01
#+ tags:
#+   - citations
#+   - law
#+ x-params:
#+   - name: thing
#+     type: iri
#+     required: true
#+     description: the cited thing
#+   - name: since
#+     type: date
#+   - name: words
#+     type: string
# nl: Wat haalt iets aan
# VALUES ?thing { not here }
PREFIX ex: <http://example.org/VALUES#?thing>
SELECT ?paper WHERE {
  FILTER(?paper != "VALUES ?thing { \\"nor here\\" }" && ?paper != '''VALUES ?thing { or "here" }''')
  values $thing { UNDEF }
  VALUES ?since { "2000-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }  # a default value }
  VALUES ?words { UNDEF }
  ?paper ex:cites ?thing ; ex:date ?since ; ex:words ?words .
}
"""
THING = NamedNode("http://example.org/thing")
DAY = Literal("2020-01-01", datatype=XSD.date)


@pytest.fixture
def query() -> CannedQuery:
    return parse("citing", "citations", QUERY)


def test_a_header_is_read(query: CannedQuery) -> None:
    assert query.summary == "What cites a thing: and when"
    assert query.summary_nl == "Wat haalt iets aan"
    assert query.tags == ("citations", "law")
    assert query.example == "Participatiewet 2020-01-01"
    assert query.form == "SELECT"
    told = [(p.name, p.type, p.required, p.description) for p in query.parameters]
    assert told == [
        ("thing", "iri", True, "the cited thing"),
        ("since", "date", False, ""),
        ("words", "string", False, ""),
    ]
    assert usage(query) == "kamergraaf ask citing THING [SINCE] [WORDS]"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("#+ : no key", "citations/bad.rq:1: not a header line"),
        ("#+ x-params:\n#+   - name: x\n#+     type: url", "parameter 'x' needs a name and a type"),
        ("#+ x-params:\n#+   - type: iri", "parameter '' needs a name and a type"),
    ],
)
def test_a_bad_header_is_refused(line: str, told: str) -> None:
    with pytest.raises(QueryError, match=re.escape(told)):
        parse("bad", "citations", f"{line}\nSELECT * {{ ?s ?p ?o }}")


def test_values_are_put_in_their_places_only(query: CannedQuery) -> None:
    filled = fill(query, {"thing": THING, "since": DAY})
    expected = QUERY.replace("values $thing { UNDEF }", "values $thing { <http://example.org/thing> }").replace(
        '{ "2000-01-01"^^<', '{ "2020-01-01"^^<'
    )
    assert filled == expected


def test_a_filled_query_finds_what_it_is_asked_for(query: CannedQuery) -> None:
    store = Store()
    store.update(
        """INSERT DATA { GRAPH <http://example.org/g> {
          <http://example.org/a> <http://example.org/VALUES#?thingcites> <http://example.org/thing> ;
            <http://example.org/VALUES#?thingdate> "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> ;
            <http://example.org/VALUES#?thingwords> "x" , "y" } }"""
    )

    def rows(**values: Term) -> int:
        return len(list(store.query(fill(query, {"thing": THING, **values}), use_default_graph_as_union=True)))

    assert rows(since=DAY) == 2
    assert rows(since=DAY, words=Literal("x")) == 1
    assert rows(since=Literal("2021-01-01", datatype=XSD.date)) == 0


@pytest.mark.parametrize("text", ['"', "\\", '" } ?x ?y ?z . { "', "UNDEF", "}\n#", "'''", "\u2028é\U0001f600"])
def test_no_text_breaks_out_of_its_place(text: str) -> None:
    header = "#+ x-params:\n#+   - name: words\n#+     type: string\n"
    echo = parse("echo", "citations", header + "SELECT ?words WHERE { VALUES ?words { UNDEF } }")
    assert [row["words"].value for row in Store().query(fill(echo, {"words": Literal(text)}))] == [text]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "query citing needs a value for thing: kamergraaf ask citing THING [SINCE] [WORDS]"),
        (
            {"thing": THING, "law": THING},
            "query citing has no parameter 'law'; its parameters are: thing, since, words",
        ),
        ({"thing": Literal("x")}, "thing of query citing is of type iri"),
        ({"thing": THING, "since": Literal("2020-01-01")}, "since of query citing is of type date"),
    ],
)
def test_wrong_values_are_refused(query: CannedQuery, values: dict[str, Term], told: str) -> None:
    with pytest.raises(QueryError, match=re.escape(told)):
        fill(query, values)


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("# SELECT\nPREFIX ask: <http://e/ASK>\nconstruct { ?s ask:x ?o } WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("ASK { }", "ASK"),
        ("DESCRIBE <http://e/select>", "DESCRIBE"),
        ("no query", "SELECT"),
    ],
)
def test_the_form_of_a_query(sparql: str, expected: str) -> None:
    assert form(sparql) == expected


def test_an_unknown_query_is_answered_with_near_names() -> None:
    with pytest.raises(QueryError, match=r"no query is called 'cited_by'; did you mean cited-by"):
        find("cited_by", load())
    with pytest.raises(QueryError, match=r"kamergraaf ask --list shows them all"):
        find("xyzzyx", load())


def test_the_library_is_complete() -> None:
    assert len(load()) >= 50
    assert checks()
    assert not load().keys() & checks().keys()


@pytest.mark.parametrize("query", [*load().values(), *checks().values()], ids=lambda query: str(query.name))
def test_each_query_of_the_library(query: CannedQuery) -> None:
    """It has a question in two languages, and a place for each parameter, where a value keeps it valid SPARQL."""
    assert query.summary
    assert query.summary_nl
    terms = {"iri": THING, "string": Literal("x"), "date": DAY}
    numbers = {"integer": Literal("1", datatype=XSD.integer), "decimal": Literal("0.5", datatype=XSD.decimal)}
    values = {p.name: (terms | numbers)[p.type] for p in query.parameters}
    filled = fill(query, values)
    assert all(str(term) in filled for term in values.values())
    Store().query(filled, use_default_graph_as_union=True)
