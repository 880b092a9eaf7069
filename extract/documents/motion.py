"""A motion, as it is put before the House.

36 600 XIV                              the dossier, with the chapter of the budget
Vaststelling van de begrotingsstaten …  its title
Nr. 52                                  the number of the paper
MOTIE VAN DE LEDEN VAN DER PLAS EN FLACH
Voorgesteld 17 oktober 2024
De Kamer, … verzoekt de regering …
en gaat over tot de orde van de dag.
Van der Plas                            the movers, one a line
Flach
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import DAY, parse_day, session_year
from extract.documents.reading import Capacity, Desk, Reading, signed
from extract.lines import Line
from extract.model import Dates, Paper, Participation, Span
from extract.source import Source

_TITLE = re.compile(r"(?:(?:NADER |TWEEDE |DERDE )?GEWIJZIGDE )?MOTIE (?:VAN )?(?:HET |DE )?L.+", re.I)
_DOSSIER = re.compile(
    r"(?P<dossier>\d{2} ?\d{3})(?:[ -](?P<suffix>[A-Z]{1,6}|\d{2}))?(?: \(?(?P<kingdom>R ?\d{3,4})\)?)?"
)
_NUMBER = re.compile(r"Nr\. ?(?P<number>\d{1,4})")
_PROPOSED = re.compile(rf"Voorgesteld (?:.{{0,90}} )?(?P<day>{DAY})", re.I)
_SESSION = re.compile(r"Vergaderjaar (?P<year>\d{4} ?[-–] ?\d{4})")
_BUSINESS = re.compile(r"en gaat over tot de orde van de dag[.,]?", re.I)
_MOVER = "kamerlid-tweede-kamer"
_LONGEST_NAME = 50


def recognise(source: Source) -> bool:
    """The title and the last words of a motion, each on a line of its own."""
    words = [line.words for line in source.lines]
    return any(_TITLE.fullmatch(w) for w in words[:60]) and any(_BUSINESS.fullmatch(w) for w in words)


def read(source: Source, desk: Desk) -> Reading:
    """The motion's own facts."""
    lines = source.lines
    title = next(line for line in lines if _TITLE.fullmatch(line.words))
    head = [line for line in lines if line.start <= title.start]
    day = next((parse_day(m["day"]) for line in lines if (m := _PROPOSED.fullmatch(line.words))), None)
    year = next((m["year"] for line in head if (m := _SESSION.fullmatch(line.words))), None)
    id_ = _identifier(head)
    paper = Paper(
        "d1",
        "motion",
        id_,
        title.words,
        title.span,
        (id_,) if id_ else (),
        session_year(year) if year else None,
        Dates(issued=day),
        participations=tuple(_movers(lines, desk, day)),
    )
    return Reading((paper,))


def _identifier(head: list[Line]) -> str | None:
    """`36 600 XIV` and `Nr. 52` → `kst-36600-XIV-52`: the first dossier counts."""
    dossier = next((m for line in head if (m := _DOSSIER.fullmatch(line.words))), None)
    number = next((m for line in head if (m := _NUMBER.fullmatch(line.words))), None)
    if not dossier or not number:
        return None
    suffix = dossier["suffix"] or (dossier["kingdom"] or "").replace(" ", "")
    return "-".join(part for part in ("kst", dossier["dossier"].replace(" ", ""), suffix, number["number"]) if part)


def _movers(lines: tuple[Line, ...], desk: Desk, day: str | None) -> Iterator[Participation]:
    ended = False
    for line in lines:
        if ended and line.words and len(line.words) < _LONGEST_NAME:
            name = line.words.rstrip(",;.")
            span = Span(line.span.start, line.span.start + len(name))
            yield signed(name, span, desk, Capacity("mover", day, _MOVER))
        ended = ended or bool(_BUSINESS.fullmatch(line.words))
