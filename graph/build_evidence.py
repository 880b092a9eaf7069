"""Mention nodes: the evidence of all that is said of the text."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from extract.model import Span
from graph import iris
from graph.build_source import Source
from graph.terms import decimal, node
from graph.vocabulary import KAMER, OA, PROV, RDF
from kamergraaf import __version__

FROM_STRUCTURE = 0.98  # confidence in what follows from the place of words in a header, a signature or a heading


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that name `body`, as a rule found them."""

    span: Span
    body: NamedNode
    paper: str
    rule: str
    resolution: str = "context"
    confidence: float = FROM_STRUCTURE


def write_mention(source: Source, mention: NamedNode, evidence: Evidence) -> None:
    facts = (
        (RDF.type, KAMER.Mention),
        (RDF.type, OA.Annotation),
        (OA.motivatedBy, OA.linking),
        (OA.hasBody, evidence.body),
        (OA.hasTarget, source.place(evidence.span)),
        (KAMER.confidence, decimal(evidence.confidence)),
        (KAMER.resolution, node(iris.concept("resolution", evidence.resolution))),
        (PROV.wasAttributedTo, source.refer(iris.extractor(evidence.rule, __version__))),
    )
    source.sheet.add_all(mention, facts)
    _write_part(source, mention, evidence)


def _write_part(source: Source, mention: NamedNode, evidence: Evidence) -> None:
    footnote = source.layout.footnote_at(evidence.span.start)
    if footnote:
        source.add(mention, KAMER.inPart, footnote)
        source.add(mention, KAMER.inFootnote, footnote)
        return
    blocks = source.layout.block_at(evidence.span.start)
    source.add(mention, KAMER.inPart, *(blocks or (source.layout.held[evidence.paper].node,)))


def evidence_for(source: Source, kind: str, evidence: Evidence) -> NamedNode:
    """The mention of this kind at exactly these words, written now where the extraction has none there."""
    known = source.mentions_at.get((evidence.span, kind))
    if known is None:
        known = NamedNode(iris.mention(source.sha256, evidence.span, kind))
        source.mentions_at[evidence.span, kind] = known
        write_mention(source, known, evidence)
    return known
