"""The graph in the formats of the web of data, in an order that does not change from run to run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TypeVar

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, Triple, serialize

from graph import iris
from graph.prefixes import PREFIXES
from graph.results import statements
from graph.store import GraphStore
from graph.vocabulary import RDF
from kamergraaf.errors import StoreError

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
Statement = Quad | Triple
S = TypeVar("S", Quad, Triple)


def write(found: Iterable[Statement], output: IO[bytes], form: RdfFormat) -> None:
    """Writes statements as they come, without holding them; formats without graphs leave out the graphs."""
    fitting = _quads(found) if form.supports_datasets else _triples(found)
    serialize(fitting, output, form, prefixes=PREFIXES)


def in_order(found: Iterable[S]) -> list[S]:
    """Sorted, so that those of one subject stand together; a statement that comes twice stands once."""
    return sorted(set(found), key=order)


def order(statement: Statement) -> tuple[str, str, str, str]:
    """By graph, subject and predicate, with the classes of a thing first."""
    predicate = "" if statement.predicate == RDF.type else str(statement.predicate)
    graph = str(statement.graph_name) if isinstance(statement, Quad) else ""
    return graph, str(statement.subject), predicate, str(statement.object)


def _triples(found: Iterable[Statement]) -> Iterator[Triple]:
    return (one.triple if isinstance(one, Quad) else one for one in found)


def _quads(found: Iterable[Statement]) -> Iterator[Quad]:
    return (one if isinstance(one, Quad) else Quad(one.subject, one.predicate, one.object) for one in found)


def everything(store: GraphStore) -> Iterator[Quad]:
    """All quads, graph by graph in the order of their names; only one graph is in memory at a time."""
    yield from graph(store, DefaultGraph())
    for name in sorted((g for g in store.quads.named_graphs() if isinstance(g, NamedNode)), key=str):
        yield from graph(store, name)


def graph(store: GraphStore, name: NamedNode | DefaultGraph) -> list[Quad]:
    return sorted(store.quads.quads_for_pattern(None, None, None, name), key=order)


def graph_name(store: GraphStore, given: str) -> NamedNode:
    """The graph that is meant by an IRI, or by the name of a source."""
    for iri in (given, iris.graph(given), f"{iris.BASE}graph/{given}"):
        with suppress(ValueError):
            if store.quads.contains_named_graph(NamedNode(iri)):
                return NamedNode(iri)
    raise StoreError(f"the store has no graph or source {given!r}; kamergraaf stats lists the sources")


def describe(store: GraphStore, thing: str) -> QueryTriples:
    """What is said of a thing, its parts and titles, and every citation of it with the words that bear it out."""
    return statements(store, _DESCRIBE.replace("UNDEF", str(NamedNode(thing))))


_DESCRIBE = """
PREFIX kamer: <https://w3id.org/kamergraaf/def#>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
CONSTRUCT { ?subject ?property ?value } WHERE {
  VALUES ?thing { UNDEF }
  { VALUES ?subject { UNDEF } }
  UNION { ?thing kamer:participation|kamer:lawTitle|dcterms:hasPart ?subject }
  UNION { ?subject org:member ?thing }
  UNION { ?subject cito:hasCitedEntity ?thing }
  UNION { ?subject oa:hasBody ?thing }
  UNION { ?citation cito:hasCitedEntity ?thing ; kamer:evidence ?subject }
  UNION { ?mention oa:hasBody ?thing ; oa:hasTarget ?subject }
  UNION { ?mention oa:hasBody ?thing ; oa:hasTarget/oa:hasSelector ?subject }
  ?subject ?property ?value .
}
"""


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` once all of it is written; when that fails, `path` is as it was."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(0o666 & ~_umask())
                Path(file.name).replace(path)
            finally:
                Path(file.name).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}; name another file with -o") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
