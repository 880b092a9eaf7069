"""The terms in use, by vocabulary: `CITO.cites` is the node <http://purl.org/spar/cito/cites>.

Terms keep the spelling of their vocabulary; `class_` stands for `class`.
"""
# ruff: noqa: N815

from __future__ import annotations

from typing import ClassVar

from pyoxigraph import NamedNode


class Vocabulary:
    """A namespace; each annotation of a subclass names a term of it."""

    namespace: ClassVar[str]

    def __init_subclass__(cls, namespace: str) -> None:
        cls.namespace = namespace
        for name in cls.__annotations__:
            setattr(cls, name, NamedNode(namespace + name.rstrip("_")))

    @classmethod
    def terms(cls) -> tuple[str, ...]:
        return tuple(name.rstrip("_") for name in cls.__annotations__)


class KAMER(Vocabulary, namespace="https://w3id.org/kamergraaf/def#"):
    # papers and their parts
    WrittenQuestionSet: NamedNode
    AnswerSet: NamedNode
    DelayNotice: NamedNode
    Question: NamedNode
    Answer: NamedNode
    Letter: NamedNode
    Motion: NamedNode
    Amendment: NamedNode
    Bill: NamedNode
    Memorandum: NamedNode
    ParliamentaryPaper: NamedNode
    Proceedings: NamedNode
    Report: NamedNode
    Publication: NamedNode
    CourtDecision: NamedNode
    GazettePublication: NamedNode
    Footnote: NamedNode
    # what papers are about
    Treaty: NamedNode
    EuAct: NamedNode
    LawTitle: NamedNode
    Scheme: NamedNode
    Programme: NamedNode
    Dossier: NamedNode
    Commitment: NamedNode
    PoliticalParty: NamedNode
    # evidence and provenance
    Mention: NamedNode
    TextSnapshot: NamedNode
    SourceGraph: NamedNode
    ExtractionRun: NamedNode
    Extractor: NamedNode
    # identifiers and numbers
    localId: NamedNode
    questionNumber: NamedNode
    dossierNumber: NamedNode
    subNumber: NamedNode
    appendixNumber: NamedNode
    sessionYear: NamedNode
    referenceNumber: NamedNode
    ecli: NamedNode
    courtCode: NamedNode
    # dates
    dateSubmitted: NamedNode
    dateReceived: NamedNode
    daysToAnswer: NamedNode
    # questions and answers
    answers: NamedNode
    refersToAnswer: NamedNode
    refersToAnswerOf: NamedNode
    substantiveAnswer: NamedNode
    answerType: NamedNode
    delays: NamedNode
    forwardedTo: NamedNode
    # people, posts and bodies
    participation: NamedNode
    partyAtTime: NamedNode
    inCapacityOf: NamedNode
    post: NamedNode
    office: NamedNode
    surnamePrefix: NamedNode
    initials: NamedNode
    askedBy: NamedNode
    answeredBy: NamedNode
    addressedTo: NamedNode
    signedBy: NamedNode
    movedBy: NamedNode
    sentBy: NamedNode
    sentTo: NamedNode
    # laws, bills, schemes, dossiers, rulings
    lawTitle: NamedNode
    titleText: NamedNode
    titleKind: NamedNode
    abbreviation: NamedNode
    besideWord: NamedNode
    partlyReplaces: NamedNode
    becameLaw: NamedNode
    basedOn: NamedNode
    executedBy: NamedNode
    supplements: NamedNode
    inDossier: NamedNode
    court: NamedNode
    caseNumber: NamedNode
    procedure: NamedNode
    # commitments
    madeBy: NamedNode
    madeTo: NamedNode
    madeIn: NamedNode
    # what only the citing text says of the cited thing
    citedAs: NamedNode
    callsFor: NamedNode
    describedAs: NamedNode
    articlePart: NamedNode
    pinpoint: NamedNode
    statedName: NamedNode
    statedOffice: NamedNode
    statedParty: NamedNode
    statedTitle: NamedNode
    statedAuthor: NamedNode
    statedPublisher: NamedNode
    statedCommissioner: NamedNode
    statedCourt: NamedNode
    statedNumber: NamedNode
    statedDate: NamedNode
    statedYear: NamedNode
    statedVersion: NamedNode
    statedRelation: NamedNode
    valueScheme: NamedNode
    statedOutcome: NamedNode
    # places and certainty
    evidence: NamedNode
    inPart: NamedNode
    inFootnote: NamedNode
    anchoredIn: NamedNode
    anchor: NamedNode
    passage: NamedNode
    noteMark: NamedNode
    noteSeries: NamedNode
    confidence: NamedNode
    resolution: NamedNode
    candidate: NamedNode
    issue: NamedNode
    origin: NamedNode
    # sources
    series: NamedNode
    describes: NamedNode
    textOf: NamedNode
    sha256: NamedNode
    fingerprint: NamedNode
    charLength: NamedNode


