"""EU acts by number.

    Verordening (EU) 2016/679, Verordening (EG) nr. 883/2004, Verordening (EEG) nr. 1408/71    regulations
    Richtlijn 2000/78/EG, Richtlijn (EU) 2019/1158, Kaderbesluit 2002/584/JBZ                  directives, decisions
    CELEX:32016R0679

Directives and decisions have the year first; regulations have the number first until 2014 and the year first since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene

_LETTERS = {
    "verordening": "R",
    "richtlijn": "L",
    "besluit": "D",
    "kaderbesluit": "F",
    "aanbeveling": "H",
    "gedelegeerde verordening": "R",
    "uitvoeringsverordening": "R",
    "uitvoeringsbesluit": "D",
}
_ACT = re.compile(
    r"\b(?P<kind>(?:gedelegeerde |uitvoerings)?verordening|richtlijn|kaderbesluit|(?:uitvoerings)?besluit"
    r"|aanbeveling)(?:en)? "
    r"(?:\((?:EU|EG|EEG|Euratom|EU, Euratom)\) )?(?P<nr>nr\. ?)?(?P<a>\d{1,4})/(?P<b>\d{1,4})(?:/(?:EU|EG"
    r"|EEG|JBZ|GBVB|Euratom))?(?!\w)",
    re.I,
)
_CELEX = re.compile(r"(?<!\w)(?:CELEX:? ?)?(?P<id>[0356]\d{4}[A-Z]{1,2}\d{4})(?!\w)")


def _act(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    letter = _LETTERS[match["kind"].lower()]
    year, number = _year_and_number(letter, match["a"], match["b"], numbered=bool(match["nr"]))
    marked = re.search(r"\((?:EU|EG|EEG|Euratom)|/(?:EU|EG|EEG|JBZ|GBVB)", match[0])
    if year and marked:
        yield Found("eu-act", *match.span(), "eu-number", f"3{year}{letter}{int(number):04}", "derived-id", 0.97)


def _year_and_number(letter: str, a: str, b: str, *, numbered: bool) -> tuple[int | None, str]:
    first, second = _year(a), _year(b)
    if letter == "R" and (numbered or first is None or first < 2015):
        return second, a
    return first, b


def _year(words: str) -> int | None:
    year = int(words) + 1900 if len(words) == 2 else int(words)
    return year if 1952 <= year <= 2100 else None


def _celex(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield Found("eu-act", *match.span(), "celex", match["id"], "exact-id", 0.97)


RULES = (
    Rule(
        "eu-act",
        ("verordening", "richtlijn", "besluit", "aanbeveling"),
        _ACT,
        _act,
        before=20,
        after=50,
        needs=re.compile(r"\d/\d"),
    ),
    Rule("celex", ("celex",), _CELEX, _celex, after=20),
)
