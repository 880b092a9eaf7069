"""Laws: what comes of the XML of wetten.overheid.nl, of Markdown, and of the facts in the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import holds, store_of
from program import HOUSE, kamergraaf

from extract.model import Document, Extraction
from extract.pipeline import Extractor
from extract.readers import from_bytes, read
from extract.readers.jci import canonical
from graph.authority import embedded, register_quads
from graph.build import source_quads

XML = HOUSE / "samples" / "besluit-zelfstandigen.xml"
MARKDOWN = HOUSE / "samples" / "wet-verlof.md"
WTI = b"""<wetstechnische-informatie bwb-id="BWBR0099999"><algemene-informatie>
<afkortingen><afkorting>Wpb</afkorting></afkortingen>
<niet-officiele-titels><niet-officiele-titel>Luchtwet</niet-officiele-titel></niet-officiele-titels>
<citeertitels><citeertitel status="officieel" geldig-van="2004-01-01" geldig-tot="2015-01-01">Wet lucht</citeertitel>
<citeertitel status="officieel" geldig-van="2015-01-01" geldig-tot="9999-12-31">Ballonnenwet</citeertitel>
</citeertitels>
<soort-regeling>wet</soort-regeling>
<rechtsgebieden><rechtsgebied><hoofdgebied>Luchtrecht</hoofdgebied></rechtsgebied>
</rechtsgebieden></algemene-informatie><gerelateerde-regelgeving><regeling><grondslagen><grondslag>
<extref doc="1.0:c:BWBR0001840&amp;artikel=20">Grondwet 20</extref></grondslag></grondslagen></regeling>
<regelingelementen><regelingelement groep="artikel" label="Artikel 7"><grondslag-voor><gerelateerde-regeling>
<extref doc="jci1.3:c:BWBR0088888">Ballonbesluit</extref></gerelateerde-regeling></grondslag-voor></regelingelement>
</regelingelementen></gerelateerde-regelgeving></wetstechnische-informatie>"""
MANIFEST = b"""<work label="BWBR0099999"><expression label="2004-01-01_0"><metadata>
<datum_inwerkingtreding>2004-01-01</datum_inwerkingtreding><einddatum>2014-12-31</einddatum></metadata></expression>
<expression label="2009-01-01_0"><manifestation><item _deleted="true"/></manifestation></expression>
<expression label="2015-01-01_0"><metadata><datum_inwerkingtreding>2015-01-01</datum_inwerkingtreding>
<einddatum>2019-12-31</einddatum></metadata></expression></work>"""

IN_THE_GRAPH = {
    "xml": """wet:BWBR0099997 a eli:LegalResource ; eli:id_local "BWBR0099997" ; kamer:lawTitle ?cited , ?long ;
        eli:first_date_entry_in_force "2004-01-01"^^xsd:date ; eli:is_realized_by ?version ;
        eli:based_on <https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=78f> ; dcterms:issued "2003-10-10"^^xsd:date .
        ?cited kamer:titleText "Besluit bijstandverlening zelfstandigen 2004"@nl ; schema:startDate ?start .
        ?long kamer:titleKind <https://w3id.org/kamergraaf/concept/title-kind/long> .
        ?version eli:first_date_entry_in_force "2015-01-01"^^xsd:date .
        <https://wetten.overheid.nl/jci1.3:c:BWBR0099997&artikel=2> a eli:LegalResourceSubdivision ;
          eli:is_part_of wet:BWBR0099997 ; eli:number "2" ; dcterms:title "Voor wie"@nl ; kamer:passage ?place .
        <https://wetten.overheid.nl/jci1.3:c:BWBR0099997&artikel=2&lid=2> eli:is_part_of wet:BWBR0099997 ;
          dcterms:isPartOf <https://wetten.overheid.nl/jci1.3:c:BWBR0099997&artikel=2> .
        ?text a kamer:TextSnapshot ; dcterms:valid "2015-01-01"^^xsd:date""",  # noqa: E501
    "wti": """wet:BWBR0099999 kamer:lawTitle ?then , ?now , ?informal ; rdfs:label "Ballonnenwet"@nl ;
        eli:based_on <https://wetten.overheid.nl/jci1.3:c:BWBR0001840&artikel=20> ;
        dcterms:subject <https://w3id.org/kamergraaf/concept/onderwerp/luchtrecht> .
        ?then kamer:titleText "Wet lucht"@nl ; schema:startDate "2004-01-01"^^xsd:date ;
          schema:endDate "2014-12-31"^^xsd:date ; kamer:titleKind <https://w3id.org/kamergraaf/concept/title-kind/former> .
        ?now kamer:titleText "Ballonnenwet"@nl ; kamer:abbreviation "Wpb" .
        ?informal kamer:titleText "Luchtwet"@nl .
        wet:BWBR0088888 eli:based_on <https://wetten.overheid.nl/jci1.3:c:BWBR0099999&artikel=7>""",  # noqa: E501
    "manifest": """wet:BWBR0099999 eli:date_no_longer_in_force "2019-12-31"^^xsd:date ;
          eli:is_realized_by <http://wetten.overheid.nl/id/BWBR0099999/2004-01-01/0> .
        <http://wetten.overheid.nl/id/BWBR0099999/2004-01-01/0> a eli:LegalExpression ;
          eli:date_no_longer_in_force "2014-12-31"^^xsd:date ; eli:realizes wet:BWBR0099999
        FILTER NOT EXISTS { wet:BWBR0099999 eli:is_realized_by <http://wetten.overheid.nl/id/BWBR0099999/2009-01-01/0> }""",  # noqa: E501
    "markdown": """?law a eli:LegalResource ; kamer:lawTitle ?title ; dcterms:issued "2014-12-17"^^xsd:date .
        ?article a eli:LegalResourceSubdivision ; eli:is_part_of ?law ; eli:number "IV" ; dcterms:title "Intrekking"@nl .
        ?paragraph eli:is_part_of ?law ; eli:number "IV lid 2" ; kamer:passage ?place""",  # noqa: E501
}


