"""What the metadata of official publications (`DC.*`, `DCTERMS.*`, `OVERHEID*`) state of a paper.

The same names stand in the XML of officielebekendmakingen.nl, in its `metadata.xml` and in the head of its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from extract.dates import iso_day, session_year
from extract.model import Dates, Fact, Role, Stated, StatedPerson

PUBLICATION = re.compile(
    r"(?:kst|blg|ah-[te]k|kv-[te]k|h-[te]k|h-vv|stb|stcrt|trb|nds-[te]k|ag-[te]k|gmb|prb|wsb|bgr)-[\w()-]+", re.I
)
ECLI = re.compile(r"ECLI:[A-Z]{2}:(?P<court>\w{1,7}):\d{4}:[\w.]{1,25}")
RELATIONS = frozenset(
    "OVERHEIDop.behandeldDossier OVERHEIDop.bijlage OVERHEIDop.hoofddocument OVERHEIDop.isBijlageBij"
    " OVERHEIDop.rectificatie OVERHEIDop.rectificatieVan OVERHEIDop.vervangt OVERHEIDop.verwijzing"
    " DCTERMS.relation DCTERMS.references DCTERMS.hasPart DCTERMS.isPartOf DCTERMS.replaces DCTERMS.isReplacedBy"
    " DCTERMS.requires DCTERMS.isRequiredBy DCTERMS.hasVersion DCTERMS.isVersionOf".casefold().split()
)  # whose values name other papers
_RECORD = re.compile(r"/(?P<id>[\w()-]+)/metadata(?:\.xml)?$")
_DOSSIER = re.compile(r"(?P<number>\d{2} ?\d{3})(?:[-; ](?P<suffix>\(?[A-Z]{1,6}\)?|\d{2}|\(R ?\d{3,4}\)))?")
_QUESTION_SET = re.compile(r"\d{4}Z\d{5}")
_OFFICE = re.compile(r"(?:de )?(?:minister|staatssecretaris|viceminister|kabinet)", re.I)
_KINDS_BY_WORDS = (
    ("motie", "motion"),
    ("gewijzigde motie", "motion"),
    ("nader gewijzigde motie", "motion"),
    ("amendement", "amendment"),
    ("gewijzigd amendement", "amendment"),
    ("subamendement", "amendment"),
    ("brief", "letter"),
    ("memorie van toelichting", "memorandum"),
    ("voorstel van wet", "bill"),
    ("gewijzigd voorstel van wet", "bill"),
    ("mededeling", "delay-notice"),
    ("handelingen", "proceedings"),
    ("kamervragen zonder antwoord", "question-set"),
    ("kamervragen (aanhangsel)", "answer-set"),
    ("staatsblad", "gazette"),
    ("staatscourant", "gazette"),
    ("tractatenblad", "gazette"),
)
_KINDS_BY_NUMBER = {
    "ah": "answer-set",
    "kv": "question-set",
    "h": "proceedings",
    "stb": "gazette",
    "stcrt": "gazette",
    "trb": "gazette",
    "kst": "paper",
}
_SUBMITTER: Mapping[str | None, Role] = {
    "motion": "mover",
    "amendment": "mover",
    "bill": "mover",
    "question-set": "asker",
    "answer-set": "asker",
    "delay-notice": "asker",
}

_Values = Mapping[str, list[str]]


def stated(facts: Iterable[Fact]) -> tuple[Stated, ...]:
    """What the facts state: of one paper, or of the questions and of the answers to them, in that order."""
    facts = tuple(facts)
    values: dict[str, list[str]] = {}
    for fact in facts:
        values.setdefault(fact.name.casefold(), []).append(fact.value)
    paper = _paper(values, facts)
    return (paper,) if paper.kind not in ("answer-set", "delay-notice") else _with_questions(paper, values)


def kind_by_words(words: str) -> str | None:
    """The kind of a paper that calls itself so: `Motie van het lid …`, `MEMORIE VAN TOELICHTING`."""
    folded = " ".join(words.split()).casefold()
    return next((kind for start, kind in _KINDS_BY_WORDS if re.match(rf"{re.escape(start)}(?!\w)", folded)), None)


def dossier(printed: str) -> str | None:
    """`36 600 XIV`, `36600;XIV` → `36600-XIV`; None where it is no number of a dossier."""
    match = _DOSSIER.fullmatch(printed.strip())
    return "-".join(part.replace(" ", "") for part in match.groups() if part) if match else None


def _paper(values: _Values, facts: tuple[Fact, ...]) -> Stated:
    id_, others = _identifiers(values)
    kind = _kind(values, id_)
    year = _first(values, "overheidop.vergaderjaar")
    ecli = ECLI.fullmatch(id_) if id_ else None
    return Stated(
        kind,
        id_,
        others,
        _first(values, "overheidop.documenttitel", "dc.title", "dcterms.title"),
        session_year(year) if year else None,
        _dates(values),
        tuple(dict.fromkeys(d for v in values.get("overheidop.dossiernummer", ()) if (d := dossier(v)))),
        tuple(values.get("overheid.category", ())),
        tuple(_people(values, kind)),
        court=ecli["court"] if ecli else None,
        facts=facts,
    )


def _identifiers(values: _Values) -> tuple[str | None, tuple[str, ...]]:
    """The official number of the paper, and its other numbers."""
    given = [*values.get("dc.identifier", ()), *values.get("dcterms.identifier", ())]
    records = values.get("overheidop.externmetadatarecord", ())
    given += [match["id"] for record in records if (match := _RECORD.search(record))]
    given = list(dict.fromkeys(given))
    id_ = next((number for number in given if PUBLICATION.fullmatch(number) or ECLI.fullmatch(number)), None)
    return id_, tuple(number for number in given if number != id_)


def _kind(values: _Values, id_: str | None) -> str | None:
    if id_ and ECLI.fullmatch(id_):
        return "ruling"
    names = ("dc.type", "dcterms.type", "overheidop.documenttitel", "overheidop.publicationname")
    told = (kind for name in names for words in values.get(name, ()) if (kind := kind_by_words(words)))
    return next(told, None) or (_KINDS_BY_NUMBER.get(id_.split("-")[0].lower()) if id_ else None)


def _dates(values: _Values) -> Dates:
    issued = ("overheidop.datumbrief", "overheidop.datumvergadering", "dcterms.issued", "dc.date", "dcterms.date")
    return Dates(
        _day(values, "overheidop.datumindiening"), _day(values, "overheidop.datumontvangst"), _day(values, *issued)
    )


def _people(values: _Values, kind: str | None) -> Iterator[StatedPerson]:
    for name in values.get("overheidop.indiener", ()):
        yield StatedPerson(_SUBMITTER.get(kind, "signatory"), name)
    for name in values.get("overheidop.ontvanger", ()):
        is_office = _OFFICE.match(name)
        yield StatedPerson("addressee", None if is_office else name, office=name if is_office else None)


def _with_questions(answers: Stated, values: _Values) -> tuple[Stated, Stated]:
    """The paper of the questions beside that of the answers; the facts are those of the answers' file."""
    numbers = [*values.get("overheidop.vraagnummer", ())]
    known = next((number for number in numbers if _QUESTION_SET.fullmatch(number)), None)
    questions = Stated(
        "question-set",
        f"kv-tk-{known}" if known else None,
        tuple(numbers),
        answers.title,
        dates=answers.dates,
        people=answers.people,
    )
    return questions, replace(answers, people=())


def _first(values: _Values, *names: str) -> str | None:
    return next((value for name in names for value in values.get(name, ())), None)


def _day(values: _Values, *names: str) -> str | None:
    return next((day for name in names for value in values.get(name, ()) if (day := iso_day(value))), None)
