"""Official gazettes.

    Stb. 2003, 375    Stb. 2003/375    Staatsblad 2025, 312 en 313    Stcrt. 2017, 62719    Tractatenblad 2007, 169
    Trb. 1951, 154    Gmb. 2023, 502828

A number with dots for its digits (`Stb. 20.., ...`) is a blank of a draft and no reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene

_SERIES = {
    "stb": "stb",
    "staatsblad": "stb",
    "stcrt": "stcrt",
    "staatscourant": "stcrt",
    "trb": "trb",
    "tractatenblad": "trb",
    "gmb": "gmb",
    "gemeenteblad": "gmb",
    "prb": "prb",
    "provinciaal blad": "prb",
    "wsb": "wsb",
    "waterschapsblad": "wsb",
}
_CITED = re.compile(
    r"\b(?P<series>Stb|Staatsblad|Stcrt|Staatscourant|Trb|Tractatenblad|Gmb|Gemeenteblad|Prb|Provinciaal"
    r" blad|Wsb|Waterschapsblad)\.?,? "
    r"?(?P<year>(?:1[89]|20)\d\d)(?:,? nr\.? ?|, ?|/ ?| )(?P<numbers>\d{1,6}(?:(?:/|, | en )\d{1,6}"
    r"(?![\d ]{0,3}\d{3}))*)(?![\d]|[.]\d)",
    re.I,
)


def _cited(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    series = _SERIES[match["series"].lower()]
    kind = "treaty-series" if series == "trb" else "gazette"
    for index, number in enumerate(re.finditer(r"\d+", match["numbers"])):
        start = match.start() if index == 0 else match.start("numbers") + number.start()
        end = match.start("numbers") + number.end()
        id_ = f"{series}-{match['year']}-{int(number[0])}"
        yield Found(kind, start, end, "gazette", id_, "derived-id", 0.98).with_details(
            year=match["year"], number=number[0]
        )


_HINTS = ("stb", "stcrt", "trb", "gmb", "prb", "wsb", "blad", "staatscourant")
RULES = (Rule("gazette", _HINTS, _CITED, _cited, before=12, after=50),)
