"""What a file carries beside its text: links of editors and facts of its paper, kept apart from what was read."""

from __future__ import annotations

import pytest

from extract.model import Content, Dates, Document, Extraction, Fact, Part, Span, Stated, StatedPerson
from extract.pipeline import Extractor
from extract.readers.writing import Writer
from graph.authority import embedded
from graph.build import source_nquads
from kamergraaf.record import record

MOTION = """Vergaderjaar 2024-2025

36 667

Wet van school naar duurzaam werk

Nr. 21

MOTIE VAN DE LEDEN WESTERVELD EN CEDER

Voorgesteld 24 juni 2025

De Kamer,

verzoekt de regering het aan te vullen,

en gaat over tot de orde van de dag.

Westerveld
Ceder
"""
INDIENER = Fact("OVERHEIDop.indiener", "D.G.M. Ceder")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(embedded())


def of(content: Content, extractor: Extractor) -> Extraction:
    made = Document(
        "a.xml", content.text, "0" * 64, "xml", content.parts, content.links, content.stated, content.marked
    )
    return extractor.extract(made)


def motion(stated: Stated, extractor: Extractor) -> Extraction:
    return of(Content(MOTION, stated=(stated,)), extractor)


# --- links --------------------------------------------------------------------------------------------------------

ADDRESSES = [
    ("kst-36600-XVII-12", "paper", "kst-36600-XVII-12"),
    ("1.0:v:BWB:BWBR0005537&artikel=8:6&g=1997-02-19", "article", "jci1.3:c:BWBR0005537&artikel=8:6"),
    ("jci1.31:c:BWBR0015703&hoofdstuk=3", "law", "BWBR0015703"),
    ("http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:HR:2014:2646", "ruling", "ECLI:NL:HR:2014:2646"),
    ("stb-2014-270", "gazette", "stb-2014-270"),
    ("https://www.rijksoverheid.nl/onderwerpen/bijstand", "web", "https://www.rijksoverheid.nl/onderwerpen/bijstand"),
    ("kst-CCD-II", "publication", None),
]


@pytest.mark.parametrize(("address", "kind", "identifier"), ADDRESSES)
def test_a_link_is_a_mention_of_an_editor(
    address: str, kind: str, identifier: str | None, extractor: Extractor
) -> None:
    writer = Writer()
    with writer.block():
        writer.write("Zie ")
        with writer.link(address, "extref"):
            writer.write("het stuk dat eerder kwam")
        writer.write(".")
    [mention] = [m for m in of(writer.content(), extractor).mentions if m.source == "editor"]
    assert (mention.kind, mention.id, mention.rule) == (kind, identifier, "editor-extref")
    assert mention.text == "het stuk dat eerder kwam"
    assert mention.resolution == ("resolved" if identifier else "unresolved")


def test_a_listing_is_linked_but_not_read_as_prose(extractor: Extractor) -> None:
    writer = Writer()
    with writer.block():
        writer.write("Zie artikel 47 van de Participatiewet.")
    with writer.part("listing"):
        writer.end_block()
        with writer.link("1.0:v:BWB:BWBR0005537&artikel=8:6", "dcterms:references"):
            writer.write("Algemene wet bestuursrecht 8:6")
    found = of(writer.content(), extractor).mentions
    assert {m.id for m in found if m.source == "text"} == {"BWBR0015703", "jci1.3:c:BWBR0015703&artikel=47"}
    assert [(m.id, m.rule) for m in found if m.source == "editor"] == [
        ("jci1.3:c:BWBR0005537&artikel=8:6", "editor-references")
    ]


def test_what_an_editor_says_of_a_ruling_stands_on_the_citation(extractor: Extractor) -> None:
    writer = Writer()
    with writer.part("listing"), writer.link("ECLI:NL:PHR:1997:AA2136", "dcterms:relation", "conclusie"):
        writer.write("Conclusie: ECLI:NL:PHR:1997:AA2136")
    quads = source_nquads(of(writer.content(), extractor), "a.xml", embedded())
    assert 'def#statedRelation> "conclusie"' in quads
    assert "def#origin> <https://w3id.org/kamergraaf/concept/origin/editor>" in quads


def test_notes_that_a_file_marks_are_its_notes(extractor: Extractor) -> None:
    writer = Writer()
    with writer.block():
        writer.write("De Kamer nam de motie")
        writer.note("1", lambda: writer.write("Kamerstuk 24515, nr. 583."))
        writer.write(" aan.")
    found = of(writer.content(marked=frozenset({"note"})), extractor)
    assert found.document.text == "De Kamer nam de motie1 aan.\n\n1 Kamerstuk 24515, nr. 583.\n"
    [note] = found.footnotes
    assert note.span
    assert note.span.of(found.document.text) == "Kamerstuk 24515, nr. 583."
    assert [anchor.of(found.document.text) for anchor in note.anchors] == ["1"]
    assert "kst-24515-583" in {m.id for m in found.mentions}


