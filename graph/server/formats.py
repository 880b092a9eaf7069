"""The formats that answers can have, and which one a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import QueryResultsFormat, RdfFormat


@dataclass(frozen=True, slots=True)
class Format:
    """`media_types` begins with the one that answers carry; the others are also asked for."""

    name: str
    media_types: tuple[str, ...]
    names: tuple[str, ...]  # what `?format=` takes

    @property
    def content_type(self) -> str:
        charset = "; charset=utf-8" if self.media_types[0].startswith("text/") else ""
        return self.media_types[0] + charset


ROWS = (
    Format("json", ("application/sparql-results+json", "application/json"), ("json", "srj")),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ("xml", "srx")),
    Format("csv", ("text/csv",), ("csv",)),
    Format("tsv", ("text/tab-separated-values",), ("tsv",)),
)
GRAPHS = (
    Format("turtle", ("text/turtle", "application/turtle", "application/x-turtle"), ("turtle", "ttl")),
    Format("ntriples", ("application/n-triples", "text/plain"), ("ntriples", "nt")),
    Format("jsonld", ("application/ld+json", "application/json"), ("jsonld", "json")),
    Format("rdfxml", ("application/rdf+xml", "application/xml", "text/xml"), ("rdfxml", "rdf", "xml")),
    Format("nquads", ("application/n-quads",), ("nquads", "nq")),
    Format("trig", ("application/trig", "application/x-trig"), ("trig",)),
    Format("n3", ("text/n3",), ("n3",)),
)
DATASETS = tuple(f for name in ("nquads", "trig", "jsonld") for f in GRAPHS if f.name == name)
ENGINE_ROWS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
ENGINE_GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "n3": RdfFormat.N3,
}
CONTENT_TYPES = {"rows": {f.name: f.content_type for f in ROWS}, "graph": {f.name: f.content_type for f in GRAPHS}}
HTML = "text/html"


class Choice(NamedTuple):
    """The formats to answer in; None where the client takes none of that kind."""

    rows: str | None
    graph: str | None
    html: bool = False  # whether the client would rather have a page

    def __bool__(self) -> bool:
        return bool(self.rows or self.graph)


@lru_cache(1_000)
def choose(accept: str, name: str = "", datasets: bool = False) -> Choice:
    """What an Accept header and the parameter `format` ask for; the parameter counts where it is given.

    With `datasets` only the graph formats that hold several graphs are taken.
    """
    graphs = DATASETS if datasets else GRAPHS
    if name:
        return Choice(_named(name, ROWS), _named(name, graphs))
    ranges = _ranges(accept)
    rows, graph = _best(ranges, ROWS), _best(ranges, graphs)
    data = max(_quality(ranges, media) for f in (*ROWS, *graphs) for media in f.media_types[:1])
    return Choice(rows, graph, _quality(ranges, HTML, exact=True) > data)


def graph_format(content_type: str) -> Format | None:
    """The format of a body that is sent, by its Content-Type."""
    media = content_type.partition(";")[0].strip().lower()
    return next((f for f in GRAPHS if media in f.media_types and media != "text/plain"), None)


def _named(name: str, formats: tuple[Format, ...]) -> str | None:
    wanted = name.lower().replace(" ", "+")  # a plus sign in a query string that was not written as %2B
    return next((f.name for f in formats if wanted in f.names or wanted in f.media_types), None)


Ranges = dict[str, float]


def _ranges(accept: str) -> Ranges:
    ranges: Ranges = {}
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media:
            ranges[media] = next((_number(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
    return ranges or {"*/*": 1.0}


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _best(ranges: Ranges, formats: tuple[Format, ...]) -> str | None:
    best, quality = None, 0.0
    for f in formats:
        found = max(_quality(ranges, media, exact=number > 0) for number, media in enumerate(f.media_types))
        if found > quality:
            best, quality = f.name, found
    return best


def _quality(ranges: Ranges, media: str, exact: bool = False) -> float:
    """How much a media type is wanted, by the narrowest range that holds it."""
    if media in ranges or exact:
        return ranges.get(media, 0.0)
    wide = media.partition("/")[0] + "/*"
    return ranges.get(wide, ranges.get("*/*", 0.0))
