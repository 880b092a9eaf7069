"""Rulings: what comes of the XML of rechtspraak.nl, of its header in plain text, and of the facts in the graph."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from asking import holds, store_of
from program import HOUSE

from extract.model import Document
from extract.pipeline import Extractor
from extract.readers import from_bytes, from_text, read
from graph.authority import embedded
from graph.build import source_quads
from kamergraaf.errors import SourceError

SAMPLE = HOUSE / "samples" / "uitspraak-herplaatsing.xml"
HEAD = """<?xml version="1.0"?>
<open-rechtspraak xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/terms/"
  xmlns:psi="http://psi.rechtspraak.nl/" xmlns:e="https://e-justice.europa.eu/ecli" xmlns:bwb="bwb-dl"
  xmlns:eu="http://publications.europa.eu/celex/" xmlns:cvdr="http://decentrale.regelgeving.overheid.nl/cvdr/">
<rdf:RDF><rdf:Description><d:identifier>ECLI:NL:HR:1990:AB0001</d:identifier>{facts}</rdf:Description></rdf:RDF>
{body}</open-rechtspraak>"""
PLAIN = """ECLI:NL:CRVB:2014:355
Instantie
Centrale Raad van Beroep
Datum uitspraak
06-02-2014
Datum publicatie
07-02-2014
Zaaknummer
12-2042 AW
Rechtsgebieden
Bestuursrecht
Bijzondere kenmerken
Hoger beroep

