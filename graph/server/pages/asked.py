"""The questions that pages ask the graph: the files of `sparql/`, with values put in as in the library of queries."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from graph.library import CannedQuery, Term, fill, find, load, parse
from graph.prefixes import PREFIXES

_PREFIXES = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())


def question(name: str, **values: Term) -> str:
    """The SPARQL of a question of the pages; all prefixes of the project are declared in it."""
    return _PREFIXES + fill(_read(name), values)


@cache
def _read(name: str) -> CannedQuery:
    file = files("graph.server.pages") / "sparql" / f"{name}.rq"
    return parse(name, "pages", file.read_text(encoding="utf-8"))


@cache
def library() -> dict[str, CannedQuery]:
    return load()


def canned(name: str, **values: Term) -> str:
    """The SPARQL of a question of the library."""
    return fill(find(name, library()), values)
