"""Puts the graphs that a request names beside its update (`using-graph-uri`) into the update."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from pyoxigraph import NamedNode

from graph.library import tokens
from graph.server.refusal import RefusedError

OWN = frozenset({"USING", "WITH"})


def with_using(sparql: str, graphs: Sequence[str], named: Sequence[str]) -> str:
    """The update with `USING` before each WHERE of its operations; a refusal where it says itself what it uses."""
    if not graphs and not named:
        return sparql
    if any(token.kind == "word" and token.text.upper() in OWN for token in tokens(sparql)):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "the update has USING or WITH: leave out the parameters using-…")
    clauses = "".join(
        [*(f"USING {_iri(graph)} " for graph in graphs), *(f"USING NAMED {_iri(graph)} " for graph in named)]
    )
    parts, at = [], 0
    for start in _wheres(sparql):
        parts += [sparql[at:start], clauses]
        at = start
    return "".join([*parts, sparql[at:]])


def _wheres(sparql: str) -> Iterator[int]:
    """Where the word WHERE stands that belongs to an operation, not to a query within one."""
    depth = 0
    for token in tokens(sparql):
        if token.kind == "mark":
            depth += (token.text == "{") - (token.text == "}")
        elif depth == 0 and token.kind == "word" and token.text.upper() == "WHERE":
            yield token.start


def _iri(graph: str) -> NamedNode:
    try:
        return NamedNode(graph)
    except ValueError as fault:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"{graph!r} is not the IRI of a graph: {fault}") from fault
