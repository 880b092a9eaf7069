"""The people, parties, seats and dossiers that a file describes beside papers.

Somebody is a person of the registers where they know the id that the House gave, else a person of this source alone.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from extract.fold import fold
from extract.model import Entity
from graph import iris
from graph.build_source import Source
from graph.terms import day, dutch, node, plain
from graph.vocabulary import DCTERMS, FOAF, KAMER, ORG, RDF, SCHEMA, TIME

SEAT = "kamerlid-tweede-kamer"
POSITION = "mp"


def write_entities(source: Source) -> None:
    entities = source.extraction.document.entities
    people = {entity.id: entity for entity in entities if entity.kind == "person"}
    for entity in entities:
        if entity.kind == "person":
            source.add(_person(source, entity), KAMER.passage, source.place(entity.span))
        elif entity.kind == "party":
            _write_party(source, entity)
        elif entity.kind == "seat":
            _write_seat(source, entity, people)
        elif entity.kind == "dossier" and (dossier := source.thing("dossier", entity.id)):
            source.add(dossier, DCTERMS.title, dutch(entity.name) if entity.name else None)
            source.add(dossier, KAMER.passage, source.place(entity.span))


def _person(source: Source, entity: Entity) -> NamedNode:
    known = source.registers.external.get(entity.id)
    found = source.thing("person", known) if known else None
    name = entity.name or entity.id
    own = ((FOAF.name, plain(name)), (DCTERMS.identifier, plain(entity.id)))
    return found or source.local("person", name, entity.id, own)


def _party(source: Source, short: str, name: str | None = None) -> NamedNode:
    known = source.registers.party_by_name.get(fold(short))
    found = source.thing("party", known) if known else None
    return found or source.local("party", name or short, short)


def _write_party(source: Source, entity: Entity) -> None:
    party = _party(source, entity.party or entity.name or entity.id, entity.name)
    source.add(party, KAMER.passage, source.place(entity.span))
    source.add(party, DCTERMS.identifier, plain(entity.id))
    source.add(party, SCHEMA.startDate, day(entity.start))
    source.add(party, SCHEMA.endDate, day(entity.end))


def _write_seat(source: Source, entity: Entity, people: dict[str, Entity]) -> None:
    """A seat, where it is known who holds it."""
    holder = people.get(entity.person or "")
    known = source.registers.external.get(entity.person or "")
    post, body = source.registers.post_by_id.get(SEAT), None
    if post and post.organisation:
        body = source.thing("organisation", post.organisation)
    if body is None or not (holder or known):
        return
    add, seat = source.add, node(iris.local(source.name, "bekleding", entity.id))
    add(seat, RDF.type, ORG.Membership)
    add(seat, ORG.member, _person(source, holder) if holder else source.thing("person", known or ""))
    add(seat, ORG.organization, body)
    add(seat, ORG.role, node(iris.concept("position", POSITION)))
    add(seat, KAMER.post, source.thing("post", SEAT))
    add(seat, KAMER.partyAtTime, _party(source, entity.party) if entity.party else None)
    add(seat, DCTERMS.identifier, plain(entity.id))
    add(seat, KAMER.passage, source.place(entity.span))
    _write_days(source, seat, entity)


def _write_days(source: Source, seat: NamedNode, entity: Entity) -> None:
    """The days of a seat, for filters and in the terms of W3C Time; none where the first day is not known."""
    add, interval = source.add, node(f"{seat.value}/periode")
    add(seat, SCHEMA.startDate, day(entity.start))
    add(seat, SCHEMA.endDate, day(entity.end))
    if not day(entity.start):
        return
    add(seat, ORG.memberDuring, interval)
    add(interval, RDF.type, TIME.Interval)
    for predicate, name, date in ((TIME.hasBeginning, "begin", entity.start), (TIME.hasEnd, "eind", entity.end)):
        if day(date):
            instant = node(f"{interval.value}/{name}")
            add(interval, predicate, instant)
            add(instant, RDF.type, TIME.Instant)
            add(instant, TIME.inXSDDate, day(date))
