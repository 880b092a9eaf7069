from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from program import HOUSE, kamergraaf

from extract.readers import read

SAMPLES = sorted((HOUSE / "samples").iterdir())

Record = dict[str, Any]

PAPERS = {
    "aanhangsel-laborijn": [("question-set", None), ("answer-set", None)],
    "ah-tk-20232024-1433": [("question-set", None), ("answer-set", "ah-tk-20232024-1433")],
    "antwoord-kliklijnen": [("question-set", None), ("answer-set", None)],
    "kamerbrief-participatiewet": [("letter", None)],
    "kamervraag-2015Z07200": [("question-set", "kv-tk-2015Z07200"), ("answer-set", "ah-tk-20142015-2171")],
    "kst-29544-1299": [("motion", "kst-29544-1299")],
    "rapport-inspraak": [("report", None)],
}

DATES = {
    "aanhangsel-laborijn": ("2019-03-29", "2019-05-21", None),
    "ah-tk-20232024-1433": ("2024-02-29", "2024-04-05", None),
    "antwoord-kliklijnen": (None, "2025-04-01", None),
    "kamerbrief-participatiewet": (None, None, "2021-06-04"),
    "kamervraag-2015Z07200": ("2015-04-20", "2015-05-06", None),
    "kst-29544-1299": (None, None, "2025-10-02"),
}

ACTORS = {
    "aanhangsel-laborijn": {("askers", "Gijs van Dijk"), ("askers", "Kerstens"), ("answerers", "Van Ark")},
    "ah-tk-20232024-1433": {("askers", "Kostić"), ("answerers", "Van der Wal-Zeggelink")},
    "antwoord-kliklijnen": {("answerers", "Nobel")},
    "kamerbrief-participatiewet": {("signatories", "W. Koolmees")},
    "kamervraag-2015Z07200": {("askers", "Sadet Karabulut"), ("answerers", "Jetta Klijnsma")},
    "kst-29544-1299": {("movers", "Flach"), ("movers", "Ceder"), ("movers", "Saris")},
    "rapport-inspraak": {("signatories", "Reinier van Zutphen")},
}

QUESTIONS = {
    "aanhangsel-laborijn": ([1, 2, 3, 4, 5, 6], [[1, 2], [3, 4], [5, 6]]),
    "ah-tk-20232024-1433": ([1, 2, 3], [[1], [2, 3]]),
    "antwoord-kliklijnen": ([1, 2, 3, 4, 5, 6, 7, 8], [[1], [2], [3], [4], [5], [6], [7], [8]]),
    "kamerbrief-participatiewet": ([], []),
    "kamervraag-2015Z07200": ([1, 2, 3, 4, 5, 6], [[1], [2], [3], [4], [5], [6]]),
    "rapport-inspraak": ([], []),
}

NOTES = {
    "aanhangsel-laborijn": ["1", "2"],
    "ah-tk-20232024-1433": ["1"],
    "antwoord-kliklijnen": ["1", "1"],
    "kamerbrief-participatiewet": [str(n) for n in range(1, 18)],
    "kamervraag-2015Z07200": ["1", "2", "3", "4"],
    "kst-28844-269": ["1"],
}

NAMED = {
    "aanhangsel-laborijn": {
        ("answer-set", "ah-tk-20182019-1989"),
        ("law", "BWBR0015703"),
        ("article", "jci1.3:c:BWBR0001840&artikel=10"),
        ("article", "jci1.3:c:BWBV0001000&artikel=8"),
        ("treaty", "BWBV0001000"),
    },
    "ah-tk-20232024-1433": {
        ("answer-set", "ah-tk-20232024-1283"),
        ("answer-set", "ah-tk-20232024-1045"),
        ("motion", "kst-36410-XIV-9"),
    },
    "antwoord-kliklijnen": {
        ("question-set", "kv-tk-2025Z03090"),
        ("law", "BWBR0015703"),
        ("date", "2024-12-16"),
        ("date", "2025-02-15"),
    },
    "kamerbrief-participatiewet": {
        ("law", "BWBR0015703"),
        ("law", "BWBR0008903"),
        ("law", "BWBR0008657"),
        ("letter", "kst-17050-596"),
        ("letter", "kst-34352-207"),
        ("motion", "kst-24515-580"),
        ("motion", "kst-24515-583"),
        ("motion", "kst-24515-588"),
        ("motion", "kst-35510-13"),
        ("paper", "kst-29362-290"),
        ("ruling", "ECLI:NL:CRVB:2017:1055"),
        ("organisation", "zbo/zb000143"),
        ("date", "2021-01-19"),
    },
    "kamervraag-2015Z07200": {
        ("law", "BWBR0015703"),
        ("date", "2015-04-15"),
    },
    "kst-28844-269": {
        ("motion", "kst-28844-261"),
        ("paper", "kst-28844-266"),
        ("proceedings", "h-tk-20222023-84-12"),
        ("organisation", "ministerie/mnre1034"),
    },
    "kst-29544-1299": {
        ("motion", "kst-36546-65"),
        ("motion", "kst-36410-97"),
    },
    "rapport-inspraak": {
        ("law", "BWBR0015703"),
        ("law", "BWBR0034925"),
        ("law", "BWBR0031331"),
        ("article", "jci1.3:c:BWBR0015703&artikel=47"),
        ("treaty", "BWBV0004045"),
        ("treaty-series", "trb-2007-169"),
        ("gazette", "stb-2003-375"),
        ("motion", "kst-29817-122"),
        ("paper", "kst-33161-107"),
        ("paper", "kst-29817-40"),
        ("paper", "kst-28870-3"),
        ("report", "ombudsman-2017-050"),
        ("report", "ombudsman-2019-058"),
        ("report", "ombudsman-2023-107"),
        ("ruling", "ECLI:NL:CRVB:2020:873"),
    },
}

