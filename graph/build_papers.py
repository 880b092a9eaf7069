"""The source, its text, and the papers that it holds with their dates and participants."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from extract.model import Dates, Paper, Participation
from graph import iris
from graph.build_evidence import Evidence, evidence_for
from graph.build_laws import is_registered, named, write_law
from graph.build_layout import Held
from graph.build_rulings import write_ruling
from graph.build_source import Source
from graph.build_stated import record_of, write_stated
from graph.identity import classes, facts, parents
from graph.terms import as_date, day, decimal, dutch, english, integer, node, plain
from graph.vocabulary import (
    CITO,
    DCTERMS,
    ELI,
    ELIDL,
    FOAF,
    KAMER,
    PROV,
    RDF,
    RDFS,
)

CC0 = node("https://creativecommons.org/publicdomain/zero/1.0/")
DUTCH = node("http://publications.europa.eu/resource/authority/language/NLD")
DOCUMENT_TYPES = "https://identifier.overheid.nl/tooi/def/thes/kern/"
TOOI_TYPES = {
    "question-set": node(f"{DOCUMENT_TYPES}c_03c52ba0"),
    "answer-set": node(f"{DOCUMENT_TYPES}c_6d494ab6"),
    "letter": node(f"{DOCUMENT_TYPES}c_7652d853"),
    "motion": node(f"{DOCUMENT_TYPES}c_bf0f9c95"),
    "paper": node(f"{DOCUMENT_TYPES}c_056a75e1"),
}
SHORT_CUTS = {
    "asker": KAMER.askedBy,
    "answerer": KAMER.answeredBy,
    "addressee": KAMER.addressedTo,
    "signatory": KAMER.signedBy,
    "mover": KAMER.movedBy,
    "sender": KAMER.sentBy,
}
MAKERS = ("asker", "answerer", "signatory", "mover")


def write_source(source: Source) -> None:
    """The graph itself and the text that it was read from."""
    add, graph, document = source.add, source.sheet.graph, source.extraction.document
    papers = [held.node for held in source.layout.held.values()]
    add(graph, RDF.type, KAMER.SourceGraph, PROV.Bundle)
    add(graph, DCTERMS.identifier, plain(document.name))
    add(graph, KAMER.describes, *papers)
    add(graph, PROV.wasDerivedFrom, source.text)
    add(graph, PROV.wasGeneratedBy, node(iris.run(source.name)))
    add(graph, DCTERMS.license, CC0)
    add(source.text, RDF.type, KAMER.TextSnapshot, PROV.Entity)
    add(source.text, KAMER.textOf, *papers)
    add(source.text, KAMER.sha256, plain(document.sha256))
    add(source.text, KAMER.charLength, integer(len(document.text)))
    add(source.text, DCTERMS.format, plain(document.format))
    add(source.text, DCTERMS.language, DUTCH)


def write_papers(source: Source) -> None:
    for held in source.layout.held.values():
        _write_paper(source, held)
        write_ruling(source, held)
        write_law(source, held)
        _write_dates(source, held)
        write_stated(source, held)
        for participation in held.paper.participations:
            _write_participation(source, held, participation)


def _write_paper(source: Source, held: Held) -> None:
    add, paper = source.add, held.paper
    if not is_registered(held):
        add(held.node, RDF.type, *classes(paper.kind))
        _write_identity(source, held)
    add(held.node, DCTERMS.type, TOOI_TYPES.get(paper.kind))
    _write_numbers(source, held)
    _write_identified(source, held)
    add(held.node, DCTERMS.title, dutch(paper.title) if paper.title else None)
    add(held.node, KAMER.passage, source.place(paper.title_span) if paper.title_span else None)
    add(held.node, DCTERMS.abstract, dutch(paper.about) if paper.about else None)
    add(held.node, KAMER.series, dutch(paper.series) if paper.series else None)
    add(held.node, DCTERMS.subject, *(source.refer(iris.subject(words)) for words in paper.subjects))
    pages = [iris.address(address) for address in paper.sources]
    add(held.node, FOAF.page, *(node(page) for page in pages if page))
    _write_answered(source, held)


def _write_identity(source: Source, held: Held) -> None:
    """What follows from the paper's id, or a label where it has none, and the other numbers that it states."""
    known = iris.parse(held.node.value)
    told = dict(facts(*known, named(source, held))) if known else {RDFS.label: dutch(_label(source, held))}
    if held.paper.session_year:
        told.setdefault(KAMER.sessionYear, plain(held.paper.session_year))
    source.sheet.add_all(held.node, told.items())
    for iri in parents(*known) if known else ():
        source.refer(iri)


