"""Citations: one for each thing that a paper cites, with all mentions of it there and what they say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from extract.model import Mention
from graph import iris
from graph.build_layout import Held
from graph.build_mentions import NOT_CITED, Named
from graph.build_source import Source
from graph.identity import classes
from graph.terms import Term, day, decimal, dutch, integer, node, plain
from graph.vocabulary import CITO, FOAF, KAMER, RDF

AUTHORITIES = frozenset(("law", "treaty", "eu-act", "article", "ruling"))
SOURCES_OF_FACT = frozenset(("report", "publication", "news"))
MOVED = frozenset(("motion", "amendment"))


@dataclass(slots=True)
class Citation:
    """A thing that a paper cites, with the mentions of it."""

    held: Held
    cited: NamedNode
    kind: str
    mentions: list[tuple[Mention, NamedNode]] = field(default_factory=list)


def write_citations(source: Source, named: list[Named]) -> None:
    taken: dict[str, NamedNode] = {}
    for citation in _citations(source, named):
        iri = _own(iris.part(citation.held.path, "verwijzing", _key(citation)), citation.cited, taken)
        _write(source, NamedNode(iri), citation)


def _citations(source: Source, named: list[Named]) -> Iterator[Citation]:
    """One citation for each paper and thing that it cites, but for itself, in the order of their first mentions."""
    found: dict[tuple[str, NamedNode], Citation] = {}
    for mention, mention_node, body in named:
        held = source.layout.held[mention.paper]
        if mention.kind in NOT_CITED or body == held.node:
            continue
        citation = found.setdefault((mention.paper, body), Citation(held, body, mention.kind))
        citation.mentions.append((mention, mention_node))
    yield from found.values()


def _key(citation: Citation) -> str:
    kind, identifier = iris.parse(citation.cited.value) or (citation.kind, citation.cited.value.rpartition("/")[2])
    return f"{kind}-{iris.slug(identifier)}"


def _own(iri: str, cited: NamedNode, taken: dict[str, NamedNode]) -> str:
    """The IRI, with a number behind it where the slug of another thing is the same."""
    numbered, nth = iri, 1
    while taken.setdefault(numbered, cited) != cited:
        nth += 1
        numbered = f"{iri}-{nth}"
    return numbered


def _write(source: Source, citation_node: NamedNode, citation: Citation) -> None:
    add, mentions = source.add, [mention for mention, _ in citation.mentions]
    add(citation.held.node, CITO.cites, citation.cited)
    add(citation_node, RDF.type, CITO.Citation)
    add(citation_node, CITO.hasCitingEntity, citation.held.node)
    add(citation_node, CITO.hasCitedEntity, citation.cited)
    add(citation_node, CITO.hasCitationCharacterization, _character(citation))
    add(citation_node, KAMER.citedAs, *dict.fromkeys(classes(m.kind, m.id)[0] for m in mentions))
    add(citation_node, KAMER.evidence, *(mention_node for _, mention_node in citation.mentions))
    add(citation_node, KAMER.confidence, decimal(max(m.confidence for m in mentions)))
    issues = dict.fromkeys(issue for m in mentions for issue in m.issues)
    add(citation_node, KAMER.issue, *(node(iris.concept("issue", issue)) for issue in issues))
    for statement in dict.fromkeys(s for m in mentions if m.details for s in _stated(source, m)):
        add(citation_node, *statement)


def _character(citation: Citation) -> NamedNode:
    if citation.kind in AUTHORITIES:
        return CITO.citesAsAuthority
    if citation.kind in SOURCES_OF_FACT:
        return CITO.citesAsEvidence
    replies = citation.held.paper.kind == "answer-set" and citation.kind == "question-set"
    return CITO.repliesTo if replies else CITO.cites


Statement = tuple[NamedNode, Term]


def _stated(source: Source, mention: Mention) -> Iterator[Statement]:
    """What the text says of the cited thing."""
    for key, value in mention.details.items():
        reader = STATED.get(key)
        if reader and value:
            yield from ((prop, term) for prop, term in reader(source, mention, value) if term is not None)


Stated = Iterator[tuple[NamedNode, Term | None]]


def _several(names: str) -> list[str]:
    return [name for each in names.split(";") if (name := each.strip())]


def _title(_source: Source, _mention: Mention, value: str) -> Stated:
    yield KAMER.statedTitle, dutch(value)


def _described(_source: Source, mention: Mention, value: str) -> Stated:
    yield KAMER.callsFor if mention.kind in MOVED else KAMER.describedAs, dutch(value)


def _authors(_source: Source, _mention: Mention, value: str) -> Stated:
    yield from ((KAMER.statedAuthor, plain(name)) for name in _several(value))


def _year(_source: Source, _mention: Mention, value: str) -> Stated:
    yield KAMER.statedYear, integer(int(value)) if value.isdecimal() and len(value) == len("2015") else None


def _date(source: Source, mention: Mention, value: str) -> Stated:
    exact = day(value)
    if exact:
        yield KAMER.statedDate, exact
    else:
        yield from _year(source, mention, value[: len("2015")])


def _number(_source: Source, mention: Mention, value: str) -> Stated:
    """A number, but for that of a paper, which is part of its id."""
    yield KAMER.statedNumber, plain(value) if mention.id is None or mention.kind in SOURCES_OF_FACT else None


def _sender(source: Source, _mention: Mention, value: str) -> Stated:
    yield from ((KAMER.sentBy, source.person_named(name)) for name in _several(value))


def _mover(source: Source, _mention: Mention, value: str) -> Stated:
    yield from ((KAMER.movedBy, source.person_named(name)) for name in _several(value))


def _recipient(source: Source, _mention: Mention, value: str) -> Stated:
    yield KAMER.sentTo, source.thing("organisation", value)


def _outcome(_source: Source, _mention: Mention, value: str) -> Stated:
    yield KAMER.statedOutcome, node(iris.concept("outcome", value))


def _address(_source: Source, _mention: Mention, value: str) -> Stated:
    page = iris.thing("web", value)
    yield FOAF.page, node(page) if page else None


def _words(prop: NamedNode) -> Callable[[Source, Mention, str], Stated]:
    def read(_source: Source, _mention: Mention, value: str) -> Stated:
        yield prop, plain(value)

    return read


# How the details of a mention are stated on the citation, by the key of `Mention.details`.
STATED: dict[str, Callable[[Source, Mention, str], Stated]] = {
    "title": _title,
    "described": _described,
    "author": _authors,
    "publisher": _words(KAMER.statedPublisher),
    "commissioner": _words(KAMER.statedCommissioner),
    "court": _words(KAMER.statedCourt),
    "number": _number,
    "year": _year,
    "date": _date,
    "sender": _sender,
    "mover": _mover,
    "recipient": _recipient,
    "outcome": _outcome,
    "relation": _words(KAMER.statedRelation),
    "url": _address,
}
