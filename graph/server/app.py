"""The web application: the endpoint and the graphs, the pages that are given to it, and what watches over them."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from graph.folder import StoreFolder
from graph.server.behind import Behind
from graph.server.calls import Headers, Message, Receive, Scope, Send
from graph.server.pool_asker import PoolAsker
from graph.server.protocol import App, Endpoint
from graph.server.recent import Recent
from graph.server.refusal import RefusedError
from graph.server.settings import Settings
from graph.server.store_protocol import GraphStoreProtocol
from graph.server.watching import AccessLog, Metrics, Seen
from graph.server.workers import TRACE, WRITER, Pool
from kamergraaf.errors import KamergraafError, QueryError, StoreError
from kamergraaf.messages import complain

SPARQL = "/sparql"
SECONDS_BETWEEN_LOOKS = 0.5  # for a new snapshot; a query looks by itself
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SAFE = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Location, Retry-After"),
]
FORBID_ALL = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
PAGE = (b"content-security-policy", POLICY.encode())


class Server:
    """The pools and what is made of them; it lives as long as the application."""

    def __init__(self, store: Path, settings: Settings, log: AccessLog) -> None:
        self.settings = settings
        self._folder = StoreFolder(store)
        readers = Pool(store, settings.limits, settings.workers)
        writer = Pool(store, settings.limits, 1, WRITER, spare=0) if settings.write_token else None
        self.behind = Behind(readers, writer, self._folder.snapshots, Recent(settings.limits.recent))
        self.asker = PoolAsker(readers, self._folder)
        self.log = log
        self.metrics = Metrics(self.behind)

    def check(self) -> None:
        """Raises a StoreError where there is no store, or nothing has been published in it."""
        self._folder.check()
        self.behind.snapshots.name()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Raises a StoreError where the store cannot be opened."""
        pools = self.behind.pools.values()
        tasks = [asyncio.create_task(self.log.write()), asyncio.create_task(self._follow())]
        try:
            for pool in pools:
                await pool.start()
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for pool in pools:
                await pool.stop()

    async def _follow(self) -> None:
        seen = ""
        while True:
            with suppress(StoreError):
                if seen != (seen := self.behind.snapshots.name()) and self.behind.readers.load.processes:
                    await self.behind.readers.follow()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


def make_app(server: Server, extra_routes: Sequence[BaseRoute] = (), editor: App | None = None) -> App:
    """The application of a server that is running.

    `extra_routes` are pages; `editor` answers a browser at the address of the endpoint.
    """
    endpoint = Endpoint(server.settings, server.behind, editor)
    graphs = GraphStoreProtocol(server.settings, server.behind)
    pages = Starlette(
        routes=[*_own_routes(server), *extra_routes],
        exception_handlers={RefusedError: _refused, QueryError: _wrong, StoreError: _broken, Exception: _fault},
    )
    return Front(server, {SPARQL: endpoint, "/query": endpoint, "/update": endpoint, "/store": graphs}, pages)


class Front:
    """Sends each request where it belongs, adds what makes answers safe, and tells what became of it."""

    def __init__(self, server: Server, paths: dict[str, App], pages: App) -> None:
        self._log, self._metrics = server.log, server.metrics
        self._paths = paths
        self._graphs = paths["/store"]
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        watched = Watched(send, scope["path"] not in self._paths)
        try:
            await self._app(scope["path"])(scope, receive, watched)
        except Exception as fault:
            complain(KamergraafError(f"the server has a fault at {scope['path']} ({type(fault).__name__}: {fault})"))
            if os.environ.get(TRACE):
                raise
        finally:
            seen = Seen(scope, watched.status, watched.sent, time.perf_counter() - watched.begun, watched.whole)
            self._log.add(seen)
            self._metrics.add(seen)

    def _app(self, path: str) -> App:
        return self._paths.get(path) or (self._graphs if path.startswith("/store/") else self._pages)


class Watched:
    """A `send` that adds headers and counts."""

    __slots__ = ("_is_page", "_send", "begun", "sent", "status", "whole")

    def __init__(self, send: Send, is_page: bool) -> None:
        self._send = send
        self._is_page = is_page
        self.begun = time.perf_counter()
        self.status = 0
        self.sent = 0
        self.whole = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = message.get("headers", ())
            message["headers"] = [*headers, *SAFE, *(_policy(headers) if self._is_page else (FORBID_ALL,))]
        else:
            self.sent += len(message.get("body", b""))
            self.whole = not message.get("more_body", False)
        await self._send(message)


def _policy(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """A page may bring a policy of its own."""
    known = dict(headers)
    if FORBID_ALL[0] in known:
        return []
    return [PAGE if known.get(b"content-type", b"").startswith(b"text/html") else FORBID_ALL]


def _own_routes(server: Server) -> list[BaseRoute]:
    async def health(_: Request) -> Response:
        load, snapshots = server.behind.readers.load, server.behind.snapshots
        try:
            snapshot, published = snapshots.name(), snapshots.time()
        except StoreError as error:
            return JSONResponse({"status": "broken", "reason": str(error)}, HTTPStatus.SERVICE_UNAVAILABLE)
        well = load.processes > 0
        return JSONResponse(
            {
                "status": "ok" if well else "starting",
                "snapshot": snapshot,
                "published": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(published)),
                "workers": load.processes,
                "busy": load.busy,
                "waiting": load.waiting,
            },
            HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE,
        )

    async def metrics(_: Request) -> Response:
        return Response(server.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [Route("/health", health), Route("/metrics", metrics)]


async def _refused(_: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, RefusedError) else HTTPStatus.INTERNAL_SERVER_ERROR
    retry = getattr(error, "retry_after", None)
    return PlainTextResponse(f"{error}\n", status, {"retry-after": str(retry)} if retry else None)


async def _wrong(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", HTTPStatus.BAD_REQUEST)


async def _broken(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", HTTPStatus.INTERNAL_SERVER_ERROR)


async def _fault(_: Request, error: Exception) -> Response:
    return PlainTextResponse("this is a fault of the server itself\n", HTTPStatus.INTERNAL_SERVER_ERROR)