def documents() -> dict[str, Document]:
    return {
        "xml": from_bytes("law.xml", XML.read_bytes().replace(b"BWBR0015711", b"BWBR0099997"), "law.xml"),
        "wti": from_bytes("law.wti", WTI, "law.wti"),
        "manifest": from_bytes("manifest.xml", MANIFEST, "manifest.xml"),
        "markdown": read(MARKDOWN, MARKDOWN.name),
    }


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    extractor = Extractor(embedded())
    return {name: extractor.extract(document) for name, document in documents().items()}


@pytest.mark.parametrize("name", IN_THE_GRAPH)
def test_what_a_file_states_of_a_law_is_in_the_graph(name: str, extractions: dict[str, Extraction]) -> None:
    store = store_of(source_quads(extractions[name], f"laws/{name}", embedded()))
    assert holds(store, IN_THE_GRAPH[name])


def test_what_the_registers_say_of_a_law_is_not_said_again() -> None:
    document = read(XML, XML.name)
    quads = source_quads(Extractor(embedded()).extract(document), XML.name, embedded())
    said = {quad.triple for quad in quads} & {quad.triple for quad in register_quads()}
    assert said == set()


@pytest.mark.parametrize("name", ["wti", "manifest"])
def test_a_file_without_prose_names_nothing_in_prose(name: str, extractions: dict[str, Extraction]) -> None:
    assert [mention for mention in extractions[name].mentions if mention.source == "text"] == []
    assert extractions[name].document.text.strip()


def test_the_text_of_a_law_reads_as_it_is_shown() -> None:
    document = read(XML, XML.name)
    assert "\n\nArtikel 2 Voor wie\n\n1. Bijstand is er" in document.text
    assert "\n\na. wet: Participatiewet;\n\n" in document.text
    assert [part.label for part in document.parts_of("item")] == ["a.", "b."]
    assert [note.span.of(document.text) for note in document.parts_of("note")] == ["Ten hoogste twaalf maanden."]
    assert [(link.form, link.span.of(document.text)) for link in document.links] == [
        ("extref", "artikel 78f van de Participatiewet"),
        ("extref", "Participatiewet"),
        ("extref", "artikel 7a van de Algemene Ouderdomswet"),
        ("intref", "artikel 1"),
    ]


