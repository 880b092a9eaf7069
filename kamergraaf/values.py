"""What a person types for a value, as the RDF term that a query takes.

A thing may be given as an IRI, a prefixed name (`kamer:Motion`, `persoon:sadet-karabulut`), an identifier
(`kst-35510-13`, `33161`, `2015Z07200`, `BWBR0015703`, `ECLI:NL:CRVB:2017:1055`), a name that a register or the graph
knows (`Karabulut`, `Participatiewet`), or a reference as texts have it (`artikel 47 Participatiewet`,
`Kamerstukken II 2020/21, 17050, nr. 596`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from extract.model import Mention
from extract.readers import from_text
from extract.registers import Registers
from graph import iris
from graph.library import CannedQuery, Parameter, Term, usage
from graph.prefixes import expand, shorten
from graph.results import rows
from graph.store import GraphStore
from graph.vocabulary import KAMER, XSD
from kamergraaf.errors import QueryError

SHOWN_CANDIDATES = 12
OPEN = ("", "-")  # stands for no value
IDENTIFIED = frozenset(
    "question-set answer-set proceedings treaty-series gazette paper letter dossier treaty law article eu-act ruling "
    "organisation".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may stand for."""

    kind: str
    iri: str
    label: str

    def __str__(self) -> str:
        return f"{shorten(self.iri)} ({self.kind}: {self.label})"


@dataclass(frozen=True, slots=True)
class Values:
    """Reads values with what the registers and, when there is one, the store know."""

    registers: Registers
    store: GraphStore | None = None

    def of_query(self, query: CannedQuery, typed: Sequence[str], named: dict[str, str]) -> dict[str, Term]:
        """The terms for `typed` values in the order of the parameters and `named` ones by name; `-` leaves one open."""
        names = [parameter.name for parameter in query.parameters]
        if len(typed) > len(names):
            raise QueryError(f"query {query.name} takes {len(names)} values, not {len(typed)}: {usage(query)}")
        given = dict(zip(names, typed, strict=False))
        for name in sorted(named.keys() & given.keys()):
            raise QueryError(f"{name} of query {query.name} is given twice")
        texts = {name: text for name, text in (given | named).items() if text not in OPEN}
        return {name: self.term(text, query.parameter(name)) for name, text in texts.items()}

    def term(self, text: str, parameter: Parameter) -> Term:
        if parameter.type == "iri":
            return NamedNode(self.thing(text, parameter.name))
        return _LITERALS[parameter.type](text.strip())

    def thing(self, text: str, kind: str = "") -> str:
        """The IRI of the thing that `text` names; `kind` decides between things of several kinds."""
        text = " ".join(text.split())
        found = identified(text) or written_iri(text)
        return found or self._named(text, kind).iri

    def _named(self, text: str, kind: str) -> Candidate:
        for source in (self._in_registers, _vocabulary_terms, self._in_words, self._in_graph):
            candidates = _only_kind(kind, dict.fromkeys(source(text)))
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                raise _ambiguous(text, candidates)
        raise QueryError(
            f"{text!r} names nothing that is known; give a name (Participatiewet), an identifier (kst-35510-13), "
            "an IRI or a prefixed name, or look for it with: kamergraaf ask search WORDS"
        )

    def _in_registers(self, text: str) -> list[Candidate]:
        """By the name as it is written; only when there is none, without regard to case."""
        exact = [c for name, c in _register_names(self.registers) if name == text]
        return exact or [c for name, c in _register_names(self.registers) if name.casefold() == text.casefold()]

    def _in_words(self, text: str) -> Iterator[Candidate]:
        """By reading the words as a text: a reference that takes up all of it."""
        for mention in _read(text, self.registers):
            if mention.text.strip() == text.strip("\"'(). "):
                yield from _named_by(mention)

    def _in_graph(self, text: str) -> Iterator[Candidate]:
        """By a label in the graph, such as the name of somebody whom no register knows."""
        if self.store:
            for thing, label in rows(self.store, _BY_LABEL.replace("UNDEF", str(Literal(text.lower())))):
                yield Candidate("in the graph", thing.value, label.value)


