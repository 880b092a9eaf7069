"""RDF terms in the one form that the store keeps as it is, and the sheet on which quads are written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from graph.vocabulary import RDF, XSD

Term = NamedNode | Literal
Statement = tuple[NamedNode, NamedNode, Term]
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NOT_IN_LITERALS = {
    code: REPLACEMENT
    for codes in (range(0x20), range(0x7F, 0xA0), range(0xD800, 0xE000), (0xFFFE, 0xFFFF))
    for code in codes
    if chr(code) not in "\t\n\r"
}


@lru_cache(maxsize=65536)
def node(iri: str) -> NamedNode:
    return NamedNode(iri)


def printable(text: str) -> str:
    """The text with control characters, which break results in XML, replaced one for one."""
    return text if text.isprintable() else text.translate(_NOT_IN_LITERALS)


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
        for predicate, value in facts:
            self.add(subject, predicate, value)

    def quads(self) -> list[Quad]:
        return [Quad(*statement, self.graph) for statement in dict.fromkeys(self._statements)]

    def nquads(self) -> str:
        """The same as lines of N-Quads, by subject and predicate with the classes of a thing first."""
        shown, end = _Shown(), f" {self.graph} .\n"
        lines = {(shown[s], "" if p == RDF.type else shown[p], shown[o]) for s, p, o in self._statements}
        return "".join([f"{s} {p or RDF.type} {o}{end}" for s, p, o in sorted(lines)])
