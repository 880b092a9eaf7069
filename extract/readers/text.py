"""Plain text and Markdown in any common encoding. Line ends stay as they are; a byte order mark goes.

UTF-8 and what has a byte order mark are certain. UTF-16 and UTF-32 without one are told by where their zero bytes are.
What is left is a code page of one byte a letter: Windows-1252, unless the accents and signs that Dutch uses come out
of another one only.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from extract.model import Content
from extract.readers.limits import LONGEST_LINE
from kamergraaf.errors import SourceError

_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_PAGES = ("cp1252", "iso8859-15", "mac_roman", "cp850")  # in the order in which they are believed
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")
_SAMPLE = 1 << 16
_WIDEST = 4  # bytes of a letter, of which some came before
_USUAL = re.compile("(?<=[A-Za-z])[äáàâëéèêïíîöóòôüúùûçñß]|[ÉËÏÖÜÁ](?=[a-z])|(?<![^\\W\\d_])€|§|[‘’“”„–—…•«»°]")
_SURE = 0.8  # share of the letters beyond ASCII that are usual


class EncodingError(SourceError):
    """A text is in two encodings; `at` is the byte where that shows."""

    def __init__(self, where: str, name: str, at: int) -> None:
        super().__init__(where, name, at)
        self.at = at
        self._told = f"{where}: byte {at} is no {name.upper()}, as the rest is; convert the file to UTF-8"

    def __str__(self) -> str:
        return self._told


def recognise(data: bytes) -> bool:
    """Always: this is the last format to be tried."""
    return True


def read(data: bytes, where: str) -> Content:
    return Content(decode(data, where))


def decode(data: bytes, where: str) -> str:
    """The text in `data`; a SourceError says why there is none."""
    if not data.strip():
        raise SourceError(f"{where}: the file is empty; give a text")
    name, mark = encoding(data, where)
    if (line := _too_long(data)) is not None:
        raise SourceError(
            f"{where}: line {line} is longer than {LONGEST_LINE:,} bytes, so this is no document of lines"
        )
    try:
        return data[mark:].decode(name)
    except UnicodeDecodeError as error:
        raise EncodingError(where, name, mark + error.start) from None


def pieces(chunks: Iterable[bytes], name: str, where: str) -> Iterator[str]:
    """The text in a stream of bytes behind the byte order mark, as it comes."""
    decoder, at, lines = codecs.getincrementaldecoder(name)(), 0, _Lines(where)
    for chunk in chunks:
        try:
            words = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise EncodingError(where, name, max(0, at + error.start - _WIDEST)) from None
        lines.count(words)
        yield words
        at += len(chunk)
    if decoder.getstate()[0]:
        raise EncodingError(where, name, at)


class _Lines:
    """Refuses a line that is too long, as it is read in pieces."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._number, self._length = 1, 0

    def count(self, words: str) -> None:
        head, end, _ = words.partition("\n")
        self._length += len(head)
        if self._length > LONGEST_LINE:
            raise _long_line(self._where, self._number)
        if end:
            self._number += words.count("\n")
            self._length = len(words) - words.rindex("\n") - 1


def encoding(data: bytes, where: str) -> tuple[str, int]:
    """The encoding of `data`, which may be the beginning of a text, and the length of its byte order mark."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        if wide := _wide(sample):
            return wide, 0
        raise _binary(where)
    if len(_BINARY.findall(sample)) > len(sample) // 100:
        raise _binary(where)
    if (bad := not_utf8(data)) is None:
        return "utf-8", 0
    return code_page(data[max(0, bad - _SAMPLE) : bad + _SAMPLE], bad, where), 0


def not_utf8(data: bytes) -> int | None:
    """Where the first byte stands that is no UTF-8; a letter that `data` ends in the middle of is none."""
    try:
        codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32, where nearly all letters are in ASCII as they are in Dutch."""
    for name in _WIDE:
        width = 4 if "32" in name else 2
        whole = sample[: len(sample) // width * width]
        text = whole.decode(name, "replace")
        if text and sum(c.isascii() and (c.isprintable() or c.isspace()) for c in text) > 0.7 * len(text):
            return name
    return None


def code_page(sample: bytes, bad: int, where: str) -> str:
    """The first code page that makes usual Dutch of the bytes; else the first that makes anything of them."""
    possible = {page: share for page in _PAGES if (share := _share(sample, page)) is not None}
    for page, share in possible.items():
        if share >= _SURE:
            return page
    if "cp1252" in possible:
        return "cp1252"
    raise SourceError(f"{where}: byte {bad} is neither UTF-8 nor Windows-1252; convert the file to UTF-8")


def _share(sample: bytes, page: str) -> float | None:
    """How much of what is beyond ASCII is usual in Dutch; None where the bytes mean nothing."""
    try:
        text = sample.decode(page)
    except UnicodeDecodeError:
        return None
    strange = sum(not c.isascii() and c != "\xa0" for c in text)
    return len(_USUAL.findall(text)) / strange if strange else 1.0


def _too_long(data: bytes) -> int | None:
    """The number of the first line that is too long, if there is one."""
    if len(data) <= LONGEST_LINE:
        return None
    return next((n for n, line in enumerate(data.split(b"\n"), 1) if len(line) > LONGEST_LINE), None)


def _long_line(where: str, line: int) -> SourceError:
    return SourceError(f"{where}: line {line} is longer than {LONGEST_LINE:,} bytes, so this is no document of lines")


def _binary(where: str) -> SourceError:
    return SourceError(f"{where}: this is no text but a binary file; give a text in UTF-8 or Windows-1252")
