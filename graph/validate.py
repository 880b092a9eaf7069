"""Whether the graph keeps its own rules: the shapes of `ontology/shapes.ttl`, and `queries/checks/*.rq`, which must
return no rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from graph.library import CannedQuery, checks
from graph.results import rows
from graph.shacl import check, read_shapes
from graph.store import GraphStore


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something in the graph that breaks a rule."""

    severity: str  # violation, warning, info
    rule: str  # what should be so
    thing: str  # IRI
    value: str = ""


def validate(store: GraphStore) -> list[Finding]:
    """All findings, in order, the worst first."""
    found = {*_against_shapes(store), *_against_checks(store)}
    return sorted(found, key=lambda finding: (finding.severity != "violation", finding))


def _against_shapes(store: GraphStore) -> Iterator[Finding]:
    shapes = read_shapes((files("ontology") / "shapes.ttl").read_bytes())
    for result in check(store.quads, shapes):
        yield Finding(result.severity, result.message, result.node, result.value)


def _against_checks(store: GraphStore) -> Iterator[Finding]:
    for query in checks().values():
        yield from _rows(store, query)


def _rows(store: GraphStore, query: CannedQuery) -> Iterator[Finding]:
    rule = f"{query.summary} (checks/{query.name}.rq)"
    for solution in rows(store, query.text):
        thing, *values = [str(getattr(term, "value", term or "")) for term in solution]
        yield Finding("violation", rule, thing, ", ".join(filter(None, values)))
