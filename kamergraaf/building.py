"""From sources to the store: what is made of each document, and what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from pathlib import Path

from extract.model import Document, Extraction
from extract.pipeline import Extractor
from extract.registers import Registers
from graph.build import source_quads
from graph.dataset import run_quads
from graph.store import SourceUpdate, StoreWriter
from kamergraaf import __version__
from kamergraaf.errors import KamergraafError, SourceError
from kamergraaf.processes import in_processes
from kamergraaf.sources import Source, unpacked

NO_REFERENCES = frozenset({"date", "commitment"})  # mentions that point to nothing


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


Made = tuple[Outcome, SourceUpdate | None]


def build_sources(
    sources: Iterable[Source],
    store: StoreWriter,
    registers: Registers,
    jobs: int = 1,
    report: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Puts the graphs of sources in the store; `report` hears of each as it is read."""
    known = {slug: mark for slug in store.sources() if (mark := store.fingerprint(slug))}
    tasks = chain.from_iterable(map(unpacked, sources))
    made = chain.from_iterable(in_processes(Worker, Tools(registers, known), tasks, jobs))
    outcomes: list[Outcome] = []

    def updates() -> Iterator[SourceUpdate]:
        for outcome, update in made:
            outcomes.append(outcome)
            report(outcome)
            if update:
                yield update

    store.replace(updates())
    return outcomes


@dataclass(frozen=True, slots=True)
class Tools:
    """What a process needs: the registers, and the fingerprints under which the store has sources, by slug."""

    registers: Registers
    known: Mapping[str, str]


class Worker:
    """Makes graphs of sources, one after the other; a long text gives several."""

    def __init__(self, tools: Tools) -> None:
        self._registers, self._known = tools.registers, tools.known
        self._extractor = Extractor(tools.registers)

    def __call__(self, source: Source) -> Iterator[Made]:
        try:
            for document in source.documents():
                yield self._make(Source(source.path, document.name), document)
        except KamergraafError as error:
            yield Outcome(source, error=error), None
        except Exception as fault:  # a fault of ours in one document must not lose the others
            yield Outcome(source, error=own_fault(source.where, fault)), None

    def _make(self, source: Source, document: Document) -> Made:
        started = datetime.now(UTC)
        mark = fingerprint(document, self._registers)
        if mark == self._known.get(source.slug):
            return Outcome(source, changed=False), None
        extraction = self._extractor.extract(document)
        quads = source_quads(extraction, source.name, self._registers)
        run = run_quads(source.slug, started, datetime.now(UTC), __version__)
        return _counted(source, extraction), SourceUpdate(source.slug, mark, document.sha256, document.text, quads, run)


def own_fault(where: str, fault: Exception) -> SourceError:
    told = f"{type(fault).__name__}: {fault}"
    return SourceError(f"{where}: Kamergraaf itself fails on this document ({told}); please report it")


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
