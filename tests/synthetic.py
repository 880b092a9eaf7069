"""Sources of no meaning, whose graphs tell which version of them they are."""

from __future__ import annotations

import hashlib
import shutil
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graph import iris
from graph.store import GraphStore, SourceUpdate
from graph.vocabulary import KAMER, RDF, RDFS

SIZE = 200  # statements of a source, next to those on its text


def source(name: str, version: str = "1", size: int = SIZE, text: str | None = None) -> SourceUpdate:
    words = text or f"De tekst van {name}, versie {version}: één zin.\r\n"
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    node, graph = NamedNode(iris.text(sha256)), NamedNode(iris.graph(name))
    quads = [Quad(node, RDF.type, KAMER.TextSnapshot, graph), Quad(node, KAMER.sha256, Literal(sha256), graph)]
    quads += [Quad(node, RDFS.label, Literal(f"{version} {number}"), graph) for number in range(size)]
    return SourceUpdate(name, f"fingerprint {version}", sha256, words, quads)


@cache
def _empty_store() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory()
    with GraphStore.create(Path(folder.name)):
        return folder


def new_store(path: Path, *updates: SourceUpdate) -> Path:
    """A store at `path`, made by copying one, since the registers take a while to write."""
    shutil.copytree(_empty_store().name, path, symlinks=True, dirs_exist_ok=True)
    if updates:
        with GraphStore.open(path) as store:
            store.replace(updates)
    return path


def versions(store: GraphStore) -> dict[str, str]:
    """The version of each source; fails where a graph is neither wholly one nor wholly another."""
    return {name: _version(store, name) for name in store.sources()}


def _version(store: GraphStore, name: str) -> str:
    found = store.quads.quads_for_pattern(None, RDFS.label, None, NamedNode(iris.graph(name)))
    labels = [quad.object.value.split()[0] for quad in found if isinstance(quad.object, Literal)]
    fingerprint = store.fingerprint(name)
    assert labels, f"{name} is empty"
    assert labels == labels[:1] * SIZE, f"{name} is mixed or cut: {len(labels)} of {set(labels)}"
    assert fingerprint == f"fingerprint {labels[0]}", f"{name} of version {labels[0]} has {fingerprint}"
    return labels[0]


def lines(store: Store) -> bytes:
    """The whole graph but for the times of runs, sorted."""
    statements = (store.dump(format=RdfFormat.N_QUADS) or b"").splitlines()
    return b"\n".join(sorted(line for line in statements if iris.RUNS_GRAPH.encode() not in line))


def main(path: str, *names: str) -> None:
    """Writes ever newer versions of `names` and of one new source a round, until it is killed; tells of each round."""
    for number in range(1, sys.maxsize):
        with GraphStore.open(Path(path)) as store:
            print(number, flush=True)
            store.replace(source(name, str(number)) for name in (*names, f"new-{number}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
