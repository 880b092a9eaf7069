from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, Node, URIRef

from extract.model import Basis, Origin, Role
from kamergraaf import __version__

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "ontology"
KAMER = Namespace("https://w3id.org/kamergraaf/def#")
CONCEPT = Namespace("https://w3id.org/kamergraaf/concept/")
VANN = Namespace("http://purl.org/vocab/vann/")
MOD = Namespace("https://w3id.org/mod#")
SH = Namespace("http://www.w3.org/ns/shacl#")

DOCUMENTATION = (
    DCTERMS.title,
    DCTERMS.description,
    DCTERMS.abstract,
    DCTERMS.license,
    DCTERMS.creator,
    DCTERMS.publisher,
    DCTERMS.created,
    DCTERMS.issued,
    DCTERMS.modified,
    DCTERMS.bibliographicCitation,
    OWL.versionIRI,
    OWL.versionInfo,
    MOD.status,
    VANN.preferredNamespacePrefix,
    VANN.preferredNamespaceUri,
)


def read(name: str) -> Graph:
    return Graph().parse(FOLDER / name)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read("kamergraaf.ttl")


@pytest.fixture(scope="module")
def concepts() -> Graph:
    return read("concepts.ttl")


def own_terms(ontology: Graph) -> list[Node]:
    return sorted(ontology.subjects(RDFS.isDefinedBy), key=str)


def languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    return sorted(str(text.language) for text in graph.objects(subject, predicate) if isinstance(text, Literal))


def test_every_term_is_documented_in_two_languages(ontology: Graph) -> None:
    for term in own_terms(ontology):
        assert languages(ontology, term, RDFS.label) == ["en", "nl"], term
        assert languages(ontology, term, RDFS.comment) == ["en", "nl"], term


def test_every_term_says_what_defines_it_and_what_it_is(ontology: Graph) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    for term in {s for s in ontology.subjects() if str(s).startswith(KAMER)}:
        assert ontology.value(term, RDFS.isDefinedBy) == URIRef("https://w3id.org/kamergraaf/def"), term
        assert set(ontology.objects(term, RDF.type)) < kinds, term


def test_no_two_terms_have_the_same_english_label_and_comment(ontology: Graph) -> None:
    comments = [str(c) for t in own_terms(ontology) for c in ontology.objects(t, RDFS.comment)]
    assert len(comments) == len(set(comments))


def test_a_property_that_stands_on_citations_too_makes_no_paper_of_them(ontology: Graph) -> None:
    for term in (KAMER.movedBy, KAMER.callsFor, KAMER.sentBy, KAMER.sentTo, KAMER.confidence, KAMER.issue):
        assert ontology.value(term, RDFS.domain) is None, term
        assert ontology.value(term, RDFS.subPropertyOf) not in {DCTERMS.creator, DCTERMS.abstract}, term


def test_the_header_holds_what_registries_ask(ontology: Graph) -> None:
    header = URIRef("https://w3id.org/kamergraaf/def")
    assert [p for p in DOCUMENTATION if ontology.value(header, p) is None] == []
    assert ontology.value(ontology.value(header, DCTERMS.creator), FOAF.name) is not None
    assert str(ontology.value(header, VANN.preferredNamespaceUri)) == str(KAMER)


@pytest.mark.parametrize("name", ["kamergraaf.ttl", "concepts.ttl", "shapes.ttl", "alignments.ttl"])
def test_versions_are_the_version_of_the_package(name: str) -> None:
    graph = read(name)
    header = graph.value(predicate=RDF.type, object=OWL.Ontology)
    version_iri = graph.value(header, OWL.versionIRI)
    assert str(graph.value(header, OWL.versionInfo)) == __version__
    assert version_iri is None or str(version_iri).endswith("/" + __version__)


@pytest.mark.parametrize("name", ["kamergraaf.ttl", "concepts.ttl", "alignments.ttl"])
def test_there_are_no_blank_nodes(name: str) -> None:
    assert [node for triple in read(name) for node in triple if isinstance(node, BNode)] == []


def test_the_namespace_is_not_called_persistent() -> None:
    assert [path.name for path in FOLDER.glob("*.*") if "persisten" in path.read_text("utf-8").lower()] == []


def files_that_use_terms() -> Iterator[Path]:
    yield from (FOLDER / name for name in ("concepts.ttl", "shapes.ttl", "alignments.ttl", "context.jsonld"))
    yield from sorted(FOLDER.glob("examples/*/*.ttl"))
    yield from sorted(FOLDER.glob("registers/*.ttl"))
    yield from sorted((ROOT / "queries").glob("*/*.rq"))


def test_every_own_term_in_use_is_defined(ontology: Graph) -> None:
    defined = {str(term).removeprefix(str(KAMER)) for term in own_terms(ontology)}
    used = {
        (path.name, term)
        for path in files_that_use_terms()
        for term in re.findall(r"\bkamer:(\w+)", path.read_text("utf-8"))
    }
    assert sorted((name, term) for name, term in used if term not in defined) == []


def test_every_concept_is_documented_in_two_languages(concepts: Graph) -> None:
    for concept in {*concepts.subjects(RDF.type, SKOS.Concept), *concepts.subjects(RDF.type, SKOS.ConceptScheme)}:
        assert languages(concepts, concept, SKOS.prefLabel) == ["en", "nl"], concept
        assert languages(concepts, concept, SKOS.definition) == ["en", "nl"], concept


