"""What a file states of its papers beside the text: a catalogue record for each, with every fact as the file has it.

<tekst/…/opgave/1> a dcat:CatalogRecord ; foaf:primaryTopic ob:kst-36667-21 ; kamer:origin origin:editor ;
    schema:additionalProperty <tekst/…/opgave/1/7> .
<tekst/…/opgave/1/7> a schema:PropertyValue ; schema:propertyID "OVERHEIDop.indiener" ; schema:value "D.G.M. Ceder" .
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from extract.model import Fact
from graph import iris
from graph.build_layout import Held
from graph.build_source import Source
from graph.terms import node, plain
from graph.vocabulary import DCAT, DCTERMS, FOAF, KAMER, PROV, RDF, SCHEMA


def record_of(source: Source, held: Held) -> NamedNode | None:
    """The catalogue record of a paper; None where the file states nothing of it."""
    stated = source.extraction.document.stated
    mine = held.paper.stated
    return node(iris.stated(source.sha256, stated.index(mine) + 1)) if mine else None


def write_stated(source: Source, held: Held) -> None:
    """The catalogue record of a paper, with its facts, and the dossiers of the paper."""
    for dossier in held.paper.dossiers:
        source.add(held.node, DCTERMS.isPartOf, source.thing("dossier", dossier))
    source.add(held.node, KAMER.issue, *(node(iris.concept("issue", issue)) for issue in held.paper.issues))
    record = record_of(source, held)
    if record and held.paper.stated:
        source.add(record, RDF.type, DCAT.CatalogRecord, PROV.Entity)
        source.add(record, FOAF.primaryTopic, held.node)
        source.add(record, KAMER.origin, node(iris.concept("origin", "editor")))
        source.add(record, PROV.wasQuotedFrom, source.text)
        for number, fact in enumerate(held.paper.stated.facts, 1):
            _write_fact(source, record, fact, number)


def _write_fact(source: Source, record: NamedNode, fact: Fact, number: int) -> None:
    stated = NamedNode(f"{record.value}/{number}")
    source.add(record, SCHEMA.additionalProperty, stated)
    source.add(stated, RDF.type, SCHEMA.PropertyValue)
    source.add(stated, SCHEMA.propertyID, plain(fact.name))
    source.add(stated, SCHEMA.value, plain(fact.value))
    source.add(stated, KAMER.valueScheme, plain(fact.scheme) if fact.scheme else None)