INVENTED = {
    "kamerbrief-participatiewet": {"Thomas", "Fatima", "Karin", "Amir", "Frans"},
    "rapport-inspraak": {"Antoon", "Roel", "Roel Willemsen", "Bram", "Voor Elkaar"},
}


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    lines = kamergraaf("extract", "--format", "jsonl", *map(str, SAMPLES)).stdout.splitlines()
    return {Path(record["source"]["path"]).stem: record for record in map(json.loads, lines)}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_says_at_the_top_what_it_is(sample: Path) -> None:
    first, second, *_ = sample.read_text(encoding="utf-8").splitlines()
    mark = "Demonstratietekst van Kamergraaf, in eigen woorden; de officiële tekst staat op https://"
    assert first.startswith(mark) or second.startswith(f"<!-- {mark}")


@pytest.mark.parametrize("name", PAPERS)
def test_papers(name: str, records: dict[str, Record]) -> None:
    assert [(paper["kind"], paper["id"]) for paper in records[name]["documents"]] == PAPERS[name]


@pytest.mark.parametrize("name", DATES)
def test_dates_of_the_papers(name: str, records: dict[str, Record]) -> None:
    found = [paper["dates"] for paper in records[name]["documents"]]
    keys = ("submitted", "received", "issued")
    assert tuple(next((d[key] for d in found if d[key]), None) for key in keys) == DATES[name]


@pytest.mark.parametrize("name", ACTORS)
def test_who_asked_answered_and_signed(name: str, records: dict[str, Record]) -> None:
    roles = ("askers", "answerers", "signatories", "movers")
    papers = records[name]["documents"]
    assert {(role, actor["name"]) for paper in papers for role in roles for actor in paper[role]} == ACTORS[name]


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions_and_answers(name: str, records: dict[str, Record]) -> None:
    questions = [question["number"] for question in records[name]["questions"]]
    answers = [answer["questions"] for answer in records[name]["answers"]]
    assert (questions, answers) == QUESTIONS[name]


def test_answers_that_refer(records: dict[str, Record]) -> None:
    assert {
        number: answer["refers_to"]
        for answer in records["kamervraag-2015Z07200"]["answers"]
        for number in answer["questions"]
        if answer["refers_to"]
    } == {2: [1], 3: [1]}
    assert [answer["refers_to_other"] for answer in records["antwoord-kliklijnen"]["answers"]][6] == [
        {"id": "kv-tk-2025Z03090", "answers": [2, 4, 5, 6]}
    ]


def test_an_answer_that_a_page_foot_cuts_has_two_parts(records: dict[str, Record]) -> None:
    first = records["aanhangsel-laborijn"]["answers"][0]
    text = (HOUSE / "samples" / "aanhangsel-laborijn.txt").read_text(encoding="utf-8")
    parts = [text[start:end] for start, end in first["segments"]]
    assert len(parts) == 2
    assert parts[0].startswith("Een overheid hoort")
    assert parts[1].endswith("daarvoor niet nodig.")
    assert not any("1989" in part for part in parts)


@pytest.mark.parametrize("name", NOTES)
def test_footnotes(name: str, records: dict[str, Record]) -> None:
    assert [note["label"] for note in records[name]["footnotes"]] == NOTES[name]
    assert all(note["anchors"] for note in records[name]["footnotes"])


def test_footnotes_whose_marks_cannot_be_read(records: dict[str, Record]) -> None:
    assert [note["label"] for note in records["rapport-inspraak"]["footnotes"] if note["label"].isdigit()] == [
        str(n) for n in range(1, 23)
    ]


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named(name: str, records: dict[str, Record]) -> None:
    found = {(mention["kind"], mention["id"]) for mention in records[name]["mentions"]}
    assert NAMED[name] - found == set()


@pytest.mark.parametrize("name", INVENTED)
def test_invented_names_are_nobody(name: str, records: dict[str, Record]) -> None:
    actors = {m["text"] for m in records[name]["mentions"] if m["kind"] in ("person", "organisation")}
    assert actors & INVENTED[name] == set()


def test_one_number_for_two_motions_is_an_issue(records: dict[str, Record]) -> None:
    mentions = [m for m in records["kamerbrief-participatiewet"]["mentions"] if m["id"] == "kst-24515-583"]
    assert len(mentions) == 4
    assert all("conflicting-description" in mention["issues"] for mention in mentions)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_mention_quotes_the_sample(sample: Path, records: dict[str, Record]) -> None:
    text = read(sample, sample.name).text
    for mention in records[sample.stem]["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
