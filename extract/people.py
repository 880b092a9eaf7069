"""Names of people, and who they are.

Surface forms: `Sadet Karabulut`, `Karabulut`, `W. Koolmees`, `Gijs van Dijk`, `Van 't Wout`, `Van der Wal-Zeggelink`,
`mevrouw Van Ark`, `A.E.M. Leijten`. A prefix has a capital where no given name or initial stands before it.
A surname alone is somebody only if the party, the office or the day leaves one person; else it stays open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from extract.fold import fold
from extract.registers import Person, Registers

PREFIXES = (
    "van der|van den|van de|van 't|van het|van ter|van|von der|von|de la|de|den|der|het|ter|ten|te|in 't|in het|op de"
    "|op den|op 't|uit de|el|al|d'|l'|la|le|du|'t|bin|ben|aan de|aan den|aan het|voor de|zu"
)
_QUOTE = r"['’‘´`]"
PREFIX = (
    "(?:"
    + "|".join(f"[{p[0].upper()}{p[0]}]{p[1:]}" if p[0].isalpha() else p for p in PREFIXES.split("|")).replace(
        "'", _QUOTE
    )
    + ")"
)
WORD = r"[A-ZÀ-ÝŽŠĆČİÖÜ][a-zà-ÿžšćčğıışöü]+(?:[A-Z][a-zà-ÿ]+)?"
_NO_SURNAME = r"(?!(?:De|Van|Den|Der|Het|Een|En|In|Op|Ten|Ter|Te|Dat|Die|Dit)\b)"
SURNAME = rf"(?:{_NO_SURNAME}{WORD}(?:-(?:{PREFIX} )?{WORD})*(?!\w)(?: ´)?)"
INITIALS = r"(?:[A-Z][a-z]?\.(?: ?[A-Z][a-z]?\.)*)"
TITLES = r"(?:(?:prof|dr|mr|drs|ir|ing|jhr|em)\.? )*"
FAMILY = rf"(?:{PREFIX}(?: |(?<={_QUOTE})))?{SURNAME}"  # Van Ark, Karabulut
GIVEN = rf"(?:{WORD}(?:-{WORD})?)"
NAME = rf"(?:{INITIALS} {FAMILY}|{GIVEN} (?:{WORD} )?{FAMILY}|(?=[A-ZÀ-Ý]){FAMILY})"
PARTY = r"(?:50PLUS|(?!Kamerstuk)[A-Z][A-Za-zÀ-ÿ/-]*(?:\d\d)?(?: [A-Za-zÀ-ÿ/-]+){0,3})"
FULL_NAME = rf"(?:{TITLES}{INITIALS} ?(?:{PREFIX} )?{SURNAME}|{GIVEN}(?: {INITIALS})? (?:{PREFIX} )?{SURNAME})"
_PARSED = re.compile(rf"(?:(?P<initials>{INITIALS}) ?)?(?P<rest>.+)")
_PREFIXED = rf"(?P<prefix>{PREFIX})(?: |(?<={_QUOTE}))(?P<surname>.+)"
_PREFIX_FIRST = re.compile(_PREFIXED)
_GIVEN_FIRST = re.compile(rf"(?P<given>{GIVEN}(?: {WORD})?) {_PREFIXED}")
_SENATE = "eerstekamerlid"  # a senator is seldom meant by a surname alone: most papers are of the other House
_TITLE = re.compile(r"^(?:(?:prof|dr|mr|drs|ir|ing|jhr)\.? )+", re.I)


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name taken apart: `Gijs van Dijk` is given `Gijs`, prefix `van`, surname `Dijk`."""

    surname: str
    prefix: str = ""
    given: str = ""
    initials: str = ""


def printed(words: str) -> PrintedName:
    """Take a name apart as far as its spelling allows."""
    plain = _TITLE.sub("", " ".join(words.split()).replace(" ´", ""))
    match = _PARSED.fullmatch(plain)
    initials, rest = (match["initials"] or "", match["rest"]) if match else ("", plain)
    if prefixed := _PREFIX_FIRST.fullmatch(rest):
        return PrintedName(prefixed["surname"], fold(prefixed["prefix"]), "", initials)
    if prefixed := _GIVEN_FIRST.fullmatch(rest):
        return PrintedName(prefixed["surname"], fold(prefixed["prefix"]), prefixed["given"], initials)
    given, _, surname = rest.rpartition(" ")
    return PrintedName(surname, "", given, initials)


class People:
    """Everybody of the registers, by surname."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers

    @cached_property
    def _by_surname(self) -> dict[str, list[Person]]:
        table: dict[str, list[Person]] = defaultdict(list)
        for person in self._registers.people:
            for key in {_key(person.prefix, person.surname), _key(person.prefix, person.surname.split("-")[0])}:
                table[key].append(person)
        return table

    @cached_property
    def full_names(self) -> dict[str, Person]:
        """Names with a given name that only one person bears, in the spelling for comparing."""
        table: dict[str, list[Person]] = defaultdict(list)
        for person in self._registers.people:
            for name in {person.name, *person.aliases}:
                if " " in name:
                    table[fold(name)].append(person)
        return {name: people[0] for name, people in table.items() if len(people) == 1}

    def who(
        self, words: str, *, day: str | None = None, party: str | None = None, post: str | None = None
    ) -> tuple[Person, ...]:
        """Everybody who may be meant by a printed name; one: resolved, several: ambiguous, none: unknown.

        `day` is an ISO date, `party` and `post` are register slugs. A criterion decides only if it leaves somebody.
        """
        name = printed(words)
        people = self._bearing(name) or self._of_two_names(name) or self._married(name, day, post)
        for narrowed in (
            [p for p in people if post and p.held(post, day)],
            [p for p in people if party and party in p.party_on(day)],
            [p for p in people if p.active_on(day)],
            [p for p in people if p.active_on(day, besides=_SENATE)],
        ):
            people = narrowed or people
        return tuple(_unique(people))

    def _bearing(self, name: PrintedName) -> list[Person]:
        return [p for p in self._by_surname.get(_key(name.prefix, name.surname), ()) if _fits(p, name)]

    def _of_two_names(self, name: PrintedName) -> list[Person]:
        """A surname of two words: `Bruins Slot`, `Hanke Bruins Slot`."""
        given, _, first = name.given.rpartition(" ")
        return self._bearing(replace(name, given=given, surname=f"{first} {name.surname}")) if first else []

    def _married(self, name: PrintedName, day: str | None, post: str | None) -> list[Person]:
        """Who held the post and is known by the first half of a double name: `Van der Wal-Zeggelink`."""
        single, _, second = name.surname.partition("-")
        people = self._bearing(replace(name, surname=single)) if second and post else []
        return [person for person in people if person.held(post or "", day)]


def _key(prefix: str, surname: str) -> str:
    return fold(f"{prefix} {surname}").strip()


def _fits(person: Person, name: PrintedName) -> bool:
    """Whether the given name or the initials that stand in the text can be this person's."""
    if name.given and person.given and fold(name.given.split()[0]) != fold(person.given.split()[0]):
        return False
    known = person.initials or person.given[:1]
    return not (name.initials and known) or name.initials[0].upper() == known[0].upper()


def _unique(people: Iterable[Person]) -> Iterable[Person]:
    return {person.id: person for person in people}.values()
