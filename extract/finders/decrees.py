"""Laws and decrees by their day, without a citation title, that no register tells (`extract.dated` finds those).

They get no identifier: one day has many.

    het besluit van 16 december 2010, nr. DGB2010/6799M         het koninklijk besluit van 14 oktober 2010
    de wet van 30 maart 2000 (Stb. 2000, 154)                    de Rijkswet van 14 juni 1990
    het besluit van de Minister van Justitie van 7 november 2012, nr. 5734542
    het besluit van 12 mei 2020 om niet te gaan                  no decree: neither number nor place of publication

`het besluit` and `de regeling` may be anything that somebody decided, so they need a number, a place or a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import DAY, parse_day
from extract.finding import Found, Rule, Scene

_OF_STATE = r"[Ww]et|[Rr]ijkswet|[Kk]oninklijk [Bb]esluit"
_OF_ANYBODY = r"[Bb]esluit|[Rr]egeling|[Bb]eschikking|[Cc]irculaire|[Aa]anwijzing|[Rr]ichtlijn"
_BY = r"(?: (?:de|het) (?:[Mm]inister|[Ss]taatssecretaris|College|Raad|[Bb]estuur)[^.;\n]{0,90}?)?"
_TOLD = r"(?=,? ?\(?(?:nr\.|nummer|kenmerk|met kenmerk|Stb\.|Stcrt\.|Staatsblad|Staatscourant|houdende|inzake|tot ))"
_SORTS = "wet besluit regeling beschikking circulaire aanwijzing richtlijn".split()
_DECREE = re.compile(
    rf"\b(?:(?P<state>{_OF_STATE}) van (?P<day>{DAY})|(?:{_OF_ANYBODY}) van{_BY}(?: van)? (?P<other>{DAY}){_TOLD})"
)


def _decree(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    day = parse_day(match["day"] or match["other"])
    if day and not scene.names_a_law(*match.span()):
        found = Found("law", *match.span(), "law-by-day", None, "context", 0.6)
        yield found.with_details(date=day, title=" ".join(match[0].split()))


RULES = (
    Rule(
        "law-by-day",
        tuple(f"{sort} van" for sort in _SORTS),
        _DECREE,
        _decree,
        before=20,
        after=160,
    ),
)
