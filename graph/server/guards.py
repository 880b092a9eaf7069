"""What is refused before a worker sees it: texts that would break the engine, and requests to other servers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from graph.library import Token, tokens
from graph.server.refusal import RefusedError
from graph.server.remote import guard_remote
from graph.server.settings import Limits

OPENING, CLOSING = frozenset("{[("), frozenset("}])")
BETWEEN_PATTERNS = frozenset(".;,")
QUERIES = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
AGGREGATES = frozenset({"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"})
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
DATASET = frozenset({"FROM", "USING"})
TELLING = ("SERVICE", "FROM", "NOW", "RAND", "UUID", "INSERT", "DELETE", *(f"{name}(" for name in sorted(AGGREGATES)))
FLEETING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "SERVICE"})


@dataclass(frozen=True, slots=True)
class Findings:
    """What the server has to know of a text before it runs it."""

    dataset: bool = False  # it says itself which graphs it asks: FROM or USING
    fleeting: bool = False  # asked again, it may answer otherwise


def guard_query(sparql: str, limits: Limits, remote: frozenset[str]) -> Findings:
    """Raises a RefusedError where the text must not reach the engine."""
    _size(sparql, limits)
    if _harmless(sparql, limits):
        return Findings()
    found = list(tokens(sparql))
    if _first_word(found, QUERIES | UPDATES) in UPDATES:
        raise _refuse("this is an update, not a query: send it as `update`, with the token for writing")
    _shape(found, limits)
    _aggregates(found)
    guard_remote(sparql, found, ("SERVICE",), remote)
    return _look(found)


def guard_update(sparql: str, limits: Limits, remote: frozenset[str]) -> Findings:
    """The same for an update, of which only the depth is limited: its writer is trusted."""
    found = list(tokens(sparql))
    _depth(found, limits)
    guard_remote(sparql, found, ("SERVICE", "LOAD"), remote)
    return _look(found)


def _harmless(sparql: str, limits: Limits) -> bool:
    """Tells most texts at a glance: what follows would find nothing in them."""
    loud = sparql.upper()
    return (
        sparql.count("{") + sparql.count("(") + sparql.count("[") <= limits.depth
        and sparql.count("{") + sum(map(sparql.count, BETWEEN_PATTERNS)) <= limits.patterns
        and not any(word in loud for word in TELLING)
        and any(word in loud for word in QUERIES)
    )


def _size(sparql: str, limits: Limits) -> None:
    if len(sparql) > limits.text:
        raise _refuse(f"the query has {len(sparql):,} characters, more than {limits.text:,}; make it shorter")


def _shape(found: Sequence[Token], limits: Limits) -> None:
    _depth(found, limits)
    count = sum(1 for _ in _patterns(found))
    if count > limits.patterns:
        raise _refuse(f"the query has {count:,} patterns, more than {limits.patterns:,}; ask it in parts")


def _depth(found: Sequence[Token], limits: Limits) -> None:
    depth = deepest = 0
    for token in found:
        if token.kind == "mark":
            depth += (token.text in OPENING) - (token.text in CLOSING)
            deepest = max(deepest, depth)
    if deepest > limits.depth:
        raise _refuse(f"the text has {deepest:,} levels of brackets, more than {limits.depth:,}; write it flatter")


def _patterns(found: Sequence[Token]) -> Iterator[Token]:
    """A token for each group and for each sign between triple patterns outside parentheses."""
    inside = 0
    for before, token in zip((None, *found), found, strict=False):
        if token.kind != "mark":
            continue
        inside += (token.text == "(") - (token.text == ")")
        if token.text == "{" or (inside <= 0 and token.text in BETWEEN_PATTERNS and not _in_a_name(before, token)):
            yield token


def _in_a_name(before: Token | None, token: Token) -> bool:
    """Whether a point stands in a number or a prefixed name, such as 1.5; one that ends a name counts as a sign."""
    return token.text == "." and before is not None and before.end == token.start and before.text.isdigit()


def _aggregates(found: Sequence[Token]) -> None:
    """The engine takes an aggregate within an aggregate, which is no SPARQL, and gives nonsense."""
    opened: list[str] = []
    before = ""
    for token in found:
        if token.kind == "mark" and token.text in OPENING:
            if token.text == "(" and before in AGGREGATES and _innermost(opened):
                raise _refuse(f"{before} stands within {_innermost(opened)}: put it in a query within the query")
            opened.append(before if token.text == "(" and before in AGGREGATES else token.text)
        elif token.kind == "mark" and token.text in CLOSING and opened:
            opened.pop()
        before = token.text.upper()


def _innermost(opened: Sequence[str]) -> str:
    """The aggregate that is open, unless a group has been opened within it."""
    return next((name for name in reversed(opened) if name in AGGREGATES or name == "{"), "").strip("{")


def _look(found: Sequence[Token]) -> Findings:
    words = {token.text.upper() for token in found if token.kind == "word"}
    return Findings(not words.isdisjoint(DATASET), not words.isdisjoint(FLEETING))


def _first_word(found: Sequence[Token], known: frozenset[str]) -> str:
    return next((t.text.upper() for t in found if t.kind == "word" and t.text.upper() in known), "")


def _refuse(sentence: str) -> RefusedError:
    return RefusedError(HTTPStatus.BAD_REQUEST, sentence)
