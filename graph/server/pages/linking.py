"""Links to things: where their page is, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from graph import iris
from graph.prefixes import shorten
from graph.server.asking import Row, Term
from graph.vocabulary import KAMER

OWN_FOLDERS = ("id", "graph", "tekst", "concept", "agent", "run", "dataset", "queries", ".well-known")
LONGEST = 120  # characters of a label in a list
_SPAN = re.compile(r"tekst/(?P<sha256>[0-9a-f]{64})(?:#char=|/(?:vermelding|plaats)/)(?P<start>\d+)[,-](?P<end>\d+)")


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    text: str
    iri: str = ""


def href(iri: str) -> str:
    """The address of the page about a thing on this server."""
    if iri.startswith(KAMER.namespace):
        return f"/def#{iri.removeprefix(KAMER.namespace)}"
    path = iri.removeprefix(iris.BASE)
    if path != iri and path.partition("/")[0].partition("#")[0] in (*OWN_FOLDERS, "def"):
        return f"/{quote(path, safe='/#%&=,:;+@!$()*~-._')}"
    return f"/thing?iri={quote(iri, safe='')}"


def outside(iri: str) -> str | None:
    """The address at the publisher; None for what is ours or leads to no page."""
    return iri if iri.startswith(("http://", "https://")) and not iri.startswith(iris.BASE) else None


def link(iri: str, label: str = "") -> Link:
    return Link(href(iri), cut(label or short(iri)), iri)


def short(iri: str) -> str:
    """What a thing without a label is called: the end of its own IRI, or a prefixed name."""
    return unquote(iri.removeprefix(iris.BASE)) if iri.startswith(iris.BASE) else shorten(iri)


def cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a text, as the IRIs of passages and mentions tell it."""

    start: int
    end: int
    sha256: str


def place(iri: str) -> Place | None:
    match = _SPAN.search(iri)
    return Place(int(match["start"]), int(match["end"]), match["sha256"]) if match else None


def mention_kind(iri: str) -> tuple[str, int]:
    """`…/vermelding/572-580/article/2` → article, 2."""
    kind, _, nth = iri.partition("/vermelding/")[2].partition("/")[2].partition("/")
    return kind, int(nth) if nth.isdecimal() else 1


def value(row: Row, name: str) -> str:
    """The text of a variable; empty where it is unbound."""
    term = row.get(name)
    return term.value if isinstance(term, NamedNode | Literal) else "" if term is None else str(term)


def number(row: Row, name: str) -> int:
    return int(float(value(row, name) or 0))


def row_link(row: Row, name: str, *labels: str) -> Link | None:
    """A link to the thing of a variable, called by the first of the other variables that is bound."""
    iri = value(row, name)
    return link(iri, next(filter(None, (value(row, label) for label in labels)), "")) if iri else None


def in_language(terms: Iterable[Term], language: str) -> str:
    """The label to show: in this language, else without one, else any."""
    literals = sorted((t for t in terms if isinstance(t, Literal)), key=lambda t: (_strangeness(t, language), t.value))
    return literals[0].value if literals else ""


def _strangeness(term: Literal, language: str) -> int:
    return 0 if term.language == language else 1 if not term.language else 2
