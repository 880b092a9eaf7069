"""The values that travel through the extraction, from text to `Extraction`.

Offsets are 0-based and half-open and count Unicode code points of the text as it was decoded, so that
`document.text[span.start:span.end]` is always the words themselves, line breaks and reading errors included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Resolution = Literal["resolved", "ambiguous", "unresolved"]
Basis = Literal["exact-id", "derived-id", "register", "context"]
Origin = Literal["text", "editor"]
Role = Literal["asker", "addressee", "answerer", "signatory", "mover", "sender"]

MENTION_KINDS = (
    "person party organisation law treaty eu-act bill programme article paper motion amendment letter question-set "
    "answer-set proceedings dossier gazette treaty-series ruling report publication news web date commitment"
).split()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates of a paper, ISO 8601 (`2015-04-20`); None where the text states none."""

    submitted: str | None = None
    received: str | None = None
    issued: str | None = None
    published: str | None = None  # where that is another day than that of the paper itself


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text that its file marks as something.

    Kinds: heading, paragraph, item, table, row, cell, note, page, article, lid; `furniture` is what a page repeats,
    `listing` what a reader wrote down of the file's own lists, and no prose.
    """

    kind: str
    span: Span  # of a note: its words without the number
    label: str | None = None  # number or mark as shown: of a heading, item, note, article; of a page its number
    level: int = 0  # depth of a heading or an item, from 1
    whole: Span | None = None  # of a note: its words with the number
    anchors: tuple[Span, ...] = ()  # of a note: its marks in the running text
    address: str | None = None  # of an article or a paragraph of one: `jci1.3:c:BWBR0015703&artikel=47&lid=1`, or
    # `&artikel=47&lid=1` where the file does not say the number of its law
    title: str | None = None  # of an article
    start: str | None = None  # of an article: the first day on which it held in this form


@dataclass(frozen=True, slots=True)
class Link:
    """A reference that editors put into a file, on words of the text."""

    span: Span
    address: str  # as the file has it: `kst-36600-XVII-12`, `jci1.3:c:BWBR…`, an ECLI, a web address
    form: str  # how the file says it: `extref`, `dcterms:references`, `dcterms:relation`, `href`
    relation: str | None = None  # what the thing is to this paper, as stated: `conclusie`, `eerste aanleg`


@dataclass(frozen=True, slots=True)
class Fact:
    """What a file states of its paper beside the text, in the terms of the format."""

    name: str  # `OVERHEIDop.indiener`, `psi:zaaknummer`
    value: str
    scheme: str | None = None  # what the value is taken from: a scheme or an identifier of the value


@dataclass(frozen=True, slots=True)
class StatedPerson:
    """Somebody who took part in a paper, as the file states it beside the text."""

    role: Role
    name: str | None = None
    party: str | None = None
    office: str | None = None
    id: str | None = None  # that the format gives them: a GUID of the Tweede Kamer
    span: Span | None = None  # the words that say so


@dataclass(frozen=True, slots=True)
class Decision:
    """What a court decided or was advised: who, in which case, in which sort of procedure."""

    court: str | None = None  # its code in an ECLI: CRVB
    court_name: str | None = None
    sort: str | None = None  # uitspraak, conclusie
    procedures: tuple[str, ...] = ()  # "Hoger beroep"
    cases: tuple[str, ...] = ()  # numbers of the cases: "12-2042 AW"


@dataclass(frozen=True, slots=True)
class LawTitle:
    """A title that a law has or had, with the days from and to which it did, ISO; None at an end is open."""

    text: str
    kind: str = "official"  # official, former, long, informal
    start: str | None = None
    end: str | None = None
    abbreviations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LawVersion:
    """The text of a law as it holds from one day to another, ISO; `label` is the publisher's: `2015-01-01_0`."""

    label: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """What is known of a law as such. Laws and articles go by their ids: `BWBR…`, `jci1.3:c:BWBR…&artikel=7`."""

    sort: str | None = None  # wet, AMvB
    titles: tuple[LawTitle, ...] = ()
    start: str | None = None  # first day in force
    end: str | None = None  # last day in force
    versions: tuple[LawVersion, ...] = ()
    based_on: tuple[str, ...] = ()  # on which laws and articles it rests
    basis_for: tuple[tuple[str, str], ...] = ()  # the law or an article of it, and the law that rests on that


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states of a paper beside the text: in our terms, and as it stands in `facts`."""

    kind: str | None = None  # a kind of paper, as `Paper.kind`
    id: str | None = None  # as `Paper.id`
    identifiers: tuple[str, ...] = ()  # other numbers of the paper itself
    title: str | None = None
    session_year: str | None = None  # 2014-2015
    dates: Dates = Dates()
    dossiers: tuple[str, ...] = ()  # `36600-XVII`
    subjects: tuple[str, ...] = ()
    people: tuple[StatedPerson, ...] = ()
    sources: tuple[str, ...] = ()  # web addresses of the paper
    abstract: str | None = None
    decision: Decision | None = None  # of a ruling
    law: Law | None = None
    span: Span | None = None  # where a text holds several papers, the stretch of this one
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that a file describes beside papers; ids are those of the format."""

    kind: str  # person, party, seat, dossier
    id: str
    span: Span
    name: str | None = None
    start: str | None = None  # ISO, of a party or a seat
    end: str | None = None
    person: str | None = None  # of a seat: who holds it
    party: str | None = None  # of a party or a seat: the name of the party
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader makes of the bytes of a file."""

    text: str
    parts: tuple[Part, ...] = ()  # in the order of the text
    links: tuple[Link, ...] = ()
    stated: tuple[Stated, ...] = ()
    marked: frozenset[str] = frozenset()  # kinds of parts that the format always marks, so that nobody looks for others
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One source as a reader gives it."""

    name: str  # the source's name: a path relative to what was asked for, or the id of a bulk record
    text: str
    sha256: str  # of the bytes that were read, lower-case hexadecimal
    format: str = "text"
    parts: tuple[Part, ...] = ()
    links: tuple[Link, ...] = ()
    stated: tuple[Stated, ...] = ()
    marked: frozenset[str] = frozenset()
    entities: tuple[Entity, ...] = ()
    number: int = 0  # of a stretch of a long text which it is, from 1
    start: int = 0  # and where it begins in that text

    def parts_of(self, kind: str) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind == kind)

    def states(self, kind: str) -> bool:
        """Whether the file says that it holds a paper of this kind."""
        return any(stated.kind == kind for stated in self.stated)


