from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from asking import built, holds, rows, store_of
from hand_made import REGISTERS, exchange, letter
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from extract.model import Answer, Dates, Document, Extraction, Footnote, Mention, Paper, Participation, Question, Span
from extract.pipeline import extract
from extract.readers import from_text, read
from extract.registers import Registers
from graph import iris
from graph.authority import embedded
from graph.build import source_nquads, source_quads
from graph.export import in_order, write
from graph.terms import printable

GOLDEN = Path(__file__).parent / "golden"

EXCHANGE = {
    "the questions are a set with its numbers": """
        ob:kv-tk-2015Z07200 a kamer:WrittenQuestionSet , eli:Work ; kamer:localId "kv-tk-2015Z07200" ;
          kamer:questionNumber "2015Z07200" ; rdfs:label "Kamervragen 2015Z07200"@nl ;
          dcterms:title "Vragen over re-integratie"@nl ; foaf:page <https://zoek.officielebekendmakingen.nl/kv-tk-2015Z07200.html>""",
    "the answers are a set with its numbers": """
        ob:ah-tk-20142015-2171 a kamer:AnswerSet ; kamer:appendixNumber "2171" ; kamer:sessionYear "2014-2015" ;
          kamer:series "Aanhangsel Handelingen"@nl""",
    "the answer set answers the question set": "ob:ah-tk-20142015-2171 eli-dl:answers_to ob:kv-tk-2015Z07200",
    "the dates stand on the paper of that day": """
        ob:kv-tk-2015Z07200 kamer:dateSubmitted ?asked ; eli:date_document ?asked .
        ob:ah-tk-20142015-2171 kamer:dateReceived ?answered ; eli:date_document ?answered
        FILTER (?asked = "2015-04-20"^^xsd:date && ?answered = "2015-05-06"^^xsd:date)""",
    "the days to the answer are counted": "ob:ah-tk-20142015-2171 kamer:daysToAnswer 16",
    "a subject is a concept": """
        ob:kv-tk-2015Z07200 dcterms:subject <https://w3id.org/kamergraaf/concept/onderwerp/organisatie-en-beleid>""",
    "the asker is a person with a party": """
        ob:kv-tk-2015Z07200 kamer:askedBy persoon:sadet-karabulut ; dcterms:creator persoon:sadet-karabulut ;
          kamer:participation ?part .
        ?part a eli-dl:Participation ; eli-dl:participation_role <https://w3id.org/kamergraaf/concept/role/asker> ;
          eli-dl:had_participant_person persoon:sadet-karabulut ; kamer:partyAtTime partij:sp ; kamer:statedParty "SP" ;
          kamer:evidence ?mention . ?mention oa:hasBody persoon:sadet-karabulut""",
    "the addressee is a post at a ministry": """
        ob:kv-tk-2015Z07200 kamer:addressedTo ambt:staatssecretaris-szw ; kamer:participation ?part .
        ?part kamer:inCapacityOf ambt:staatssecretaris-szw ;
          eli-dl:had_participant_organization <https://identifier.overheid.nl/tooi/id/ministerie/mnre1073> ;
          kamer:evidence ?mention . ?mention oa:hasBody ambt:staatssecretaris-szw""",
    "a party that no register knows stays with the source": """
        ?part eli-dl:had_participant_person persoon:jetta-klijnsma ; kamer:partyAtTime ?party .
        ?party a kamer:PoliticalParty ; rdfs:label "PvdA"@nl
        FILTER (STRSTARTS(STR(?party), "https://w3id.org/kamergraaf/id/map/vragen-1.txt/"))""",
    "a question has its number, words and place": """
        ob:kv-tk-2015Z07200 dcterms:hasPart ?question .
        ?question a kamer:Question ; dcterms:isPartOf ob:kv-tk-2015Z07200 ; schema:position 1 ;
          dcterms:description "Kent u het bericht «Rol van slaaf»?1 En artikel 8 van het EVRM?"@nl ;
          kamer:passage ?passage . ?passage oa:hasSource ?text""",
    "an answer stands under its question": """
        ?answer a kamer:Answer ; dcterms:isPartOf ob:ah-tk-20142015-2171 ; kamer:answers ?question ;
          kamer:answerType c:answer-type\\/substantive . ?question schema:position 1""",
    "a referral points to an answer": """
        ?answer schema:position 2 ; kamer:answerType c:answer-type\\/referral ;
          kamer:refersToAnswer ?first ; kamer:evidence ?words . ?first a kamer:Answer ; schema:position 1 .
        ?words oa:hasBody ?first ; oa:hasTarget/oa:hasSelector/oa:exact "Zie antwoord vraag 1" """,
    "a referral points to answers of another set": """
        ?answer schema:position 3 ; kamer:refersToAnswerOf
          <https://w3id.org/kamergraaf/id/kv-tk-2015Z03090/vraag/4> ,
          <https://w3id.org/kamergraaf/id/kv-tk-2015Z03090/vraag/5>""",
    "a chain of referrals has an end": """
        ?question a kamer:Question ; schema:position 3 ; kamer:substantiveAnswer ?answer .
        ?answer a kamer:Answer ; schema:position 1""",
    "a note belongs to the question that carries its mark": """
        ?note a kamer:Footnote ; kamer:noteMark "1" ; kamer:anchoredIn ?question ;
          dcterms:isPartOf ob:kv-tk-2015Z07200 .
        ?question a kamer:Question ; schema:position 1""",
    "a mention in a note is part of the note": """
        ?mention a kamer:Mention ; kamer:inFootnote ?note ; kamer:inPart ?note . ?note a kamer:Footnote""",
    "a mention in a question is part of the question": """
        ?mention oa:hasBody <https://wetten.overheid.nl/jci1.3:c:BWBV0001000&artikel=8> ; kamer:inPart ?question .
        ?question a kamer:Question ; schema:position 1""",
    "a mention in a block of questions is part of each": """
        ?mention oa:hasBody wet:BWBR0015703 ; kamer:inPart ?two , ?three .
        ?two a kamer:Question ; schema:position 2 . ?three a kamer:Question ; schema:position 3""",
    "a mention outside all parts is part of the paper": """
        ?mention oa:hasBody partij:sp ; kamer:inPart ob:kv-tk-2015Z07200""",
    "a citation joins all mentions of a thing": """
        ?citation a cito:Citation ; cito:hasCitingEntity ob:ah-tk-20142015-2171 ; cito:hasCitedEntity ob:kst-35510-13 ;
          kamer:evidence ?one , ?two ; kamer:confidence 0.95 ; kamer:movedBy persoon:pieter-omtzigt ;
          kamer:citedAs kamer:Motion FILTER (?one != ?two) ob:ah-tk-20142015-2171 cito:cites ob:kst-35510-13""",
    "a law is cited as an authority": """
        ?citation cito:hasCitingEntity ob:kv-tk-2015Z07200 ; cito:hasCitedEntity wet:BWBR0015703 ;
          cito:hasCitationCharacterization cito:citesAsAuthority""",
    "news without an address stays with the source": """
        ob:kv-tk-2015Z07200 cito:cites ?news . ?news a schema:NewsArticle ; rdfs:label "Rol van slaaf"@nl .
        ?citation cito:hasCitedEntity ?news ; kamer:statedPublisher "Het Parool" ;
          kamer:statedTitle "Rol van slaaf"@nl ; kamer:statedYear 2015 ;
          kamer:evidence ?one , ?two FILTER (?one != ?two)""",
    "the graph says what it holds and refers to": """
        <https://w3id.org/kamergraaf/graph/map/vragen-1.txt> a kamer:SourceGraph ;
          dcterms:identifier "map/Vragen 1.txt" ; kamer:describes ob:kv-tk-2015Z07200 ;
          kamer:describes ob:ah-tk-20142015-2171 ; dcterms:references wet:BWBR0015703 ;
          prov:wasGeneratedBy <https://w3id.org/kamergraaf/run/map/vragen-1.txt> ; prov:wasDerivedFrom ?text .
        ?text a kamer:TextSnapshot ; kamer:textOf ob:kv-tk-2015Z07200 ; kamer:charLength ?length""",
}
NOT_EXCHANGE = {
    "questions in one block have no words of their own": """
        ?question a kamer:Question ; schema:position 2 ; dcterms:description ?words""",
    "people and dates are not cited": "?paper cito:cites persoon:sadet-karabulut",
    "what follows from an identifier stands elsewhere": "ob:kst-35510-13 ?property ?value",
    "a known law is not described again": "wet:BWBR0015703 ?property ?value",
}
REFERENCE = "<https://w3id.org/kamergraaf/id/brief/2021-0000067909>"
LETTER = {
    "a letter goes by its reference": f"""
        {REFERENCE} a kamer:Letter ; kamer:referenceNumber "2021-0000067909" ; eli:date_document ?day ;
          rdfs:label "Brief 2021-0000067909"@nl FILTER (?day = "2021-06-04"^^xsd:date)""",
    "a ministry is the sender": f"""
        {REFERENCE} kamer:sentBy <https://identifier.overheid.nl/tooi/id/ministerie/mnre1073>""",
    "an unknown signatory stays with the source": f"""
        {REFERENCE} kamer:signedBy ?person . ?person a foaf:Person ; foaf:name "W. Onbekend" .
        ?part eli-dl:had_participant_person ?person ; kamer:inCapacityOf ?post .
        ?post a org:Post ; kamer:office "directeur"
        FILTER (STRENDS(STR(?person), "id/brief.txt/persoon/w-onbekend"))""",
    "one number with two descriptions keeps both and says so": """
        ?citation cito:hasCitedEntity ob:kst-24515-583 ; kamer:issue c:issue\\/conflicting-description ;
          kamer:callsFor "Het aanvullen van de uitkering"@nl , "het uitsluiten van daklozen"@nl ;
          kamer:statedOutcome c:outcome\\/adopted ; kamer:citedAs kamer:Motion , kamer:ParliamentaryPaper .
        ?mention oa:hasBody ob:kst-24515-583 ; kamer:confidence 0.5 ; kamer:issue c:issue\\/conflicting-description ;
          kamer:describedAs "het uitsluiten van daklozen"@nl""",
    "letters of one day and sender are one letter": """
        ?citation cito:hasCitedEntity ?letter ; kamer:sentBy persoon:jetta-klijnsma ; kamer:statedDate ?day ;
          kamer:sentTo <https://identifier.overheid.nl/tooi/id/oorg/oorg10002> ; kamer:evidence ?one , ?two .
        ?letter a kamer:Letter FILTER (?one != ?two)""",
    "things that share words have mentions of their own": """
        ?one oa:hasTarget ?place ; oa:hasBody <https://wetten.overheid.nl/jci1.3:c:BWBV0001000&artikel=8> .
        ?two oa:hasTarget ?place ; oa:hasBody <https://wetten.overheid.nl/jci1.3:c:BWBV0001000&artikel=14>""",
    "the part of an article is on the mention": """
        ?mention oa:hasBody <https://w3id.org/kamergraaf/id/artikel/32016R0679&artikel=17> ;
          kamer:articlePart "onderdeel a" """,
    "a commitment is by who signed": f"""
        ?commitment a kamer:Commitment ; kamer:madeIn {REFERENCE} ; dcterms:description "rapport dit najaar"@nl ;
          kamer:madeBy ?person ; kamer:evidence ?mention . ?person foaf:name "W. Onbekend" .
        ?mention oa:hasBody ?commitment""",
    "an ambiguous name has candidates and a body of this source": """
        ?mention kamer:resolution c:resolution\\/ambiguous ; oa:hasBody ?unknown ;
          kamer:candidate persoon:aukje-de-vries , persoon:klaas-de-vries
        FILTER (STRSTARTS(STR(?unknown), "https://w3id.org/kamergraaf/id/brief.txt/"))""",
    "an id that is none is not resolved": """
        ?mention kamer:resolution c:resolution\\/unresolved ; oa:hasBody ?page . ?page a schema:WebPage""",
}


