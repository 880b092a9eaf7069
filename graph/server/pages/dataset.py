"""The dataset as a whole: its description, its dumps and its vocabulary."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from graph import iris
from graph.dataset import CC0, DATASET
from graph.prefixes import shorten
from graph.server.asking import Row
from graph.server.pages import dumps
from graph.server.pages.asked import question
from graph.server.pages.language import language_of
from graph.server.pages.linking import in_language, link, number, value
from graph.server.pages.site import Site
from graph.server.pages.things import HTML, missing, rdf, wanted
from graph.vocabulary import DCAT, DCTERMS, RDF, SPDX, VOID, XSD

LINKSETS = {
    "wikidata": ("http://www.wikidata.org/entity/", "owl:sameAs"),
    "lido": ("http://linkeddata.overheid.nl/", "rdfs:seeAlso"),
    "tooi": ("https://identifier.overheid.nl/tooi/", "eli-dl:had_participant_organization"),
}


async def page(site: Site, request: Request) -> Response:
    """`/dataset`, with or without a suffix."""
    form = wanted(request, request.path_params.get("form", "") or request.query_params.get("format", ""))
    return await (_html(site, request) if form == HTML else _rdf(site, request, form))


async def well_known(site: Site, request: Request) -> Response:
    return RedirectResponse("/dataset", 303)


async def _html(site: Site, request: Request) -> Response:
    found = dumps.ready(site.store, site.asker.snapshot())
    if found is None:
        asyncio.get_running_loop().run_in_executor(None, dumps.make, site.store, _date(site))
    classes, properties, links, runs = await asyncio.gather(
        *(site.overview(name) for name in ("counts", "property-counts", "links-out", "run-times"))
    )
    values = {
        "date": _date(site),
        "dumps": found.files if found else (),
        "classes": _counted(classes, "class", "entities"),
        "properties": _counted(properties, "property", "triples"),
        "linksets": [(value(row, "set"), number(row, "links")) for row in links],
        "run": runs[0] if runs else {},
        "value": value,
        "endpoint": f"{request.base_url}sparql",
        "data": [(name, f"/dataset.{suffix}", media) for name, suffix, media in _DATA],
    }
    return site.page(request, "dataset.html", values)


_DATA = (
    ("turtle", "ttl", "text/turtle"),
    ("jsonld", "jsonld", "application/ld+json"),
    ("ntriples", "nt", "application/n-triples"),
)


def _counted(rows: Iterable[Row], name: str, amount: str) -> list[tuple[str, str, int]]:
    found = [(value(row, name), shorten(value(row, name)), number(row, amount)) for row in rows]
    return sorted(found, key=lambda one: (-one[2], one[1]))


async def _rdf(site: Site, request: Request, form: str) -> Response:
    described, links = await asyncio.gather(
        site.asker.graph(question("graph", graph=NamedNode(iris.DATASET_GRAPH))),
        site.overview("links-out"),
    )
    return rdf(site, request, [*described, *_access(site, request), *_linksets(links)], form)


def _access(site: Site, request: Request) -> Iterable[Triple]:
    """Where the data are to be had here, and of when they are."""
    base = str(request.base_url)
    yield Triple(DATASET, DCTERMS.modified, Literal(_date(site), datatype=XSD.dateTime))
    yield Triple(DATASET, VOID.sparqlEndpoint, NamedNode(f"{base}sparql"))
    yield Triple(DATASET, DCAT.landingPage, NamedNode(f"{base}dataset"))
    found = dumps.ready(site.store, site.asker.snapshot())
    by_name = {dump.name: dump for dump in found.files} if found else {}
    for name, media_type in dumps.NAMES.items():
        address = NamedNode(f"{base}dumps/{name}")
        yield Triple(DATASET, VOID.dataDump, address)
        yield from _distribution(address, media_type, by_name.get(name))


def _distribution(address: NamedNode, media_type: str, dump: dumps.Dump | None) -> Iterable[Triple]:
    node = NamedNode(f"{address.value}#distribution")
    media = NamedNode(f"https://www.iana.org/assignments/media-types/{media_type}")
    yield Triple(DATASET, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield Triple(node, DCAT.downloadURL, address)
    yield Triple(node, DCAT.mediaType, media)
    yield Triple(node, DCAT.compressFormat, NamedNode("https://www.iana.org/assignments/media-types/application/gzip"))
    yield Triple(node, DCTERMS.license, CC0)
    if dump:
        digest = NamedNode(f"{address.value}#checksum")
        yield Triple(node, DCAT.byteSize, Literal(str(dump.bytes), datatype=XSD.integer))
        yield Triple(node, DCTERMS.issued, Literal(dump.date, datatype=XSD.dateTime))
        yield Triple(node, SPDX.checksum, digest)
        yield Triple(digest, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        yield Triple(digest, SPDX.checksumValue, Literal(dump.sha256))


def _linksets(rows: Iterable[Row]) -> Iterable[Triple]:
    for row in rows:
        name = value(row, "set")
        node = NamedNode(f"{DATASET.value}/linkset/{name}")
        target = NamedNode(f"{DATASET.value}/linkset/{name}/target")
        yield Triple(node, RDF.type, VOID.Linkset)
        yield Triple(DATASET, VOID.subset, node)
        yield Triple(node, VOID.subjectsTarget, DATASET)
        yield Triple(node, VOID.objectsTarget, target)
        yield Triple(target, VOID.uriSpace, Literal(LINKSETS[name][0]))
        yield Triple(node, VOID.triples, Literal(value(row, "links"), datatype=XSD.integer))


def _date(site: Site) -> str:
    return datetime.fromtimestamp(site.asker.snapshot_time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def dump(site: Site, request: Request) -> Response:
    """A dump of the newest snapshot; it is made when it is first asked for."""
    name = request.path_params["name"]
    if name not in dumps.NAMES:
        return await missing(site, request, f"{iris.BASE}dumps/{name}")
    made = dumps.ready(site.store, site.asker.snapshot())
    if made is None:
        made = await run_in_threadpool(dumps.make, site.store, _date(site))
    digest = next(found.sha256 for found in made.files if found.name == name)
    headers = {"Digest": f"sha-256={digest}", "Access-Control-Allow-Origin": "*"}
    return FileResponse(made.file(name), media_type="application/gzip", filename=name, headers=headers)


# --- the vocabulary -----------------------------------------------------------------------------------------------


async def vocabulary(site: Site, request: Request) -> Response:
    """`/def`: the terms of the project, which stand in the graph of the ontology."""
    form = wanted(request, request.path_params.get("form", "") or request.query_params.get("format", ""))
    if form != HTML:
        return rdf(site, request, await site.asker.graph(question("graph", graph=NamedNode(iris.ONTOLOGY_GRAPH))), form)
    rows = await site.overview("terms")
    data = [(name, f"/def.{suffix}", media) for name, suffix, media in _DATA]
    return site.page(request, "def.html", {"sections": _sections(rows, language_of(request)), "data": data})


def _sections(rows: Iterable[Row], language: str) -> list[tuple[str, list[dict[str, object]]]]:
    by_term: dict[str, list[Row]] = {}
    for row in rows:
        by_term.setdefault(value(row, "term"), []).append(row)
    sections: dict[str, list[dict[str, object]]] = {"Class": [], "ObjectProperty": [], "DatatypeProperty": []}
    for iri, found in sorted(by_term.items()):
        kind = value(found[0], "type").rpartition("#")[2]
        sections[kind].append(_term(iri, found, language))
    return [(name, terms) for name, terms in sections.items() if terms]


def _term(iri: str, rows: Iterable[Row], language: str) -> dict[str, object]:
    found = list(rows)
    links = {
        name: [link(target, shorten(target)) for target in sorted({value(row, name) for row in found if name in row})]
        for name in ("super", "domain", "range")
    }
    return {
        "name": iri.rpartition("#")[2],
        "label": in_language((row["label"] for row in found if "label" in row), language),
        "comment": in_language((row["comment"] for row in found if "comment" in row), language),
        **links,
    }