De Raad volgt ECLI:NL:CRVB:2007:BB8640.
"""


def ruling(body: str = "", facts: str = "") -> Document:
    return from_bytes("r.xml", HEAD.format(body=body, facts=facts).encode(), "r.xml")


def shown(document: Document, kind: str) -> list[tuple[str | None, str]]:
    return [(part.label, part.span.of(document.text)) for part in document.parts_of(kind)]


@pytest.fixture(scope="module")
def sample() -> Document:
    return read(SAMPLE, SAMPLE.name)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(embedded())


def test_the_file_states_what_the_ruling_is(sample: Document) -> None:
    (stated,) = sample.stated
    assert (stated.kind, stated.id) == ("ruling", "ECLI:NL:CRVB:2014:355")
    assert stated.identifiers == ("ECLI:NL:CRVB:2014:355", "12-2042 AW")
    assert (stated.dates.issued, stated.dates.published) == ("2014-02-06", "2014-02-07")
    assert stated.subjects == ("Bestuursrecht", "Socialezekerheidsrecht")
    assert stated.abstract is not None
    assert stated.abstract.startswith("Ontslag bij de politie")
    assert stated.decision is not None
    assert (stated.decision.court, stated.decision.sort) == ("CRVB", "uitspraak")
    assert stated.decision.procedures == ("Hoger beroep",)
    assert ("psi:zaaknummer", "12-2042 AW") in [(fact.name, fact.value) for fact in stated.facts]


def test_sections_numbers_lists_tables_and_notes_are_parts(sample: Document) -> None:
    assert ("1", "1 Waar het om gaat") in shown(sample, "heading")
    items = shown(sample, "item")
    assert [label for label, _ in items] == ["1.1.", "1.2.", "-", "-"]
    assert items[2] == ("-", "- laat de uitspraak van de rechtbank in stand;")
    assert shown(sample, "row")[0] == (None, "griffierecht\t€ 466,-")
    (note,) = sample.parts_of("note")
    assert note.span.of(sample.text) == "Het gaat om het derde lid, aanhef en onder c."
    assert [anchor.of(sample.text) for anchor in note.anchors] == ["1"]


def test_two_line_breaks_part_blocks_and_a_mark_in_the_text_is_an_item() -> None:
    document = ruling(
        "<uitspraak><para>een<?linebreak?>twee<?linebreak?><?linebreak?>drie</para>"
        "<para><listmarking>-</listmarking><text> vier</text></para>"
        '<para><potentialnr manualAnnotation="NR">1.1. </potentialnr>vijf</para><para/>'
        '<orderedlist numeration="loweralpha"><listitem><para>zes</para></listitem></orderedlist></uitspraak>'
    )
    assert document.text == "een\ntwee\n\ndrie\n\n- vier\n\n1.1. vijf\n\na. zes\n"
    assert [label for label, _ in shown(document, "item")] == ["-", "1.1.", "a."]


def test_what_the_editors_tied_to_a_ruling_is_a_listing_with_links() -> None:
    document = ruling(
        facts='<d:relation e:resourceIdentifier="ECLI:NL:PHR:1989:AB0002" psi:type="http://psi.rechtspraak.nl/conclusie">'
        "Conclusie: ECLI:NL:PHR:1989:AB0002</d:relation>"
        '<d:references bwb:resourceIdentifier="1.0:v:BWB:BWBR0005537&amp;artikel=3:4">Awb 3:4</d:references>'
        '<d:references cvdr:resourceIdentifier="CVDR1_2">Verordening</d:references>'
        '<d:references eu:resourceIdentifier="32016R0679">AVG</d:references><d:replaces>AB0001</d:replaces>',
        body="<uitspraak><para>Tekst.</para></uitspraak>",
    )
    assert [(link.form, link.address, link.relation) for link in document.links] == [
        ("dcterms:relation", "ECLI:NL:PHR:1989:AB0002", "Conclusie"),
        ("dcterms:references", "1.0:v:BWB:BWBR0005537&artikel=3:4", None),
        ("dcterms:references", "CVDR1_2", None),
        ("dcterms:references", "32016R0679", None),
        ("dcterms:replaces", "AB0001", None),
    ]
    (listing,) = document.parts_of("listing")
    assert all(listing.span.covers(link.span) for link in document.links)
    assert document.text.endswith("Verordening\nAVG\nAB0001\n")
    assert ("psi:type", "http://psi.rechtspraak.nl/conclusie") in [(f.name, f.value) for f in document.stated[0].facts]


def test_a_bare_opinion_has_the_ecli_of_its_own_element() -> None:
    data = b'<conclusie id="ECLI:NL:PHR:2014:2:DOC"><para>Tekst.</para></conclusie>'
    document = from_bytes("c", data, "c")
    assert document.format == "rechtspraak"
    assert document.stated[0].id == "ECLI:NL:PHR:2014:2"
    assert document.stated[0].decision is not None
    assert document.stated[0].decision.sort == "conclusie"


@pytest.mark.parametrize("note", ['<footnote id="n" label="7"><para>Los.</para></footnote>', ""])
def test_a_mark_or_a_note_without_its_other_half_loses_no_words(note: str) -> None:
    document = ruling(f'<uitspraak><para>Een<footnote-ref linkend="anders"/> woord.</para>{note}</uitspraak>')
    assert document.text == "Een woord.\n" + ("\n7 Los.\n" if note else "")


def test_a_note_that_refers_to_itself_is_written_once() -> None:
    mark = '<footnote-ref linkend="n"/>'
    note = f'<footnote id="n" label="1"><para>Zie{mark} daar.</para></footnote>'
    assert (
        ruling(f"<uitspraak><para>Een{mark}, twee{mark}.</para>{note}</uitspraak>").text
        == "Een1, twee.\n\n1 Zie daar.\n"
    )


def test_a_broken_ruling_names_its_line() -> None:
    with pytest.raises(SourceError, match=r"r\.xml: line 2 .*complete\?"):
        from_bytes("r.xml", b"<open-rechtspraak>\n<uitspraak>", "r.xml")


@pytest.mark.parametrize("source", ["xml", "text"])
def test_a_ruling_is_a_decision_of_a_court_in_the_graph(source: str, sample: Document, extractor: Extractor) -> None:
    document = sample if source == "xml" else from_text("r.txt", PLAIN)
    store = store_of(source_quads(extractor.extract(document), document.name, embedded()))
    assert holds(
        store,
        """<http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2014:355> a kamer:CourtDecision ;
           kamer:ecli "ECLI:NL:CRVB:2014:355" ; kamer:court <https://identifier.overheid.nl/tooi/id/oorg/oorg10033> ;
           dcterms:type <https://w3id.org/kamergraaf/concept/decision-type/ruling> ; kamer:caseNumber "12-2042 AW" ;
           dcterms:issued "2014-02-06"^^xsd:date ; dcterms:available "2014-02-07"^^xsd:date ;
           dcterms:subject <https://w3id.org/kamergraaf/concept/onderwerp/bestuursrecht> ;
           cito:cites <http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2007:BB8640>""",
    )


def test_a_court_that_no_register_knows_stays_with_its_source(extractor: Extractor) -> None:
    document = from_bytes(
        "r.xml",
        HEAD.replace(":HR:", ":XNERG:")
        .format(body="<uitspraak><para>Tekst.</para></uitspraak>", facts="<d:creator>Gerecht van Nergens</d:creator>")
        .encode(),
        "r.xml",
    )
    store = store_of(source_quads(extractor.extract(document), document.name, embedded()))
    assert holds(store, '?ruling kamer:court ?court . ?court a org:Organization ; rdfs:label "Gerecht van Nergens"@nl')


def test_every_tie_of_real_rulings_is_a_link_and_no_listing_is_read(shared: Path, extractor: Extractor) -> None:
    for path in sorted((shared / "corpus" / "rulings").glob("*.xml")):
        document = read(path, path.name)
        ties = re.findall(r"<dcterms:(relation|references|replaces)\b", path.read_text("utf-8"))
        assert sorted(link.form for link in document.links) == sorted(f"dcterms:{tie}" for tie in ties), path.name
        start = min((part.span.start for part in document.parts_of("listing")), default=len(document.text))
        found = [m for m in extractor.extract(document).mentions if m.source == "text" and m.span.end > start]
        assert found == [], path.name
