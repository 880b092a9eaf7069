"""The library of queries as data (`sh:SPARQLExecutable`), so that the queries themselves can be found and asked."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from graph import iris
from graph.library import CannedQuery, load
from graph.prefixes import PREFIXES
from graph.terms import Sheet, dutch, english, node, plain
from graph.vocabulary import DCTERMS, RDF, RDFS, SCHEMA, SH

DECLARED = node(f"{iris.EXAMPLES_GRAPH}/prefixes")
ENDPOINT = node(f"{iris.BASE}sparql")
_FORMS = {"SELECT": (SH.SPARQLSelectExecutable, SH.select), "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct)}


def catalogue_quads() -> list[Quad]:
    """The graph of the catalogue, in a fixed order."""
    sheet = Sheet(iris.EXAMPLES_GRAPH)
    for query in load().values():
        _write(sheet, query)
    for name, namespace in PREFIXES.items():
        prefix = node(f"{iris.EXAMPLES_GRAPH}/prefix/{name}")
        sheet.add(DECLARED, SH.declare, prefix)
        sheet.add(prefix, SH.prefix, plain(name))
        sheet.add(prefix, SH.namespace_, plain(namespace))
    return sheet.quads()


def _write(sheet: Sheet, query: CannedQuery) -> None:
    thing: NamedNode = node(iris.canned_query(query.name))
    kind, text = _FORMS[query.form]
    sheet.add(thing, RDF.type, SH.SPARQLExecutable, kind)
    sheet.add(thing, DCTERMS.identifier, plain(query.name))
    sheet.add(thing, RDFS.comment, english(query.summary), dutch(query.summary_nl) if query.summary_nl else None)
    sheet.add(thing, text, plain(query.text))
    sheet.add(thing, SH.prefixes, DECLARED)
    sheet.add(thing, SCHEMA.target, ENDPOINT)
    sheet.add(thing, SCHEMA.keywords, *map(plain, dict.fromkeys((query.topic, *query.tags))))
