"""From files to the store: which files are sources, what is made of each, and what came of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from extract.model import Document, Extraction
from extract.pipeline import Extractor
from extract.readers import read
from extract.registers import Registers
from graph import iris
from graph.build import source_quads
from graph.dataset import run_quads
from graph.store import SourceUpdate, StoreWriter
from kamergraaf import __version__
from kamergraaf.errors import KamergraafError, SourceError
from kamergraaf.processes import in_processes

NO_REFERENCES = frozenset({"date", "commitment"})  # mentions that point to nothing


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the name of its graph."""

    path: Path
    name: str

    @property
    def slug(self) -> str:
        return iris.source_slug(self.name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source: figures, or an error, or nothing because the store has it as it is."""

    source: Source
    changed: bool = True
    papers: int = 0
    questions: int = 0
    answers: int = 0
    resolved: int = 0
    unresolved: int = 0
    error: KamergraafError | None = None


Task = tuple[Source, str | None]  # a source and the fingerprint under which the store has it
Made = tuple[Outcome, SourceUpdate | None]


# --- which files ------------------------------------------------------------------------------------------------


def find_sources(paths: Iterable[Path], name: str | None = None) -> tuple[list[Source], list[KamergraafError]]:
    """The sources in files and folders, and what is wrong with the paths that hold none.

    A source is named by its path below the folder that was asked for, a single file by its file name or by `name`.
    """
    found: dict[str, Source] = {}
    errors: list[KamergraafError] = []
    for path in paths:
        try:
            for source in _sources_at(path, name):
                _add(source, found)
        except SourceError as error:
            errors.append(error)
    return list(found.values()), errors


def _add(source: Source, found: dict[str, Source]) -> None:
    other = found.setdefault(source.slug, source)
    if other.path.resolve() != source.path.resolve():
        raise SourceError(
            f"{source.path}: would have the same name in the store as {other.path} ({source.slug}); "
            "build a folder that holds both, or give it a name of its own with --name"
        )


def _sources_at(path: Path, name: str | None) -> list[Source]:
    if not path.is_dir():
        if not path.exists():
            raise SourceError(f"{path}: there is no such file or folder; check the path")
        return [Source(path, name or path.name)]
    sources = [Source(file, file.relative_to(path).as_posix()) for file in _files(path)]
    if not sources:
        raise SourceError(f"{path}: there are no documents in this folder; name one that has some")
    return sources


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder, in order, without hidden ones."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(place) / file for file in sorted(files) if not file.startswith("."))


# --- what is made of each ---------------------------------------------------------------------------------------


def build_sources(
    sources: Iterable[Source],
    store: StoreWriter,
    registers: Registers,
    jobs: int = 1,
    report: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Puts the graphs of sources in the store; `report` hears of each as it is read."""
    known = {slug: store.fingerprint(slug) for slug in store.sources()}
    tasks = ((source, known.get(source.slug)) for source in sources)
    made = in_processes(Worker, registers, tasks, jobs)
    outcomes: list[Outcome] = []

    def updates() -> Iterator[SourceUpdate]:
        for outcome, update in made:
            outcomes.append(outcome)
            report(outcome)
            if update:
                yield update

    store.replace(updates())
    return outcomes


class Worker:
    """Makes graphs of sources, one after the other."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers
        self._extractor = Extractor(registers)

    def __call__(self, task: Task) -> Made:
        source, known = task
        started = datetime.now(UTC)
        try:
            document = read(source.path, source.name)
            mark = fingerprint(document, self._registers)
            if mark == known:
                return Outcome(source, changed=False), None
            extraction = self._extractor.extract(document)
            quads = source_quads(extraction, source.name, self._registers)
        except KamergraafError as error:
            return Outcome(source, error=error), None
        except Exception as fault:  # a fault of ours in one document must not lose the others
            return Outcome(source, error=_own_fault(source, fault)), None
        run = run_quads(source.slug, started, datetime.now(UTC), __version__)
        return _counted(source, extraction), SourceUpdate(source.slug, mark, document.sha256, document.text, quads, run)


def _own_fault(source: Source, fault: Exception) -> SourceError:
    told = f"{type(fault).__name__}: {fault}"
    return SourceError(f"{source.path}: Kamergraaf itself fails on this document ({told}); please report it")


def fingerprint(document: Document, registers: Registers) -> str:
    """The same for the same text under the same name, read by the same code with the same registers."""
    parts = (document.name, document.format, document.sha256, registers.version, code_version())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def code_version() -> str:
    """A digest of the code that makes graphs, so that they are made anew when it changes."""
    digest = hashlib.sha256()
    for folder, pattern in (("extract", "**/*.py"), ("graph", "*.py")):
        for file in sorted((Path(__file__).parent.parent / folder).glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _counted(source: Source, extraction: Extraction) -> Outcome:
    references = [m for m in extraction.mentions if m.kind not in NO_REFERENCES]
    resolved = sum(m.resolution == "resolved" for m in references)
    return Outcome(
        source,
        papers=len(extraction.papers),
        questions=len(extraction.questions),
        answers=len(extraction.answers),
        resolved=resolved,
        unresolved=len(references) - resolved,
    )
