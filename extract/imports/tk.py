"""The open data of the Tweede Kamer: cases and documents, and people with their seats.

Read are tables (`zaken.tsv`, `documenten.tsv`, also with `.gz`) whose headings are names of the OData service, and
pages of that service as JSON, of `Zaak`, `Document` and `Persoon`; a folder is read file by file. What the pages expand
is used: the dossier of a paper, the seats of a person.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from extract.fold import fold, slug
from extract.house import HousePaper
from extract.house_rows import Row, day_of, paper_of, words
from extract.imports import Harvest, LeftOut
from extract.registers import Holding, Period, Person, Registers
from kamergraaf.errors import RegisterError

MEMBER = "kamerlid-tweede-kamer"
_MEMBERS = frozenset({"Tweede Kamerlid", "Eerste Kamerlid", "Oud Kamerlid"})


@dataclass(frozen=True, slots=True)
class HouseData:
    """The rows of all files, sorted out."""

    papers: tuple[HousePaper, ...]
    people: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]


def read(path: Path) -> HouseData:
    """The papers and the people in a file or a folder; RegisterError where there are none."""
    papers: list[HousePaper] = []
    people: dict[str, Row] = {}
    left_out: list[LeftOut] = []
    for number, row in _rows(path):
        if row.get("Id") and row.get("Achternaam"):
            people[str(row["Id"])] = row
        elif paper := paper_of(row):
            papers.append(paper)
        else:
            left_out.append(LeftOut(number, "neither a paper nor a person", str(row)[:80]))
    if not papers and not people:
        raise RegisterError(f"{path}: no cases, documents or people of the Tweede Kamer in it; give TSV or OData JSON")
    return HouseData(tuple(papers), tuple(people.values()), tuple(left_out))


def harvest(data: HouseData, known: Registers, people: Mapping[str, str]) -> Harvest:
    """The people for the registers; `people` gives the register's id of somebody by the id that the House gave."""
    parties = known.party_by_name
    found = {person.id: person for row in data.people for person in _person(row, parties, people)}
    unseated = tuple(
        LeftOut(str(row["Id"]), "no member of a House", str(row["Achternaam"]))
        for row in data.people
        if not _is_member(row)
    )
    return Harvest(people=tuple(found.values()), left_out=data.left_out + unseated)


# --- files ------------------------------------------------------------------------------------------------------


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Each row with its place."""
    files = sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]
    for file in files:
        kind = file.name.removesuffix(".gz").rpartition(".")[2]
        try:
            if kind == "tsv":
                yield from _table(file)
            elif kind == "json":
                yield from _page(file)
        except (OSError, EOFError, UnicodeDecodeError, ValueError, csv.Error) as error:
            raise RegisterError(f"{file}: neither a table nor a page of OData JSON ({error})") from error


def _open(file: Path) -> IO[str]:
    return gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8")


def _table(file: Path) -> Iterator[tuple[str, Row]]:
    """The rows of a table of papers; other tables of the House are not read."""
    with _open(file) as lines:
        table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        heading = next(table, [])
        if not {"Nummer", "DocumentNummer"} & set(heading):
            return
        for number, cells in enumerate(table, 2):
            yield f"{file.name}:{number}", dict(zip(heading, cells, strict=False))


def _page(file: Path) -> Iterator[tuple[str, Row]]:
    """The rows of a page: a list, or an answer of the service with the list under `value`."""
    with _open(file) as stream:
        content = json.load(stream)
    rows = content.get("value", []) if isinstance(content, dict) else content
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict) and not row.get("Verwijderd"):
            yield f"{file.name}:{number}", row


# --- papers and people ------------------------------------------------------------------------------------------


def _is_member(row: Row) -> bool:
    return row.get("Functie") in _MEMBERS or bool(row.get("FractieZetelPersoon"))


def _person(row: Row, parties: Mapping[str, str], people: Mapping[str, str]) -> Iterator[Person]:
    if not _is_member(row):
        return
    given, prefix, surname = (words(row.get(key)) for key in ("Roepnaam", "Tussenvoegsel", "Achternaam"))
    initials = words(row.get("Initialen"))
    name = " ".join(filter(None, (given or initials, prefix, surname)))
    seats = row.get("FractieZetelPersoon")
    holdings = tuple(_holdings(seats if isinstance(seats, list) else (), parties))
    identifier = people.get(str(row["Id"]), slug(name))
    yield Person(identifier, name, surname, fold(prefix), given, initials, holdings)


def _holdings(seats: Iterable[Row], parties: Mapping[str, str]) -> Iterator[Holding]:
    for seat in seats:
        start = day_of(seat.get("Van"))
        party = _part(_part(seat, "FractieZetel"), "Fractie").get("Afkorting")
        if start and not seat.get("Verwijderd"):
            yield Holding(MEMBER, Period(start, day_of(seat.get("TotEnMet")) or None), parties.get(fold(words(party))))


def _part(row: Row, key: str) -> Row:
    """What a page expands of a row; nothing where it does not."""
    part = row.get(key)
    return part if isinstance(part, dict) else {}
