"""What the imported papers of the House do in the extraction and in the graph, and what they leave alone."""

from __future__ import annotations

import gzip
import json
import pickle
import sqlite3
from dataclasses import replace
from pathlib import Path

import datasets
import pytest
from asking import holds
from program import kamergraaf

from extract.house import House, HousePaper, compared, house
from extract.imports.dossiers import with_dossiers
from extract.model import Extraction, Mention, Paper
from extract.pipeline import Extractor
from extract.readers import from_text
from graph.authority import embedded
from graph.store import GraphStore
from kamergraaf.errors import RegisterError
from kamergraaf.importing import import_dataset
from kamergraaf.record import record
from kamergraaf.registers import registers_of

CITING = """\
De motie-Jasper van Dijk (Kamerstukken II 2020/21, 39 515, nr. 12) is vervangen door Kamerstuk 39 515, nr. 13.
Zie ook de brief van 5 maart 2021 (Kamerstukken II 2020/21, 39515, nr. 14), vraagnummer 2019Z20101,
document 2025D30202 en document 2025D30205.
"""
QUESTIONS = """\
Vragen van het lid Kuzu (DENK) aan de Staatssecretaris van Sociale Zaken en Werkgelegenheid over de schrijnende
werkwijze van de luchtdienst Proefdorp (ingezonden 20 februari 2019).

Antwoord van Staatssecretaris Van Ark (Sociale Zaken en Werkgelegenheid) (ontvangen 21 maart 2019).

Vraag 1
Kent u de werkwijze?

Antwoord 1
Ja.
"""
ANSWERS = """\
Antwoord van staatssecretaris Nobel (Sociale Zaken en Werkgelegenheid) (ontvangen 1 april 2025)

Zie ook Aanhangsel Handelingen, vergaderjaar 2024-2025, nr. 1462

1. Kent u de ballonnen?

Antwoord 1
Ja.
"""
LETTER = """\
De voorzitter van de Tweede Kamer

Datum 5 maart 2021
Betreft Voortgang van de ballonvaart boven Proefdorp

Hierbij bericht ik u over de ballonnen.

De Minister van Sociale Zaken en Werkgelegenheid,

W. Koolmees
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    import_dataset("tk", datasets.cited(folder), folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def extractor(store: Path) -> Extractor:
    return Extractor(registers_of(store))


def cited(extraction: Extraction, identifier: str) -> list[Mention]:
    return [mention for mention in extraction.mentions if mention.id == identifier]


def papers(extractor: Extractor, text: str) -> tuple[Paper, ...]:
    return extractor.extract(from_text("text", text)).papers


# --- which dossier a paper stands in --------------------------------------------------------------------------------


def test_a_changed_motion_tells_the_dossier_of_its_title(store: Path) -> None:
    known = house(store / "registers")
    assert known
    assert [known.known_as(f"kst-39515-{number}") is not None for number in (12, 13, 14, 15)] == [True] * 3 + [False]
    assert known.known_as("kst-39600-3") is None  # two dossiers have its title


PAPERS = tuple(
    HousePaper(f"2020Z{n:05}", "Motie", "Luchtvaart", f"Motie {n}", f"2020-{n:02}-01", sequence=str(n))
    for n in range(1, 9)
)
NAMED = {"Luchtvaart": "39900"}


def dossiers(*others: HousePaper) -> set[str]:
    return {paper.dossier for paper in with_dossiers((*PAPERS, *others), NAMED)}


def test_a_title_of_a_register_tells_the_dossier() -> None:
    assert dossiers() == {"39900"}


@pytest.mark.parametrize(
    "others",
    [
        [replace(PAPERS[0], number="2020Z20001", subject="Motie (t.v.v. 39901-3)")],
        [replace(paper, number=f"9{paper.number}", day="2023-01-01") for paper in PAPERS],
        [replace(PAPERS[0], number=f"2021Z{n:05}", day=f"2021-{13 - n:02}-01", sequence=str(n)) for n in range(9, 13)],
    ],
    ids=["another dossier", "numbers that begin again", "numbers that go back"],
)
def test_a_title_of_several_dossiers_tells_none(others: list[HousePaper]) -> None:
    assert dossiers(*others) == {""}


def test_what_the_rows_say_of_the_dossier_stays() -> None:
    assert {paper.dossier for paper in with_dossiers([replace(PAPERS[0], dossier="1")], {})} == {"1"}


# --- the file -------------------------------------------------------------------------------------------------------


def test_the_file_is_opened_when_it_is_needed_and_in_each_process_anew(store: Path) -> None:
    known = registers_of(store).papers
    assert known
    assert "_connection" not in vars(known)
    assert known.by_number("2021Z20102")
    again = pickle.loads(pickle.dumps(known))
    assert "_connection" not in vars(again)
    assert again.known_as("kst-39515-12") == known.by_number("2021Z20102")


def test_a_file_of_another_version_is_told(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "old.sqlite").close()
    (tmp_path / "damaged.sqlite").write_bytes(b"no database" * 100)
    for name in ("old", "damaged", "missing"):
        with pytest.raises(RegisterError, match="import this dataset again"):
            House(tmp_path / f"{name}.sqlite").by_number("2021Z20102")


def test_subjects_are_compared_without_case_accents_punctuation_and_article() -> None:
    assert compared("Het bericht ‘Één ballon’.") == compared("bericht 'een ballon'") == "bericht een ballon"


# --- cited papers ---------------------------------------------------------------------------------------------------


def test_a_cited_paper_has_what_the_house_says_of_it(extractor: Extractor) -> None:
    found = extractor.extract(from_text("text", CITING))
    for mention in cited(found, "kst-39515-12"):
        assert mention.register
        assert (mention.register.kind, mention.register.date) == ("motion", "2021-02-25")
        assert mention.register.title == "Motie van het lid Jasper van Dijk c.s. over meer ballonnen"
        assert mention.register.movers == ("jasper-van-dijk",)
        assert not mention.issues
    (changed,) = cited(found, "kst-39515-13")
    assert changed.register
    assert (changed.kind, changed.register.kind) == ("paper", "motion")
    assert changed.register.movers == ("tunahan-kuzu", "Van Nergenshuizen")
    assert {m.register.kind for m in cited(found, "kst-39515-14") if m.register} == {"letter"}
    (asked,) = cited(found, "kv-tk-2019Z20101")
    assert asked.register
    assert asked.register.title == "Schrijnende werkwijze van de luchtdienst Proefdorp"


def test_a_document_number_is_that_of_the_publisher_or_the_houses_own(extractor: Extractor) -> None:
    found = {m.text: (m.id, m.basis) for m in extractor.extract(from_text("text", CITING)).mentions}
    assert found["2025D30202"] == ("ah-tk-20242025-1790", "register")
    assert found["2025D30205"] == ("2025D30205", "exact-id")


DIFFERING = [
    ("de motie-Kuzu (Kamerstukken II 2020/21, 39515, nr. 12)", "motie-Kuzu", "mover-mismatch"),
    ("de motie-Kuzu (Kamerstukken II 2020/21, 39515, nr. 14)", "motie-Kuzu", "kind-mismatch"),
    ("de brief van 6 maart 2021 (Kamerstukken II 2020/21, 39515, nr. 14)", "brief van 6 maart 2021", "date-mismatch"),
    ("Kamerstukken II 2019/20, 39515, nr. 12", "Kamerstukken II 2019/20, 39515, nr. 12", "year-mismatch"),
]


@pytest.mark.parametrize(("text", "words", "issue"), DIFFERING, ids=[issue for _, _, issue in DIFFERING])
def test_where_words_and_house_differ_the_words_stay_and_it_is_told(
    extractor: Extractor, text: str, words: str, issue: str
) -> None:
    plain = {m.text: m for m in Extractor(embedded()).extract(from_text("text", f"Zie {text}.")).mentions}[words]
    found = {m.text: m for m in extractor.extract(from_text("text", f"Zie {text}.")).mentions}[words]
    assert issue in found.issues
    assert found.confidence <= 0.7
    assert (found.kind, found.id, dict(found.details)) == (plain.kind, plain.id, dict(plain.details))


def test_without_an_import_nothing_changes(extractor: Extractor) -> None:
    for text in (CITING, QUESTIONS, ANSWERS, LETTER):
        plain = record(Extractor(embedded()).extract(from_text("text", text)))
        assert not any("register" in mention for mention in plain["mentions"])
        assert not any("identified" in paper for paper in plain["documents"])
        other = "Niets wordt hier genoemd."
        found = record(extractor.extract(from_text("text", other)))
        assert found == record(Extractor(embedded()).extract(from_text("text", other)))


# --- papers that do not state their number --------------------------------------------------------------------------


def test_questions_and_answers_are_found_by_day_and_subject(extractor: Extractor) -> None:
    asked, answered = papers(extractor, QUESTIONS)
    assert (asked.id, answered.id) == ("kv-tk-2019Z20101", "ah-tk-20182019-2001")
    assert asked.identifiers == answered.identifiers == ()
    assert asked.identified
    assert asked.identified.confidence == 0.9
    assert "2019-02-20" in asked.identified.reason


def test_answers_are_found_by_the_notice_of_delay_in_their_head(extractor: Extractor) -> None:
    asked, answered = papers(extractor, ANSWERS)
    assert asked.id is None  # the text states no day on which the questions were put
    assert answered.id == "ah-tk-20242025-1790"
    assert answered.identified
    assert answered.identified.confidence == 0.85


def test_a_letter_is_found_by_day_and_subject(extractor: Extractor) -> None:
    (letter,) = papers(extractor, LETTER)
    assert letter.id == "kst-39515-14"


OTHERS = [
    (QUESTIONS, "20 februari", "29 maart"),  # the near twin: the same subject, another day
    (QUESTIONS, "luchtdienst Proefdorp", "luchtdienst Proefstad"),
    (QUESTIONS, "schrijnende\nwerkwijze", "werkwijze"),
    (LETTER, "5 maart", "6 maart"),
    (LETTER, "Voortgang van", "Stand van"),
]


@pytest.mark.parametrize(("text", "words", "others"), OTHERS, ids=[others for _, _, others in OTHERS])
def test_another_day_or_subject_is_another_paper(extractor: Extractor, text: str, words: str, others: str) -> None:
    assert words in text
    assert papers(extractor, text.replace(words, others))[0].id is None


@pytest.mark.parametrize(
    ("text", "words", "others"),
    [
        (ANSWERS, "1 april", "2 april"),
        (ANSWERS, "nr. 1462", "nr. 1463"),
        (ANSWERS, "nr. 1462", "nr. 1791"),  # no notice of delay
        (QUESTIONS, "het lid Kuzu (DENK)", "het lid Van Kent (SP)"),  # the title of the answer names another
    ],
)
def test_other_answers_are_not_found(extractor: Extractor, text: str, words: str, others: str) -> None:
    assert papers(extractor, text.replace(words, others))[1].id is None


def test_of_two_that_it_can_be_it_is_neither(tmp_path: Path) -> None:
    twins = datasets.CITED_CASES + datasets.CITED_CASES.splitlines(keepends=True)[1].replace("20101", "20199")
    import_dataset("tk", datasets.cited(tmp_path, cases=twins), tmp_path / "store")
    assert papers(Extractor(registers_of(tmp_path / "store")), QUESTIONS)[0].id is None


def test_a_number_that_the_text_states_stays(extractor: Extractor) -> None:
    asked, _ = papers(extractor, f"Kamervraag 2019Z00001\n\n{QUESTIONS}")
    assert (asked.id, asked.identified) == ("kv-tk-2019Z00001", None)


def test_the_real_answers_and_the_real_letter_are_found(shared: Path, tmp_path: Path) -> None:
    import_dataset("tk", cases_of_some_years(shared / "registers" / "tk_odata", tmp_path / "tk"), tmp_path / "store")
    extractor = Extractor(registers_of(tmp_path / "store"))
    ids = {
        path.name[:3]: [paper.id for paper in papers(extractor, path.read_text("utf-8"))]
        for path in sorted((shared / "seeds").glob("*.txt"))
    }
    assert ids["001"] == [None, None]  # 2019Z03369 has the same subject and another day
    assert ids["002"] == ["kst-34352-213"]
    assert ids["003"] == [None, "ah-tk-20242025-1791"]
    assert_near_twins_are_told_apart(tmp_path / "store")


def cases_of_some_years(dataset: Path, target: Path) -> Path:
    """All files, but of the cases only those whose numbers are of the years of the documents: all of them take long."""
    target.mkdir()
    for file in dataset.iterdir():
        (target / file.name).symlink_to(file)
    cases = target / "zaken.tsv.gz"
    with gzip.open(cases, "rt", encoding="utf-8") as rows:
        kept = [row for row in rows if row.startswith(("Nummer", "2015Z", "2019Z", "2021Z", "2025Z"))]
    cases.unlink()
    cases.write_bytes(gzip.compress("".join(kept).encode(), 1))
    return target


def assert_near_twins_are_told_apart(store: Path) -> None:
    known = house(store / "registers")
    assert known
    asked = known.by_number("2019Z03369")
    assert asked
    assert known.about(asked.kind, asked.day, asked.subject) == (asked,)
    assert known.about(asked.kind, "2019-03-29", asked.subject) == ()
    known.close()


# --- commands and graph ---------------------------------------------------------------------------------------------


def test_the_command_finds_the_same_in_several_processes(store: Path, tmp_path: Path) -> None:
    for number, text in enumerate((CITING, QUESTIONS, ANSWERS, LETTER)):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    one, two = (
        kamergraaf("extract", "--format", "jsonl", "--jobs", jobs, str(tmp_path), store=store).stdout
        for jobs in ("1", "2")
    )
    assert one == two
    first, second, *_ = map(json.loads, one.splitlines())
    known = next(mention["register"] for mention in first["mentions"] if mention["id"] == "kst-39515-12")
    assert known == {
        "dataset": "tk",
        "number": "2021Z20102",
        "kind": "motion",
        "sort": "Motie",
        "title": "Motie van het lid Jasper van Dijk c.s. over meer ballonnen",
        "date": "2021-02-25",
        "movers": ["jasper-van-dijk"],
    }
    assert second["documents"][0]["identified"]["issues"] == ["number-from-register"]


@pytest.fixture(scope="module")
def built(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for number, text in enumerate((CITING, QUESTIONS)):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    kamergraaf("build", str(folder), store=store)
    return store


BASE = "https://w3id.org/kamergraaf/"
GRAPH = f"{BASE}graph/gezag/tweede-kamer"
STATED = [
    'ob:kst-39515-13 a kamer:Motion, eli:Work ; eli:date_document "2021-02-26"^^xsd:date',
    f"ob:kst-39515-12 kamer:movedBy <{BASE}id/persoon/jasper-van-dijk>",
    f"<{BASE}id/persoon/tunahan-kuzu> foaf:name ?name . ob:kst-39515-13 kamer:movedBy <{BASE}id/persoon/tunahan-kuzu>",
    'ob:kst-39515-14 a kamer:Letter ; dcterms:title "Voortgang van de ballonvaart boven Proefdorp"@nl',
    f'GRAPH <{GRAPH}> {{ ob:kst-39515-12 dcterms:identifier "2021Z20102" ; dcterms:source ?data }}',
    f"<{BASE}id/kamerdocument/2025D30205> a kamer:Letter",
    f"ob:kv-tk-2019Z20101 kamer:issue <{BASE}concept/issue/number-from-register> ; kamer:confidence 0.9",
]
NOT_STATED = [
    "ob:kst-39515-13 a kamer:ParliamentaryPaper",
    "?g a kamer:SourceGraph . GRAPH ?g { ob:kst-39515-12 dcterms:title ?title }",
    f"GRAPH <{GRAPH}> {{ ob:kv-tk-2019Z20101 ?states ?of_what_is_held }}",
    "GRAPH ?one { ?s ?p ?o } GRAPH ?other { ?s ?p ?o } FILTER(?one != ?other)",
]


def test_the_graph_states_it_apart_from_the_texts(built: Path) -> None:
    with GraphStore.reader(built) as graph:
        assert [pattern for pattern in STATED if not holds(graph.quads, pattern)] == []
        assert [pattern for pattern in NOT_STATED if holds(graph.quads, pattern)] == []


def test_the_graph_is_valid(built: Path) -> None:
    assert "0 violations, 0 warnings" in kamergraaf("validate", store=built).stderr


def test_the_movers_of_the_house_are_shown_with_the_motions(built: Path) -> None:
    rows = json.loads(kamergraaf("ask", "motions", "--format", "json", store=built).stdout)
    assert {"Jasper van Dijk", "Tunahan Kuzu"} <= {row["moverName"]["value"] for row in rows["results"]["bindings"]}
