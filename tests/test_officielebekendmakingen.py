"""XML of officielebekendmakingen.nl: small publications of each kind, in `publications/`, and hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from extract.model import Dates, Document, Fact, Stated, StatedPerson
from extract.readers import from_bytes, read
from extract.source import take_apart
from kamergraaf.errors import SourceError

PUBLICATIONS = Path(__file__).parent / "publications"


def publication(name: str) -> Document:
    return read(PUBLICATIONS / f"{name}.xml", name)


def body(inner: str) -> Document:
    """A publication with some elements in its body."""
    return from_bytes("p", f"<officiele-publicatie><tekst>{inner}</tekst></officiele-publicatie>".encode(), "p.xml")


def blocks(document: Document) -> list[str]:
    return document.text.rstrip("\n").split("\n\n")


def of_kind(document: Document, kind: str) -> list[tuple[str | None, int, str]]:
    return [(part.label, part.level, part.span.of(document.text)) for part in document.parts_of(kind)]


# --- text and structure ----------------------------------------------------------------------------------------------


def test_the_text_of_a_letter_reads_as_it_is_printed() -> None:
    assert publication("letter").text == (
        "Vergaderjaar 2010-2011\n\nTweede Kamer der Staten-Generaal\n\n30 982\n\nBeleidsdoorlichting Sociale Zaken\n\n"
        "Nr. 5\n\nBRIEF VAN DE STAATSSECRETARIS VAN SOCIALE ZAKEN EN WERKGELEGENHEID\n\nOntvangen 30 juni 2011\n\n"
        "1. De bijstand1\n\nDe CO2-heffing staat hier buiten2, ook in het wetsvoorstel.2\n\n1.1 Wat er ligt\n\n"
        "Er zijn drie stukken:\n\na. een nota;\n\nmet een bijlage;\n\nb. twee brieven:\n\n"
        "1°. over dossier 36 725 IX;\n\n"
        "In cijfers\n\nUitgaven\n\nJaar\tBedrag3\n2010\t12 13\n\n"
        "De Staatssecretaris van Sociale Zaken en Werkgelegenheid,\nP. de Krom\n\n"
        "1 Noot bij een kop.\n\n2 Zie Stb. 2014, 270.\nEn www.cbs.nl.\n\n3 In miljoenen.\n"
    )


def test_headings_items_and_cells_keep_their_marks_and_depth() -> None:
    letter = publication("letter")
    assert of_kind(letter, "heading")[2:] == [
        ("1.", 2, "1. De bijstand1"),
        ("1.1", 3, "1.1 Wat er ligt"),
        (None, 3, "In cijfers"),
        (None, 3, "Uitgaven"),
    ]
    assert [(label, level) for label, level, _ in of_kind(letter, "item")] == [("a.", 1), ("b.", 1), ("1°.", 2)]
    assert [words for _, _, words in of_kind(letter, "cell")] == ["Jaar", "Bedrag3", "2010", "12 13"]
    assert [words for _, _, words in of_kind(letter, "row")] == ["Jaar\tBedrag3", "2010\t12 13"]


def test_notes_stand_behind_the_text_and_are_tied_to_all_their_marks() -> None:
    letter = publication("letter")
    notes = [(note.label, note.span.of(letter.text), len(note.anchors)) for note in letter.parts_of("note")]
    assert notes == [
        ("1", "Noot bij een kop.", 1),
        ("2", "Zie Stb. 2014, 270.\nEn www.cbs.nl.", 2),
        ("3", "In miljoenen.", 1),
    ]
    assert {a.of(letter.text) for note in letter.parts_of("note") for a in note.anchors} == {"1", "2", "3"}
    assert "buiten, ook in het wetsvoorstel." in take_apart(letter).flow.text


def test_what_editors_linked_is_a_link_on_their_words() -> None:
    letter = publication("letter")
    assert [(link.form, link.address, link.span.of(letter.text)) for link in letter.links] == [
        ("dossierref", "36725-IX", "36 725 IX"),
        ("extref", "stb-2014-270", "Stb. 2014, 270"),
        ("extref", "https://www.cbs.nl/", "www.cbs.nl"),
    ]


def test_articles_and_their_paragraphs() -> None:
    bill = publication("bill")
    assert [(label, words.split("\n")[0]) for label, _, words in of_kind(bill, "article")] == [
        ("1", "ARTIKEL 1"),
        ("II", "ARTIKEL II"),
        ("8a", "Artikel 8a"),
    ]
    assert of_kind(bill, "lid") == [("1.", 0, "1. Het college stelt regels."), ("2.", 0, "2. De raad ziet toe.")]
    assert "A Na artikel 8 wordt een artikel ingevoegd:" in blocks(bill)


def test_an_amendment_numbers_its_parts() -> None:
    assert {"I In artikel I vervalt onderdeel B.", "II Artikel II vervalt."} < set(blocks(publication("amendment")))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("proceedings", ["De voorzitter:", "Ik open het debat.", "De heer Dassen (Volt):", "Voorzitter. Een motie."]),
        (
            "old-proceedings",
            ["De voorzitter:", "Mevrouw Noorman-den Uyl (PvdA):", "Voorzitter. De gemeente is aan zet."],
        ),
        ("old-motion", ["28 870", "Nr. 125", "Voorgesteld 4 september 2003", "Noorman-den Uyl"]),
        ("old-questions", ["Vraag 1", "Antwoord 1", "Vraag 2", "Antwoord 2", "2 Deze noot heeft geen teken."]),
        ("gazette", ["Wassenaar, 2 juli 2014", "Willem-Alexander", "OVERHEIDop.behandeldDossier: 33161;3"]),
    ],
)
def test_lines_that_readers_of_papers_look_for(name: str, lines: list[str]) -> None:
    assert [block for block in blocks(publication(name)) if block in lines] == lines


def test_old_notes_are_tied_to_their_marks() -> None:
    motion = publication("old-motion")
    (note,) = motion.parts_of("note")
    assert (note.span.of(motion.text), len(note.anchors)) == ("Artikel 47 van de wet.", 2)
    assert [len(note.anchors) for note in publication("old-questions").parts_of("note")] == [1, 0]


def test_what_nobody_knows_is_kept() -> None:
    assert blocks(body("<nieuw>Iets <vreemd>heel</vreemd> nieuws</nieuw><bak><a1>Een</a1><b1>Twee</b1></bak>los")) == [
        "Iets heel nieuws Een Twee los"
    ]
    assert blocks(body("<al>Een<lijst><li><li.nr>a.</li.nr><al>b</al></li></lijst>twee</al>")) == [
        "Een",
        "a. b",
        "twee",
    ]


def test_lists_beside_the_text_are_behind_it_and_no_prose() -> None:
    gazette = publication("gazette")
    (listing,) = gazette.parts_of("listing")
    assert listing.span.end == len(gazette.text) - 1
    assert gazette.text.index("Zie de toelichting.") < listing.span.start
    assert "33161" not in take_apart(gazette).flow.text
    assert [(link.form, link.address) for link in gazette.links] == [("OVERHEIDop.behandeldDossier", "33161;3")]


# --- what files state ------------------------------------------------------------------------------------------------

OFFICE = "Staatssecretaris van Sociale Zaken en Werkgelegenheid"
STATED = {
    "letter": Stated(
        "letter",
        "kst-30982-5",
        title="BRIEF VAN DE STAATSSECRETARIS VAN SOCIALE ZAKEN EN WERKGELEGENHEID",
        session_year="2010-2011",
        dates=Dates(issued="2011-06-30"),
        dossiers=("30982",),
        people=(StatedPerson("signatory", "P. de Krom", office=OFFICE),),
    ),
    "bill": Stated(
        "bill", "kst-33750-XV-2", title="VOORSTEL VAN WET", session_year="2013-2014", dossiers=("33750-XV",)
    ),
    "amendment": Stated(
        "amendment",
        "kst-33801-40",
        title="AMENDEMENT VAN HET LID KARABULUT",
        dates=Dates(issued="2014-02-05"),
        dossiers=("33801",),
        people=(StatedPerson("mover", "Karabulut"),),
    ),
    "gazette": Stated(
        "gazette",
        "stb-2014-270",
        title="Wet van 2 juli 2014 tot wijziging van de Wet werk en bijstand",
        dates=Dates(issued="2014-07-17"),
        people=(StatedPerson("signatory", "J. Klijnsma", office=OFFICE),),
    ),
    "proceedings": Stated(
        "proceedings",
        "h-tk-20222023-84-12",
        title="Integriteit openbaar bestuur",
        session_year="2022-2023",
        dates=Dates(issued="2023-05-24"),
    ),
    "old-motion": Stated(
        "motion",
        "kst-28870-125",
        title="MOTIE VAN HET LID NOORMAN-DEN UYL",
        session_year="2003-2004",
        dossiers=("28870",),
    ),
    "old-memorandum": Stated(
        "memorandum",
        "kst-28870-3",
        title="MEMORIE VAN TOELICHTING",
        session_year="2002-2003",
        dossiers=("28870",),
        people=(
            StatedPerson("signatory", "A. J. de Geus", office="Minister van Sociale Zaken en Werkgelegenheid"),
            StatedPerson("signatory", "M. Rutte", office=OFFICE),
        ),
    ),
    "metadata": Stated(
        "motion",
        "kst-36600-XIV-52",
        dossiers=("36600-XIV",),
        people=(StatedPerson("mover", "C.A.M. van der Plas"),),
    ),
}


@pytest.mark.parametrize("name", STATED)
def test_what_a_file_states_of_its_paper(name: str) -> None:
    (paper,) = publication(name).stated
    fields = [field for field in Stated.__dataclass_fields__ if field != "facts"]
    assert {f: getattr(paper, f) for f in fields} == {f: getattr(STATED[name], f) for f in fields}


def test_a_file_of_answers_states_the_questions_too() -> None:
    asked, answered = publication("old-questions").stated
    assert (asked.kind, asked.id, asked.identifiers) == ("question-set", "kv-tk-2009Z01234", ("2009Z01234",))
    assert asked.people == (
        StatedPerson("asker", "S. Karabulut"),
        StatedPerson("addressee", office="staatssecretaris van Sociale Zaken en Werkgelegenheid"),
    )
    assert (answered.kind, answered.id, answered.people) == ("answer-set", "ah-tk-20082009-1234", ())
    assert answered.dates == Dates(None, "2009-03-20")  # 31 February is no day


def test_all_that_is_stated_is_kept_raw() -> None:
    (paper,) = publication("metadata").stated
    assert paper.facts == (
        Fact("DC.identifier", "kst-36600-XIV-52", "OVERHEIDop.ParlID"),
        Fact("DC.type", "Motie", "OVERHEIDop.KamerstukTypen"),
        Fact("OVERHEIDop.dossiernummer", "36600-XIV"),
        Fact("OVERHEIDop.indiener", "C.A.M. van der Plas"),
        Fact("OVERHEIDop.bijlage", "blg-1184123"),
    )
    assert Fact("publtype", "mot") in publication("old-motion").stated[0].facts
    assert Fact("ordernr", "KST74001") in publication("old-motion").stated[0].facts


@pytest.mark.parametrize(
    ("dossier", "number", "expected"),
    [
        ("<dossiernr>21 501</dossiernr>-<raadnr>02</raadnr>", "3", "kst-21501-02-3"),
        ("<dossiernr>36 600</dossiernr><begrotingshoofdstuk>B</begrotingshoofdstuk>", "C", "kst-36600-B-C"),
        ("<dossiernr>36 6</dossiernr>", "3", None),
        ("<dossiernr>36 600</dossiernr>", "3 e.v.", None),
    ],
)
def test_a_number_is_made_of_what_is_marked_or_not_at_all(dossier: str, number: str, expected: str | None) -> None:
    head = f"<dossier><dossiernummer>{dossier}</dossiernummer></dossier>"
    (paper,) = body(f"{head}<stuk><stuknr>Nr. <ondernummer>{number}</ondernummer></stuknr></stuk>").stated
    assert paper.id == expected


def test_two_papers_in_a_file_have_no_number_together() -> None:
    stuk = "<stuk><stuknr>Nr. <ondernummer>{}</ondernummer></stuknr></stuk>"
    head = "<dossiernummer><dossiernr>36 600</dossiernr></dossiernummer>"
    assert body(head + stuk.format(1) + stuk.format(2)).stated[0].id is None


# --- which files, and hostile ones -----------------------------------------------------------------------------------

OWN = "officielebekendmakingen"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<officiele-publicatie><al>a</al></officiele-publicatie>",
            OWN,
        ),
        (b"<kamerwrk><al>a</al></kamerwrk>", OWN),
        (b"<metadata><metadata name='OVERHEIDop.x' content='a'/></metadata>", OWN),
        (b"<metadata><title>a</title></metadata>", "xml"),
        (b"<?xml version='1.0'?><verslag><al>a</al></verslag>", "xml"),
        (b"<a> zegt hij, en hij gaat weg.", "text"),
        (b"<3 kamerleden", "text"),
    ],
)
def test_the_format_is_told_by_the_content(data: bytes, form: str) -> None:
    assert from_bytes("a", data, "a").format == form


def test_other_xml_is_read_paragraph_by_paragraph() -> None:
    document = from_bytes("a", b"<wet><kop>Wet</kop><x><y>een <b>vet</b> woord</y><y>twee</y></x></wet>", "a")
    assert blocks(document) == ["Wet", "een vet woord", "twee"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<officiele-publicatie><al>a</officiele-publicatie>", "line 1 is broken XML"),
        (b"<?xml version='1.0' encoding='UTF-8'?>\n<kamerwrk>\n<al>\xff</al></kamerwrk>", "line 3 is broken XML"),
        (b"<kamerwrk><al> </al></kamerwrk>", "no words in this file"),
        (b"<?xml version='1.0'?><a b='c'/>", "no words in this file"),
        (b"<kamerwrk>\n<!-- niet\nafgemaakt", "line 3 is broken XML .Comment not terminated"),
        (b"<kamerwrk>" + b"<x>" * 120 + b"a" + b"</x>" * 120 + b"</kamerwrk>", "nested in more than 100"),
        (b"<kamerwrk>" + b"<x>" * 5000 + b"a" + b"</x>" * 5000 + b"</kamerwrk>", "line 1"),
        (b"<kamerwrk><al>" + b"<b>" * 120 + b"a" + b"</b>" * 120 + b"</al></kamerwrk>", "nested in more than 100"),
    ],
)
def test_broken_and_hostile_files_are_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        from_bytes("a", data, "a.xml")
    assert str(caught.value).startswith("a.xml: ")
    assert "\n" not in str(caught.value)


# --- real ones -------------------------------------------------------------------------------------------------------


def test_every_link_of_real_motions_is_there_on_its_words(shared: Path) -> None:
    files = sorted((shared / "corpus" / "motions").glob("*.xml"))
    linked = 0
    for file in files:
        document = read(file, file.name)
        elements = etree.parse(file).getroot().iter("extref")
        wanted = [(e.get("doc"), " ".join("".join(map(str, e.itertext())).split())) for e in elements]
        assert [(link.address, link.span.of(document.text)) for link in document.links] == wanted, file.name
        linked += len(wanted)
    assert (len(files), linked) == (385, 74)


def test_real_motions_state_their_numbers(shared: Path) -> None:
    for file in sorted((shared / "corpus" / "motions").glob("*.xml"))[:100]:
        document = read(file, file.name)
        (paper,) = document.stated
        assert paper.kind == "motion"
        assert paper.id
        assert paper.id.startswith(f"kst-{paper.dossiers[0]}-")
        assert paper.dates.issued