def _write_identified(source: Source, held: Held) -> None:
    """How a paper got an id that its text does not state."""
    if how := held.paper.identified:
        source.add(held.node, KAMER.confidence, decimal(how.confidence))
        source.add(held.node, KAMER.resolution, node(iris.concept("resolution", how.basis)))
        source.add(held.node, KAMER.issue, *(node(iris.concept("issue", issue)) for issue in how.issues))
        source.add(held.node, RDFS.comment, english(how.reason))


KIND_LABELS = {
    "question-set": "Kamervragen",
    "answer-set": "Antwoord op Kamervragen",
    "letter": "Brief",
    "report": "Rapport",
}


def _label(source: Source, held: Held) -> str:
    """What a paper without an id is called; the answers have the same title as the questions."""
    title, kind = held.paper.title, held.paper.kind
    if title:
        return f"Antwoord op: {title}" if kind == "answer-set" else title
    return f"{KIND_LABELS.get(kind, 'Stuk')} in {source.extraction.document.name}"


def _write_numbers(source: Source, held: Held) -> None:
    """The numbers that the paper states besides the ids of the papers in the same text."""
    ids = {other.paper.id for other in source.layout.held.values()}
    for number in held.paper.identifiers:
        if number not in ids:
            source.add(held.node, _number_property(number, held.paper), plain(number))


EXCHANGED = frozenset(("question-set", "answer-set", "delay-notice"))
_HOUSE_NUMBER = re.compile(r"\d{4}[ZD]\d{5}")


def _number_property(number: str, paper: Paper) -> NamedNode:
    if _HOUSE_NUMBER.fullmatch(number):
        return KAMER.questionNumber if paper.kind in EXCHANGED and "Z" in number else DCTERMS.identifier
    if paper.decision and number in paper.decision.cases:
        return KAMER.caseNumber
    return KAMER.referenceNumber if paper.kind == "letter" else DCTERMS.identifier


def _write_answered(source: Source, held: Held) -> None:
    """The tie between the papers of one exchange, also where neither states a number."""
    asked = source.layout.question_set_of(held.paper.key)
    if asked and held.paper.kind == "answer-set":
        source.add(held.node, ELIDL.answers_to, asked.node)
        source.add(held.node, CITO.repliesTo, asked.node)
    elif asked and held.paper.kind == "delay-notice":
        source.add(held.node, KAMER.delays, asked.node)


def _write_dates(source: Source, held: Held) -> None:
    dates, add = _dates(source, held), source.add
    asking = held.paper.kind == "question-set"
    add(held.node, KAMER.dateSubmitted, day(dates.submitted) if asking else None)
    add(held.node, KAMER.dateReceived, None if asking else day(dates.received))
    add(held.node, DCTERMS.issued, day(dates.issued))
    add(held.node, DCTERMS.available, day(dates.published))
    add(held.node, ELI.date_document, None if is_registered(held) else day(held.paper.day))
    if held.paper.kind == "answer-set":
        days = _days_between(dates, held.paper.days_to_answer)
        add(held.node, KAMER.daysToAnswer, None if days is None else integer(days))


