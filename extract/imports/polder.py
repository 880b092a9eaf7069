"""Polder: who held which national office and when, and the public bodies with their TOOI ids.

Read from its folder, or from the archive as it is published (`polder.tar.xz`). Taken are members of both Houses,
ministers and state secretaries, and their posts; a councillor or a civil servant is seldom named in a national paper
and shares a surname with many. Parts of bodies are left out too: `Directie Communicatie` is no name by itself.
"""

from __future__ import annotations

import lzma
import re
import tarfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeGuard

import yaml

from extract.fold import fold, slug
from extract.imports import Harvest, LeftOut
from extract.people import PREFIX, printed
from extract.registers import Entry, Holding, Name, Period, Person, Post, Registers
from kamergraaf.errors import RegisterError

FOLDERS = ("personen", "posten", "organisaties")
NO_BODIES = "organisaties/organisatieonderdelen/"  # half of all bodies: parts that have no name of their own
LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Row = Mapping[str, Any]
Form = Mapping[str, Any]  # by key: a type that must be there; a mapping, or a list of mappings, that may be

_FORMS: dict[str, Form] = {
    "personen": {"id": str, "name": dict, "identifiers": {}, "birth": {}, "mandaten": [{"post_id": str}]},
    "posten": {"id": str, "organization_id": str, "label": str},
    "organisaties": {"id": str, "identifiers": {}, "names": [{"value": str}]},
}

_TOOI = re.compile(r"https://identifier\.overheid\.nl/tooi/id/([a-z]+/[a-z]+\d+)")
_NATIONAL = {"post:kamerlid": "kamerlid-tweede-kamer", "post:senator": "eerstekamerlid"}
_OFFICE = re.compile(
    r"post:(?P<office>minister-president|minister|staatssecretaris)(?:-tweede)?(?:-min-(?P<of>[a-z]+))?"
)
_WITHOUT_PORTFOLIO = re.compile(
    r"^Minister zonder portefeuille,? ?(?:belast met (?:de aangelegenheden betreffende )?|\()(?P<with>[^)]+)\)?$"
)
_TITLES = re.compile(r"(?i:(?:prof|drs|dr|mr|ir|ing|em|jhr|bc|llm|mba|msc|b\.d)(?:\.|\b)[ .]*)+(?=[A-Z])")
_DEGREES = re.compile(r",? (?:MSc|BSc|MA|MBA|LLM|MPA|PhD)\.?$")
_PREFIXED = re.compile(rf"(?P<prefix>{PREFIX}) (?P<surname>.+)", re.IGNORECASE)
_PARTY = re.compile(r"\bvoor (?P<party>.+)$")
_PLACES = frozenset({"gemeente", "provincie", "waterschap", "caribisch-openbaar-lichaam"})
_PLACE_WORDS = ("gemeente ", "provincie ", "waterschap ")
_SMALL = frozenset({"gemeenschappelijke-regeling", "rwt"})  # thousands of bodies, some with ordinary words as names
_CLEAR = 3  # blanks in a name from which on it can only be a name, in any case: `Veilig Thuis` in its own only
_ABBREVIATION = re.compile(r"(?=(?:[^A-Z]*[A-Z]){3})[A-Za-z0-9&.-]{4,12}")  # three letters often mean something else


def read(path: Path, known: Registers, people: Mapping[str, str]) -> Harvest:
    """The people, posts and bodies of Polder.

    `known` are the registers that these are to stand beside; `people` gives the register's id of somebody by an id that
    Polder has too: that of the House or of Wikidata.
    """
    left_out: list[LeftOut] = []
    rows = _rows(path, left_out)
    if not rows["personen"]:
        raise RegisterError(f"{path}: no people in it; give the folder or the archive of Polder (polder.tar.xz)")
    bodies = {row["id"]: entry for row, entry in _bodies(rows["organisaties"], left_out)}
    posts = {row["id"]: post for row, post in _posts(rows["posten"], bodies)}
    single = {row["id"] for row in rows["posten"] if row.get("seat_count") == 1}
    mandates = _Mandates(posts, single, known.party_by_name)
    found = _people(rows["personen"], mandates, left_out)
    return Harvest(
        tuple({entry.id: entry for entry in bodies.values()}.values()),
        tuple(_united(found, known, people, {posts[p].id for p in single if p in posts})),
        tuple({post.id: post for post in posts.values()}.values()),
        tuple(left_out),
    )


# --- files ------------------------------------------------------------------------------------------------------


