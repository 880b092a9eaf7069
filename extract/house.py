"""Cases and documents of the Tweede Kamer: by number, and by kind, day and subject together.

A subject alone is no identity: a near twin of a question has the same subject and another day.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path

from extract.fold import fold
from extract.imported import imports
from kamergraaf.errors import RegisterError

QUESTIONS = "Schriftelijke vragen"
ANSWERS = "Antwoord schriftelijke vragen"
DELAY = "Mededeling (uitstel antwoord)"
LETTER = "Brief regering"
KINDS = {  # of papers, by the sorts of the House
    QUESTIONS: "question-set",
    ANSWERS: "answer-set",
    DELAY: "delay-notice",
    "Motie": "motion",
    "Motie (gewijzigd/nader)": "motion",
    "Amendement": "amendment",
    "Amendement (gewijzigd/nader/vervangend)": "amendment",
    "Voorstel van wet": "bill",
    "Voorstel van wet (initiatiefvoorstel)": "bill",
    "Nota van wijziging": "memorandum",
    "Memorie van toelichting": "memorandum",
    "Memorie van toelichting (initiatiefvoorstel)": "memorandum",
    "Nota n.a.v. het (nader/tweede nader/enz.) verslag": "memorandum",
}


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

    @property
    def is_case(self) -> bool:
        """Whether it is a case (Zaak) and no document."""
        return "D" not in self.number

    @property
    def identifier(self) -> str | None:
        """The identifier that the publisher gives it, where the data say enough: `ah-tk-20242025-1462`."""
        if match := _APPENDIX.fullmatch(self.appendix):
            return f"ah-tk-20{match[1]}20{match[2]}-{int(match[3])}"
        if self.dossier and self.sequence.isdecimal():
            return f"kst-{self.dossier}-{self.sequence}"
        return f"kv-tk-{self.number}" if self.kind == QUESTIONS and self.is_case else None


_COLUMNS = tuple(field.name for field in fields(HousePaper))
_FORMAT = 2  # of the file; it changes with what `write` writes
_KEPT = 4096  # papers that are kept in memory
_BY_NUMBER = re.compile(r"(?:kv-tk-(?=\d+Z)|(?=\d+D))(?P<number>\d{4}[ZD]\d{5})")
_BY_APPENDIX = re.compile(r"ah-tk-\d\d(\d\d)\d\d(\d\d)-(\d{1,5})")
_IN_DOSSIER = re.compile(r"kst-(\d{5}(?:-[0-9A-Z]+)?)-(\d{1,5})")
_APPENDIX = re.compile(r"(\d\d)(\d\d)(\d{5})")


class House:
    """The papers in a file that `write` has made. It is opened when the first paper is looked up."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.known_as = lru_cache(_KEPT)(self._known_as)

    def __reduce__(self) -> tuple[type[House], tuple[Path]]:
        """Another process opens the file for itself."""
        return House, (self._path,)

    def by_number(self, number: str) -> HousePaper | None:
        """The case or the document of a number: `2015Z07200`."""
        return next(iter(self._select("number = ?", number.upper())), None)

    def _known_as(self, identifier: str) -> HousePaper | None:
        """The paper of a publisher's identifier, where there is just one: `kv-tk-2015Z07200`, `kst-24515-583`.

        A document number of the House, `2025D13849`, is taken too.
        """
        if match := _BY_NUMBER.fullmatch(identifier):
            return self.by_number(match["number"])
        if match := _BY_APPENDIX.fullmatch(identifier):
            return _only(self._select("appendix = ? AND appendix > ''", f"{match[1]}{match[2]}{match[3]:0>5}"))
        if match := _IN_DOSSIER.fullmatch(identifier):
            return _only(self._select("dossier = ? AND sequence = ? AND dossier > ''", *match.groups()))
        return None

    def about(self, kind: str, day: str, subject: str) -> tuple[HousePaper, ...]:
        """The papers of a kind and a day (ISO) with a subject, compared as `compared` spells it."""
        wanted = compared(subject)
        return tuple(paper for paper in self.on(kind, day) if compared(paper.subject) == wanted)

    def on(self, kind: str, day: str) -> tuple[HousePaper, ...]:
        """The papers of a kind and a day, in the order of their numbers."""
        return self._select("kind = ? AND day = ? ORDER BY number", kind, day)

    def _select(self, condition: str, *values: str) -> tuple[HousePaper, ...]:
        rows = self._connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM paper WHERE {condition}", values)
        return tuple(HousePaper(*row) for row in rows)

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        try:
            base = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            (form,) = base.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error as error:
            raise RegisterError(f"{self._path}: cannot be read ({error}); import this dataset again") from error
        if form != _FORMAT:
            raise RegisterError(f"{self._path}: compiled by another version of kamergraaf; import this dataset again")
        return base

    def close(self) -> None:
        self._connection.close()


def _only(papers: tuple[HousePaper, ...]) -> HousePaper | None:
    """The one paper; of a case with the document in it, the case."""
    cases = tuple(paper for paper in papers if paper.is_case)
    found = cases or papers
    return found[0] if len(found) == 1 else None


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
        base.execute("CREATE INDEX paper_appendix ON paper (appendix) WHERE appendix > ''")
        base.execute("CREATE INDEX paper_dossier ON paper (dossier, sequence) WHERE dossier > ''")
        base.execute(f"PRAGMA user_version = {_FORMAT}")
        (count,) = base.execute("SELECT count(*) FROM paper").fetchone()
        return int(count)


def compared(subject: str) -> str:
    """A subject for comparing: its words without case, accents, punctuation and the article in front."""
    words = "".join(c if c.isalnum() else " " for c in fold(subject)).split()
    return " ".join(words[1:] if words[:1] in _ARTICLES else words)


_ARTICLES = (["de"], ["het"], ["een"])
