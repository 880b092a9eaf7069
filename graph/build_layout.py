"""The papers, questions, answers and notes of a source as nodes, and which of them a place in the text belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from extract.model import Answer, Extraction, Footnote, Paper, Question, Span
from graph import iris
from graph.terms import node

Nodes = tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A paper that the source holds. `path` is what the IRIs of its parts begin with."""

    paper: Paper
    node: NamedNode
    path: str


class Layer:
    """Parts of one sort, that do not overlap; parts with the same span are there together."""

    def __init__(self, places: Iterable[tuple[Span, NamedNode]]) -> None:
        grouped: dict[Span, list[NamedNode]] = defaultdict(list)
        for span, part in places:
            grouped[span].append(part)
        self._spans = sorted(grouped)
        self._starts = [span.start for span in self._spans]
        self._parts = [tuple(grouped[span]) for span in self._spans]

    def at(self, position: int) -> Nodes:
        nearest = bisect_right(self._starts, position) - 1
        return self._parts[nearest] if nearest >= 0 and position < self._spans[nearest].end else ()


class Layout:
    """Where everything in a source stands."""

    def __init__(self, extraction: Extraction, source: str) -> None:
        self.held = {
            paper.key: Held(paper, node(iris.paper(source, paper)), iris.paper_path(source, paper))
            for paper in extraction.papers
        }
        self.questions = [(question, self._question(question)) for question in extraction.questions]
        self.answers = list(self._answers(extraction.answers))
        self.footnotes = list(self._footnotes(extraction.footnotes))
        self._question_layer = Layer((question.span, part) for question, part in self.questions)
        self._answer_layer = Layer((span, part) for answer, part in self.answers for span in answer.parts)
        self._note_layer = Layer((note.span, part) for note, part in self.footnotes if note.span)

    def _question(self, question: Question) -> NamedNode:
        return node(iris.question(self.held[question.paper].path, question.number))

    def _answers(self, answers: Iterable[Answer]) -> Iterable[tuple[Answer, NamedNode]]:
        used: Counter[str] = Counter()
        for answer in answers:
            first = answer.questions[0] if answer.questions else 0
            yield answer, _numbered(iris.answer(self.held[answer.paper].path, first), used)

    def _footnotes(self, notes: Iterable[Footnote]) -> Iterable[tuple[Footnote, NamedNode]]:
        used: Counter[str] = Counter()
        for note in notes:
            yield note, _numbered(iris.footnote(self.held[note.paper].path, note.label, note.series), used)

    @cached_property
    def number_nodes(self) -> dict[tuple[str, int], NamedNode]:
        """Question nodes by paper and number."""
        return {(question.paper, question.number): part for question, part in self.questions}

    def question_set_of(self, key: str) -> Held | None:
        """The question set that a paper of the same text answers or delays: the nearest before it, else the first."""
        keys = list(self.held)
        sets = [k for k in keys if self.held[k].paper.kind == "question-set" and k != key]
        before = [k for k in sets if keys.index(k) < keys.index(key)]
        return self.held[before[-1] if before else sets[0]] if sets else None

    def block_at(self, position: int) -> Nodes:
        """The answer or the questions at a position, none in the rest of a text."""
        return self._answer_layer.at(position) or self._question_layer.at(position)

    def footnote_at(self, position: int) -> NamedNode | None:
        return next(iter(self._note_layer.at(position)), None)


def _numbered(iri: str, used: Counter[str]) -> NamedNode:
    """The node of a part; where another part already has its name, the name with a number behind it."""
    used[iri] += 1
    return node(iri if used[iri] == 1 else f"{iri}/{used[iri]}")
