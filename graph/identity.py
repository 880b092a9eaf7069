"""What follows from the identifier of a thing alone: its class, numbers, label, dossier, law and links to others.

A source that holds a paper states these facts of it; of all other things they stand in the graph of cited things.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pyoxigraph import NamedNode

from extract.registers import Registers
from graph import iris
from graph.terms import Term, day, dutch, english, node, plain
from graph.vocabulary import DCTERMS, ELI, FOAF, KAMER, ORG, PROV, RDFS, SCHEMA, SKOS, TIME

Fact = tuple[NamedNode, Term | None]
Facts = Iterator[Fact]
NameOf = Callable[[str], str | None]  # the name that a register gives to an id

# The classes of a thing by the kind of its mentions or of the paper, the most telling one first.
CLASSES: dict[str, tuple[NamedNode, ...]] = {
    "question-set": (KAMER.WrittenQuestionSet, ELI.Work),
    "answer-set": (KAMER.AnswerSet, ELI.Work),
    "delay-notice": (KAMER.DelayNotice, ELI.Work),
    "letter": (KAMER.Letter, ELI.Work),
    "motion": (KAMER.Motion, ELI.Work),
    "amendment": (KAMER.Amendment, ELI.Work),
    "bill": (KAMER.Bill, ELI.Work),
    "memorandum": (KAMER.Memorandum, ELI.Work),
    "paper": (KAMER.ParliamentaryPaper, ELI.Work),
    "house-document": (KAMER.ParliamentaryPaper, ELI.Work),
    "proceedings": (KAMER.Proceedings, ELI.Work),
    "report": (KAMER.Report, ELI.Work, SCHEMA.Report),
    "publication": (KAMER.Publication, ELI.Work),
    "news": (SCHEMA.NewsArticle, ELI.Work),
    "web": (SCHEMA.WebPage, FOAF.Document),
    "ruling": (KAMER.CourtDecision, ELI.Work),
    "gazette": (KAMER.GazettePublication, ELI.Work),
    "treaty-series": (KAMER.GazettePublication, ELI.Work),
    "law": (ELI.LegalResource,),
    "treaty": (KAMER.Treaty, ELI.LegalResource),
    "eu-act": (KAMER.EuAct, ELI.LegalResource),
    "article": (ELI.LegalResourceSubdivision,),
    "programme": (KAMER.Programme,),
    "scheme": (KAMER.Scheme,),
    "dossier": (KAMER.Dossier,),
    "person": (FOAF.Person, SCHEMA.Person),
    "party": (KAMER.PoliticalParty, ORG.Organization),
    "organisation": (ORG.Organization,),
    "post": (ORG.Post,),
    "date": (TIME.Instant,),
    "extractor": (KAMER.Extractor, PROV.SoftwareAgent),
    "subject": (SKOS.Concept,),
    "procedure": (SKOS.Concept,),
    "other": (ELI.Work,),
}
LIDO = "http://linkeddata.overheid.nl/terms/"
OMBUDSMAN = "oorg/oorg10221"
COUNCIL_OF_STATE = "oorg/oorg10008"


def classes(kind: str, identifier: str | None = None) -> tuple[NamedNode, ...]:
    """The classes of a thing by its kind, and by its id where that tells more."""
    if identifier and kind == "organisation" and "/" in identifier:
        return ORG.FormalOrganization, *CLASSES[kind]
    if identifier and kind == "programme" and identifier.startswith("regeling/"):
        return CLASSES["scheme"]
    return CLASSES.get(kind, ())


def facts(kind: str, identifier: str, name_of: NameOf) -> Facts:
    """All that follows from an id, but for the classes. `kind` is that of `iris.parse`."""
    yield from _FACTS.get(kind, _named)(identifier, name_of)


def names(registers: Registers) -> NameOf:
    """The names of these registers by id."""

    def name_of(identifier: str) -> str | None:
        person = registers.person_by_id.get(identifier)
        labelled = registers.by_id.get(identifier) or registers.post_by_id.get(identifier)
        return person.name if person else labelled.label if labelled else None

    return name_of


def _named(identifier: str, name_of: NameOf) -> Facts:
    yield RDFS.label, dutch(name_of(identifier) or _in_words(identifier))


def _in_words(identifier: str) -> str:
    return identifier.rpartition("/")[2].replace("-", " ")


def _official(identifier: str, label: str) -> Facts:
    yield KAMER.localId, plain(identifier)
    yield RDFS.label, dutch(label)
    yield FOAF.page, node(f"{iris.OFFICIAL}{identifier}.html")


_QUESTION_NUMBER = re.compile(r"kv-[a-z]+-(\d{4}Z\d{5})")


def _question_set(identifier: str, _: NameOf) -> Facts:
    match = _QUESTION_NUMBER.fullmatch(identifier)
    yield from _official(identifier, f"Kamervragen {match[1] if match else identifier}")
    if match:
        yield KAMER.questionNumber, plain(match[1])


_IN_SESSION = re.compile(r"(?:ah|h)-[a-z]+-(\d{4})(\d{4})-(\w+)(?:-(\w+))?.*")


def _answer_set(identifier: str, _: NameOf) -> Facts:
    match = _IN_SESSION.fullmatch(identifier)
    label = f"Aanhangsel Handelingen {match[1]}-{match[2]}, nr. {match[3]}" if match else f"Aanhangsel {identifier}"
    yield from _official(identifier, label)
    if match:
        yield KAMER.sessionYear, plain(f"{match[1]}-{match[2]}")
        yield KAMER.appendixNumber, plain(match[3])


def _proceedings(identifier: str, _: NameOf) -> Facts:
    match = _IN_SESSION.fullmatch(identifier)
    label = f"Handelingen {match[1]}-{match[2]}, nr. {match[3]}" if match else f"Handelingen {identifier}"
    item = f", item {match[4]}" if match and match[4] else ""
    yield from _official(identifier, label + item)
    if match:
        yield KAMER.sessionYear, plain(f"{match[1]}-{match[2]}")


_IN_DOSSIER = re.compile(
    r"kst-(?:\d{8}-)?(\d{4,6}(?:-(?:[IVXLC]+[A-Z]?|[AB]|R\d+|\d{2})(?=-[0-9A-Z]))?)-(\w+)((?:-[a-z]\d*)*)"
)
_TAILS = {"b": "bijlage", "h": "herdruk"}


def _parliamentary_paper(identifier: str, _: NameOf) -> Facts:
    match = _IN_DOSSIER.fullmatch(identifier)
    if not match:
        yield from _official(identifier, f"Stuk {identifier}")
        return
    tails = "".join(f", {_TAILS.get(tail[0], tail[0])} {tail[1:]}".rstrip() for tail in match[3].split("-")[1:])
    yield from _official(identifier, f"Kamerstuk {match[1]}, nr. {match[2]}{tails}")
    yield KAMER.dossierNumber, plain(match[1])
    yield KAMER.subNumber, plain(match[2] + match[3])
    yield KAMER.inDossier, _thing("dossier", match[1])


def _house_document(identifier: str, _: NameOf) -> Facts:
    yield KAMER.localId, plain(identifier)
    yield RDFS.label, dutch(f"Document {identifier} van de Tweede Kamer")


_GAZETTES = {"stb": "Staatsblad", "stcrt": "Staatscourant", "trb": "Tractatenblad"}


def _gazette(identifier: str, _: NameOf) -> Facts:
    series, _dash, number = identifier.partition("-")
    yield from _official(identifier, f"{_GAZETTES.get(series, series)} {number.replace('-', ', ', 1)}")
    if series == "stb":
        yield RDFS.seeAlso, node(f"{LIDO}oep/id/{identifier}")


def _letter(identifier: str, _: NameOf) -> Facts:
    reference = identifier.removeprefix("brief-")
    yield KAMER.referenceNumber, plain(reference)
    yield RDFS.label, dutch(f"Brief {reference}")


def _dossier(identifier: str, _: NameOf) -> Facts:
    yield KAMER.dossierNumber, plain(identifier)
    yield RDFS.label, dutch(f"Dossier {identifier}")


_BWB = re.compile(r"BWB[RVW]\d{7}")


def _law(identifier: str, name_of: NameOf) -> Facts:
    if not _BWB.fullmatch(identifier):
        yield from _named(identifier, name_of)
        return
    yield ELI.id_local, plain(identifier)
    yield RDFS.label, dutch(name_of(identifier) or identifier)
    yield RDFS.seeAlso, node(f"{LIDO}bwb/id/{identifier}")


def _eu_act(identifier: str, name_of: NameOf) -> Facts:
    yield RDFS.label, dutch(name_of(identifier) or identifier)
    if (iris.thing("eu-act", identifier) or "").startswith(iris.CELEX):
        yield ELI.id_local, plain(identifier)


def _article(identifier: str, name_of: NameOf) -> Facts:
    law, number, paragraphs = article_parts(identifier)
    lid = f" lid {', '.join(paragraphs)}" if paragraphs else ""
    yield ELI.number, plain(number + lid)
    yield RDFS.label, dutch(f"Artikel {number}{lid} {name_of(law) or law}")
    yield from zip((ELI.is_part_of, DCTERMS.isPartOf), map(node, parents("article", identifier)), strict=False)


_CELEX = re.compile(r"[0-9CE][0-9]{4}[A-Z]")


def article_parts(identifier: str) -> tuple[str, str, tuple[str, ...]]:
    """`jci1.3:c:BWBR0015703&artikel=47&lid=1` → the law's id, `47` and (`1`,)."""
    law, *places = identifier.split("&")
    named = [place.partition("=")[::2] for place in places]
    numbers = [value for name, value in named if name != "lid"]
    return law.rpartition(":")[2], " ".join(numbers), tuple(value for name, value in named if name == "lid")