# --- facts --------------------------------------------------------------------------------------------------------


def test_the_file_has_the_last_word_on_what_the_paper_is(extractor: Extractor) -> None:
    stated = Stated("motion", "kst-36667-21", title="Motie over nazorg", dossiers=("36667", "31524"))
    [paper] = motion(stated, extractor).papers
    assert (paper.id, paper.title, paper.issues) == ("kst-36667-21", "Motie over nazorg", ())
    assert (paper.session_year, paper.dates.issued) == ("2024-2025", "2025-06-24")
    assert paper.dossiers == ("36667", "31524")


@pytest.mark.parametrize("stated", [Stated(id="kst-36667-22"), Stated(dates=Dates(issued="2025-06-25"))])
def test_what_differs_is_told(stated: Stated, extractor: Extractor) -> None:
    [paper] = motion(stated, extractor).papers
    assert paper.issues == ("metadata-mismatch",)


def test_people_of_the_file_join_those_of_the_text(extractor: Extractor) -> None:
    people = (StatedPerson("mover", "D.G.M. Ceder"), StatedPerson("mover", "S. Karabulut", "SP"))
    [paper] = motion(Stated(people=people), extractor).papers
    assert [(p.name, p.span is None) for p in paper.those("mover")] == [
        ("Westerveld", False),
        ("Ceder", False),
        ("S. Karabulut", True),
    ]


def test_an_office_of_the_file_is_a_post_of_the_registers(extractor: Extractor) -> None:
    signed = StatedPerson("signatory", "W. Koolmees", office="Minister van Sociale Zaken en Werkgelegenheid")
    stated = Stated("letter", dates=Dates(issued="2020-06-04"), people=(signed,))
    content = Content("Brief over de bijstand\n", stated=(stated,))
    [paper] = of(content, extractor).papers
    [who] = paper.those("signatory")
    assert (who.person, who.post, who.office) == ("wouter-koolmees", "minister-szw", "minister")


def test_the_graph_keeps_the_facts_of_the_file_in_a_record_of_its_own(extractor: Extractor) -> None:
    stated = Stated("motion", "kst-36667-21", people=(StatedPerson("mover", "S. Karabulut"),), facts=(INDIENER,))
    quads = source_nquads(motion(stated, extractor), "a.xml", embedded())
    record_iri = f"<https://w3id.org/kamergraaf/tekst/{'0' * 64}/opgave/1>"
    topic = "<http://xmlns.com/foaf/0.1/primaryTopic> <https://zoek.officielebekendmakingen.nl/kst-36667-21>"
    assert f"{record_iri} {topic}" in quads
    assert 'schema.org/value> "D.G.M. Ceder"' in quads
    evidence = f"<https://w3id.org/kamergraaf/def#evidence> {record_iri}"
    assert f"deelname/mover-sadet-karabulut> {evidence}" in quads


def test_a_file_that_lists_papers_holds_each(extractor: Extractor) -> None:
    text = "Motie van het lid Karabulut\n\nBrief over de Participatiewet\n"
    rows = (Stated("motion", "kst-24515-583", span=Span(0, 27)), Stated("letter", title="Brief", span=Span(29, 58)))
    found = of(Content(text, stated=rows), extractor)
    assert [(p.key, p.kind, p.id) for p in found.papers] == [("d1", "motion", "kst-24515-583"), ("d2", "letter", None)]
    assert {m.paper for m in found.mentions if m.id == "BWBR0015703"} == {"d2"}


def test_the_record_has_parts_and_facts_where_the_file_has_them(extractor: Extractor) -> None:
    content = Content(MOTION, (Part("heading", Span(0, 22), "1", 2),), stated=(Stated(facts=(INDIENER,)),))
    line = record(of(content, extractor))
    assert line["source"]["parts"] == [{"kind": "heading", "label": "1", "level": 2, "start": 0, "end": 22}]
    [paper] = line["documents"]
    assert paper["stated"]["facts"] == [{"name": "OVERHEIDop.indiener", "value": "D.G.M. Ceder", "scheme": None}]
    plain = record(of(Content(MOTION), extractor))
    assert "parts" not in plain["source"]
    assert "stated" not in plain["documents"][0]
