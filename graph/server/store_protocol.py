"""The graphs themselves (SPARQL 1.1 Graph Store HTTP Protocol); writing is for who has the token."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import HTTP
from http import HTTPStatus
from uuid import uuid4

from graph.server.behind import Behind
from graph.server.calls import Call, Receive, Scope, Send, send_whole
from graph.server.changing import CREATED
from graph.server.delivery import answer, ask, options, refuse, sent_before, shape
from graph.server.formats import GRAPHS, choose, graph_format
from graph.server.refusal import RefusedError
from graph.server.settings import Settings
from graph.server.wire import Delete, Dump, Put
from graph.server.writers import check_writer

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
MULTIPART = "multipart/form-data"
PATH = "/store"
DEFAULT = ""  # what the default graph is called here


class GraphStoreProtocol:
    """`/store?graph=IRI`, `/store?default`, `/store` (all graphs) and `/store/PATH` (the graph of that address)."""

    def __init__(self, settings: Settings, behind: Behind) -> None:
        self._settings = settings
        self._behind = behind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = Call(scope, receive, send)
        try:
            await self._answer(call)
        except RefusedError as refusal:
            await refuse(call, refusal, METHODS)

    async def _answer(self, call: Call) -> None:
        if call.method in ("GET", "HEAD"):
            await self._get(call, _graph(call))
        elif call.method == "OPTIONS":
            await options(call, METHODS)
        elif call.method in METHODS:
            check_writer(call, self._settings.write_token)
            await (self._delete(call) if call.method == "DELETE" else self._put(call))
        else:
            raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, f"{call.method} is not a method of graphs")

    async def _get(self, call: Call, graph: str | None) -> None:
        choice = choose(call.header(b"accept"), call.parameters.one("format") or "", graph is None)
        if not await sent_before(call, self._behind, choice):
            request = Dump(shape(call, choice, self._settings), graph, graph is None)
            await answer(call, await ask(call, self._behind.readers, request), choice, lasting=True)

    async def _put(self, call: Call) -> None:
        graph = _graph(call)
        fresh = graph is None and call.method == "POST" and not _holds_quads(call)
        name = f"{call.address.rstrip('/')}/{uuid4()}" if fresh else graph
        data = await call.body(self._settings.limits.body, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the graph")
        request = Put(name or DEFAULT, _bodies(call, data), call.method == "PUT", name is None)
        found = await self._ask(request)
        created = fresh or found == CREATED
        location = [(b"location", (name or "").encode())] if fresh else []
        await send_whole(call.send, HTTPStatus.CREATED if created else HTTPStatus.NO_CONTENT, location)

    async def _delete(self, call: Call) -> None:
        graph = _graph(call)
        await self._ask(Delete(graph or DEFAULT, graph is None))
        await send_whole(call.send, HTTPStatus.NO_CONTENT, [])

    async def _ask(self, request: Put | Delete) -> str:
        if self._behind.writer is None:
            raise RefusedError(HTTPStatus.FORBIDDEN, "this server only reads")
        return (await self._behind.writer.ask(request)).head.note


def _graph(call: Call) -> str | None:
    """The graph that is asked: its IRI, DEFAULT, or None for all of them."""
    graph, default = call.parameters.one("graph"), "default" in call.parameters
    if graph is not None and default:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "ask either for ?graph=IRI or for ?default")
    if call.scope["path"].rstrip("/") != PATH:
        if graph is not None or default:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "the path names a graph: leave out ?graph and ?default")
        return call.address
    if graph == "":
        raise RefusedError(HTTPStatus.BAD_REQUEST, "?graph= needs the IRI of a graph")
    return DEFAULT if default else graph


def _bodies(call: Call, data: bytes) -> tuple[tuple[bytes, str], ...]:
    """The body and its format, or those that a form with files holds."""
    if call.content_type != MULTIPART:
        return ((data, _format(call.content_type or "text/turtle")),)
    head = f"content-type: {call.header(b'content-type')}\r\n\r\n".encode()
    parts = message_from_bytes(head + data, policy=HTTP).iter_parts()
    return tuple((bytes(part.get_payload(decode=True) or b""), _format(part.get_content_type())) for part in parts)


def _format(content_type: str) -> str:
    form = graph_format(content_type)
    if form is None:
        names = ", ".join(f.media_types[0] for f in GRAPHS)
        sentence = f"a body of type {content_type} cannot be read; send one of {names}"
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, sentence)
    return form.name


def _holds_quads(call: Call) -> bool:
    return call.content_type in ("application/n-quads", "application/trig")
