"""The graphs that a request names, as the engine takes them."""

from __future__ import annotations

from http import HTTPStatus

from pyoxigraph import DefaultGraph, NamedNode

from graph.server.refusal import RefusedError


def graph_of(name: str) -> NamedNode | DefaultGraph:
    """The graph of an IRI; the default graph where the name is empty."""
    return named(name) if name else DefaultGraph()


def named(name: str) -> NamedNode:
    try:
        return NamedNode(name)
    except ValueError as fault:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"{name!r} is not the IRI of a graph: {fault}") from fault
