"""Extractions made by hand, for tests of the graph: an exchange of questions and answers, and a letter."""

from __future__ import annotations

import hashlib

from extract.model import (
    Answer,
    Dates,
    Document,
    Extraction,
    Footnote,
    Mention,
    Paper,
    Participation,
    Question,
    Span,
)
from extract.registers import Entry, Holding, Name, Period, Person, Post, Registers

REGISTERS = Registers(
    entries=(
        Entry("law", "BWBR0015703", "Participatiewet", (Name("Participatiewet"),)),
        Entry("treaty", "BWBV0001000", "EVRM", (Name("EVRM", abbreviation=True),)),
        Entry("organisation", "ministerie/mnre1073", "Ministerie van Sociale Zaken en Werkgelegenheid", ()),
        Entry("organisation", "oorg/oorg10002", "Tweede Kamer", ()),
        Entry("party", "sp", "SP", (Name("SP", abbreviation=True),)),
    ),
    people=(
        Person("sadet-karabulut", "Sadet Karabulut", "Karabulut", holdings=(Holding("kamerlid", Period(), "sp"),)),
        Person("jetta-klijnsma", "Jetta Klijnsma", "Klijnsma"),
        Person("pieter-omtzigt", "Pieter Omtzigt", "Omtzigt"),
    ),
    posts=(
        Post(
            "staatssecretaris-szw",
            "Staatssecretaris van Sociale Zaken en Werkgelegenheid",
            "staatssecretaris",
            "ministerie/mnre1073",
        ),
    ),
)

EXCHANGE_TEXT = """\
Vragen van het lid Karabulut (SP) aan de staatssecretaris over re-integratie (ingezonden 20 april 2015).
Vraag 1 Kent u het bericht «Rol van slaaf»?1 En artikel 8 van het EVRM?
Vraag 2, 3 Hoe voert u de Participatiewet uit?
Antwoord van Jetta Klijnsma (ontvangen 6 mei 2015)
Antwoord 1 De Participatiewet geldt. Zie de motie Omtzigt (35510, nr. 13).
Antwoord 2 Zie antwoord vraag 1.
Antwoord 3 Zie antwoord vraag 2 en de antwoorden op vragen 4 en 5 van set 2015Z03090.
1 Het Parool, Rol van slaaf, 2015.
"""

LETTER_TEXT = """\
Ministerie van Sociale Zaken en Werkgelegenheid
Onze referentie 2021-0000067909
Het aanvullen van de uitkering (24515, nr. 583); het uitsluiten van daklozen (24515, nr. 583).
Zie Kamerstukken II 2020/21, 24515, nr. 583. Zijn brief van 12 november 2020 en de brief van 12 november 2020.
ECLI:NL:CRVB:2017:1055 en artikelen 8 en 14 van het EVRM en artikel 17 AVG.
Ik zeg u toe dit najaar te rapporteren. Zie ook www.voorbeeld.nl en De Vries.
W. Onbekend, directeur van \x07het bureau
"""


def where(text: str, words: str, nth: int = 1) -> Span:
    """The span of the nth occurrence of words."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


class Reader:
    """Makes mentions of words in one text; further arguments are fields of Mention."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: list[Mention] = []

    def at(self, words: str, nth: int = 1) -> Span:
        return where(self.text, words, nth)

    def names(self, kind: str, words: str, thing: str | None = None, nth: int = 1, **fields: object) -> None:
        known = "resolved" if thing else "ambiguous" if "candidates" in fields else "unresolved"
        told = {"paper": "d1", "basis": "register", "resolution": known, "confidence": 0.95} | fields
        span = self.at(words, nth)
        self.mentions.append(Mention(kind, span, words, rule=f"{kind}-rule", id=thing, **told))  # type: ignore[arg-type]

    def document(self, name: str) -> Document:
        return Document(name, self.text, hashlib.sha256(self.text.encode()).hexdigest())

    def in_order(self) -> tuple[Mention, ...]:
        return tuple(sorted(self.mentions, key=lambda mention: (mention.span.start, -mention.span.end)))


def exchange(numbered: bool = True) -> Extraction:
    """Questions and answers in one text; not `numbered` as in a page out of a PDF, that does not say its own number."""
    read = Reader(EXCHANGE_TEXT)
    return Extraction(
        read.document("map/Vragen 1.txt"),
        (_question_set(read, numbered), _answer_set(read, numbered)),
        _questions(read),
        _answers(read),
        (Footnote("1", "d1", read.at("Het Parool, Rol van slaaf, 2015."), (Span(_mark(read), _mark(read) + 1),)),),
        _exchange_mentions(read),
    )


def _mark(read: Reader) -> int:
    return read.at("1 En").start


def _exchange_mentions(read: Reader) -> tuple[Mention, ...]:
    news = {"title": "Rol van slaaf", "publisher": "Het Parool"}
    read.names("person", "Karabulut", "sadet-karabulut", details={"name": "Karabulut", "party": "SP"})
    read.names("party", "SP", "sp")
    read.names("date", "20 april 2015", "2015-04-20")
    read.names("news", "Rol van slaaf", details=news)
    read.names("article", "artikel 8 van het EVRM", "jci1.3:c:BWBV0001000&artikel=8", basis="derived-id")
    read.names("treaty", "EVRM", "BWBV0001000")
    read.names("law", "Participatiewet", "BWBR0015703")
    read.names("law", "Participatiewet", "BWBR0015703", nth=2, paper="d2", confidence=0.99)
    read.names("motion", "motie Omtzigt", "kst-35510-13", paper="d2", details={"mover": "pieter-omtzigt"})
    read.names("motion", "35510, nr. 13", "kst-35510-13", paper="d2", basis="derived-id", confidence=0.9)
    read.names("question-set", "2015Z03090", "kv-tk-2015Z03090", paper="d2", basis="exact-id")
    read.names("news", "Rol van slaaf", nth=2, details=news | {"year": "2015"})
    return read.in_order()


