"""The description of the endpoint (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from graph.server.formats import GRAPHS, ROWS

A = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULT_FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "nquads": "N-Quads",
    "trig": "TriG",
    "n3": "N3",
}


def description(graphs: Iterable[NamedNode | BlankNode], endpoint: str, union: bool) -> Iterator[Triple]:
    """The triples that say what the endpoint can do and which named graphs it has."""
    service, dataset = NamedNode(endpoint), NamedNode(f"{endpoint}#dataset")
    yield Triple(service, A, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield Triple(service, _sd("supportedLanguage"), _sd(language))
    for form in (*ROWS, *GRAPHS):
        yield Triple(service, _sd("resultFormat"), NamedNode(FORMATS + RESULT_FORMATS[form.name]))
    if union:
        yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, A, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), NamedNode(f"{endpoint}#default-graph"))
    yield Triple(NamedNode(f"{endpoint}#default-graph"), A, _sd("Graph"))
    for number, graph in enumerate(graphs):
        if isinstance(graph, NamedNode):
            named = NamedNode(f"{endpoint}#graph-{number}")
            yield Triple(dataset, _sd("namedGraph"), named)
            yield Triple(named, A, _sd("NamedGraph"))
            yield Triple(named, _sd("name"), graph)


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
