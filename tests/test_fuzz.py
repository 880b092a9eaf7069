"""Files that were changed at random: each is read or refused, and nothing hangs or fails in another way."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from itertools import islice
from time import monotonic

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from program import HOUSE

from extract.model import Document
from extract.readers import documents
from kamergraaf.errors import SourceError

FORMATS = {file.suffix: file for file in sorted((HOUSE / "samples").iterdir()) if file.is_file()}
SECONDS = 5
EXAMPLES = 25

Change = Callable[[bytes], bytes]


def _zip(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map/a", content)
        archive.writestr("b", content)
    return buffer.getvalue()


def _tar(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("map/a", "b"):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def _xml(content: bytes) -> bytes:
    words = "".join(
        f"<al>{line.decode()}</al>\n" for line in content.splitlines() if b"<" not in line and b"&" not in line
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<kamerwrk><tekst>{words}</tekst></kamerwrk>'.encode()


WRAPPINGS: dict[str, Change] = {
    "xml": _xml,
    "utf-16": lambda content: content.decode().encode("utf-16"),
    "zip": _zip,
    "tar": _tar,
    "tar.gz": lambda content: gzip.compress(_tar(content), mtime=0),
    "xz": lzma.compress,
    "zst": zstandard.compress,
    "zip in zip": lambda content: _zip(_zip(content)),
}
TEXT = FORMATS[".txt"].read_bytes()
SAMPLES = {suffix: file.read_bytes() for suffix, file in FORMATS.items()} | {
    name: wrap(TEXT) for name, wrap in WRAPPINGS.items()
}


@st.composite
def changed(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with some changes: bits turned, the end cut off, pieces put in, taken out, doubled and swapped."""
    for _ in range(draw(st.integers(1, 4))):
        here, there = sorted(draw(st.integers(0, len(content))) for _ in range(2))
        kind = draw(st.sampled_from(("bit", "cut", "splice", "gone", "twice", "swap")))
        content = _changed(content, kind, here, there, draw(st.binary(min_size=1, max_size=8)))
    return content


def _changed(content: bytes, kind: str, here: int, there: int, piece: bytes) -> bytes:
    before, middle, after = content[:here], content[here:there], content[there:]
    made = {
        "bit": before + bytes([after[0] ^ 1 << piece[0] % 8]) + after[1:] if after else content,
        "cut": before,
        "splice": before + piece + middle + after,
        "gone": before + after,
        "twice": before + middle + middle + after,
        "swap": middle + before + after,
    }
    return made[kind]


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(numbers=st.data())
def test_what_is_changed_at_random_is_read_or_refused(name: str, numbers: st.DataObject) -> None:
    content = numbers.draw(changed(SAMPLES[name]))
    start = monotonic()
    found = list(islice(documents("a", io.BytesIO(content), "a"), 100))
    assert monotonic() - start < SECONDS
    assert all(isinstance(each, Document | SourceError) for each in found)
    for each in found:
        assert isinstance(each, Document) or str(each).startswith("a")
    assert all("\n" not in str(each) for each in found if isinstance(each, SourceError))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_read_as_it_is(name: str) -> None:
    found = list(documents("a", io.BytesIO(SAMPLES[name]), "a"))
    assert found
    assert all(isinstance(each, Document) and each.text.strip() for each in found)
