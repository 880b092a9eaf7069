from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from extract.model import MENTION_KINDS, Paper, Span
from graph import iris

BASE = "https://w3id.org/kamergraaf/"
THINGS = [
    ("question-set", "kv-tk-2015Z07200", "https://zoek.officielebekendmakingen.nl/kv-tk-2015Z07200"),
    ("answer-set", "ah-tk-20142015-2171", "https://zoek.officielebekendmakingen.nl/ah-tk-20142015-2171"),
    ("paper", "kst-36600-IXB-7", "https://zoek.officielebekendmakingen.nl/kst-36600-IXB-7"),
    ("proceedings", "h-tk-20182019-5-5", "https://zoek.officielebekendmakingen.nl/h-tk-20182019-5-5"),
    ("gazette", "stb-2003-375", "https://zoek.officielebekendmakingen.nl/stb-2003-375"),
    ("treaty-series", "trb-2007-169", "https://zoek.officielebekendmakingen.nl/trb-2007-169"),
    ("letter", "brief-2021-0000067909", f"{BASE}id/brief/2021-0000067909"),
    ("dossier", "21501-32", "https://zoek.officielebekendmakingen.nl/dossier/21501-32"),
    ("law", "BWBR0015703", "https://wetten.overheid.nl/BWBR0015703"),
    ("law", "algemene-bijstandswet-1965", f"{BASE}id/wet/algemene-bijstandswet-1965"),
    ("law", "CVDR361766_5", "https://lokaleregelgeving.overheid.nl/CVDR361766_5"),
    ("treaty", "BWBV0001000", "https://wetten.overheid.nl/BWBV0001000"),
    (
        "article",
        "jci1.3:c:BWBR0015703&artikel=47&lid=1&lid=2",
        "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=47&lid=1&lid=2",
    ),
    (
        "article",
        "jci1.3:c:BWBR0005537&artikel=6 bis",
        "https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=6%20bis",
    ),
    ("article", "32016R0679&artikel=17&lid=1", f"{BASE}id/artikel/32016R0679&artikel=17&lid=1"),
    ("eu-act", "32016R0679", "http://publications.europa.eu/resource/celex/32016R0679"),
    ("eu-act", "12012E/TXT", "http://publications.europa.eu/resource/celex/12012E/TXT"),
    ("bill", "36582", f"{BASE}id/wetsvoorstel/36582"),
    ("programme", "participatiewet-in-balans", f"{BASE}id/programma/participatiewet-in-balans"),
    ("programme", "regeling/aio", f"{BASE}id/regeling/aio"),
    ("ruling", "ECLI:NL:CRVB:2017:1055", "http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2017:1055"),
    ("ruling", "ECLI:EU:C:2019:562", "https://e-justice.europa.eu/ecli/ECLI:EU:C:2019:562"),
    ("organisation", "ministerie/mnre1073", "https://identifier.overheid.nl/tooi/id/ministerie/mnre1073"),
    ("organisation", "divosa", f"{BASE}id/organisatie/divosa"),
    ("person", "bas-van-t-wout", f"{BASE}id/persoon/bas-van-t-wout"),
    ("party", "pvda", f"{BASE}id/partij/pvda"),
    ("post", "staatssecretaris-szw", f"{BASE}id/ambt/staatssecretaris-szw"),
    ("report", "ombudsman-2019-058", f"{BASE}id/rapport/ombudsman-2019-058"),
    ("report", "raadvanstate-W12.20.0123", f"{BASE}id/rapport/raadvanstate-W12.20.0123"),
    ("publication", "schuurmans-bestuursrecht-2020", f"{BASE}id/publicatie/schuurmans-bestuursrecht-2020"),
    ("date", "2015-04-20", f"{BASE}id/datum/2015-04-20"),
    ("date", "2015", f"{BASE}id/datum/2015"),
    ("web", "https://www.parool.nl/x~b65b5c47/?a=1#top", "https://www.parool.nl/x~b65b5c47/?a=1#top"),
]


@pytest.mark.parametrize(("kind", "identifier", "iri"), THINGS)
def test_a_thing_has_the_iri_of_its_publisher_and_can_be_read_back(kind: str, identifier: str, iri: str) -> None:
    assert iris.thing(kind, identifier) == iri
    assert iris.parse(iri) == (kind, identifier)


@pytest.mark.parametrize("kind", ["motion", "amendment", "letter", "bill", "report", "memorandum"])
def test_a_paper_has_one_iri_whatever_the_text_calls_it(kind: str) -> None:
    iri = iris.thing(kind, "kst-24515-588")
    assert iri == "https://zoek.officielebekendmakingen.nl/kst-24515-588"
    assert iris.parse(iri) == ("paper", "kst-24515-588")


def test_every_kind_of_mention_that_has_ids_has_iris() -> None:
    known = {scheme.kind for scheme in iris.SCHEMES} | {kind for scheme in iris.SCHEMES for kind in scheme.kinds}
    assert set(MENTION_KINDS) - known - iris.ADDRESS_KINDS == {"commitment"}


