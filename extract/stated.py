"""Joins what a file states of its paper beside the text with what was read in the text.

The file has the last word on what the paper is: kind, id, title, dates. The text adds what the file leaves out, and the
words that bear it out. Where both name the same thing differently, the paper has the issue `metadata-mismatch`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from difflib import get_close_matches

from extract.documents.reading import Desk, Reading
from extract.fold import fold
from extract.model import Dates, Document, Paper, Participation, Stated, StatedPerson
from extract.offices import taken_apart
from extract.people import printed

MISMATCH = "metadata-mismatch"
_UNKNOWN = "other"
_MEMBER_ROLES = frozenset(("asker", "mover"))
_MEMBER = "kamerlid-tweede-kamer"
_NEAR = 0.92  # of two spellings of one name


def with_stated(document: Document, reading: Reading, desk: Desk) -> Reading:
    """The reading, with what the file states."""
    if not document.stated:
        return reading
    if all(stated.span for stated in document.stated):
        return _listed(document.stated, desk)
    papers = list(reading.papers)
    for stated in document.stated:
        at = _place(papers, stated)
        papers[at] = _joined(papers[at], stated, desk)
    return replace(reading, papers=tuple(papers))


def _listed(several: Iterable[Stated], desk: Desk) -> Reading:
    """A file that is a list of papers, with a stretch of the text for each."""
    papers = [(f"d{n}", stated) for n, stated in enumerate(several, 1)]
    owned = tuple((stated.span, key) for key, stated in papers if stated.span)
    return Reading(tuple(_joined(Paper(key, _UNKNOWN), stated, desk) for key, stated in papers), owned=owned)


def _place(papers: list[Paper], stated: Stated) -> int:
    """Which paper of the text the file speaks of: the one of that kind, else one of no kind, else one more."""
    free = [n for n, paper in enumerate(papers) if not paper.stated]
    fitting = [n for n in free if stated.kind in (None, papers[n].kind)] or [n for n in free if len(papers) == 1]
    if not fitting:
        papers.append(Paper(f"d{len(papers) + 1}", _UNKNOWN))
        return len(papers) - 1
    return fitting[0]


def _joined(paper: Paper, stated: Stated, desk: Desk) -> Paper:
    joined = replace(
        paper,
        kind=stated.kind or paper.kind,
        id=stated.id or paper.id,
        title=stated.title or paper.title,
        identifiers=_together(filter(None, (stated.id,)), stated.identifiers, paper.identifiers),
        session_year=stated.session_year or paper.session_year,
        dates=_dates(paper.dates, stated.dates),
        subjects=_together(paper.subjects, stated.subjects),
        sources=_together(paper.sources, stated.sources),
        dossiers=_together(paper.dossiers, stated.dossiers),
        about=paper.about or stated.abstract,
        decision=stated.decision or paper.decision,
        law=stated.law or paper.law,
        issues=_issues(paper, stated),
        stated=stated,
    )
    return replace(joined, participations=tuple(_participations(joined, desk)))


def _together(*several: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in several for word in words))


def _dates(read: Dates, stated: Dates) -> Dates:
    both = ((getattr(stated, each.name), getattr(read, each.name)) for each in fields(Dates))
    return Dates(*(told or found for told, found in both))


def _issues(paper: Paper, stated: Stated) -> tuple[str, ...]:
    days = ((getattr(paper.dates, each.name), getattr(stated.dates, each.name)) for each in fields(Dates))
    differ = any(read and told and read != told for read, told in ((paper.id, stated.id), *days))
    return _together(paper.issues, (MISMATCH,) if differ else ())


# --- people -------------------------------------------------------------------------------------------------------


def _participations(paper: Paper, desk: Desk) -> Iterator[Participation]:
    """Those whom the text names, known better by what the file states of them; then those whom only the file names."""
    stated = list(paper.stated.people if paper.stated else ())
    for part in paper.participations:
        same = _same(part, stated)
        if same:
            stated.remove(same)
        yield _known_better(part, same, paper, desk) if same else part
    yield from (_from_file(person, paper, desk) for person in stated)


def _same(part: Participation, stated: Iterable[StatedPerson]) -> StatedPerson | None:
    """Who of the file has the same role and family name; one of the two may have a slip of the pen."""
    if not part.name:
        return None
    named = {_family(person.name): person for person in stated if person.role == part.role and person.name}
    near = get_close_matches(_family(part.name), named, n=1, cutoff=_NEAR)
    return named[near[0]] if near else None


def _family(name: str) -> str:
    parts = printed(name)
    return fold(f"{parts.prefix} {parts.surname}").strip()


def _known_better(part: Participation, person: StatedPerson, paper: Paper, desk: Desk) -> Participation:
    """A name that the text leaves open may be one person's with the initials that the file gives."""
    told = _from_file(person, paper, desk)
    return replace(
        part,
        person=part.person or told.person,
        party=part.party or told.party,
        party_id=part.party_id or told.party_id,
        office=part.office or told.office,
    )


def _from_file(stated: StatedPerson, paper: Paper, desk: Desk) -> Participation:
    party, day = desk.party(stated.party), paper.day
    office, portfolio = taken_apart(stated.office) if stated.office else (None, None)
    ministry, post = desk.offices.find(office, portfolio, day) if office else (None, None)
    held = post or (_MEMBER if stated.role in _MEMBER_ROLES else None)
    return Participation(
        stated.role,
        stated.span,
        stated.name,
        _who(stated, desk, day=day, party=party, post=held),
        stated.party,
        party,
        office,
        portfolio,
        held,
        ministry,
    )


def _who(stated: StatedPerson, desk: Desk, *, day: str | None, party: str | None, post: str | None) -> str | None:
    """Whom the id is of that the format gives; without one, the one person who can be meant by the name."""
    if stated.id:
        return desk.registers.external.get(stated.id)
    return desk.person(stated.name, day=day, party=party, post=post) if stated.name else None
