"""How long it takes to start, with and without imported registers, and to import them.

    .venv/bin/python -m benchmarks.startup [--store STORE] [--import bwb BWBIdList.xml.zip] [--import tk tk_odata/]

Each row is a process of its own, the fastest of five (an import: once): seconds on the clock, seconds of a core,
and the most memory that it held at one time. What is imported goes into a store that is thrown away.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import KAMERGRAAF, Run, print_table, run

TIMES = 5
SENTENCE = "Zie artikel 47 van de Participatiewet."
NLLEGALCIT = f"import nllegalcit; list(nllegalcit.parse_citations({SENTENCE!r}))"
WETSUITE = (
    "from benchmarks.others import finders; from graph.authority import embedded;"
    f" finders(embedded())['wetsuite']({SENTENCE!r})"
)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="a store with imported registers")
    parser.add_argument("--import", dest="imports", nargs=2, metavar=("DATASET", "PATH"), action="append", default=[])
    args = parser.parse_args()
    print_table(("what", "seconds", "of a core", "peak MB"), rows(args.store, args.imports))


def rows(store: Path | None, imports: list[list[str]]) -> Iterator[tuple[str, ...]]:
    with TemporaryDirectory() as folder:
        sentence = Path(folder) / "sentence.txt"
        sentence.write_text(SENTENCE, encoding="utf-8")
        for what, command in starts(store):
            yield _row(what, min((run(command, sentence) for _ in range(TIMES)), key=lambda used: used.seconds))
        for dataset, path in imports:
            command = [*KAMERGRAAF, "registers", "import", dataset, str(Path(path).resolve())]
            command += ["--store", str(Path(folder) / "store")]
            yield _row(f"registers import {dataset}", run(command))


def starts(store: Path | None) -> Iterator[tuple[str, list[str]]]:
    """The commands that are started, each to be given one sentence."""
    yield "python, doing nothing", [sys.executable, "-c", "pass"]
    yield "kamergraaf --version", [*KAMERGRAAF, "--version"]
    yield "one sentence", [*KAMERGRAAF, "extract", "-"]
    if store:
        imported = [*KAMERGRAAF, "extract", "-", "--store", str(store.resolve())]
        yield "one sentence, with imported registers", imported
    if find_spec("nllegalcit"):
        yield "one sentence, nllegalcit", [sys.executable, "-c", NLLEGALCIT]
    if find_spec("wetsuite"):
        yield "one sentence, wetsuite", [sys.executable, "-c", WETSUITE]


def _row(what: str, used: Run) -> tuple[str, ...]:
    return what, f"{used.seconds:.2f}", f"{used.processor:.2f}", f"{used.peak:.0f}"


if __name__ == "__main__":
    main()
