"""What the benchmarks share: texts of a size, processor time, commands with their time and memory, and tables."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, cycle
from pathlib import Path

from extract.model import Document
from extract.readers import read

HOUSE = Path(__file__).resolve().parent.parent
KAMERGRAAF = (sys.executable, "-c", "from kamergraaf.cli import main; main()")
MEGA = 1_000_000  # a MB of text is a million characters


def documents_of(folder: Path) -> list[Document]:
    """The texts of a folder."""
    found = [read(path, path.name) for path in sorted(folder.rglob("*.txt"))]
    if not found:
        raise SystemExit(f"{folder}: no .txt files here; give a folder of texts")
    return found


def repeated(documents: Sequence[Document], characters: int) -> list[Document]:
    """The documents over and over, until there are `characters`."""
    sizes = accumulate(len(document.text) for document in cycle(documents))
    count = next(number for number, size in enumerate(sizes, 1) if size >= characters)
    return [document for document, _ in zip(cycle(documents), range(count), strict=False)]


def characters_of(documents: Iterable[Document]) -> int:
    return sum(len(document.text) for document in documents)


def processor_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds on the clock and of processors, and the most memory at one time, in MB."""

    seconds: float
    processor: float
    peak: float


def run(command: Sequence[str | Path], stdin: Path | None = None) -> Run:
    """Runs a command in a process of its own; what it prints goes nowhere."""
    start = time.monotonic()
    with (stdin or Path(os.devnull)).open("rb") as source:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=HOUSE,
            env=os.environ | {"PYTHONPATH": str(HOUSE)},
            stdin=source,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"this failed: {' '.join(map(str, command))}")
    return Run(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The first column to the left, the others to the right; each row as soon as it is known."""
    print(f"{columns[0]:44}" + "".join(f" {name:>23}" for name in columns[1:]), flush=True)
    for first, *others in rows:
        print(f"{first:44}" + "".join(f" {cell:>23}" for cell in others), flush=True)
