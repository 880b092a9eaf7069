from __future__ import annotations

import pytest
from asking import built, holds, store_of
from hand_made import REGISTERS, exchange, letter
from pyoxigraph import NamedNode, QuerySolutions, Store

from extract.model import Document, Extraction, Mention, Paper, Span
from extract.registers import Registers
from graph import iris
from graph.build import source_quads
from graph.cited import CITED, cited_quads
from graph.vocabulary import DCTERMS

KAMER = "https://w3id.org/kamergraaf/def#"


def cited_of(store: Store) -> list[tuple[str, str | None]]:
    found = store.query(CITED)
    assert isinstance(found, QuerySolutions)
    return [(row["thing"].value, row["class"].value if row["class"] else None) for row in found]


def described(*things: tuple[str, str | None]) -> Store:
    return store_of(cited_quads(things, frozenset(), REGISTERS))


ECLI = "http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2017:1055"
THINGS = {
    "a paper": (
        f"{iris.OFFICIAL}kst-36600-IXB-7",
        """ob:kst-36600-IXB-7 a kamer:ParliamentaryPaper , eli:Work ; rdfs:label "Kamerstuk 36600-IXB, nr. 7"@nl ;
           kamer:dossierNumber "36600-IXB" ; kamer:subNumber "7" ; kamer:inDossier ?dossier ;
           foaf:page <https://zoek.officielebekendmakingen.nl/kst-36600-IXB-7.html> .
           ?dossier a kamer:Dossier ; kamer:dossierNumber "36600-IXB" """,
    ),
    "an annex of a paper": (
        f"{iris.OFFICIAL}kst-29817-40-b1",
        """ob:kst-29817-40-b1 rdfs:label "Kamerstuk 29817, nr. 40, bijlage 1"@nl ; kamer:subNumber "40-b1" ;
           kamer:dossierNumber "29817" """,
    ),
    "a paper of the upper chamber": (
        f"{iris.OFFICIAL}kst-35010-C",
        'ob:kst-35010-C kamer:dossierNumber "35010" ; kamer:subNumber "C"',
    ),
    "questions": (
        f"{iris.OFFICIAL}kv-tk-2015Z07200",
        'ob:kv-tk-2015Z07200 a kamer:WrittenQuestionSet ; kamer:questionNumber "2015Z07200"',
    ),
    "answers": (
        f"{iris.OFFICIAL}ah-tk-20142015-2171",
        'ob:ah-tk-20142015-2171 rdfs:label "Aanhangsel Handelingen 2014-2015, nr. 2171"@nl',
    ),
    "proceedings": (
        f"{iris.OFFICIAL}h-tk-20182019-5-5",
        'ob:h-tk-20182019-5-5 a kamer:Proceedings ; rdfs:label "Handelingen 2018-2019, nr. 5, item 5"@nl',
    ),
    "a gazette": (
        f"{iris.OFFICIAL}stb-2003-375",
        """ob:stb-2003-375 a kamer:GazettePublication ; rdfs:label "Staatsblad 2003, 375"@nl ;
           rdfs:seeAlso <http://linkeddata.overheid.nl/terms/oep/id/stb-2003-375>""",
    ),
    "a law with its name": (
        "https://wetten.overheid.nl/BWBR0015703",
        """wet:BWBR0015703 a eli:LegalResource ; eli:id_local "BWBR0015703" ; rdfs:label "Participatiewet"@nl ;
           rdfs:seeAlso <http://linkeddata.overheid.nl/terms/bwb/id/BWBR0015703>""",
    ),
    "an article and its law": (
        "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=47&lid=1&lid=2",
        """?paragraph a eli:LegalResourceSubdivision ; eli:number "47 lid 1, 2" ; dcterms:isPartOf ?article ;
             rdfs:label "Artikel 47 lid 1, 2 Participatiewet"@nl ; eli:is_part_of wet:BWBR0015703 .
           ?article eli:number "47" ; rdfs:label "Artikel 47 Participatiewet"@nl ; eli:is_part_of wet:BWBR0015703 .
           wet:BWBR0015703 a eli:LegalResource""",
    ),
    "an article of an EU act": (
        "https://w3id.org/kamergraaf/id/artikel/32016R0679&artikel=17",
        """?article eli:number "17" ; eli:is_part_of celex:32016R0679 .
           celex:32016R0679 a kamer:EuAct , eli:LegalResource ; eli:id_local "32016R0679" """,
    ),
    "a bill and its dossier": (
        "https://w3id.org/kamergraaf/id/wetsvoorstel/36582",
        """?bill a kamer:Bill ; kamer:inDossier <https://zoek.officielebekendmakingen.nl/dossier/36582> .
           <https://zoek.officielebekendmakingen.nl/dossier/36582> kamer:dossierNumber "36582" """,
    ),
    "a scheme": ("https://w3id.org/kamergraaf/id/regeling/aio", '?scheme a kamer:Scheme ; rdfs:label "aio"@nl'),
    "a ruling": (
        ECLI,
        """?ruling a kamer:CourtDecision , eli:Work ; kamer:ecli "ECLI:NL:CRVB:2017:1055" ; kamer:courtCode "CRVB" ;
           rdfs:seeAlso <http://linkeddata.overheid.nl/terms/jurisprudentie/id/ECLI:NL:CRVB:2017:1055>""",
    ),
    "a report of the ombudsman": (
        "https://w3id.org/kamergraaf/id/rapport/ombudsman-2019-058",
        """?report a kamer:Report , schema:Report ; dcterms:identifier "2019/058" ;
           dcterms:publisher <https://identifier.overheid.nl/tooi/id/oorg/oorg10221>""",
    ),
    "a ministry": (
        "https://identifier.overheid.nl/tooi/id/ministerie/mnre1073",
        """?ministry a org:FormalOrganization , org:Organization ;
           rdfs:label "Ministerie van Sociale Zaken en Werkgelegenheid"@nl""",
    ),
    "a post": ("https://w3id.org/kamergraaf/id/ambt/staatssecretaris-szw", '?post kamer:office "staatssecretaris"'),
    "a day": ("https://w3id.org/kamergraaf/id/datum/2015-04-20", "?day time:inXSDDate ?date ; a time:Instant"),
    "a web page": ("https://www.parool.nl/a", "<https://www.parool.nl/a> a schema:WebPage"),
    "a rule": (
        "https://w3id.org/kamergraaf/agent/extractor/law-name@1",
        '?rule a kamer:Extractor , prov:SoftwareAgent ; rdfs:label "law-name"@en ; schema:softwareVersion "1"',
    ),
    "a subject": (
        "https://w3id.org/kamergraaf/concept/onderwerp/organisatie-en-beleid",
        '?subject a skos:Concept ; skos:prefLabel "organisatie en beleid"@nl ; skos:inScheme c:onderwerp',
    ),
}


