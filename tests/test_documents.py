"""What papers state of themselves, in each kind of document."""

from __future__ import annotations

import pytest

from extract.model import Paper
from extract.pipeline import Extractor
from extract.readers import from_bytes, from_text
from graph.authority import embedded

EXTRACTOR = Extractor(embedded())

MOTION = b"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata><meta name="DC.type" content="Motie"/></metadata><kamerstuk>
  <kamerstukkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2020-2021</tekstregel></kamerstukkop>
  <dossier>
    <dossiernummer><dossiernr>35 925</dossiernr><begrotingshoofdstuk>XV</begrotingshoofdstuk></dossiernummer>
    <titel>Een begroting</titel></dossier>
  <stuk><stuknr>Nr. <ondernummer kamer="2">77</ondernummer></stuknr>
    <titel>MOTIE VAN DE LEDEN OMTZIGT EN VAN KENT</titel>
    <datumtekst>Voorgesteld <datum isodatum="2021-01-19">19 januari 2021</datum></datumtekst>
    <algemeen><vrije-tekst><tekst><al>De Kamer,</al><al>verzoekt de regering de wet te toetsen (24515, nr. 588),</al>
      <al>en gaat over tot de orde van de dag.</al><al-groep><al>Omtzigt</al><al>Van Kent</al></al-groep></tekst>
    </vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>"""

APPENDIX = """Vergaderjaar 2023-2024 Aanhangsel van de Handelingen
Vragen gesteld door de leden der Kamer, met de daarop gegeven antwoorden
387
Vragen van het lid Van Kent (SP) aan de Minister van Sociale Zaken en Werkgelegenheid over de bijstand (ingezonden
2 oktober 2023).
Antwoord van Minister Van Gennip (Sociale Zaken en Werkgelegenheid), mede namens de Staatssecretaris van Financiën
(ontvangen 13 november 2023).
Vraag 1 en 2
Kent u de wet?
Wat vindt u van de wet?
Antwoord 1 en 2
Ja.
Vraag 3
En nu?
Antwoord 3
Zie het antwoord op vraag 1. Verder verwijs ik naar de antwoorden op vragen 2 en 4 van set 2023Z03090.
"""

LETTER = """Ministerie van Sociale Zaken en Werkgelegenheid

De voorzitter van de Tweede Kamer der Staten-Generaal

Datum 4 juni 2021
Betreft Een brief over
iets

Onze referentie
2021-0000067909

Hierbij iets.

De Minister van Sociale Zaken
en Werkgelegenheid,

W. Koolmees
"""


def papers(text: str | bytes) -> tuple[Paper, ...]:
    document = from_text("a", text) if isinstance(text, str) else from_bytes("a", text, "a.xml")
    return EXTRACTOR.extract(document).papers


def test_a_motion_in_official_xml() -> None:
    (motion,) = papers(MOTION)
    assert (motion.kind, motion.id, motion.session_year) == ("motion", "kst-35925-XV-77", "2020-2021")
    assert motion.dates.issued == "2021-01-19"
    assert [(p.name, p.person) for p in motion.those("mover")] == [
        ("Omtzigt", "pieter-omtzigt"),
        ("Van Kent", "bart-van-kent"),
    ]


def test_a_motion_whose_title_lacks_a_word() -> None:
    text = "35 925 XV\nNr. 77\nMOTIE DE LEDEN OMTZIGT EN VAN KENT\nVoorgesteld 19 januari 2021\nDe Kamer,\n"
    (motion,) = papers(text + "verzoekt de regering iets,\nEn gaat over tot de orde van de dag\nOmtzigt\nVan Kent\n")
    assert (motion.kind, motion.id, motion.dates.issued) == ("motion", "kst-35925-XV-77", "2021-01-19")


def test_an_appendix_with_its_number_in_the_heading() -> None:
    asked, answered = papers(APPENDIX)
    assert (asked.kind, answered.kind, answered.id) == ("question-set", "answer-set", "ah-tk-20232024-387")
    assert [(p.person, p.party_id) for p in asked.those("asker")] == [("bart-van-kent", "sp")]
    assert [p.post for p in asked.those("addressee")] == ["minister-szw"]
    assert [p.post for p in answered.those("answerer")] == ["minister-szw", "staatssecretaris-fin"]
    assert (answered.dates.received, answered.days_to_answer) == ("2023-11-13", 42)


def test_questions_in_one_block_and_referrals() -> None:
    extraction = EXTRACTOR.extract(from_text("a", APPENDIX))
    assert [(q.number, q.span.of(APPENDIX)) for q in extraction.questions] == [
        (1, "Kent u de wet?"),
        (2, "Wat vindt u van de wet?"),
        (3, "En nu?"),
    ]
    assert [(a.questions, a.refers_to, a.refers_to_other) for a in extraction.answers] == [
        ((1, 2), (), ()),
        ((3,), (1,), (("kv-tk-2023Z03090", (2, 4)),)),
    ]


def test_a_letter() -> None:
    (letter,) = papers(LETTER)
    assert (letter.kind, letter.identifiers, letter.title) == ("letter", ("2021-0000067909",), "Een brief over iets")
    assert letter.dates.issued == "2021-06-04"
    assert [(p.role, p.person, p.post, p.organisation) for p in letter.participations] == [
        ("sender", None, None, "ministerie/mnre1073"),
        ("addressee", None, "voorzitter-tweede-kamer", "oorg/oorg10002"),
        ("signatory", "wouter-koolmees", "minister-szw", "ministerie/mnre1073"),
    ]


@pytest.mark.parametrize("text", ["", "Zomaar een zin.", "Vraag 1", "Antwoord 1", "1. Een lijst\n2. Nog een"])
def test_any_text_is_some_document(text: str) -> None:
    assert papers(text)[0].key == "d1"