@dataclass(frozen=True, slots=True)
class Participation:
    """What somebody did in a paper, in the words of the paper and as the registers know it."""

    role: Role
    span: Span | None  # the words that bear it out: the name or, without a name, the office; None if the file states it
    name: str | None = None  # as printed
    person: str | None = None  # register slug, `jetta-klijnsma`
    party: str | None = None  # as printed, `PvdA`
    party_id: str | None = None  # register slug, `pvda`
    office: str | None = None  # as printed, `staatssecretaris`
    portfolio: str | None = None  # as printed, `Sociale Zaken en Werkgelegenheid`
    post: str | None = None  # register slug, `staatssecretaris-szw`
    organisation: str | None = None  # register id, `ministerie/mnre1073`


@dataclass(frozen=True, slots=True)
class Identified:
    """How a paper got an id that its text does not state."""

    rule: str
    reason: str  # for a reader
    confidence: float
    basis: Basis = "register"
    issues: tuple[str, ...] = ("number-from-register",)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that a text holds (a text of questions with answers holds two)."""

    key: str  # d1, d2: always there, also where the paper states no number
    kind: str  # question-set, answer-set, letter, motion, report, ruling, law, other …
    id: str | None = None  # kv-tk-2015Z07200
    title: str | None = None
    title_span: Span | None = None
    identifiers: tuple[str, ...] = ()  # all that the text states for the paper itself
    session_year: str | None = None  # 2014-2015
    dates: Dates = Dates()
    days_to_answer: int | None = None
    participations: tuple[Participation, ...] = ()
    subjects: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()  # web addresses of the paper, as stated
    series: str | None = None  # "Aanhangsel Handelingen Tweede Kamer 2018-2019"
    about: str | None = None  # what the title says it is about
    identified: Identified | None = None  # None where the text states the id, or there is none
    dossiers: tuple[str, ...] = ()  # all dossiers of the paper, as the file states them: `36600-XVII`
    issues: tuple[str, ...] = ()  # where the file and its text say different things: metadata-mismatch
    stated: Stated | None = None  # what the file states of it beside the text
    decision: Decision | None = None  # of a ruling
    law: Law | None = None

    @property
    def day(self) -> str | None:
        """The day on which the paper was made, for `jl.` and for who held which office."""
        dates = self.dates
        return dates.submitted if self.kind == "question-set" else dates.issued or dates.received or dates.submitted

    def those(self, role: Role) -> tuple[Participation, ...]:
        return tuple(p for p in self.participations if p.role == role)


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered question; questions printed in one unsplittable block share its span."""

    number: int
    paper: str
    span: Span


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer block, with the questions it stands under."""

    questions: tuple[int, ...]
    paper: str
    span: Span
    segments: tuple[Span, ...] = ()  # the parts that are the answer's, where a page's foot cuts it
    refers_to: tuple[int, ...] = ()  # answers of the same paper
    refers_to_other: tuple[tuple[str, tuple[int, ...]], ...] = ()  # ("kv-tk-2025Z03090", (2, 4, 5, 6))
    referral: Span | None = None  # the words that refer: "Zie antwoord vraag 1"

    @property
    def parts(self) -> tuple[Span, ...]:
        return self.segments or (self.span,)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note. `span` is None where the text of the note is not in the file, and only its mark is."""

    label: str
    paper: str
    span: Span | None
    anchors: tuple[Span, ...] = ()
    series: str = "1"  # tells apart several series of notes in one text
    confidence: float = 0.99  # of the tie between the mark and the note


