"""Imported registers in a store: what is found with them, what they join, when a document is read anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import datasets
import pytest
from program import kamergraaf

from extract.gazetteer import HEAD, Gazetteer
from extract.house import House, house
from extract.imported import MANIFEST, VERSION, imports, load, packed
from extract.imports import Harvest
from extract.pipeline import Extractor
from extract.readers import from_text
from extract.registers import Entry, Holding, Name, Period, Person, Post, Registers
from extract.variants import variants_of
from graph.authority import embedded
from graph.store import GraphStore
from kamergraaf.errors import RegisterError
from kamergraaf.importing import import_dataset

TEXT = "Op grond van artikel 2 van de Wet op de proefballonnen beslist de Nationale Ballonautoriteit.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all three datasets."""
    folder = tmp_path_factory.mktemp("imported")
    for dataset, path in (
        ("bwb", datasets.titles(folder)),
        ("polder", datasets.polder(folder)),
        ("tk", datasets.house(folder)),
    ):
        import_dataset(dataset, path, folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def registers(store: Path) -> Registers:
    return load(store / "registers", embedded())


def test_imported_entries_people_and_posts_are_known(registers: Registers) -> None:
    assert registers.by_id["BWBR9000001"].label == "Wet op de proefballonnen"
    assert registers.person_by_id["coen-van-der-zweefvlieg"].party_on("2024-01-01") == {"d66"}
    assert registers.post_by_id["minister-voor-luchtvaart"].organisation == "ministerie/mnre1073"


def test_a_curated_law_keeps_its_names_and_gains_the_others(registers: Registers) -> None:
    curated, merged = embedded().by_id["BWBR0015703"], registers.by_id["BWBR0015703"]
    assert (merged.label, merged.period) == (curated.label, curated.period)
    assert [name.text for name in merged.names[len(curated.names) :]] == ["Participatieballonnenwet"]


def test_a_curated_body_and_post_stay_as_they_are(registers: Registers) -> None:
    assert registers.by_id["ministerie/mnre1073"] == embedded().by_id["ministerie/mnre1073"]
    assert registers.post_by_id["minister-szw"] == embedded().post_by_id["minister-szw"]


def test_the_version_changes_with_each_import(store: Path, tmp_path: Path) -> None:
    versions = [embedded().version]
    import_dataset("bwb", datasets.titles(tmp_path), tmp_path / "store")
    versions.append(load(tmp_path / "store" / "registers", embedded()).version)
    import_dataset("bwb", datasets.official_list(tmp_path), tmp_path / "store")
    versions.append(load(tmp_path / "store" / "registers", embedded()).version)
    versions.append(load(store / "registers", embedded()).version)
    assert len(set(versions)) == len(versions)


def test_the_same_import_gives_the_same_version(store: Path, tmp_path: Path) -> None:
    for dataset, path in (
        ("tk", datasets.house(tmp_path)),
        ("polder", datasets.polder(tmp_path)),
        ("bwb", datasets.titles(tmp_path)),
    ):
        import_dataset(dataset, path, tmp_path / "store")
    again = load(tmp_path / "store" / "registers", embedded())
    assert again.version == load(store / "registers", embedded()).version


def test_an_import_replaces_the_last_one_and_leaves_no_files(tmp_path: Path) -> None:
    import_dataset("tk", datasets.house(tmp_path), tmp_path / "store")
    (tmp_path / "tk" / "documents.json").unlink()
    import_dataset("tk", tmp_path / "tk", tmp_path / "store")
    folder = tmp_path / "store" / "registers"
    made = imports(folder)["tk"]
    assert made.papers == 3
    assert {file.name for file in folder.iterdir()} == {MANIFEST, made.file, made.papers_file, "tk-left-out.tsv"}


def test_nothing_imported_leaves_the_registers_as_they_are(tmp_path: Path) -> None:
    assert load(tmp_path, embedded()) is embedded()
    assert load(None, embedded()) is embedded()
    assert house(tmp_path) is None


def test_packing_loses_nothing(tmp_path: Path) -> None:
    entry = Entry(
        "law",
        "BWBR9",
        "Wet",
        (Name("Wet op het fruit 2001"), Name("W", Period("2001-01-01"), abbreviation=True)),
        Period(end="2002-01-01"),
    )
    person = Person("a-b", "A B", "B", "van", "A", "A.", (Holding("p", Period("2001-01-01", None), "sp"),), ("Ab",))
    post = Post("p", "Post", "minister")
    (tmp_path / "x.json").write_bytes(packed(Harvest((entry,), (person,), (post,))))
    row = {"dataset": "x", "source": "x", "file": "x.json", "digest": "1"}
    (tmp_path / MANIFEST).write_text(json.dumps({"version": VERSION, "imports": [row]}), encoding="utf-8")
    known = load(tmp_path, Registers())
    assert (known.entries, known.people, known.posts) == ((entry,), (person,), (post,))
    assert known.variants == variants_of((entry,)) != {}


def test_importing_again_replaces_what_another_version_compiled(tmp_path: Path) -> None:
    titles, store = datasets.titles(tmp_path), tmp_path / "store"
    import_dataset("bwb", titles, store)
    marker = store / "registers" / MANIFEST
    marker.write_text(
        marker.read_text(encoding="utf-8").replace(f'"version": {VERSION}', '"version": 0'), encoding="utf-8"
    )
    import_dataset("bwb", titles, store)
    assert list(imports(store / "registers")) == ["bwb"]


def test_a_title_of_an_imported_register_is_found_in_other_words(registers: Registers) -> None:
    text = "Op grond van artikel 2 van de Wet inzake proefballon beslist niemand."
    (article,) = (m for m in Extractor(registers).extract(from_text("t", text)).mentions if m.kind == "article")
    assert (article.id or "").endswith("&artikel=2")


@pytest.mark.parametrize(
    "content", ["", "{}", '{"version": 0, "imports": []}', f'{{"version": {VERSION}, "imports": [{{}}]}}']
)
def test_a_damaged_or_older_import_is_told(content: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(RegisterError, match="import the registers again"):
        load(tmp_path, embedded())


def test_a_missing_compiled_file_is_told(tmp_path: Path) -> None:
    import_dataset("bwb", datasets.titles(tmp_path), tmp_path / "store")
    folder = tmp_path / "store" / "registers"
    (folder / imports(folder)["bwb"].file).unlink()
    with pytest.raises(RegisterError, match="import this dataset again"):
        load(folder, embedded())


# --- papers of the House ----------------------------------------------------------------------------------------


@pytest.fixture
def papers(store: Path) -> Iterator[House]:
    found = house(store / "registers")
    assert found
    yield found
    found.close()


def test_a_paper_is_found_by_its_number(papers: House) -> None:
    paper = papers.by_number("2019z90003")
    assert paper
    assert (paper.kind, paper.subject, paper.day) == ("Motie", "Meer ballonnen", "2019-03-01")
    assert papers.by_number("2019Z99999") is None


def test_a_paper_is_found_by_day_and_subject_together(papers: House) -> None:
    found = papers.about("Schriftelijke vragen", "2019-02-21", "te weinig ‘proefballonnen’")
    assert [paper.number for paper in found] == ["2019Z90002"]
    assert papers.about("Schriftelijke vragen", "2019-02-22", "Te weinig proefballonnen") == ()
    assert papers.about("Schriftelijke vragen", "2019-02-21", "Te weinig ballonnen") == ()


# --- names by how they begin ------------------------------------------------------------------------------------


def test_of_names_that_begin_alike_the_longest_that_stands_there_is_found() -> None:
    start = "Besluit van de minister over " + "x" * HEAD
    titles = (start, f"{start} en y", f"{start} en y en z")
    gazetteer = Gazetteer(
        Registers(tuple(Entry("law", f"BWBR{n}", t, (Name(t),)) for n, t in enumerate(titles))), ["law"]
    )
    for number, title in enumerate(titles):
        (hit,) = gazetteer.find(f"Zie {title.upper()}.")
        assert [(entry.id, hit.end - hit.start) for entry, _ in hit.owners] == [(f"BWBR{number}", len(title))]


def test_a_name_that_is_cut_off_by_the_end_of_the_text_is_not_found() -> None:
    title = "Besluit van de minister over " + "x" * HEAD
    gazetteer = Gazetteer(Registers((Entry("law", "BWBR1", title, (Name(title),)),)), ["law"])
    assert gazetteer.find(title[:-1]) == ()


# --- commands ---------------------------------------------------------------------------------------------------


def test_an_import_tells_what_it_made_and_what_it_left_out(tmp_path: Path) -> None:
    done = kamergraaf("registers", "import", "bwb", str(datasets.titles(tmp_path)), store=tmp_path / "store")
    assert done.stdout == ""
    assert "bwb: 7 entries" in done.stderr
    assert "left out: 1 rows: no BWB id" in done.stderr
    report = tmp_path / "store" / "registers" / "bwb-left-out.tsv"
    assert str(report) in done.stderr
    assert "BWBR9000004\tno words that name it\tBallonwerk" in report.read_text(encoding="utf-8")


def test_imported_registers_are_listed(store: Path) -> None:
    rows = json.loads(kamergraaf("registers", "list", "--format", "json", store=store).stdout)
    found = {row["register"]: (row["entries"], row["imported"]) for row in rows}
    assert found["bwb"] == (7, "titles.tsv")
    assert found["tk"] == (5, "tk")
    assert found["law"][1] is None


@pytest.mark.parametrize("arguments", [("bwb", "nothing.tsv"), ("polder", ".")])
def test_a_wrong_path_is_told_in_one_line(arguments: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = kamergraaf("registers", "import", *arguments, store=tmp_path / "store", folder=tmp_path / "folder", code=1)
    assert len(done.stderr.splitlines()) == 1


def test_names_of_imported_registers_are_found(store: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    with_them, without = (
        json.loads(kamergraaf("extract", "--format", "jsonl", str(tmp_path / "text.txt"), store=at).stdout)
        for at in (store, tmp_path / "none")
    )
    ids = {mention["id"] for mention in with_them["mentions"]}
    assert {"jci1.3:c:BWBR9000001&artikel=2", "zbo/zb999999"} <= ids
    assert not ids & {mention["id"] for mention in without["mentions"]}


def test_after_an_import_documents_are_read_anew_and_cited_things_get_their_names(tmp_path: Path) -> None:
    text, at = tmp_path / "text.txt", tmp_path / "store"
    text.write_text(TEXT, encoding="utf-8")
    kamergraaf("build", str(text), store=at)
    assert "0 built, 1 unchanged" in kamergraaf("build", str(text), store=at).stderr
    kamergraaf("registers", "import", "bwb", str(datasets.titles(tmp_path)), store=at)
    assert "1 built, 0 unchanged" in kamergraaf("build", str(text), store=at).stderr
    assert "0 built, 1 unchanged" in kamergraaf("build", "--jobs", "2", str(text), store=at).stderr
    rows = json.loads(kamergraaf("ask", "cited-by", "Wet op de proefballonnen", "--format", "json", store=at).stdout)
    assert rows
    label = 'ASK { GRAPH ?g { <https://wetten.overheid.nl/BWBR9000001> rdfs:label "Wet op de proefballonnen"@nl } }'
    with GraphStore.reader(at) as reader:
        assert reader.query(f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {label}")


def test_a_backup_has_the_imported_registers(store: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    kamergraaf("build", str(tmp_path / "text.txt"), store=store)
    kamergraaf("backup", str(tmp_path / "copy"), store=store)
    assert imports(tmp_path / "copy" / "registers") == imports(store / "registers")
