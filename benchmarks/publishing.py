"""Whether any query fails or gets a wrong row while builds publish: 10,000 queries or more of 32 clients, five builds.

    .venv/bin/python -m benchmarks.publishing

Each build replaces all sources by their next version, in which every statement says its version. An answer that mixes
versions, or has too few rows, is wrong.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http.client import HTTPConnection
from itertools import count, takewhile
from json import loads
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from benchmarks.measuring import HOUSE, KAMERGRAAF
from benchmarks.serving import free_port, wait_for
from graph import iris
from graph.store import GraphStore, SourceUpdate

SOURCES = 20
STATEMENTS = 500
SAYS = NamedNode("https://example.org/def#says")
VERSION = "BIND(STRBEFORE(?o, ' ') AS ?v)"
QUERIES = (
    f"SELECT ?v (COUNT(*) AS ?n) {{ ?s {SAYS} ?o {VERSION} }} GROUP BY ?v",
    f"SELECT ?v (COUNT(DISTINCT ?g) AS ?n) {{ GRAPH ?g {{ ?s {SAYS} ?o }} {VERSION} }} GROUP BY ?v",
    f"SELECT ?v (COUNT(?s) AS ?n) {{ ?s {SAYS} ?o FILTER STRENDS(?o, ' 7') {VERSION} }} GROUP BY ?v",
)
RIGHT = (SOURCES * STATEMENTS, SOURCES, SOURCES)


def main() -> None:
    """Print what was seen; exit 1 when a request failed or an answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--builds", type=int, default=5)
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        store, port = Path(folder) / "store", free_port()
        build(store, 0)
        command = [*KAMERGRAAF, "serve", "--store", str(store), "--port", str(port), "--access-log", os.devnull]
        with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(HOUSE)}) as process:
            try:
                wait_for(process, port)
                seen = ask_while_building(store, port, args)
            finally:
                process.terminate()
    for what, times in sorted(seen.items()):
        print(f"{what}: {times:,}")
    sys.exit(any(what.startswith("wrong") for what in seen))


def build(store: Path, version: int) -> None:
    with GraphStore.create(store) as writer:
        writer.replace(source(f"s{number}.txt", version) for number in range(SOURCES))


def source(name: str, version: int) -> SourceUpdate:
    graph, text = NamedNode(iris.graph(name)), f"{name} {version}"
    quads = [Quad(graph, SAYS, Literal(f"{version} {number}"), graph) for number in range(STATEMENTS)]
    return SourceUpdate(name, str(version), sha256(text.encode()).hexdigest(), text, quads)


def ask_while_building(store: Path, port: int, args: argparse.Namespace) -> Counter[str]:
    seen: Counter[str] = Counter()
    begun = time.monotonic()
    with ThreadPoolExecutor(args.clients) as threads:
        built = Event()
        work = [threads.submit(ask, port, args.queries // args.clients, built) for _ in range(args.clients)]
        try:
            for version in range(1, args.builds + 1):
                build(store, version)
                time.sleep(1)
        finally:
            built.set()
        for done in work:
            seen.update(done.result())
    seen["seconds"] = round(time.monotonic() - begun)
    seen["builds"] = args.builds
    return seen


def ask(port: int, queries: int, built: Event) -> Counter[str]:
    """What became of at least so many queries; they go on until all builds are done."""
    seen: Counter[str] = Counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for number in takewhile(lambda number: number < queries or not built.is_set(), count()):
        which = number % len(QUERIES)
        connection.request("GET", f"/sparql?format=json&query={quote(QUERIES[which])}")
        response = connection.getresponse()
        seen[judge(response.status, response.read(), RIGHT[which])] += 1
    connection.close()
    return seen


def judge(status: int, body: bytes, right: int) -> str:
    if status != 200:
        return f"wrong: status {status}"
    rows = [(row["v"]["value"], int(row["n"]["value"])) for row in loads(body)["results"]["bindings"]]
    if len(rows) != 1 or rows[0][1] != right:
        return f"wrong: {rows}"
    return f"right, version {rows[0][0]}"


if __name__ == "__main__":
    main()
