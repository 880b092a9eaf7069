"""How the pages ask the graph: rows, graphs and texts, each answer from one published snapshot."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from graph.folder import StoreFolder
from graph.store import GraphStore
from kamergraaf.errors import QueryError

Term = NamedNode | BlankNode | Literal | Triple
Row = dict[str, Term]  # the bound variables only

NO_ROWS = "this query gives no rows; write it as a SELECT"
NO_GRAPH = "this query gives no graph; write it as a CONSTRUCT or DESCRIBE"
NO_TRUTH = "this query is no question of yes or no; write it as an ASK"


class Asker(Protocol):
    """What a page may ask. The default graph of a query is all graphs together.

    A query that is wrong raises a QueryError; one that is not answered (too long, too large, too busy) a RefusedError
    (`graph.server.refusal`), which the server turns into its status and sentence: a page need not catch it.
    """

    async def rows(self, sparql: str) -> list[Row]:
        """The solutions of a SELECT, all in memory."""
        ...

    async def graph(self, sparql: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, all in memory."""
        ...

    async def truth(self, sparql: str) -> bool:
        """The answer to an ASK."""
        ...

    def snapshot(self) -> str:
        """What the newest published state is called: another state, another name. For ETags and caches."""
        ...

    def snapshot_time(self) -> float:
        """When that state was published, in seconds since 1970."""
        ...

    async def text(self, sha256: str) -> str:
        """The text of a source by its digest; a StoreError when there is none."""
        ...


class StoreAsker:
    """Asks in this process, without limits: for tests of pages, and for tools that make pages without a server."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._folder = StoreFolder(store)

    async def rows(self, sparql: str) -> list[Row]:
        with GraphStore.reader(self._store) as store:
            results = store.query(sparql)
            if not isinstance(results, QuerySolutions):
                raise QueryError(NO_ROWS)
            return rows_of(results)

    async def graph(self, sparql: str) -> list[Triple]:
        with GraphStore.reader(self._store) as store:
            results = store.query(sparql)
            if not isinstance(results, QueryTriples):
                raise QueryError(NO_GRAPH)
            return list(results)

    async def truth(self, sparql: str) -> bool:
        with GraphStore.reader(self._store) as store:
            results = store.query(sparql)
            if not isinstance(results, QueryBoolean):
                raise QueryError(NO_TRUTH)
            return bool(results)

    def snapshot(self) -> str:
        return self._folder.snapshots.name()

    def snapshot_time(self) -> float:
        return self._folder.snapshots.time()

    async def text(self, sha256: str) -> str:
        return self._folder.texts.get(sha256)


def rows_of(results: QuerySolutions) -> list[Row]:
    names = [variable.value for variable in results.variables]
    return [{name: term for name, term in zip(names, row, strict=True) if term is not None} for row in results]