@pytest.mark.parametrize("scheme", iris.SCHEMES, ids=lambda s: f"{s.kind}:{s.prefix}")
@settings(max_examples=30)
@given(data=st.data())
def test_every_id_of_a_scheme_can_be_read_back(scheme: iris.Scheme, data: st.DataObject) -> None:
    identifier = data.draw(st.from_regex(scheme.id, fullmatch=True))
    iri = iris.thing(scheme.kind, identifier)
    assert iri is not None
    NamedNode(iri)
    assume(iri.startswith(scheme.prefix))  # a law `h-0` has an id of the publisher's, and gets the publisher's IRI
    assert iris.parse(iri) == (scheme.kind, identifier)


@pytest.mark.parametrize(
    ("kind", "identifier"),
    [
        ("law", "Participatiewet!"),
        ("ruling", "ECLI:NL"),
        ("date", "20 april 2015"),
        ("web", "www.x.nl"),
        ("commitment", "1"),
    ],
)
def test_what_is_no_id_has_no_iri(kind: str, identifier: str) -> None:
    assert iris.thing(kind, identifier) is None


@pytest.mark.parametrize(
    "iri",
    [
        f"{BASE}id/kv-tk-2015Z07200/vraag/2",
        f"{BASE}tekst/00/vermelding/1-2/law",
        f"{BASE}graph/cited",
        "geen adres",
        "",
    ],
)
def test_what_is_no_thing_cannot_be_read(iri: str) -> None:
    assert iris.parse(iri) is None


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("http://x.nl/a b", "http://x.nl/a%20b"),
        ("http://x.nl/é", "http://x.nl/%C3%A9"),
        ("http://x.nl/100%", "http://x.nl/100%25"),
        ("http://x.nl/%C3%A9", "http://x.nl/%C3%A9"),
        ("http://x.nl/#a#b", "http://x.nl/#a%23b"),
        ("http://x.nl/[1]{2}|^`\\", "http://x.nl/%5B1%5D%7B2%7D%7C%5E%60%5C"),
    ],
)
def test_an_address_is_percent_encoded_where_it_must_be(text: str, iri: str) -> None:
    assert iris.address(text) == iri


@given(st.text())
@example("a:b/")
@example("[::1]/")
@example("a@b@c:80?x")
def test_no_address_breaks_the_graph(tail: str) -> None:
    iri = iris.address("http://" + tail)
    if iri is not None:
        NamedNode(iri)
        assert iris.address(iri) == iri


@given(st.text())
def test_a_slug_is_short_plain_and_never_empty(text: str) -> None:
    assert iris.slug(text)
    assert len(iris.slug(text)) <= iris.LONGEST_SLUG + 9
    assert set(iris.slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_long_texts_that_begin_alike_keep_their_own_slugs() -> None:
    assert iris.slug("a" * 100) != iris.slug("a" * 101)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("000_ded3.txt", "000_ded3.txt"),
        ("Kamer/Brief 12 mei.TXT", "kamer/brief-12-mei.txt"),
        ("../../etc/./Één.txt", "etc/een.txt"),
        ("cited", "bron/cited"),
        ("persoon/x.txt", "bron/persoon/x.txt"),
        ("bron/cited", "bron/cited"),
    ],
)
def test_a_source_keeps_its_path_and_extension(name: str, slug: str) -> None:
    assert iris.source_slug(name) == slug


@given(st.text())
def test_a_source_slug_is_its_own_slug_and_no_graph_of_ours(name: str) -> None:
    slug = iris.source_slug(name)
    assert iris.source_slug(slug) == slug
    NamedNode(iris.graph(name))
    own = {iris.CITED_GRAPH, iris.DATASET_GRAPH, iris.RUNS_GRAPH, iris.ONTOLOGY_GRAPH, iris.authority_graph("wetten")}
    assert iris.graph(name) not in own


@pytest.mark.parametrize(
    ("paper", "iri", "path"),
    [
        (
            Paper("d1", "question-set", id="kv-tk-2015Z07200"),
            "https://zoek.officielebekendmakingen.nl/kv-tk-2015Z07200",
            "kv-tk-2015Z07200",
        ),
        (
            Paper("d1", "letter", identifiers=("2021-0000067909",)),
            f"{BASE}id/brief/2021-0000067909",
            "brief-2021-0000067909",
        ),
        (Paper("d1", "letter", id="2021-0000067909"), f"{BASE}id/brief/2021-0000067909", "brief-2021-0000067909"),
        (Paper("d2", "answer-set"), f"{BASE}id/map/a.txt/d2", "map/a.txt/d2"),
        (
            Paper("d1", "delay-notice", id="ah-tk-20242025-1462"),
            f"{iris.OFFICIAL}ah-tk-20242025-1462",
            "ah-tk-20242025-1462",
        ),
    ],
)
def test_a_paper_goes_by_its_id_its_reference_or_its_source(paper: Paper, iri: str, path: str) -> None:
    assert iris.paper("Map/A.txt", paper) == iri
    assert iris.paper_path("Map/A.txt", paper) == path


def test_mentions_of_the_same_words_have_iris_of_their_own() -> None:
    first, second = (iris.mention("0" * 64, Span(3, 9), "article", n) for n in (1, 2))
    assert second == f"{first}/2" == f"{BASE}tekst/{'0' * 64}/vermelding/3-9/article/2"


def test_a_subject_is_a_concept_by_its_words() -> None:
    iri = iris.subject("Organisatie en beleid")
    assert iri == f"{BASE}concept/onderwerp/organisatie-en-beleid"
    assert iris.parse(iri) == ("subject", "organisatie-en-beleid")
