"""PDF: the words in the order in which they are read, and what is no running text apart."""

from __future__ import annotations

import pytest
from pdffile import Words, column, pdf
from program import HOUSE

from extract.model import Content, Part, Span
from extract.readers.formats import FORMATS
from extract.readers.pdf import read, recognise
from kamergraaf.errors import SourceError

LONG = "een regel die zo lang is als de kolom waarin hij staat"


def content(*pages: list[Words]) -> Content:
    return read(pdf(*pages), "a.pdf")


def of(found: Content, kind: str) -> list[Part]:
    return [part for part in found.parts if part.kind == kind]


def prose(found: Content) -> list[str]:
    """The paragraphs of the running text, each on one line."""
    first = min((part.whole or part.span).start for part in (*of(found, "furniture"), *of(found, "note"), _end(found)))
    return [" ".join(block.split()) for block in found.text[:first].split("\n\n") if block.strip()]


def _end(found: Content) -> Part:
    return Part("end", Span(len(found.text), len(found.text)))


def test_a_page_of_one_column_is_read_down() -> None:
    found = content(column(70, 700, LONG, LONG, "en een slot.") + column(70, 650, "Een nieuwe alinea."))
    assert prose(found) == [f"{LONG} {LONG} en een slot.", "Een nieuwe alinea."]


def test_two_columns_are_read_one_after_the_other() -> None:
    half = "regel die de kolom wel vult"
    left = [f"links {n} {half}" for n in "abcdef"]
    right = [f"rechts {n} {half}" for n in "abcdef"]
    page = [*column(70, 760, "Titel over de hele breedte van het blad, want hij is lang genoeg daarvoor")]
    page += [words for pair in zip(column(70, 700, *left), column(310, 700, *right), strict=True) for words in pair]
    assert prose(content(page))[1:] == [" ".join([*left, *right])]


def test_words_beside_the_text_do_not_cut_it() -> None:
    margin = column(470, 705, "Datum", "4 juni 2021", "Kenmerk", "2021-6", size=7, step=11)
    found = content(column(70, 700, *[LONG] * 6) + margin)
    assert prose(found)[0] == " ".join([LONG] * 6)
    assert "Datum" in found.text


def test_a_table_is_read_by_rows() -> None:
    rows = [("Datum", "4 juni 2021"), ("Onderwerp", "Uitkomsten"), ("Kenmerk", "2021-6"), ("Bijlagen", "geen")]
    page = [w for at, (a, b) in enumerate(rows) for w in (Words(70, 700 - 14 * at, a), Words(170, 700 - 14 * at, b))]
    assert content(page).text.split("\n") == ["\t".join(row) for row in rows] + [""]


def test_what_pages_repeat_is_furniture() -> None:
    pages = [
        [
            Words(70, 810, "Ministerie van Proef"),
            *column(70, 700, f"Tekst van blad {n}."),
            Words(290, 30, f"Pagina {n} van 3"),
        ]
        for n in (1, 2, 3)
    ]
    found = content(*pages)
    assert prose(found) == ["Tekst van blad 1.", "Tekst van blad 2.", "Tekst van blad 3."]
    assert [part.span.of(found.text) for part in of(found, "furniture")] == [
        "Ministerie van Proef", "Pagina 1 van 3", "Pagina 2 van 3", "Pagina 3 van 3",
    ]  # fmt: skip
    assert [(part.label, part.span.of(found.text)) for part in of(found, "page")] == [
        ("1", "Tekst van blad 1."), ("2", "Tekst van blad 2."), ("3", "Tekst van blad 3."),
    ]  # fmt: skip


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    found = content(
        [*column(70, 100, LONG), Words(290, 30, "1")], [*column(70, 800, "en hier verder."), Words(290, 30, "2")]
    )
    assert prose(found) == [f"{LONG} en hier verder."]
    assert [part.span.of(found.text) for part in of(found, "page")] == [LONG, "en hier verder."]


def test_notes_at_the_end_of_a_page_belong_to_their_marks() -> None:
    page = [
        *column(70, 700, *[LONG] * 5),
        Words(70, 640, "Zie de motie"), Words(127.5, 644, "1", 6),
        Words(134, 640, "en de brief"), Words(184, 644, "2", 6),
        Words(70, 80, "1", 5), Words(75, 77, "Kamerstuk 29628, nr. 1135.", 8),
        Words(70, 70, "2", 5), Words(75, 67, "Kamerstuk 28286, nr. 1056,", 8), Words(70, 57, "op bladzijde 3.", 8),
    ]  # fmt: skip
    found = content(page)
    first, second = of(found, "note")
    assert (first.label, first.span.of(found.text)) == ("1", "Kamerstuk 29628, nr. 1135.")
    assert (second.label, second.span.of(found.text)) == ("2", "Kamerstuk 28286, nr. 1056,\nop bladzijde 3.")
    assert [found.text[note.anchors[0].start - 5 : note.anchors[0].end] for note in (first, second)] == [
        "motie1",
        "brief2",
    ]


def test_a_blank_page_is_passed_over() -> None:
    found = content(column(70, 700, "Brief met genoeg woorden op een blad."), [], column(70, 700, "Slot."))
    assert [part.label for part in of(found, "page")] == ["1", "3"]


def test_hyphens_and_addresses_at_the_end_of_a_line_can_be_read() -> None:
    found = content(
        column(
            70,
            700,
            f"{LONG} Handelin-",
            "gen, zie https://www.rijksoverheid.nl/een-heel-lang-adres-",
            "met-een-slot en meer.",
        )
    )
    assert "Handelin-\ngen" in found.text
    assert "https://www.rijksoverheid.nl/een-heel-lang-adres-met-een-slot en" in found.text


def test_text_that_was_read_off_a_scan_stays_on_its_pages() -> None:
    pages = [[Words(70, 700, f"Gelezen blad {n} met woorden.", mode=3), Words(290, 30, str(n), mode=3)] for n in (1, 2)]
    found = content(*pages)
    assert found.text == "Gelezen blad 1 met woorden.\n1\n\fGelezen blad 2 met woorden.\n2\n"
    assert [part.label for part in of(found, "page")] == ["1", "2"]
    assert found.marked == frozenset()


def test_pdf_is_told_by_its_content() -> None:
    data = pdf(column(70, 700, "Brief."))
    assert next(known.name for known in FORMATS if known.recognise(data)) == "pdf"
    assert next(known.name for known in FORMATS if known.recognise(b"\n" + data)) == "pdf"
    assert not recognise(b"Een tekst over PDF.")


GOOD = pdf(column(70, 700, "Brief met genoeg woorden."))
BROKEN = {
    "scan": (pdf([], []), "scan without text.*ocrmypdf"),
    "cut": (GOOD[:60], "damaged"),
    "noise": (b"%PDF-1.4\n" + bytes(range(256)) * 20, "damaged"),
    "no pages": (pdf(), "damaged|scan"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_says_so_in_a_line(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read(data, "map/brief.pdf")
    assert str(caught.value).startswith("map/brief.pdf: ")
    assert "\n" not in str(caught.value)


def test_a_locked_file_says_so() -> None:
    data = (HOUSE / "tests" / "cases" / "locked.pdf").read_bytes()
    with pytest.raises(SourceError, match="locked with a password"):
        read(data, "a.pdf")