def parents(kind: str, identifier: str) -> list[str]:
    """The IRIs of what a thing is part of by its id: the law and the article of a paragraph, the dossier of a paper."""
    if kind == "article":
        whole, law = identifier.partition("&lid=")[0], article_parts(identifier)[0]
        above = [
            iris.thing("eu-act" if _CELEX.match(law) else "law", law),
            iris.thing("article", whole) if whole != identifier else None,
        ]
        return [iri for iri in above if iri]
    match = _IN_DOSSIER.fullmatch(identifier) if kind == "paper" else None
    dossier = match[1] if match else identifier if kind == "bill" else None
    iri = iris.thing("dossier", dossier) if dossier else None
    return [iri] if iri else []


def _bill(identifier: str, name_of: NameOf) -> Facts:
    dossiers = parents("bill", identifier)
    yield RDFS.label, dutch(name_of(identifier) or f"Wetsvoorstel {identifier if dossiers else _in_words(identifier)}")
    yield from ((KAMER.inDossier, node(iri)) for iri in dossiers)


def _ruling(identifier: str, _: NameOf) -> Facts:
    yield KAMER.ecli, plain(identifier)
    yield KAMER.courtCode, plain(identifier.split(":")[2])
    yield RDFS.label, dutch(identifier)
    if identifier.startswith("ECLI:NL:"):
        yield RDFS.seeAlso, node(f"{LIDO}jurisprudentie/id/{identifier}")
        yield FOAF.page, node(f"https://uitspraken.rechtspraak.nl/details?id={identifier}")


