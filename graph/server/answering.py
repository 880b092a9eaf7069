"""The worker process that reads: it answers from the newest snapshot."""

from __future__ import annotations

import socket
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any, assert_never, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    serialize,
)

from graph.faults import not_sparql
from graph.folder import StoreFolder
from graph.server.description import description
from graph.server.formats import CONTENT_TYPES, ENGINE_GRAPHS, ENGINE_ROWS
from graph.server.naming import graph_of, named
from graph.server.refusal import RefusedError
from graph.server.sending import Answer, TooLongError
from graph.server.snapshot import Snapshot
from graph.server.wire import Describe, Dump, Head, Kind, Query, Refresh, Shape, frame
from graph.server.worker import run

Results = QuerySolutions | QueryBoolean | QueryTriples
Write = Callable[[IO[bytes]], object]


class Answering:
    def __init__(self, path: Path) -> None:
        folder = StoreFolder(path)
        folder.check()
        self._snapshot = Snapshot(folder)

    def do(self, connection: socket.socket, request: Query | Dump | Describe | Refresh) -> None:
        self._snapshot = self._snapshot.newest()
        if isinstance(request, Refresh):
            connection.sendall(frame(Kind.WHOLE, Head("", self._snapshot.name, False).encode()))
        else:
            _answer(connection, self._snapshot, request)


def _answer(connection: socket.socket, store: Snapshot, request: Query | Dump | Describe) -> None:
    """Sends the answer; raises a RefusedError where not a byte of it has been sent."""
    match request:
        case Query():
            media_type, write = _of_results(_results(store, request), request.shape)
        case Dump():
            media_type, write = _of_dump(store, request)
        case Describe():
            media_type, write = _of_description(store, request)
        case _:
            assert_never(request)
    sink = Answer(connection, Head(media_type, store.name, request.shape.gzip), request.shape.limit)
    try:
        write(cast(IO[bytes], sink))
    except TooLongError:
        _stop(sink, HTTPStatus.INTERNAL_SERVER_ERROR, f"the answer is longer than {request.shape.limit:,} bytes")
    except (OSError, RuntimeError, ValueError) as fault:
        _stop(sink, HTTPStatus.INTERNAL_SERVER_ERROR, f"the answer cannot be written: {fault}")
    else:
        sink.finish()


def _stop(sink: Answer, status: HTTPStatus, sentence: str) -> None:
    if not sink.begun:
        raise RefusedError(status, sentence)
    sink.cut()


def _results(store: Snapshot, request: Query) -> Results:
    dataset: dict[str, Any] = {"base_iri": request.base}
    if request.default_graphs is not None or request.named_graphs is not None:
        dataset["default_graph"] = [graph_of(name) for name in request.default_graphs or ()]
        dataset["named_graphs"] = [named(name) for name in request.named_graphs or ()]
    elif request.union:
        dataset["use_default_graph_as_union"] = True
    try:
        return store.quads.query(request.sparql, **dataset)
    except SyntaxError as fault:
        raise RefusedError(HTTPStatus.BAD_REQUEST, not_sparql(str(fault))) from fault
    except (OSError, RuntimeError, ValueError) as fault:
        raise RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, f"the query cannot be run: {fault}") from fault


def _of_results(results: Results, shape: Shape) -> tuple[str, Write]:
    if isinstance(results, QuerySolutions | QueryBoolean):
        rows = _wanted(shape.rows, "rows", "json, xml, csv or tsv")
        return CONTENT_TYPES["rows"][rows], lambda sink: results.serialize(sink, ENGINE_ROWS[rows])
    return _of_triples(results, shape)


def _of_triples(results: QueryTriples, shape: Shape) -> tuple[str, Write]:
    graph = _wanted(shape.graph, "a graph", "turtle, ntriples, jsonld, rdfxml, nquads or trig")
    return CONTENT_TYPES["graph"][graph], lambda sink: results.serialize(sink, ENGINE_GRAPHS[graph])


def _of_dump(store: Snapshot, request: Dump) -> tuple[str, Write]:
    formats = "nquads, trig or jsonld" if request.all else "turtle, ntriples, jsonld, rdfxml, nquads or trig"
    name = _wanted(request.shape.graph, "a graph", formats)
    graph = None if request.all else graph_of(request.graph or "")
    if isinstance(graph, NamedNode) and not store.quads.contains_named_graph(graph):
        raise RefusedError(HTTPStatus.NOT_FOUND, f"there is no graph <{graph.value}>")
    return CONTENT_TYPES["graph"][name], lambda sink: store.quads.dump(sink, ENGINE_GRAPHS[name], from_graph=graph)


def _of_description(store: Snapshot, request: Describe) -> tuple[str, Write]:
    name = _wanted(request.shape.graph, "a graph", "turtle, ntriples, jsonld or rdfxml")
    triples = description(store.quads.named_graphs(), request.endpoint, request.union)
    return CONTENT_TYPES["graph"][name], lambda sink: serialize(triples, sink, ENGINE_GRAPHS[name])


def _wanted(name: str | None, what: str, formats: str) -> str:
    if name is None:
        raise RefusedError(HTTPStatus.NOT_ACCEPTABLE, f"the answer is {what}: ask for {formats} by Accept or ?format=")
    return name


if __name__ == "__main__":
    run(Answering)
