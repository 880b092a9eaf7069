"""What is known of people, bodies, laws and dossiers: names, and the identifiers that they stand for.

A register holds plain values; where they come from (Turtle files of the package, datasets that a user imports) is not
its business. Dates are ISO 8601 strings, so they compare as text; None at an end means open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from extract.fold import fold

if TYPE_CHECKING:
    from extract.house import House


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, both days included."""

    start: str | None = None
    end: str | None = None

    def holds(self, day: str | None) -> bool:
        """Whether `day` lies in the period; an unknown day always does."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entry. An abbreviation is only recognised in its own case (`WW`, not `ww`)."""

    text: str
    period: Period = Period()
    abbreviation: bool = False
    beside: tuple[str, ...] = ()  # words, in the spelling of `fold`, of which one has to stand near


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with names: a law, a treaty, a party, an organisation, a bill, a programme, a dossier …

    `kind` is a mention kind; `id` is what a mention of it gets (`BWBR0015703`, `ministerie/mnre1073`, `sp`, `36582`).
    """

    kind: str
    id: str
    label: str
    names: tuple[Name, ...]
    period: Period = Period()
    court: str | None = None  # the code of a court in an ECLI: CRVB
    official: str = ""  # the official title of a law where it states a day: "Wet van 30 maart 2000, houdende …"

    @property
    def spelled(self) -> tuple[Name, ...]:
        """The names that texts spell; an official title holds names of other laws and is asked by its day instead."""
        return tuple(name for name in self.names if name.text != self.official) if self.official else self.names


@dataclass(frozen=True, slots=True)
class Post:
    """An office, such as `staatssecretaris-szw`, at a ministry or another body."""

    id: str
    label: str  # "Staatssecretaris van Sociale Zaken en Werkgelegenheid"
    office: str  # "staatssecretaris", lower case
    organisation: str | None = None  # "ministerie/mnre1073"


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody in a post for some time, for a party where that is known."""

    post: str
    period: Period
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the register. `surname` is without `prefix` ("Wout", "van 't")."""

    id: str  # slug
    name: str
    surname: str
    prefix: str = ""
    given: str = ""
    initials: str = ""
    holdings: tuple[Holding, ...] = ()
    aliases: tuple[str, ...] = ()

    def party_on(self, day: str | None) -> frozenset[str]:
        return frozenset(h.party for h in self.holdings if h.party and h.period.holds(day))

    def held(self, post: str, day: str | None) -> bool:
        return any(h.post == post and h.period.holds(day) for h in self.holdings)

    def active_on(self, day: str | None, besides: str | None = None) -> bool:
        """Whether somebody held a post on a day, other than the post `besides`."""
        return any(h.period.holds(day) and h.post != besides for h in self.holdings)


@dataclass(frozen=True)
class Registers:
    """All registers together. `version` changes with their content; `papers` are too many to be held in memory."""

    entries: tuple[Entry, ...] = ()
    people: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()
    version: str = "0"
    variants: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)  # of titles: see extract.variants
    external: Mapping[str, str] = field(default_factory=dict, repr=False)  # people by the ids that others gave them
    papers: House | None = field(default=None, repr=False, compare=False)
    by_id: dict[str, Entry] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {entry.id: entry for entry in self.entries})

    def of_kind(self, *kinds: str) -> Iterable[Entry]:
        return (entry for entry in self.entries if entry.kind in kinds)

    @cached_property
    def party_by_name(self) -> dict[str, str]:
        """The id of a party by each of its names, in the spelling of `fold`."""
        return {fold(name.text): entry.id for entry in self.of_kind("party") for name in entry.names}

    @cached_property
    def person_by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def post_by_id(self) -> dict[str, Post]:
        return {post.id: post for post in self.posts}
