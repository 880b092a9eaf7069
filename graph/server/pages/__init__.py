"""The pages that people read, and the same for programs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from graph.server.asking import Asker
from graph.server.pages import canned, dataset, editor, finding, things
from graph.server.pages.searching import Searching
from graph.server.pages.site import ReadValues, Site
from kamergraaf.errors import QueryError, StoreError

Page = Callable[[Site, Request], Awaitable[Response]]


def routes(asker: Asker, store: Path, read_values: ReadValues) -> list[BaseRoute]:
    """The routes of all pages of the store at `store`.

    `read_values` reads what is typed for the parameters of a query (`kamergraaf.values.Values`).
    """
    site = Site(asker, store, Searching(asker, store), read_values)
    pages: list[BaseRoute] = [_route(site, path, page) for path, page in PAGES]
    files = Mount("/static", StaticFiles(packages=[("graph.server.pages", "static")]))
    return [*pages, files, _route(site, "/{rest:path}", things.own)]


PAGES: tuple[tuple[str, Page], ...] = (
    ("/", finding.home),
    ("/search", finding.search),
    ("/queries", canned.listing),
    ("/queries/{name}", canned.form),
    ("/api/openapi.json", canned.openapi),
    ("/api/{name}", canned.api),
    ("/complete", canned.complete),
    ("/editor", editor.page),
    ("/editor/settings.json", editor.settings),
    ("/editor/{name}", editor.file),
    ("/dataset", dataset.page),
    ("/dataset.{form}", dataset.page),
    ("/dumps/{name}", dataset.dump),
    ("/.well-known/void", dataset.well_known),
    ("/def", dataset.vocabulary),
    ("/def.{form}", dataset.vocabulary),
    ("/thing", things.foreign),
)


def _route(site: Site, path: str, page: Page) -> Route:
    async def answer(request: Request) -> Response:
        try:
            return await page(site, request)
        except QueryError as error:
            return await things.refused(site, request, error)
        except StoreError as error:
            return site.page(request, "error.html", {"sentence": str(error)}, 500)

    return Route(path, answer, methods=["GET", "HEAD"])
