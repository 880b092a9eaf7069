"""The library of queries on the web: a list, a form for each, the same as data, and names to complete what is typed."""

from __future__ import annotations

import json
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.library import CannedQuery, Parameter, Term, fill, find
from graph.server.asking import Row
from graph.server.formats import CONTENT_TYPES, choose
from graph.server.pages.asked import library
from graph.server.pages.linking import Link
from graph.server.pages.openapi import description
from graph.server.pages.results import Table, chart, columns, solutions, table
from graph.server.pages.site import Site
from graph.server.pages.things import HTML, SUFFIXES, own, rdf, wanted
from kamergraaf.errors import QueryError

SHOWN = 500  # rows on a page
OFFERED = 12  # names for what is typed
OWN_PARAMETERS = ("format", "lang")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter on the form."""

    parameter: Parameter
    value: str
    options: list[tuple[str, str]]  # values to choose from, with what they are

    @property
    def completes(self) -> str:
        """What `/complete` is asked for this field; empty where nothing can be completed."""
        return self.parameter.name if self.parameter.type == "iri" else ""


async def listing(site: Site, request: Request) -> Response:
    topics: dict[str, list[CannedQuery]] = {}
    for query in library().values():
        topics.setdefault(query.topic, []).append(query)
    return site.page(request, "queries.html", {"topics": topics, "example": example})


def example(query: CannedQuery) -> dict[str, str]:
    """The values of the example by parameter."""
    names = [parameter.name for parameter in query.parameters]
    typed = shlex.split(query.example) if len(names) > 1 else [query.example] * bool(query.example)
    return {name: text for name, text in zip(names, typed, strict=False) if text != "-"}


async def form(site: Site, request: Request) -> Response:
    """The form of a query, and its answer once values are given (or when it needs none)."""
    query = _find(request)
    if query is None or wanted(request) != HTML:
        return await _no_such_query(site, request) if query is None else await own(site, request)
    typed = _typed(query, request)
    asked = "run" in request.query_params or bool(typed) or not query.parameters
    values: dict[str, object] = {"query": query, "fields": await _fields(site, query, typed), "example": example(query)}
    values |= {
        "asked": False,
        "error": "",
        "table": None,
        "chart": None,
        "triples": None,
        "sparql": "",
        "candidates": [],
    }
    if not asked:
        return site.page(request, "query.html", values)
    try:
        sparql = fill(query, await terms(site, query, typed))
        values |= {"asked": True, "sparql": sparql, **await _answered(site, query, sparql)}
    except QueryError as error:
        values |= {"error": str(error), "candidates": await _meant(site, query, typed)}
        return site.page(request, "query.html", values, 400)
    return site.page(request, "query.html", values)


async def _answered(site: Site, query: CannedQuery, sparql: str) -> dict[str, object]:
    if query.form == "CONSTRUCT":
        return {"triples": len(await site.asker.graph(sparql))}
    names, rows = columns(sparql), await site.asker.rows(sparql)
    shown: Table = table(names, rows[:SHOWN])
    return {"table": shown, "total": len(rows), "chart": chart(names, rows)}


async def _meant(site: Site, query: CannedQuery, typed: Mapping[str, str]) -> list[tuple[Field, list[Link]]]:
    """For each thing that is typed, the things that it may be."""
    index = await site.searching.index()
    found = []
    for name, text in typed.items():
        if query.parameter(name).type == "iri":
            links = [Link(named.iri, f"{named.label} ({named.kind})", named.iri) for named in index.named(text, (), 8)]
            found.append((Field(query.parameter(name), text, []), links))
    return [(field, links) for field, links in found if links]


async def _fields(site: Site, query: CannedQuery, typed: Mapping[str, str]) -> list[Field]:
    index = await site.searching.index()
    fields = []
    for parameter in query.parameters:
        text, options = typed.get(parameter.name, ""), []
        if parameter.type == "iri":
            near = index.named(text, kinds_of(parameter.name), OFFERED) if text else []
            some = [*near, *index.some(kinds_of(parameter.name), OFFERED)]
            options = list({named.name: named.kind for named in some}.items())
        fields.append(Field(parameter, text, options))
    return fields


async def terms(site: Site, query: CannedQuery, typed: Mapping[str, str]) -> dict[str, Term]:
    """What is typed as RDF terms: a name that one thing has, else as the command line reads it."""
    index = await site.searching.index()
    found: dict[str, Term] = {}
    rest: dict[str, str] = {}
    for name, text in typed.items():
        parameter = query.parameter(name)
        kinds = kinds_of(name)
        called = index.called(text) if parameter.type == "iri" else []
        fitting = [n for n in called if n.kind in kinds] or called
        if len(fitting) == 1:
            found[name] = NamedNode(fitting[0].iri)
        else:
            rest[name] = text
    return {**found, **await run_in_threadpool(site.read_values, query, rest)} if rest else found


def _typed(query: CannedQuery, request: Request) -> dict[str, str]:
    given = {name: text.strip() for name, text in request.query_params.items() if name not in (*OWN_PARAMETERS, "run")}
    known = {parameter.name for parameter in query.parameters}
    return {name: text for name, text in given.items() if text and name in known}


def _find(request: Request) -> CannedQuery | None:
    return library().get(request.path_params["name"])


async def _no_such_query(site: Site, request: Request) -> Response:
    if request.path_params["name"].endswith(tuple(SUFFIXES)):
        return await own(site, request)
    try:
        find(request.path_params["name"], library())
    except QueryError as error:
        return site.page(request, "error.html", {"sentence": str(error)}, 404)
    raise AssertionError("the query is there")


# --- the same as data ---------------------------------------------------------------------------------------------


async def api(site: Site, request: Request) -> Response:
    """The answer to a query as data. Errors are JSON with one sentence."""
    query = _find(request)
    if query is None:
        return _told(f"no query is called {request.path_params['name']!r}; /api/openapi.json lists them all", 404)
    form = _data_format(request, query)
    if form is None:
        kinds = "turtle, ntriples, jsonld or rdfxml" if query.form == "CONSTRUCT" else "json, xml, csv or tsv"
        return _told(f"the answer of {query.name} comes as {kinds}: ask for one by Accept or ?format=", 406)
    unknown = request.query_params.keys() - {p.name for p in query.parameters} - set(OWN_PARAMETERS)
    try:
        for name in sorted(unknown):
            query.parameter(name)
        sparql = fill(query, await terms(site, query, _typed(query, request)))
        return await _data(site, request, query, sparql, form)
    except QueryError as error:
        return _told(str(error), 400)


def _data_format(request: Request, query: CannedQuery) -> str | None:
    """The format that is asked for; a browser, which asks for none, gets the first."""
    choice = choose(request.headers.get("accept", "*/*"), request.query_params.get("format", ""))
    form = choice.graph if query.form == "CONSTRUCT" else choice.rows
    return form or (("turtle" if query.form == "CONSTRUCT" else "json") if choice.html else None)


async def _data(site: Site, request: Request, query: CannedQuery, sparql: str, form: str) -> Response:
    if query.form == "CONSTRUCT":
        return rdf(site, request, await site.asker.graph(sparql), form)
    rows: list[Row] = await site.asker.rows(sparql)
    body = await run_in_threadpool(solutions, columns(sparql), rows, form)
    headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*"}
    return site.dated(request, Response(body, media_type=CONTENT_TYPES["rows"][form], headers=headers))


def _told(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status)


async def openapi(site: Site, request: Request) -> Response:
    body = json.dumps(description(library().values(), str(request.base_url).rstrip("/")), ensure_ascii=False, indent=2)
    return site.dated(request, Response(body, media_type="application/json"))


async def complete(site: Site, request: Request) -> Response:
    """Names that have what is typed in them: `[{"name", "iri", "kind", "label"}]`."""
    asked, words = request.query_params.get("type", ""), request.query_params.get("q", "")
    found = (await site.searching.index()).named(words, kinds_of(asked), OFFERED)
    return JSONResponse([{"name": n.name, "iri": n.iri, "kind": n.kind, "label": n.label} for n in found])


def kinds_of(parameter: str) -> tuple[str, ...]:
    """The classes of the things that a parameter of this name takes; none means all."""
    return _kinds().get(parameter, ())


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    read = tomllib.loads((files("graph.server.pages") / "strings" / "parameters.toml").read_text(encoding="utf-8"))
    return {name: tuple(kinds.split()) for name, kinds in read.items()}
