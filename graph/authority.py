"""The registers and the ontology of the package: Turtle in, values for the extraction or quads for the graph out.

A register file states each fact once. What follows from the facts (the body of a holding, its interval, the label of a
person) is added by `register_quads`, so that a query need not derive it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from extract.fold import fold
from extract.registers import Entry, Holding, Name, Period, Person, Post, Registers
from extract.variants import variants_of
from graph import iris
from graph.vocabulary import DCTERMS, ELI, FOAF, KAMER, ORG, OWL, RDF, RDFS, SCHEMA, SKOS, TIME, XSD
from kamergraaf.errors import RegisterError

# The kind of an entry by its class; the first class that fits decides.
KINDS = (
    (KAMER.Treaty, "treaty"),
    (KAMER.EuAct, "eu-act"),
    (ELI.LegalResource, "law"),
    (KAMER.PoliticalParty, "party"),
    (ORG.FormalOrganization, "organisation"),
    (ORG.Organization, "organisation"),
    (KAMER.Dossier, "dossier"),
    (KAMER.Bill, "bill"),
    (KAMER.Programme, "programme"),
    (SKOS.Concept, "subject"),
)
NAMELESS = frozenset(("dossier", "subject"))  # a text cites a dossier by its number, never by its title
# What only the graph shows: left out when the registers are read for the extraction, which has to be quick.
UNREAD = frozenset(term.value for term in (DCTERMS.source, ELI.date_document, ELI.id_local, OWL.sameAs))
NOT_IN_GRAPH = "shapes.ttl"  # rules about the graph, not part of it


@dataclass(frozen=True, slots=True)
class Thing:
    """All that the registers state of one subject."""

    iri: str
    facts: dict[str, list[str]] = field(default_factory=dict)

    def all(self, predicate: NamedNode) -> list[str]:
        return self.facts.get(predicate.value, [])

    def one(self, predicate: NamedNode) -> str | None:
        values = self.facts.get(predicate.value)
        return values[0] if values else None

    def text(self, predicate: NamedNode) -> str:
        return self.one(predicate) or ""

    def period(self, start: NamedNode = SCHEMA.startDate, end: NamedNode = SCHEMA.endDate) -> Period:
        return Period(self.one(start), self.one(end))


Things = dict[str, Thing]


@cache
def embedded() -> Registers:
    """The registers that come with the package."""
    return read(_register_files())


def read(sources: Sequence[Traversable]) -> Registers:
    """The registers that Turtle files state together; RegisterError where a file cannot be read."""
    things = _things((quad for source in sources for quad in _quads(source)), UNREAD)
    by_class = _by_class(things)
    entries = tuple(_entries(things, by_class))
    return Registers(
        entries=entries,
        people=tuple(_people(by_class)),
        posts=tuple(_post(thing) for thing in by_class.get(ORG.Post.value, ())),
        version=_digest(sources),
        variants=variants_of(entries),
        external={
            value: _id(p.iri) for p in by_class.get(FOAF.Person.value, ()) for value in p.all(DCTERMS.identifier)
        },
    )


def external_ids() -> dict[str, str]:
    """The ids that others gave to people of the registers, the House a GUID and Wikidata a Q-number: slug by id."""
    things = _things(quad for source in _register_files() for quad in _quads(source))
    return {
        value.rpartition("/")[2]: _id(person.iri)
        for person in _by_class(things).get(FOAF.Person.value, ())
        for value in (*person.all(DCTERMS.identifier), *person.all(OWL.sameAs))
    }


def register_quads() -> list[Quad]:
    """The register files, each in a graph of its own, with what follows from them."""
    stated = {source.name: list(_quads(source)) for source in _register_files()}
    things = _things(quad for quads in stated.values() for quad in quads)
    result: list[Quad] = []
    for name, quads in stated.items():
        graph = NamedNode(iris.authority_graph(name.removesuffix(".ttl")))
        result += _in_graph((quad.triple for quad in quads), graph)
        result += _in_graph(_following(_things(quads), things), graph)
    return result


def ontology_quads() -> list[Quad]:
    """The vocabulary, the concept schemes and the alignments."""
    graph = NamedNode(iris.ONTOLOGY_GRAPH)
    sources = (source for source in _turtle_files(files("ontology")) if source.name != NOT_IN_GRAPH)
    return list(_in_graph((quad.triple for source in sources for quad in _quads(source)), graph))


def _in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    return (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)


def _register_files() -> list[Traversable]:
    return _turtle_files(files("ontology") / "registers")


def _turtle_files(folder: Traversable) -> list[Traversable]:
    return sorted((file for file in folder.iterdir() if file.name.endswith(".ttl")), key=lambda file: file.name)


def _quads(source: Traversable) -> Iterator[Quad]:
    try:
        yield from parse(source.read_bytes(), format=RdfFormat.TURTLE)
    except SyntaxError as error:
        advice = "mend the file or install kamergraaf again"
        raise RegisterError(f"{source}: no valid Turtle ({error}); {advice}") from error


def _digest(sources: Sequence[Traversable]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]


def _things(quads: Iterable[Quad], unread: Container[str] = ()) -> Things:
    things: Things = {}
    for subject, predicate, value, _ in quads:
        if predicate.value not in unread:
            thing = things.get(subject.value) or things.setdefault(subject.value, Thing(subject.value))
            thing.facts.setdefault(predicate.value, []).append(value.value)
    return things


def _by_class(things: Things) -> dict[str, list[Thing]]:
    table: dict[str, list[Thing]] = {}
    for thing in things.values():
        for class_ in thing.all(RDF.type):
            table.setdefault(class_, []).append(thing)
    return table


def _id(iri: str) -> str:
    known = iris.parse(iri)
    if known is None:
        raise RegisterError(f"{iri}: a register names a thing whose IRI means nothing here; see graph/iris.py")
    return known[1]


def _entries(things: Things, by_class: dict[str, list[Thing]]) -> Iterator[Entry]:
    done: set[str] = set()
    for class_, kind in KINDS:
        for thing in by_class.get(class_.value, ()):
            if thing.iri not in done:
                done.add(thing.iri)
                yield _entry(kind, thing, things)


def _entry(kind: str, thing: Thing, things: Things) -> Entry:
    label = thing.one(RDFS.label) or thing.text(SKOS.prefLabel)
    titles = [things[title] for title in thing.all(KAMER.lawTitle)]
    titled = [name for title in titles for name in _title_names(title)]
    known = {name.text for name in titled if not name.beside}
    names = [*titled, *(name for name in _names(thing, label) if name.text not in known)]
    in_force = thing.period(ELI.first_date_entry_in_force, ELI.date_no_longer_in_force)
    period = in_force if kind == "law" else thing.period()
    known_names = () if kind in NAMELESS else tuple(names)
    return Entry(kind, _id(thing.iri), label, known_names, period, thing.one(KAMER.courtCode))


def _title_names(title: Thing) -> list[Name]:
    """A title of a law and its abbreviations, for the days on which the law had it, beside the words that it needs."""
    period = title.period()
    beside = tuple(sorted(fold(word) for word in title.all(KAMER.besideWord)))
    short = title.all(KAMER.abbreviation)
    plain = (text for text in title.all(KAMER.titleText) if text not in short)
    return [Name(text, period, text in short, beside) for text in (*plain, *short)]


def _names(thing: Thing, label: str) -> list[Name]:
    """A label that is an abbreviation too, `SAM`, counts in its own case only; so does every hidden label."""
    exact = dict.fromkeys([*thing.all(KAMER.abbreviation), *thing.all(SKOS.hiddenLabel)])
    plain = dict.fromkeys([label, *thing.all(SKOS.altLabel)])
    return [Name(text) for text in plain if text not in exact] + [Name(text, abbreviation=True) for text in exact]


def _post(thing: Thing) -> Post:
    body = thing.one(ORG.postIn)
    return Post(_id(thing.iri), thing.text(RDFS.label), thing.text(KAMER.office), _id(body) if body else None)


def _people(by_class: dict[str, list[Thing]]) -> Iterator[Person]:
    holdings: dict[str, list[Holding]] = {}
    for membership in by_class.get(ORG.Membership.value, ()):
        holdings.setdefault(membership.text(ORG.member), []).append(_holding(membership))
    for thing in by_class.get(FOAF.Person.value, ()):
        yield _person(thing, holdings.get(thing.iri, []))


def _holding(membership: Thing) -> Holding:
    party = membership.one(KAMER.partyAtTime)
    return Holding(_id(membership.text(KAMER.post)), membership.period(), _id(party) if party else None)


def _person(thing: Thing, holdings: list[Holding]) -> Person:
    return Person(
        id=_id(thing.iri),
        name=thing.text(FOAF.name),
        surname=thing.text(FOAF.familyName),
        prefix=thing.text(KAMER.surnamePrefix),
        given=thing.text(FOAF.givenName),
        initials=thing.text(KAMER.initials),
        holdings=tuple(holdings),
        aliases=tuple(thing.all(SKOS.altLabel)),
    )


def _following(here: Things, everywhere: Things) -> Iterator[Triple]:
    """What follows from the facts of one file, given those of all."""
    by_class = _by_class(here)
    for person in by_class.get(FOAF.Person.value, ()):
        yield from _following_person(person)
    for membership in by_class.get(ORG.Membership.value, ()):
        yield from _following_membership(membership, everywhere)


def _following_person(person: Thing) -> Iterator[Triple]:
    node = NamedNode(person.iri)
    yield Triple(node, RDF.type, SCHEMA.Person)
    yield Triple(node, RDFS.label, Literal(person.text(FOAF.name), language="nl"))


def _following_membership(membership: Thing, things: Things) -> Iterator[Triple]:
    """The body and the sort of position are those of the post, the source is that of the person."""
    node = NamedNode(membership.iri)
    post, person = things[membership.text(KAMER.post)], things[membership.text(ORG.member)]
    for predicate, values in (
        (ORG.organization, post.all(ORG.postIn)),
        (ORG.role, post.all(ORG.role)),
        (DCTERMS.source, person.all(DCTERMS.source)),
    ):
        yield from (Triple(node, predicate, NamedNode(value)) for value in values)
    yield from _interval(node, membership.period())


def _interval(membership: NamedNode, period: Period) -> Iterator[Triple]:
    """The days of a holding in the terms of W3C Time; none where the first day is not known."""
    if not period.start:
        return
    interval = NamedNode(f"{membership.value}/periode")
    yield Triple(membership, ORG.memberDuring, interval)
    yield Triple(interval, RDF.type, TIME.Interval)
    for predicate, name, day in ((TIME.hasBeginning, "begin", period.start), (TIME.hasEnd, "eind", period.end)):
        if day:
            instant = NamedNode(f"{interval.value}/{name}")
            yield Triple(interval, predicate, instant)
            yield Triple(instant, RDF.type, TIME.Instant)
            yield Triple(instant, TIME.inXSDDate, Literal(day, datatype=XSD.date))
