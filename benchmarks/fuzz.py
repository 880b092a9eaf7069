"""Feeds the readers what atheris makes of the samples, guided by the code that is reached, until a fault is found.

    pip install atheris
    python benchmarks/fuzz.py -max_total_time=600 -rss_limit_mb=1000 -timeout=10

A fault (anything but a SourceError, a hang, or too much memory) ends the run and leaves the file in the working
directory as `crash-…`, `timeout-…` or `oom-…`; `python benchmarks/fuzz.py crash-…` reads it again.
"""

from __future__ import annotations

import io
import sys
import tempfile
from itertools import islice
from pathlib import Path

import atheris  # type: ignore[import-not-found,unused-ignore]

HOUSE = Path(__file__).parent.parent
sys.path.insert(0, str(HOUSE))
with atheris.instrument_imports(include=["extract.readers", "extract.stretches"]):
    from extract.readers import documents


def read(content: bytes) -> None:
    for _ in islice(documents("a", io.BytesIO(content), "a"), 100):
        pass


def main() -> None:
    with tempfile.TemporaryDirectory() as corpus:
        for sample in (HOUSE / "samples").iterdir():
            (Path(corpus) / sample.name).write_bytes(sample.read_bytes())
        files = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
        atheris.Setup([*sys.argv, *(() if files else (corpus,))], read)
        atheris.Fuzz()


main()
