"""Official gazettes.

    Stb. 2003, 375    Stb. 2003/375    Staatsblad 2025, 312 en 313    Stb. 1986-350    Staatsblad nr. 12 van 2015
    Stcrt. 2017, 62719    Stcrt. 12 april 2010, nr. 5678    Staatscourant van 5 maart 2012, nr. 3456
    Trb. 1951, 154    Tractatenblad 2007, nr. 169
    Gmb. 2023, 502828    Gemeenteblad van Amsterdam 2023, nr. 502828    Prov. blad 2019, 1234
    Waterschapsblad 2020, 345    Blad gemeenschappelijke regeling 2021, 345    Bgr. 2021, 345

A number with dots for its digits (`Stb. 20.., ...`) is a blank of a draft and no reference. The gazettes of
municipalities, provinces and water boards are numbered for the whole country since 2014; before, each body counted for
itself, so an older number has no identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import MONTH
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
    "prov. blad": "prb",
    "provinciaal blad": "prb",
    "wsb": "wsb",
    "waterschapsblad": "wsb",
    "bgr": "bgr",
    "blad gemeenschappelijke regeling": "bgr",
    "blad gemeenschappelijke regelingen": "bgr",
}
_LOCAL = frozenset({"gmb", "prb", "wsb", "bgr"})
_COUNTED_TOGETHER_SINCE = "2014"
_NAMES = "|".join(sorted((re.escape(name) for name in _SERIES), key=len, reverse=True))
_OF = r"(?:(?-i: van (?:de |het )?(?:gemeente |provincie |waterschap )?[A-Z][\w'’-]{2,30}(?: [A-Z][\w-]{2,20}){0,2}))?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_NUMBER_WORD = r"(?:nr\.? ?|nummer )"
_CITED = re.compile(
    rf"\b(?P<series>{_NAMES})\.?{_OF},? ?(?:(?:van )?\d{{1,2}} {MONTH} )?{_YEAR}"
    rf"(?:,? {_NUMBER_WORD}|, ?|/ ?| |-(?!\d{{4}}))"
    r"(?P<numbers>\d{1,6}(?:(?:/|, | en )\d{1,6}(?![\d ]{0,3}\d{3}))*)(?![\d]|[.]\d)",
    re.I,
)
_YEAR_LAST = re.compile(
    rf"\b(?P<series>{_NAMES})\.?,? {_NUMBER_WORD}(?P<numbers>\d{{1,6}}) (?:van|uit) {_YEAR}(?!\d)", re.I
)


def _cited(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    series = _SERIES[match["series"].lower()]
    kind = "treaty-series" if series == "trb" else "gazette"
    known = series not in _LOCAL or match["year"] >= _COUNTED_TOGETHER_SINCE
    last = len(match["numbers"])
    for index, number in enumerate(re.finditer(r"\d+", match["numbers"])):
        start = match.start() if index == 0 else match.start("numbers") + number.start()
        end = (
            match.start("numbers") + number.end()
            if number.end() < last
            else max(match.end("numbers"), match.end("year"))
        )
        id_ = f"{series}-{match['year']}-{int(number[0])}" if known else None
        yield Found(kind, start, end, "gazette", id_, "derived-id", 0.98 if known else 0.6).with_details(
            year=match["year"], number=number[0]
        )


_HINTS = ("stb", "stcrt", "trb", "gmb", "prb", "wsb", "bgr", "blad", "staatscourant")
RULES = (
    Rule("gazette", _HINTS, _CITED, _cited, before=12, after=90),
    Rule("gazette-year-last", _HINTS, _YEAR_LAST, _cited, before=12, after=40),
)
