from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from graph.server import oxigraph
from graph.server.app import Server
from graph.server.oxigraph import LOOPBACK
from graph.server.running import Place, serve
from graph.server.settings import MEGABYTE, Limits, Settings
from graph.server.watching import AccessLog
from graph.store import GraphStore
from kamergraaf.commands.options import store_option
from kamergraaf.errors import StoreError
from kamergraaf.messages import message
from kamergraaf.pages import PagesOf

ENGINES = ("kamergraaf", "oxigraph")
KILOBYTE = 1_000
SECONDS = click.FloatRange(0.1)
NUMBER = click.IntRange(1)

Command = TypeVar("Command", bound=Callable[..., Any])


def _limit(
    name: str, kind: click.IntRange | click.FloatRange, default: float, text: str
) -> Callable[[Command], Command]:
    return click.option(f"--{name}", type=kind, default=default, show_default=True, help=text)


LIMITS = (
    _limit("timeout", SECONDS, 30, "Seconds from the arrival of a request to the end of its answer."),
    _limit("memory", click.IntRange(800), 2_000, "MB of memory that the work on one request may take."),
    _limit("max-result", NUMBER, 500, "MB of an answer; a longer one is cut off."),
    _limit("max-text", NUMBER, 200_000, "Characters of a query."),
    _limit("max-depth", NUMBER, 100, "Levels of brackets in a query."),
    _limit("max-patterns", NUMBER, 200, "Triple patterns and groups of a query."),
    _limit("max-body", NUMBER, 20, "MB of what is written."),
    _limit("max-head", NUMBER, 64, "kB of the address and headers of a request."),
    _limit("cache", click.IntRange(0), 50, "MB of answers that are kept, to be given again until the next snapshot."),
    _limit("queue", NUMBER, 100, "Requests that may wait for a worker."),
    _limit("connections", NUMBER, 1_000, "Open connections; then the one that is idle longest is closed."),
    _limit("read-timeout", SECONDS, 10, "Seconds for a request to arrive, and for a client to take more of an answer."),
    _limit("idle-timeout", SECONDS, 15, "Seconds between two requests on one connection."),
)


def limit_options(command: Command) -> Command:
    for option in reversed(LIMITS):
        command = option(command)
    return command


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, 65535), default=7878, show_default=True, help="The port.")
@click.option("--workers", type=NUMBER, help="How many requests are worked on at a time.  [default: one for each core]")
@click.option("--no-union", is_flag=True, help="Leave the default graph of queries empty: not all graphs together.")
@click.option(
    "--allow-remote",
    multiple=True,
    metavar="ADDRESS",
    help="Let SERVICE and LOAD ask this address; may be given again; * for all addresses.",
)
@click.option(
    "--write-token",
    metavar="TOKEN",
    default="",
    envvar="KAMERGRAAF_WRITE_TOKEN",
    show_envvar=True,
    help="Let those who send this token write; nobody can without it.",
)
@click.option(
    "--access-log",
    metavar="FILE",
    default="-",
    show_default=True,
    help="Where a line of JSON for each request goes; - is standard error.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="kamergraaf",
    show_default=True,
    help="oxigraph: the bare server, faster, without limits, pages and new snapshots; on this machine only.",
)
@limit_options
@store_option
def command(engine: str, host: str, port: int, store_path: Path, access_log: str, **options: Any) -> int:  # noqa: ANN401
    """Serve the graph: pages to read, a SPARQL endpoint at /sparql, the graphs at /store.

    What is built while it runs is there for the next query. It listens on this machine only, unless --host says
    otherwise, and nobody can write through it without --write-token. Ctrl-C stops it.

    \b
    Example:
      kamergraaf serve --port 7878
      curl --data-urlencode 'query=SELECT * { ?s ?p ?o } LIMIT 5' http://127.0.0.1:7878/sparql
    """
    if engine == "oxigraph":
        return _serve_bare(store_path, host, port)
    _tell_if_empty(store_path)
    with _log(access_log) as stream:
        return serve(
            Server(store_path, _settings(options), AccessLog(stream)), Place(host, port), _announce, PagesOf(store_path)
        )


def _settings(options: dict[str, Any]) -> Settings:
    limits = Limits(
        seconds=options["timeout"],
        memory=options["memory"] * MEGABYTE,
        result=options["max_result"] * MEGABYTE,
        text=options["max_text"],
        depth=options["max_depth"],
        patterns=options["max_patterns"],
        recent=options["cache"] * MEGABYTE,
        queue=options["queue"],
        body=options["max_body"] * MEGABYTE,
        head=options["max_head"] * KILOBYTE,
        read_seconds=options["read_timeout"],
        idle_seconds=options["idle_timeout"],
        connections=options["connections"],
    )
    return Settings(
        limits=limits,
        workers=options["workers"] or os.cpu_count() or 1,
        union=not options["no_union"],
        remote=frozenset(options["allow_remote"]),
        write_token=options["write_token"],
    )


def _serve_bare(store_path: Path, host: str, port: int) -> int:
    if host != LOOPBACK:
        raise StoreError(f"the bare server has no guards and listens at {LOOPBACK} only: leave out --host or --engine")
    with GraphStore.reader(store_path) as store:
        if store.snapshot_path is None:
            raise StoreError(f"the store at {store_path} has nothing to serve; build it first")
        return oxigraph.serve(store.snapshot_path, port, _announce_bare)


def _tell_if_empty(store_path: Path) -> None:
    with GraphStore.reader(store_path) as store:
        if not store.sources():
            message(f"the store at {store_path} holds no documents yet: add some with `kamergraaf build PATH`")


@contextmanager
def _log(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stderr
        return
    try:
        with Path(name).open("a", encoding="utf-8") as stream:
            yield stream
    except OSError as fault:
        raise StoreError(f"the log {name} cannot be written ({fault}): name another with --access-log") from fault


def _announce(address: str) -> None:
    message(f"{address} (SPARQL endpoint: {address}/sparql); Ctrl-C stops it")


def _announce_bare(address: str) -> None:
    message(f"{address} (SPARQL endpoint: {address}/query); Ctrl-C stops it")
