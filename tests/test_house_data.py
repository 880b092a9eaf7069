"""Data of the Tweede Kamer as JSON: what the service states, as papers, people, parties, seats and dossiers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from asking import holds, store_of
from program import HOUSE
from pyoxigraph import Store

from extract.model import Document
from extract.pipeline import Extractor
from extract.readers import from_bytes, read
from graph.authority import embedded
from graph.build import source_quads
from kamergraaf.errors import SourceError

SAMPLE = HOUSE / "samples" / "tk-odata-zaak.json"
CEDER = "https://w3id.org/kamergraaf/id/persoon/don-ceder"
STATED = {
    "a motion with its number, day and mover": f"""ob:kst-32317-917 a kamer:Motion ; dcterms:identifier "2024Z20836" ;
        kamer:sessionYear "2024-2025" ; dcterms:issued "2024-12-11"^^xsd:date ; kamer:inDossier ?dossier ;
        kamer:movedBy <{CEDER}> ; kamer:participation ?part . ?part kamer:statedName "D.G.M. Ceder" ;
        kamer:partyAtTime <https://w3id.org/kamergraaf/id/partij/christenunie> ; kamer:evidence ?mention .
        ?mention oa:hasTarget/oa:hasSelector/oa:exact "D.G.M. Ceder" """,
    "somebody whom the registers know by the id of the House": f"""<{CEDER}> kamer:passage ?place
        FILTER NOT EXISTS {{ <{CEDER}> a foaf:Person }}""",
    "a seat": f"""?seat a org:Membership ; org:member <{CEDER}> ; schema:startDate "2021-03-31"^^xsd:date ;
        kamer:post ambt:kamerlid-tweede-kamer ;
        org:memberDuring/time:hasBeginning/time:inXSDDate "2021-03-31"^^xsd:date ;
        kamer:partyAtTime <https://w3id.org/kamergraaf/id/partij/christenunie>""",
    "a dossier with its title": """<https://zoek.officielebekendmakingen.nl/dossier/32317>
        dcterms:title "JBZ-Raad"@nl""",
}


def page(*rows: dict[str, object]) -> Document:
    content = {"@odata.context": "https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0/$metadata#X", "value": rows}
    return from_bytes("page.json", json.dumps(content).encode(), "page.json")


def graph_of(document: Document) -> Store:
    return store_of(source_quads(Extractor(embedded()).extract(document), document.name, embedded()))


@pytest.fixture(scope="module")
def sample() -> Store:
    return graph_of(read(SAMPLE, SAMPLE.name))


@pytest.mark.parametrize("what", STATED)
def test_what_the_data_state_is_in_the_graph(what: str, sample: Store) -> None:
    assert holds(sample, STATED[what])


def test_the_text_has_a_line_for_each_field_and_nothing_is_looked_for_in_it() -> None:
    document = page({"Nummer": "2021Z00001", "Soort": "Motie", "Onderwerp": "Zie de Awb", "GestartOp": "2021-01-02"})
    assert document.format == "tk-odata"
    assert "Zaak 2021Z00001\nNummer: 2021Z00001\nSoort: Motie\nOnderwerp: Zie de Awb" in document.text
    assert Extractor(embedded()).extract(document).mentions == ()


def test_somebody_whom_no_register_knows_stays_with_the_source() -> None:
    store = graph_of(page({"Id": "0-1", "Achternaam": "Ceder", "Tussenvoegsel": "van", "Roepnaam": "Don"}))
    assert holds(store, '?who a foaf:Person ; foaf:name "Don van Ceder" ; dcterms:identifier "0-1"')
    assert not holds(store, f"?any ?says <{CEDER}>")


def test_a_case_and_its_document_are_one_paper() -> None:
    dossier = [{"Nummer": 36600, "Toevoeging": "XVII", "HoogsteVolgnummer": 9}]
    row = {"Soort": "Motie", "Onderwerp": "X", "Volgnummer": 7, "Kamerstukdossier": dossier}
    document = {"DocumentNummer": "2025D90004", "Datum": "2025-02-03", **row}
    store = graph_of(page({"Nummer": "2025Z90001", "GestartOp": "2025-02-03", **row, "Document": [document]}))
    assert holds(store, 'ob:kst-36600-XVII-7 a kamer:Motion ; dcterms:identifier "2025Z90001" , "2025D90004"')


def test_what_was_taken_away_is_left_out() -> None:
    assert page({"Id": "0-1", "Achternaam": "Weg", "Verwijderd": True}).entities == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"@odata.context": 1,\n"value": [', "line 2 is broken JSON"),
        (b'{"@odata.context": 1, "value": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"@odata.context": "\xff"}', "byte 20 is not UTF-8"),
    ],
)
def test_a_broken_page_says_where(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        from_bytes("page.json", data, "page.json")
    assert str(caught.value).startswith("page.json: ")


def test_real_pages_state_all_their_people(shared: Path) -> None:
    for path in sorted((shared / "registers" / "tk_odata").glob("*.json")):
        rows = [row for row in json.loads(path.read_bytes()) if not row["Verwijderd"]]
        people = [entity for entity in read(path, path.name).entities if entity.kind == "person"]
        assert {entity.id for entity in people} == {row["Id"] for row in rows}
