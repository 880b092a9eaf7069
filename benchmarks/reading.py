"""How fast files become documents: MB of file size a second of one core, for each format.

    .venv/bin/python -m benchmarks.reading PATH... [--times 3]

A PATH is a file or a folder of files in formats that Kamergraaf reads; the format of each is told by its content. Files
are in memory before the clock starts; the best of several times counts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.measuring import MEGA, print_table, processor_seconds
from extract.readers import from_bytes
from kamergraaf.errors import SourceError

Files = Mapping[str, bytes]


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--times", type=int, default=3)
    args = parser.parse_args()
    by_format, refused = sorted_by_format(args.paths)
    columns = ("format", "files", "MB of files", "characters", "seconds", "MB/s")
    print_table(columns, rows(by_format, args.times))
    for line in refused:
        print(f"not read: {line}")


def sorted_by_format(paths: Sequence[Path]) -> tuple[dict[str, dict[str, bytes]], list[str]]:
    """The files by format and name, and why others are not read."""
    found: dict[str, dict[str, bytes]] = {}
    refused = []
    for file in (file for path in paths for file in files_of(path)):
        data = file.read_bytes()
        try:
            found.setdefault(from_bytes(file.name, data, str(file)).format, {})[str(file)] = data
        except SourceError as error:
            refused.append(str(error))
    return found, refused


def files_of(path: Path) -> Iterator[Path]:
    yield from sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else (path,)


def rows(by_format: Mapping[str, Files], times: int) -> Iterator[tuple[str, ...]]:
    for name, files in sorted(by_format.items()):
        size = sum(map(len, files.values())) / MEGA
        characters = read_all(files)
        seconds = min(processor_seconds(partial(read_all, files)) for _ in range(times))
        yield name, str(len(files)), f"{size:.2f}", f"{characters:,}", f"{seconds:.2f}", f"{size / seconds:.2f}"


def read_all(files: Files) -> int:
    """The number of characters in the documents."""
    return sum(len(from_bytes(name, data, name).text) for name, data in files.items())


if __name__ == "__main__":
    main()
