"""Questions, the answers to them and the answers that only point to other answers, and footnotes."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from pyoxigraph import NamedNode

from extract.model import Answer, Footnote, Question
from graph import iris
from graph.build_evidence import Evidence, write_mention
from graph.build_layout import Held
from graph.build_source import Source
from graph.terms import decimal, dutch, integer, node, plain
from graph.vocabulary import DCTERMS, KAMER, RDF, RDFS, SCHEMA

REFERRAL_RULE = "answer-referral"
WORDS_BESIDE = 40  # characters that may stand beside "Zie antwoord vraag 1" in an answer that says no more than that


def write_questions(source: Source) -> None:
    exchange = Exchange(source)
    printed = Counter(question.span for question, _ in source.layout.questions)
    for question, part in source.layout.questions:
        _write_question(source, part, question, alone=printed[question.span] == 1)
        source.add(part, KAMER.substantiveAnswer, *exchange.settled_by(question))
    for answer, part in source.layout.answers:
        _write_answer(source, part, answer, exchange)


def _write_question(source: Source, part: NamedNode, question: Question, alone: bool) -> None:
    """A question. Questions that are printed as one block have its place, but no description of their own."""
    add, paper = source.add, source.layout.held[question.paper].node
    add(paper, DCTERMS.hasPart, part)
    add(part, RDF.type, KAMER.Question)
    add(part, DCTERMS.isPartOf, paper)
    add(part, SCHEMA.position, integer(question.number))
    add(part, RDFS.label, dutch(f"Vraag {question.number}"))
    add(part, DCTERMS.description, dutch(source.words(question.span)) if alone else None)
    add(part, KAMER.passage, source.place(question.span))


def _write_answer(source: Source, part: NamedNode, answer: Answer, exchange: Exchange) -> None:
    add, paper = source.add, source.layout.held[answer.paper].node
    add(paper, DCTERMS.hasPart, part)
    add(part, RDF.type, KAMER.Answer)
    add(part, DCTERMS.isPartOf, paper)
    add(part, SCHEMA.position, integer(answer.questions[0]) if answer.questions else None)
    add(part, RDFS.label, dutch(f"Antwoord {', '.join(map(str, answer.questions))}"))
    add(part, KAMER.answers, *exchange.questions_of(answer))
    add(part, KAMER.answerType, node(iris.concept("answer-type", answer_type(answer))))
    add(part, KAMER.passage, *map(source.place, answer.parts))
    targets = exchange.targets_of(answer)
    others = [question for other in answer.refers_to_other for question in _questions_of_other(source, *other)]
    add(part, KAMER.refersToAnswer, *targets)
    add(part, KAMER.refersToAnswerOf, *others)
    _write_referral(source, part, answer, [*targets, *others])


def _write_referral(source: Source, part: NamedNode, answer: Answer, bodies: list[NamedNode]) -> None:
    """The words that refer, once for each answer that they point to."""
    if answer.referral is None:
        return
    for nth, body in enumerate(bodies, start=1):
        mention = NamedNode(iris.mention(source.sha256, answer.referral, "antwoord", nth))
        write_mention(source, mention, Evidence(answer.referral, body, answer.paper, REFERRAL_RULE))
        source.add(part, KAMER.evidence, mention)


def _questions_of_other(source: Source, question_set: str, numbers: tuple[int, ...]) -> list[NamedNode]:
    """The questions of another set whose answers are referred to: the id of the answer set itself is not known."""
    source.thing("question-set", question_set)
    return [node(iris.question(question_set, number)) for number in numbers]


def answer_type(answer: Answer) -> str:
    """A referral says hardly more than where to look; other answers stand under one question or under several."""
    if (answer.refers_to or answer.refers_to_other) and _says_no_more(answer):
        return "referral"
    return "combined" if len(answer.questions) > 1 else "substantive"


def _says_no_more(answer: Answer) -> bool:
    referring = len(answer.referral) if answer.referral else 0
    return sum(map(len, answer.parts)) - referring <= WORDS_BESIDE


class Exchange:
    """Which answer stands under which question, and which one settles it in the end."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._layout = source.layout

    @cached_property
    def _under(self) -> dict[tuple[str, int], list[tuple[Answer, NamedNode]]]:
        """The answers under a question, by the paper of the answers and the number of the question."""
        found: dict[tuple[str, int], list[tuple[Answer, NamedNode]]] = {}
        for answer, part in self._layout.answers:
            for number in answer.questions:
                found.setdefault((answer.paper, number), []).append((answer, part))
        return found

    def questions_of(self, answer: Answer) -> list[NamedNode]:
        asked, known = self._layout.question_set_of(answer.paper), self._layout.number_nodes
        key = asked.paper.key if asked else answer.paper
        return [known.get((key, number)) or self._unseen(asked, answer, number) for number in answer.questions]

    def _unseen(self, asked: Held | None, answer: Answer, number: int) -> NamedNode:
        """A question that is answered but does not stand in the text."""
        answers = self._layout.held[answer.paper]
        part = node(iris.question((asked or answers).path, number))
        unknown = asked.node if asked else self._source.local("question-set", "Onbekende vragen", answers.path)
        add = self._source.add
        add(part, RDF.type, KAMER.Question)
        add(part, DCTERMS.isPartOf, unknown)
        add(part, SCHEMA.position, integer(number))
        add(part, RDFS.label, dutch(f"Vraag {number}"))
        return part

    def targets_of(self, answer: Answer) -> list[NamedNode]:
        """The answers of the same paper to which an answer refers."""
        found = [part for number in answer.refers_to for _, part in self._under.get((answer.paper, number), ())]
        return list(dict.fromkeys(found))

    def settled_by(self, question: Question) -> list[NamedNode]:
        """The answers at the end of the chain of referrals; none where it leads to another set."""
        papers = dict.fromkeys(answer.paper for answer, _ in self._layout.answers)
        asked = [p for p in papers if (held := self._layout.question_set_of(p)) and held.paper.key == question.paper]
        ends = [end for paper in asked for end in self._ends(paper, question.number, frozenset())]
        return list(dict.fromkeys(ends))

    def _ends(self, paper: str, number: int, seen: frozenset[int]) -> list[NamedNode]:
        if number in seen:
            return []
        return [
            end
            for answer, part in self._under.get((paper, number), ())
            for end in (
                [e for n in answer.refers_to for e in self._ends(paper, n, seen | {number})]
                if answer_type(answer) == "referral"
                else [part]
            )
        ]


def write_footnotes(source: Source) -> None:
    for note, part in source.layout.footnotes:
        _write_footnote(source, part, note)


def _write_footnote(source: Source, part: NamedNode, note: Footnote) -> None:
    add, paper = source.add, source.layout.held[note.paper].node
    add(paper, DCTERMS.hasPart, part)
    add(part, RDF.type, KAMER.Footnote)
    add(part, DCTERMS.isPartOf, paper)
    add(part, RDFS.label, dutch(f"Voetnoot {note.label}"))
    add(part, KAMER.noteMark, plain(note.label))
    add(part, SCHEMA.position, integer(int(note.label)) if note.label.isdecimal() else None)
    add(part, KAMER.noteSeries, plain(note.series))
    add(part, KAMER.confidence, decimal(note.confidence))
    if note.span:
        add(part, KAMER.passage, source.place(note.span))
    else:
        add(part, KAMER.issue, node(iris.concept("issue", "footnote-body-missing")))
    for anchor in note.anchors:
        add(part, KAMER.anchor, source.place(anchor))
        add(part, KAMER.anchoredIn, *(source.layout.block_at(anchor.start) or (paper,)))
