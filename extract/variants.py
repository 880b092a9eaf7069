"""Titles of laws in other words than those of the register.

    Wet specifiek cultuurbeleid          Wet op het specifiek cultuurbeleid
    Handvest der Verenigde Naties        Handvest van de Verenigde Naties
    Flora -en faunawet                   Flora- en faunawet
    Bekostigingsbesluit W.V.O.           Bekostigingsbesluit WVO
    Kansspelbesluit                      not Kansspelenbesluit: a title of one word has to be exact
    Archiefregeling 2009                 not Archiefregeling: the year has to be that of the title
    Verdrag van 28 januari 1981 tot bescherming van personen …      the day and the body of a treaty may stand inside

Compared without small words, endings, doubled letters and the s that joins words. What begins with a capital and then
goes on as a whole title does is that title.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

import ahocorasick_rs

from extract.dates import DAY
from extract.fold import fold
from extract.gazetteer import LAW_KINDS, NameHit
from extract.registers import Entry, Name, Registers

_SMALL = frozenset(
    "de het een der den des van op voor tot inzake betreffende aangaande nopens bij in te ter ten en of aan met om uit "
    "d s t houdende".split()
)
_TOKEN = re.compile(r"(?:[a-z]\.)+[a-z]\b\.?|[a-z0-9]+")
_ENDING = re.compile(r"(?<=.{3})[en]+$")
_DOUBLED = re.compile(r"([a-z])\1")
_GOES_ON_BEFORE = re.compile(r"[\w-]")
_GAP = re.compile(r"[ ,'\"/&-]{0,3}")
_OTHER_BEHIND = re.compile(
    r"[ -](?:BES\b|(?:19|20)\d\d(?![\w/-]))| en (?!de\b|het\b|een\b|van\b|in\b|op\b|is\b|artikel|andere\b)[a-z]+"
)
_QUALIFIED = re.compile(r"\b[A-Z][a-z]+e [‘'\"„]?$|[\w’']-$")
_BODY = r"van de raad van europa|van de verenigde naties"
_INSERTED = re.compile(
    r"(?P<before>\b(?:verdrag|overeenkomst|protocol|conventie|akkoord|schikking))"
    rf"(?:(?:,? (?:nr\. ?\d+|{_BODY}))+(?= (?:tot|inzake|betreffende|ter)\b)|"
    rf"(?:,? (?:nr\. ?\d+|\d+/\d+/\w+|{_BODY}))*"
    r"(?: van [a-z' -]{3,20})?,? (?:gesloten |gedaan |ondertekend )?(?:te [a-z' -]{3,20} )?"
    rf"(?:van|op) {DAY},?(?= ))"
)
_SHORTEST = 12  # characters of what is compared
_LEAD = 30  # characters
_HEAD = 140  # characters
_LONGEST = 40  # words
_OPENING = 4  # letters
_BEGINNING = 5  # characters that rule out most words at once


def variants_of(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Ids of laws by what is compared of their titles."""
    ids: dict[str, set[str]] = {}
    for entry in entries:
        for name in entry.spelled if entry.kind in LAW_KINDS else ():
            words = compared(name.text)
            if len(words) > 1 and not (name.abbreviation or name.beside):
                ids.setdefault("".join(words), set()).add(entry.id)
    return {key: tuple(sorted(found)) for key, found in ids.items() if len(key) >= _SHORTEST}


def compared(title: str) -> list[str]:
    """The words of a title as they are compared."""
    return [part for token in _TOKEN.findall(fold(title)) if (part := _part(token))]


@lru_cache(maxsize=1 << 16)
def _part(token: str) -> str:
    """What is compared of a word; nothing of a small one."""
    word = token.replace(".", "")
    return "" if word in _SMALL else _DOUBLED.sub(r"\1", _ENDING.sub("", word)).replace("s", "") or word


class VariantTitles:
    """The titles of registers, found in other words."""

    def __init__(self, registers: Registers) -> None:
        self._entries = registers.by_id
        self._variants = registers.variants

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._variants)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(key[:_BEGINNING] for key in self._variants)

    @cached_property
    def _openings(self) -> ahocorasick_rs.AhoCorasick:
        """The first letters of titles, which few words begin with."""
        entries = (entry for entry in self._entries.values() if entry.kind in LAW_KINDS)
        openings = {fold(name.text[:_OPENING]) for entry in entries for name in entry.names}
        return ahocorasick_rs.AhoCorasick([opening for opening in openings if opening])

    def find(self, text: str, folded: str) -> Iterator[NameHit]:
        """The longest title at each capital from which one is spelled; `folded` is `fold(text)`."""
        for _, start, _ in self._openings.find_matches_as_indexes(folded, overlapping=True):
            if not text[start].isupper() or (start and _GOES_ON_BEFORE.match(text, start - 1)):
                continue
            end, ids = self._longest(folded, start)
            if not ids and (inserted := _INSERTED.search(folded, start, start + _HEAD)):
                end, ids = self._longest(folded, start, inserted)
            if ids and not _OTHER_BEHIND.match(text, end) and not _is_qualified(text, start):
                owners = tuple((entry, Name(entry.label)) for i in ids if (entry := self._entries.get(i)))
                yield NameHit(start, end, owners, "variant")

    def _longest(self, text: str, start: int, inserted: re.Match[str] | None = None) -> tuple[int, Sequence[str]]:
        """Where the longest title ends that is spelled from `start`, without what is inserted, and whose it is."""
        key, position = "", start
        end, ids = start, tuple[str, ...]()
        for _ in range(_LONGEST):
            token = _TOKEN.match(text, position)
            key += _part(token[0]) if token else ""
            if not token or not self._goes_on(key):
                break
            if key in self._variants and token[0] not in _SMALL:
                end, ids = token.end(), self._variants[key]
            told = inserted if inserted and token.end() == inserted.end("before") else None
            gap = _GAP.match(text, told.end() if told else token.end())
            position = gap.end() if gap else token.end()
        return end, ids

    def _goes_on(self, key: str) -> bool:
        """Whether some title begins so; a small word begins none."""
        if len(key) >= _BEGINNING and key[:_BEGINNING] not in self._beginnings:
            return False
        after = bisect_left(self._sorted, key)
        return key != "" and after < len(self._sorted) and self._sorted[after].startswith(key)


def _is_qualified(text: str, start: int) -> bool:
    """`Tijdelijke Regeling …`: the title begins before."""
    return bool(_QUALIFIED.search(text, max(0, start - _LEAD), start))
