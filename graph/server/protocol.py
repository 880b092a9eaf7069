"""The SPARQL endpoint (SPARQL 1.1 Protocol), as an ASGI application of its own: its way must be short."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from graph.server.behind import Behind
from graph.server.calls import FORM, Call, Parameters, Receive, Scope, Send, send_whole
from graph.server.delivery import answer, answer_whole, ask, options, refuse, sent_before, shape
from graph.server.formats import Choice, choose
from graph.server.guards import guard_query, guard_update
from graph.server.refusal import RefusedError
from graph.server.settings import Settings
from graph.server.using import with_using
from graph.server.wire import Describe, Query, Update
from graph.server.writers import check_writer, is_writer

METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
QUERY_TYPE, UPDATE_TYPE = "application/sparql-query", "application/sparql-update"
ESCAPED = 3  # bytes of a form for one byte of a query, at most
NO = frozenset({"false", "0", "no", "off"})
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Endpoint:
    """`page` answers a browser that asks the address of the endpoint, or a query, and would rather have HTML."""

    def __init__(self, settings: Settings, behind: Behind, page: App | None) -> None:
        self._settings = settings
        self._behind = behind
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = Call(scope, receive, send)
        try:
            await self._answer(call)
        except RefusedError as refusal:
            await refuse(call, refusal, METHODS)

    async def _answer(self, call: Call) -> None:
        if call.method in ("GET", "HEAD"):
            await self._get(call)
        elif call.method in ("POST", "QUERY"):
            await self._post(call)
        elif call.method == "OPTIONS":
            await options(call, METHODS)
        else:
            raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, f"{call.method} is not a method of this endpoint")

    async def _get(self, call: Call) -> None:
        parameters = call.parameters
        choice = choose(call.header(b"accept"), parameters.one("format") or "")
        if choice.html and self._page:
            await self._page(call.scope, call.receive, call.send)
        elif "update" in parameters:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "an update is sent by POST")
        elif "query" in parameters:
            await self._query(call, parameters.one("query") or "", parameters, choice)
        else:
            await self._describe(call, choice)

    async def _post(self, call: Call) -> None:
        if call.content_type == QUERY_TYPE:
            body = await self._text(call, 1)
            await self._query(call, _alone(_utf8(body), call.parameters), call.parameters)
        elif call.content_type == UPDATE_TYPE and call.method == "POST":
            check_writer(call, self._settings.write_token)
            body = await call.body(self._settings.limits.body, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the update")
            await self._update(call, _alone(_utf8(body), call.parameters), call.parameters)
        elif call.content_type == FORM:
            await self._form(call)
        else:
            sentence = f"a body of type {call.content_type or 'unknown'} is not read here: send {QUERY_TYPE} or {FORM}"
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, sentence)

    async def _form(self, call: Call) -> None:
        limits = self._settings.limits
        trusted = is_writer(call, self._settings.write_token)
        body = await (
            call.body(limits.body, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the form")
            if trusted
            else self._text(call, ESCAPED)
        )
        parameters = Parameters.parse(body, call.scope["query_string"])
        query, update = parameters.one("query"), parameters.one("update")
        if (query is None) == (update is None) or (update is not None and call.method == "QUERY"):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "the form needs either `query` or `update`")
        if update is None:
            await self._query(call, query or "", parameters)
        else:
            check_writer(call, self._settings.write_token)
            await self._update(call, update, parameters)

    async def _text(self, call: Call, bytes_of_one: int) -> bytes:
        return await call.body(self._settings.limits.text * bytes_of_one, HTTPStatus.BAD_REQUEST, "the query")

    async def _query(self, call: Call, sparql: str, parameters: Parameters, choice: Choice | None = None) -> None:
        choice = choice or choose(call.header(b"accept"), parameters.one("format") or "")
        if not choice:
            raise RefusedError(HTTPStatus.NOT_ACCEPTABLE, "none of the formats that are asked for is known here")
        findings = guard_query(sparql, self._settings.limits, self._settings.remote)
        lasting = call.method != "POST" and not findings.fleeting
        if lasting and await sent_before(call, self._behind, choice):
            return
        default, named = parameters.all("default-graph-uri"), parameters.all("named-graph-uri")
        union = self._union(parameters) and not findings.dataset
        form = shape(call, choice, self._settings)
        graphs = (default, named) if default or named else (None, None)
        query = Query(sparql, form, call.address, union, *graphs)
        if findings.fleeting:
            await answer(call, await ask(call, self._behind.readers, query), choice, lasting)
        else:
            await self._answer_again(call, query, choice, lasting)

    async def _answer_again(self, call: Call, query: Query, choice: Choice, lasting: bool) -> None:
        """With an answer that was given before, if there is one; else this one may be given again."""
        recent = self._behind.recent
        known = recent.get(self._behind.snapshot, query)
        if known:
            await answer_whole(call, known, choice, lasting)
            return
        found = await ask(call, self._behind.readers, query)
        if found.whole:
            recent.keep(query, found.head, found.first)
        await answer(call, found, choice, lasting)

    def _union(self, parameters: Parameters) -> bool:
        wish = parameters.one("union-default-graph")
        return self._settings.union if wish is None else wish.lower() not in NO

    async def _describe(self, call: Call, choice: Choice) -> None:
        request = Describe(call.address, shape(call, choice, self._settings), self._settings.union)
        if not await sent_before(call, self._behind, choice):
            await answer(call, await ask(call, self._behind.readers, request), choice, lasting=True)

    async def _update(self, call: Call, sparql: str, parameters: Parameters) -> None:
        guard_update(sparql, self._settings.limits, self._settings.remote)
        using, named = parameters.all("using-graph-uri"), parameters.all("using-named-graph-uri")
        if self._behind.writer is None:
            raise RefusedError(HTTPStatus.FORBIDDEN, "this server only reads")
        await self._behind.writer.ask(Update(with_using(sparql, using, named), call.address))
        await send_whole(call.send, HTTPStatus.NO_CONTENT, [])


def _alone(text: str, parameters: Parameters) -> str:
    """The body, which is the only place where a query or update may stand."""
    if "query" in parameters or "update" in parameters:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "send either a body or a parameter, not both")
    return text


def _utf8(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as fault:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"the body is not UTF-8: {fault}") from fault
