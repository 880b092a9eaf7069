"""What the registers of the package mean to the extraction, and what they put in the graph."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from time import process_time

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from extract.registers import Person, Registers
from graph import iris
from graph.authority import embedded, ontology_quads, read, register_quads
from graph.vocabulary import DCTERMS, FOAF, ORG, RDF, RDFS, SCHEMA, TIME
from kamergraaf.errors import RegisterError

SZW = "ministerie/mnre1073"

# A name as a text prints it, the kind of thing, the day of the text, and the ids of all that bear the name on that day.
NAMES = [
    ("Participatiewet", "law", None, {"BWBR0015703"}),
    ("Wet werk en bijstand", "law", "2010-03-01", {"BWBR0015703"}),
    ("WWB", "law", "2010-03-01", {"BWBR0015703"}),
    ("Wwb", "law", "2010-03-01", {"BWBR0015703"}),
    ("Pw", "law", "2021-06-04", {"BWBR0015703"}),
    ("Wsw", "law", None, {"BWBR0008903"}),
    ("WSW", "law", None, {"BWBR0008903"}),
    ("Wajong", "law", None, {"BWBR0008657"}),
    ("Wet werk en arbeidsondersteuning jonggehandicapten", "law", None, {"BWBR0008657"}),
    ("Wet arbeidsondersteuning jonggehandicapten", "law", None, {"BWBR0008657"}),
    ("Algemene bijstandswet", "law", "2000-01-01", {"BWBR0007333"}),
    ("Abw", "law", "1980-01-01", {"algemene-bijstandswet-1965"}),
    ("Wmo", "law", "2010-01-01", {"BWBR0020031"}),
    ("Wmo", "law", "2023-10-01", {"BWBR0035362"}),
    ("WMO", "law", "2023-10-01", {"BWBR0035362", "BWBR0009408"}),
    ("Wpg", "law", None, {"BWBR0024705", "BWBR0022463"}),
    ("Grondwet", "law", None, {"BWBR0001840"}),
    ("Awb", "law", None, {"BWBR0005537"}),
    ("Boek 7 van het Burgerlijk Wetboek", "law", None, {"BWBR0005290"}),
    ("AWBZ", "law", "2008-01-01", {"BWBR0002614"}),
    ("EVRM", "treaty", None, {"BWBV0001000"}),
    ("VN-verdrag handicap", "treaty", None, {"BWBV0004045"}),
    ("IVRK", "treaty", None, {"BWBV0002508"}),
    ("AVG", "eu-act", None, {"32016R0679"}),
    ("SP", "party", None, {"sp"}),
    ("Partij van de Arbeid", "party", None, {"pvda"}),
    ("SZW", "organisation", None, {SZW}),
    ("Ministerie van Sociale Zaken en Werkgelegenheid", "organisation", None, {SZW}),
    ("EZ", "organisation", "2005-01-01", {"ministerie/mnre1040"}),
    ("EZ", "organisation", "2015-01-01", {"ministerie/mnre1045"}),
    ("SVB", "organisation", None, {"zbo/zb000143"}),
    ("UWV", "organisation", None, {"zbo/zb000117"}),
    ("Nationale ombudsman", "organisation", None, {"oorg/oorg10221"}),
    ("Inspectie SZW", "organisation", None, {"oorg/oorg12349"}),
    ("CRvB", "organisation", None, {"oorg/oorg10033"}),
    ("Gemeente Amsterdam", "organisation", None, {"gemeente/gm0363"}),
    ("VNG", "organisation", None, {"vereniging-van-nederlandse-gemeenten"}),
    (
        "Tijdelijke Commissie Uitvoeringsorganisatie",
        "organisation",
        None,
        {"tijdelijke-commissie-uitvoeringsorganisaties"},
    ),
    ("Participatiewet in balans", "bill", None, {"36582"}),
    ("Wet werken naar vermogen", "bill", None, {"33161"}),
    ("Participatiewet in balans", "programme", None, {"participatiewet-in-balans"}),
    ("Amsterdam", "organisation", None, set()),
    ("ww", "law", None, set()),
]

HOLDERS = [
    ("jetta-klijnsma", "staatssecretaris-szw", "2015-05-06", "pvda"),
    ("tamara-van-ark", "staatssecretaris-szw", "2019-05-21", "vvd"),
    ("bas-van-t-wout", "staatssecretaris-szw", "2020-11-12", "vvd"),
    ("jurgen-nobel", "staatssecretaris-szw", "2025-04-01", None),
    ("wouter-koolmees", "minister-szw", "2021-06-04", "d66"),
    ("sadet-karabulut", "kamerlid-tweede-kamer", "2015-04-20", "sp"),
    ("gijs-van-dijk", "kamerlid-tweede-kamer", "2019-03-29", "pvda"),
    ("john-kerstens", "kamerlid-tweede-kamer", "2019-03-29", "pvda"),
    ("michiel-van-nispen", "kamerlid-tweede-kamer", "2025-02-19", "sp"),
    ("pieter-omtzigt", "kamerlid-tweede-kamer", "2021-01-19", "cda"),
]


def bearers(name: str, kind: str, day: str | None) -> set[str]:
    return {
        entry.id
        for entry in embedded().of_kind(kind)
        for known in entry.names
        if (known.text == name or (not known.abbreviation and known.text.casefold() == name.casefold()))
        and known.period.holds(day)
        and entry.period.holds(day)
    }


@pytest.mark.parametrize(("name", "kind", "day", "expected"), NAMES)
def test_a_name_stands_for_the_right_things(name: str, kind: str, day: str | None, expected: set[str]) -> None:
    assert bearers(name, kind, day) == expected


@pytest.mark.parametrize(("person", "post", "day", "party"), HOLDERS)
def test_who_held_which_post(person: str, post: str, day: str, party: str | None) -> None:
    known = embedded().person_by_id[person]
    assert known.held(post, day)
    assert party is None or known.party_on(day) == {party}


def test_a_surname_stands_apart_from_its_prefix() -> None:
    wout = embedded().person_by_id["bas-van-t-wout"]
    expected = Person(wout.id, "Bas van 't Wout", "Wout", "van 't", "Bas", "B.", wout.holdings)
    assert wout == expected


def test_a_short_name_counts_in_its_own_case_only() -> None:
    sam = embedded().by_id["sam"]
    assert [(name.text, name.abbreviation) for name in sam.names] == [("SAM", True)]


def test_a_dossier_is_not_known_by_its_title() -> None:
    assert all(not entry.names for entry in embedded().of_kind("dossier"))


def test_the_ordinary_post_of_an_office_comes_first() -> None:
    first: dict[tuple[str, str | None], str] = {}
    for post in embedded().posts:
        first.setdefault((post.office, post.organisation), post.id)
    assert first["staatssecretaris", SZW] == "staatssecretaris-szw"
    assert first["minister", SZW] == "minister-szw"
    assert first["minister", "ministerie/mnre1025"] == "minister-vws"
    assert embedded().post_by_id["minister-szw"].label == "Minister van Sociale Zaken en Werkgelegenheid"


def test_every_holding_is_of_a_known_post_and_party() -> None:
    registers = embedded()
    parties = {entry.id for entry in registers.of_kind("party")}
    holdings = [holding for person in registers.people for holding in person.holdings]
    assert {holding.post for holding in holdings} <= set(registers.post_by_id)
    assert {holding.party for holding in holdings if holding.party} <= parties


def test_the_version_is_that_of_the_content(tmp_path: Path) -> None:
    before = read_from(tmp_path, "a.ttl", "").version
    after = read_from(tmp_path, "a.ttl", "# changed").version
    assert before != after
    assert before == read_from(tmp_path, "a.ttl", "").version


def test_a_broken_register_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"broken\.ttl: no valid Turtle .*mend the file"):
        read_from(tmp_path, "broken.ttl", "<a> <b> .")


def test_a_thing_without_a_meaning_is_named(tmp_path: Path) -> None:
    turtle = "<https://w3id.org/kamergraaf/id/niets/x> a <http://www.w3.org/ns/org#Organization> ."
    with pytest.raises(RegisterError, match="id/niets/x"):
        read_from(tmp_path, "odd.ttl", turtle)


def test_reading_is_quick() -> None:
    def seconds() -> float:
        embedded.cache_clear()
        start = process_time()
        embedded()
        return process_time() - start

    assert any(seconds() < 0.5 for _ in range(4))  # about 0.06 s on a quiet machine


def test_each_register_has_a_graph_and_each_triple_one_graph() -> None:
    quads = register_quads()
    names = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
    assert {iris.authority_graph(stem) for stem in ("personen", "wetten", "partijen", "gemeenten")} <= names
    assert len({(quad.subject, quad.predicate, quad.object) for quad in quads}) == len(quads)


def test_a_holding_says_where_and_when_in_standard_terms() -> None:
    holding = f"{iris.BASE}id/bekleding/jetta-klijnsma-staatssecretaris-szw-2012-11-05"
    assert values(holding, ORG.organization.value) == {f"{iris.TOOI}{SZW}"}
    assert values(holding, ORG.role.value) == {iris.concept("position", "state-secretary")}
    assert values(holding, DCTERMS.source.value) == {"https://github.com/anneschuth/polder"}
    assert values(holding, ORG.memberDuring.value) == {f"{holding}/periode"}
    for edge, day in ((TIME.hasBeginning, "2012-11-05"), (TIME.hasEnd, "2017-10-26")):
        (instant,) = values(f"{holding}/periode", edge.value)
        assert values(instant, TIME.inXSDDate.value) == {day}


def test_a_holding_without_known_days_has_no_interval() -> None:
    assert not values(f"{iris.BASE}id/bekleding/pieter-omtzigt-kamerlid-tweede-kamer", ORG.memberDuring.value)


def test_a_person_is_a_person_to_all() -> None:
    person = iris.person("sadet-karabulut")
    assert values(person, RDF.type.value) == {FOAF.Person.value, SCHEMA.Person.value}
    assert values(person, RDFS.label.value) == {"Sadet Karabulut"}


def test_the_ontology_comes_without_its_rules() -> None:
    quads = ontology_quads()
    assert {quad.graph_name for quad in quads} == {NamedNode(iris.ONTOLOGY_GRAPH)}
    assert not [quad for quad in quads if "shacl" in quad.predicate.value]
    assert not [quad for quad in quads if BlankNode in map(type, (quad.subject, quad.object))]
    assert Literal("motion", language="en") in {quad.object for quad in quads}


def values(subject: str, predicate: str) -> set[str]:
    return {text(quad) for quad in register_graph().get((subject, predicate), ())}


@cache
def register_graph() -> dict[tuple[str, str], list[Quad]]:
    table: dict[tuple[str, str], list[Quad]] = {}
    for quad in register_quads():
        assert isinstance(quad.subject, NamedNode)
        table.setdefault((quad.subject.value, quad.predicate.value), []).append(quad)
    return table


def text(quad: Quad) -> str:
    assert isinstance(quad.object, (NamedNode, Literal))
    return quad.object.value


def read_from(folder: Path, name: str, turtle: str) -> Registers:
    file = folder / name
    file.write_text(turtle, encoding="utf-8")
    return read([file])
