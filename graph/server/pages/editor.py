"""The editor for queries of one's own, with our prefixes and the library of queries as examples."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.library import CannedQuery
from graph.prefixes import PREFIXES
from graph.server.pages import yasgui
from graph.server.pages.asked import library
from graph.server.pages.language import language_of
from graph.server.pages.site import CSP, Site

# YASGUI makes <style> elements of its own, so here styles need not come from a file.
EDITOR_CSP = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
FIRST = "cited-by"


async def page(site: Site, request: Request) -> Response:
    topics: dict[str, list[tuple[str, str]]] = {}
    for query in library().values():
        words = query.summary_nl if language_of(request) == "nl" and query.summary_nl else query.summary
        topics.setdefault(query.topic, []).append((query.name, words))
    return site.page(request, "editor.html", {"topics": topics}, csp=EDITOR_CSP)


async def settings(site: Site, request: Request) -> Response:
    """What the script of the editor needs: prefixes, examples, and the query to begin with."""
    queries = {name: _bare(query) for name, query in library().items()}
    return JSONResponse({"prefixes": PREFIXES, "queries": queries, "first": FIRST})


def _bare(query: CannedQuery) -> str:
    """The query without its header, but for the question."""
    lines = [line for line in query.text.splitlines() if not line.startswith(("#+", "# nl:"))]
    return "\n".join([f"# {query.summary}", *lines]) + "\n"


async def file(site: Site, request: Request) -> Response:
    name = request.path_params["name"]
    if name not in yasgui.FILES:
        return Response("there is no such file\n", 404, media_type="text/plain")
    body = await run_in_threadpool(yasgui.content, name)
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(body, media_type=yasgui.FILES[name], headers=headers)
