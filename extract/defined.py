"""Names that a text itself gives to laws, and words that point back to one.

    de Wet politiegegevens (Wpg) … artikel 4 Wpg            an abbreviation behind the name
    de Wet X (hierna: de Wet) … artikel 4 van de Wet        a name for the rest of the text
    *wet:* de Mediawet … artikel 4 van de wet               a list of definitions
    … de Mediawet … artikel 4 van die wet                   the law of that sort that was named last
    … het Verdrag inzake Antarctica … Partij bij het Verdrag    the one law of that sort that the text has named so far

Only what follows the definition is read in this way, and nothing that names more than one law is defined by it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.flow import Stretches
from extract.gazetteer import NameHit, Said
from extract.model import Span
from extract.words import standing_free

_GENERAL = ("wet", "rijkswet", "besluit", "regeling", "verdrag", "overeenkomst", "reglement")
_SORT = (
    r"(?P<sort>(?i:(?:rijks)?wet|wetboek|boek|(?:uitvoerings)?(?:besluit|regeling)|verordening|verdrag|overeenkomst"
    r"|reglement|richtlijn|protocol|statuut|handvest|akkoord|conventie|tractaat))"
)
_BEHIND = re.compile(
    r" ?\((?:(?P<said>hierna|verder|in het vervolg|nader)(?: (?:ook|nader|verder))?"
    r"(?: te noemen| genoemd| aangeduid als)?:? ?)?"
    r"[„\"'‘“]?(?:de |het )?(?P<alias>[A-Za-z][\w.&/-]*(?: [\w.&/-]+){0,3}?)[\"'’”]?\)"
)
_BEFORE = re.compile(
    rf"(?:^|[\n;.] ?|\b[a-z]{{1,2}}\. )\*?(?:de |het )?(?P<alias>[A-Z][\w.-]{{1,12}}|{'|'.join(_GENERAL)}):\*? ?"
    r"(?:de |het )?$"
)
_IS_OF_LAW = re.compile(
    r"(?:wet|wetboek|besluit|regeling|verdrag|overeenkomst|reglement|verordening|richtlijn|protocol|statuut)$"
    r"|^(?-i:(?:\w*[A-Z]){2})",
    re.I,
)
_ACRONYM = re.compile(r"(?=(?:\w*[A-Z]){2}|[A-Z][a-z]{1,5}$)[A-Z][A-Za-z]{1,7}")
_POINTERS = (
    "die dat hetzelfde dezelfde laatstgenoemde? eerdergenoemde? bovengenoemde? voorgenoemde? genoemde? voornoemde? "
    "voormelde? bedoelde?"
).split()
_POINTING = re.compile(  # a class of letters comes first: searched fast
    rf"[{''.join({word[0] for word in _POINTERS})}](?<!\w.)"
    rf"(?:{'|'.join(f'(?<={word[0]}){word[1:]}' for word in _POINTERS)}) {_SORT}(?![\w-])"
)
_CAPITALISED = re.compile(
    r"(?P<sort>Wet|Rijkswet|Kaderwet|Besluit|Regeling|Verordening|Reglement|Verdrag|Overeenkomst"
    r"|Protocol|Handvest|Statuut)(?![\w-]| [A-Z‘'„“\"]"
    r"| (?:van|inzake|tot|op|betreffende|tussen|ter|voor|nopens|houdende)\b)"
)
_BEHIND_ARTICLE = re.compile(r"\b(?:[Dd]e|[Hh]et) $")
_FAR = 600  # characters between a law and the words that point back to it


def with_defined(names: Sequence[NameHit], text: str) -> tuple[NameHit, ...]:
    """The names with those that the text defines, in order; names of the registers go before them."""
    laws = [law for hit in names if (law := hit.law)]
    found = [*_aliases(laws, text), *_pointers(laws, text), *_capitalised(laws, text)] if laws else []
    if not found:
        return tuple(names)
    taken = Stretches(Span(hit.start, hit.end) for hit in names)
    free = {hit.start: hit for hit in found if not taken.overlap(hit.start, hit.end)}
    return tuple(sorted((*names, *free.values()), key=lambda hit: hit.start))


def _aliases(laws: Sequence[NameHit], text: str) -> Iterator[NameHit]:
    """Each use of an alias means what its last definition before it says."""
    defined: dict[str, list[NameHit]] = defaultdict(list)
    for law in laws:
        if len(law.ids) == 1:
            for alias in _defined_at(law, text):
                defined[alias].append(law)
    for use in standing_free(defined, text):
        alias = use.of(text)
        before = bisect_right(defined[alias], use.start, key=lambda law: law.end)
        if before and _is_use(alias, text[max(0, use.start - 4) : use.start]):
            said: Said = "pointer" if alias.lower() in _GENERAL else "alias"
            yield replace(defined[alias][before - 1], start=use.start, end=use.end, said=said)


def _defined_at(law: NameHit, text: str) -> Iterator[str]:
    behind = _BEHIND.match(text, law.end)
    if behind and (behind["said"] or _ACRONYM.fullmatch(behind["alias"])):
        yield behind["alias"]
    before = _BEFORE.search(text, max(0, law.start - 40), law.start)
    if before and _IS_OF_LAW.search(before["alias"]):
        yield before["alias"]


def _is_use(alias: str, before: str) -> bool:
    """`de wet` is a word like others, so only its form with the article counts."""
    return alias.lower() not in _GENERAL or before.endswith(("de ", "het "))


def _pointers(laws: Sequence[NameHit], text: str) -> Iterator[NameHit]:
    for match in _POINTING.finditer(text):
        near = bisect_left(laws, match.start() - _FAR, key=lambda law: law.end)
        behind = bisect_right(laws, match.start(), key=lambda law: law.end)
        law = next((law for law in reversed(laws[near:behind]) if _is_a(match["sort"].lower(), law)), None)
        if law and len(law.ids) == 1:
            yield replace(law, start=match.start("sort"), end=match.end(), said="pointer")


def _capitalised(laws: Sequence[NameHit], text: str) -> Iterator[NameHit]:
    uses = [use for use in _CAPITALISED.finditer(text) if _BEHIND_ARTICLE.search(text, *_lead(use.start()))]
    meant = {sort: _only_one(sort.lower(), laws, len(text)) for sort in {use["sort"] for use in uses}}
    for use in uses:
        law, until = meant[use["sort"]]
        if law and law.end < use.start() < until:
            yield replace(law, start=use.start(), end=use.end(), said="pointer")


def _lead(start: int) -> tuple[int, int]:
    return max(0, start - 5), start


def _only_one(sort: str, laws: Sequence[NameHit], end: int) -> tuple[NameHit | None, int]:
    """The first law of a sort, if it is one only, and where another of that sort is named, or the end of the text."""
    same = [law for law in laws if _is_a(sort, law)]
    first = same[0] if same and len(same[0].ids) == 1 else None
    return first, next((law.start for law in same if first and law.ids != first.ids), end)


def _is_a(sort: str, law: NameHit) -> bool:
    labels = [name.text.lower() for entry, _ in law.owners for name in entry.names]
    return any(sort.removeprefix("rijks") in label for label in labels)
