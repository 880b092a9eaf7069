"""Data of the Tweede Kamer: a file that states many papers and people, and holds no prose."""

from __future__ import annotations

import re

from extract.documents.reading import Desk, Reading
from extract.model import Paper, Participation, Stated, StatedPerson
from extract.source import Source

_FORMAT = "tk-odata"
_MEMBER = "kamerlid-tweede-kamer"
_OFFICE = re.compile(
    r"(?P<office>minister-president|minister|staatssecretaris)(?: (?:van|voor) (?P<portfolio>.+))?", re.I
)


def recognise(source: Source) -> bool:
    """The format says so."""
    return source.document.format == _FORMAT


def read(source: Source, desk: Desk) -> Reading:
    """A paper for each that is stated; one without facts where the file is about people alone."""
    stated = source.document.stated
    papers = tuple(_paper(f"d{number}", each, desk) for number, each in enumerate(stated, 1))
    owned = tuple((each.span, paper.key) for each, paper in zip(stated, papers, strict=True) if each.span)
    return Reading(papers or (Paper("d1", "other"),), owned=owned)


def _paper(key: str, stated: Stated, desk: Desk) -> Paper:
    day = stated.dates.submitted or stated.dates.issued
    return Paper(
        key,
        stated.kind or "paper",
        stated.id,
        stated.title,
        identifiers=stated.identifiers,
        session_year=stated.session_year,
        dates=stated.dates,
        participations=tuple(part for who in stated.people if (part := _participation(who, day, desk))),
    )


def _participation(who: StatedPerson, day: str | None, desk: Desk) -> Participation | None:
    """Somebody who took part; who it is, only the id that the House gave tells."""
    if who.span is None:
        return None
    match = _OFFICE.fullmatch(who.office or "")
    office, portfolio = (match["office"].lower(), match["portfolio"]) if match else (who.office, None)
    ministry, post = desk.offices.find(office, portfolio, day) if office and portfolio else (None, None)
    person = desk.registers.external.get(who.id or "")
    seat = _MEMBER if person and not office else None
    party = desk.party(who.party)
    return Participation(
        who.role, who.span, who.name, person, who.party, party, office, portfolio, post or seat, ministry
    )
