from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hand_made import REGISTERS, letter
from pyoxigraph import Literal, NamedNode

from extract.registers import Entry, Name, Person, Post, Registers
from graph.build import source_quads
from graph.library import Parameter, Term, Type, parse
from graph.store import GraphStore, SourceUpdate
from graph.vocabulary import XSD
from kamergraaf.errors import QueryError
from kamergraaf.values import Values

KNOWN = Registers(
    entries=(
        *REGISTERS.entries,
        Entry("law", "BWBR0004045", "Werkloosheidswet", (Name("Werkloosheidswet"), Name("WW", abbreviation=True))),
        Entry("bill", "36582", "Participatiewet in balans", (Name("Participatiewet in balans"),)),
        Entry(
            "programme", "participatiewet-in-balans", "Participatiewet in balans", (Name("Participatiewet in balans"),)
        ),
    ),
    people=(
        *REGISTERS.people,
        Person("gijs-van-dijk", "Gijs van Dijk", "Dijk", "van"),
        Person("jimmy-dijk", "Jimmy Dijk", "Dijk", aliases=("Jimmy D.",)),
    ),
    posts=(*REGISTERS.posts, Post("minister-szw", "Minister van Sociale Zaken en Werkgelegenheid", "minister")),
)
VALUES = Values(KNOWN)
BASE = "https://w3id.org/kamergraaf/"
OFFICIAL = "https://zoek.officielebekendmakingen.nl/"
LAW = "https://wetten.overheid.nl/BWBR0015703"

THINGS = [
    # IRIs, as they are and as browsers show them
    ("https://example.org/x", "https://example.org/x"),
    ("<https://example.org/x>", "https://example.org/x"),
    (f"{OFFICIAL}kst-35510-13.html", f"{OFFICIAL}kst-35510-13"),
    # prefixed names and terms of the ontology
    ("kamer:Motion", f"{BASE}def#Motion"),
    ("Motion", f"{BASE}def#Motion"),
    ("persoon:sadet-karabulut", f"{BASE}id/persoon/sadet-karabulut"),
    ("kg:id/wetsvoorstel/36582", f"{BASE}id/wetsvoorstel/36582"),
    # identifiers, in upper or lower case
    ("kst-35510-13", f"{OFFICIAL}kst-35510-13"),
    ("KST-35510-13", f"{OFFICIAL}kst-35510-13"),
    ("kv-tk-2015Z07200", f"{OFFICIAL}kv-tk-2015Z07200"),
    ("2015Z07200", f"{OFFICIAL}kv-tk-2015Z07200"),
    ("2015z07200", f"{OFFICIAL}kv-tk-2015Z07200"),
    ("ah-tk-20142015-2171", f"{OFFICIAL}ah-tk-20142015-2171"),
    ("stb-2003-375", f"{OFFICIAL}stb-2003-375"),
    ("33161", f"{OFFICIAL}dossier/33161"),
    ("33 161", f"{OFFICIAL}dossier/33161"),
    ("36 600 XV", f"{OFFICIAL}dossier/36600-XV"),
    ("21501-32", f"{OFFICIAL}dossier/21501-32"),
    ("BWBR0015703", LAW),
    ("bwbr0015703", LAW),
    ("jci1.3:c:BWBR0015703&artikel=47", "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=47"),
    ("32016R0679", "http://publications.europa.eu/resource/celex/32016R0679"),
    ("ECLI:NL:CRVB:2017:1055", "http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2017:1055"),
    ("ecli:nl:crvb:2017:1055", "http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2017:1055"),
    ("ministerie/mnre1073", "https://identifier.overheid.nl/tooi/id/ministerie/mnre1073"),
    # names of the registers
    ("Karabulut", f"{BASE}id/persoon/sadet-karabulut"),
    ("karabulut", f"{BASE}id/persoon/sadet-karabulut"),
    ("Sadet  Karabulut ", f"{BASE}id/persoon/sadet-karabulut"),
    ("van Dijk", f"{BASE}id/persoon/gijs-van-dijk"),
    ("Jimmy D.", f"{BASE}id/persoon/jimmy-dijk"),
    ("Participatiewet", LAW),
    ("participatiewet", LAW),
    ("WW", "https://wetten.overheid.nl/BWBR0004045"),
    ("SP", f"{BASE}id/partij/sp"),
    ("staatssecretaris-szw", f"{BASE}id/ambt/staatssecretaris-szw"),
    ("Minister van Sociale Zaken en Werkgelegenheid", f"{BASE}id/ambt/minister-szw"),
    # references as texts have them
    ("artikel 47 Participatiewet", "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=47"),
    ("artikel 47 van de Participatiewet", "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=47"),
    ("Kamerstukken II 2020/21, 17050, nr. 596", f"{OFFICIAL}kst-17050-596"),
    ("(24515, nr. 588)", f"{OFFICIAL}kst-24515-588"),
    ("Stb. 2003, 375", f"{OFFICIAL}stb-2003-375"),
    ("Aanhangsel Handelingen, vergaderjaar 2018–2019, nr. 1989", f"{OFFICIAL}ah-tk-20182019-1989"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "iri"), THINGS)
def test_what_a_person_types_for_a_thing(typed: str, iri: str) -> None:
    assert VALUES.thing(typed) == iri


