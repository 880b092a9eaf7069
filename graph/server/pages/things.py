"""Every thing at its own address: a page for people, RDF for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graph import iris
from graph.export import in_order
from graph.prefixes import PREFIXES
from graph.server.formats import ENGINE_GRAPHS, GRAPHS, choose
from graph.server.pages import around, text
from graph.server.pages.asked import question
from graph.server.pages.linking import link
from graph.server.pages.site import Site
from graph.server.pages.subject import Load, Subject, blocks_of, subject_of
from kamergraaf.errors import QueryError

HTML = "html"
SUFFIXES = {".html": HTML, ".ttl": "turtle", ".jsonld": "jsonld", ".nt": "ntriples"}
_SUFFIX_OF = {name: suffix for suffix, name in SUFFIXES.items()}
_GRAPH = re.compile(r"graph/.+|\.well-known/sparql-examples")
_DOCUMENT = re.compile(rf"{_GRAPH.pattern}|tekst/[0-9a-f]{64}|dataset/.+|run/.+")

PAPER: tuple[tuple[str, Load], ...] = (
    ("participations", around.participations),
    ("questions", text.questions),
    ("texts", text.texts),
    ("cites", around.cites),
    ("cited_by", around.cited_by),
    ("years", around.years),
    ("timeline", around.dated),
    ("network", around.neighbours),
    ("stated", around.stated),
)
PERSON: tuple[tuple[str, Load], ...] = (
    ("posts", around.posts),
    ("part_in", around.part_in),
    ("named_in", around.named_in),
    ("network", around.neighbours),
)
LAW: tuple[tuple[str, Load], ...] = (
    ("titles", around.titles),
    ("years", around.years),
    ("articles", around.articles),
    ("texts", text.texts),
    ("cited_by", around.cited_by),
    ("network", around.neighbours),
    ("stated", around.stated),
)
OTHER: tuple[tuple[str, Load], ...] = (
    ("posts", around.posts),
    ("texts", text.texts),
    ("cited_by", around.cited_by),
    ("named_in", around.named_in),
    ("timeline", around.dated),
    ("network", around.neighbours),
)
_LAWS = {"LegalResource", "LegalResourceSubdivision", "Treaty", "EuAct"}


async def own(site: Site, request: Request) -> Response:
    """A thing whose IRI is ours, at its path; with a suffix, a document about it."""
    path = _path(request)
    iri = iris.BASE + path
    if await _known(site, iri):
        return await _by_accept(site, request, iri, path)
    for suffix, form in SUFFIXES.items():
        stem = iri.removesuffix(suffix)
        if stem != iri and await _known(site, stem):
            return await _document(site, request, stem, form)
    return await missing(site, request, iri)


async def foreign(site: Site, request: Request) -> Response:
    """A thing of somebody else, at `/thing?iri=…`."""
    iri = request.query_params.get("iri", "").strip()
    if iri.startswith(iris.BASE):
        return RedirectResponse(f"/{quote(iri.removeprefix(iris.BASE), safe='/#%&=,:;+@!$()*~')}", 303)
    if not await _known(site, iri):
        return await missing(site, request, iri)
    return await _document(site, request, iri, wanted(request, request.query_params.get("format", "")))


def _path(request: Request) -> str:
    """The path as it was sent: in an IRI, what is percent-encoded is so."""
    raw = request.scope.get("raw_path") or request.url.path.encode()
    return bytes(raw).decode("latin-1").partition("?")[0].lstrip("/")


async def _known(site: Site, iri: str) -> bool:
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    return ":" in iri and await site.asker.truth(question("known", thing=node))


def wanted(request: Request, name: str = "") -> str:
    """`html`, or the name of a format of RDF."""
    if name == HTML:
        return HTML
    choice = choose(request.headers.get("accept", "*/*"), name)
    return HTML if choice.html or not choice.graph else choice.graph


async def _by_accept(site: Site, request: Request, iri: str, path: str) -> Response:
    form = wanted(request, request.query_params.get("format", ""))
    if _DOCUMENT.fullmatch(path):
        return await _document(site, request, iri, form)
    target = URL(f"/{path}{_SUFFIX_OF.get(form, '.ttl')}").replace(query=request.url.query)
    return RedirectResponse(str(target), 303, headers={"Vary": "Accept"})


async def _document(site: Site, request: Request, iri: str, form: str) -> Response:
    if form == HTML:
        return await page(site, request, iri)
    node, whole = NamedNode(iri), _GRAPH.fullmatch(iri.removeprefix(iris.BASE))
    asked = question("graph", graph=node) if whole else question("description", thing=node)
    return rdf(site, request, await site.asker.graph(asked), form)


def rdf(site: Site, request: Request, triples: Iterable[Triple], form: str) -> Response:
    """Triples in a format, in an order that does not change."""
    engine = ENGINE_GRAPHS[form]
    prefixes = PREFIXES if engine != RdfFormat.JSON_LD else None
    body = serialize(in_order(triples), format=engine, prefixes=prefixes) or b""
    media_type = next(f.content_type for f in GRAPHS if f.name == form)
    return site.dated(request, Response(body, media_type=media_type, headers={"Vary": "Accept"}))


async def page(site: Site, request: Request, iri: str) -> Response:
    subject = await subject_of(site, request, iri)
    blocks = await blocks_of(subject, _parts(subject))
    values = {"subject": subject, "blocks": blocks, "facts": subject.facts(), "data": _alternates(iri)}
    return site.page(request, "thing.html", values)


def _parts(subject: Subject) -> tuple[tuple[str, Load], ...]:
    if subject.classes & _LAWS:
        return LAW
    if "Person" in subject.classes:
        return PERSON
    return PAPER if "Work" in subject.classes else OTHER


def _alternates(iri: str) -> list[tuple[str, str, str]]:
    """The same as RDF: name, address, media type."""
    media = {f.name: f.media_types[0] for f in GRAPHS}
    if iri.startswith(iris.BASE):
        stem = f"/{quote(iri.removeprefix(iris.BASE), safe='/%&=,:;+@!$()*~')}"
        return [(form, stem + suffix, media[form]) for suffix, form in SUFFIXES.items() if form != HTML]
    stem = f"/thing?iri={quote(iri, safe='')}&format="
    return [(form, stem + suffix[1:], media[form]) for suffix, form in SUFFIXES.items() if form != HTML]


async def missing(site: Site, request: Request, iri: str) -> Response:
    """What is not there, with what is called nearly so."""
    wanted_end = unquote(iri).rstrip("/").rpartition("/")[2]
    found = (await site.searching.index()).near(re.findall(r"\w+", wanted_end), 24)
    found.sort(key=lambda name: -SequenceMatcher(None, wanted_end, name.iri.rpartition("/")[2]).ratio())
    near = [(link(name.iri, name.label), name.kind) for name in found[:8]]
    if wanted(request) != HTML:
        told = "".join(f"\n{near_link.iri}" for near_link, _ in near)
        return Response(f"there is nothing about <{iri}>; near it are:{told}\n", 404, media_type="text/plain")
    return site.page(request, "missing.html", {"iri": iri, "near": near}, 404)


async def refused(site: Site, request: Request, error: QueryError) -> Response:
    return site.page(request, "error.html", {"sentence": str(error)}, 400)
