"""All names of the registers, found in one pass.

Names are compared without regard to case and accents (`participatiewet`, `cliéntenraad`); abbreviations only in their
own case (`WW`, `SAM`), also in front of a hyphen (`WW-uitkering`). The longest name wins: `Participatiewet in balans`
is not the Participatiewet.

Registers of national size hold long titles by the ten thousand, so what is looked for is how names begin; the few
places where one begins are then compared with the whole names. That is built many times faster than a search for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import ahocorasick_rs

from extract.fold import fold, straight
from extract.registers import Entry, Name, Registers

LAW_KINDS = ("law", "treaty", "eu-act")
NAMED_KINDS = (*LAW_KINDS, "bill", "programme", "party", "organisation", "person")
_PROPER = frozenset({"party", "organisation"})  # kinds whose single-word names may be ordinary words: Volt, Denk
_COMPOUNDS = ("taken", "gelden", "uitkering", "doelgroep", "budget", "gerechtigde")  # Participatiewettaken
HEAD = 24  # characters of a name that are looked for
_LONG = 20  # characters of a name that is no other word


Owner = tuple[Entry, Name]
# As the registers have it, in other words, by its day, as the text itself says it, or by the form of a title that no
# register has.
Said = Literal["name", "variant", "dated", "alias", "pointer", "form"]


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name in a text, with everything that bears it."""

    start: int
    end: int
    owners: tuple[Owner, ...]
    said: Said = "name"

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(entry.kind for entry, _ in self.owners)

    def of_kind(self, *kinds: str) -> NameHit | None:
        """The hit with only the owners of some kinds, if there are any."""
        owners = tuple(owner for owner in self.owners if owner[0].kind in kinds)
        if len(owners) == len(self.owners):
            return self
        return NameHit(self.start, self.end, owners, self.said) if owners else None

    @property
    def law(self) -> NameHit | None:
        """The hit with only the laws, treaties and EU acts among its owners, if there are any."""
        return self.of_kind(*LAW_KINDS)

    @property
    def unknown(self) -> bool:
        """Whether the words have the form of a title that no register has."""
        return self.ids == {""}

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(entry.id for entry, _ in self.owners)

    def on(self, day: str | None) -> tuple[Entry, ...]:
        """Who bore the name on a day; who ever bore it, if nobody did then."""
        current = {e.id: e for e, n in self.owners if n.period.holds(day) and e.period.holds(day)}
        return tuple((current or {e.id: e for e, _ in self.owners}).values())


class Gazetteer:
    """The names of a set of kinds of entries."""

    def __init__(self, registers: Registers, kinds: Iterable[str]) -> None:
        plain: dict[str, list[Owner]] = {}
        exact: dict[str, list[Owner]] = {}
        for entry in registers.of_kind(*kinds):
            for name in entry.spelled:
                if name.abbreviation or (entry.kind in _PROPER and " " not in name.text):
                    exact.setdefault(straight(name.text), []).append((entry, name))
                else:
                    plain.setdefault(fold(name.text), []).append((entry, name))
        self._plain = _Names(plain)
        self._exact = _Names(exact)

    def find(self, text: str, folded: str | None = None) -> tuple[NameHit, ...]:
        """The longest names at each place, in order, none inside another. `folded` is `fold(text)`, if known."""
        found = [*self._plain.find(folded or fold(text)), *self._exact.find(straight(text))]
        hits = [NameHit(start, end, tuple(owners)) for start, end, owners in found if _stands_free(text, start, end)]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return tuple(_outermost(hits))


class _Names:
    """Names in the spelling for comparing, with their owners, found by how they begin."""

    def __init__(self, owners: Mapping[str, Sequence[Owner]]) -> None:
        self._owners = owners
        lengths: dict[str, set[int]] = {}
        for name in owners:
            lengths.setdefault(name[:HEAD], set()).add(len(name))
        self._lengths = list(lengths.values())
        self._heads = ahocorasick_rs.AhoCorasick(list(lengths))

    def find(self, text: str) -> Iterator[tuple[int, int, Sequence[Owner]]]:
        """Start, end and owners of every name in a text that is in the spelling for comparing."""
        for number, start, _ in self._heads.find_matches_as_indexes(text, overlapping=True):
            for length in self._lengths[number]:
                name = text[start : start + length]
                owners = self._owners.get(name)
                if owners and len(name) == length:
                    yield start, start + length, owners


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
    if after.isupper() and end - start > _LONG and not text[end - 1].isupper():
        return True  # the next line stuck to it: `Wet openbaarheid van bestuurArtikel 1`
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