@dataclass(frozen=True, slots=True)
class Registered:
    """What a register says of a cited paper, whatever the text says of it."""

    dataset: str  # tk
    number: str  # in that register: 2021Z03772
    kind: str | None  # a kind of paper, None where the register's own does not tell
    sort: str  # in the words of the register: "Motie (gewijzigd/nader)"
    title: str
    date: str  # ISO
    movers: tuple[str, ...] = ()  # register slugs, or names where a name is not one person's


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a thing, and the thing they name as far as it is known.

    `details` holds what the text says of the thing next to it, by these keys: `name`, `role`, `office`, `party` (of a
    person), `onderdeel` (of an article), `described` (what the citing text says it is, asks or is about), `title`,
    `author` (several joined by "; "), `publisher`, `commissioner`, `year`, `date` (ISO), `court`, `number`, `pages`,
    `sender` (person slug), `recipient` (register id), `mover` (person slug or name), `outcome` (`adopted`),
    `url`, `version` (a future or former version of a law, as printed), `relation` (what a ruling is to this one, as an
    editor states it).
    """

    kind: str  # one of MENTION_KINDS
    span: Span
    text: str
    paper: str  # the key of the paper in which it stands
    rule: str  # the name of the rule that found it
    id: str | None = None
    resolution: Resolution = "unresolved"
    basis: Basis = "exact-id"
    confidence: float = 0.9  # 0 to 1
    candidates: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()  # conflicting-description, chamber-mismatch, year-mismatch, date-mismatch, …
    source: Origin = "text"
    details: Mapping[str, str] = field(default_factory=dict)
    register: Registered | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document. Everything is in the order of the text."""

    document: Document
    papers: tuple[Paper, ...]
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    mentions: tuple[Mention, ...] = ()