def test_an_ambiguous_name_lists_its_candidates_as_they_can_be_typed() -> None:
    with pytest.raises(QueryError) as error:
        VALUES.thing("Dijk")
    told = str(error.value)
    candidates = re.findall(r"(persoon:\S+) \(person: ([^)]*)\)", told)
    assert candidates == [("persoon:gijs-van-dijk", "Gijs van Dijk"), ("persoon:jimmy-dijk", "Jimmy Dijk")]
    assert [VALUES.thing(typed) for typed, _ in candidates] == [
        f"{BASE}id/persoon/gijs-van-dijk",
        f"{BASE}id/persoon/jimmy-dijk",
    ]


def test_the_name_of_a_parameter_decides_between_kinds() -> None:
    with pytest.raises(QueryError, match="can mean several things"):
        VALUES.thing("Participatiewet in balans")
    assert VALUES.thing("Participatiewet in balans", "bill") == f"{BASE}id/wetsvoorstel/36582"
    assert VALUES.thing("Participatiewet in balans", "programme") == f"{BASE}id/programma/participatiewet-in-balans"


@pytest.mark.parametrize("typed", ["Nergenshuizenwet", "", "<not an iri>", "kst", "unknown:x", "https://exa mple.org"])
def test_what_names_nothing(typed: str) -> None:
    with pytest.raises(QueryError, match=r"names nothing that is known|is not an IRI"):
        VALUES.thing(typed)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    folder = tmp_path_factory.mktemp("values") / "store"
    document = letter().document
    with GraphStore.create(folder) as writer:
        quads = source_quads(letter(), document.name, REGISTERS)
        writer.replace([SourceUpdate(document.name, "1", document.sha256, document.text, quads)])
    with GraphStore.reader(folder) as reader:
        yield reader


def test_somebody_whom_only_the_graph_knows(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="names nothing that is known"):
        VALUES.thing("W. Onbekend")
    assert Values(KNOWN, store).thing("w. onbekend").startswith(f"{BASE}id/brief.txt/persoon/")


LITERALS: list[tuple[Type, str, Literal]] = [
    ("string", "re-integratie", Literal("re-integratie")),
    ("date", "2015-04-20", Literal("2015-04-20", datatype=XSD.date)),
    ("date", "20-04-2015", Literal("2015-04-20", datatype=XSD.date)),
    ("date", "20-4-2015", Literal("2015-04-20", datatype=XSD.date)),
    ("date", "20 april 2015", Literal("2015-04-20", datatype=XSD.date)),
    ("integer", " 21 ", Literal("21", datatype=XSD.integer)),
    ("integer", "007", Literal("7", datatype=XSD.integer)),
    ("decimal", "0.80", Literal("0.8", datatype=XSD.decimal)),
    ("decimal", "0,8", Literal("0.8", datatype=XSD.decimal)),
    ("decimal", "1", Literal("1.0", datatype=XSD.decimal)),
]


@pytest.mark.parametrize(("kind", "typed", "expected"), LITERALS)
def test_what_a_person_types_for_a_literal(kind: Type, typed: str, expected: Term) -> None:
    assert VALUES.term(typed, Parameter("x", kind)) == expected


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("date", "2015-02-30", "'2015-02-30' is not a date; write it as 2015-04-20"),
        ("date", "april", "is not a date"),
        ("integer", "1.5", "'1.5' is not a whole number"),
        ("integer", "9" * 30, "is not a whole number"),
        ("decimal", "veel", "'veel' is not a number; write it as 0.95"),
        ("decimal", "1e999999999", "is not a number"),
        ("decimal", "NaN", "is not a number"),
    ],
)
def test_a_literal_that_is_none(kind: Type, typed: str, told: str) -> None:
    with pytest.raises(QueryError, match=re.escape(told)):
        VALUES.term(typed, Parameter("x", kind))


QUERY = parse(
    "asked",
    "t",
    "#+ x-params:\n#+   - name: person\n#+     type: iri\n#+   - name: since\n#+     type: date\nSELECT * { ?s ?p ?o }",
)


def test_values_of_a_query() -> None:
    person, day = NamedNode(f"{BASE}id/persoon/sadet-karabulut"), Literal("2015-01-01", datatype=XSD.date)
    assert VALUES.of_query(QUERY, ["Karabulut"], {}) == {"person": person}
    assert VALUES.of_query(QUERY, ["-", "1-1-2015"], {}) == {"since": day}
    assert VALUES.of_query(QUERY, ["Karabulut"], {"since": "2015-01-01"}) == {"person": person, "since": day}


@pytest.mark.parametrize(
    ("typed", "named", "told"),
    [
        (["a", "b", "c"], {}, "query asked takes 2 values, not 3: kamergraaf ask asked [PERSON] [SINCE]"),
        (["Karabulut"], {"person": "Karabulut"}, "person of query asked is given twice"),
        ([], {"law": "WW"}, "query asked has no parameter 'law'; its parameters are: person, since"),
    ],
)
def test_wrong_values_of_a_query(typed: list[str], named: dict[str, str], told: str) -> None:
    with pytest.raises(QueryError, match=re.escape(told)):
        VALUES.of_query(QUERY, typed, named)
