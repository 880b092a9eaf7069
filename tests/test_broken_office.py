"""Files of Word and PDF that somebody has damaged: a document or one line that says why not, and soon."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_samples import SAMPLES, fire_line
from pdffile import Words, column, pdf
from wordfile import zipped

from extract.model import Content
from extract.readers import docx
from extract.readers import pdf as pdf_reader
from kamergraaf.errors import SourceError

EXAMPLES = 60
SECONDS = 5.0

WORD = (SAMPLES / "antwoord-brandweernummer.docx").read_bytes()
PRINTED = (SAMPLES / "antwoord-bijtincidenten.pdf").read_bytes()
PLAIN = pdf([*column(70, 700, *["Een regel."] * 9), Words(127, 704, "1", 6), Words(70, 60, "1 Noot.", 8)])
PDFS = {"printed": PRINTED, "plain": PLAIN}

changes = st.lists(
    st.tuples(
        st.sampled_from(["set", "cut", "drop", "repeat"]), st.floats(0, 1), st.integers(0, 255), st.integers(1, 400)
    ),
    min_size=1,
    max_size=8,
)
Change = tuple[str, float, int, int]


def changed(data: bytes, wanted: list[Change]) -> bytes:
    for what, where, value, size in wanted:
        at = int(where * len(data))
        if what == "set":
            data = data[:at] + bytes([value]) + data[at + 1 :]
        elif what == "cut":
            data = data[:at] if value < 40 else data
        elif what == "drop":
            data = data[:at] + data[at + size :]
        else:
            data = data[:at] + data[at : at + size] * (1 + value % 30) + data[at + size :]
    return data


def reads(read: Callable[[bytes, str], Content], data: bytes) -> None:
    """A content whose parts lie in its text, or an error of one line; neither takes long."""
    start = time.monotonic()
    content, told = outcome(read, data)
    assert time.monotonic() - start < SECONDS
    assert "\n" not in told
    spans = [part.span for part in content.parts] + [link.span for link in content.links]
    assert all(0 <= span.start < span.end <= len(content.text) for span in spans)


def outcome(read: Callable[[bytes, str], Content], data: bytes) -> tuple[Content, str]:
    try:
        return read(data, "a.file"), ""
    except SourceError as error:
        return Content(""), str(error)


def test_the_samples_are_those_that_the_program_makes() -> None:
    assert fire_line() == WORD


@settings(max_examples=EXAMPLES)
@given(changes)
def test_a_damaged_file_of_word(wanted: list[Change]) -> None:
    reads(docx.read, changed(WORD, wanted))


@settings(max_examples=EXAMPLES)
@given(changes, st.sampled_from(zipfile.ZipFile(io.BytesIO(WORD)).namelist()))
def test_a_file_of_word_with_a_damaged_part(wanted: list[Change], name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(WORD)) as package:
        parts = {known: package.read(known) for known in package.namelist()}
    reads(docx.read, zipped(parts | {name: changed(parts[name], wanted)}))


@settings(max_examples=EXAMPLES)
@given(changes, st.sampled_from(sorted(PDFS)))
def test_a_damaged_pdf(wanted: list[Change], name: str) -> None:
    reads(pdf_reader.read, changed(PDFS[name], wanted))


@pytest.mark.parametrize("recognise", [docx.recognise, pdf_reader.recognise])
@settings(max_examples=EXAMPLES)
@given(
    data=st.binary(max_size=200),
    sign=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_any_bytes_can_be_looked_at(recognise: Callable[[bytes], bool], data: bytes, sign: bytes) -> None:
    assert recognise(sign + data) in (True, False)
