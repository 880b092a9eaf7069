"""The thing that a page is about: its classes, its facts, its name."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request

from graph.prefixes import shorten
from graph.search import kind_of
from graph.server.asking import Row
from graph.server.pages.asked import question
from graph.server.pages.language import Words, language_of, words
from graph.server.pages.linking import Link, in_language, link, outside, short, value
from graph.server.pages.site import Site
from graph.vocabulary import XSD

NAMING = ("dcterms:title", "foaf:name", "rdfs:label", "skos:prefLabel", "dcterms:description")
LONG = 400  # characters; a longer value is cut


@dataclass(frozen=True, slots=True)
class Shown:
    """One value of a fact: words, and for a thing where its page is."""

    text: str
    link: Link | None = None
    outside: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    term: str  # the property, as a prefixed name
    values: tuple[Shown, ...]
    more: int = 0  # values that are not shown


class Subject:
    def __init__(self, site: Site, request: Request, iri: str, facts: Sequence[Row]) -> None:
        self.site = site
        self.request = request
        self.iri = iri
        self.node = NamedNode(iri)
        self.t: Words = words(language_of(request))
        self._rows = facts

    @cached_property
    def classes(self) -> frozenset[str]:
        """The local names of its classes."""
        found = self.objects("rdf:type")
        return frozenset(term.value.replace("#", "/").rsplit("/", 1)[-1] for term in found)

    @property
    def kind(self) -> str:
        return kind_of(self.classes) if self.classes else ""

    @property
    def kind_name(self) -> str:
        return self.t.name("classes", self.kind) if self.kind else self.t("thing.thing")

    @cached_property
    def title(self) -> str:
        found = (in_language(self.objects(name), self.t.language) for name in NAMING)
        return next(filter(None, found), "") or short(self.iri)

    @property
    def label(self) -> str:
        """Its short name, where that is another than the title."""
        found = in_language(self.objects("rdfs:label"), self.t.language)
        return found if found != self.title else ""

    @property
    def published(self) -> str | None:
        """Its own address at the publisher."""
        pages = [term.value for term in self.objects("foaf:page")]
        return next(filter(None, map(outside, (*pages, self.iri))), None)

    def objects(self, name: str) -> list[NamedNode | Literal]:
        found = (row["value"] for row in self._rows if shorten(value(row, "property")) == name)
        return [term for term in dict.fromkeys(found) if isinstance(term, NamedNode | Literal)]

    async def rows(self, name: str, parameter: str = "thing") -> list[Row]:
        """The rows of a question of the pages about this thing."""
        return await self.site.asker.rows(question(name, **{parameter: self.node}))

    def facts(self) -> list[Fact]:
        """What is said of it that no other part of the page shows, the most telling first."""
        order = fact_order()
        by_property: dict[str, list[Row]] = {}
        for row in self._rows:
            by_property.setdefault(shorten(value(row, "property")), []).append(row)
        shown = sorted(by_property.keys() - set(order["hidden"]), key=lambda n: (_rank(n, order["first"]), n))
        return [self._fact(name, by_property[name]) for name in shown]

    def _fact(self, name: str, found: Iterable[Row]) -> Fact:
        labels: dict[NamedNode | Literal, list[Row]] = {}
        for row in found:
            term = row["value"]
            if isinstance(term, NamedNode | Literal):
                labels.setdefault(term, []).append(row)
        values = [self._shown(term, rows) for term, rows in labels.items()]
        values.sort(key=lambda shown: shown.text)
        return Fact(self.t.property(name), name, tuple(values[:12]), max(0, len(values) - 12))

    def _shown(self, term: NamedNode | Literal, rows: Iterable[Row]) -> Shown:
        if isinstance(term, Literal):
            return Shown(self._literal(term))
        label = in_language((row["label"] for row in rows if "label" in row), self.t.language)
        if term.value.startswith("http://www.wikidata.org/entity/") or (not label and _is_file(term.value)):
            return Shown(short(term.value), None, outside(term.value))
        return Shown(label or short(term.value), link(term.value, label))

    def _literal(self, term: Literal) -> str:
        if term.datatype == XSD.date:
            return date_words(self.t, term.value)
        return term.value if len(term.value) <= LONG else f"{term.value[:LONG]}…"


def _is_file(iri: str) -> bool:
    return iri.endswith((".html", ".xml", ".pdf")) or "/licenses/" in iri or "publicdomain" in iri


def _rank(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


@cache
def fact_order() -> dict[str, list[str]]:
    """Which properties stand first among the facts, and which are not shown there."""
    read = tomllib.loads((files("graph.server.pages") / "strings" / "facts.toml").read_text(encoding="utf-8"))
    return {key: [str(name) for name in names] for key, names in read.items()}


def date_words(t: Words, iso: str) -> str:
    """A day in words: 6 mei 2015."""
    parts = iso.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return iso
    return f"{int(parts[2])} {t(f'months.{int(parts[1])}')} {parts[0]}"


async def subject_of(site: Site, request: Request, iri: str) -> Subject:
    return Subject(site, request, iri, await site.asker.rows(question("facts", thing=NamedNode(iri))))


Load = Callable[[Subject], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: the template that shows it, which is its anchor too, and what it shows."""

    name: str
    data: object


async def blocks_of(subject: Subject, loads: Sequence[tuple[str, Load]]) -> list[Block]:
    """The parts of the page of a thing that have something to show."""
    found = await asyncio.gather(*(load(subject) for _, load in loads))
    return [Block(name, data) for (name, _), data in zip(loads, found, strict=True) if data]
