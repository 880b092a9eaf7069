"""Questions and answers in the annex of a letter, where the head of an Appendix is missing.

In antwoord op uw brief van 6 december 2023, nr. 2023Z19677, deel ik u mede dat …   the letter: day and number of the
                                                                                    questions
De minister van Justitie en Veiligheid                                              who answers, as the letter is signed
D. Yeşilgöz-Zegerius
Antwoorden van de minister van Justitie en Veiligheid op Kamervragen van de leden   the title of the annex: who asks
Temmink en Van Nispen (beiden SP) over …                                            whom about what, who answers
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.dates import DAY, days_between, parse_day
from extract.documents.reading import Capacity, Desk, Excerpt, members, posts
from extract.flow import Flow
from extract.model import Paper, Participation, Span
from extract.source import Source

_MEMBER = "kamerlid-tweede-kamer"
_FORWARDED = re.compile(
    rf"\buw brief van (?P<day>{DAY})"
    r"(?:,? (?:met )?(?:nr\.?|nummer|kenmerk|referentie):? (?P<number>\d{4}Z\d{5})\b)?"
)
_ASKED = re.compile(
    r"\b(?:[Kk]amer)?[Vv]ragen (?:gesteld )?(?:(?:van|door) )?"
    r"(?P<who>(?:het (?:Kamer)?lid|de (?:Kamer)?leden|leden|lid) (?!der Kamer)[^\n]{3,400}?)"
    r"(?: aan (?P<to>(?:de|het) [^\n]{5,300}?))? over (?P<about>[^\n]{3,900}?)"
    r"(?=,? worden beantwoord|,? die werden| \(?ingezonden| \((?:kenmerk|nr\.|\d{4}Z)|\.?(?:\n|$)|\. )"
)
_SUBMITTED = re.compile(rf"\bingezonden (?:op )?(?P<day>{DAY})")
_ANSWERED_BY = re.compile(
    r"\b(?:[Aa]ntwoord(?:en)?|[Bb]eantwoording) (?:van|door) (?P<by>[^\n]{5,300}?) (?:op|van) (?:de )?$"
)
_ALSO = " mede namens "


@dataclass(frozen=True, slots=True)
class Annex:
    """What a letter and the title of its annex say of both papers; `start` is where the annex begins in the text."""

    asked: Paper
    answered: Paper
    start: int


def read(source: Source, desk: Desk, papers: tuple[Paper, Paper], letter: Paper | None, first: int) -> Annex | None:
    """Both papers with what the letter and the title of the annex say of them; None where there is neither.

    `first` is where the heading of the first question begins.
    """
    asked, answered = papers
    flow = source.flow
    said = list(_ASKED.finditer(flow.text, 0, flow.position(first)))
    if letter is None and not said:
        return None
    day = letter.day if letter else None
    answered = replace(answered, dates=replace(answered.dates, issued=day))
    people: tuple[Participation, ...] = tuple(_signatories(letter))
    start = first
    forwarded = _FORWARDED.search(flow.text)
    asked = _numbered(asked, forwarded["number"] if forwarded else None)
    if said:
        asked = _asked(asked, said, flow, desk, parse_day(forwarded["day"]) if forwarded else day)
        line = Excerpt(flow, flow.paragraph(said[-1].start()).start, said[-1].end())
        words = line.span(0, len(line.words))
        answered, start = replace(answered, title=answered.title or line.words, title_span=words), words.start
        people = tuple(_answerers(line, said[-1], desk, letter)) or people
    answered = replace(answered, participations=answered.participations or people)
    return Annex(*_with_days(asked, answered), start)


def _numbered(asked: Paper, number: str | None) -> Paper:
    """The questions with the number under which the House sent them on; its letter may be of a later day than they."""
    if asked.id or not number:
        return asked
    return replace(asked, id=f"kv-tk-{number}", identifiers=(f"kv-tk-{number}", number))


def _asked(asked: Paper, said: Sequence[re.Match[str]], flow: Flow, desk: Desk, day: str | None) -> Paper:
    """The last words before the questions say who asks about what; the letter may say whom, where they do not.

    `day` is one on which the askers were members.
    """
    title = said[-1]
    stated = _SUBMITTED.search(flow.text, title.end(), flow.paragraph(title.start()).end)
    people = members(Excerpt(flow, *title.span("who")), desk, Capacity("asker", day, _MEMBER))
    if addressed := next((match for match in reversed(said) if match["to"]), None):
        people += posts(Excerpt(flow, *addressed.span("to")), desk, Capacity("addressee", day))
    span = flow.span(*title.span())
    dates = replace(asked.dates, submitted=parse_day(stated["day"]) if stated else None)
    return replace(asked, title=title[0], title_span=span, about=title["about"], dates=dates, participations=people)


def _answerers(line: Excerpt, title: re.Match[str], desk: Desk, letter: Paper | None) -> Iterator[Participation]:
    """The offices in the title of the annex, with the names under the letter."""
    by = _ANSWERED_BY.search(line.flow.text, line.start, title.start())
    if not by:
        return
    capacity = Capacity("answerer", letter.day if letter else None)
    signed = letter.those("signatory") if letter else ()
    also = by["by"].find(_ALSO)
    cut = by.start("by") + also if also >= 0 else by.end("by")
    for start, end in ((by.start("by"), cut), (cut, by.end("by"))):
        for office in posts(Excerpt(line.flow, start, end), desk, capacity):
            yield next((_answering(p) for p in signed if _same_office(p, office)), office)


def _signatories(letter: Paper | None) -> Iterator[Participation]:
    return (_answering(person) for person in (letter.those("signatory") if letter else ()))


def _answering(person: Participation) -> Participation:
    return replace(person, role="answerer")


def _same_office(person: Participation, office: Participation) -> bool:
    if person.post and office.post:
        return person.post == office.post
    return (person.office, person.portfolio) == (office.office, office.portfolio)


def _with_days(asked: Paper, answered: Paper) -> tuple[Paper, Paper]:
    """Both dates in the answer, and the days between them in both."""
    first, last = asked.dates.submitted, answered.dates.received or answered.dates.issued
    days = days_between(first, last) if first and last else None
    dates = replace(answered.dates, submitted=first)
    return replace(asked, days_to_answer=days), replace(answered, dates=dates, days_to_answer=days)


def owned(annex: Annex, first: int, letter: str) -> tuple[tuple[Span, str], ...]:
    """The letter, by its key, has what stands before its annex; the answers have the head of the annex."""
    return (Span(0, annex.start), letter), (Span(annex.start, max(first, annex.start)), "d2")