class CITO(Vocabulary, namespace="http://purl.org/spar/cito/"):
    Citation: NamedNode
    cites: NamedNode
    citesAsAuthority: NamedNode
    citesAsEvidence: NamedNode
    repliesTo: NamedNode
    hasCitingEntity: NamedNode
    hasCitedEntity: NamedNode
    hasCitationCharacterization: NamedNode


class OA(Vocabulary, namespace="http://www.w3.org/ns/oa#"):
    Annotation: NamedNode
    SpecificResource: NamedNode
    TextPositionSelector: NamedNode
    TextQuoteSelector: NamedNode
    hasBody: NamedNode
    hasTarget: NamedNode
    hasSource: NamedNode
    hasSelector: NamedNode
    motivatedBy: NamedNode
    linking: NamedNode
    start: NamedNode
    end: NamedNode
    exact: NamedNode
    prefix: NamedNode
    suffix: NamedNode


class ELI(Vocabulary, namespace="http://data.europa.eu/eli/ontology#"):
    Work: NamedNode
    LegalResource: NamedNode
    LegalResourceSubdivision: NamedNode
    LegalExpression: NamedNode
    id_local: NamedNode
    number: NamedNode
    is_part_of: NamedNode
    is_about: NamedNode
    is_realized_by: NamedNode
    realizes: NamedNode
    based_on: NamedNode
    date_document: NamedNode
    first_date_entry_in_force: NamedNode
    date_no_longer_in_force: NamedNode


class ELIDL(Vocabulary, namespace="http://data.europa.eu/eli/eli-draft-legislation-ontology#"):
    Participation: NamedNode
    participation_role: NamedNode
    had_participant_person: NamedNode
    had_participant_organization: NamedNode
    participation_in_name_of: NamedNode
    answers_to: NamedNode
    foresees_change_of: NamedNode


class ORG(Vocabulary, namespace="http://www.w3.org/ns/org#"):
    Organization: NamedNode
    FormalOrganization: NamedNode
    Membership: NamedNode
    Post: NamedNode
    member: NamedNode
    organization: NamedNode
    role: NamedNode
    memberDuring: NamedNode
    postIn: NamedNode
    subOrganizationOf: NamedNode


class SCHEMA(Vocabulary, namespace="https://schema.org/"):
    Person: NamedNode
    Report: NamedNode
    NewsArticle: NamedNode
    WebPage: NamedNode
    position: NamedNode
    startDate: NamedNode
    endDate: NamedNode
    softwareVersion: NamedNode
    PropertyValue: NamedNode
    additionalProperty: NamedNode
    propertyID: NamedNode
    value: NamedNode
    target: NamedNode
    keywords: NamedNode


class PROV(Vocabulary, namespace="http://www.w3.org/ns/prov#"):
    Entity: NamedNode
    Activity: NamedNode
    SoftwareAgent: NamedNode
    Bundle: NamedNode
    wasAttributedTo: NamedNode
    wasAssociatedWith: NamedNode
    wasDerivedFrom: NamedNode
    wasQuotedFrom: NamedNode
    wasGeneratedBy: NamedNode
    generated: NamedNode
    startedAtTime: NamedNode
    endedAtTime: NamedNode