def test_every_concept_is_a_top_concept_of_the_scheme_of_its_path(concepts: Graph) -> None:
    for concept in concepts.subjects(RDF.type, SKOS.Concept):
        scheme = URIRef(str(concept).rpartition("/")[0])
        assert set(concepts.objects(concept, SKOS.inScheme)) == {scheme}
        assert set(concepts.objects(concept, SKOS.topConceptOf)) == {scheme}
        assert (scheme, SKOS.hasTopConcept, concept) in concepts
        assert (scheme, RDF.type, SKOS.ConceptScheme) in concepts


def names_in_scheme(concepts: Graph, scheme: str) -> set[str]:
    return {str(c).rpartition("/")[2] for c in concepts.subjects(SKOS.inScheme, CONCEPT[scheme])}


@pytest.mark.parametrize(
    ("scheme", "names"),
    [
        ("role", get_args(Role)),
        ("origin", get_args(Origin)),
        ("resolution", (*get_args(Basis), "ambiguous", "unresolved")),
        ("answer-type", ("substantive", "combined", "referral", "declined")),
    ],
)
def test_what_extraction_says_is_in_the_schemes(concepts: Graph, scheme: str, names: tuple[str, ...]) -> None:
    assert set(names) <= names_in_scheme(concepts, scheme)


@pytest.mark.parametrize(
    ("shape", "scheme"),
    [
        ("AnswerType", "answer-type"),
        ("MentionResolution", "resolution"),
        ("MentionOrigin", "origin"),
        ("ParticipationRole", "role"),
        ("LawTitleKind", "title-kind"),
        ("StatedOutcome", "outcome"),
        ("Issue", "issue"),
    ],
)
def test_shapes_accept_the_concepts_of_a_scheme_and_no_others(concepts: Graph, shape: str, scheme: str) -> None:
    shapes = read("shapes.ttl")
    accepted = shapes.value(URIRef(f"https://w3id.org/kamergraaf/shapes/{shape}"), SH["in"])
    assert set(shapes.items(accepted)) == set(concepts.subjects(SKOS.inScheme, CONCEPT[scheme]))  # type: ignore[arg-type]


def test_the_comment_on_answer_types_names_them(ontology: Graph, concepts: Graph) -> None:
    comment = next(str(c) for c in ontology.objects(KAMER.answerType, RDFS.comment) if c.language == "en")  # type: ignore[attr-defined]
    assert [name for name in names_in_scheme(concepts, "answer-type") if name not in comment] == []


def context() -> dict[str, object]:
    terms: dict[str, object] = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
    return terms


def test_the_context_has_every_own_term(ontology: Graph) -> None:
    terms = context()
    for term in own_terms(ontology):
        name = str(term).removeprefix(str(KAMER))
        entry = terms.get(name)
        assert (entry["@id"] if isinstance(entry, dict) else entry) == f"kamer:{name}"


def test_the_context_types_values_as_the_ontology_does(ontology: Graph) -> None:
    for term in ontology.subjects(RDF.type, OWL.ObjectProperty):
        assert context()[str(term).removeprefix(str(KAMER))] == {
            "@id": f"kamer:{str(term).removeprefix(str(KAMER))}",
            "@type": "@id",
        }
    for term, kind in ontology.subject_objects(RDFS.range):
        if kind in {XSD.date, XSD.integer, XSD.decimal}:
            entry = context()[str(term).removeprefix(str(KAMER))]
            assert isinstance(entry, dict)
            assert entry["@type"] == f"xsd:{str(kind).rpartition('#')[2]}"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it
def test_a_document_with_the_context_reads_as_the_triples_that_it_means() -> None:
    paper = {
        "@context": context(),
        "id": "https://zoek.officielebekendmakingen.nl/ah-tk-20142015-2171",
        "type": ["AnswerSet", "Work"],
        "title": {"nl": "Antwoord op vragen"},
        "appendixNumber": "2171",
        "daysToAnswer": 16,
        "dateReceived": "2015-05-06",
        "answers_to": "https://zoek.officielebekendmakingen.nl/kv-tk-2015Z07200",
        "cites": ["https://wetten.overheid.nl/BWBR0015703"],
    }
    expected = Graph().parse(
        format="turtle",
        data="""
        @prefix kamer: <https://w3id.org/kamergraaf/def#> .
        @prefix eli: <http://data.europa.eu/eli/ontology#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://zoek.officielebekendmakingen.nl/ah-tk-20142015-2171> a kamer:AnswerSet , eli:Work ;
            <http://purl.org/dc/terms/title> "Antwoord op vragen"@nl ;
            kamer:appendixNumber "2171" ;
            kamer:daysToAnswer 16 ;
            kamer:dateReceived "2015-05-06"^^xsd:date ;
            <http://data.europa.eu/eli/eli-draft-legislation-ontology#answers_to>
                <https://zoek.officielebekendmakingen.nl/kv-tk-2015Z07200> ;
            <http://purl.org/spar/cito/cites> <https://wetten.overheid.nl/BWBR0015703> .
        """,
    )
    assert set(Graph().parse(data=json.dumps(paper), format="json-ld")) == set(expected)
