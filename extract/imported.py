"""The registers that a user imported, as they lie compiled in a folder, and how they join those of the package.

`registers.json` names the file of each dataset; it is written last, so that a dataset is there as a whole or not at
all. A curated entry wins: an imported one with the same id only adds names that it does not have, and a title that a
curated law bears at all times is that of no imported one.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from extract.fold import fold
from extract.gazetteer import LAW_KINDS
from extract.imports import Harvest
from extract.registers import Entry, Holding, Name, Period, Person, Post, Registers
from extract.variants import variants_of
from kamergraaf.errors import RegisterError

MANIFEST = "registers.json"
VERSION = 4
_ALWAYS = Period()


class OutdatedError(RegisterError):
    """The registers were compiled by another version: each has to be imported again."""


@dataclass(frozen=True, slots=True)
class Import:
    """One dataset: where it came from, what is in it."""

    dataset: str
    source: str  # the name of the file or folder
    file: str  # of what is compiled for the registers
    digest: str
    entries: int = 0
    names: int = 0
    people: int = 0
    posts: int = 0
    papers: int = 0
    papers_file: str = ""
    left_out: int = 0


def imports(folder: Path | None) -> dict[str, Import]:
    """What was imported into a folder, by dataset."""
    manifest = folder / MANIFEST if folder else None
    if not (manifest and manifest.exists()):
        return {}
    try:
        content = json.loads(manifest.read_bytes())
        if content["version"] != VERSION:
            raise OutdatedError(f"{manifest}: compiled by another version of kamergraaf; import the registers again")
        return {each["dataset"]: Import(**each) for each in content["imports"]}
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise RegisterError(f"{manifest}: cannot be read ({error}); import the registers again") from error


def manifest(known: Iterable[Import]) -> bytes:
    """The content of the file that names all datasets."""
    rows = [asdict(each) for each in sorted(known, key=lambda each: each.dataset)]
    return json.dumps({"version": VERSION, "imports": rows}, indent=1).encode()


def load(folder: Path | None, embedded: Registers) -> Registers:
    """The embedded registers with all that was imported into a folder; they alone where nothing was."""
    known = imports(folder)
    if not (folder and known):
        return embedded
    with _no_collection():
        harvests = [_unpacked(folder / each.file) for each in known.values()]
        return _merged(embedded, harvests, version(embedded, known.values()))


def version(embedded: Registers, known: Iterable[Import]) -> str:
    """Changes with the registers of the package and with each import."""
    parts = [embedded.version, *sorted(f"{each.dataset} {each.digest}" for each in known)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


# --- merging ----------------------------------------------------------------------------------------------------


def _merged(embedded: Registers, harvests: Sequence[Harvest], stamp: str) -> Registers:
    entries = {entry.id: entry for entry in embedded.entries}
    people = {person.id: person for person in embedded.people}
    posts = {post.id: post for post in embedded.posts}
    taken = _titles(embedded)
    for harvest in harvests:
        for entry in (_without(taken, entry) for entry in harvest.entries):
            mine = entries.get(entry.id)
            entries[entry.id] = _joining(mine, entry) if mine else entry
        same = {_initialled(person): person.id for person in people.values()}
        for person in harvest.people:
            identifier = person.id if person.id in people else same.get(_initialled(person)) or person.id
            other = people.get(identifier)
            people[identifier] = _with_holdings(other, person.holdings) if other else person
        for post in harvest.posts:
            posts.setdefault(post.id, post)
    variants = _joined([embedded.variants, *(harvest.variants for harvest in harvests)])
    return Registers(tuple(entries.values()), tuple(people.values()), tuple(posts.values()), stamp, variants)


def _titles(registers: Registers) -> frozenset[str]:
    """The titles that laws bear at all times, in small letters; abbreviations may well be shared."""
    laws = (law for law in registers.of_kind(*LAW_KINDS) if law.period == _ALWAYS)
    return frozenset(name.text.lower() for law in laws for name in law.names if _is_title(name, law))


def _is_title(name: Name, law: Entry) -> bool:
    return name.period == _ALWAYS and not name.beside and (not name.abbreviation or name.text == law.label)


def _without(taken: frozenset[str], entry: Entry) -> Entry:
    if entry.kind not in LAW_KINDS:
        return entry
    free = tuple(name for name in entry.names if name.text.lower() not in taken)
    return entry if len(free) == len(entry.names) else replace(entry, names=free)


def _joined(tables: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    joined: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for key, ids in table.items():
            joined[key] = tuple(sorted({*joined[key], *ids})) if key in joined else ids
    return joined


def _initialled(person: Person) -> str:
    """The name with the initials: where there are several, the same name of two datasets is of one person."""
    initials = person.initials.replace(" ", "")
    return fold(f"{initials} {person.prefix} {person.surname}") if initials.count(".") > 1 else person.id


def _joining(mine: Entry, other: Entry) -> Entry:
    """A law may have had more titles than the register has; of other things the register has what is needed."""
    if mine.kind not in {"law", "treaty"}:
        return mine
    have = {fold(name.text) for name in mine.names}
    more = tuple(name for name in other.names if fold(name.text) not in have)
    return replace(mine, names=mine.names + more, official=mine.official or other.official)


def _with_holdings(person: Person, holdings: Iterable[Holding]) -> Person:
    have = {holding.post for holding in person.holdings}
    more = tuple(holding for holding in holdings if holding.post not in have)
    return replace(person, holdings=person.holdings + more) if more else person


# --- compiled files ---------------------------------------------------------------------------------------------


def packed(harvest: Harvest) -> bytes:
    """What is loaded of a dataset: arrays, which are read many times faster than the dataset itself."""
    content = {
        "entries": [
            [e.kind, e.id, e.label, [_packed_name(n) for n in e.names], *_ends(e.period), e.official]
            for e in harvest.entries
        ],
        "people": [_packed_person(person) for person in harvest.people],
        "posts": [[p.id, p.label, p.office, p.organisation] for p in harvest.posts],
        "variants": variants_of(harvest.entries),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _ends(period: Period) -> tuple[str | None, str | None]:
    return period.start, period.end


def _packed_name(name: Name) -> str | list[object]:
    plain = name.period == _ALWAYS and not name.abbreviation
    return name.text if plain else [name.text, *_ends(name.period), name.abbreviation]


def _packed_person(person: Person) -> list[object]:
    holdings = [[h.post, *_ends(h.period), h.party] for h in person.holdings]
    parts = (person.id, person.name, person.surname, person.prefix, person.given, person.initials)
    return [*parts, holdings, list(person.aliases)]


def _unpacked(path: Path) -> Harvest:
    try:
        content: Mapping[str, Any] = json.loads(path.read_bytes())
        return Harvest(
            tuple(_entry(row) for row in content["entries"]),
            tuple(_person(row) for row in content["people"]),
            tuple(Post(*row) for row in content["posts"]),
            variants={key: tuple(ids) for key, ids in content["variants"].items()},
        )
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise RegisterError(f"{path}: cannot be read ({error}); import this dataset again") from error


def _entry(row: list[Any]) -> Entry:
    kind, identifier, label, names, start, end, official = row
    found = tuple(Name(name) if isinstance(name, str) else _name(name) for name in names)
    return Entry(kind, identifier, label, found, _period(start, end), official=official)


def _name(row: list[Any]) -> Name:
    text, start, end, abbreviation = row
    return Name(text, _period(start, end), abbreviation)


def _person(row: list[Any]) -> Person:
    identifier, name, surname, prefix, given, initials, holdings, aliases = row
    held = tuple(Holding(post, _period(start, end), party) for post, start, end, party in holdings)
    return Person(identifier, name, surname, prefix, given, initials, held, tuple(aliases))


def _period(start: str | None, end: str | None) -> Period:
    return Period(start, end) if start or end else _ALWAYS


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without looking for garbage among tens of thousands of values that all stay: that doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
