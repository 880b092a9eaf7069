"""All names of the registers, found in one pass.

Names are compared without regard to case and accents (`participatiewet`, `cliéntenraad`); abbreviations only in their
own case (`WW`, `SAM`), also in front of a hyphen (`WW-uitkering`). The longest name wins: `Participatiewet in balans`
is not the Participatiewet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick_rs

from extract.fold import fold
from extract.registers import Entry, Name, Registers

_PROPER = frozenset({"party", "organisation"})  # kinds whose single-word names may be ordinary words: Volt, Denk
_COMPOUNDS = ("taken", "gelden", "uitkering", "doelgroep", "budget", "gerechtigde")  # Participatiewettaken
_STRAIGHT = str.maketrans("’‘´–—\u00a0", "'''-- ")


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name in a text, with everything that bears it."""

    start: int
    end: int
    owners: tuple[tuple[Entry, Name], ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(entry.kind for entry, _ in self.owners)

    def of_kind(self, *kinds: str) -> NameHit | None:
        """The hit with only the owners of some kinds, if there are any."""
        owners = tuple(owner for owner in self.owners if owner[0].kind in kinds)
        return NameHit(self.start, self.end, owners) if owners else None

    def on(self, day: str | None) -> tuple[Entry, ...]:
        """Who bore the name on a day; who ever bore it, if nobody did then."""
        current = {e.id: e for e, n in self.owners if n.period.holds(day) and e.period.holds(day)}
        return tuple((current or {e.id: e for e, _ in self.owners}).values())


class Gazetteer:
    """The names of a set of kinds of entries."""

    def __init__(self, registers: Registers, kinds: Iterable[str]) -> None:
        self._plain: dict[str, list[tuple[Entry, Name]]] = {}
        self._exact: dict[str, list[tuple[Entry, Name]]] = {}
        for entry in registers.of_kind(*kinds):
            for name in entry.names:
                if name.abbreviation or (entry.kind in _PROPER and " " not in name.text):
                    self._exact.setdefault(name.text.translate(_STRAIGHT), []).append((entry, name))
                else:
                    self._plain.setdefault(fold(name.text), []).append((entry, name))
        self._plain_owners = list(self._plain.values())
        self._exact_owners = list(self._exact.values())
        self._plain_automaton = ahocorasick_rs.AhoCorasick(list(self._plain))
        self._exact_automaton = ahocorasick_rs.AhoCorasick(list(self._exact))

    def find(self, text: str) -> tuple[NameHit, ...]:
        """The longest names at each place, in order, none inside another."""
        hits = [*self._hits(text, fold(text), self._plain_automaton, self._plain_owners)]
        hits += self._hits(text, text.translate(_STRAIGHT), self._exact_automaton, self._exact_owners)
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return tuple(_outermost(hits))

    def _hits(
        self, text: str, compared: str, automaton: ahocorasick_rs.AhoCorasick, owners: list[list[tuple[Entry, Name]]]
    ) -> Iterator[NameHit]:
        for number, start, end in automaton.find_matches_as_indexes(compared, overlapping=True):
            if _stands_free(text, start, end):
                yield NameHit(start, end, tuple(owners[number]))


def _stands_free(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start:end].endswith("wet") and text.startswith(_COMPOUNDS, end):
        return not before.isalnum()
    if (
        before.isalnum()
        or before in {"_", "@"}
        or (before == "." and text[start - 2 : start - 1].islower() and after == ".")
    ):
        return False
    return not after.isalpha() and not (after.isdigit() and text[end + 1 : end + 2].isdigit())


def _outermost(hits: Iterable[NameHit]) -> Iterator[NameHit]:
    end = -1
    last: NameHit | None = None
    for hit in hits:
        if last and hit.start == last.start and hit.end == last.end:
            last = NameHit(hit.start, hit.end, last.owners + hit.owners)
        elif hit.start >= end:
            if last:
                yield last
            last = hit
        end = max(end, hit.end) if last is hit else end
    if last:
        yield last
