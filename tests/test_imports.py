"""Reading open datasets: what becomes a name, whom two rows mean, what is left out and why."""

from __future__ import annotations

import zipfile
from pathlib import Path

import datasets
import pytest

from extract.imports import Harvest, bwb, polder, tk
from extract.imports.titles import names
from extract.registers import Entry, Holding, Name, Period, Registers
from kamergraaf.errors import RegisterError

PARTIES = Registers(tuple(Entry("party", name.lower(), name, (Name(name),)) for name in ("PvdA", "SP", "D66")))
ALWAYS = Period()

# short title, long title, the names that come of them; a name after | is recognised in its own case only
CLEANED = [
    ("Wet politiegegevens", "", "Wet politiegegevens"),
    ("van Consulaire Wet", "", "Consulaire Wet"),
    ('van "Boswet', "", "Boswet"),
    ('Militaire Ambtenarenwet" met bijvoeging van het jaartal van het *Staatsblad*', "", "Militaire Ambtenarenwet"),
    ("Successiewet, met vermelding van het jaar, waarin zij in het Staatsblad wordt geplaatst", "", "Successiewet"),
    ("Schepenbesluit 1965». Het werkt terug tot 26 mei 1965", "", "Schepenbesluit 1965"),
    ("Havennoodwet. Zij treedt in werking met ingang van de dag na de uitgifte", "", "Havennoodwet"),
    (
        "‘Regeling politieprijzen’. Deze regeling zal in de Staatscourant worden geplaatst",
        "",
        "Regeling politieprijzen",
    ),
    ("Besluit PT heffingen 2004Dit besluit wordt gepubliceerd", "", "Besluit PT heffingen 2004"),
    ("Dagloonregelen W.A.O.", "", "Dagloonregelen W.A.O."),
    ('Algemeen militair ambtenarenreglement", afgekort AMAR', "", "Algemeen militair ambtenarenreglement|AMAR"),
    ("Reglement Dienst Buitenlandse Zaken (afgekort: RDBZ)", "", "Reglement Dienst Buitenlandse Zaken|RDBZ"),
    ('Reglement verkeersregels 1990" of als "RVV 1990', "", "Reglement verkeersregels 1990|RVV 1990"),
    ("het Besluit informatie 1990 (Besluit IVR 1990)", "", "Besluit informatie 1990|Besluit IVR 1990"),
    ("Circulaire Functie Ongeschiktheids Advies (FOA)", "", "Circulaire Functie Ongeschiktheids Advies (FOA)"),
    (
        "Wet op de huurtoeslag",
        "Wet van 24 april 1997, houdende regels (Huursubsidiewet)",
        "Wet op de huurtoeslag|Huursubsidiewet",
    ),
    (
        "",
        "Besluit van 22 februari 1979, tot vaststelling van het Ambtenarenreglement Staten-Generaal",
        "Ambtenarenreglement Staten-Generaal",
    ),
    ("", "Wet van 2 juli 1981, houdende Wet op het basisonderwijs", "Wet op het basisonderwijs"),
    ("", "Wet van 12 mei 2005 tot samenvoeging van gemeenten", "Wet van 12 mei 2005 tot samenvoeging van gemeenten"),
    ("ingetrokken beschouwd en verklaart het bureau dit", "Verdrag inzake octrooien", "Verdrag inzake octrooien"),
    ("PbEG L 70", "Verdrag inzake bossen", "Verdrag inzake bossen"),
    ("Burgerlijk Wetboek BES Boek 6", "", "Burgerlijk Wetboek BES Boek 6|Burgerlijk Wetboek BES"),
    ("Burgerlijk Wetboek BES Boek 7a", "", "Burgerlijk Wetboek BES Boek 7a|Burgerlijk Wetboek BES"),
    (
        "Raad van Bomen",
        "Besluit vaststelling selectielijst bomen (Raad van Bomen)",
        "Besluit vaststelling selectielijst bomen (Raad van Bomen)",
    ),
]
USELESS = [
    "Staatsblad n°. 98",
    "Staasblad 1950, No. K 22.",
    '*volzin*" of "*zin*',
    "Verdrag",
    "Aruba",
    "IKAP",
    "# 1",
    "",
    "Minister van Justitie",
]


@pytest.mark.parametrize(("short", "long", "wanted"), CLEANED, ids=[(short or long)[:40] for short, long, _ in CLEANED])
def test_a_title_is_cleaned_by_rule(short: str, long: str, wanted: str) -> None:
    assert [name.text for name in names(short, long)] == wanted.split("|")