def _rows(path: Path, left_out: list[LeftOut]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {folder: [] for folder in FOLDERS}
    for name, content in _files(path):
        folder = next((f for f in FOLDERS if f"/{f}/" in f"/{name}"), None)
        if not folder or not name.endswith(".yaml") or NO_BODIES in name:
            continue
        row = _parsed(content)
        if row is not None and _has_form(row, _FORMS[folder]):
            rows[folder].append(row)
        else:
            left_out.append(LeftOut(name, "not in the form of Polder"))
    return rows


def _parsed(content: bytes) -> object:
    try:
        return yaml.load(content, LOADER)
    except (yaml.YAMLError, ValueError):
        return None


def _has_form(value: object, form: Form) -> TypeGuard[Row]:
    """Whether a value is a mapping with what the form asks; what is not asked for may be anything."""
    return isinstance(value, dict) and all(_fits(value.get(key), wanted) for key, wanted in form.items())


def _fits(value: object, wanted: type | Form | list[Form]) -> bool:
    if isinstance(wanted, type):
        return isinstance(value, wanted)
    if isinstance(wanted, list):
        return value is None or (isinstance(value, list) and all(_has_form(each, wanted[0]) for each in value))
    return value is None or _has_form(value, wanted)


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.yaml")):
            yield file.relative_to(path.parent).as_posix(), file.read_bytes()
        return
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() else None
                if content:
                    yield member.name, content.read()
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise RegisterError(f"{path}: neither a folder nor a whole tar archive ({error})") from error


# --- bodies and posts -------------------------------------------------------------------------------------------


def _bodies(rows: Iterable[Row], left_out: list[LeftOut]) -> Iterator[tuple[Row, Entry]]:
    for row in rows:
        found = dict.fromkeys(_body_names(row))
        label = str((row.get("names") or [{}])[-1].get("value", ""))
        tooi = _TOOI.fullmatch(str((row.get("identifiers") or {}).get("tooi", "")))
        if row.get("type") == "ministerie" and not tooi:
            left_out.append(LeftOut(str(row.get("id")), "a former ministry: its name is one of the present one", label))
        elif found:
            yield row, Entry("organisation", tooi[1] if tooi else slug(label), label, tuple(found), _period(row))
        else:
            left_out.append(LeftOut(str(row.get("id")), "its name may mean something else", label))


def _body_names(row: Row) -> Iterator[Name]:
    kind = row.get("type", "")
    for each in row.get("names") or ():
        text, period = " ".join(str(each.get("value", "")).split()), _period(each)
        if kind == "ministerie" and "inisterie" not in text:
            text = f"Ministerie van {text}"
        if kind in _PLACES and not fold(text).startswith(_PLACE_WORDS):
            continue
        if " " in text or (kind not in _SMALL and _ABBREVIATION.fullmatch(text)):
            yield Name(text, period, abbreviation=kind in _SMALL and text.count(" ") < _CLEAR)
        if kind not in _PLACES | _SMALL and _ABBREVIATION.fullmatch(str(each.get("abbr", ""))):
            yield Name(each["abbr"], period, abbreviation=True)


def _posts(rows: Iterable[Row], bodies: Mapping[str, Entry]) -> Iterator[tuple[Row, Post]]:
    for row in rows:
        office = _OFFICE.match(row["id"])
        if row["id"] in _NATIONAL or (office and row.get("classification") == "bewindspersoon"):
            body = bodies.get(row["organization_id"])
            label = _label(row["label"])
            name = office["office"] if office else "lid"
            yield row, Post(_post_id(row["id"], label, office), label, name, body.id if body else None)


def _label(label: str) -> str:
    """`Minister zonder portefeuille, belast met Integratie` is the `Minister voor Integratie`."""
    match = _WITHOUT_PORTFOLIO.match(label)
    return f"Minister voor {match['with']}" if match else label


def _post_id(identifier: str, label: str, office: re.Match[str] | None) -> str:
    if not office:
        return _NATIONAL[identifier]
    if office["office"] == "minister-president":
        return "minister-president"
    if office["of"]:
        return f"{office['office']}-{office['of']}"
    return (
        slug(label)
        .replace("staatssecretaris-voor-", "staatssecretaris-")
        .replace("staatssecretaris-van-", "staatssecretaris-")
    )


# --- people -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Someone:
    """A person of Polder; `birth` is a year, `external` the ids that others gave."""

    person: Person
    birth: int | None
    external: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mandates:
    posts: Mapping[str, Post]
    single: Collection[str]  # posts that one person holds at a time
    parties: Mapping[str, str]
    starts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # first days, by post

    def holdings(self, row: Row) -> tuple[Holding, ...]:
        mandates = [m for m in row.get("mandaten") or () if m.get("post_id") in self.posts and m.get("start_date")]
        mandates.sort(key=lambda m: str(m["start_date"]))
        return tuple(self._holding(mandate, mandates) for mandate in mandates)

    def _holding(self, mandate: Row, own: list[Row]) -> Holding:
        """A mandate without an end has ended where the next of that person, or in a single post of anybody, begins."""
        post, start = mandate["post_id"], str(mandate["start_date"])
        later = [str(m["start_date"]) for m in own if m["post_id"] == post and str(m["start_date"]) > start]
        if post in self.single:
            later += [day for day in self.starts[post] if day > start]
        end = str(mandate["end_date"]) if mandate.get("end_date") else min(later, default=None)
        party = _PARTY.search(str(mandate.get("role", "")))
        party_id = self.parties.get(fold(party["party"])) if party and post in _NATIONAL else None
        return Holding(self.posts[post].id, Period(start, end), party_id)


def _people(rows: list[Row], mandates: _Mandates, left_out: list[LeftOut]) -> list[_Someone]:
    for row in rows:
        for mandate in row.get("mandaten") or ():
            mandates.starts[str(mandate.get("post_id"))].append(str(mandate.get("start_date")))
    found = []
    for row in rows:
        holdings = mandates.holdings(row)
        name = _without_titles(" ".join(str((row.get("name") or {}).get("full", "")).split()))
        if holdings and name:
            found.append(_someone(row, name, holdings))
        else:
            left_out.append(LeftOut(str(row.get("id")), "holds no national office" if name else "has no name", name))
    return found


def _without_titles(name: str) -> str:
    match = _TITLES.match(name)
    return _DEGREES.sub("", name[match.end() :] if match else name)


def _someone(row: Row, full: str, holdings: tuple[Holding, ...]) -> _Someone:
    given, prefix, surname = _taken_apart(full, str(row["name"].get("family", "")))
    initials = str(row["name"].get("initials", ""))
    person = Person(slug(full), full, surname, prefix, given, initials, holdings)
    external = tuple(str(value) for value in (row.get("identifiers") or {}).values() if value)
    return _Someone(person, (row.get("birth") or {}).get("year"), external)


def _taken_apart(full: str, family: str) -> tuple[str, str, str]:
    """The given name, the prefix and the surname; Polder puts the prefix before the family name."""
    if not (family and fold(full).endswith(f" {fold(family)}")):
        name = printed(full)
        return name.given, name.prefix, name.surname
    given = full[: -len(family) - 1]
    prefixed = _PREFIXED.fullmatch(family)
    return given, *((fold(prefixed["prefix"]), prefixed["surname"]) if prefixed else ("", family))


def _united(
    found: Iterable[_Someone], known: Registers, people: Mapping[str, str], single: Collection[str]
) -> Iterator[Person]:
    """One person for each: Polder has some twice, once by each of its own sources, and the register knows many."""
    united: dict[str, _Someone] = {}
    marks = {mark: person.id for person in known.people for mark in _marks(_Someone(person, None, ()), single)}
    for each in sorted(found, key=lambda someone: (-len(someone.external), someone.person.id)):
        ids = (*(people[i] for i in each.external if i in people), *(marks.get(m) for m in _marks(each, single)))
        identifier = next(filter(None, ids), None) or _free_id(each, united)
        other = united.get(identifier)
        united[identifier] = (
            _joined(other, each) if other else replace(each, person=replace(each.person, id=identifier))
        )
        marks |= dict.fromkeys(_marks(each, single), identifier)
    yield from (someone.person for someone in united.values())


def _marks(someone: _Someone, single: Collection[str]) -> Iterator[tuple[object, ...]]:
    """What only one person can have: a surname and a post of one holder from the same day, or with the same initial a
    post of many; a surname, a year of birth and an initial."""
    person = someone.person
    surnames = fold(person.surname).replace("-", " ").split()
    initial = fold((person.given or person.initials)[:1])
    for holding in person.holdings:
        start = holding.period.start
        yield holding.post, start, surnames[-1], "" if holding.post in single else initial
    if someone.birth:
        yield someone.birth, surnames[0], initial


def _free_id(someone: _Someone, taken: Mapping[str, _Someone]) -> str:
    """The slug of the name; with the year of birth where somebody else, born in another year, has that."""
    other = taken.get(someone.person.id)
    if other and other.birth and someone.birth and other.birth != someone.birth:
        return f"{someone.person.id}-{someone.birth}"
    return someone.person.id


def _joined(one: _Someone, other: _Someone) -> _Someone:
    held = {(h.post, h.period.start) for h in one.person.holdings}
    more = tuple(h for h in other.person.holdings if (h.post, h.period.start) not in held)
    return replace(one, person=replace(one.person, holdings=one.person.holdings + more))


def _period(row: Row) -> Period:
    """Polder writes 1900 where it knows no first day."""
    start, end = (str(row[key]) if row.get(key) else None for key in ("valid_from", "valid_until"))
    return Period(None if start == "1900-01-01" else start, end)
