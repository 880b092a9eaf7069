"""Finds out whether a text would make the engine ask another server.

The engine needs no blanks between words and has its own idea of where names and comments end (`?s ?p 1SERVICE<…>{…}` is
one of its texts). So a text in which the word stands where it might be a keyword is refused, unless it is written in
the plain way and names an address that is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from graph.library import Token
from graph.server.refusal import RefusedError

ANY = "*"
QUOTES = "'\""
ENDING = frozenset({"word", "iri", "string"})  # after these a question mark may be a part of a path


def guard_remote(sparql: str, found: Sequence[Token], verbs: tuple[str, ...], allowed: frozenset[str]) -> None:
    """Raises a RefusedError where one of the verbs (SERVICE, LOAD) might ask what is not allowed."""
    if ANY in allowed or not any(verb in sparql.upper() for verb in verbs):
        return
    if _is_misleading(sparql, found):
        raise _refuse(f"{' or '.join(verbs)} stands in a text with a backslash, # or ' in a name; write it plainly")
    for number, token in enumerate(found):
        if _may_be(token, found[number - 1] if number else None, verbs):
            _allow(token, found[number + 1 : number + 3], verbs, allowed)


def _may_be(token: Token, before: Token | None, verbs: tuple[str, ...]) -> bool:
    if token.kind == "word":
        return _holds(token.text.partition(":")[0], verbs)
    touches = before is not None and before.end == token.start and (before.kind in ENDING or before.text == ")")
    return token.kind == "variable" and touches and _holds(token.text, verbs)


def _holds(text: str, verbs: tuple[str, ...]) -> bool:
    return any(verb in text.upper() for verb in verbs)


def _allow(token: Token, after: Sequence[Token], verbs: tuple[str, ...], allowed: frozenset[str]) -> None:
    address = next((t for t in after if t.text.upper() != "SILENT"), None)
    named = address is not None and address.kind == "iri" and address.text[1:-1] in allowed
    if token.text.upper() not in verbs or not named:
        where = f" of {address.text:.100}" if address else ""
        raise _refuse(f"{token.text.upper():.20}{where} is refused: this server asks only those that it was told to")


def _is_misleading(sparql: str, found: Sequence[Token]) -> bool:
    """Whether the engine might see other strings and comments than the tokens do."""
    return any(_bends(sparql, token, innermost) for token, innermost in _with_brackets(found))


def _bends(sparql: str, token: Token, innermost: str) -> bool:
    if token.kind == "mark":
        return token.text == "\\"
    if token.kind != "iri":
        return False
    rest = sparql[token.end :].partition("\n")[0]
    may_be_less_than = innermost == "(" and "#" in token.text
    return "'" in token.text or (may_be_less_than and any(quote in rest for quote in QUOTES))


def _with_brackets(found: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Each token with the bracket that was opened last around it."""
    opened: list[str] = []
    for token in found:
        yield token, opened[-1] if opened else ""
        if token.kind == "mark" and token.text in "{[(":
            opened.append(token.text)
        elif token.kind == "mark" and token.text in "}])" and opened:
            opened.pop()


def _refuse(sentence: str) -> RefusedError:
    return RefusedError(HTTPStatus.FORBIDDEN, sentence)
