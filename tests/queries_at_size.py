"""A made-up corpus of any size, as the values that extraction gives: for measuring queries, not for reading.

The texts state no facts. They have the shape of the real thing: question sets with answers, letters with signatories
and footnotes, reports that cite laws, motions, letters, rulings and reports, some of it doubtful or unresolved.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.model import Answer, Dates, Document, Extraction, Footnote, Mention, Paper, Participation, Question, Span
from extract.registers import Entry, Person, Registers

QUESTIONS = 6
CITATIONS = 8


@dataclass
class _Draft:
    """A text that grows, with the values that point into it."""

    chance: random.Random
    laws: Sequence[Entry]
    parts: list[str] = field(default_factory=list)
    length: int = 0
    mentions: list[Mention] = field(default_factory=list)

    def write(self, words: str) -> Span:
        self.parts.append(words + " ")
        start, self.length = self.length, self.length + len(words) + 1
        return Span(start, start + len(words))

    def cite(self, paper: str, kind: str, words: str, thing: str | None, **details: str) -> None:
        doubtful = self.chance.random() < 0.05
        self.mentions.append(
            Mention(
                kind,
                self.write(words),
                words,
                paper,
                "made-up",
                id=thing,
                resolution="unresolved" if thing is None else "resolved",
                basis="context" if doubtful else "derived-id",
                confidence=0.5 if doubtful else 0.95,
                issues=("conflicting-description",) if doubtful else (),
                details=details,
            )
        )


def extractions(count: int, registers: Registers) -> Iterator[Extraction]:
    """`count` made-up documents, the same ones every time."""
    chance, laws = random.Random(33161), [*registers.of_kind("law")]
    makers = (_question_document, _letter_document, _report_document)
    for number in range(count):
        draft = _Draft(chance, laws)
        yield makers[number % 3](number, draft, registers)


def _question_document(number: int, draft: _Draft, registers: Registers) -> Extraction:
    year, asker, answerer = 2011 + number % 14, *draft.chance.sample(registers.people, 2)
    questions, answers = [], []
    askers = (_participation("asker", draft, asker, "kamerlid-tweede-kamer"),)
    answerers = (_participation("answerer", draft, answerer, draft.chance.choice(registers.posts).id),)
    for n in range(1, QUESTIONS + 1):
        questions.append(Question(n, "d1", draft.write(f"Vraag {n} over de uitvoering?")))
        answers.append(_answer(n, draft))
        _cite_things(draft, "d2", CITATIONS // QUESTIONS, registers)
    days = draft.chance.randrange(1, 28)
    papers = (
        Paper(
            "d1",
            "question-set",
            f"kv-tk-{year}Z{number:05}",
            title=f"Vragen over onderwerp {number % 40}",
            dates=Dates(submitted=f"{year}-03-01"),
            participations=askers,
            subjects=(f"onderwerp {number % 40}",),
        ),
        Paper(
            "d2",
            "answer-set",
            f"ah-tk-{year}{year + 1}-{number}",
            title=f"Antwoord over onderwerp {number % 40}",
            session_year=f"{year}-{year + 1}",
            dates=Dates(submitted=f"{year}-03-01", received=f"{year}-03-{1 + days:02}"),
            days_to_answer=days,
            participations=answerers,
        ),
    )
    return _extraction(number, draft, papers, questions=tuple(questions), answers=tuple(answers))


def _answer(number: int, draft: _Draft) -> Answer:
    if number % 3:
        return Answer((number,), "d2", draft.write(f"Antwoord {number} volgt hier."))
    span = draft.write("Zie antwoord vraag 1.")
    return Answer((number,), "d2", span, refers_to=(1,), referral=span)


def _letter_document(number: int, draft: _Draft, registers: Registers) -> Extraction:
    signatory = draft.chance.choice(registers.people)
    part = _participation("signatory", draft, signatory, draft.chance.choice(registers.posts).id)
    anchor = draft.write("1")
    note_start = draft.length
    _cite_things(draft, "d1", CITATIONS, registers)
    note = Footnote("1", "d1", Span(note_start, draft.length - 1), (anchor,))
    _promise(draft)
    day = f"{2011 + number % 14}-06-{1 + number % 28:02}"
    paper = Paper(
        "d1",
        "letter",
        f"kst-24515-{number}" if number % 2 else None,
        title=f"Brief over onderwerp {number % 40}",
        identifiers=(f"{day[:4]}-{number:010}",),
        dates=Dates(issued=day),
        participations=(part,),
        subjects=(f"onderwerp {number % 40}",),
    )
    return _extraction(number, draft, (paper,), footnotes=(note,))


def _promise(draft: _Draft) -> None:
    draft.cite("d1", "commitment", "Ik zeg toe de Kamer te informeren", None, described="de Kamer informeren")


def _report_document(number: int, draft: _Draft, registers: Registers) -> Extraction:
    _cite_things(draft, "d1", 2 * CITATIONS, registers)
    paper = Paper(
        "d1",
        "report",
        f"ombudsman-{2011 + number % 14}-{number:03}",
        title=f"Rapport over onderwerp {number % 40}",
        dates=Dates(issued=f"{2011 + number % 14}-09-15"),
    )
    return _extraction(number, draft, (paper,))


def _participation(role: str, draft: _Draft, person: Person, post: str) -> Participation:
    party = person.holdings[0].party if person.holdings else None
    span = draft.write(person.name)
    return Participation(role, span, name=person.name, person=person.id, party_id=party, post=post)  # type: ignore[arg-type]


def _cite_things(draft: _Draft, paper: str, count: int, registers: Registers) -> None:
    for _ in range(count):
        draft.chance.choice(_CITERS)(draft, paper, registers)


def _cite_law(draft: _Draft, paper: str, registers: Registers) -> None:
    law = draft.chance.choice(draft.laws)
    draft.cite(paper, "law", law.label, law.id)


def _cite_article(draft: _Draft, paper: str, registers: Registers) -> None:
    law, number = draft.chance.choice(draft.laws), draft.chance.randrange(1, 60)
    draft.cite(paper, "article", f"artikel {number} van de {law.label}", f"jci1.3:c:{law.id}&artikel={number}")


def _cite_motion(draft: _Draft, paper: str, registers: Registers) -> None:
    number, mover = draft.chance.randrange(1, 900), draft.chance.choice(registers.people)
    asks = f"iets vragen over {number}"
    draft.cite(paper, "motion", f"24515, nr. {number}", f"kst-24515-{number}", described=asks, mover=mover.id)


def _cite_letter(draft: _Draft, paper: str, registers: Registers) -> None:
    number, sender = draft.chance.randrange(1, 900), draft.chance.choice(registers.people)
    words = f"Kamerstukken II 2020/21, 17050, nr. {number}"
    draft.cite(paper, "letter", words, f"kst-17050-{number}", date="2020-11-12", sender=sender.id)


def _cite_paper(draft: _Draft, paper: str, registers: Registers) -> None:
    dossier, number = draft.chance.randrange(30000, 30200), draft.chance.randrange(1, 90)
    draft.cite(paper, "paper", f"Kamerstukken II 2013/14, {dossier}, nr. {number}", f"kst-{dossier}-{number}")


def _cite_questions(draft: _Draft, paper: str, registers: Registers) -> None:
    year, number = draft.chance.randrange(2011, 2025), draft.chance.randrange(1000)
    draft.cite(paper, "question-set", f"vraagnummer {year}Z{number:05}", f"kv-tk-{year}Z{number:05}")


def _cite_ruling(draft: _Draft, paper: str, registers: Registers) -> None:
    ecli = f"ECLI:NL:CRVB:{draft.chance.randrange(2010, 2025)}:{draft.chance.randrange(1, 300)}"
    draft.cite(paper, "ruling", ecli, ecli, court="Centrale Raad van Beroep", date="2020-04-07")


def _cite_report(draft: _Draft, paper: str, registers: Registers) -> None:
    year, number = draft.chance.randrange(2011, 2025), draft.chance.randrange(1, 120)
    words = f"Nationale ombudsman, rapport {year}/{number:03}"
    draft.cite(paper, "report", words, f"ombudsman-{year}-{number:03}", year=str(year), publisher="Nationale ombudsman")


def _cite_unknown(draft: _Draft, paper: str, registers: Registers) -> None:
    draft.cite(paper, "letter", f"de brief over geval {draft.chance.randrange(500)}", None)


_CITERS = (
    _cite_law,
    _cite_law,
    _cite_article,
    _cite_motion,
    _cite_letter,
    _cite_paper,
    _cite_questions,
    _cite_ruling,
    _cite_report,
    _cite_unknown,
)


def _extraction(
    number: int,
    draft: _Draft,
    papers: tuple[Paper, ...],
    questions: tuple[Question, ...] = (),
    answers: tuple[Answer, ...] = (),
    footnotes: tuple[Footnote, ...] = (),
) -> Extraction:
    text = "".join(draft.parts)
    document = Document(f"made-up/{number:05}.txt", text, hashlib.sha256(text.encode()).hexdigest())
    return Extraction(document, papers, questions, answers, footnotes, tuple(draft.mentions))
