"""Cases and documents of the Tweede Kamer: by number, and by kind, day and subject together.

A subject alone is no identity: a near twin of a question has the same subject and another day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from functools import cached_property
from pathlib import Path

from extract.fold import fold
from extract.imported import imports


@dataclass(frozen=True, slots=True)
class HousePaper:
    """A case (Zaak) or a document as the open data of the House describe it; what is not known is empty."""

    number: str  # 2015Z07200, 2025D13849
    kind: str  # "Schriftelijke vragen", "Motie", "Brief regering"
    title: str = ""
    subject: str = ""
    day: str = ""  # ISO
    session: str = ""  # "2014-2015"
    sequence: str = ""  # the number within its dossier
    dossier: str = ""
    appendix: str = ""  # the number in the Aanhangsel
    reference: str = ""  # that of the sender


_COLUMNS = tuple(field.name for field in fields(HousePaper))


class House:
    """The papers in a file that `write` has made."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def by_number(self, number: str) -> HousePaper | None:
        """The case or the document of a number: `2015Z07200`."""
        return next(iter(self._select("number = ?", number.upper())), None)

    def about(self, kind: str, day: str, subject: str) -> tuple[HousePaper, ...]:
        """The papers of a kind and a day (ISO) with a subject, compared without regard to case and accents."""
        wanted = _compared(subject)
        return tuple(paper for paper in self.on(kind, day) if _compared(paper.subject) == wanted)

    def on(self, kind: str, day: str) -> tuple[HousePaper, ...]:
        """The papers of a kind and a day, in the order of their numbers."""
        return self._select("kind = ? AND day = ? ORDER BY number", kind, day)

    def _select(self, condition: str, *values: str) -> tuple[HousePaper, ...]:
        rows = self._connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM paper WHERE {condition}", values)
        return tuple(HousePaper(*row) for row in rows)

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)

    def close(self) -> None:
        self._connection.close()


def house(folder: Path | None) -> House | None:
    """The papers that were imported into a folder, if there are any."""
    known = imports(folder).get("tk")
    return House(folder / known.papers_file) if folder and known and known.papers_file else None


def write(papers: Iterable[HousePaper], path: Path) -> int:
    """Makes the file; how many papers are in it. Of several with one number the last is kept."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        base.execute(f"CREATE TABLE paper ({', '.join(_COLUMNS)}, PRIMARY KEY (number)) WITHOUT ROWID")
        marks = ", ".join("?" * len(_COLUMNS))
        base.executemany(f"INSERT OR REPLACE INTO paper VALUES ({marks})", map(astuple, papers))
        base.execute("CREATE INDEX paper_kind_day ON paper (kind, day)")
        (count,) = base.execute("SELECT count(*) FROM paper").fetchone()
        return int(count)


def _compared(subject: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(subject)).split())
