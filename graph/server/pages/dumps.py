"""Dumps of a snapshot: all quads as N-Quads and all triples as Turtle, compressed, with their digests."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from pyoxigraph import NamedNode, RdfFormat

from graph.faults import faults_of
from graph.files import write_whole
from graph.prefixes import PREFIXES
from graph.snapshots import name_of
from graph.store import GraphStore
from kamergraaf.errors import StoreError

NAMES = {"kamergraaf.nq.gz": "application/n-quads", "kamergraaf.ttl.gz": "text/turtle"}
DESCRIPTION = "dumps.json"
LEVEL = 6
BUFFER = 1_000_000  # bytes; the engine writes in small pieces
_making = threading.Lock()


@dataclass(frozen=True, slots=True)
class Dump:
    name: str
    media_type: str
    bytes: int
    sha256: str
    date: str  # of the snapshot, ISO 8601


@dataclass(frozen=True, slots=True)
class Dumps:
    folder: Path
    files: tuple[Dump, ...]

    def file(self, name: str) -> Path:
        return self.folder / name


def ready(store: Path, snapshot: str) -> Dumps | None:
    """The dumps of a snapshot, where they have been made."""
    folder = store / "dumps" / snapshot
    try:
        read = json.loads((folder / DESCRIPTION).read_bytes())
    except (OSError, ValueError):
        return None
    return Dumps(folder, tuple(Dump(**entry) for entry in read))


def make(path: Path, date: str) -> Dumps:
    """Makes the dumps of the newest snapshot, unless they are there; those of others are removed."""
    with _making, GraphStore.reader(path) as store, faults_of(path):
        if store.snapshot_path is None:
            raise StoreError(f"the store at {path} is open for writing: open a reader to dump it")
        snapshot = name_of(store.snapshot_path)
        found = ready(path, snapshot)
        return found or _made(store, path / "dumps", snapshot, date)


def _made(store: GraphStore, folder: Path, snapshot: str, date: str) -> Dumps:
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".making-") as part:
        files = (_written(Path(part), name, store, date) for name in NAMES)
        described = tuple(files)
        write_whole(Path(part) / DESCRIPTION, json.dumps([asdict(dump) for dump in described]).encode())
        shutil.rmtree(folder / snapshot, ignore_errors=True)
        shutil.copytree(part, folder / snapshot)
    for other in folder.iterdir():
        if other.name != snapshot and not other.name.startswith("."):
            shutil.rmtree(other, ignore_errors=True)
    return Dumps(folder / snapshot, described)


def _written(folder: Path, name: str, store: GraphStore, date: str) -> Dump:
    with _compressed(folder / name) as output:
        if NAMES[name] == "application/n-quads":
            store.quads.dump(output, RdfFormat.N_QUADS)
        else:
            _write_turtle(store, output)
    content = folder / name
    with content.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Dump(name, NAMES[name], content.stat().st_size, digest, date)


def _write_turtle(store: GraphStore, output: IO[bytes]) -> None:
    graphs = sorted((g for g in store.quads.named_graphs() if isinstance(g, NamedNode)), key=str)
    for graph in graphs:
        store.quads.dump(output, RdfFormat.TURTLE, from_graph=graph, prefixes=PREFIXES if graph == graphs[0] else None)


@contextmanager
def _compressed(file: Path) -> Iterator[IO[bytes]]:
    with file.open("wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as output:
        buffered = io.BufferedWriter(cast(io.RawIOBase, output), BUFFER)
        yield buffered
        buffered.flush()
        buffered.detach()
