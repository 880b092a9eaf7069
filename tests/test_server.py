"""The endpoint, as a client meets it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, build_opener

import pytest
from synthetic import new_store, source

from graph.server.oxigraph import serve
from graph.store import GraphStore
from kamergraaf.errors import StoreError

HOUSE = Path(__file__).parent.parent
SERVE = """
import sys
from pathlib import Path
from graph.server.oxigraph import serve
from graph.store import GraphStore
from kamergraaf.errors import StoreError
try:
    with GraphStore.reader(Path(sys.argv[1])) as store:
        sys.exit(serve(store.snapshot_path, int(sys.argv[2]), lambda address: print(address, flush=True)))
except StoreError as error:
    print(error)
    sys.exit(1)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_store(tmp_path / "store", source("a.txt", "1"))


@contextmanager
def serving(path: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in another process and the first line that it tells, which is its address."""
    command = [sys.executable, "-c", SERVE, str(path), str(port)]
    settings = os.environ | {"PYTHONPATH": str(HOUSE)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=settings) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.terminate()


def asked(address: str, **form: str) -> list[dict[str, dict[str, str]]]:
    [(route, _)] = form.items()
    request = Request(f"{address}/{route}", urlencode(form).encode(), {"Accept": "application/sparql-results+json"})
    with build_opener().open(request, timeout=20) as response:
        rows: list[dict[str, dict[str, str]]] = json.load(response)["results"]["bindings"]
    return rows


QUERY = """
SELECT ?fingerprint {
  ?graph <https://w3id.org/kamergraaf/def#fingerprint> ?fingerprint FILTER STRENDS(STR(?graph), "/a.txt")
}
"""


def test_the_endpoint_answers_from_all_graphs_and_refuses_to_change_them(path: Path) -> None:
    with serving(path) as (_, address):
        assert address.startswith("http://127.0.0.1:")
        assert [row["fingerprint"]["value"] for row in asked(address, query=QUERY)] == ["fingerprint 1"]
        with pytest.raises(HTTPError, match="403"):
            asked(address, update="INSERT DATA { <x:a> <x:b> <x:c> }")


def test_the_endpoint_stays_as_it_is_while_the_store_changes(path: Path) -> None:
    with serving(path) as (_, address):
        for version in "2345":
            with GraphStore.open(path) as store:
                store.replace([source("a.txt", version)])
        assert [row["fingerprint"]["value"] for row in asked(address, query=QUERY)] == ["fingerprint 1"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_server_cleanly(path: Path, number: signal.Signals) -> None:
    with serving(path) as (process, address):
        process.send_signal(number)
        assert process.wait(10) == 0
        with pytest.raises(OSError, match="refused"):
            asked(address, query=QUERY)


def test_a_port_that_is_taken_is_told(path: Path) -> None:
    with serving(path) as (_, address), serving(path, int(address.rpartition(":")[2])) as (second, told):
        assert f"cannot serve at {address.removeprefix('http://')}" in told
        assert "choose another with --port" in told
        assert second.wait(10) == 1


def test_a_port_that_cannot_be_is_told(path: Path) -> None:
    with pytest.raises(StoreError, match="choose another with --port"):
        serve(path, 70_000, print)


def test_a_server_that_cannot_start_tells_why(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"stopped by itself: .*No such file"):
        serve(tmp_path, 0, print)
