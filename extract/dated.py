"""Acts that are cited by their day, known by the official titles of the registers.

    de wet van 22 april 1855 (Stb. 33), houdende regeling der verantwoordelijkheid …    told by its subject
    het besluit van de Minister van Justitie van 7 november 2012, nr. 5734542           told by its number
    het koninklijk besluit van 21 februari 1972     neither: the only one of its sort and day that a register has

One day has many acts, and no register has them all: a subject or a number that is not that of the title rules it out.
A decree of anybody else than the Crown needs a subject or a number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from extract.dates import DAY, parse_day
from extract.fold import fold
from extract.gazetteer import NameHit
from extract.registers import Entry, Name, Registers

_SORTS = "wet|rijkswet|besluit|regeling|beschikking|circulaire|aanwijzing"
_DAY_OF = re.compile(rf" van (?P<day>(?i:{DAY}))")
_SORT = re.compile(
    rf"\b(?P<sort>(?i:koninklijke? besluit(?:en)?|{_SORTS}))"
    r"(?: (?:van )?(?:de|het) (?:[Mm]inister|[Ss]taatssecretaris)[^.;\n]*)?$"
)
_TITLE = re.compile(rf"(?P<sort>{_SORTS})\b.{{0,160}}?\bvan (?P<day>{DAY})", re.I)
_OF_THE_CROWN = ("wet", "rijkswet")
_NUMBER = re.compile(r",? ?\(?(?:nr\.?|nummer|(?:met )?kenmerk) ?(?P<number>[\w/&.-]*\d[\w/&.-]*)")
_SUBJECT = re.compile(
    r"[^;\n]{0,60}?\b(?:houdende|tot|inzake|betreffende|waarbij|ter|nopens|strekkende|regelende|op grond van)\b"
    r"(?P<words>[^;\n]{0,200})"
)
_WORD = re.compile(r"[a-z]{6,}")
_STEM = 7  # characters
_ENOUGH = 2  # words that a subject shares with the title
_LEAD = 160  # characters


class DatedActs:
    """The acts of registers whose official titles state a day."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers

    @cached_property
    def _of_day(self) -> dict[tuple[str | None, str], list[Entry]]:
        table: dict[tuple[str | None, str], list[Entry]] = defaultdict(list)
        for entry in self._registers.of_kind("law"):
            if match := _TITLE.match(entry.official):
                table[parse_day(match["day"]), match["sort"].lower()].append(entry)
        return table

    def find(self, text: str) -> Iterator[NameHit]:
        """Each act that is cited by its day, if it is one of the registers."""
        for match in _DAY_OF.finditer(text):
            led = _SORT.search(text, max(0, match.start() - _LEAD), match.start())
            act = self._act(led["sort"].lower(), match["day"], text[match.end() : match.end() + _LEAD]) if led else None
            if led and act:
                yield NameHit(led.start(), match.end(), ((act, Name(act.label)),), "dated")

    def _act(self, sort: str, day: str, behind: str) -> Entry | None:
        royal = sort.startswith("koninklijk")
        acts = self._of_day.get((parse_day(day), "besluit" if royal else sort), [])
        if number := _NUMBER.match(behind):
            return _one([act for act in acts if number["number"].strip(".") in act.official])
        if subject := _SUBJECT.match(behind):
            return _about(subject["words"], acts)
        return _one(acts) if royal or sort in _OF_THE_CROWN else None


def _one(acts: list[Entry]) -> Entry | None:
    return acts[0] if len(acts) == 1 else None


def _about(subject: str, acts: list[Entry]) -> Entry | None:
    """The act whose title shares most words with a subject, where it shares more than others."""
    told = _stems(subject)
    shared = [(len(told & _stems(act.official)), act) for act in acts]
    most = max((count for count, _ in shared), default=0)
    return _one([act for count, act in shared if count == most]) if most >= min(_ENOUGH, len(told)) > 0 else None


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(fold(words))}
