"""The store that the pages are tested on: the samples, and a document that would like to be run."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from program import HOUSE, environment
from starlette.applications import Starlette

import kamergraaf
from graph.server.asking import StoreAsker
from graph.server.pages import routes
from kamergraaf.pages import PagesOf

SAMPLES = Path(__file__).parent.parent / "samples"
HOSTILE = """\
Brief van de minister <script>document.title = "stolen"</script>

Geachte voorzitter,

Op grond van artikel 47 van de Participatiewet "><img src=x onerror="document.title='stolen'"> wijs ik u op
<a href="javascript:alert(1)">de motie</a> en op https://example.org/"onmouseover="alert(1) en {{ 7 * 7 }}.
Zie Kamerstukken II 2020/21, 17 050, nr. 596 </div></main><style>body { display: none }</style>
"""
BASE = "http://127.0.0.1:7878"
SERVE = """
import io, sys
from pathlib import Path
from graph.server.app import Server
from graph.server.running import Place, serve
from graph.server.settings import Settings
from graph.server.watching import AccessLog
from kamergraaf.pages import PagesOf
path = Path(sys.argv[1])
server = Server(path, Settings(workers=1), AccessLog(io.StringIO()))
serve(server, Place(), lambda address: print(address, flush=True), PagesOf(path))
"""


def build_store(folder: Path) -> Path:
    documents = folder / "documents"
    shutil.copytree(SAMPLES, documents)
    (documents / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    kamergraaf.build(documents, store=folder / "store")
    return folder / "store"


class Reader:
    """Somebody who reads the pages of a store, in this process."""

    def __init__(self, store: Path) -> None:
        self.app = Starlette(routes=routes(StoreAsker(store), store, PagesOf(store).read_values))

    def get(self, path: str, accept: str = "text/html", follow: bool = True, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self._get(path, {"accept": accept, **named}, follow))

    async def _get(self, path: str, headers: dict[str, str], follow: bool) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url=BASE, follow_redirects=follow) as client:
            return await client.get(path, headers=headers)


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """A server of the store in another process, by its address."""
    command = [sys.executable, "-c", SERVE, str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(), cwd=HOUSE) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