def _dates(source: Source, held: Held) -> Dates:
    """The dates of a paper; an answer set also knows when its questions were put."""
    asked = source.layout.question_set_of(held.paper.key) if held.paper.kind == "answer-set" else None
    own, others = held.paper.dates, asked.paper.dates if asked else Dates()
    return Dates(own.submitted or others.submitted, own.received or others.received, own.issued, own.published)


def _days_between(dates: Dates, stated: int | None) -> int | None:
    """The days from question to answer as the dates count them, else as stated; None if the answer came first."""
    submitted, received = as_date(dates.submitted), as_date(dates.received)
    days = (received - submitted).days if submitted and received else stated
    return days if days is not None and days >= 0 else None


def _write_participation(source: Source, held: Held, participation: Participation) -> None:
    add = source.add
    person, post = _person(source, participation), _post(source, participation)
    organisation = _organisation(source, participation)
    actor = person or post or organisation
    if actor is None:
        return
    part = node(iris.part(held.path, "deelname", f"{participation.role}-{_who(participation)}"))
    add(held.node, KAMER.participation, part)
    add(held.node, SHORT_CUTS[participation.role], post or actor if participation.role == "addressee" else actor)
    add(held.node, DCTERMS.creator, actor if participation.role in MAKERS else None)
    add(part, RDF.type, ELIDL.Participation)
    add(part, ELIDL.participation_role, node(iris.concept("role", participation.role)))
    add(part, ELIDL.had_participant_person, person)
    add(part, ELIDL.had_participant_organization, organisation)
    add(part, KAMER.inCapacityOf, post)
    _write_party(source, part, participation)
    _write_words(source, part, participation)
    kind = "person" if person else "ambt" if post else "organisation"
    add(part, KAMER.evidence, _evidence(source, held, participation, (kind, actor)))


def _evidence(
    source: Source, held: Held, participation: Participation, named: tuple[str, NamedNode]
) -> NamedNode | None:
    """The mention that bears out a participation; where only the file states it, what the file states of the paper."""
    kind, actor = named
    if participation.span is None:
        return record_of(source, held)
    rule = f"{participation.role}-in-structure"
    return evidence_for(
        source, kind, Evidence(participation.span, actor, held.paper.key, rule, _resolution(source, actor))
    )


def _resolution(source: Source, actor: NamedNode) -> str:
    return "unresolved" if source.is_local(actor) else "register"


def _write_party(source: Source, part: NamedNode, participation: Participation) -> None:
    known = source.thing("party", participation.party_id) if participation.party_id else None
    party = known or (source.local("party", participation.party) if participation.party else None)
    source.add(part, KAMER.partyAtTime, party)
    source.add(part, ELIDL.participation_in_name_of, party)


def _write_words(source: Source, part: NamedNode, participation: Participation) -> None:
    office = " ".join(filter(None, (participation.office, participation.portfolio)))
    source.add(part, KAMER.statedName, plain(participation.name) if participation.name else None)
    source.add(part, KAMER.statedOffice, plain(office) if office else None)
    source.add(part, KAMER.statedParty, plain(participation.party) if participation.party else None)


def _post(source: Source, participation: Participation) -> NamedNode | None:
    if participation.post:
        return source.thing("post", participation.post)
    if not participation.office:
        return None
    words = f"{participation.office} {participation.portfolio or ''}".strip()
    return source.local("post", words, more=((KAMER.office, plain(participation.office)),))


def _organisation(source: Source, participation: Participation) -> NamedNode | None:
    post = source.registers.post_by_id.get(participation.post or "")
    identifier = participation.organisation or (post.organisation if post else None)
    return source.thing("organisation", identifier) if identifier else None


def _person(source: Source, participation: Participation) -> NamedNode | None:
    """Who took part; a name without an office, next to a body that is known, is the name of that body."""
    body_alone = (
        participation.organisation and not participation.office and participation.role in ("sender", "addressee")
    )
    return source.person(None if body_alone else participation.name, participation.person)


def _who(participation: Participation) -> str:
    words = participation.person or participation.name or participation.post or participation.office
    return iris.slug(words or participation.organisation or "")
