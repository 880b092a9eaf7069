"""The register of rules: a pattern runs only where one of its hints stands.

One pass over the text finds all hints of all rules, another all names of the registers; the patterns then look at small
windows around their hints, so the time grows with the text and not with the number of rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import ahocorasick_rs

from extract.dates import DAY, parse_day
from extract.documents.reading import Desk, Reading
from extract.gazetteer import NameHit
from extract.model import Basis, Resolution, Span
from extract.source import Source


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in positions of the flow."""

    kind: str
    start: int
    end: int
    rule: str
    id: str | None = None
    basis: Basis = "exact-id"
    confidence: float = 0.9
    candidates: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def resolution(self) -> Resolution:
        return "resolved" if self.id else "ambiguous" if len(self.candidates) > 1 else "unresolved"

    def with_details(self, **more: str | None) -> Found:
        """The same with more details; those that are None or empty are left out."""
        return replace(self, details={**self.details, **{k: v for k, v in more.items() if v}})


@dataclass(frozen=True)
class Scene:
    """What a rule gets to see: the text, what it states of itself, the registers, the names that stand in it."""

    source: Source
    reading: Reading
    desk: Desk
    names: tuple[NameHit, ...]

    @property
    def text(self) -> str:
        return self.source.flow.text

    @property
    def folded(self) -> str:
        """The text in the spelling for comparing."""
        return self.source.flow.folded

    @cached_property
    def last_day(self) -> str | None:
        """The last full date that the text mentions (ISO), or None."""
        days = (parse_day(match[0]) for match in re.finditer(DAY, self.text))
        return max((day for day in days if day), default=None)

    @cached_property
    def names_at(self) -> dict[int, NameHit]:
        return {hit.start: hit for hit in self.names}

    @cached_property
    def names_ending(self) -> dict[int, NameHit]:
        return {hit.end: hit for hit in self.names}

    @cached_property
    def _laws(self) -> list[NameHit]:
        return [hit for hit in self.names if hit.law]

    def names_a_law(self, start: int, end: int) -> bool:
        """Whether the name of a law stands in these words, or in a part of them."""
        before = bisect_left(self._laws, end, key=lambda hit: hit.start)
        return before > 0 and self._laws[before - 1].end > start

    def day(self, position: int) -> str | None:
        """The day of the paper in which a position stands (ISO), or of a paper of the same text."""
        key = self.reading.owner(self.source.flow.span(position, position + 1))
        papers = sorted(self.reading.papers, key=lambda paper: paper.key != key)
        return next((paper.day for paper in papers if paper.day), None)


Reader = Callable[[re.Match[str], Scene], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the literal hints of which one stands in every match, and what a match means.

    `before` and `after` say how far around a hint a match may reach, in characters.
    """

    name: str
    hints: tuple[str, ...]  # in the spelling of `fold`
    pattern: re.Pattern[str]
    read: Reader
    before: int = 0
    after: int = 200


class RuleSet:
    """All rules with one automaton for all their hints."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        hints: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for hint in rule.hints:
                hints.setdefault(hint, []).append(number)
        self._rules_of = list(hints.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(hints))

    def find(self, scene: Scene) -> Iterator[Found]:
        """Everything that the rules find, rule by rule."""
        for number, windows in sorted(self._windows(scene.folded).items()):
            rule = self.rules[number]
            for window in windows:
                for match in rule.pattern.finditer(scene.text, window.start, window.end):
                    yield from rule.read(match, scene)

    def _windows(self, folded: str) -> dict[int, list[Span]]:
        windows: dict[int, list[Span]] = {}
        for hint, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for number in self._rules_of[hint]:
                rule = self.rules[number]
                _widen(
                    windows.setdefault(number, []),
                    Span(max(0, start - rule.before), min(len(folded), end + rule.after)),
                )
        return windows


def _widen(windows: list[Span], window: Span) -> None:
    """Add a window; one that touches the last is joined with it."""
    if windows and window.start <= windows[-1].end:
        windows[-1] = Span(min(windows[-1].start, window.start), max(windows[-1].end, window.end))
    else:
        windows.append(window)
