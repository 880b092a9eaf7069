"""Plain text: UTF-8 with or without a byte order mark, else Windows-1252. Line ends stay as they are."""

from __future__ import annotations

import codecs

from extract.model import Content
from kamergraaf.errors import SourceError

_BINARY = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27, 30, 31} - {28, 29})
_SAMPLE = 1 << 16
_LONGEST_LINE = 10_000_000  # bytes


def recognise(data: bytes) -> bool:
    """Always: this is the last format to be tried."""
    return True


def read(data: bytes, where: str) -> Content:
    return Content(decode(data, where))


def decode(data: bytes, where: str) -> str:
    """The text in `data`; a SourceError says why there is none."""
    if not data.strip():
        raise SourceError(f"{where}: the file is empty; give a text")
    if _is_binary(data[:_SAMPLE]):
        raise SourceError(f"{where}: this is no text but a binary file; give a text in UTF-8 or Windows-1252")
    if (line := _too_long(data)) is not None:
        raise SourceError(
            f"{where}: line {line} is longer than {_LONGEST_LINE:,} bytes, so this is no document of lines"
        )
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return _western(data, where, error)


def _too_long(data: bytes) -> int | None:
    """The number of the first line that is too long, if there is one."""
    if len(data) <= _LONGEST_LINE:
        return None
    return next((n for n, line in enumerate(data.split(b"\n"), 1) if len(line) > _LONGEST_LINE), None)


def _is_binary(sample: bytes) -> bool:
    return b"\0" in sample or len(sample) - len(sample.translate(None, _BINARY)) > len(sample) // 100


def _western(data: bytes, where: str, error: UnicodeDecodeError) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise SourceError(
            f"{where}: byte {error.start} is neither UTF-8 nor Windows-1252; convert the file to UTF-8"
        ) from None