@pytest.mark.parametrize(("iri", "pattern"), THINGS.values(), ids=THINGS)
def test_what_follows_from_an_identifier(iri: str, pattern: str) -> None:
    assert holds(described((iri, None)), pattern)


def test_the_most_telling_class_that_a_text_gives_is_taken() -> None:
    paper = f"{iris.OFFICIAL}kst-24515-583"
    store = described((paper, f"{KAMER}ParliamentaryPaper"), (paper, f"{KAMER}Motion"), (paper, f"{KAMER}Letter"))
    assert holds(store, "ob:kst-24515-583 a kamer:Motion")
    assert not holds(store, "ob:kst-24515-583 a kamer:Letter")
    assert not holds(store, "ob:kst-24515-583 a kamer:ParliamentaryPaper")


def test_a_law_stays_a_law_whatever_a_text_calls_it() -> None:
    store = described(("https://wetten.overheid.nl/BWBR0015703", f"{KAMER}Bill"))
    assert not holds(store, "?law a kamer:Bill")


def test_what_a_register_describes_is_left_out() -> None:
    law, article = (
        "https://wetten.overheid.nl/BWBR0015703",
        "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=47",
    )
    quads = cited_quads([(law, None), (article, None)], {law}, REGISTERS)
    assert {str(quad.subject) for quad in quads} == {f"<{article}>"}


def test_the_order_of_what_is_cited_does_not_matter() -> None:
    things = [(iri, None) for iri, _ in THINGS.values()]
    assert cited_quads(things, set(), REGISTERS) == cited_quads(reversed(things), set(), REGISTERS)


def test_all_that_a_source_refers_to_is_described_in_one_place() -> None:
    store = built(exchange(), letter(), registers=REGISTERS)
    store.extend(cited_quads(cited_of(store), frozenset(), REGISTERS))
    for quad in store.quads_for_pattern(None, DCTERMS.references, None):
        assert isinstance(quad.object, NamedNode)
        found = {stated.graph_name for stated in store.quads_for_pattern(quad.object, None, None)}
        assert found == {NamedNode(iris.CITED_GRAPH)}, quad.object


def test_no_statement_stands_in_two_graphs() -> None:
    store = built(exchange(), letter(), registers=REGISTERS)
    store.extend(cited_quads(cited_of(store), frozenset(), REGISTERS))
    triples = [quad.triple for quad in store]
    assert len(triples) == len(set(triples))


def test_a_paper_is_cited_until_it_is_held() -> None:
    motion = f"{iris.OFFICIAL}kst-24515-583"
    citing, span = letter(), Span(0, 5)
    assert motion in dict(cited_of(built(citing, registers=REGISTERS)))
    held = Extraction(Document("motie.txt", "Motie", "1" * 64), (Paper("d1", "motion", "kst-24515-583"),))
    assert motion not in dict(cited_of(built(citing, held, registers=REGISTERS)))
    own = Mention("motion", span, "Motie", "d1", "any", "kst-24515-583", "resolved")
    naming = Extraction(held.document, held.papers, mentions=(own,))
    assert not holds(built(naming, registers=REGISTERS), "?paper cito:cites ?thing")


def test_unknown_things_are_described_by_their_own_source_only() -> None:
    quads = source_quads(letter(), "brief.txt", Registers())
    local = [iri for iri, _ in cited_of(store_of(quads)) if "/brief.txt/" in iri]
    assert not cited_quads([(iri, None) for iri in local], frozenset())
