"""How fast texts become mentions, records and N-Quads, beside nllegalcit and wetsuite on the same texts.

    .venv/bin/python -m benchmarks.speed FOLDER [--characters 2000000] [--store STORE]

FOLDER holds texts; they are repeated until there are enough characters. nllegalcit and wetsuite (both of PyPI) are
measured where they are installed: once, on a fortieth of the characters from the start of the same texts, since one of
them is slow. Times are of one core, else the best of three; trust the ratios.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.measuring import MEGA, characters_of, documents_of, print_table, processor_seconds, repeated
from benchmarks.others import finders
from extract import documents as kinds
from extract.model import Document
from extract.pipeline import Extractor
from extract.registers import Registers
from extract.source import take_apart
from graph.authority import embedded
from graph.build import source_nquads
from kamergraaf.record import record
from kamergraaf.registers import registers_of

SLOW_SHARE = 40  # a slow tool gets one part in so many
TIMES = 3


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--characters", type=int, default=2 * MEGA)
    parser.add_argument("--store", type=Path, help="take the registers that were imported into this store too")
    args = parser.parse_args()
    registers = registers_of(args.store) if args.store else embedded()
    print_table(("what", "characters", "seconds", "MB/s"), rows(documents_of(args.folder), args.characters, registers))


def rows(documents: list[Document], characters: int, registers: Registers) -> Iterator[tuple[str, ...]]:
    """What was done, on how many characters, in how many seconds, and how much that is in a second."""
    texts = repeated(documents, characters)
    for what, work in works(texts, registers):
        yield _row(what, texts, min(processor_seconds(work) for _ in range(TIMES)))
    few = repeated(documents, characters // SLOW_SHARE)
    for name, find in finders(registers).items():
        yield _row(name, few, sum(processor_seconds(partial(find, document.text)) for document in few))


def works(texts: list[Document], registers: Registers) -> Iterator[tuple[str, Callable[[], object]]]:
    extractor = Extractor(registers)
    sources = [take_apart(document) for document in texts]
    readings = [kinds.read(source, extractor.desk) for source in sources]
    yield "finding alone", lambda: [extractor.mentions(*each) for each in zip(sources, readings, strict=True)]
    yield "text to record", lambda: [extractor.extract(document) for document in texts]
    yield "text to line of JSON", lambda: [json.dumps(record(extractor.extract(document))) for document in texts]
    yield "text to N-Quads", lambda: [source_nquads(extractor.extract(d), d.name, registers) for d in texts]


def _row(what: str, texts: list[Document], seconds: float) -> tuple[str, ...]:
    characters = characters_of(texts)
    return what, f"{characters:,}", f"{seconds:.2f}", f"{characters / seconds / MEGA:.3f}"


if __name__ == "__main__":
    main()
