"""What is refused before the engine sees a query, because the engine's own message, or its end, would help nobody."""

from __future__ import annotations

from itertools import pairwise

from graph.library import tokens
from graph.prefixes import KNOWN
from kamergraaf.errors import QueryError

DEEPEST = 500  # brackets within brackets; at some thousands the engine overflows its stack and ends the process


def precheck(sparql: str) -> None:
    """Raises QueryError for a prefix that is not declared, and for brackets that nest too deep."""
    _check_prefixes(sparql)
    _check_nesting(sparql)


def _check_prefixes(sparql: str) -> None:
    words = [token.text for token in tokens(sparql) if token.kind == "word"]
    declared = {name for keyword, name in pairwise(words) if keyword.upper() == "PREFIX"}
    for word in words:
        prefix, colon, _ = word.partition(":")
        if colon and prefix != "_" and f"{prefix}:" not in declared:
            line = f"PREFIX {prefix}: <{KNOWN.get(prefix, '…')}>"
            raise QueryError(f"the query does not declare the prefix {prefix}: — begin it with {line}")


def _check_nesting(sparql: str) -> None:
    depth = 0
    for token in tokens(sparql):
        if token.kind == "mark":
            depth += (token.text in "({[") - (token.text in ")}]")
        if depth > DEEPEST:
            raise QueryError(f"the query nests brackets deeper than {DEEPEST} at character {token.start}; flatten it")
