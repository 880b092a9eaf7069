"""The register files as data: well formed, sourced, and free of contradictions."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from extract.registers import Holding, Person
from graph import iris
from graph.authority import KINDS, embedded, read, register_quads
from graph.vocabulary import DCTERMS, ELI, FOAF, KAMER, ORG, OWL, RDF, RDFS, SCHEMA, SKOS

FOLDER = Path(__file__).parent.parent / "ontology" / "registers"
FILES = sorted(FOLDER.glob("*.ttl"), key=lambda file: file.name)
TITLES = Path(__file__).parents[2] / "shared" / "registers" / "bwb_titles.tsv"
ENTRY_CLASSES = {class_ for class_, _ in KINDS} | {FOAF.Person, ORG.Membership, ORG.Post, KAMER.LawTitle, KAMER.Scheme}
LABELS = (RDFS.label, SKOS.prefLabel, KAMER.titleText)

OF_ENDED_LAWS = "titels.ttl"  # most of the laws that it names had ended before that list was made
# Laws that a list of 2017 with the laws then in force cannot hold: repealed before, or made or published after.
NOT_IN_THE_LIST = set(
    "BWBR0002126 BWBR0002375 BWBR0002460 BWBR0002614 BWBR0004149 BWBR0006299 BWBR0006723 BWBR0007333 BWBR0026054 "
    "BWBR0037521 BWBR0037552 BWBR0037885 BWBR0039896 BWBR0040632 BWBR0040634 BWBR0040635 BWBR0040940 BWBR0044212 "
    "BWBR0044770 BWBR0045754".split()
)


@cache
def quads() -> tuple[Quad, ...]:
    return tuple(register_quads())


def pairs(predicate: NamedNode) -> Iterator[tuple[str, str]]:
    for quad in quads():
        if quad.predicate == predicate:
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, (NamedNode, Literal))
            yield quad.subject.value, quad.object.value


def subjects(predicate: NamedNode) -> set[str]:
    return {subject for subject, _ in pairs(predicate)}


def entries() -> set[str]:
    classes = {class_.value for class_ in ENTRY_CLASSES}
    return {subject for subject, class_ in pairs(RDF.type) if class_ in classes}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_register_is_turtle_without_blank_nodes(file: Path) -> None:
    stated = list(parse(path=str(file), format=RdfFormat.TURTLE))
    assert stated
    assert all(isinstance(quad.subject, NamedNode) for quad in stated)
    assert all(isinstance(quad.object, (NamedNode, Literal)) for quad in stated)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_register_states_nothing_twice(file: Path) -> None:
    stated = list(parse(path=str(file), format=RdfFormat.TURTLE))
    assert len(set(stated)) == len(stated)


def test_every_entry_has_a_label_and_a_source() -> None:
    labelled = set().union(*(subjects(label) for label in LABELS))
    unlabelled = entries() - labelled - subjects(ORG.member)
    assert not unlabelled
    assert not entries() - subjects(DCTERMS.source)


def test_every_thing_of_ours_that_a_register_names_is_described() -> None:
    ours = {
        value
        for predicate in (ORG.postIn, ORG.member, KAMER.post, KAMER.partyAtTime, KAMER.inDossier, KAMER.becameLaw)
        for _, value in pairs(predicate)
    }
    replaced = {law for p in (DCTERMS.replaces, KAMER.partlyReplaces, DCTERMS.isReplacedBy) for _, law in pairs(p)}
    assert ours | replaced <= subjects(RDF.type)


def test_predecessors_and_successors_agree() -> None:
    replaced = {(new, old) for new, old in pairs(DCTERMS.replaces)}
    successors = {(new, old) for old, new in pairs(DCTERMS.isReplacedBy) if iris.LAWS in new or "/id/wet/" in new}
    assert replaced == successors


def test_there_are_enough_laws() -> None:
    assert len(list(embedded().of_kind("law"))) >= 150


def test_a_law_is_its_bwb_id() -> None:
    local = dict(pairs(ELI.id_local))
    laws = {iris.thing(entry.kind, entry.id): entry.id for entry in embedded().of_kind("law", "treaty")}
    without = {identifier for iri, identifier in laws.items() if iri not in local}
    assert without == {"algemene-bijstandswet-1965"}
    assert all(re.fullmatch(r"BWB[RV]\d{7}", identifier) for iri, identifier in laws.items() if iri in local)
    assert all(local[iri] == identifier for iri, identifier in laws.items() if iri in local)


def test_bwb_ids_stand_in_the_list_of_regulations() -> None:
    if not TITLES.exists():
        pytest.skip(f"{TITLES} is not here")
    with TITLES.open(encoding="utf-8", newline="") as file:
        listed = {row[0] for row in csv.reader(file, delimiter="\t")}
    checked = read([file for file in FILES if file.name != OF_ENDED_LAWS])
    ours = {entry.id for entry in checked.of_kind("law", "treaty") if entry.id.startswith("BWB")}
    assert ours - listed == NOT_IN_THE_LIST


def test_a_celex_number_is_one() -> None:
    assert all(re.fullmatch(r"3\d{4}[RLDFH]\d{4}", entry.id) for entry in embedded().of_kind("eu-act"))


@pytest.mark.parametrize("kind", ["law", "treaty", "eu-act", "party", "organisation", "bill", "programme", "dossier"])
def test_an_id_can_be_turned_into_its_iri(kind: str) -> None:
    for entry in embedded().of_kind(kind):
        iri = iris.thing(kind, entry.id)
        assert iri
        assert iri in subjects_of_type()


@cache
def subjects_of_type() -> frozenset[str]:
    return frozenset(subjects(RDF.type))


def test_no_two_people_are_one_item_of_wikidata() -> None:
    people = subjects(FOAF.name)
    items = Counter(item for subject, item in pairs(OWL.sameAs) if subject in people)
    assert [item for item, times in items.items() if times > 1] == []


def test_no_two_people_are_one_member_of_the_house() -> None:
    numbers = Counter(number for _, number in pairs(DCTERMS.identifier))
    assert [number for number, times in numbers.items() if times > 1] == []
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", number) for number in numbers)


def test_a_person_is_called_by_the_parts_of_the_name() -> None:
    for person in embedded().people:
        first = person.given or person.initials
        assert person.name == " ".join(part for part in (first, person.prefix, person.surname) if part)


def holdings() -> dict[str, list[tuple[Holding, Person]]]:
    table: dict[str, list[tuple[Holding, Person]]] = defaultdict(list)
    for person in embedded().people:
        for holding in person.holdings:
            table[holding.post].append((holding, person))
    return table


@pytest.mark.parametrize("post", sorted(p for p in holdings() if p.startswith(("minister", "staatssecretaris"))))
def test_one_person_at_a_time_is_in_the_government_for_a_post(post: str) -> None:
    terms = sorted((h.period.start or "", h.period.end or "9999", p.name) for h, p in holdings()[post])
    overlaps = [(one, other) for one, other in pairwise(terms) if one[1] > other[0]]
    assert overlaps == []


def test_nobody_is_in_the_government_before_there_is_a_ministry() -> None:
    registers = embedded()
    for post, terms in holdings().items():
        ministry = registers.by_id.get(registers.post_by_id[post].organisation or "")
        first = (ministry and ministry.period.start) or ""
        assert all((holding.period.start or first) >= first for holding, _ in terms), post


def test_nobody_has_two_seats_in_the_house() -> None:
    for person in embedded().people:
        seats = sorted(
            (holding.period.start or "", holding.period.end or "9999")
            for holding in person.holdings
            if holding.post == "kamerlid-tweede-kamer"
        )
        assert all(one[1] < other[0] for one, other in pairwise(seats)), person.name


@pytest.mark.parametrize("day", ["2010-07-01", "2013-06-01", "2015-04-20", "2019-05-21", "2021-06-04", "2025-04-01"])
def test_the_house_has_no_more_than_its_150_seats(day: str) -> None:
    seats = [h for h, _ in holdings()["kamerlid-tweede-kamer"] if h.period.start and h.period.holds(day)]
    assert 145 <= len(seats) <= 150


def test_a_period_does_not_end_before_it_starts() -> None:
    for first, last in (
        (SCHEMA.startDate, SCHEMA.endDate),
        (ELI.first_date_entry_in_force, ELI.date_no_longer_in_force),
    ):
        starts, ends = dict(pairs(first)), dict(pairs(last))
        assert all(starts[subject] <= ends[subject] for subject in starts.keys() & ends.keys())


def test_an_abbreviation_of_two_laws_stands_at_both() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry in embedded().of_kind("law"):
        for name in entry.names:
            if name.abbreviation and not name.beside:
                bearers[name.text].add(entry.id)
    shared = {short: ids for short, ids in bearers.items() if len(ids) > 1}
    assert set(shared) == {"ABW", "Abw", "BW", "WMO", "Wiv", "Wmo", "Wpg"}
    assert shared["WMO"] == {"BWBR0020031", "BWBR0035362", "BWBR0009408"}


def test_no_word_speaks_for_two_laws_of_one_name() -> None:
    spoken_for: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in embedded().of_kind("law", "treaty"):
        for name in entry.names:
            for word in name.beside:
                spoken_for[name.text, word].add(entry.id)
    assert spoken_for
    assert not {key for key, ids in spoken_for.items() if len(ids) > 1}


def test_a_court_has_one_code_and_a_code_one_court() -> None:
    codes = [code for _, code in pairs(KAMER.courtCode)]
    assert {"HR", "RVS", "CRVB", "CBB", "GHARL", "RBAMS", "RBALK"} <= set(codes)
    assert max(Counter(codes).values()) == 1
    assert max(Counter(court for court, _ in pairs(KAMER.courtCode)).values()) == 1
