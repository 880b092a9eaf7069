"""How the pages of a running server ask: through its workers, with their limits."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from graph.folder import StoreFolder
from graph.server.asking import NO_GRAPH, NO_ROWS, NO_TRUTH, Row, rows_of
from graph.server.refusal import RefusedError
from graph.server.wire import Query, Shape
from graph.server.workers import CutError, Pool
from kamergraaf.errors import QueryError

LARGEST = 50_000_000  # bytes of an answer that is held in memory
SHAPE = Shape("json", "ntriples", False, LARGEST)


class PoolAsker:
    """An `Asker` (`graph.server.asking`)."""

    def __init__(self, pool: Pool, folder: StoreFolder) -> None:
        self._pool = pool
        self._folder = folder

    async def rows(self, sparql: str) -> list[Row]:
        results = await self._results(sparql, NO_ROWS)
        if not isinstance(results, QuerySolutions):
            raise QueryError(NO_ROWS)
        return rows_of(results)

    async def graph(self, sparql: str) -> list[Triple]:
        media_type, body = await self._ask(sparql)
        if not media_type.startswith("application/n-triples"):
            raise QueryError(NO_GRAPH)
        return [quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)]

    async def truth(self, sparql: str) -> bool:
        results = await self._results(sparql, NO_TRUTH)
        if not isinstance(results, QueryBoolean):
            raise QueryError(NO_TRUTH)
        return bool(results)

    def snapshot(self) -> str:
        return self._folder.snapshots.name()

    def snapshot_time(self) -> float:
        return self._folder.snapshots.time()

    async def text(self, sha256: str) -> str:
        return await asyncio.to_thread(self._folder.texts.get, sha256)

    async def _results(self, sparql: str, otherwise: str) -> QuerySolutions | QueryBoolean:
        media_type, body = await self._ask(sparql)
        if not media_type.startswith("application/sparql-results+json"):
            raise QueryError(otherwise)
        return parse_query_results(body, QueryResultsFormat.JSON)

    async def _ask(self, sparql: str) -> tuple[str, bytes]:
        try:
            answer = await self._pool.ask(Query(sparql, SHAPE))
        except RefusedError as refusal:
            if refusal.status is HTTPStatus.BAD_REQUEST:
                raise QueryError(str(refusal)) from refusal
            raise
        try:
            parts = [answer.first, *[part async for part in answer.parts()]]
        except CutError:
            raise RefusedError(
                HTTPStatus.GATEWAY_TIMEOUT, "the answer took too long or was too large; ask for less"
            ) from None
        finally:
            answer.abandon()
        return answer.head.media_type, b"".join(parts)
