"""The texts that `extract` is given: files, folders and archives, standard input, or records of a JSON Lines stream."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from extract.model import Document
from extract.readers import from_text
from kamergraaf.errors import KamergraafError, SourceError
from kamergraaf.sources import STANDARD_INPUT, Source, find_sources, unpacked

LONGEST_LINE = 20_000_000  # bytes
Origin = dict[str, str | int]
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A document, and where it is from as its record says it: `{"path": …}` or `{"id": …}`."""

    document: Document
    origin: Origin


def read_texts(paths: Iterable[Path], input_format: str) -> Iterator[Text | KamergraafError]:
    """One text at a time, in the order of the input; in its place an error where one cannot be read."""
    for path in paths:
        try:
            yield from _read_lines(path) if input_format == "jsonl" else _read_files(path)
        except KamergraafError as error:
            yield error


def _read_files(path: Path) -> Iterator[Text | KamergraafError]:
    sources, errors = find_sources([path])
    yield from errors
    for source in sources:
        for each in unpacked(source):
            try:
                yield from (Text(document, _origin(source, document)) for document in each.documents())
            except KamergraafError as error:
                yield error


def _origin(source: Source, document: Document) -> Origin:
    """The path of the file, below it that in an archive; of a long text which stretch it is and where it begins."""
    inside = document.name.removeprefix(source.name)
    if not document.number:
        return {"path": f"{source.path}{inside}"}
    whole = inside.removesuffix(f"/deel-{document.number}")
    return {"path": f"{source.path}{whole}", "part": document.number, "start": document.start}


def _read_lines(path: Path) -> Iterator[Text | KamergraafError]:
    with _opened(path) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            try:
                if line.strip():
                    yield _record_text(_whole(line, stream))
            except ValueError as error:
                yield SourceError(f"{path}:{number}: {error}")


def _whole(line: bytes, stream: IO[bytes]) -> bytes:
    """A line that fits in memory; the rest of one that is too long is passed over."""
    if len(line) <= LONGEST_LINE:
        return line
    while line and not line.endswith(b"\n"):
        line = stream.readline(LONGEST_LINE)
    raise ValueError(f"a line of more than {LONGEST_LINE:,} bytes; give one document a line")


def _opened(path: Path) -> IO[bytes]:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer
    try:
        return path.open("rb")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _record_text(line: bytes) -> Text:
    """Reads `{"id": "…", "text": "…"}`; half a surrogate pair, which JSON allows and text does not, becomes U+FFFD."""
    try:
        given = json.loads(line)
    except RecursionError as error:
        raise ValueError("JSON that is nested too deep") from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str) or not isinstance(given.get("id"), str):
        raise ValueError('not an object with "id" and "text", both strings')
    identifier, text = (_LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", given[key]) for key in ("id", "text"))
    return Text(from_text(identifier, text), {"id": identifier})