class DCTERMS(Vocabulary, namespace="http://purl.org/dc/terms/"):
    title: NamedNode
    description: NamedNode
    abstract: NamedNode
    type: NamedNode
    subject: NamedNode
    creator: NamedNode
    publisher: NamedNode
    identifier: NamedNode
    language: NamedNode
    license: NamedNode
    source: NamedNode
    format: NamedNode
    date: NamedNode
    issued: NamedNode
    available: NamedNode
    valid: NamedNode
    created: NamedNode
    modified: NamedNode
    isPartOf: NamedNode
    hasPart: NamedNode
    replaces: NamedNode
    isReplacedBy: NamedNode
    references: NamedNode


class FOAF(Vocabulary, namespace="http://xmlns.com/foaf/0.1/"):
    Person: NamedNode
    Document: NamedNode
    name: NamedNode
    givenName: NamedNode
    familyName: NamedNode
    page: NamedNode
    primaryTopic: NamedNode


class RDF(Vocabulary, namespace="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    type: NamedNode


class RDFS(Vocabulary, namespace="http://www.w3.org/2000/01/rdf-schema#"):
    label: NamedNode
    comment: NamedNode
    seeAlso: NamedNode
    isDefinedBy: NamedNode
    subClassOf: NamedNode
    subPropertyOf: NamedNode


class OWL(Vocabulary, namespace="http://www.w3.org/2002/07/owl#"):
    Class: NamedNode
    ObjectProperty: NamedNode
    DatatypeProperty: NamedNode
    sameAs: NamedNode
    versionInfo: NamedNode


class SKOS(Vocabulary, namespace="http://www.w3.org/2004/02/skos/core#"):
    Concept: NamedNode
    ConceptScheme: NamedNode
    prefLabel: NamedNode
    altLabel: NamedNode
    hiddenLabel: NamedNode
    historyNote: NamedNode
    definition: NamedNode
    inScheme: NamedNode


class TIME(Vocabulary, namespace="http://www.w3.org/2006/time#"):
    Interval: NamedNode
    Instant: NamedNode
    hasBeginning: NamedNode
    hasEnd: NamedNode
    inXSDDate: NamedNode


class VOID(Vocabulary, namespace="http://rdfs.org/ns/void#"):
    Dataset: NamedNode
    triples: NamedNode
    entities: NamedNode
    properties: NamedNode
    classes: NamedNode
    classPartition: NamedNode
    propertyPartition: NamedNode
    vocabulary: NamedNode
    uriSpace: NamedNode
    documents: NamedNode
    class_: NamedNode
    property: NamedNode
    sparqlEndpoint: NamedNode
    dataDump: NamedNode
    subset: NamedNode
    Linkset: NamedNode
    subjectsTarget: NamedNode
    objectsTarget: NamedNode


class DCAT(Vocabulary, namespace="http://www.w3.org/ns/dcat#"):
    Dataset: NamedNode
    CatalogRecord: NamedNode
    keyword: NamedNode
    Distribution: NamedNode
    distribution: NamedNode
    downloadURL: NamedNode
    mediaType: NamedNode
    compressFormat: NamedNode
    byteSize: NamedNode
    landingPage: NamedNode


class SPDX(Vocabulary, namespace="http://spdx.org/rdf/terms#"):
    checksum: NamedNode
    algorithm: NamedNode
    checksumValue: NamedNode
    checksumAlgorithm_sha256: NamedNode


class SH(Vocabulary, namespace="http://www.w3.org/ns/shacl#"):
    SPARQLExecutable: NamedNode
    SPARQLSelectExecutable: NamedNode
    SPARQLConstructExecutable: NamedNode
    select: NamedNode
    construct: NamedNode
    prefixes: NamedNode
    declare: NamedNode
    prefix: NamedNode
    namespace_: NamedNode


class XSD(Vocabulary, namespace="http://www.w3.org/2001/XMLSchema#"):
    string: NamedNode
    boolean: NamedNode
    integer: NamedNode
    decimal: NamedNode
    date: NamedNode
    dateTime: NamedNode