@pytest.mark.parametrize("pattern", EXCHANGE.values(), ids=EXCHANGE)
def test_an_exchange_of_questions_and_answers(pattern: str) -> None:
    assert holds(built(exchange(), registers=REGISTERS), pattern)


@pytest.mark.parametrize("pattern", NOT_EXCHANGE.values(), ids=NOT_EXCHANGE)
def test_what_an_exchange_does_not_state(pattern: str) -> None:
    assert not holds(built(exchange(), registers=REGISTERS), pattern)


@pytest.mark.parametrize("pattern", LETTER.values(), ids=LETTER)
def test_a_letter(pattern: str) -> None:
    assert holds(built(letter(), registers=REGISTERS), pattern)


def test_papers_without_a_number_are_tied_all_the_same() -> None:
    store = built(exchange(numbered=False), registers=REGISTERS)
    assert holds(
        store,
        """?answers a kamer:AnswerSet ; eli-dl:answers_to ?questions ; kamer:daysToAnswer 16 .
           ?answers rdfs:label "Antwoord op: Antwoord over re-integratie"@nl .
           ?questions rdfs:label "Vragen over re-integratie"@nl .
           ?questions a kamer:WrittenQuestionSet ; kamer:askedBy persoon:sadet-karabulut ; dcterms:hasPart ?question .
           ?question kamer:substantiveAnswer/dcterms:isPartOf ?answers
           FILTER (STR(?questions) = "https://w3id.org/kamergraaf/id/map/vragen-1.txt/d1")""",
    )


