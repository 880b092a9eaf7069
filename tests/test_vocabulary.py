from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, VOID, XSD, Graph, URIRef
from rdflib.namespace import DefinedNamespace

from graph import vocabulary
from graph.vocabulary import KAMER, Vocabulary

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology" / "kamergraaf.ttl"
PUBLISHED: dict[type[Vocabulary], type[DefinedNamespace]] = {
    vocabulary.DCAT: DCAT,
    vocabulary.DCTERMS: DCTERMS,
    vocabulary.FOAF: FOAF,
    vocabulary.ORG: ORG,
    vocabulary.OWL: OWL,
    vocabulary.PROV: PROV,
    vocabulary.RDF: RDF,
    vocabulary.RDFS: RDFS,
    vocabulary.SCHEMA: SDO,
    vocabulary.SKOS: SKOS,
    vocabulary.TIME: TIME,
    vocabulary.VOID: VOID,
    vocabulary.XSD: XSD,
}


def test_own_terms_are_those_of_the_ontology() -> None:
    graph = Graph().parse(ONTOLOGY)
    defined = {str(term) for term in graph.subjects() if str(term).startswith(KAMER.namespace)}
    assert {KAMER.namespace + name for name in KAMER.terms()} == defined


@pytest.mark.parametrize("vocabulary", PUBLISHED, ids=lambda v: str(v.__name__))
def test_terms_of_others_exist(vocabulary: type[Vocabulary]) -> None:
    published = PUBLISHED[vocabulary]
    assert vocabulary.namespace == str(published._NS)
    assert [name for name in vocabulary.terms() if URIRef(vocabulary.namespace + name) not in published] == []


def test_an_attribute_is_the_node_of_its_name() -> None:
    assert vocabulary.CITO.cites == NamedNode("http://purl.org/spar/cito/cites")


def test_a_word_of_python_is_spelled_with_an_underscore() -> None:
    assert vocabulary.VOID.class_ == NamedNode("http://rdfs.org/ns/void#class")
    assert "class" in vocabulary.VOID.terms()
