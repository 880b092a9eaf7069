"""A server in a process of its own, and a client of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

HOUSE = Path(__file__).parent.parent
SECONDS = 30
JSON = "application/sparql-results+json"
SERVE = """
import json, sys
from pathlib import Path
from graph.server.app import Server
from graph.server.running import Place, serve
from graph.server.settings import Limits, Settings
from graph.server.watching import AccessLog
from kamergraaf.errors import StoreError
path, limits, settings = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
settings["remote"] = frozenset(settings.get("remote", ()))
server = Server(Path(path), Settings(Limits(**limits), **settings), AccessLog(sys.stderr))
try:
    sys.exit(serve(server, Place(), lambda address: print(address, flush=True)))
except StoreError as error:
    print(error)
    sys.exit(1)
"""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def rows(self) -> list[dict[str, str]]:
        """The values of a result in JSON."""
        bindings = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]


@dataclass(frozen=True, slots=True)
class Client:
    store: Path
    process: subprocess.Popen[str]
    host: str
    port: int

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def connection(self) -> HTTPConnection:
        return HTTPConnection(self.host, self.port, timeout=SECONDS)

    def __call__(
        self, method: str, path: str, body: bytes | str | None = None, on: HTTPConnection | None = None, **headers: str
    ) -> Reply:
        """The answer; `content_type="…"` is the header Content-Type."""
        connection = on or self.connection()
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, path, data, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            if not on:
                connection.close()

    def query(self, sparql: str, on: HTTPConnection | None = None, **headers: str) -> Reply:
        form = urlencode({"query": sparql})
        kind = {"content_type": "application/x-www-form-urlencoded", "accept": JSON}
        return self("POST", "/sparql", form, on, **(kind | headers))

    def workers(self) -> list[int]:
        """The processes that the server has started."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False)
        return [int(line) for line in found.stdout.split()]


@contextmanager
def endpoint(path: Path, limits: dict[str, float] | None = None, **settings: object) -> Iterator[Client]:
    with started(path, limits, **settings) as (process, told):
        assert told.startswith("http://"), told
        host, _, port = told.removeprefix("http://").rpartition(":")
        yield Client(path, process, host, int(port))


@contextmanager
def started(
    path: Path, limits: dict[str, float] | None = None, **settings: object
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server and the first line that it tells, which is its address."""
    given = json.dumps(limits or {}), json.dumps({"workers": 2} | settings)
    command = [sys.executable, "-c", SERVE, str(path), *given]
    environment = os.environ | {"PYTHONPATH": str(HOUSE)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.terminate()
            process.communicate(timeout=SECONDS)
