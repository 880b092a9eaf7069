"""The page of full-text search, and the home page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from graph import iris
from graph.search import Name, Passage, SearchIndex, links_query
from graph.server.asking import Row
from graph.server.pages.around import years_chart
from graph.server.pages.language import language_of, words
from graph.server.pages.linking import Link, href, link, number, row_link, value
from graph.server.pages.pictures import family
from graph.server.pages.site import Site
from graph.server.pages.subject import date_words
from graph.server.pages.text import BEFORE, WINDOW

ON_A_PAGE = 15
LONGEST_QUERY = 400  # characters
KNOWN_CLASSES = (
    "WrittenQuestionSet AnswerSet Question Answer Letter Motion CourtDecision Report LegalResource Person Citation "
    "Mention"
).split()


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with the papers that it stands in and the things that it names."""

    passage: Passage
    papers: list[tuple[Link, str]]  # with their days
    links: list[tuple[Link, str]]  # with the family of their kind
    href: str


async def search(site: Site, request: Request) -> Response:
    typed = request.query_params.get("q", "").strip()[:LONGEST_QUERY]
    page = _page(request.query_params.get("page", ""))
    index = await site.searching.index()
    passages, total, names = await run_in_threadpool(_look, index, typed, page)
    found = await _found(site, request, passages)
    named = [(link(name.iri, name.label), name) for name in names]
    values = {"q": typed, "found": found, "total": total, "named": named, "page": page, "pages": -(-total // ON_A_PAGE)}
    return site.page(request, "search.html", values)


def _page(given: str) -> int:
    return max(1, int(given)) if given.isdecimal() and len(given) < 6 else 1


def _look(index: SearchIndex, typed: str, page: int) -> tuple[list[Passage], int, list[Name]]:
    names = index.named(typed.replace('"', ""), (), 10) if typed and page == 1 else []
    return index.passages(typed, ON_A_PAGE, (page - 1) * ON_A_PAGE), index.count(typed), names


async def _found(site: Site, request: Request, passages: Sequence[Passage]) -> list[Found]:
    if not passages:
        return []
    rows = await site.asker.rows(links_query(passages))
    t = words(language_of(request))
    found = []
    for passage in passages:
        here = [row for row in rows if value(row, "text") == iris.text(passage.sha256)]
        inside = [row for row in here if number(row, "from") == passage.start]
        papers = {
            p.iri: (p, date_words(t, value(r, "date"))) for r in here if (p := row_link(r, "paper", "title", "name"))
        }
        things = {b.iri: (b, _family(r)) for r in inside if _telling(r) and (b := row_link(r, "body", "label"))}
        begin = passage.start - BEFORE if passage.start > WINDOW - BEFORE else 0
        address = f"{href(iris.text(passage.sha256))}?from={begin}" if begin else href(iris.text(passage.sha256))
        found.append(Found(passage, list(papers.values()), list(things.values())[:12], address))
    return found


def _telling(row: Row) -> bool:
    """Whether a link of the passage is worth showing: a day is not."""
    return not value(row, "body").startswith(f"{iris.BASE}id/datum/")


def _family(row: Row) -> str:
    return family(value(row, "class").replace("#", "/").rpartition("/")[2])


async def home(site: Site, request: Request) -> Response:
    asked = ("counts", "held-years", "newest", "top-cited")
    counts, years, newest, cited = await asyncio.gather(*(site.overview(name) for name in asked))
    t = words(language_of(request))
    by_class = {value(row, "class").replace("#", "/").rpartition("/")[2]: number(row, "entities") for row in counts}
    values = {
        "counts": [(name, by_class[name]) for name in KNOWN_CLASSES if by_class.get(name)],
        "years": years_chart(years),
        "newest": [
            (found, value(row, "label"), date_words(t, value(row, "date")))
            for row in newest
            if (found := row_link(row, "paper", "title", "label"))
        ],
        "cited": [(found, number(row, "papers")) for row in cited if (found := row_link(row, "cited", "label"))],
    }
    return site.page(request, "home.html", values)
