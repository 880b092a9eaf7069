"""Mentions: the things that the text names, each with its place, and what the text says of it right there."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import NamedNode

from extract.model import Mention
from graph import iris
from graph.build_evidence import Evidence, write_mention
from graph.build_layout import Held
from graph.build_source import Source
from graph.terms import day, dutch, node, plain
from graph.vocabulary import DCTERMS, KAMER, RDF

# What the text says next to a mention, by the key of `Mention.details`.
BESIDE = {
    "name": KAMER.statedName,
    "title": KAMER.statedName,  # of things that are not cited; what is said of cited things stands on the citation
    "office": KAMER.statedOffice,
    "party": KAMER.statedParty,
    "onderdeel": KAMER.articlePart,
    "pages": KAMER.pinpoint,
    "version": KAMER.statedVersion,
}
NOT_CITED = frozenset(("person", "party", "organisation", "date", "commitment"))
MAKERS = ("signatory", "answerer")
Named = tuple[Mention, NamedNode, NamedNode]  # a mention, its node, and the thing that it names


def write_mentions(source: Source) -> list[Named]:
    """Writes all mentions; gives them back with their nodes and what they name."""
    commitments: Counter[str] = Counter()
    named = []
    for mention, mention_node in source.mention_nodes:
        if mention.kind == "commitment":
            commitments[mention.paper] += 1
            body = _write_commitment(source, mention, mention_node, commitments[mention.paper])
        else:
            body = _body(source, mention)
        _write(source, mention, mention_node, body)
        named.append((mention, mention_node, body))
    return named


def _write(source: Source, mention: Mention, mention_node: NamedNode, body: NamedNode) -> None:
    add, details = source.add, mention.details
    evidence = Evidence(
        mention.span, body, mention.paper, mention.rule, _resolution(source, mention, body), mention.confidence
    )
    write_mention(source, mention_node, evidence)
    for candidate in mention.candidates:
        add(mention_node, KAMER.candidate, source.thing(mention.kind, candidate))
    add(mention_node, KAMER.issue, *(node(iris.concept("issue", issue)) for issue in mention.issues))
    if mention.source != "text":
        add(mention_node, KAMER.origin, node(iris.concept("origin", mention.source)))
    if details:
        add(mention_node, KAMER.describedAs, dutch(details["described"]) if "described" in details else None)
        for key, prop in BESIDE.items():
            if key in details and (key != "title" or mention.kind in NOT_CITED):
                add(mention_node, prop, plain(details[key]))


def _resolution(source: Source, mention: Mention, body: NamedNode) -> str:
    """How the thing was identified. A commitment is what its own words make it, so those are enough."""
    if mention.kind == "commitment":
        return "context"
    if mention.resolution == "resolved":
        return "unresolved" if source.is_local(body) else mention.basis
    return mention.resolution


def _body(source: Source, mention: Mention) -> NamedNode:
    """What a mention names: the thing with its id, else a thing that only this source knows."""
    known = source.thing(mention.kind, mention.id) if mention.id else None
    if mention.kind == "person":
        return known or source.unknown_person(_name(mention))
    return known or source.local(mention.kind, _name(mention), _local_key(mention))


def _name(mention: Mention) -> str:
    return mention.details.get("name") or mention.details.get("title") or mention.text


def _local_key(mention: Mention) -> str | None:
    """Letters of one sender and one day are one letter, whatever words name them."""
    if mention.kind == "letter" and "date" in mention.details:
        return f"{mention.details.get('sender', '')} {mention.details['date']}".strip()
    return None


def _write_commitment(source: Source, mention: Mention, mention_node: NamedNode, number: int) -> NamedNode:
    add, held, details = source.add, source.layout.held[mention.paper], mention.details
    commitment = node(iris.part(held.path, "toezegging", number))
    add(commitment, RDF.type, KAMER.Commitment)
    add(commitment, KAMER.madeIn, held.node)
    add(commitment, KAMER.madeBy, _maker(source, held, mention))
    add(
        commitment, KAMER.madeTo, source.thing("organisation", details["recipient"]) if "recipient" in details else None
    )
    add(commitment, DCTERMS.description, dutch(details.get("described", mention.text)))
    add(commitment, DCTERMS.date, day(details.get("date") or held.paper.day))
    add(commitment, KAMER.evidence, mention_node)
    return commitment


def _maker(source: Source, held: Held, mention: Mention) -> NamedNode | None:
    """Whom the text names; else, since it then says `ik`, the one person who signed the paper or gave the answer."""
    told = mention.details.get("sender") or mention.details.get("name")
    if told:
        return source.person_named(told)
    makers = {(p.name, p.person) for p in held.paper.participations if p.role in MAKERS}
    return source.person(*makers.pop()) if len(makers) == 1 else None
