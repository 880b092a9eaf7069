"""Files as they come: encodings, and what is no text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from extract.model import Document, Link, Part, Span
from extract.readers import documents, from_bytes, read
from extract.readers.limits import MOST_ARTICLES
from extract.stretches import in_stretches
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


SENTENCE = "De cliënt zei: ‘Financiële bureaus… één café’ – Zoë."
PLAIN = "De cliënt en de financiële reünie, één café, Zoë, officiële ideeën, geïnd"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        *((name, SENTENCE) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")),
        *((name, SENTENCE) for name in ("utf-32-le", "utf-32-be", "mac_roman")),
        *((name, PLAIN) for name in ("latin-1", "iso8859-15", "cp850")),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_common_encodings_are_told(encoding: str, text: str, end: str) -> None:
    lines = end.join([text] * 3)
    assert from_bytes("a", lines.encode(encoding), "a").text == lines


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<?xml version="1.0" encoding="windows-1252"?><a>cliënt</a>'.encode(), "cliënt"),
        ('<?xml version="1.0" encoding="windows-1252"?><a>cliënt</a>'.encode("cp1252"), "cliënt"),
        ('<?xml version="1.0" encoding="utf-16"?><a>cliënt</a>'.encode(), "cliënt"),
        ('<?xml version="1.0" encoding="utf-16"?><a>cliënt</a>'.encode("utf-16"), "cliënt"),
        ('<?xml version="1.0" encoding="utf-16"?><a>cliënt</a>'.encode("utf-16-be"), "cliënt"),
        ('<?xml version="1.0" encoding="utf-8"?><a>cliënt</a>'.encode("utf-16"), "cliënt"),
        ("<a>cliënt</a>".encode("utf-32"), "cliënt"),
    ],
)
def test_xml_is_read_in_the_encoding_that_it_is_in(data: bytes, words: str) -> None:
    document = from_bytes("a", data, "a")
    assert (document.format, document.text.strip()) == ("xml", words)


# --- long texts -------------------------------------------------------------------------------------------------


def test_a_law_of_very_many_articles_comes_in_stretches() -> None:
    articles = tuple(Part("article", Span(at, at + 1), str(at)) for at in range(0, 4 * MOST_ARTICLES, 2))
    law = Document("wet.xml", "a\n" * len(articles), "0" * 64, "bwb", articles)
    assert [len(stretch.parts) for stretch in in_stretches(law)] == [MOST_ARTICLES, MOST_ARTICLES]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_long_text_comes_in_stretches_that_make_it_up(encoding: str) -> None:
    text = "".join(f"Alinea {n} over cliënten.\r\nZie Stb. 2003, 375.\r\n\r\n" for n in range(45_000))
    found = [each for each in documents("a.txt", BytesIO(text.encode(encoding)), "a.txt") if isinstance(each, Document)]
    assert "".join(each.text for each in found) == text
    assert [each.name for each in found] == ["a.txt/deel-1", "a.txt/deel-2", "a.txt/deel-3"]
    assert all(text.startswith(each.text, each.start) for each in found)
    assert all(each.text.endswith("\r\n\r\n") and len(each.text) <= 1_000_000 for each in found)


def test_a_stretch_keeps_what_is_marked_in_it() -> None:
    parts = (
        Part("heading", Span(0, 3), "1", 1),
        Part("row", Span(8, 16)),
        Part("note", Span(17, 19), anchors=(Span(1, 2),)),
    )
    links = (Link(Span(12, 15), "BWBR0015703", "extref"),)
    document = Document("a", "Kop\n\nwoord\nwet hier ja", "0" * 64, "xml", parts, links)
    first, second = in_stretches(document, 12)
    assert (first.text, second.text) == ("Kop\n\nwoord\n", "wet hier ja")
    assert first.parts == (Part("heading", Span(0, 3), "1", 1), Part("row", Span(8, 11)))
    assert second.parts == (Part("row", Span(0, 5)), Part("note", Span(6, 8)))
    assert (second.start, second.links[0].span) == (11, Span(1, 4))
