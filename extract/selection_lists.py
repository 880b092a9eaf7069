"""Selection lists of archives: one list of a field of policy, established by a decree for each body that keeps papers.

The list itself is annexed to one of these decrees, and the others refer to it. Since 2006 that is the first of them; in
the links that editors of wetten.overheid.nl put on the names of lists it is so in 97 of 100. Of older lists any decree
may hold it: they are ambiguous.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from extract.registers import Entry
from extract.variants import compared

_FIELD = re.compile(
    r"\b(?:selectielijst(?:en)?|BSD) (?:(?:voor|van|neerslag|handelingen|op)\b(?:[^;\n.]|\.(?! )){0,350}?)?"
    r"beleidsterrein(?:en)? (?P<field>[^;\n’‘'\"]{3,200})",
    re.I,
)
_SHORT = re.compile(
    r"\b(?:selectielijst|BSD) (?!voor\b|van\b|neerslag\b|handelingen\b)(?P<field>[^;\n’‘'\"]{3,200})", re.I
)
_PERIOD = re.compile(
    r",? (?:over de |in de |de )?(?:\(?periode\b|tijdvak\b|vanaf\b)|,? [(\[]?(?:1[89]|20)\d\d\b"
    r"|,? vastgesteld\b|,? (?:Stcrt|Staatscourant)\b| \(|[:.)]",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_OWN_OF_ONE = "BWBR0019400"  # the numbers of 2006 begin here
_REACH = 40  # characters in which the years of a list stand
_WORDS = 2  # that a shortened name of a field has at least


@dataclass(frozen=True, slots=True)
class ListName:
    """The field of a list as it is compared, the years in its name, and how many characters of the words it takes."""

    field: tuple[str, ...]
    years: tuple[str, ...]
    length: int


def list_name(words: str) -> ListName | None:
    """What a list is called by some words, `selectielijst … beleidsterrein Politie over de periode 1945-1993`."""
    match = _FIELD.search(words) or _SHORT.search(words)
    if not match:
        return None
    period = _PERIOD.search(match["field"])
    field = match["field"][: period.start()] if period else match["field"]
    behind = match["field"][len(field) :].partition("vastgesteld")[0][:_REACH]
    years = list(_YEAR.finditer(behind))
    length = match.start("field") + len(field) + (years[-1].end() if years else 0)
    return ListName(tuple(compared(field)), tuple(year[0] for year in years), length)


class SelectionLists:
    """The decrees of a register that establish selection lists, by the field of the list."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._decrees: dict[tuple[str, ...], list[tuple[Entry, tuple[str, ...]]]] = defaultdict(list)
        for entry in entries:
            name = list_name(entry.label) if "selectielijst" in entry.label.lower() else None
            if name:
                self._decrees[name.field].append((entry, name.years))

    def decrees(self, name: ListName) -> tuple[Entry, ...]:
        """Those that establish a list, the first one first; none where the name fits no list or several."""
        known = self._decrees.get(name.field) or self._shortened(name.field)
        of_years = [(entry, years) for entry, years in known if not name.years or years == name.years]
        if len({years for _, years in of_years}) != 1:
            return ()
        return tuple(sorted((entry for entry, _ in of_years), key=lambda entry: entry.id))

    def _shortened(self, field: tuple[str, ...]) -> list[tuple[Entry, tuple[str, ...]]]:
        """The decrees whose titles name only the first words of a long field."""
        lengths = range(len(field) - 1, _WORDS - 1, -1)
        return next((self._decrees[field[:n]] for n in lengths if field[:n] in self._decrees), [])


def holder(decrees: tuple[Entry, ...]) -> Entry | None:
    """The decree to which a list is annexed, as far as that can be told: most of the decrees have to be of our time."""
    new = [decree for decree in decrees if decree.id >= _OWN_OF_ONE]
    if len(decrees) == 1:
        return decrees[0]
    return new[0] if len(new) > len(decrees) / 2 else None
