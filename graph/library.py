"""The library of canned queries: the files of `queries/`, their headers, and values put into them.

A query is plain SPARQL that runs unchanged in any tool. Its header is the one that grlc reads, lines that begin with
`#+`, with the parameters under `x-params`. In the query a parameter stands as `VALUES ?law { UNDEF }`; a value takes
the place of what is between the braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal as OneOf
from typing import NamedTuple, cast, get_args

from pyoxigraph import Literal, NamedNode

from kamergraaf.errors import QueryError

Type = OneOf["iri", "string", "date", "integer", "decimal"]
Form = OneOf["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
Term = NamedNode | Literal

CHECKS = "checks"  # the folder of queries that must return no rows
XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: Type
    required: bool = False
    description: str = ""

    def __str__(self) -> str:
        return self.name.upper() if self.required else f"[{self.name.upper()}]"


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """One file of the library: `queries/{topic}/{name}.rq`."""

    name: str
    topic: str
    summary: str
    parameters: tuple[Parameter, ...]
    text: str
    form: Form
    summary_nl: str = ""
    example: str = ""  # values of an example, as they are typed after the name
    tags: tuple[str, ...] = ()

    def parameter(self, name: str) -> Parameter:
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(p.name for p in self.parameters) or "none"
        raise QueryError(f"query {self.name} has no parameter {name!r}; its parameters are: {known}")


def load() -> dict[str, CannedQuery]:
    """All canned queries by name, in the order of topic and name; the checks are not among them."""
    return {query.name: query for query in _all() if query.topic != CHECKS}


def checks() -> dict[str, CannedQuery]:
    """The queries that must return no rows, by name."""
    return {query.name: query for query in _all() if query.topic == CHECKS}


def find(name: str, queries: Mapping[str, CannedQuery]) -> CannedQuery:
    if name in queries:
        return queries[name]
    near = get_close_matches(name, queries, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "kamergraaf ask --list shows them all"
    raise QueryError(f"no query is called {name!r}; {hint}")


def _all() -> Iterator[CannedQuery]:
    for topic in sorted(files("queries").iterdir(), key=_name):
        if topic.is_dir() and not topic.name.startswith(("_", ".")):
            for file in sorted(topic.iterdir(), key=_name):
                if file.name.endswith(".rq"):
                    yield parse(file.name.removesuffix(".rq"), topic.name, file.read_text(encoding="utf-8"))


def _name(file: Traversable) -> str:
    return file.name


def parse(name: str, topic: str, text: str) -> CannedQuery:
    """Read one file of the library."""
    header = _header(f"{topic}/{name}.rq", text)
    return CannedQuery(
        name=name,
        topic=topic,
        summary=header.fields.get("summary", ""),
        parameters=tuple(_parameter(f"{topic}/{name}.rq", fields) for fields in header.parameters),
        text=text,
        form=form(text),
        summary_nl=_summary_nl(text),
        example=header.fields.get("x-example", ""),
        tags=tuple(header.tags),
    )


# --- the header -------------------------------------------------------------------------------------------------


class _Header(NamedTuple):
    fields: dict[str, str]
    tags: list[str]
    parameters: list[dict[str, str]]


_FIELD = re.compile(r"(?P<indent> *)(?P<item>- )?(?:(?P<key>[\w-]+):(?: +(?P<value>.*))?|(?P<word>[^:]+))\s*$")


def _header(file: str, text: str) -> _Header:
    header = _Header({}, [], [])
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#+"):
            match = _FIELD.match(line[2:].removeprefix(" ").rstrip())
            if not match:
                raise QueryError(f"queries/{file}:{number}: not a header line of the form '#+ key: value'")
            _add_line(header, match)
    return header


def _add_line(header: _Header, match: re.Match[str]) -> None:
    key, value = match["key"], (match["value"] or "").strip("\"'")
    if match["word"]:
        header.tags.append(match["word"].strip())
    elif match["item"]:
        header.parameters.append({key: value})
    elif match["indent"] and header.parameters:
        header.parameters[-1][key] = value
    else:
        header.fields[key] = value


def _parameter(file: str, fields: Mapping[str, str]) -> Parameter:
    name, kind = fields.get("name", ""), fields.get("type", "")
    if not name or kind not in get_args(Type):
        raise QueryError(f"queries/{file}: parameter {name!r} needs a name and a type of {', '.join(get_args(Type))}")
    return Parameter(name, cast(Type, kind), fields.get("required") == "true", fields.get("description", ""))


def _summary_nl(text: str) -> str:
    match = re.search(r"^# nl: *(.*)$", text, re.MULTILINE)
    return match[1].strip() if match else ""


# --- SPARQL, as far as it takes to find a place in it -----------------------------------------------------------

_TOKEN = re.compile(
    r"""
    (?P<skip>    \s+ | \#[^\n\r]* )
  | (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<string>  \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
               | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<variable>[?$]\w+ )
  | (?P<word>    \w[\w:-]* )
  | (?P<mark>    . )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    kind: str  # iri, string, variable, word, mark
    text: str
    start: int
    end: int


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query without blanks and comments."""
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup and match.lastgroup != "skip":
            yield Token(match.lastgroup, match[0], match.start(), match.end())


def form(sparql: str) -> Form:
    """The form of a query; SELECT when none is found, so that the engine gives the message."""
    for token in tokens(sparql):
        if token.kind == "word" and token.text.upper() in get_args(Form):
            return cast(Form, token.text.upper())
    return "SELECT"


def fill(query: CannedQuery, values: Mapping[str, Term]) -> str:
    """The SPARQL of `query` with each value in the place of its parameter; other parameters stay as they are."""
    for name, term in values.items():
        _check_type(query, query.parameter(name), term)
    for parameter in query.parameters:
        if parameter.required and parameter.name not in values:
            raise QueryError(f"query {query.name} needs a value for {parameter.name}: {usage(query)}")
    filled, at = [], 0
    for name, start, end in _places(query.text):
        if name in values:
            filled += [query.text[at:start], f" {values[name]} "]
            at = end
    return "".join([*filled, query.text[at:]])


def usage(query: CannedQuery) -> str:
    """How the query is asked: `kamergraaf ask cites PAPER [THING]`."""
    return " ".join(["kamergraaf ask", query.name, *map(str, query.parameters)])


def _places(sparql: str) -> Iterator[tuple[str, int, int]]:
    """Name, start and end of what stands between the braces of each `VALUES ?name { … }`."""
    window: list[Token] = []
    for token in tokens(sparql):
        window = [*window[-2:], token]
        if [t.kind for t in window] == ["word", "variable", "mark"] and token.text == "{":
            word, variable, _ = window
            if word.text.upper() == "VALUES":
                yield variable.text[1:], token.end, _closing(sparql, token.end)


def _closing(sparql: str, start: int) -> int:
    return next(t.start + start for t in tokens(sparql[start:]) if t.text == "}")


def _check_type(query: CannedQuery, parameter: Parameter, term: Term) -> None:
    found = "iri" if isinstance(term, NamedNode) else term.datatype.value.removeprefix(XSD)
    if found != parameter.type:
        raise QueryError(f"{parameter.name} of query {query.name} is of type {parameter.type}, but {term} is not")
