"""What the readers of all kinds of documents share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extract.flow import Flow
from extract.fold import fold
from extract.model import Answer, Paper, Participation, Question, Role, Span
from extract.offices import OFFICE, Offices
from extract.people import NAME, PARTY, People
from extract.registers import Entry, Registers
from extract.selection_lists import SelectionLists

_PARTY_MARK = re.compile(rf"(?P<name>{NAME})|\((?:(?:beiden|allen) )?(?P<party>{PARTY})\)")
_LONG_WORD = 8
_SKIP = re.compile(r"(?:het lid|de leden|de heer|mevrouw|mevr\.|dhr\.) ", re.I)
_POST = re.compile(
    rf"(?:(?P<office>{OFFICE})s?|(?<= en)) (?:van|voor) (?P<portfolio>.+?)"
    rf"(?=,? en (?:(?:de|van) )?{OFFICE}| en (?:van|voor) |, de {OFFICE}|,$|$)"
)


class Desk:
    """The registers laid out for looking things up."""

    def __init__(self, registers: Registers) -> None:
        self.registers = registers
        self.people = People(registers)
        self.offices = Offices(registers)

    @cached_property
    def subjects(self) -> dict[str, str]:
        """Subject headings in the spelling for comparing, with their labels."""
        return {fold(entry.label): entry.label for entry in self.registers.of_kind("subject")}

    @cached_property
    def long_laws(self) -> tuple[tuple[str, Entry], ...]:
        """Laws whose name is one long word, in the spelling for comparing."""
        named = ((fold(name.text), entry) for entry in self.registers.of_kind("law") for name in entry.names)
        return tuple((name, entry) for name, entry in named if len(name) > _LONG_WORD and name.isalpha())

    def laws_called(self, title: str) -> frozenset[str]:
        """The ids of the laws that have or had a title."""
        return self._laws_by_title.get(fold(title), frozenset())

    @cached_property
    def _laws_by_title(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for entry in self.registers.of_kind("law"):
            for name in entry.names:
                title = fold(name.text)
                found[title] = found.get(title, frozenset()) | {entry.id}
        return found

    @cached_property
    def selection_lists(self) -> SelectionLists:
        """The selection lists of archives, by their fields of policy."""
        return SelectionLists(self.registers.of_kind("law"))

    @cached_property
    def _municipalities(self) -> dict[str, Entry]:
        named = ((entry, name) for entry in self.registers.of_kind("organisation") for name in entry.names)
        return {fold(n.text).removeprefix("gemeente "): e for e, n in named if e.id.startswith("gemeente/")}

    def municipality(self, name: str) -> Entry | None:
        """The municipality of a name without the word `gemeente`."""
        return self._municipalities.get(fold(name))

    @cached_property
    def courts(self) -> dict[str, str]:
        """The codes of courts in an ECLI, by name in the spelling for comparing."""
        courts = (entry for entry in self.registers.of_kind("organisation") if entry.court)
        return {fold(name.text): entry.court for entry in courts for name in entry.names if entry.court}

    @property
    def house(self) -> str | None:
        """The register id of the Tweede Kamer."""
        member = self.registers.post_by_id.get("kamerlid-tweede-kamer")
        return member.organisation if member else None

    def party(self, printed: str | None) -> str | None:
        """The slug of a party as printed."""
        return self.registers.party_by_name.get(fold(" ".join(printed.split()))) if printed else None

    def person(self, name: str, *, day: str | None, party: str | None = None, post: str | None = None) -> str | None:
        """The slug of the one person who can be meant."""
        people = self.people.who(name, day=day, party=party, post=post)
        return people[0].id if len(people) == 1 else None


@dataclass(frozen=True)
class Reading:
    """The papers of a document with their parts; `owned` gives stretches to papers, the first paper has the rest."""

    papers: tuple[Paper, ...]
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    owned: tuple[tuple[Span, str], ...] = ()

    @cached_property
    def _parts(self) -> list[tuple[Span, str]]:
        """Questions and parts of answers, which do not overlap, in order."""
        asked = [(question.span, question.paper) for question in self.questions]
        return sorted(asked + [(part, answer.paper) for answer in self.answers for part in answer.parts])

    @property
    def last(self) -> str:
        """The key of the paper with which the text ends."""
        return self.answers[-1].paper if self.answers else self.papers[-1].key

    def owner(self, span: Span) -> str:
        """The key of the paper to which a place belongs."""
        nearest = bisect_right(self._parts, span.start, key=lambda part: part[0].start) - 1
        if nearest >= 0 and self._parts[nearest][0].covers(span):
            return self._parts[nearest][1]
        return next((key for stretch, key in self.owned if stretch.covers(span)), self.papers[0].key)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of a flow and the way back to the source."""

    flow: Flow
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.flow.text[self.start : self.end]

    def span(self, start: int, end: int) -> Span:
        return self.flow.span(self.start + start, self.start + end)


@dataclass(frozen=True, slots=True)
class Capacity:
    """As what, when (ISO) and in which post somebody takes part in a paper."""

    role: Role
    day: str | None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody in an office, as printed."""

    name: str
    office: str
    portfolio: str | None
    span: Span
    party: str | None = None


def members(excerpt: Excerpt, desk: Desk, capacity: Capacity) -> tuple[Participation, ...]:
    """Members with their parties: `de leden Gijs van Dijk en Kerstens (beiden PvdA)`."""
    found: list[Participation] = []
    waiting: list[tuple[str, Span]] = []
    for match in _PARTY_MARK.finditer(_SKIP.sub(lambda m: " " * len(m[0]), excerpt.words)):
        if match["name"]:
            waiting.append((match["name"], excerpt.span(*match.span())))
            continue
        found += [signed(name, span, desk, capacity, match["party"]) for name, span in waiting]
        waiting = []
    return (*found, *(signed(name, span, desk, capacity) for name, span in waiting))


def signed(name: str, span: Span, desk: Desk, capacity: Capacity, party: str | None = None) -> Participation:
    """Somebody by name alone, or with a party."""
    party_id = desk.party(party)
    person = desk.person(name, day=capacity.day, party=party_id, post=capacity.post)
    return Participation(capacity.role, span, name, person, party, party_id, post=capacity.post)


def posts(excerpt: Excerpt, desk: Desk, capacity: Capacity) -> tuple[Participation, ...]:
    """Offices without a name: `de Staatssecretaris van Sociale Zaken en Werkgelegenheid`."""
    return tuple(_posts(excerpt, desk, capacity))


def _posts(excerpt: Excerpt, desk: Desk, capacity: Capacity) -> Iterator[Participation]:
    office = None
    for match in _POST.finditer(excerpt.words):
        office = match["office"] or office
        if office is None:
            continue
        portfolio = match["portfolio"].rstrip(",")
        ministry, post = desk.offices.find(office, portfolio, capacity.day)
        span = excerpt.span(*match.span())
        yield Participation(
            capacity.role, span, office=office.lower(), portfolio=portfolio, post=post, organisation=ministry
        )


def official(who: Official, desk: Desk, capacity: Capacity) -> Participation:
    """Somebody in an office: `Staatssecretaris Van Ark (Sociale Zaken en Werkgelegenheid)`."""
    ministry, post = desk.offices.find(who.office, who.portfolio, capacity.day)
    party_id = desk.party(who.party)
    return Participation(
        capacity.role,
        who.span,
        who.name,
        desk.person(who.name, day=capacity.day, party=party_id, post=post),
        who.party,
        party_id,
        who.office.lower(),
        who.portfolio,
        post,
        ministry,
    )
