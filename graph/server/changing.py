"""The one worker process that may write: each request takes place as a whole or not at all, then it is published."""

from __future__ import annotations

import socket
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import assert_never

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize

from graph.faults import not_sparql
from graph.server.formats import ENGINE_GRAPHS
from graph.server.naming import graph_of, named
from graph.server.refusal import RefusedError
from graph.server.wire import Delete, Head, Kind, Put, Update, frame
from graph.server.worker import run
from graph.store import GraphStore, StoreWriter

CREATED = "created"


class Changing:
    """Changes the store; between two requests another program may."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def do(self, connection: socket.socket, request: Update | Put | Delete) -> None:
        note = _change(self._path, request)
        connection.sendall(frame(Kind.WHOLE, Head("", "", False, note).encode()))


def _change(path: Path, request: Update | Put | Delete) -> str:
    """CREATED when a graph is new."""
    with GraphStore.open(path) as store:
        match request:
            case Update():
                store.edit(_engine(lambda quads: quads.update(request.sparql, base_iri=request.base)))
                return ""
            case Put():
                return _put(store, request)
            case Delete():
                return _delete(store, request)
            case _:
                assert_never(request)


def _engine(todo: Callable[[Store], object]) -> Callable[[Store], None]:
    def done(quads: Store) -> None:
        try:
            todo(quads)
        except SyntaxError as fault:
            raise RefusedError(HTTPStatus.BAD_REQUEST, not_sparql(str(fault))) from fault
        except (OSError, RuntimeError, ValueError) as fault:
            raise RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, f"the change cannot be made: {fault}") from fault

    return done


def _put(store: StoreWriter, request: Put) -> str:
    quads = _parsed(request)
    known = request.all or _there(store.quads, request.graph)
    if request.replace:
        store.edit(_engine(lambda engine: engine.update(_replacing(request, quads))))
    else:
        store.edit(_engine(lambda engine: engine.extend(quads)))
    return "" if known else CREATED


def _parsed(request: Put) -> list[Quad]:
    return [quad for data, form in request.bodies for quad in _parsed_body(request, data, form)]


def _parsed_body(request: Put, data: bytes, form: str) -> list[Quad]:
    try:
        parser = parse(data, ENGINE_GRAPHS[form], base_iri=request.graph or None, rename_blank_nodes=True)
        if request.all:
            return list(parser)
        graph = graph_of(request.graph)
        return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parser]
    except (SyntaxError, ValueError) as fault:
        sentence = f"the body is not valid {form}: {' '.join(str(fault).split())}"
        raise RefusedError(HTTPStatus.BAD_REQUEST, sentence) from fault


def _replacing(request: Put, quads: list[Quad]) -> str:
    """One update that clears and fills: the engine makes a transaction of it."""
    if request.all:
        blocks = [_block(graph, [q for q in quads if q.graph_name == graph]) for graph in {q.graph_name for q in quads}]
        return f"DROP ALL; INSERT DATA {{ {' '.join(blocks)} }}"
    graph = graph_of(request.graph)
    clear = f"DROP SILENT {_target(graph)}"
    create = f"; CREATE SILENT GRAPH {graph}" if isinstance(graph, NamedNode) else ""
    return f"{clear}{create}; INSERT DATA {{ {_block(graph, quads)} }}"


def _block(graph: object, quads: list[Quad]) -> str:
    triples = serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES) or b""
    return f"GRAPH {graph} {{ {triples.decode()} }}" if isinstance(graph, NamedNode) else triples.decode()


def _delete(store: StoreWriter, request: Delete) -> str:
    if request.all:
        store.edit(_engine(lambda engine: engine.update("DROP ALL")))
        return ""
    if not _there(store.quads, request.graph):
        raise RefusedError(HTTPStatus.NOT_FOUND, f"there is no graph <{request.graph}>")
    store.edit(_engine(lambda engine: engine.update(f"DROP {_target(graph_of(request.graph))}")))
    return ""


def _there(quads: Store, graph: str) -> bool:
    return not graph or quads.contains_named_graph(named(graph))


def _target(graph: NamedNode | DefaultGraph) -> str:
    return f"GRAPH {graph}" if isinstance(graph, NamedNode) else "DEFAULT"


if __name__ == "__main__":
    run(Changing)
