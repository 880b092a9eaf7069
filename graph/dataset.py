"""The description of the dataset as a whole, and of the runs that made its graphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Quad

from graph import iris, vocabulary
from graph.terms import Sheet, dutch, english, integer, node, plain
from graph.vocabulary import DCAT, DCTERMS, KAMER, PROV, RDF, RDFS, SCHEMA, VOID, XSD, Vocabulary

DATASET = node(f"{iris.BASE}dataset")
PROJECT = node(f"{iris.BASE}agent/project")
CC0 = node("https://creativecommons.org/publicdomain/zero/1.0/")

# What is counted: all graphs but those about the dataset. Each query is of one count for each row.
_NOT_COUNTED = ", ".join(f"<{graph}>" for graph in (iris.DATASET_GRAPH, iris.RUNS_GRAPH, iris.EXAMPLES_GRAPH))
_COUNTED = f"GRAPH ?graph {{ ?s ?p ?o }} FILTER (?graph NOT IN ({_NOT_COUNTED}))"
CLASS_COUNTS = f"""\
SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) WHERE {{
  {_COUNTED.replace("?p ?o", f"<{RDF.type.value}> ?class")}
}} GROUP BY ?class
"""
PROPERTY_COUNTS = f"SELECT ?p (COUNT(*) AS ?triples) WHERE {{ {_COUNTED} }} GROUP BY ?p\n"


@dataclass(frozen=True, slots=True)
class Counts:
    """What the graphs hold: how many sources, things of each class, and triples of each property (by IRI)."""

    sources: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)

    @property
    def triples(self) -> int:
        return sum(self.properties.values())


def dataset_quads(counts: Counts) -> list[Quad]:
    """The graph of the dataset in a fixed order; it holds no times, so the same graphs have the same description."""
    sheet = Sheet(iris.DATASET_GRAPH)
    _write_description(sheet)
    sheet.add(DATASET, VOID.triples, integer(counts.triples))
    sheet.add(DATASET, VOID.documents, integer(counts.sources))
    sheet.add(DATASET, VOID.classes, integer(len(counts.classes)))
    sheet.add(DATASET, VOID.properties, integer(len(counts.properties)))
    for iri, number in sorted(counts.classes.items()):
        part = _partition(sheet, VOID.classPartition, iris.partition("klasse", iri))
        sheet.add_all(part, ((VOID.class_, node(iri)), (VOID.entities, integer(number))))
    for iri, number in sorted(counts.properties.items()):
        part = _partition(sheet, VOID.propertyPartition, iris.partition("eigenschap", iri))
        sheet.add_all(part, ((VOID.property, node(iri)), (VOID.triples, integer(number))))
    return sheet.quads()


def _write_description(sheet: Sheet) -> None:
    add = sheet.add
    add(DATASET, RDF.type, VOID.Dataset, DCAT.Dataset)
    add(DATASET, DCTERMS.title, english("Kamergraaf"), dutch("Kamergraaf"))
    add(
        DATASET,
        DCTERMS.description,
        english("Dutch parliamentary and government documents with the things that they cite and the evidence for it."),
        dutch("Nederlandse Kamerstukken en overheidsdocumenten met wat zij aanhalen en de vindplaatsen daarvan."),
    )
    add(DATASET, DCTERMS.license, CC0)
    add(DATASET, DCTERMS.publisher, PROJECT)
    add(DATASET, DCAT.keyword, *map(english, ("parliament", "written questions", "legislation", "citations")))
    add(DATASET, VOID.uriSpace, plain(iris.BASE))
    add(DATASET, VOID.vocabulary, *map(node, _namespaces()))


def _namespaces() -> list[str]:
    found = (value for value in vars(vocabulary).values() if isinstance(value, type) and value is not Vocabulary)
    return sorted(value.namespace for value in found if issubclass(value, Vocabulary))


def _partition(sheet: Sheet, kind: NamedNode, iri: str) -> NamedNode:
    part = node(iri)
    sheet.add(DATASET, kind, part)
    sheet.add(part, RDF.type, VOID.Dataset)
    return part


def run_quads(source: str, started: datetime, ended: datetime, version: str) -> list[Quad]:
    """The run that made the graph of a source: when, and by which version of the program. Times carry a zone."""
    sheet, run, program = Sheet(iris.RUNS_GRAPH), node(iris.run(source)), node(iris.program(version))
    sheet.add(run, RDF.type, KAMER.ExtractionRun, PROV.Activity)
    sheet.add(run, PROV.startedAtTime, _moment(started))
    sheet.add(run, PROV.endedAtTime, _moment(ended))
    sheet.add(run, PROV.generated, node(iris.graph(source)))
    sheet.add(run, PROV.wasAssociatedWith, program)
    sheet.add(program, RDF.type, PROV.SoftwareAgent)
    sheet.add(program, RDFS.label, english("kamergraaf"))
    sheet.add(program, SCHEMA.softwareVersion, plain(version))
    return sheet.quads()


def _moment(moment: datetime) -> Literal:
    return Literal(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=XSD.dateTime)
