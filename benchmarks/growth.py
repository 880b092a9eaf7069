"""Time and memory of a stream of texts that grows, as `kamergraaf extract --input-format jsonl` reads it.

    .venv/bin/python -m benchmarks.growth FOLDER [--megabytes 1 10 100] [--format nquads] [--store STORE]

FOLDER holds texts; they are repeated until the stream has so many million characters. Each row is a process of its
own: the memory is the most that it held at one time. What is printed goes nowhere.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import KAMERGRAAF, MEGA, documents_of, print_table, run
from extract.model import Document


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--format", default="jsonl", choices=("jsonl", "nquads", "turtle"))
    parser.add_argument("--store", type=Path)
    args = parser.parse_args()
    options = ["--format", args.format, *(["--store", args.store.resolve()] if args.store else [])]
    found = rows(documents_of(args.folder), args.megabytes, options)
    print_table(("stream", "seconds", "of a core", "MB/s of a core", "peak MB"), found)


def rows(documents: list[Document], sizes: list[int], options: list[str]) -> Iterator[tuple[str, ...]]:
    with TemporaryDirectory() as folder:
        for size in sizes:
            stream = Path(folder) / "texts.jsonl"
            written = write_stream(documents, size * MEGA, stream)
            used = run([*KAMERGRAAF, "extract", "--input-format", "jsonl", *options, stream])
            speed = written / used.processor / MEGA
            yield f"{size} MB", f"{used.seconds:.1f}", f"{used.processor:.1f}", f"{speed:.3f}", f"{used.peak:.0f}"


def write_stream(documents: list[Document], characters: int, path: Path) -> int:
    """Lines with the documents over and over; how many characters of text they hold."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for number in count():
            if written >= characters:
                break
            document = documents[number % len(documents)]
            file.write(json.dumps({"id": f"{number}-{document.name}", "text": document.text}) + "\n")
            written += len(document.text)
    return written


if __name__ == "__main__":
    main()
