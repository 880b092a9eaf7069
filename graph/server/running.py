"""Runs the server until a signal ends it."""

from __future__ import annotations

import asyncio
import resource
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
import uvloop
from starlette.routing import BaseRoute

from graph.server.app import Server, make_app
from graph.server.connections import guarded
from graph.server.protocol import App
from graph.server.settings import Limits
from kamergraaf.errors import StoreError

SECONDS_TO_STOP = 5
BETWEEN_LOOKS = 0.01
BACKLOG = 2_048
OWN_FILES = 500  # of a process, next to its connections
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Pages:
    """What a person sees: routes, and what answers a browser at the address of the endpoint."""

    routes: Sequence[BaseRoute] = field(default=())
    editor: App | None = None


def no_pages(_: Server) -> Pages:
    return Pages()


@dataclass(frozen=True, slots=True)
class Place:
    host: str = "127.0.0.1"
    port: int = 0  # 0 takes any free port


def serve(
    server: Server, place: Place, ready: Callable[[str], None], pages: Callable[[Server], Pages] = no_pages
) -> int:
    """Serves until SIGINT, SIGTERM or SIGHUP comes, and then returns 0.

    `ready` is called with the address once the server answers. Raises a StoreError when the store cannot be opened or
    the port cannot be had. To be called in the main thread, where signals arrive.
    """
    server.check()
    _allow_files(server.settings.limits)
    with _listening(place) as listener:
        uvloop.run(_serve(server, listener, ready, pages))
    return 0


async def _serve(
    server: Server, listener: socket.socket, ready: Callable[[str], None], pages: Callable[[Server], Pages]
) -> None:
    async with server.running():
        made = pages(server)
        web = _Uvicorn(_config(make_app(server, made.routes, made.editor), server.settings.limits))
        for number in ENDING:
            asyncio.get_running_loop().add_signal_handler(number, web.end)
        running = asyncio.create_task(web.serve([listener]))
        while not web.started and not running.done():
            await asyncio.sleep(BETWEEN_LOOKS)
        if web.started:
            ready(_address(listener))
        await running


class _Uvicorn(uvicorn.Server):
    """Leaves signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def end(self) -> None:
        self.should_exit = True


def _config(app: App, limits: Limits) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=guarded(limits),
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=round(limits.idle_seconds),
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )


@contextmanager
def _listening(place: Place) -> Iterator[socket.socket]:
    try:
        family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
        listener = socket.create_server((place.host, place.port), family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as fault:
        where = f"{place.host}:{place.port}"
        raise StoreError(f"cannot serve at {where} ({fault}): choose another with --port or --host") from fault
    with listener:
        yield listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _allow_files(limits: Limits) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = limits.connections + OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
