"""Names that a text itself gives to laws, and words that point back to one.

    de Wet politiegegevens (Wpg) … artikel 4 Wpg            an abbreviation behind the name
    de Wet X (hierna: de Wet) … artikel 4 van de Wet        a name for the rest of the text
    *wet:* de Mediawet … artikel 4 van de wet               a list of definitions
    … de Mediawet … artikel 4 van die wet                   the law of that sort that was named last

Only what follows the definition is read in this way, and nothing that names more than one law is defined by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.gazetteer import NameHit

LAW_KINDS = ("law", "treaty", "eu-act")
_SORT = (
    r"(?P<sort>(?:rijks)?wet|wetboek|besluit|regeling|verordening|verdrag|overeenkomst|reglement|richtlijn"
    r"|(?:uitvoerings)?(?:besluit|regeling))"
)
_BEHIND = re.compile(
    r" ?\((?:(?P<said>hierna|verder|in het vervolg|nader)(?: (?:ook|nader|verder))?"
    r"(?: te noemen| genoemd| aangeduid als)?:? ?)?"
    r"[„\"'‘“]?(?:de |het )?(?P<alias>[A-Za-z][\w.&/-]*(?: [\w.&/-]+){0,3}?)[\"'’”]?\)"
)
_BEFORE = re.compile(
    r"(?:^|[\n;.] ?|\b[a-z]{1,2}\. )\*?(?:de |het )?(?P<alias>[A-Z][\w.-]{1,12}|wet|rijkswet|besluit|regeling|verdrag"
    r"|overeenkomst|reglement):\*? ?(?:de |het )?$"
)
_ACRONYM = re.compile(r"(?=(?:\w*[A-Z]){2}|[A-Z][a-z]{1,5}$)[A-Z][A-Za-z]{1,7}")
_POINTING = re.compile(rf"\b(?:die|dat|laatstgenoemde?|genoemde?|voornoemde?|bedoelde?) {_SORT}\b")
_FAR = 600  # characters between a law and the words that point back to it


def with_defined(names: Sequence[NameHit], text: str) -> tuple[NameHit, ...]:
    """The names with those that the text defines, in order; names of the registers go before them."""
    laws = [law for hit in names if (law := hit.of_kind(*LAW_KINDS))]
    taken = {position for hit in names for position in range(hit.start, hit.end)}
    found = [*_aliases(laws, text), *_pointers(laws, text)]
    free = {hit.start: hit for hit in found if not taken.intersection(range(hit.start, hit.end))}
    return tuple(sorted((*names, *free.values()), key=lambda hit: hit.start))


def _aliases(laws: Sequence[NameHit], text: str) -> Iterator[NameHit]:
    for law in laws:
        if len({entry.id for entry, _ in law.owners}) == 1:
            for alias in _defined_at(law, text):
                yield from _uses(alias, law, text)


def _defined_at(law: NameHit, text: str) -> Iterator[str]:
    behind = _BEHIND.match(text, law.end)
    if behind and (behind["said"] or _ACRONYM.fullmatch(behind["alias"])):
        yield behind["alias"]
    before = _BEFORE.search(text, max(0, law.start - 40), law.start)
    if before:
        yield before["alias"]


def _uses(alias: str, law: NameHit, text: str) -> Iterator[NameHit]:
    """`de wet` is a word like others, so only its form with the article counts, and only for what belongs to it."""
    general = alias.lower() in {"wet", "rijkswet", "besluit", "regeling", "verdrag", "overeenkomst", "reglement"}
    lead = r"(?<=\bde )|(?<=\bhet )" if general else r"(?<![\w-])"
    for match in re.finditer(rf"(?:{lead}){re.escape(alias)}(?![\w-])", text[law.end :]):
        start = law.end + match.start()
        yield replace(law, start=start, end=start + len(alias), said="pointer" if general else "alias")


def _pointers(laws: Sequence[NameHit], text: str) -> Iterator[NameHit]:
    for match in _POINTING.finditer(text):
        before = (law for law in reversed(laws) if law.end <= match.start() and match.start() - law.end <= _FAR)
        law = next((law for law in before if _is_a(match["sort"], law)), None)
        if law and len({entry.id for entry, _ in law.owners}) == 1:
            yield replace(law, start=match.start("sort"), end=match.end(), said="pointer")


def _is_a(sort: str, law: NameHit) -> bool:
    labels = [name.text.lower() for entry, _ in law.owners for name in entry.names]
    return any(sort.removeprefix("rijks") in label for label in labels)
