"""The store: a folder with the graph (Oxigraph), the texts, and the snapshots that readers open.

Each graph that is written whole carries its fingerprint as a triple of its own (`<graph> kamer:fingerprint "…"`), so
that graph and fingerprint change in one transaction and nothing can come between them. The graphs that follow from
others, the snapshot and the texts on disk are brought up to date at the end of a run; a file `stale` that is there
from before the first change until after the last step tells the next writer when a run was cut off.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from graph import contents, iris
from graph.contents import Part
from graph.derived import refresh_derived
from graph.faults import faults_of, not_sparql, store_error
from graph.folder import StoreFolder
from graph.lock import only_writer
from graph.vocabulary import KAMER
from kamergraaf.errors import QueryError, StoreError

Results = QuerySolutions | QueryBoolean | QueryTriples
RUNS = NamedNode(iris.RUNS_GRAPH)
BATCH = 100_000  # quads that are held in memory before they are written


@dataclass(frozen=True, slots=True)
class SourceUpdate:
    """What replaces the graph of one source."""

    source: str  # the name of the source or its slug (`graph.iris.source_slug`)
    fingerprint: str  # of text, code and registers: the same fingerprint means the same graph
    sha256: str
    text: str
    quads: Sequence[Quad]  # all in the graph of the source
    run: Sequence[Quad] = ()  # what the graph of runs is to say of it (`graph.dataset.run_quads`)

    @property
    def graph(self) -> NamedNode:
        return NamedNode(iris.graph(self.source))

    @property
    def parts(self) -> tuple[Part, Part]:
        fingerprint = Quad(self.graph, KAMER.fingerprint, Literal(self.fingerprint), self.graph)
        return _parts(self.source, (*self.quads, fingerprint), self.run)


def _parts(source: str, quads: Sequence[Quad], run: Sequence[Quad]) -> tuple[Part, Part]:
    """What the graph of a source says, and what the graph of runs says of it."""
    return Part(NamedNode(iris.graph(source)), quads), Part(RUNS, run, NamedNode(iris.run(source)))


class GraphStore:
    """An open store, to be used in a `with` statement. What goes wrong is a StoreError; with a query, a QueryError."""

    def __init__(self, folder: StoreFolder, quads: Store, held: ExitStack, snapshot_path: Path | None = None) -> None:
        """`held` keeps the locks; `snapshot_path` is the Oxigraph folder of a reader, unchanged while it is open."""
        self.path = folder.path
        self.snapshot_path = snapshot_path
        self._folder = folder
        self._quads: Store | None = quads
        self._held = held

    @staticmethod
    def create(path: Path) -> StoreWriter:
        """Opens the store for writing and makes it first where there is none."""
        StoreFolder(path).make()
        return GraphStore.open(path)

    @staticmethod
    def open(path: Path) -> StoreWriter:
        """Opens an existing store for writing, or raises at once when another process does."""
        folder = StoreFolder(path)
        folder.check()
        with ExitStack() as held, faults_of(path):
            held.enter_context(only_writer(folder.lock))
            return StoreWriter(folder, folder.open_database(), held.pop_all())

    @staticmethod
    def reader(path: Path) -> GraphStore:
        """Opens the state after the last completed write; no writer changes it or makes it wait."""
        folder = StoreFolder(path)
        folder.check()
        with ExitStack() as held, faults_of(path):
            snapshot = held.enter_context(folder.snapshots.newest())
            return GraphStore(folder, Store.read_only(str(snapshot)), held.pop_all(), snapshot)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._quads = None
        self._held.close()

    @property
    def quads(self) -> Store:
        """The store of pyoxigraph, for what the methods here do not offer."""
        if self._quads is None:
            raise StoreError(f"the store at {self.path} is closed: open it again")
        return self._quads

    def sources(self) -> list[str]:
        """The slugs of all sources, sorted."""
        graphs = contents.subjects(self.quads, KAMER.fingerprint)
        return sorted(source for graph in graphs if (source := _source_of(graph)))

    def fingerprint(self, source: str) -> str | None:
        """The fingerprint under which the graph of a source was written; None where there is no such graph."""
        graph = NamedNode(iris.graph(source))
        return next(iter(contents.objects(self.quads, KAMER.fingerprint, graph)), None)

    def text(self, sha256: str) -> str:
        """The text of the source with this digest."""
        with faults_of(self.path):
            return self._folder.texts.get(sha256)

    def query(self, sparql: str, union: bool = True) -> Results:
        """Runs a query; with `union` its default graph is all graphs together, else it is empty."""
        try:
            return self.quads.query(sparql, use_default_graph_as_union=union)
        except OSError as fault:
            raise store_error(self.path, fault) from fault
        except SyntaxError as fault:
            raise QueryError(not_sparql(str(fault))) from fault
        except (RuntimeError, ValueError) as fault:
            raise QueryError(f"the query cannot be run: {fault}") from fault

    def backup(self, target: Path) -> None:
        """Writes a copy of the last completed state to a new or empty folder; the copy is a store itself."""
        copy = StoreFolder(target)
        with faults_of(target), self._folder.snapshots.newest() as snapshot:
            copy.refuse_other_things()
            shutil.copytree(snapshot, copy.quads)
            self._folder.texts.copy(contents.objects(Store.read_only(str(snapshot)), KAMER.sha256), copy.texts)
            if self._folder.registers.exists():
                shutil.copytree(self._folder.registers, copy.registers)
            copy.mark()
        with GraphStore.open(target) as made:
            made.publish()
        os.sync()


class StoreWriter(GraphStore):
    """The one store that may change. Readers see the changes of a run at its end, all at once."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Finishes what a run that was cut off has left to do, but not after an error."""
        try:
            if error is None and self._folder.stale:
                self.refresh()
        finally:
            self.close()

    def replace(self, updates: Iterable[SourceUpdate]) -> int:
        """Writes the graphs and texts of `updates`, which may be a stream, and then refreshes; how many there were.

        Each graph is replaced as a whole or not at all, whatever happens. What did not change is for the caller to
        leave out: a source whose `fingerprint` is that of the store.
        """
        written = 0
        for batch in _batches(updates):
            with faults_of(self.path):
                self._write(batch)
            written += len(batch)
        if self._folder.stale:
            self.refresh()
        return written

    def remove(self, *sources: str) -> None:
        """Removes the graphs of sources and then refreshes; if one of them is not there, nothing is removed."""
        known = set(self.sources())
        for source in sources:
            if iris.source_slug(source) not in known:
                raise StoreError(
                    f"the store at {self.path} has no source {source!r}: `kamergraaf stats --sources` lists them"
                )
        with faults_of(self.path):
            self._folder.set_stale()
            gone = (_parts(source, (), ()) for source in sources)
            contents.write(self.quads, [tuple(chain.from_iterable(gone))])
        self.refresh()

    def refresh(self) -> None:
        """Brings the graphs that follow from others up to date, and publishes."""
        with faults_of(self.path):
            self._folder.set_stale()
            refresh_derived(self.quads, len(self.sources()), self._folder.registers)
        self.publish()

    def edit(self, change: Callable[[Store], None]) -> None:
        """Makes one change by hand, which takes place as a whole or not at all, and publishes."""
        was_stale = self._folder.stale
        with faults_of(self.path):
            self._folder.set_stale()
        try:
            change(self.quads)
        except BaseException:
            if not was_stale:
                self._folder.set_fresh()
            raise
        self.publish()

    def publish(self) -> None:
        """Makes the present state safe, shows it to readers, and removes texts that no state uses any more."""
        with faults_of(self.path):
            self.quads.flush()
            self._folder.snapshots.publish(self.quads)
            self._folder.set_fresh()
            self._remove_unused_texts()

    def _write(self, batch: list[SourceUpdate]) -> None:
        self._folder.set_stale()
        for update in batch:
            self._folder.texts.put(update.sha256, update.text)
        contents.write(self.quads, [update.parts for update in batch])

    def _remove_unused_texts(self) -> None:
        texts = self._folder.texts
        used = set(contents.objects(self.quads, KAMER.sha256))
        if any(sha256 not in used for sha256 in texts.digests()):
            for snapshot in self._folder.snapshots.all()[:-1]:  # the newest says what is said now
                used.update(contents.objects(Store.read_only(str(snapshot)), KAMER.sha256))
            texts.keep_only(used)


def _batches(updates: Iterable[SourceUpdate]) -> Iterator[list[SourceUpdate]]:
    batch: list[SourceUpdate] = []
    size = 0
    for update in _distinct(updates):
        batch.append(update)
        size += len(update.quads)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _distinct(updates: Iterable[SourceUpdate]) -> Iterator[SourceUpdate]:
    seen: set[NamedNode] = set()
    for update in updates:
        if update.graph in seen:
            raise StoreError(f"two sources have the name {update.source!r}: build one of them with another --name")
        seen.add(update.graph)
        yield update


def _source_of(graph: str) -> str | None:
    """The source whose graph it is; None for the graphs of the project's own."""
    source = graph.removeprefix(f"{iris.BASE}graph/")
    return source if iris.graph(source) == graph else None
