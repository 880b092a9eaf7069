"""Acts without a citation title: those cited by their day, and selection lists of archives."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.imports import bwb
from extract.pipeline import Extractor
from extract.readers import from_text
from extract.registers import Registers
from extract.variants import variants_of

TABLE = """\
bwb_id\tsoort\tkorte_titel\topschrift
BWBR9100001\twet\t\tWet van 22 april 1855, houdende regeling van de verantwoordelijkheid der ballonvaarders
BWBR9100002\twet\t\tWet van 3 mei 2001 tot wijziging van de Ballonvaartwet en de Kabelwet
BWBR9100003\twet\t\tWet van 3 mei 2001, houdende regels omtrent het opstijgen van kabelballonnen
BWBR9100004\tKB\t\tBesluit van 16 september 1965, houdende vaststelling van het bewijs van luchtwaardigheid
BWBR9100005\tregeling\t\tBesluit van 7 mei 2012, nr. LUCHT-12/3, houdende regels over gondels
BWBR9100006\twet\tBallonvaartwet\tBallonvaartwet
BWBR0021001\tlijst\t\tBesluit vaststelling selectielijst beleidsterrein Ballonvaart en kabels vanaf 1945 (A)
BWBR0021002\tlijst\t\tBesluit vaststelling selectielijst beleidsterrein Ballonvaart en kabels vanaf 1945 (B)
BWBR0021003\tlijst\t\tBesluit vaststelling selectielijst beleidsterrein Gondels 1945–1990 (A)
BWBR0021004\tlijst\t\tBesluit vaststelling selectielijst beleidsterrein Gondels vanaf 1991 (A)
BWBR0015001\tlijst\t\tVaststelling selectielijst beleidsterrein Zweefvliegen over de periode 1945-1999, Justitie
BWBR0015002\tlijst\t\tVaststelling selectielijst beleidsterrein Zweefvliegen over de periode 1945–1999, Defensie
BWBR0015003\tlijst\t\tSelectielijst beleidsterrein Duiken vanaf 1945
"""

LIST = "De ‘selectielijst voor de neerslag van de handelingen van de Minister van B op het beleidsterrein"

# A text, and each mention of a law in it: its words and its id, or how many it may be.
CASES = {
    "by its subject": (
        "de wet van 3 mei 2001 (Stb. 210), houdende regels voor het opstijgen van kabelballonnen",
        [("wet van 3 mei 2001", "BWBR9100003")],
    ),
    "by its subject, with a law named in it": (
        "De Wet van 3 mei 2001 tot wijziging van de Ballonvaartwet en van de Kabelwet geldt",
        [("Wet van 3 mei 2001", "BWBR9100002"), ("Ballonvaartwet", "BWBR9100006"), ("Kabelwet", None)],
    ),
    "the only one of its day": (
        "het koninklijk besluit van 16 september 1965 geldt",
        [("koninklijk besluit van 16 september 1965", "BWBR9100004")],
    ),
    "one of two of its day": ("de wet van 3 mei 2001 geldt", [("wet van 3 mei 2001", None)]),
    "another subject": (
        "de wet van 22 april 1855, houdende bepalingen betreffende de muntslag te Utrecht",
        [("wet van 22 april 1855", None)],
    ),
    "by its number": (
        "het besluit van 7 mei 2012, nr. LUCHT-12/3, is oud",
        [("besluit van 7 mei 2012", "BWBR9100005")],
    ),
    "another number": ("het besluit van 7 mei 2012, nr. WATER-1, is oud", [("besluit van 7 mei 2012", None)]),
    "no act of that day": ("de wet van 4 mei 2001 geldt", [("wet van 4 mei 2001", None)]),
    "a list of our time": (
        f"{LIST} Ballonvaart en kabels over de periode vanaf 1945’",
        [("selectielijst voor de neerslag van de handelingen van de Minister van B op het beleidsterrein "
          "Ballonvaart en kabels over de periode vanaf 1945", "BWBR0021001")],
    ),
    "a list with a longer name": (
        "de selectielijst ballonvaart en kabels en vlotten, vastgesteld 15-9-2005",
        [("selectielijst ballonvaart en kabels en vlotten", "BWBR0021001")],
    ),
    "a list of some years": (
        "de selectielijst Gondels vanaf 1991",
        [("selectielijst Gondels vanaf 1991", "BWBR0021004")],
    ),
    "a list of any years": ("de selectielijst gondels, vastgesteld in Delft", []),
    "a list that two may hold": (
        f"{LIST} Zweefvliegen over de periode 1945–1999’",
        [("selectielijst voor de neerslag van de handelingen van de Minister van B op het beleidsterrein "
          "Zweefvliegen over de periode 1945–1999", None)],
    ),
    "a list of one": ("het BSD Duiken", [("BSD Duiken", "BWBR0015003")]),
    "a list of something else": ("de selectielijst van de gemeente en de selectielijst fietsen", []),
    "a sentence about lists": (
        "De criteria zijn in dit BSD uitgewerkt voor het beleidsterrein duiken. Een BSD geoperationaliseerd voor het "
        "beleidsterrein duiken. De selectielijst is nieuw. Het beleidsterrein duiken ook",
        [],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> Extractor:
    table = tmp_path_factory.mktemp("titles") / "titles.tsv"
    table.write_text(TABLE, encoding="utf-8")
    entries = bwb.read(table).entries
    return Extractor(Registers(entries, variants=variants_of(entries)))


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_an_act_is_found_and_known(text: str, wanted: list[tuple[str, str | None]], extractor: Extractor) -> None:
    mentions = extractor.extract(from_text("t", text)).mentions
    assert [(m.text, m.id) for m in mentions if m.kind == "law"] == wanted


def test_an_article_of_an_act_that_is_cited_by_its_day_has_its_address(extractor: Extractor) -> None:
    text = "Gelet op artikel 3 van de Wet van 22 april 1855; artikel 4 van die wet blijft."
    articles = [m.id for m in extractor.extract(from_text("t", text)).mentions if m.kind == "article"]
    assert articles == ["jci1.3:c:BWBR9100001&artikel=3", "jci1.3:c:BWBR9100001&artikel=4"]


def test_a_list_that_several_decrees_may_hold_is_ambiguous(extractor: Extractor) -> None:
    text = "de selectielijst zweefvliegen over de periode 1945-1999"
    (mention,) = (m for m in extractor.extract(from_text("t", text)).mentions if m.kind == "law")
    assert (mention.resolution, mention.candidates) == ("ambiguous", ("BWBR0015001", "BWBR0015002"))


def test_a_table_keeps_the_official_titles_that_state_a_day(tmp_path: Path) -> None:
    table = tmp_path / "titles.tsv"
    table.write_text(TABLE, encoding="utf-8")
    official = {entry.id: entry.official for entry in bwb.read(table).entries}
    assert official["BWBR9100004"].startswith("Besluit van 16 september 1965, houdende")
    assert official["BWBR9100006"] == ""
