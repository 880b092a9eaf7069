"""Laws, decrees and regulations that no register has, by the form of their titles. They get no identifier.

    het Vacatiegeldenbesluit 1988, de Brandweerwet 1985, artikel 17 van het Voertuigreglement
    de Wet toezicht natura-uitvaartverzekeringsbedrijf, het Besluit andere taken college, de Regeling inburgering
    het Uitvoeringsbesluit BES                      not the one without BES, if only that is known

A title stands behind an article, and ends before a verb, a sign or the next part of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene

_SORTS = ("wet", "besluit", "regeling", "reglement", "verordening", "wetboek")
_HEAD = re.compile(
    r"[DdHhv](?<!\w.)(?:(?<=[Dd])e|(?<=[Hh])et|(?<=v)an) (?P<title>(?:(?:Algemene|Tijdelijke|Nadere) )?"
    rf"(?:(?P<compound>[A-Z][a-zà-ÿ-]+(?:{'|'.join(_SORTS)}))|{'|'.join(s.capitalize() for s in _SORTS)}))(?![\w-])"
)
_YEAR = re.compile(r" (?:(?:19|20)\d\d(?! \d)(?:/\d{2,4})?(?: BES)?|BES)(?![\w-])")
_WORD = re.compile(r" (?P<word>[\w&/’'-]+)")
_ENDS = frozenset(
    (
        "is zijn was wordt worden werd werden kan kunnen moet moeten zal zullen heeft hebben geldt gelden "
        "blijft blijven zoals die dat waarin bedoeld genoemd niet wel berust berusten dan onderscheidenlijk "
        "bepaalt regelt treedt komt ook te deze dit mag in bij uit als nog per wordt geeft biedt gaat "
        "krachtens ingevolge artikel artikelen van alsmede zelf waarbij"
    ).split()
)
_JOINS = frozenset("en of".split())
_ARTICLES = frozenset("de het een".split())
_SORTS_ALONE = frozenset(sort.capitalize() for sort in _SORTS)
_SHORTEST = 6  # characters
_LONGEST = 12  # words


def _title(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    start, end = match.span("title")
    end = end if match["compound"] else _end(scene.text, end)
    if year := _YEAR.match(scene.text, end):
        end = year.end()
    if not scene.names_a_law(start, end) and end - start > _SHORTEST and scene.text[start:end] not in _SORTS_ALONE:
        found = Found("law", start, end, "law-by-form", None, "context", 0.6)
        yield found.with_details(title=scene.text[start:end])


def _end(text: str, position: int) -> int:
    """Where a title ends that goes on with words in lower case or capitals."""
    for _ in range(_LONGEST):
        word = _WORD.match(text, position)
        if not word or word["word"].lower() in _ENDS or _opens_a_part(text, word):
            break
        position = word.end()
    return position


def _opens_a_part(text: str, word: re.Match[str]) -> bool:
    """`en de …`, `of artikel …`: not the title any more."""
    after = _WORD.match(text, word.end())
    return word["word"] in _JOINS and (not after or after["word"] in _ARTICLES | _ENDS or after["word"][0].isupper())


RULES = (Rule("law-by-form", _SORTS, _HEAD, _title, before=60, after=4),)