def _question_set(read: Reader, numbered: bool) -> Paper:
    asker = Participation("asker", read.at("Karabulut"), "Karabulut", "sadet-karabulut", "SP", "sp")
    office = read.at("staatssecretaris")
    return Paper(
        "d1",
        "question-set",
        "kv-tk-2015Z07200" if numbered else None,
        title="Vragen over re-integratie",
        title_span=read.at("re-integratie"),
        identifiers=("2015Z07200", "kv-tk-2015Z07200") if numbered else (),
        dates=Dates(submitted="2015-04-20"),
        participations=(
            asker,
            Participation("addressee", office, office="staatssecretaris", post="staatssecretaris-szw"),
        ),
        subjects=("Organisatie en beleid",),
        sources=("https://zoek.officielebekendmakingen.nl/kv-tk-2015Z07200.html",) if numbered else (),
    )


def _answer_set(read: Reader, numbered: bool) -> Paper:
    return Paper(
        "d2",
        "answer-set",
        "ah-tk-20142015-2171" if numbered else None,
        title="Antwoord over re-integratie",
        session_year="2014-2015",
        dates=Dates(received="2015-05-06"),
        participations=(
            Participation("answerer", read.at("Jetta Klijnsma"), "Jetta Klijnsma", "jetta-klijnsma", "PvdA"),
        ),
        series="Aanhangsel Handelingen",
    )


def _questions(read: Reader) -> tuple[Question, ...]:
    block = read.at("Hoe voert u de Participatiewet uit?")
    first = read.at("Kent u het bericht «Rol van slaaf»?1 En artikel 8 van het EVRM?")
    return Question(1, "d1", first), Question(2, "d1", block), Question(3, "d1", block)


def _answers(read: Reader) -> tuple[Answer, ...]:
    other = read.at("Zie antwoord vraag 2 en de antwoorden op vragen 4 en 5 van set 2015Z03090.")
    return (
        Answer((1,), "d2", read.at("De Participatiewet geldt. Zie de motie Omtzigt (35510, nr. 13).")),
        Answer((2,), "d2", read.at("Zie antwoord vraag 1."), refers_to=(1,), referral=read.at("Zie antwoord vraag 1")),
        Answer((3,), "d2", other, refers_to=(2,), refers_to_other=(("kv-tk-2015Z03090", (4, 5)),), referral=other),
    )


def letter() -> Extraction:
    """A letter that is known by its reference alone."""
    read = Reader(LETTER_TEXT)
    return Extraction(read.document("brief.txt"), (_letter(read),), mentions=_letter_mentions(read))


def _letter(read: Reader) -> Paper:
    ministry, signatory = read.at("Ministerie van Sociale Zaken en Werkgelegenheid"), read.at("W. Onbekend")
    return Paper(
        "d1",
        "letter",
        identifiers=("2021-0000067909",),
        dates=Dates(issued="2021-06-04"),
        participations=(
            Participation("sender", ministry, name="Ministerie van SZW", organisation="ministerie/mnre1073"),
            Participation("signatory", signatory, name="W. Onbekend", office="directeur"),
        ),
    )


def _letter_mentions(read: Reader) -> tuple[Mention, ...]:
    doubtful = {"basis": "derived-id", "confidence": 0.5, "issues": ("conflicting-description",)}
    for nth, asks in ((1, "Het aanvullen van de uitkering"), (2, "het uitsluiten van daklozen")):
        told = {"described": asks, "outcome": "adopted"}
        read.names("motion", "24515, nr. 583", "kst-24515-583", nth=nth, details=told, **doubtful)
    read.names("paper", "Kamerstukken II 2020/21, 24515, nr. 583", "kst-24515-583", basis="derived-id")
    for nth in (1, 2):
        told = {"date": "2020-11-12", "sender": "jetta-klijnsma", "recipient": "oorg/oorg10002"}
        read.names("letter", "brief van 12 november 2020", nth=nth, details=told)
    read.names(
        "ruling", "ECLI:NL:CRVB:2017:1055", "ECLI:NL:CRVB:2017:1055", basis="exact-id", details={"court": "CRvB"}
    )
    for number in ("8", "14"):
        read.names("article", "artikelen 8 en 14 van het EVRM", f"jci1.3:c:BWBV0001000&artikel={number}")
    read.names("article", "artikel 17 AVG", "32016R0679&artikel=17", details={"onderdeel": "onderdeel a"})
    read.names("commitment", "Ik zeg u toe dit najaar te rapporteren", details={"described": "rapport dit najaar"})
    read.names("web", "www.voorbeeld.nl", "www.voorbeeld.nl", basis="exact-id")
    read.names("person", "De Vries", candidates=("aukje-de-vries", "klaas-de-vries"))
    return read.in_order()
