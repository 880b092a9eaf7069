"""What stands around a thing: who cites it, what it cites, papers and posts in time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph import iris
from graph.server.asking import Row
from graph.server.pages.highlight import mark_anchor
from graph.server.pages.linking import Link, Place, href, link, mention_kind, number, place, row_link, value
from graph.server.pages.pictures import Bars, Network, Timeline, bars, network, timeline
from graph.server.pages.subject import Subject, date_words
from graph.server.pages.text import BEFORE, WINDOW

_BLANKS = re.compile(r"\s+")
QUOTES = 3  # for each citing paper


@dataclass(frozen=True, slots=True)
class Quote:
    before: str
    words: str
    after: str
    href: str


@dataclass(slots=True)
class Citing:
    """A paper that cites a thing, with the words by which it does."""

    paper: Link
    date: str
    quotes: list[Quote] = field(default_factory=list)
    more: int = 0
    of: Link | None = None  # the part that is cited, where it is not the thing itself


@dataclass(frozen=True, slots=True)
class CitedThing:
    thing: Link
    kind: str
    mentions: int
    confidence: str


@dataclass(frozen=True, slots=True)
class InPaper:
    paper: Link
    date: str
    kind: str
    party: str


@dataclass(frozen=True, slots=True)
class Holding:
    person: Link
    post: Link
    start: str
    end: str
    party: Link | None


@dataclass(frozen=True, slots=True)
class Taking:
    """Who had a part in a paper."""

    role: str
    who: Link | None
    name: str
    party: Link | None
    post: Link | None


@dataclass(frozen=True, slots=True)
class Title:
    name: str
    abbreviation: str
    kind: str
    start: str
    end: str


async def cites(subject: Subject) -> list[CitedThing]:
    return [
        CitedThing(
            row_link(row, "cited", "label") or link(subject.iri),
            subject.t.name("classes", value(row, "class").replace("#", "/").rpartition("/")[2]),
            number(row, "mentions"),
            value(row, "confidence"),
        )
        for row in await subject.rows("cites")
        if "cited" in row
    ]


async def cited_by(subject: Subject) -> list[Citing]:
    return _citing(subject, await subject.rows("cited-by"))


async def named_in(subject: Subject) -> list[Citing]:
    return _citing(subject, await subject.rows("named-in"))


def _citing(subject: Subject, rows: Iterable[Row]) -> list[Citing]:
    found: dict[str, Citing] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        paper = row_link(row, "paper", "title", "label")
        if not paper or (paper.iri, value(row, "place")) in seen:
            continue
        seen.add((paper.iri, value(row, "place")))
        citing = found.setdefault(paper.iri, Citing(paper, date_words(subject.t, value(row, "date"))))
        if len(citing.quotes) < QUOTES:
            citing.quotes.append(_quote(row))
        else:
            citing.more += 1
    return list(found.values())


def _quote(row: Row) -> Quote:
    where = place(value(row, "place"))
    address = _address(where, value(row, "mention")) if where else ""
    before, exact, after = (_BLANKS.sub(" ", value(row, name)) for name in ("before", "words", "after"))
    return Quote(before, exact, after, address)


def _address(where: Place, mention: str) -> str:
    """The place of a mention on the page of its text."""
    window = f"?from={where.start - BEFORE}" if where.start > WINDOW - BEFORE else ""
    return f"{href(iris.text(where.sha256))}{window}#{mark_anchor(where.start, where.end, *mention_kind(mention))}"


async def years(subject: Subject) -> Bars | None:
    return years_chart(await subject.rows("years"))


def years_chart(rows: Iterable[Row]) -> Bars | None:
    """A bar for every year, also for years without papers."""
    counts = {number(row, "year"): number(row, "papers") for row in rows if "year" in row}
    if len(counts) < 2:
        return None
    whole = range(min(counts), max(counts) + 1)
    return bars([(str(year), counts.get(year, 0)) for year in whole])


async def articles(subject: Subject) -> list[tuple[Link, int]]:
    rows = await subject.rows("articles", "law")
    return [(found, number(r, "papers")) for r in rows if (found := row_link(r, "article", "label", "number"))]


async def titles(subject: Subject) -> list[Title]:
    t = subject.t
    return [
        Title(
            value(row, "name"),
            value(row, "abbreviation"),
            t.concept(value(row, "kind")),
            date_words(t, value(row, "from")),
            date_words(t, value(row, "to")),
        )
        for row in await subject.rows("titles")
    ]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states of a paper beside its text, in the terms of the file."""

    name: str
    value: str
    scheme: str


async def stated(subject: Subject) -> list[Stated]:
    return [Stated(value(r, "name"), value(r, "fact"), value(r, "scheme")) for r in await subject.rows("stated")]


async def participations(subject: Subject) -> list[Taking]:
    return [_taking(subject, row) for row in await subject.rows("participations")]


def _taking(subject: Subject, row: Row) -> Taking:
    who = row_link(row, "person", "name", "statedName")
    stated = value(row, "statedName") or value(row, "statedOffice")
    post = row_link(row, "post", "postLabel") or row_link(row, "organisation", "organisationLabel")
    role = subject.t.name("roles", value(row, "role").rpartition("/")[2])
    return Taking(role, who, stated, row_link(row, "party", "partyLabel"), post)


async def posts(subject: Subject) -> list[Holding]:
    t = subject.t
    return [
        Holding(
            row_link(row, "person", "name") or link(subject.iri),
            row_link(row, "post", "postLabel") or link(subject.iri),
            date_words(t, value(row, "from")),
            date_words(t, value(row, "to")),
            row_link(row, "party", "partyLabel"),
        )
        for row in await subject.rows("posts")
    ]


async def part_in(subject: Subject) -> list[tuple[str, list[InPaper]]]:
    """The papers in which a person has a part, by role."""
    by_role: dict[str, dict[str, InPaper]] = {}
    for row in await subject.rows("part-in", "person"):
        paper = row_link(row, "paper", "title", "label")
        if paper:
            kind = subject.t.name("classes", value(row, "class").replace("#", "/").rpartition("/")[2])
            shown = InPaper(paper, date_words(subject.t, value(row, "date")), kind, value(row, "partyLabel"))
            by_role.setdefault(value(row, "role").rpartition("/")[2], {}).setdefault(paper.iri, shown)
    return [(subject.t.name("roles", role), list(papers.values())) for role, papers in by_role.items()]


async def dated(subject: Subject) -> Timeline | None:
    rows = await subject.rows("dated")
    return timeline(subject.t, rows) if len({value(row, "paper") for row in rows}) > 1 else None


async def neighbours(subject: Subject) -> Network | None:
    return network(subject.title, subject.t, await subject.rows("around"))