def test_markdown_keeps_its_text_and_gets_its_articles() -> None:
    document = read(MARKDOWN, MARKDOWN.name)
    assert document.text == MARKDOWN.read_text("utf-8")
    found = [(p.kind, p.address, p.title) for p in document.parts if p.kind in ("article", "lid")]
    assert found == [
        ("article", "&artikel=I", None),
        ("article", "&artikel=IV", "Intrekking"),
        ("lid", "&artikel=IV&lid=1", None),
        ("lid", "&artikel=IV&lid=2", None),
        ("article", "&artikel=VIII", None),
    ]
    last = document.parts_of("article")[-1].span.of(document.text)
    assert last.endswith("wordt gekozen.")
    assert [(link.address, link.span.of(document.text)) for link in document.links] == [
        ("BWBR0013008", "Wet arbeid en zorg")
    ]


@pytest.mark.parametrize(
    ("address", "identifier"),
    [
        ("jci1.3:c:BWBR0001840&hoofdstuk=8&artikel=139&z=2023-02-22", "jci1.3:c:BWBR0001840&artikel=139"),
        ("jci1.3:c:BWBR0005537&artikel=8:5&lid=2", "jci1.3:c:BWBR0005537&artikel=8:5&lid=2"),
        ("jci1.3:c:BWBR0005537&bijlage=2&artikel=1", "jci1.3:c:BWBR0005537&bijlage=2&artikel=1"),
        ("1.0:v:BWB:BWBR0005537&artikel=3:4&g=1997-02-19", "jci1.3:c:BWBR0005537&artikel=3:4"),
        ("jci1.3:c:BWBR0001840&hoofdstuk=2", "BWBR0001840"),
        ("1.0:c:BWBR0002320", "BWBR0002320"),
        ("https://wetten.overheid.nl", None),
    ],
)
def test_an_address_is_an_id_in_one_form(address: str, identifier: str | None) -> None:
    assert canonical(address) == identifier


def test_an_article_of_a_law_that_is_held_stands_in_the_graph_of_its_source_alone(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "law.xml").write_bytes(XML.read_bytes())
    words = "Zie artikel 2, tweede lid, van het Besluit bijstandverlening zelfstandigen 2004."
    (tmp_path / "in" / "letter.txt").write_text(words, encoding="utf-8")
    store = tmp_path / "store"
    kamergraaf("build", str(tmp_path / "in"), store=store)
    asked = """PREFIX eli: <http://data.europa.eu/eli/ontology#> SELECT ?g WHERE { GRAPH ?g {
      <https://wetten.overheid.nl/jci1.3:c:BWBR0015711&artikel=2&lid=2> eli:number ?n } }"""
    told = kamergraaf("query", asked, "--format", "csv", store=store).stdout.split()
    assert told == ["g", "https://w3id.org/kamergraaf/graph/law.xml"]
    kamergraaf("remove", "law.xml", store=store)
    told = kamergraaf("query", asked, "--format", "csv", store=store).stdout.split()
    assert told == ["g", "https://w3id.org/kamergraaf/graph/cited"]


def test_real_laws_have_all_their_articles(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "laws").glob("*.md")):
        document = read(path, path.name)
        headings = [line for line in document.text.splitlines() if line.lstrip("#").strip().startswith("Artikel ")]
        numbered = [line for line in headings if line.startswith("#")]
        assert len(document.parts_of("article")) == len(numbered), path.name


def test_in_a_law_an_article_without_a_law_is_its_own() -> None:
    law = """## Wet van 9 oktober 2003, houdende bijstand (Participatiewet)

### Artikel 1

Dit is geregeld in artikel 2, tweede lid, en in artikel 99.

### Artikel 2

1. Dit staat ook in artikel 3 van de Algemene wet bestuursrecht.
"""
    document = from_bytes("wet.md", law.encode(), "wet.md")
    found = [m for m in Extractor(embedded()).extract(document).mentions if m.kind == "article"]
    assert [(m.text, m.id, m.rule) for m in found] == [
        ("artikel 2, tweede lid", "jci1.3:c:BWBR0015703&artikel=2&lid=2", "own-article"),
        ("artikel 99", None, "article-alone"),
        ("artikel 3 van de Algemene wet bestuursrecht", "jci1.3:c:BWBR0005537&artikel=3", "article"),
    ]
