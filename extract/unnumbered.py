"""The identifier of a document that does not state it, from the open data of the House.

A paper of the House is the document if it is the only one of the fitting kind that has exactly the day that the text
states (of submission, of receipt, of the letter) and the subject that the text states. A near twin, with the same
subject and another day, is not enough. Answers without a title may state their subject through the notice of delay to
which their head refers: "Zie ook Aanhangsel Handelingen, vergaderjaar 2024-2025, nr. 1462".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.dates import session_year
from extract.documents.reading import Desk, Reading
from extract.fold import fold
from extract.house import ANSWERS, DELAY, LETTER, QUESTIONS, House, HousePaper, compared
from extract.model import Identified, Paper
from extract.people import printed
from extract.source import Source

_RULE = "house-day-and-subject"
_HEAD = 3000
_SEE_ALSO = re.compile(
    r"Zie ook Aanhangsel(?: van de)? Handelingen,? (?:II,? )?(?:vergaderjaar )?(?P<years>\d{4} ?[-–/] ?\d{2,4}),"
    r" nr\. ?(?P<number>\d{1,4})(?!\d)"
)
_ABOUT = re.compile(r"\bover (?:over )?(?P<about>.+)")
_SPECIFIC = 4  # words; a shorter subject may be of two papers of one day
_OWN_WORDS, _BY_NOTICE = 0.9, 0.85  # how sure


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a text is about, as `compared` spells it, and where it says so."""

    words: str
    place: str = "the subject that the text states"
    confidence: float = _OWN_WORDS


def with_numbers(source: Source, reading: Reading, desk: Desk) -> Reading:
    """The reading, in which papers without an id have that of the one paper of the House that they can be."""
    house = desk.registers.papers
    if house is None or all(paper.id for paper in reading.papers):
        return reading
    subjects = [subject for subject in _subjects(source, reading, house) if subject.words.count(" ") >= _SPECIFIC - 1]
    return replace(
        reading,
        papers=tuple(
            paper if paper.id else _identified(paper, _candidates(paper, reading, subjects, house))
            for paper in reading.papers
        ),
    )


_Candidates = Iterable[tuple[HousePaper, _Subject]]


def _identified(paper: Paper, candidates: _Candidates) -> Paper:
    """The paper with the id that all candidates have; without one where they are of two minds, or one has none."""
    found = list(candidates)
    ids = {other.identifier for other, _ in found}
    if len(ids) != 1 or None in ids:
        return paper
    other, subject = found[0]
    reason = (
        f"{other.number} of the Tweede Kamer ({other.kind}) is the only one of {other.day}, the day that the text"
        f" states, with {subject.place}: {other.subject}"
    )
    return replace(paper, id=ids.pop(), identified=Identified(_RULE, reason, subject.confidence))


# --- what the text is about ---------------------------------------------------------------------------------------


def _subjects(source: Source, reading: Reading, house: House) -> Iterator[_Subject]:
    """The subject that the text states; where it states none, that of the notice of delay in its head."""
    first = reading.papers[0]
    stated = first.about or (None if (first.title or "").startswith("Vragen ") else first.title)
    if stated:
        yield _Subject(compared(stated))
    elif notice := _notice(source, reading, house):
        place = f"the subject of {notice.identifier}, the notice of delay to which its head refers"
        yield _Subject(_about(notice), place, _BY_NOTICE)


def _notice(source: Source, reading: Reading, house: House) -> HousePaper | None:
    first = min((question.span.start for question in reading.questions), default=0)
    match = _SEE_ALSO.search(" ".join(source.text[: min(first, _HEAD)].split()))
    years = session_year(match["years"]) if match else None
    paper = house.known_as(f"ah-tk-{years.replace('-', '')}-{match['number']}") if match and years else None
    return paper if paper and paper.kind == DELAY else None


def _about(paper: HousePaper) -> str:
    """The subject of questions, in the title of what answers or delays them: `Antwoord op vragen van … over …`."""
    match = _ABOUT.search(paper.subject)
    return compared(match["about"]) if match else ""


# --- which papers it can be -----------------------------------------------------------------------------------------


def _candidates(paper: Paper, reading: Reading, subjects: Iterable[_Subject], house: House) -> _Candidates:
    """The papers of the House that have the kind, the day and the subject."""
    for subject in subjects:
        if paper.kind == "question-set" and (day := paper.dates.submitted):
            asked = (other for other in house.about(QUESTIONS, day, subject.words) if other.is_case)
            yield from ((other, subject) for other in asked)
        elif paper.kind == "answer-set" and (day := paper.dates.received or paper.dates.issued):
            surnames = [printed(asker.name).surname for asker in reading.papers[0].those("asker") if asker.name]
            answers = (other for other in house.on(ANSWERS, day) if _about(other) == subject.words)
            yield from ((other, subject) for other in answers if _asked_by(other, surnames))
        elif paper.kind == "letter" and (day := paper.dates.issued):
            yield from ((other, subject) for other in house.about(LETTER, day, subject.words))


def _asked_by(answer: HousePaper, surnames: Iterable[str]) -> bool:
    """Whether the title of an answer names all askers of the text; a text may state none."""
    head = fold(answer.subject.partition(" over ")[0])
    return all(fold(surname) in head for surname in surnames)
