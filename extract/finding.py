"""The register of rules: a pattern runs only where one of its hints stands.

One pass over the text finds all hints of all rules, another all names of the registers; the patterns then look at small
windows around their hints, so the time grows with the text and not with the number of rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import ahocorasick_rs

from extract.dates import DAY, parse_day
from extract.documents.reading import Desk, Reading
from extract.flow import PARAGRAPH
from extract.gazetteer import NameHit
from extract.model import Basis, Part, Resolution
from extract.source import Source

_A_DAY = re.compile(DAY)


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
        details = {**self.details, **{key: value for key, value in more.items() if value}}
        return Found(
            self.kind,
            self.start,
            self.end,
            self.rule,
            self.id,
            self.basis,
            self.confidence,
            self.candidates,
            self.issues,
            details,
        )


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
        days = (parse_day(match[0]) for match in _A_DAY.finditer(self.text))
        return max((day for day in days if day), default=None)

    @cached_property
    def _by_kind(self) -> dict[str, list[NameHit]]:
        table: dict[str, list[NameHit]] = defaultdict(list)
        for hit in self.names:
            for kind in hit.kinds:
                table[kind].append(hit.of_kind(kind) or hit)
        return table

    def names_of(self, kind: str) -> list[NameHit]:
        """The names of things of a kind, in order; of each only those who are of this kind."""
        return self._by_kind.get(kind, [])

    @cached_property
    def names_at(self) -> dict[int, NameHit]:
        return {hit.start: hit for hit in self.names}

    @cached_property
    def names_ending(self) -> dict[int, NameHit]:
        return {hit.end: hit for hit in self.names}

    @cached_property
    def own_articles(self) -> dict[str, Part]:
        """The articles of the law that the text is, by number; none where it is no law of which the number is known."""
        first, *others = self.reading.papers
        if others or first.kind != "law" or not first.id:
            return {}
        return {part.label: part for part in self.source.document.parts_of("article") if part.label}

    @cached_property
    def _laws(self) -> list[NameHit]:
        return [law for hit in self.names if (law := hit.law) and not law.unknown]

    def in_a_name(self, position: int) -> bool:
        """Whether a position lies in a name of the registers."""
        before = bisect_right(self.names, position, key=lambda hit: hit.start)
        return before > 0 and position < self.names[before - 1].end

    def names_a_law(self, start: int, end: int) -> bool:
        """Whether the name of a known law stands in these words, or in a part of them."""
        before = bisect_left(self._laws, end, key=lambda hit: hit.start)
        return before > 0 and self._laws[before - 1].end > start

    def around(self, start: int, end: int, before: int, after: int) -> str:
        """The words around a stretch, at most so many characters, in the same paragraph."""
        left = self.text[max(0, start - before) : start].rpartition(PARAGRAPH)[2]
        return left + self.text[start:end] + self.text[end : end + after].partition(PARAGRAPH)[0]

    def day(self, position: int) -> str | None:
        """The day of the paper in which a position stands (ISO), or of a paper of the same text."""
        if len(self.reading.papers) == 1:
            return self.reading.papers[0].day
        return self._days[self.reading.owner(self.source.flow.span(position, position + 1))]

    @cached_property
    def _days(self) -> dict[str, str | None]:
        """The day of each paper; of another paper where it has none."""
        some = next((paper.day for paper in self.reading.papers if paper.day), None)
        return {paper.key: paper.day or some for paper in self.reading.papers}

    @cached_property
    def named_in_full(self) -> frozenset[str]:
        """The ids of all that the text names by more than an abbreviation."""
        return frozenset(entry.id for hit in self.names for entry, name in hit.owners if not name.abbreviation)


Reader = Callable[[re.Match[str], Scene], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the literal hints of which one stands in every match, and what a match means.

    `before` and `after` say how far around a hint a match may reach, in characters. `needs` stands in every match too:
    where it is not near a hint, the pattern does not run. It should begin with a literal or a class, which are fast.
    """

    name: str
    hints: tuple[str, ...]  # in the spelling of `fold`
    pattern: re.Pattern[str]
    read: Reader
    before: int = 0
    after: int = 200
    needs: re.Pattern[str] | None = None


class RuleSet:
    """All rules with one automaton for all their hints."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        hints: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for hint in rule.hints:
                hints.setdefault(hint, []).append(number)
        self._reaches = [[(n, self.rules[n].before, self.rules[n].after) for n in few] for few in hints.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(list(hints), implementation=ahocorasick_rs.Implementation.DFA)

    def find(self, scene: Scene) -> Iterator[Found]:
        """Everything that the rules find, rule by rule."""
        text = scene.text
        for number, windows in sorted(self._windows(scene.folded).items()):
            rule = self.rules[number]
            for window in windows:
                if rule.needs and not rule.needs.search(text, *window):
                    continue
                for match in rule.pattern.finditer(text, *window):
                    yield from rule.read(match, scene)

    def _windows(self, folded: str) -> dict[int, list[tuple[int, int]]]:
        """Where each rule has to look, start and end; stretches that touch are joined."""
        windows: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for hint, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for number, before, after in self._reaches[hint]:
                found, first, last = windows[number], max(0, start - before), end + after
                if found and first <= found[-1][1]:
                    found[-1] = min(found[-1][0], first), max(found[-1][1], last)
                else:
                    found.append((first, last))
        return windows