_BY_LABEL = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?label WHERE {
  VALUES ?wanted { UNDEF }
  VALUES ?property { rdfs:label foaf:name dcterms:title skos:prefLabel skos:altLabel }
  ?thing ?property ?label .
  FILTER(LCASE(STR(?label)) = ?wanted)
} ORDER BY ?thing LIMIT 20
"""


def written_iri(text: str) -> str | None:
    """The IRI for one that is written out, in angle brackets or not, or with a prefix; pages lose their `.html`."""
    if not re.match(r"<?[a-z][a-z0-9+.-]*://", text, re.IGNORECASE):
        return expand(text)
    iri = text.strip("<>")
    if iri.startswith(iris.OFFICIAL):
        iri = iri.removesuffix(".html")
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise QueryError(f"{text!r} is not an IRI: {error}") from error


def identified(text: str) -> str | None:
    """The IRI for an identifier, in upper or lower case."""
    dossier = re.fullmatch(r"(\d{2})[ .]?(\d{3})(?:[ -]([IVXLCDM]+[A-Z]?|\d{1,2}|[A-Z]))?", text)
    if dossier:
        return iris.thing("dossier", "-".join(filter(None, (dossier[1] + dossier[2], dossier[3]))))
    if re.fullmatch(r"\d{4}Z\d{5}", text, re.IGNORECASE):
        return iris.thing("question-set", f"kv-tk-{text.upper()}")
    schemes = [s for s in iris.SCHEMES if s.kind in IDENTIFIED and s.id.pattern != iris.SLUG]
    minted = (scheme.mint(spelling) for spelling in (text, text.upper(), text.lower()) for scheme in schemes)
    return next(filter(None, minted), None)


def _register_names(registers: Registers) -> Iterator[tuple[str, Candidate]]:
    for person in registers.people:
        someone = Candidate("person", iris.person(person.id), person.name)
        surname = f"{person.prefix} {person.surname}".strip()
        for name in {person.name, person.surname, surname, person.id, *person.aliases}:
            yield name, someone
    for entry in registers.entries:
        something = Candidate(entry.kind, iris.thing(entry.kind, entry.id) or "", entry.label)
        for name in {entry.label, entry.id, *(n.text for n in entry.names)}:
            yield name, something
    for post in registers.posts:
        for name in {post.label, post.id}:
            yield name, Candidate("post", iris.post(post.id), post.label)


def _read(text: str, registers: Registers) -> tuple[Mention, ...]:
    from extract.pipeline import Extractor  # noqa: PLC0415 - takes half a second, which most questions do not need

    return Extractor(registers).extract(from_text("value", text)).mentions


def _vocabulary_terms(text: str) -> Iterator[Candidate]:
    if text in KAMER.terms():
        yield Candidate("term", KAMER.namespace + text, text)


def _named_by(mention: Mention) -> Iterator[Candidate]:
    for identifier in (mention.id, *mention.candidates):
        iri = iris.thing(mention.kind, identifier) if identifier else None
        if iri:
            yield Candidate(mention.kind, iri, mention.text)


def _only_kind(kind: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    found = list({c.iri: c for c in candidates if c.iri}.values())
    return [c for c in found if c.kind == kind] or found


def _ambiguous(text: str, candidates: list[Candidate]) -> QueryError:
    shown = "; ".join(str(c) for c in candidates[:SHOWN_CANDIDATES])
    more = f"; and {len(candidates) - SHOWN_CANDIDATES} more" if len(candidates) > SHOWN_CANDIDATES else ""
    return QueryError(f"{text!r} can mean several things; give one of: {shown}{more}")


# --- literals ---------------------------------------------------------------------------------------------------


def _date(text: str) -> Literal:
    return Literal(read_date(text).isoformat(), datatype=XSD.date)


def read_date(text: str) -> date:
    """A day as people write it: 2015-04-20, 20-04-2015, 20 april 2015."""
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    for mention in _read(text, Registers()):
        if mention.kind == "date" and mention.id and len(mention.id) == len("2015-04-20"):
            return date.fromisoformat(mention.id)
    raise QueryError(f"{text!r} is not a date; write it as 2015-04-20")


def _integer(text: str) -> Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise QueryError(f"{text!r} is not a whole number")
    return Literal(str(int(text)), datatype=XSD.integer)


def _decimal(text: str) -> Literal:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 18:
        raise QueryError(f"{text!r} is not a number; write it as 0.95")
    digits = f"{number:f}"
    digits = digits.rstrip("0") if "." in digits else f"{digits}."
    return Literal(f"{digits}0" if digits.endswith(".") else digits, datatype=XSD.decimal)


_LITERALS: dict[str, Callable[[str], Literal]] = {
    "string": Literal,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
}
