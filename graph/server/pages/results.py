"""Rows of a query as a table for people, and in the formats of SPARQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from graph.library import tokens
from graph.server.asking import Row, Term
from graph.server.formats import ENGINE_ROWS
from graph.server.pages.linking import Link, link, short
from graph.server.pages.pictures import Bars, bars, lying_bars
from graph.vocabulary import XSD

NUMBERS = (XSD.integer, XSD.decimal)
_KINDS = {XSD.integer: "number", XSD.decimal: "number", XSD.date: "date"}
CHARTED = 40  # bars
_COUNTS = ("papers", "things", "mentions", "days", "sets", "number", "answers", "questions", "citations", "count")


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    link: Link | None = None
    kind: str = ""  # number, date


@dataclass(frozen=True, slots=True)
class Table:
    columns: list[str]
    rows: list[list[Cell]]


def columns(sparql: str) -> list[str]:
    """The names after SELECT in their order; the canned queries never say `*`."""
    names: list[str] = []
    depth, selecting, named = 0, False, False
    for token in tokens(sparql):
        word = token.text.upper()
        if word in ("WHERE", "FROM") or (word == "{" and selecting):
            break
        if token.kind == "variable" and selecting and (depth == 0 or named):
            names.append(token.text[1:])
        selecting = selecting or word == "SELECT"
        named = word == "AS"
        depth += {"(": 1, ")": -1}.get(word, 0)
    return names


def table(names: Sequence[str], rows: Iterable[Row]) -> Table:
    return Table(list(names), [[_cell(row.get(name)) for name in names] for row in rows])


def _cell(term: Term | None) -> Cell:
    if isinstance(term, NamedNode):
        return Cell(short(term.value), link(term.value))
    if isinstance(term, Literal):
        return Cell(term.value, None, _KINDS.get(term.datatype, ""))
    return Cell("" if term is None else str(term))


def chart(names: Sequence[str], rows: Sequence[Row]) -> tuple[str, Bars] | None:
    """Bars for the first column of counts or times, with its name; None where there is nothing to compare."""
    if not len(rows) > 1:
        return None
    for name in names:
        known = name in _COUNTS or name.lower().endswith(("papers", "days", "count"))
        if known and all(isinstance(row.get(name), Literal) and row[name].datatype in NUMBERS for row in rows):  # type: ignore[union-attr]
            return name, _bars(names, rows[:CHARTED], name)
    return None


def _bars(names: Sequence[str], rows: Sequence[Row], measure: str) -> Bars:
    values = [(*_named(names, row), float(str(getattr(row[measure], "value", 0)))) for row in rows]
    if all(label.isdigit() and len(label) == 4 for label, _, _ in values):
        return bars([(label, amount) for label, _, amount in sorted(values)])
    return lying_bars([(label, amount, to) for label, to, amount in values])


def _named(names: Sequence[str], row: Row) -> tuple[str, str]:
    """What a bar is called: the first words among the columns, else the first thing; and where that thing is."""
    terms = [row[name] for name in names if name in row]
    thing = next((term for term in terms if isinstance(term, NamedNode)), None)
    words = next((t.value for t in terms if isinstance(t, Literal) and t.datatype not in NUMBERS), "")
    to = link(thing.value) if thing else None
    return words or (to.text if to else str(getattr(terms[0], "value", ""))), to.href if to else ""


def solutions(names: Sequence[str], rows: Iterable[Row], form: str) -> bytes:
    """The rows in a format of SPARQL results: json, xml, csv or tsv."""
    bindings = [{name: _json(term) for name, term in row.items()} for row in rows]
    body = json.dumps({"head": {"vars": list(names)}, "results": {"bindings": bindings}}, ensure_ascii=False)
    if form == "json":
        return body.encode()
    parsed = parse_query_results(body.encode(), format=QueryResultsFormat.JSON)
    assert isinstance(parsed, QuerySolutions)
    return parsed.serialize(format=ENGINE_ROWS[form]) or b""


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    assert isinstance(term, Literal)
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype == XSD.string:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
