"""The numbers of lists and headings as Word shows them: `1.`, `2.b`, `iv)`, `•`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from extract.readers.docx_terms import child, number, on, value
from extract.readers.markup import local_name

_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_UNITS = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST_ROMAN = 5000
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level of a list look and when they start again."""

    start: int = 1
    form: str = "decimal"
    shown: str = ""  # `%1.%2`
    restart: int | None = None  # 0: never; n: behind a number of level n, counted from 1; None: behind every higher one
    legal: bool = False  # all numbers in figures


@dataclass(slots=True)
class _List:
    """A series of numbers, and where it has come."""

    levels: Mapping[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """All lists of a document. `marker` must be asked for paragraph by paragraph, in their order."""

    def __init__(self, root: etree._Element | None, styled: Mapping[str, int]) -> None:
        """`root` is that of `numbering.xml`; `styled` has the list of each style of lists."""
        elements = list(root) if root is not None else []
        abstract = {value(e, "abstractNumId"): e for e in elements if local_name(e) == "abstractNum"}
        nums = {n: e for e in elements if local_name(e) == "num" and (n := number(e, "numId")) is not None}
        shared = {key: _List(dict(_levels(_linked(e, abstract, nums, styled)))) for key, e in abstract.items()}
        self._lists: dict[int, _List] = {}
        self._starts: dict[int, dict[int, int]] = defaultdict(dict)
        for num, element in nums.items():
            known = shared.get(value(child(element, "abstractNumId")))
            if known:
                self._lists[num] = self._overridden(num, element, known)

    def _overridden(self, num: int, element: etree._Element, known: _List) -> _List:
        changed = dict(known.levels)
        for override in (e for e in element if local_name(e) == "lvlOverride"):
            level, start = number(override, "ilvl") or 0, number(child(override, "startOverride"))
            changed.update(_levels(override))
            if start is not None:
                self._starts[num][level] = start
        return known if changed == known.levels else _List(changed, known.counts)

    def marker(self, num: int, level: int) -> str | None:
        """What stands before the next paragraph of a list; None where the list is unknown or shows nothing."""
        known = self._lists.get(num)
        if known is None or not 0 <= level < _LEVELS:
            return None
        for overridden, start in self._starts.pop(num, {}).items():
            known.counts[overridden] = start - 1
        _count(known, level)
        return _shown(known, level) or None


def in_form(count: int, form: str) -> str:
    """A number in a form of WordprocessingML: decimal, lowerLetter, upperRoman …"""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < count < _LARGEST_ROMAN:
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form == "ordinal":
        return f"{count}e"
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    words = ""
    for worth, letters in (*_ROMAN, *_ROMAN_UNITS):
        words += letters * (count // worth)
        count %= worth
    return words


def _linked(
    element: etree._Element,
    abstract: Mapping[str | None, etree._Element],
    nums: Mapping[int, etree._Element],
    styled: Mapping[str, int],
) -> etree._Element:
    """The list itself, or the one that its style names."""
    num = nums.get(styled.get(value(child(element, "numStyleLink")) or "", -1))
    return abstract.get(value(child(num, "abstractNumId")), element) if num is not None else element


def _levels(element: etree._Element) -> Iterator[tuple[int, Level]]:
    for level in (e for e in element if local_name(e) == "lvl"):
        start = number(child(level, "start"))
        yield (
            number(level, "ilvl") or 0,
            Level(
                start if start is not None else 0,
                value(child(level, "numFmt")) or "decimal",
                value(child(level, "lvlText")) or "",
                number(child(level, "lvlRestart")),
                on(child(level, "isLgl")),
            ),
        )


def _count(known: _List, level: int) -> None:
    for above in range(level):
        known.counts.setdefault(above, known.levels.get(above, Level()).start)
    known.counts[level] = known.counts.get(level, known.levels.get(level, Level()).start - 1) + 1
    for below in [b for b in known.counts if b > level]:
        restart = known.levels.get(below, Level()).restart
        if restart is None or level < restart:
            del known.counts[below]


def _shown(known: _List, level: int) -> str:
    own = known.levels.get(level, Level())
    if own.form == "bullet":
        return _BULLET if not own.shown.strip() or _private(own.shown) else own.shown.strip()
    return (
        ""
        if own.form == "none" and "%" not in own.shown
        else _PLACE.sub(lambda place: _place(known, int(place[1]) - 1, legal=own.legal), own.shown).strip()
    )


def _place(known: _List, level: int, *, legal: bool) -> str:
    form = known.levels.get(level, Level()).form
    if form in ("none", "bullet"):
        return ""
    return in_form(known.counts.get(level, known.levels.get(level, Level()).start), "decimal" if legal else form)


def _private(sign: str) -> bool:
    """Whether a sign is of a font of symbols, which text cannot show."""
    return any("\ue000" <= character <= "\uf8ff" for character in sign)
