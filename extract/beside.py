"""Names that several laws bear, or that are words as well, told apart by the words that stand near them.

    artikel 6 Mw … de ACM           the Mededingingswet; `mw.` elsewhere is no law
    Wpg … politie                   the Wet politiegegevens; beside `GGD` the Wet publieke gezondheid
    het Verdrag van Parijs … merk   of the treaties of Paris the one about industrial property

Which words they are stands in the registers (`kamer:besideWord`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from extract.gazetteer import NameHit, Owner
from extract.unknown_titles import ENDS

_NEAR = 1_000  # characters
_LED = re.compile(
    r"(?P<article>(?:\d[a-z]{0,2}|\b(?:lid|leden|onder [a-z]))[,;°]? $)"
    r"|\b(?:[Dd]e|[Hh]et|[Hh]aar|[Zz]ijn|[Dd]at|en|of|op) $|[(/*#–-] ?$|^$"
)
_SORT_OF_LAW = re.compile(r"[A-Z][a-z]{5,}")  # Kaderwet, Uitvoeringsbesluit: other titles begin with them too
_NEXT_WORD = re.compile(r"[ -](?P<word>\w[\w-]*)")
_JOINS = frozenset("en of in uit door bij voor op aan ten van de het een aangebrachte".split())
_OF_A_PERSON = re.compile(r"(?<=\bMw)\. ?[A-Z][a-z]")
_OF_WHOM = re.compile(  # Reglement van Orde van de Eerste Kamer
    r" (?:van|voor|der) (?:de |het |een )?(?=[A-Z]|(?:raad|gemeenteraad|commissie|vereniging)\b)[^,.;\n]{0,60}"
)
_SHORT = 3  # letters of a word that has to stand there as it is, such as `acm`
_LEAD = 12  # characters


def fitting(hits: Iterable[NameHit], text: str, folded: str) -> Iterator[NameHit]:
    """The names without the owners that the words around them rule out. `folded` is `fold(text)`.

    What a name means in one place of a text it means in the others too, unless the words there say otherwise.
    """
    found = list(hits)
    meant = {hit.start: _meant(hit, text, folded) for hit in found if any(name.beside for _, name in hit.owners)}
    usual: dict[str, set[str]] = defaultdict(set)
    for owners in meant.values():
        for entry, name in owners:
            usual[name.text].add(entry.id)
    for hit in found:
        if hit.start not in meant:
            yield hit
        elif owners := meant[hit.start] or _elsewhere(hit, usual, text) or _anywhere(hit):
            yield replace(hit, owners=owners)


def _meant(hit: NameHit, text: str, folded: str) -> tuple[Owner, ...]:
    """The one law whose words stand near."""
    near = folded[max(0, hit.start - _NEAR) : hit.start] + " " + folded[hit.end : hit.end + _NEAR]
    if whose := _OF_WHOM.match(text, hit.end):
        near = folded[whose.start() : whose.end()]
    owners = tuple(owner for owner in hit.owners if owner[1].beside and _one_of(owner[1].beside).search(near))
    return owners if len({entry.id for entry, _ in owners}) == 1 and _is_cited(hit, owners, text) else ()


def _elsewhere(hit: NameHit, usual: Mapping[str, Collection[str]], text: str) -> tuple[Owner, ...]:
    """The one law that the name means wherever else the words tell."""
    owners = tuple(o for o in hit.owners if o[1].beside and usual.get(o[1].text) == {o[0].id})
    return owners if owners and _is_cited(hit, owners, text) else ()


def _anywhere(hit: NameHit) -> tuple[Owner, ...]:
    """Those that bear the name whatever stands near it."""
    return tuple(owner for owner in hit.owners if not owner[1].beside)


@cache
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(word)}" + r"\b" * (len(word) <= _SHORT) for word in words))


def _is_cited(hit: NameHit, owners: Sequence[Owner], text: str) -> bool:
    """Whether a short word that may be no abbreviation stands where one of a law may: behind an article, say."""
    name = owners[0][1]
    if _anywhere(hit) or " " in name.text:
        return True
    led = _LED.search(text[max(0, hit.start - _LEAD) : hit.start])
    if not led or (_SORT_OF_LAW.fullmatch(name.text) and _goes_on(hit, text)):
        return False
    return bool(led["article"]) or not _OF_A_PERSON.match(text, hit.end)


def _goes_on(hit: NameHit, text: str) -> bool:
    """`Kaderwet dienstplicht`: the title of another law."""
    more = _NEXT_WORD.match(text, hit.end)
    return more is not None and more["word"] not in ENDS | _JOINS