@pytest.mark.parametrize("words", USELESS)
def test_words_that_name_no_regulation_give_no_name(words: str) -> None:
    assert names(words, "") == ()


def test_an_abbreviation_and_a_common_noun_count_in_their_own_case_only() -> None:
    found = names('Ontslagbesluit" of als "OSB', "") + names("Boswet", "")
    assert [(name.text, name.abbreviation) for name in found] == [
        ("Ontslagbesluit", True),
        ("OSB", True),
        ("Boswet", False),
    ]


def test_a_table_of_titles_gives_laws_and_treaties(tmp_path: Path) -> None:
    harvest = bwb.read(datasets.titles(tmp_path))
    found = {entry.id: (entry.kind, entry.label) for entry in harvest.entries}
    assert found["BWBR9000001"] == ("law", "Wet op de proefballonnen")
    assert found["BWBR9000003"] == ("law", "Wet kabelballonnen")
    assert found["BWBV9000007"] == ("treaty", "Verdrag van Proefdorp inzake ballonnen")
    assert {(row.row, row.why) for row in harvest.left_out} == {
        ("BWBR9000004", "no words that name it"),
        ("geen-nummer", "no BWB id"),
    }


def test_the_official_list_gives_titles_with_their_days(tmp_path: Path) -> None:
    (entry,) = bwb.read(datasets.official_list(tmp_path)).entries
    assert (entry.id, entry.label, entry.period) == ("BWBR9000001", "Ballonnenwet", Period(end="2025-12-31"))
    known = {name.text: (name.period, name.abbreviation) for name in entry.names}
    assert known["Ballonnenwet"] == (Period("2015-01-01"), False)
    assert known["Wet op de proefballonnen"] == (Period("2001-07-01", "2015-01-01"), False)
    assert known["Wet luchtige zaken"] == (ALWAYS, False)
    assert known["Wpb"] == (ALWAYS, True)
    assert "wet" not in known


def test_the_official_list_may_be_zipped(tmp_path: Path) -> None:
    plain = datasets.official_list(tmp_path)
    with zipfile.ZipFile(tmp_path / "BWBIdList.xml.zip", "w") as archive:
        archive.write(plain, plain.name)
    assert bwb.read(tmp_path / "BWBIdList.xml.zip") == bwb.read(plain)


@pytest.mark.parametrize("content", [b"", b"<a><b></a>", b"\xff\xfe\x00", b"no\ttable\n", b"PK no archive"])
def test_what_is_no_list_of_titles_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(RegisterError, match="file"):
        bwb.read(tmp_path / "file")


def _polder(path: Path, people: dict[str, str] | None = None) -> Harvest:
    return polder.read(path, PARTIES, people or {})


def test_polder_gives_people_with_what_they_held(tmp_path: Path) -> None:
    harvest = _polder(datasets.polder(tmp_path))
    anna = next(person for person in harvest.people if person.id == "anna-van-proefkonijn")
    assert (anna.given, anna.prefix, anna.surname, anna.initials) == ("Anna", "van", "Proefkonijn", "A.B.")
    assert anna.party_on("2011-01-01") == {"pvda"}
    assert anna.party_on("2013-01-01") == {"sp"}


def test_two_rows_of_one_person_are_one(tmp_path: Path) -> None:
    harvest = _polder(datasets.polder(tmp_path))
    assert {person.id for person in harvest.people} == {"anna-van-proefkonijn", "bob-opvolger"}
    anna = next(person for person in harvest.people if person.id == "anna-van-proefkonijn")
    assert anna.held("minister-szw", "2018-01-01")


def test_an_open_mandate_ends_where_the_next_begins(tmp_path: Path) -> None:
    people = {person.id: person for person in _polder(datasets.polder(tmp_path)).people}
    assert Holding("kamerlid-tweede-kamer", Period("2010-06-17", "2012-09-20"), "pvda") in (
        people["anna-van-proefkonijn"].holdings
    )
    assert not people["anna-van-proefkonijn"].held("minister-szw", "2019-06-01")
    assert people["bob-opvolger"].held("minister-szw", "2026-01-01")


def test_somebody_whom_a_register_knows_keeps_that_id(tmp_path: Path) -> None:
    harvest = _polder(datasets.polder(tmp_path), {"00000000-0000-4000-8000-000000000001": "a-van-proefkonijn"})
    assert {person.id for person in harvest.people} == {"a-van-proefkonijn", "bob-opvolger"}