DAYS = {
    "counted from the dates": (Dates("2015-04-20", "2015-05-06"), None, ["16"]),
    "the dates win over what is stated": (Dates("2015-04-20", "2015-05-06"), 61, ["16"]),
    "stated without dates": (Dates(), 16, ["16"]),
    "on the same day": (Dates("2015-04-20", "2015-04-20"), None, ["0"]),
    "answered before asked": (Dates("2015-05-06", "2015-04-20"), None, []),
    "a day that does not exist": (Dates("2015-02-30", "2015-04-20"), None, []),
}


@pytest.mark.parametrize(("dates", "stated", "days"), DAYS.values(), ids=DAYS)
def test_days_to_the_answer(dates: Dates, stated: int | None, days: list[str]) -> None:
    paper = Paper("d1", "answer-set", dates=dates, days_to_answer=stated)
    store = built(Extraction(Document("a", "a", "0" * 64), (paper,)), registers=Registers())
    assert rows(store, "SELECT ?days WHERE { ?paper kamer:daysToAnswer ?days }") == [(n,) for n in days]


def test_a_citation_graph_in_full() -> None:
    text = "Brief. Zie artikel 47 van de Participatiewet."
    span = Span(11, 44)
    mention = Mention(
        "article", span, span.of(text), "d1", "article", "jci1.3:c:BWBR0015703&artikel=47", "resolved", "derived-id"
    )
    paper = Paper("d1", "letter", "kst-24515-588", title="Brief", dates=Dates(issued="2021-06-04"))
    quads = source_quads(
        Extraction(Document("a.txt", text, "0" * 64), (paper,), mentions=(mention,)), "a.txt", REGISTERS
    )
    expected = parse(path=GOLDEN / "citation.ttl", format=RdfFormat.TURTLE)
    assert {str(quad.triple) for quad in quads} == {str(quad.triple) for quad in expected}


