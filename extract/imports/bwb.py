"""The titles of all national regulations: a table of titles, or the list of ids that wetten.overheid.nl publishes.

The table is tab-separated with a heading: id, kind, short title, long title. The official list is `BWBIdList.xml`, also
zipped; it gives titles with the day from which the regulation bears them, unofficial titles, and abbreviations.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import IO

from lxml import etree

from extract.imports import Harvest, LeftOut
from extract.imports.titles import dated, names
from extract.registers import Entry, Name, Period
from kamergraaf.errors import RegisterError

SERVICE = "{http://schemas.overheid.nl/bwbidservice}"
_ID = re.compile(r"BWB[RVW]\d{7}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LAW = re.compile(r"[A-Z]\w*wet|Wet .+")
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    words: str
    names: tuple[Name, ...]
    end: str | None = None  # the last day on which it was in force
    official: str = ""  # the long title where it states a day


def read(path: Path) -> Harvest:
    """All regulations with a usable title; RegisterError where the file is none of the two kinds."""
    rows = list(_rows(path))
    usable = [row for row in rows if _ID.fullmatch(row.id) and row.names]
    if not usable:
        raise RegisterError(f"{path}: no regulation with a title in it; give a table of BWB titles or BWBIdList.xml")
    return Harvest(entries=tuple(map(_entry, usable)), left_out=tuple(_left_out(rows)))


def _entry(row: _Row) -> Entry:
    kind = "treaty" if row.id.startswith("BWBV") else "law"
    return Entry(kind, row.id, row.names[0].text, row.names, Period(end=row.end), official=row.official)


def _left_out(rows: Iterable[_Row]) -> Iterator[LeftOut]:
    for row in rows:
        if not _ID.fullmatch(row.id):
            yield LeftOut(row.id, "no BWB id", row.words)
        elif not row.names:
            yield LeftOut(row.id, "no words that name it", row.words)


def _rows(path: Path) -> Iterator[_Row]:
    with path.open("rb") as file:
        start = file.read(64).lstrip(b"\xef\xbb\xbf \r\n")
    if start.startswith(b"PK"):
        yield from _of_archive(path)
    elif start.startswith(b"<"):
        with path.open("rb") as stream:
            yield from _of_list(stream, path)
    else:
        yield from _of_table(path)


# --- the table --------------------------------------------------------------------------------------------------


def _of_table(path: Path) -> Iterator[_Row]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(table, None)
            for cells in table:
                identifier, kind, short, long = (*cells, "", "", "", "")[:_COLUMNS]
                found = tuple(name for name in names(short, long) if not _is_of_a_law(name, kind))
                yield _Row(identifier.strip(), short or long, found, official=dated(long))
    except (UnicodeDecodeError, csv.Error) as error:
        raise RegisterError(f"{path}: not a tab-separated table in UTF-8 ({error})") from error


def _is_of_a_law(name: Name, kind: str) -> bool:
    """Whether a name is that of a law while the regulation is none: its title only says which law it is about."""
    return "wet" not in kind.lower() and bool(_LAW.fullmatch(name.text))


# --- the official list ------------------------------------------------------------------------------------------


def _of_archive(path: Path) -> Iterator[_Row]:
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                with archive.open(name) as stream:
                    yield from _of_list(stream, path)
    except zipfile.BadZipFile as error:
        raise RegisterError(f"{path}: not a whole zip archive ({error}); download it again") from error


def _of_list(stream: IO[bytes], path: Path) -> Iterator[_Row]:
    try:
        for _, element in etree.iterparse(stream, tag=f"{SERVICE}RegelingInfo", resolve_entities=False):
            yield _of_element(element)
            element.clear()
    except etree.XMLSyntaxError as error:
        raise RegisterError(f"{path}: not the XML of the list of BWB ids ({error}); download it again") from error


def _of_element(element: etree._Element) -> _Row:
    official = _text(element, "OfficieleTitel")
    cited = [
        (_day(each, "InwerkingtredingsDatum"), _text(each, "titel")) for each in element.iter(f"{SERVICE}Citeertitel")
    ]
    found = [*_dated(cited), *names("", official)]
    for each in element.iter(f"{SERVICE}NietOfficieleTitel"):
        found += names(each.text or "", "")
    for each in element.iter(f"{SERVICE}Afkorting"):
        found += _abbreviation(each.text or "")
    known = {(name.text, name.abbreviation): name for name in reversed(found)}
    words = official or next((title for _, title in cited), "")
    end = _day(element, "VervalDatum")
    return _Row(_text(element, "BWBId"), words, tuple(known.values())[::-1], end, dated(official))


def _dated(cited: Iterable[tuple[str | None, str]]) -> Iterator[Name]:
    """The citation titles, the newest first; each is borne until the next begins."""
    titles = sorted(cited, key=lambda title: title[0] or "")
    pairs = list(pairwise([*titles, (None, "")]))
    for (start, title), (end, _) in reversed(pairs):
        yield from (replace(name, period=Period(start, end)) for name in names(title, ""))


def _abbreviation(words: str) -> list[Name]:
    """An abbreviation holds a capital, or it would be found in every text: `AWR`, not `wet`."""
    text = " ".join(words.split())
    return [Name(text, abbreviation=True)] if len(text) > 1 and any(c.isupper() for c in text) else []


def _text(element: etree._Element, name: str) -> str:
    return " ".join((element.findtext(f"{SERVICE}{name}") or "").split())


def _day(element: etree._Element, name: str) -> str | None:
    match = _DAY.match(_text(element, name))
    return match[0] if match else None