def test_polder_gives_bodies_and_posts_with_their_ids(tmp_path: Path) -> None:
    harvest = _polder(datasets.polder(tmp_path))
    assert {entry.id: [name.text for name in entry.names] for entry in harvest.entries} == {
        "ministerie/mnre1073": ["Ministerie van Sociale Zaken en Werkgelegenheid"],
        "zbo/zb999999": ["Nationale Ballonautoriteit", "NBAUT"],
    }
    posts = {post.id: (post.label, post.office, post.organisation) for post in harvest.posts}
    assert posts["minister-szw"][1:] == ("minister", "ministerie/mnre1073")
    assert posts["minister-voor-luchtvaart"] == ("Minister voor Luchtvaart", "minister", "ministerie/mnre1073")


def test_what_polder_has_too_much_is_left_out_with_a_reason(tmp_path: Path) -> None:
    left_out = {row.row: row.why for row in _polder(datasets.polder(tmp_path)).left_out}
    assert left_out == {
        "person:raadslid-1990": "holds no national office",
        "org:rwt-zweven": "its name may mean something else",
        "polder/data/personen/damaged.yaml": "not in the form of Polder",
    }


def test_the_archive_of_polder_is_read_as_its_folder_is(tmp_path: Path) -> None:
    archive = datasets.polder_archive(tmp_path)
    of_archive, of_folder = _polder(archive), _polder(tmp_path / "polder")
    assert (of_archive.people, of_archive.posts) == (of_folder.people, of_folder.posts)
    assert {entry.id for entry in of_archive.entries} == {entry.id for entry in of_folder.entries}


@pytest.mark.parametrize("name", ["empty", "file.tar.xz"])
def test_what_is_not_polder_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.tar.xz").write_bytes(b"no archive")
    with pytest.raises(RegisterError, match=name):
        _polder(tmp_path / name)


def test_the_house_gives_papers_of_tables_and_pages(tmp_path: Path) -> None:
    data = tk.read(datasets.house(tmp_path))
    papers = {paper.number: paper for paper in data.papers}
    question, motion, document = papers["2019Z90001"], papers["2019Z90003"], papers["2025D90004"]
    assert (question.kind, question.day, question.session) == ("Schriftelijke vragen", "2019-02-20", "2018-2019")
    assert (question.subject, question.sequence) == ("Te weinig proefballonnen", "")
    assert (motion.title, motion.sequence, motion.dossier) == ("Ballonvaart", "12", "")
    assert (document.dossier, document.sequence, document.day) == ("36600-XVII", "14", "2025-02-03")
    assert [row.row for row in data.left_out] == ["zaken.tsv.gz:5"]


def test_the_house_gives_members_with_their_seats(tmp_path: Path) -> None:
    harvest = tk.harvest(tk.read(datasets.house(tmp_path)), PARTIES, {})
    (coen,) = harvest.people
    assert (coen.id, coen.prefix, coen.surname) == ("coen-van-der-zweefvlieg", "van der", "Zweefvlieg")
    assert coen.holdings == (Holding("kamerlid-tweede-kamer", Period("2023-12-06"), "d66"),)
    assert ("3", "no member of a House") in {(row.row, row.why) for row in harvest.left_out}


@pytest.mark.parametrize(("name", "content"), [("a.tsv", "no\ttable\n"), ("a.json", "{"), ("a.tsv.gz", "no gzip")])
def test_what_is_not_of_the_house_is_refused(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(RegisterError):
        tk.read(tmp_path / name)


# --- the datasets at full size ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def full(shared: Path) -> Path:
    folder = shared / "registers"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there: datasets of full size are not tested")
    return folder


def test_nearly_all_titles_of_the_full_list_can_be_used(full: Path) -> None:
    harvest = bwb.read(full / "bwb_titles.tsv")
    assert len(harvest.entries) > 19_500
    assert len(harvest.left_out) < 150
    labels = {entry.id: entry.label for entry in harvest.entries}
    assert labels["BWBR0022463"] == "Wet politiegegevens"
    assert labels["BWBV0004680"] == "Verdrag tot samenwerking inzake octrooien"


def test_no_two_people_of_the_full_polder_hold_a_single_post_from_the_same_day_with_the_same_surname(
    full: Path,
) -> None:
    people = polder.read(full / "polder.tar.xz", PARTIES, {}).people
    assert len(people) > 1_000
    ministers = [
        (holding.post, holding.period.start, person.surname)
        for person in people
        for holding in set(person.holdings)
        if holding.post == "minister-bz"
    ]
    assert len(ministers) == len(set(ministers)) > 20