BOTH = [exchange(), letter()]


@pytest.mark.parametrize("extraction", BOTH, ids=lambda e: e.document.name)
def test_the_store_gives_back_what_was_built(extraction: Extraction) -> None:
    quads = source_quads(extraction, extraction.document.name, REGISTERS)
    assert set(quads) == set(store_of(quads))
    assert len(quads) == len(set(quads))


@pytest.mark.parametrize("extraction", BOTH, ids=lambda e: e.document.name)
def test_all_is_in_the_graph_of_the_source_without_blank_nodes(extraction: Extraction) -> None:
    quads = source_quads(extraction, extraction.document.name, REGISTERS)
    assert {quad.graph_name for quad in quads} == {NamedNode(iris.graph(extraction.document.name))}
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


@pytest.mark.parametrize("extraction", BOTH, ids=lambda e: e.document.name)
def test_every_quote_is_the_text_at_its_position(extraction: Extraction) -> None:
    quotes = rows(
        built(extraction, registers=REGISTERS),
        """SELECT ?start ?end ?exact ?prefix ?suffix WHERE {
             ?place oa:hasSelector ?position , ?quote . ?position oa:start ?start ; oa:end ?end .
             ?quote oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix }""",
    )
    text = extraction.document.text.replace("\x07", "\ufffd")
    assert len(quotes) >= len({mention.span for mention in extraction.mentions})
    for start, end, exact, prefix, suffix in quotes:
        assert text[int(start) : int(end)] == exact
        assert text[: int(start)].endswith(prefix)
        assert text[int(end) :].startswith(suffix)


