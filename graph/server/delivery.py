"""Sends answers of workers to clients."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus

from graph.server.behind import Behind
from graph.server.calls import Call, Headers, send_sentence, send_whole
from graph.server.formats import Choice
from graph.server.refusal import RefusedError
from graph.server.sending import PART
from graph.server.settings import Settings
from graph.server.wire import Head, Request, Shape
from graph.server.workers import Answer, CutError, Pool
from graph.server.writers import CHALLENGE

VARY = (b"vary", b"Accept, Accept-Encoding")
ALLOWED_HEADERS = b"Accept, Authorization, Content-Type, If-None-Match"
DAY = b"86400"
LOST = "lost"  # in the state of a request: what is to be called when the client goes away


def shape(call: Call, choice: Choice, settings: Settings) -> Shape:
    """How the answer is to be written; the answer to HEAD is soon cut off, since nobody reads it."""
    limit = 2 * PART if call.method == "HEAD" else settings.limits.result
    return Shape(choice.rows, choice.graph, call.takes_gzip, min(limit, settings.limits.result))


def tag(snapshot: str, choice: Choice) -> str:
    return f'W/"{snapshot}-{choice.rows}-{choice.graph}"'


async def sent_before(call: Call, behind: Behind, choice: Choice) -> bool:
    """Whether the client has this answer already; then it is told so."""
    known = call.header(b"if-none-match")
    if not known:
        return False
    etag = tag(behind.snapshot, choice)
    if known != "*" and etag not in (part.strip() for part in known.split(",")):
        return False
    await send_whole(call.send, HTTPStatus.NOT_MODIFIED, [(b"etag", etag.encode()), VARY])
    return True


async def ask(call: Call, pool: Pool, request: Request) -> Answer:
    """The answer of a worker, which stops working when the client goes away."""
    _end_with_the_client(call)
    return await pool.ask(request)


async def answer(call: Call, found: Answer, choice: Choice, lasting: bool) -> None:
    """Sends what a worker says; `lasting` if the answer stays the same until the next snapshot."""
    if found.whole:
        await answer_whole(call, (found.head, found.first), choice, lasting)
    else:
        await _send_parts(call, found, _headers(found.head, choice, lasting))


async def answer_whole(call: Call, found: tuple[Head, bytes], choice: Choice, lasting: bool) -> None:
    """Sends an answer that is there as a whole."""
    head, body = found
    await send_whole(call.send, HTTPStatus.OK, _headers(head, choice, lasting), body)


def _headers(head: Head, choice: Choice, lasting: bool) -> Headers:
    headers = [(b"content-type", head.media_type.encode()), VARY]
    if lasting:
        headers += [(b"etag", tag(head.snapshot, choice).encode()), (b"cache-control", b"no-cache")]
    else:
        headers.append((b"cache-control", b"no-store"))
    if head.gzip:
        headers.append((b"content-encoding", b"gzip"))
    return headers


async def _send_parts(call: Call, found: Answer, headers: Headers) -> None:
    try:
        await call.send({"type": "http.response.start", "status": int(HTTPStatus.OK), "headers": headers})
        if call.method != "HEAD":
            await call.send({"type": "http.response.body", "body": found.first, "more_body": True})
            async for part in found.parts():
                await call.send({"type": "http.response.body", "body": part, "more_body": True})
        await call.send({"type": "http.response.body", "body": b""})
    except CutError:
        return  # what is unfinished ends with the connection, and so the client sees it
    finally:
        if call.method != "HEAD":
            found.abandon()


def _end_with_the_client(call: Call) -> None:
    """Lets the work be stopped when the client goes away."""
    task = asyncio.current_task()
    if task:
        call.scope.setdefault("state", {})[LOST] = task.cancel


async def refuse(call: Call, refusal: RefusedError, allowed: Sequence[str] = ()) -> None:
    more = [CHALLENGE] if refusal.status is HTTPStatus.UNAUTHORIZED else []
    if refusal.status is HTTPStatus.METHOD_NOT_ALLOWED:
        more.append((b"allow", ", ".join(allowed).encode()))
    with suppress(asyncio.CancelledError):
        await send_sentence(call.send, refusal, more)


async def options(call: Call, allowed: Sequence[str]) -> None:
    methods = ", ".join(allowed).encode()
    headers = [
        (b"allow", methods),
        (b"access-control-allow-methods", methods),
        (b"access-control-allow-headers", ALLOWED_HEADERS),
        (b"access-control-max-age", DAY),
    ]
    await send_whole(call.send, HTTPStatus.NO_CONTENT, headers)
