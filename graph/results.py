"""Runs a query whose form is known beforehand."""

from __future__ import annotations

from pyoxigraph import QuerySolutions, QueryTriples

from graph.store import GraphStore
from kamergraaf.errors import QueryError


def rows(store: GraphStore, sparql: str) -> QuerySolutions:
    results = store.query(sparql)
    if not isinstance(results, QuerySolutions):
        raise QueryError("this query gives no rows; write it as a SELECT")
    return results


def statements(store: GraphStore, sparql: str) -> QueryTriples:
    results = store.query(sparql)
    if not isinstance(results, QueryTriples):
        raise QueryError("this query gives no graph; write it as a CONSTRUCT or DESCRIBE")
    return results
