"""The tests of the W3C for the protocol, the graph store and the service description, on a server of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Client, endpoint
from synthetic import new_store

SUITES = {"protocol/": 34, "graph-store-protocol/": 13, "service-description/": 3}


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    pytest.importorskip("requests", reason="the runner of the tests needs requests")
    path = new_store(tmp_path_factory.mktemp("w3c") / "store")
    with endpoint(path, write_token="t", union=False, remote=["*"]) as client:
        yield client


@pytest.mark.parametrize("suite", SUITES)
def test_all_tests_of_the_protocols_pass(shared: Path, writable: Client, tmp_path: Path, suite: str) -> None:
    address, write = writable.address, f"http://x:t@{writable.host}:{writable.port}"
    command = [sys.executable, shared / "score" / "w3c_runner.py", "--tests", shared / "w3c", "--suite", "sparql11"]
    command += ["--query", f"{address}/sparql", "--update", f"{write}/sparql", "--store", f"{write}/store"]
    command += ["--direct", f"{write}/store", "--only", f"sparql11/{suite}", "--json", tmp_path / "found.json"]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120).stdout
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert [test["status"] for test in found] == ["pass"] * SUITES[suite], told