def test_a_graph_does_not_depend_on_what_was_built_before() -> None:
    def all_built(extractions: list[Extraction]) -> dict[str, list[Quad]]:
        return {e.document.name: source_quads(e, e.document.name, REGISTERS) for e in extractions}

    assert all_built(BOTH) == all_built(BOTH[::-1])


def test_registers_are_not_needed() -> None:
    store = built(exchange(), registers=Registers())
    assert holds(store, "ob:kv-tk-2015Z07200 kamer:askedBy persoon:sadet-karabulut")


@given(text=st.text(min_size=1), data=st.data())
def test_any_text_survives(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    words = span.of(text)
    told = dict.fromkeys(("title", "author", "described", "year", "date", "name", "mover"), words)
    kinds = ("law", "person", "report", "web", "letter", "motion", "commitment", "date")
    mentions = tuple(
        Mention(kind, span, words, "d1", "any", known, "resolved" if known else "unresolved", details=told)
        for kind in kinds
        for known in (None, words)
    )
    paper = Paper(
        "d1", "letter", title=words, identifiers=(words,), subjects=(words,), sources=(words,), about=words,
        participations=(Participation("signatory", span, name=words, office=words, party=words),),
        dates=Dates(issued=words),
    )  # fmt: skip
    notes = (Footnote(words, "d1", span, (span,), words),)
    exchange_parts = (Question(1, "d1", span),), (Answer((1,), "d1", span, refers_to=(1,), referral=span),)
    extraction = Extraction(Document(words, text, "0" * 64), (paper,), *exchange_parts, notes, mentions)
    quads = source_quads(extraction, words, Registers())
    assert set(quads) == set(store_of(quads))


CHAINS = {
    "a loop ends nowhere": ({1: (2,), 2: (1,)}, {1: [], 2: []}),
    "an answer that refers to itself": ({1: (1,)}, {1: []}),
    "a chain of three": ({1: (), 2: (1,), 3: (2,)}, {1: [1], 2: [1], 3: [1]}),
    "two answers together": ({1: (), 2: (), 3: (1, 2)}, {1: [1], 2: [2], 3: [1, 2]}),
    "an answer that is not there": ({1: (9,)}, {1: []}),
}


@pytest.mark.parametrize(("refers", "settled"), CHAINS.values(), ids=CHAINS)
def test_referrals_are_followed_to_the_end(refers: dict[int, tuple[int, ...]], settled: dict[int, list[int]]) -> None:
    text = "Zie aldaar. " + "Hier staat een lang en inhoudelijk antwoord op de vraag die gesteld is."
    short, long = Span(0, 11), Span(12, len(text))
    answers = tuple(
        Answer((n,), "d2", short if to else long, refers_to=to, referral=short if to else None)
        for n, to in refers.items()
    )
    papers = (Paper("d1", "question-set"), Paper("d2", "answer-set"))
    questions = tuple(Question(n, "d1", Span(0, 3)) for n in refers)
    store = built(Extraction(Document("a", text, "0" * 64), papers, questions, answers), registers=Registers())
    found = rows(
        store,
        "SELECT ?n ?to WHERE { ?q kamer:substantiveAnswer/schema:position ?to ; schema:position ?n } ORDER BY ?n ?to",
    )
    assert found == [(str(n), str(to)) for n, ends in settled.items() for to in ends]


def test_an_answer_that_says_more_than_where_to_look_is_no_referral() -> None:
    text = "Zie antwoord vraag 1. " + "Daarnaast geldt dat gemeenten zelf verantwoordelijk zijn voor de uitvoering."
    answer = Answer((2,), "d2", Span(0, len(text)), refers_to=(1,), referral=Span(0, 20))
    papers = (Paper("d1", "question-set"), Paper("d2", "answer-set"))
    questions = (Question(2, "d1", Span(0, 3)),)
    store = built(Extraction(Document("a", text, "0" * 64), papers, questions, (answer,)), registers=Registers())
    assert holds(
        store, "?answer kamer:answerType c:answer-type\\/substantive . ?question kamer:substantiveAnswer ?answer"
    )


@pytest.mark.parametrize(
    "papers", [(Paper("d2", "answer-set"),), (Paper("d1", "question-set"), Paper("d2", "answer-set"))]
)
def test_an_answer_whose_question_is_not_in_the_text_answers_it_all_the_same(papers: tuple[Paper, ...]) -> None:
    extraction = Extraction(Document("a", "abcd", "0" * 64), papers, answers=(Answer((7,), "d2", Span(0, 2)),))
    store = built(extraction, registers=Registers())
    assert holds(
        store,
        """?answer kamer:answers ?question . ?question a kamer:Question ; schema:position 7 ; dcterms:isPartOf ?set .
           ?set a kamer:WrittenQuestionSet""",
    )


def test_parts_with_the_same_number_are_kept_apart() -> None:
    papers = (Paper("d1", "question-set"), Paper("d2", "answer-set"))
    answers = (Answer((1,), "d2", Span(0, 2)), Answer((1,), "d2", Span(2, 4)))
    notes = (Footnote("1", "d2", Span(0, 2)), Footnote("1", "d2", Span(2, 4)))
    extraction = Extraction(Document("a", "abcd", "0" * 64), papers, (), answers, notes)
    store = built(extraction, registers=Registers())
    assert len(rows(store, "SELECT ?part WHERE { ?part a kamer:Answer }")) == 2
    assert len(rows(store, "SELECT ?part WHERE { ?part a kamer:Footnote }")) == 2


def test_a_note_without_words_says_so() -> None:
    note = Footnote("2", "d1", None, (Span(0, 1),))
    extraction = Extraction(Document("a", "2", "0" * 64), (Paper("d1", "other"),), footnotes=(note,))
    store = built(extraction, registers=Registers())
    assert holds(
        store, "?note kamer:issue c:issue\\/footnote-body-missing ; kamer:anchor ?place ; kamer:anchoredIn ?paper"
    )


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_a_real_document_comes_back_from_the_store_with_its_words(seed: str, shared: Path) -> None:
    path = next((shared / "seeds").glob(f"{seed}_*.txt"))
    registers, document = embedded(), read(path, path.name)
    quads = source_quads(extract(document, registers), path.name, registers)
    store = store_of(quads)
    assert set(quads) == set(store)
    quotes = rows(
        store,
        """SELECT ?start ?end ?exact WHERE {
             ?place oa:hasSelector ?position , ?quote . ?position oa:start ?start ; oa:end ?end .
             ?quote oa:exact ?exact }""",
    )
    assert quotes
    assert all(printable(document.text)[int(start) : int(end)] == exact for start, end, exact in quotes)


ODD = 'Zie "Stb. 2003, 375"\\ \t\r\n van de Awb \x07\x85\u2028 en \N{GRINNING FACE} de  Wet "x" (motie Omtzigt).'
SAMPLES = [read(path, path.name) for path in sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))]


@pytest.mark.parametrize("document", [*SAMPLES, from_text("odd", ODD)], ids=lambda document: document.name)
def test_lines_of_nquads_are_those_of_the_quads_in_order(document: Document) -> None:
    extraction, output = extract(document, embedded()), BytesIO()
    write(in_order(source_quads(extraction, document.name, embedded())), output, RdfFormat.N_QUADS)
    assert source_nquads(extraction, document.name, embedded()) == output.getvalue().decode()
