from __future__ import annotations

import json
from typing import Any

import pytest
from hand_made import EXCHANGE_TEXT, LETTER_TEXT, exchange, letter

from extract.model import Answer, Document, Extraction, Footnote, Paper, Span
from kamergraaf.record import record

# The keys of each part of the record; other tools read it by these names.
KEYS = {
    "source": "path sha256 format characters",
    "documents": "key id iri kind title identifiers session_year dates days_to_answer askers addressees answerers "
    "signatories movers subjects",
    "questions": "number document start end",
    "answers": "questions document start end segments refers_to refers_to_other",
    "footnotes": "label series document start end anchors",
    "mentions": "kind start end text id iri document source resolution basis confidence candidates rule issues",
}


@pytest.fixture
def found() -> dict[str, Any]:
    return record(exchange())


def test_the_parts_and_their_keys(found: dict[str, Any]) -> None:
    assert list(found) == list(KEYS)
    for part, keys in KEYS.items():
        items = [found[part]] if part == "source" else found[part]
        assert items
        for item in items:
            assert set(keys.split()) <= set(item)


def test_a_record_is_json(found: dict[str, Any]) -> None:
    assert json.loads(json.dumps(found)) == found


def test_where_the_text_is_from() -> None:
    source = record(exchange())["source"]
    assert source["path"] == "map/Vragen 1.txt"
    assert source["characters"] == len(EXCHANGE_TEXT)
    assert "text" not in source
    streamed = record(exchange(), {"id": "7"}, with_text=True)["source"]
    assert streamed["id"] == "7"
    assert "path" not in streamed
    assert streamed["text"] == EXCHANGE_TEXT


def test_the_documents_that_a_text_holds(found: dict[str, Any]) -> None:
    questions, answers = found["documents"]
    assert (questions["key"], questions["id"], questions["kind"]) == ("d1", "kv-tk-2015Z07200", "question-set")
    assert questions["iri"] == "https://zoek.officielebekendmakingen.nl/kv-tk-2015Z07200"
    assert questions["dates"] == {"submitted": "2015-04-20", "received": None, "issued": None}
    assert questions["askers"] == [
        {
            "name": "Karabulut",
            "party": "SP",
            "iri": "https://w3id.org/kamergraaf/id/persoon/sadet-karabulut",
        }
    ]
    assert answers["session_year"] == "2014-2015"
    assert answers["answerers"] == [
        {
            "name": "Jetta Klijnsma",
            "office": None,
            "portfolio": None,
            "iri": "https://w3id.org/kamergraaf/id/persoon/jetta-klijnsma",
        }
    ]
    assert answers["askers"] == []


def test_a_document_without_a_number_has_a_key_and_an_iri_of_its_source() -> None:
    questions, _ = record(exchange(numbered=False))["documents"]
    assert questions["id"] is None
    assert questions["key"] == "d1"
    assert questions["iri"] == "https://w3id.org/kamergraaf/id/map/vragen-1.txt/d1"


def test_a_signatory() -> None:
    (paper,) = record(letter())["documents"]
    assert [(s["name"], s["office"], s["iri"]) for s in paper["signatories"]] == [("W. Onbekend", "directeur", None)]


def test_offsets_are_the_words(found: dict[str, Any]) -> None:
    for mention in found["mentions"]:
        assert EXCHANGE_TEXT[mention["start"] : mention["end"]] == mention["text"]
    for note in found["footnotes"]:
        assert EXCHANGE_TEXT[note["start"] : note["end"]].startswith("Het Parool")
        assert [EXCHANGE_TEXT[a["start"] : a["end"]] for a in note["anchors"]] == ["1"]


def test_answers_say_what_they_answer_and_refer_to(found: dict[str, Any]) -> None:
    told = [(a["questions"], a["refers_to"], a["refers_to_other"]) for a in found["answers"]]
    assert told == [
        ([1], [], []),
        ([2], [1], []),
        ([3], [2], [{"id": "kv-tk-2015Z03090", "answers": [4, 5]}]),
    ]
    assert all(a["segments"] == [[a["start"], a["end"]]] for a in found["answers"])


def test_an_answer_that_a_page_foot_cuts_has_segments() -> None:
    document = Document("a.txt", "x" * 30, "0" * 64)
    cut = Answer((1,), "d1", Span(0, 30), (Span(0, 10), Span(20, 30)))
    found = record(Extraction(document, (Paper("d1", "answer-set"),), answers=(cut,)))
    assert found["answers"][0]["segments"] == [[0, 10], [20, 30]]


def test_a_note_without_a_text_has_no_offsets() -> None:
    document = Document("a.txt", "Vraag 1", "0" * 64)
    note = Footnote("1", "d1", None, (Span(6, 7),))
    found = record(Extraction(document, (Paper("d1", "question-set"),), footnotes=(note,)))
    assert (found["footnotes"][0]["start"], found["footnotes"][0]["end"]) == (None, None)
    assert found["footnotes"][0]["anchors"] == [{"start": 6, "end": 7}]


MENTIONS = [
    ("motion", "24515, nr. 583", "kst-24515-583", "https://zoek.officielebekendmakingen.nl/kst-24515-583"),
    ("ruling", "ECLI:NL:CRVB:2017:1055", "ECLI:NL:CRVB:2017:1055", "http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2017:1055"),
    ("letter", "brief van 12 november 2020", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words", "identifier", "iri"), MENTIONS)
def test_a_mention(kind: str, words: str, identifier: str | None, iri: str | None) -> None:
    mention = next(m for m in record(letter())["mentions"] if m["kind"] == kind)
    assert (mention["text"], mention["id"], mention["iri"]) == (words, identifier, iri)
    assert LETTER_TEXT[mention["start"] : mention["end"]] == words


def test_what_the_text_says_of_a_thing_stands_with_its_mention() -> None:
    mentions = record(letter())["mentions"]
    article = next(m for m in mentions if m["id"] == "32016R0679&artikel=17")
    assert article["onderdeel"] == "onderdeel a"
    doubtful = next(m for m in mentions if m["kind"] == "motion")
    assert doubtful["issues"] == ["conflicting-description"]
    assert doubtful["described"] == "Het aanvullen van de uitkering"
    ambiguous = next(m for m in mentions if m["kind"] == "person")
    assert (ambiguous["id"], ambiguous["resolution"]) == (None, "ambiguous")
    assert ambiguous["candidates"] == ["aukje-de-vries", "klaas-de-vries"]
