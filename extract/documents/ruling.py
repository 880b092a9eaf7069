"""A ruling: a file that states so, or a text with the header of rechtspraak.nl.

ECLI:NL:CRVB:2017:1055                  its identifier, on a line of its own
Instantie                               labels, with the value behind them or on the next line
Centrale Raad van Beroep
Datum uitspraak
14-03-2017
Zaaknummer
15/4545 WWB
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest

from extract.dates import parse_printed
from extract.documents.reading import Desk, Reading
from extract.model import Dates, Decision, Paper
from extract.source import Source

_ECLI = re.compile(r"(ECLI:NL:(?P<court>[A-Z0-9]{1,7}):\d{4}:[A-Z0-9.]{1,25})")
_LABEL = re.compile(
    r"(?P<label>Instantie|Datum (?:uitspraak|conclusie|publicatie)|Zaaknummers?|Rechtsgebied(?:en)?|"
    r"Bijzondere kenmerken|Inhoudsindicatie|Vindplaatsen|Formele relaties)\s*:?\s*(?P<value>.*)",
    re.DOTALL,
)
_HEAD = 80  # lines in which the header stands
_BETWEEN = re.compile(r"\s*[;,]\s+")


def recognise(source: Source) -> bool:
    """The file says it is a ruling, or it begins with an ECLI and says which court gave the ruling."""
    if source.document.states("ruling"):
        return True
    header = _header(source)
    return "ecli" in header and bool(header.keys() & {"Instantie", "Datum uitspraak", "Datum conclusie"})


def read(source: Source, desk: Desk) -> Reading:
    """The ruling's own facts: those that the file states, else those of the header."""
    return Reading((Paper("d1", "ruling") if source.document.states("ruling") else _from_header(_header(source)),))


def _from_header(header: Mapping[str, str]) -> Paper:
    ecli = _ECLI.fullmatch(header["ecli"])
    day = header.get("Datum uitspraak") or header.get("Datum conclusie")
    sort = "conclusie" if "Datum conclusie" in header else "uitspraak"
    cases = _several(header.get("Zaaknummer") or header.get("Zaaknummers"))
    return Paper(
        "d1",
        "ruling",
        header["ecli"],
        identifiers=(header["ecli"], *cases),
        dates=Dates(issued=_day(day), published=_day(header.get("Datum publicatie"))),
        subjects=_several(header.get("Rechtsgebieden") or header.get("Rechtsgebied")),
        decision=Decision(ecli["court"] if ecli else None, header.get("Instantie"), sort, (), cases),
    )


def _day(words: str | None) -> str | None:
    return parse_printed(words) if words else None


def _several(words: str | None) -> tuple[str, ...]:
    return tuple(filter(None, _BETWEEN.split(words))) if words else ()


def _header(source: Source) -> dict[str, str]:
    """The first value of each label at the head of the text; `ecli` is that of the first line that is one."""
    found: dict[str, str] = {}
    for label, value in _labelled([line.words for line in islice(source.lines, _HEAD) if line.words]):
        found.setdefault(label, value)
    return found


def _labelled(lines: list[str]) -> Iterator[tuple[str, str]]:
    for words, following in zip_longest(lines, lines[1:], fillvalue=""):
        if match := _ECLI.match(words):
            yield "ecli", match[1]
        elif match := _LABEL.fullmatch(words):
            value = match["value"] or following
            yield match["label"], "" if _LABEL.fullmatch(value) else value
