"""What all pages share: whom they ask, how they look, and what an answer carries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from graph.library import CannedQuery, Term
from graph.server.asking import Asker, Row
from graph.server.pages.asked import question
from graph.server.pages.language import COOKIE, LANGUAGES, language_of, words
from graph.server.pages.linking import cut, href, link, outside
from graph.server.pages.searching import Searching

SECONDS_IN_YEAR = 365 * 24 * 3600
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ReadValues = Callable[[CannedQuery, dict[str, str]], Mapping[str, Term]]


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one store."""

    asker: Asker
    store: Path
    searching: Searching
    read_values: ReadValues  # what is typed, as the terms of a query; raises QueryError
    _overviews: dict[str, tuple[str, list[Row]]] = field(default_factory=dict)

    async def overview(self, name: str) -> list[Row]:
        """The rows of a question about all of the graph, asked once for each snapshot."""
        snapshot = self.asker.snapshot()
        if self._overviews.get(name, ("", []))[0] != snapshot:
            self._overviews[name] = snapshot, await self.asker.rows(question(name))
        return self._overviews[name][1]

    def page(
        self, request: Request, template: str, values: Mapping[str, object], status: int = 200, csp: str = CSP
    ) -> Response:
        """A page in the language of the reader."""
        language = language_of(request)
        html = (
            _templates()
            .get_template(template)
            .render({**values, "t": words(language), "request": request, "languages": _languages(request, language)})
        )
        response = Response(html, status, media_type="text/html")
        response.headers.update(
            {"Content-Language": language, "Vary": "Accept, Accept-Language, Cookie", "Content-Security-Policy": csp}
        )
        if request.query_params.get(COOKIE) in LANGUAGES:
            response.set_cookie(COOKIE, language, SECONDS_IN_YEAR, samesite="lax", httponly=True)
        return self.dated(request, response) if status == 200 else response

    def dated(self, request: Request, response: Response) -> Response:
        """The answer with its ETag, or 304 where the reader has it already."""
        tag = f'W/"{self.asker.snapshot()}-{hashlib.sha256(response.body).hexdigest()[:12]}"'
        response.headers["ETag"] = tag
        response.headers.setdefault("Cache-Control", "no-cache")
        if tag not in request.headers.get("if-none-match", ""):
            return response
        unchanged = Response(status_code=304)
        unchanged.raw_headers = [header for header in response.raw_headers if not header[0].startswith(b"content-le")]
        return unchanged


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("graph.server.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(href=href, link=link, outside=outside, cut=cut, static=static)
    return environment


@cache
def static(name: str) -> str:
    """The address of a file of ours, which changes with its content."""
    content = (files("graph.server.pages") / "static" / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:10]}"


def _languages(request: Request, chosen: str) -> list[tuple[str, str, bool]]:
    """Each language with the address of this page in it, and whether it is the one of this page."""
    others = [(name, value) for name, value in request.query_params.multi_items() if name != COOKIE]
    return [(each, f"?{urlencode([*others, (COOKIE, each)])}", each == chosen) for each in LANGUAGES]
