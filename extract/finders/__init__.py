"""What is looked for. A new kind of reference is a file here and a line in `RULES` or `WALKERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from extract.finders import (
    appendix,
    articles,
    commitments,
    court_decisions,
    dates,
    decrees,
    eu,
    european_cases,
    gazettes,
    identifiers,
    journals,
    laws,
    letters,
    motions,
    news,
    organisations,
    papers,
    people,
    publications,
    reports,
    rulings,
    selection_lists,
    web,
)
from extract.finding import Found, RuleSet, Scene

RULES = RuleSet(
    rule
    for module in (
        identifiers,
        papers,
        appendix,
        gazettes,
        articles,
        eu,
        rulings,
        court_decisions,
        european_cases,
        journals,
        motions,
        letters,
        reports,
        news,
        web,
        people,
        organisations,
        commitments,
        dates,
        decrees,
        selection_lists,
    )
    for rule in module.RULES
)

WALKERS: tuple[Callable[[Scene], Iterable[Found]], ...] = (
    laws.names,
    articles.listed,
    laws.misread,
    court_decisions.by_court,
    organisations.names,
    people.full_names,
    publications.entries,
)


def find(scene: Scene) -> list[Found]:
    """Everything that stands in the text, before the mentions have been compared with each other."""
    found = list(RULES.find(scene))
    for walker in WALKERS:
        found += walker(scene)
    return found
