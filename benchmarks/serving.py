"""Requests a second of the endpoint, of the bare Oxigraph server and of rdflib-endpoint, on the same graph in one run.

    .venv/bin/python -m benchmarks.serving --quads 1000000 --rdflib-endpoint OTHER_VENV/bin/rdflib-endpoint

The load is made by wrk (`apt-get install wrk`). Each query is of a paper drawn at random, so that some are asked again;
for `lookup never asked before` each has a variable of its own, so that no answer that was kept fits. Rounds go from
server to server, so that what else the machine does troubles all of them; the figure is the median of the rounds.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote

from pyoxigraph import RdfFormat

from benchmarks.measuring import HOUSE, KAMERGRAAF, print_table
from benchmarks.quads import BASE, VOCABULARY, write_quads
from graph.store import GraphStore

PAPER = f"<{BASE}paper/NUMBER>"
LOOKUP = f"SELECT ?p ?o {{ {PAPER} ?p ?o }}"
MIX = (
    LOOKUP,
    f"SELECT ?title {{ {PAPER} <{VOCABULARY}cites>/<{VOCABULARY}title> ?title }}",
    f"SELECT ?who (COUNT(*) AS ?n) {{ ?s <{VOCABULARY}partOf> {PAPER} ; <{VOCABULARY}speaker> ?who }} GROUP BY ?who",
    f"ASK {{ ?other <{VOCABULARY}cites> {PAPER} }}",
)
NEW = f"SELECT ?p ?oSERIAL {{ {PAPER} ?p ?oSERIAL }}"
WORK = {"lookup": (LOOKUP,), "lookup never asked before": (NEW,), "light mix": MIX}
CLIENTS = (8, 32)
SECONDS_TO_START = 900.0
SCRIPT = """
math.randomseed(os.time())
local serial = os.time() * 1000000
local paths = {{ {paths} }}
local headers = {{ Accept = "application/sparql-results+json" }}
request = function()
  serial = serial + 1
  local path = paths[math.random(#paths)]:gsub("NUMBER", tostring(math.random(0, {papers} - 1)))
  path = path:gsub("SERIAL", string.format("%d", serial))
  return wrk.format("GET", path, headers)
end
"""


@dataclass(frozen=True, slots=True)
class Contestant:
    name: str
    port: int
    path: str


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=5, help="how long a round lasts")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rdflib-endpoint", help="the program of that name, which takes a minute to load a million")
    args = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not there: install it with `apt-get install wrk`")
    with TemporaryDirectory() as folder, ExitStack() as running:
        file = Path(folder) / "graph.nq"
        papers = write_quads(file, args.quads)
        contestants = list(start(file, Path(folder) / "store", args.rdflib_endpoint, running))
        print_table(("work", "clients", "server", "requests/s", "of oxigraph"), rows(contestants, papers, args))


def start(file: Path, store: Path, rdflib_endpoint: str | None, running: ExitStack) -> Iterator[Contestant]:
    with GraphStore.create(store) as writer:
        writer.edit(lambda quads: quads.bulk_load(path=str(file), format=RdfFormat.N_QUADS))
    ports = [free_port() for _ in range(3)]
    oxigraph = str(Path(sys.executable).parent / "oxigraph")
    bare = [oxigraph, "serve-read-only", "-l", str(store / "snapshots" / "current"), "--union-default-graph"]
    running.enter_context(server([*bare, "-b", f"127.0.0.1:{ports[0]}"], ports[0]))
    yield Contestant("oxigraph serve-read-only", ports[0], "/query")
    ours = [*KAMERGRAAF, "serve", "--store", str(store), "--port", str(ports[1])]
    running.enter_context(server(ours, ports[1]))
    yield Contestant("kamergraaf serve", ports[1], "/sparql")
    if rdflib_endpoint:
        running.enter_context(server([rdflib_endpoint, "serve", "--port", str(ports[2]), str(file)], ports[2]))
        yield Contestant("rdflib-endpoint", ports[2], "/")


@contextmanager
def server(command: Sequence[str], port: int) -> Iterator[None]:
    settings = os.environ | {"PYTHONPATH": str(HOUSE)}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=settings) as process:
        try:
            wait_for(process, port)
            yield
        finally:
            process.terminate()


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    latest = time.monotonic() + SECONDS_TO_START
    while not answers(port):
        if process.poll() is not None or time.monotonic() > latest:
            raise SystemExit(f"this server does not start: {process.args!r}")
        time.sleep(0.2)


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def rows(contestants: Sequence[Contestant], papers: int, args: argparse.Namespace) -> Iterator[tuple[str, ...]]:
    for work, queries in WORK.items():
        for clients in CLIENTS:
            found: dict[str, list[float]] = {contestant.name: [] for contestant in contestants}
            for _ in range(args.rounds):
                for contestant in contestants:
                    found[contestant.name].append(requests(contestant, queries, papers, clients, args.seconds))
            first = median(found[contestants[0].name])
            for name, rates in found.items():
                yield work, str(clients), name, f"{median(rates):,.0f}", f"{median(rates) / first:.2f}"


def requests(contestant: Contestant, queries: Sequence[str], papers: int, clients: int, seconds: int) -> float:
    """Answers a second; none of them may be an error."""
    paths = ", ".join(f'"{contestant.path}?query={quote(query)}"' for query in queries)
    with TemporaryDirectory() as folder:
        script = Path(folder) / "load.lua"
        script.write_text(SCRIPT.format(paths=paths, papers=papers), encoding="utf-8")
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}", "--timeout", "30", "-s", str(script)]
        told = subprocess.run(
            [*command, f"http://127.0.0.1:{contestant.port}"], capture_output=True, text=True, check=True
        ).stdout
    if "Non-2xx" in told:
        raise SystemExit(f"{contestant.name} answers with errors: {told}")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])


if __name__ == "__main__":
    main()
