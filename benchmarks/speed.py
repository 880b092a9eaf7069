"""How fast texts become records and N-Quads, and how much memory that takes, beside nllegalcit on the same texts.

    .venv/bin/python benchmarks/speed.py FOLDER [--characters 1000000]

FOLDER holds texts; they are repeated until there are enough characters. nllegalcit (PyPI) is measured where it is
installed; it reads a small part of the text, since it is slow. Times are of one core; trust the ratios.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from extract.model import Document
from extract.pipeline import Extractor
from extract.readers import read
from graph.authority import embedded
from graph.build import source_quads

SLOW_SHARE = 0.02  # of the characters, for a tool that would take minutes


def texts(folder: Path, characters: int) -> list[Document]:
    """The documents of a folder, over and over, until there are `characters`."""
    documents = [read(path, path.name) for path in sorted(folder.rglob("*.txt"))]
    if not documents:
        raise SystemExit(f"{folder}: no .txt files here; give a folder of texts")
    taken: list[Document] = []
    while sum(len(document.text) for document in taken) < characters:
        taken += documents
    return taken


def measured(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def rows(documents: list[Document]) -> Iterator[tuple[str, int, float]]:
    """What was done, on how many characters, in how many seconds."""
    characters = sum(len(document.text) for document in documents)
    registers = embedded()
    extractor = Extractor(registers)
    yield "text to record", characters, measured(lambda: [extractor.extract(d) for d in documents])
    quads = measured(lambda: [source_quads(extractor.extract(d), d.name, registers) for d in documents])
    yield "text to quads", characters, quads
    yield from _nllegalcit(documents, int(characters * SLOW_SHARE))


def _nllegalcit(documents: list[Document], characters: int) -> Iterator[tuple[str, int, float]]:
    try:
        from nllegalcit import parse_citations  # noqa: PLC0415 (measured only where it is installed)
    except ImportError:
        return
    text = "".join(document.text for document in documents)[:characters]
    yield "nllegalcit", len(text), measured(lambda: list(parse_citations(text)))


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--characters", type=int, default=1_000_000)
    args = parser.parse_args()
    print(f"{'what':20}{'characters':>12}{'seconds':>10}{'MB/s':>8}")
    for what, characters, seconds in rows(texts(args.folder, args.characters)):
        print(f"{what:20}{characters:12,}{seconds:10.2f}{characters / seconds / 1e6:8.3f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
