"""Word: what a reader sees on paper is what comes out."""

from __future__ import annotations

import io
import zipfile

import pytest
from wordfile import docx, heading, level, listed, lists, mark, note, p, run, table, zipped

from extract.model import Content, Part
from extract.readers.docx import read, recognise
from extract.readers.formats import FORMATS
from kamergraaf.errors import SourceError

LISTS = lists(
    level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)") + level(2, "upperRoman", "%3"),
    level(0, "bullet", "\uf0b7") + level(1, "bullet", "–"),
    nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>",
)


def text(*blocks: str, **parts: str) -> str:
    return content(*blocks, **parts).text


def content(*blocks: str, **parts: str) -> Content:
    return read(docx(*blocks, **parts), "a.docx")


def of(found: Content, kind: str) -> list[Part]:
    return [part for part in found.parts if part.kind == kind]


def field(told: str, shown: str) -> str:
    """A field in its long form: what it is told to do, and its result."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{told}</w:instrText></w:r>{marks[1]}{run(shown)}{marks[2]}"


def box(inner: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"


SHOWN = {
    "insertion": (p(run("aan") + f"<w:ins>{run('gevuld')}</w:ins>"), "aangevuld\n"),
    "deletion": (p(run("blijft") + "<w:del><w:r><w:delText>weg</w:delText></w:r></w:del>"), "blijft\n"),
    "moved": (p(f"<w:moveFrom>{run('hier')}</w:moveFrom><w:moveTo>{run('daar')}</w:moveTo>"), "daar\n"),
    "hidden": (p(run("open") + run("verborgen", "<w:vanish/>")), "open\n"),
    "no-break hyphen": (p(f"<w:r><w:t>SZW</w:t><w:noBreakHyphen/><w:t>brief</w:t></w:r>{run('')}"), "SZW-brief\n"),
    "soft hyphen": (p("<w:r><w:t>Handelin</w:t><w:softHyphen/><w:t>gen</w:t></w:r>"), "Handelingen\n"),
    "tab": (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"), "a b\n"),
    "line": (p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"), "a\nb\n"),
    "page": (p('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>'), "a\n\nb\n"),
    "symbol": (p('<w:r><w:sym w:font="Arial" w:char="20AC"/><w:t> 5</w:t></w:r>'), "€ 5\n"),
    "control": (p(f"<w:sdt><w:sdtContent>{run('ingevuld')}</w:sdtContent></w:sdt>"), "ingevuld\n"),
    "empty control": (
        p(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Klik')}</w:sdtContent></w:sdt>{run('x')}"),
        "x\n",
    ),
    "field": (p(field("DOCPROPERTY datum", "11 januari 2024")), "11 januari 2024\n"),
    "field in a field": (p(field(field("IF", "x"), "goed")), "goed\n"),
    "box": (p(run("tekst") + box(p("kader"))), "tekst\n\nkader\n"),
    "two forms of a box": (
        p(f"<w:r><w:AlternateContent><w:Choice>{box(p('een'))}</w:Choice><w:Fallback>{box(p('twee'))}</w:Fallback>"
          "</w:AlternateContent></w:r>"),
        "een\n",
    ),
    "page number": (p(run("Pagina ") + field("PAGE", "1")) + p("tekst"), "tekst\n"),
}  # fmt: skip


@pytest.mark.parametrize(("block", "shown"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown_is_read(block: str, shown: str) -> None:
    assert text(block) == shown


def test_lists_have_their_numbers_as_shown() -> None:
    found = content(
        listed("een", 1),
        listed("sub", 1, 1),
        listed("sub", 1, 1),
        listed("diep", 1, 2),
        p("tussen"),
        listed("twee", 1),
        listed("sub", 1, 1),
        listed("opnieuw", 3),
        listed("verder", 3),
        listed("punt", 2),
        listed("streep", 2, 1),
        numbering=LISTS,
    )
    markers = ["1.", "1.a)", "1.b)", "I", "2.", "2.a)", "7.", "8.", "•", "–"]
    assert [item.label for item in of(found, "item")] == markers
    assert [item.span.of(found.text).split()[0] for item in of(found, "item")] == markers
    assert [item.level for item in of(found, "item")][:4] == [1, 2, 2, 3]


def test_headings_come_from_styles_and_outlines() -> None:
    found = content(heading("Inleiding"), p("Tekst."), p("Slot", '<w:outlineLvl w:val="1"/>'))
    assert [(part.span.of(found.text), part.level) for part in of(found, "heading")] == [("Inleiding", 1), ("Slot", 2)]


def test_a_row_is_a_line_and_cells_are_parted_by_tabs() -> None:
    found = content(table(("Jaar", "Aantal"), ("2019", "12")))
    assert found.text == "Jaar\tAantal\n2019\t12\n"
    assert [part.span.of(found.text) for part in of(found, "cell")] == ["Jaar", "Aantal", "2019", "12"]
    assert len(of(found, "table")) == 1


def test_a_table_that_only_lays_out_the_page_is_none() -> None:
    found = content(table(("Aan de voorzitter", ""), ("", "van de Kamer")))
    assert found.text == "Aan de voorzitter\n\nvan de Kamer\n"
    assert not of(found, "table")


def test_notes_stand_behind_the_text_and_their_marks_in_it() -> None:
    found = content(
        p(run("Zie de motie") + mark(3) + run(", en meer") + mark(9, "endnote") + run(".")),
        footnotes=note(3, "Kamerstuk 29628, nr. 1135."),
        endnotes=note(9, "Bijlage."),
    )
    assert found.text == "Zie de motie1, en meeri.\n\n1 Kamerstuk 29628, nr. 1135.\n\ni Bijlage.\n"
    for part, label in zip(of(found, "note"), ("1", "i"), strict=True):
        assert part.label == label
        assert part.anchors[0].of(found.text) == label
        assert part.whole is not None
        assert part.whole.of(found.text) == f"{label} {part.span.of(found.text)}"


def test_a_note_may_have_a_mark_of_its_own() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    found = content(p(run("Antoon") + own), footnotes=note(2, "Niet zijn echte naam."))
    assert found.text == "Antoon*\n\n* Niet zijn echte naam.\n"


def test_links_lie_on_their_words() -> None:
    link = f'<w:hyperlink r:id="a">{run("de brief")}</w:hyperlink>'
    told = field('HYPERLINK "https://www.rijksoverheid.nl/b"', "het verslag")
    found = read(docx(p(run("Zie ") + link + run(" en ") + told), links={"a": "https://www.rijksoverheid.nl/a"}), "a")
    assert [(link.span.of(found.text), link.address, link.form) for link in found.links] == [
        ("de brief", "https://www.rijksoverheid.nl/a", "href"),
        ("het verslag", "https://www.rijksoverheid.nl/b", "href"),
    ]


def test_only_a_header_of_the_first_page_is_read() -> None:
    header = p(run("Datum 11 januari 2024"))
    reference = '<w:headerReference w:type="{}" r:id="header1"/>{}'
    first = text(p("Brief."), header1=header, section=reference.format("first", "<w:titlePg/>"))
    assert first == "Datum 11 januari 2024\n\nBrief.\n"
    assert text(p("Brief."), header1=header, section=reference.format("default", "<w:titlePg/>")) == "Brief.\n"
    assert text(p("Brief."), header1=header, section=reference.format("first", "")) == "Brief.\n"


def test_properties_are_facts_and_say_nothing_of_the_paper() -> None:
    core = (
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Sjabloon</dc:title></c:coreProperties>'
    )
    (stated,) = content(p("Brief."), core=core).stated
    assert [(fact.name, fact.value) for fact in stated.facts] == [("dc:title", "Sjabloon")]
    assert (stated.title, stated.kind, stated.people) == (None, None, ())


def test_word_is_told_by_its_content() -> None:
    data = docx(p("Brief."))
    assert next(known.name for known in FORMATS if known.recognise(data)) == "docx"
    assert not recognise(zipped({"brief.txt": b"Brief."}))
    assert not recognise(zipped({"map/brief.docx": data}))
    assert recognise(data[: len(data) // 2])


def nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + p("diep") + "</w:tc></w:tr></w:tbl>" * depth


def without(data: bytes, left_out: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return zipped({name: package.read(name) for name in package.namelist() if name != left_out})


def with_part(data: bytes, name: str, words: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return zipped({known: package.read(known) for known in package.namelist()} | {name: words})


PLAIN = docx(p("Brief."))
BROKEN = {
    "truncated": (PLAIN[: len(PLAIN) * 2 // 3], "damaged"),
    "no text": (without(PLAIN, "word/document.xml"), "is missing"),
    "broken XML": (with_part(PLAIN, "word/document.xml", b"<w:document"), "line 1"),
    "broken styles": (with_part(PLAIN, "word/styles.xml", b"<w:styles>"), "styles.xml"),
    "bomb": (with_part(PLAIN, "word/document.xml", b"<a>" + b" " * (33 << 20)), "unpacks to more than 32 MB"),
    "entities": (
        with_part(
            PLAIN,
            "word/styles.xml",
            b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><a>&c',
        ),
        "styles.xml",
    ),
    "deep": (docx(nested(3000)), "deep|nested|broken XML"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "before 2007"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
}


@pytest.mark.parametrize(("data", "reason"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_says_so_in_a_line(data: bytes, reason: str) -> None:
    assert recognise(data)
    with pytest.raises(SourceError, match=reason) as caught:
        read(data, "map/brief.docx")
    assert str(caught.value).startswith("map/brief.docx: ")
    assert "\n" not in str(caught.value)


def test_nothing_outside_the_file_is_read() -> None:
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="%s"><w:body><w:p><w:r>'
    word = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = outside % word + b"<w:t>&x;Brief.</w:t></w:r></w:p></w:body></w:document>"
    assert "root:" not in read(with_part(PLAIN, "word/document.xml", words), "a.docx").text
