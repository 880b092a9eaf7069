"""Files as they come: encodings, and what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.readers import read
from kamergraaf.errors import SourceError


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("cliëntenraad".encode(), "cliëntenraad"),
        (b"\xef\xbb\xbfcli\xc3\xabnt", "cliënt"),
        ("cliënt – ‘wet’".encode("cp1252"), "cliënt – ‘wet’"),
        (b"een\r\ntwee\rdrie", "een\r\ntwee\rdrie"),
    ],
)
def test_text_is_decoded_and_not_changed(tmp_path: Path, data: bytes, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read(path, "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x7fELF\x00\x01\x02", "binary"),
        (b"abc \x81\x8d\x8f def", "neither UTF-8 nor Windows-1252"),
        (b"a" * 10_000_001, "line 1 is longer"),
    ],
)
def test_what_is_no_text_says_so(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=words) as caught:
        read(path, "a.txt")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "none.txt", "none.txt")
