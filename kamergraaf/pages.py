"""The pages of a server: what is typed on them is read as on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from starlette.responses import RedirectResponse

from graph.library import CannedQuery, Term
from graph.server.app import Server
from graph.server.calls import Receive, Scope, Send
from graph.server.pages import routes
from graph.server.running import Pages
from kamergraaf.registers import registers_of
from kamergraaf.values import Values


class PagesOf:
    """Makes the pages of the store at `path` for a server."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, server: Server) -> Pages:
        return Pages(routes(server.asker, self._path, self.read_values), to_editor)

    def read_values(self, query: CannedQuery, typed: dict[str, str]) -> Mapping[str, Term]:
        """The terms for what is typed; raises a QueryError where it names nothing, or several things."""
        return self._values.of_query(query, (), typed)

    @cached_property
    def _values(self) -> Values:
        return Values(registers_of(self._path))


async def to_editor(scope: Scope, receive: Receive, send: Send) -> None:
    """Sends a browser that opens the address of the endpoint to the editor, with its query."""
    query = scope.get("query_string", b"").decode("latin-1")
    await RedirectResponse(f"/editor?{query}" if query else "/editor", 303)(scope, receive, send)
