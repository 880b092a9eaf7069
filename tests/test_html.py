"""Web pages as browsers save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import Dates, Decision, Document, Fact, Stated
from extract.readers import from_bytes, read
from kamergraaf.errors import SourceError

SAMPLE = Path(__file__).parent.parent / "samples" / "kst-28844-269.html"
MENU = '<nav><ul><li><a href="/a">RUIS Actueel</a></li><li><a href="/b">RUIS Onderwerpen</a></li></ul></nav>'
TEXT = "Het college beoordeelt de aanvraag en legt uit waarom. " * 12 + "Slot."


def page(body: str, head: str = "") -> Document:
    return from_bytes(
        "a.html", f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html"
    )


def blocks(document: Document) -> list[str]:
    return document.text.rstrip("\n").split("\n\n")


# --- what is text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<header>RUIS</header>{MENU}<main><h1>Kop</h1><p>Tekst.</p></main><footer>RUIS</footer>", ["Kop", "Tekst."]),
        (f"{MENU}<article><h1>Kop</h1><p>Ja.</p></article><footer>RUIS</footer>", ["Kop", "Ja."]),
        (f'<div id="header">RUIS</div><div id="content"><h1>Kop</h1><p>{TEXT}</p></div>', ["Kop", TEXT]),
        (f'<form id="aspnetForm"><div class="menu">RUIS</div><div id="Inhoud"><p>{TEXT}</p></div></form>', [TEXT]),
        (f'<div class="cookiebar">RUIS</div><main aria-hidden="true"><p>{TEXT}</p></main>', [TEXT]),
        ('<div role="dialog">RUIS</div><p>Een pagina.</p><p>Zonder namen.</p>', ["Een pagina.", "Zonder namen."]),
        (f'<main><div class="breadcrumb">RUIS</div><p>{TEXT}</p></main>', [TEXT]),
        (f'<main><p>{TEXT}</p><p style="display: none">RUIS</p><p hidden>RUIS</p></main>', [TEXT]),
        (
            "<p>Een<script>RUIS()</script> zin<!-- RUIS --> in<noscript>RUIS</noscript> delen.</p>",
            ["Een zin in delen."],
        ),
        ("<header>RUIS</header><p>Een pagina zonder main.</p>", ["Een pagina zonder main."]),
    ],
)
def test_only_the_main_text_is_read(body: str, text: list[str]) -> None:
    assert blocks(page(body)) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Een  <b>vet</b>\n woord</p>los<div>blok</div>", ["Een vet woord", "los", "blok"]),
        ("<p>Een<br>twee<br><br>drie</p>", ["Een\ntwee", "drie"]),
        ("<ul><li>een</li><li><p>twee</p><p>drie</p></li></ul>", ["• een", "• twee", "drie"]),
        ('<ol start="3"><li>een</li><li value="7">twee</li></ol>', ["3. een", "7. twee"]),
        ('<ol type="a"><li>een<ol><li>twee</li></ol></li></ol>', ["a. een", "1. twee"]),
        ('<ul><li><span class="ol">1°.</span> een</li></ul>', ["1°. een"]),
        (
            "<table><caption>Geld</caption><tr><th>Jaar<td><p>12</p><p>13</p><tr><td>a</table>",
            ["Geld", "Jaar\t12 13\na"],
        ),
        ("<table><tr><td><h2>Kop</h2><p>tekst</p></td></tr></table>", ["Kop", "tekst"]),
        ("<pre>een\n  twee</pre>", ["een\ntwee"]),
        ("<dl><dt>Datum</dt><dd>14 maart 2017</dd></dl>", ["Datum", "14 maart 2017"]),
    ],
)
def test_blocks_read_as_a_browser_shows_them(body: str, text: list[str]) -> None:
    assert blocks(page(body)) == text


def test_parts_of_a_page() -> None:
    document = page(
        "<h1>Kop</h1><h3>Lager</h3><ol><li>een<ul><li>twee</li></ul></li></ol><table><tr><td>a<td>b</table>"
    )
    assert [(p.kind, p.label, p.level, p.span.of(document.text)) for p in document.parts] == [
        ("heading", None, 1, "Kop"),
        ("heading", None, 3, "Lager"),
        ("item", "1.", 1, "1. een\n\n• twee"),
        ("item", "•", 2, "• twee"),
        ("row", None, 0, "a\tb"),
        ("table", None, 0, "a\tb"),
        ("cell", None, 0, "a"),
        ("cell", None, 0, "b"),
    ]
    assert document.marked == {"furniture"}


# --- links and notes -------------------------------------------------------------------------------------------------


def test_links_in_the_main_text_have_whole_addresses() -> None:
    document = page(
        f'{MENU}<main><p>{TEXT}<a href="kst-28844-261.html">nr. 261</a> <a href="#boven">omhoog</a> '
        '<a href="mailto:a@b.nl">post</a> <a href="javascript:x()">knop</a> <a href="http://[">stuk</a> '
        '<a href="https://www.cbs.nl/x"> CBS </a></p></main>',
        '<link rel="canonical" href="https://zoek.officielebekendmakingen.nl/kst-28844-269.html">',
    )
    assert [(link.form, link.address, link.span.of(document.text)) for link in document.links] == [
        ("href", "https://zoek.officielebekendmakingen.nl/kst-28844-261.html", "nr. 261"),
        ("href", "https://www.cbs.nl/x", "CBS"),
    ]


def test_links_of_a_page_that_does_not_say_where_it_is() -> None:
    assert page('<p><a href="elders.html">elders</a></p>').links == ()
    based = page('<p><a href="elders.html">elders</a></p>', '<base href="https://www.a.nl/b/">')
    assert [link.address for link in based.links] == ["https://www.a.nl/b/elders.html"]


def test_notes_are_tied_to_their_marks() -> None:
    document = page(
        '<p>Een<sup><a href="#fn1">1</a></sup> en<a href="#fn1">[1]</a> meer.</p>'
        '<ol><li id="fn1">Trouw. <a href="#ref1">↩</a></li><li id="fn2">Zonder teken.</li></ol>'
    )
    assert document.text == "Een1 en1 meer.\n\n1 Trouw.\n\n* Zonder teken.\n"
    assert [(note.label, len(note.anchors)) for note in document.parts_of("note")] == [("1", 2), ("*", 0)]
    assert document.marked == {"furniture", "note"}


def test_a_page_of_officielebekendmakingen() -> None:
    document = read(SAMPLE, SAMPLE.name)
    (note,) = document.parts_of("note")
    (paper,) = document.stated
    assert blocks(document)[:4] == [
        "28 844",
        "Integriteitsbeleid openbaar bestuur en politie",
        "Nr. 269",
        "BRIEF VAN DE MINISTER VAN BINNENLANDSE ZAKEN EN KONINKRIJKSRELATIES",
    ]
    assert (note.label, note.span.of(document.text)) == ("1", "Kamerstuk 28 844, nr. 266.")
    assert [link.address.rpartition("/")[2] for link in document.links] == [
        "kst-28844-261.html",
        "h-tk-20222023-84-12.html",
        "kst-28844-266.html",
    ]
    assert (paper.kind, paper.id, paper.dossiers, paper.session_year, paper.dates.issued) == (
        "letter",
        "kst-28844-269",
        ("28844",),
        "2022-2023",
        "2023-07-07",
    )
    assert not any(words in document.text for words in ("cookies", "zoeken", "Privacy", "statistiek"))


# --- what the head states --------------------------------------------------------------------------------------------


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            canonical("https://uitspraken.rechtspraak.nl/details?id=ECLI:NL:CRVB:2017:1055"),
            Stated(
                "ruling",
                "ECLI:NL:CRVB:2017:1055",
                sources=("https://uitspraken.rechtspraak.nl/details?id=ECLI:NL:CRVB:2017:1055",),
                decision=Decision("CRVB"),
            ),
        ),
        (
            '<meta property="og:url" content="https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id=2025Z00722'
            '&amp;did=2025D07118"><meta property="og:title" content="Vragen over volgen">',
            Stated(
                identifiers=("2025Z00722", "2025D07118"),
                title="Vragen over volgen",
                sources=("https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id=2025Z00722&did=2025D07118",),
            ),
        ),
        (
            '<title>Kamerbrief | Rijksoverheid.nl</title><meta name="DCTERMS.issued" content="2021-06-04T11:36"><meta'
            ' name="DCTERMS.identifier" title="XSD.anyURI" content="https://www.rijksoverheid.nl/documenten/a"><meta'
            ' name="DCTERMS.title" content="Kamerbrief over bijstand">',
            Stated(title="Kamerbrief over bijstand", dates=Dates(issued="2021-06-04")),
        ),
        (
            '<meta name="dcterms.identifier" content="ah-tk-20142015-2171">'
            '<meta name="OVERHEIDop.datumOntvangst" content="2015-05-06">',
            Stated("answer-set", "ah-tk-20142015-2171", dates=Dates(received="2015-05-06")),
        ),
        ("<title> Een  pagina </title>", Stated(title="Een pagina")),
        (
            canonical("https://www.example.org/kst-28844-269.html"),
            Stated(sources=("https://www.example.org/kst-28844-269.html",)),
        ),
        ('<meta property="article:published_time" content="2015-02-31">', Stated()),
    ],
)
def test_what_a_page_states(head: str, expected: Stated) -> None:
    *_, paper = page("<p>tekst</p>", head).stated
    fields = [field for field in Stated.__dataclass_fields__ if field != "facts"]
    assert {field: getattr(paper, field) for field in fields} == {field: getattr(expected, field) for field in fields}


def test_all_that_the_head_says_is_kept() -> None:
    head = (
        '<title>Kop</title><meta name="DC.type" scheme="S" content=" a  b "><meta property="og:type" content="article">'
    )
    (paper,) = page("<p>tekst</p>", head).stated
    assert paper.facts == (Fact("DC.type", "a b", "S"), Fact("og:type", "article"), Fact("title", "Kop"))


def test_the_browser_wrote_down_where_the_page_is() -> None:
    saved = b"<!-- saved from url=(0034)https://www.raadvanstate.nl/adviezen -->"
    data = b"<!DOCTYPE html>\n" + saved + b"\n<html><p>tekst</p></html>"
    assert from_bytes("a", data, "a").stated[0].sources == ("https://www.raadvanstate.nl/adviezen",)


# --- encodings, and hostile pages ------------------------------------------------------------------------------------

WORDS = "cliëntenraad – ‘wet’"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-8", "cp1252"),
        ("onbekend", "cp1252"),
        ("zip", "cp1252"),
        ("utf-8", "utf-8-sig"),
        ("utf-8", "utf-16"),
    ],
)
def test_the_encoding_is_found_whatever_is_declared(declared: str, encoding: str) -> None:
    text = f'<!DOCTYPE html><html><head><meta charset="{declared}"></head><body><p>{WORDS}</p></body></html>'
    document = from_bytes("a", text.encode(encoding), "a")
    assert (document.format, document.text) == ("html", f"{WORDS}\n")


def test_a_broken_byte_does_not_spoil_a_page() -> None:
    data = b"<!DOCTYPE html><html><body><p>" + "ë".encode() * 30 + b"\xe9 eind</p></body></html>"
    assert from_bytes("a", data, "a").text == "ë" * 30 + "\ufffd eind\n"


@pytest.mark.parametrize("start", ["<!doctype html>", "\n<HTML>", "<?xml version='1.0'?><!-- a --><html xmlns='x'>"])
def test_a_page_is_told_by_its_beginning(start: str) -> None:
    assert from_bytes("a.xml", f"{start}<body><p>a</p></body></html>".encode(), "a").format == "html"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html></html>", "no words"),
        (b"<html><script>x()</script></html>", "no words"),
        (b"<html><body>" + b"<div>" * 400 + b"a", "nested in more than 150|cannot be read"),
    ],
)
def test_pages_without_a_text_are_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        from_bytes("a", data, "a.html")
    assert str(caught.value).startswith("a.html: ")
    assert "\n" not in str(caught.value)
