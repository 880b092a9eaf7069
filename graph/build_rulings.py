"""What is said of a ruling alone: the court that gave it, what sort of decision it is, and in which procedure."""

from __future__ import annotations

from pyoxigraph import NamedNode

from extract.model import Decision
from graph import iris
from graph.build_layout import Held
from graph.build_source import Source
from graph.terms import node
from graph.vocabulary import DCTERMS, KAMER

SORTS = {"uitspraak": "ruling", "conclusie": "opinion"}


def write_ruling(source: Source, held: Held) -> None:
    """Nothing, where the paper is no ruling."""
    decision = held.paper.decision
    if decision is None:
        return
    sort, court = SORTS.get(decision.sort or ""), _court(source, decision)
    source.add(held.node, DCTERMS.type, node(iris.concept("decision-type", sort)) if sort else None)
    source.add(held.node, KAMER.court, court)
    source.add(held.node, DCTERMS.creator, court)
    source.add(held.node, KAMER.procedure, *(source.refer(iris.procedure(words)) for words in decision.procedures))


def _court(source: Source, decision: Decision) -> NamedNode | None:
    """The court with this code in the registers; one that they do not know stays with this source."""
    courts = source.registers.of_kind("organisation") if decision.court else ()
    known = next((entry for entry in courts if entry.court == decision.court), None)
    if known:
        return source.thing("organisation", known.id)
    return source.local("organisation", decision.court_name) if decision.court_name else None
