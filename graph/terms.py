"""RDF terms in the one form that the store keeps as it is, and the sheet on which quads are written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from graph.vocabulary import RDF, XSD

Term = NamedNode | Literal
Statement = tuple[NamedNode, NamedNode, Term]
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
FIRST = "\0"  # comes before all else and stands in no term
_NOT_IN_LITERALS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=65536)
def node(iri: str) -> NamedNode:
    return NamedNode(iri)


def printable(text: str) -> str:
    """The text with control characters, which break results in XML, replaced one for one."""
    return text if text.isprintable() else _NOT_IN_LITERALS.sub(REPLACEMENT, text)


def plain(text: str) -> Literal:
    """An identifier, a number that is a name, or words whose language does not matter."""
    return Literal(printable(text))


def quoted(clean: str) -> Literal:
    """A piece of a text that went through `printable` as a whole."""
    return Literal(clean)


def dutch(text: str) -> Literal:
    """Words in Dutch on one line."""
    return Literal(printable(" ".join(text.split())), language="nl")


def english(text: str) -> Literal:
    return Literal(printable(text), language="en")


@lru_cache(maxsize=65536)
def integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)


@lru_cache(maxsize=4096)
def decimal(number: float) -> Literal:
    """A decimal of at most four places in the store's own form: `0.95`, `1`."""
    digits = f"{number:.4f}".rstrip("0").rstrip(".")
    return Literal(digits, datatype=XSD.decimal)


@lru_cache(maxsize=4096)
def day(iso: str | None) -> Literal | None:
    """A day as xsd:date; None for a month, a year, or a day that does not exist."""
    return Literal(iso, datatype=XSD.date) if iso and as_date(iso) else None


def as_date(iso: str | None) -> date | None:
    try:
        found = date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
    return found if found and found.isoformat() == iso else None


class _Shown(dict[Term, str]):
    """Terms as N-Quads has them, each worked out once."""

    def __missing__(self, term: Term) -> str:
        self[term] = shown = str(term)
        return shown


_PREDICATES = _Shown({RDF.type: FIRST})


class Sheet:
    """The statements of one graph, in the order in which they are written, each once."""

    def __init__(self, graph: str) -> None:
        self.graph = NamedNode(graph)
        self._statements: list[Statement] = []

    def add(self, subject: NamedNode, predicate: NamedNode, *objects: Term | None) -> None:
        """Writes a statement for each object; None stands for what is not known."""
        for each in objects:
            if each is not None:
                self._statements.append((subject, predicate, each))

    def add_all(self, subject: NamedNode, facts: Iterable[tuple[NamedNode, Term | None]]) -> None:
        self._statements += [(subject, predicate, each) for predicate, each in facts if each is not None]

    def quads(self) -> list[Quad]:
        return [Quad(*statement, self.graph) for statement in dict.fromkeys(self._statements)]

    def nquads(self) -> str:
        """The same as lines of N-Quads, by subject and predicate with the classes of a thing first."""
        shown, end, first = _Shown(), f" {self.graph} .\n", str(RDF.type)
        told: dict[str, list[Statement]] = defaultdict(list)
        for statement in self._statements:
            told[shown[statement[0]]].append(statement)
        blocks = []
        for subject in sorted(told):
            facts = sorted({f"{_PREDICATES[predicate]} {shown[each]}" for _, predicate, each in told.pop(subject)})
            blocks.append("".join([f"{subject} {fact}{end}" for fact in facts]).replace(FIRST, first))
        return "".join(blocks)