_OMBUDSMAN_REPORT = re.compile(r"ombudsman-(\d{4})-(\d{3})")

_ADVICE = re.compile(r"raadvanstate-(W\d\d\.\d\d\.\d{4,5})")


def _report(identifier: str, name_of: NameOf) -> Facts:
    if advice := _ADVICE.fullmatch(identifier):
        yield from _numbered_report(advice[1], COUNCIL_OF_STATE, f"Raad van State, advies {advice[1]}")
    elif match := _OMBUDSMAN_REPORT.fullmatch(identifier):
        number = f"{match[1]}/{match[2]}"
        yield from _numbered_report(number, OMBUDSMAN, f"Nationale ombudsman, rapport {number}")
    else:
        yield from _named(identifier, name_of)


def _numbered_report(number: str, publisher: str, label: str) -> Facts:
    yield DCTERMS.identifier, plain(number)
    yield DCTERMS.publisher, _thing("organisation", publisher)
    yield RDFS.label, dutch(label)


def _post(identifier: str, name_of: NameOf) -> Facts:
    label = name_of(identifier) or _in_words(identifier)
    yield RDFS.label, dutch(label)
    yield KAMER.office, plain(label.partition(" van ")[0].lower())


def _person(identifier: str, name_of: NameOf) -> Facts:
    name = name_of(identifier) or _in_words(identifier).title()
    yield FOAF.name, plain(name)
    yield RDFS.label, dutch(name)


def _date(identifier: str, _: NameOf) -> Facts:
    yield TIME.inXSDDate, day(identifier)
    yield RDFS.label, dutch(identifier)


def _web(identifier: str, _: NameOf) -> Facts:
    yield RDFS.label, dutch(identifier)


def _extractor(identifier: str, _: NameOf) -> Facts:
    rule, _at, version = identifier.partition("@")
    yield RDFS.label, english(rule)
    yield SCHEMA.softwareVersion, plain(version)


def _concept(scheme: str) -> Callable[[str, NameOf], Facts]:
    def facts_of(identifier: str, _: NameOf) -> Facts:
        yield SKOS.prefLabel, dutch(_in_words(identifier))
        yield SKOS.inScheme, node(f"{iris.BASE}concept/{scheme}")

    return facts_of


def _thing(kind: str, identifier: str) -> NamedNode:
    iri = iris.thing(kind, identifier)
    assert iri is not None, (kind, identifier)
    return node(iri)


_FACTS: dict[str, Callable[[str, NameOf], Facts]] = {
    "question-set": _question_set,
    "answer-set": _answer_set,
    "proceedings": _proceedings,
    "paper": _parliamentary_paper,
    "house-document": _house_document,
    "gazette": _gazette,
    "treaty-series": _gazette,
    "letter": _letter,
    "dossier": _dossier,
    "law": _law,
    "treaty": _law,
    "eu-act": _eu_act,
    "article": _article,
    "bill": _bill,
    "ruling": _ruling,
    "report": _report,
    "person": _person,
    "post": _post,
    "date": _date,
    "web": _web,
    "extractor": _extractor,
    "subject": _concept("onderwerp"),
    "procedure": _concept("procedure"),
}
