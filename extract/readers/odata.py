"""The open data of the Tweede Kamer, JSON of its OData service: cases, documents, people, parties, seats, dossiers.

The text has a block for each of them, a line for each of its fields, all of it a listing: nothing is looked for in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from extract.house import KINDS
from extract.house_rows import Row, day_of, dossier_of, paper_of, words
from extract.model import Content, Dates, Entity, Fact, Role, Span, Stated, StatedPerson
from extract.readers.writing import Writer
from kamergraaf.errors import SourceError

_HEAD = 1 << 16
_SIGNS = (b'"@odata.context"', b'"ApiGewijzigdOp"', b'"GewijzigdOp"')
_MARKED = frozenset(("note", "furniture"))
_ACTORS = ("ZaakActor", "DocumentActor")
# What a row is by a field that only rows of its sort have; the first that fits decides.
_SORTS = (
    ("DocumentNummer", "Document"),
    ("GestartOp", "Zaak"),
    ("Achternaam", "Persoon"),
    ("NaamNL", "Fractie"),
    ("FractieZetel_Id", "FractieZetelPersoon"),
    ("Fractie_Id", "FractieZetel"),
    ("HoogsteVolgnummer", "Kamerstukdossier"),
    ("DatumSoort", "Activiteit"),
)
_NESTED = ("Zaak", "Document", "Persoon", "Fractie", "FractieZetel", "FractieZetelPersoon", "Kamerstukdossier")
_MOVED = frozenset(("motion", "amendment"))
_PUTS = frozenset(("indiener", "medeindiener", "eerste ondertekenaar", "mede ondertekenaar"))
_OTHER_ROLES: dict[str, Role] = {"gericht aan": "addressee", "afzender": "sender"}


def recognise(data: bytes) -> bool:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"{", b"[")) and any(sign in head for sign in _SIGNS)


def read(data: bytes, where: str) -> Content:
    """What the rows of a page state; a SourceError names the line that is broken."""
    page = _Page()
    try:
        with page.writer.part("listing"):
            for row in _rows(_parse(data, where)):
                page.add(row)
    except RecursionError:
        raise SourceError(f"{where}: the JSON is nested too deeply to be a page of the Tweede Kamer") from None
    content = page.writer.content(tuple(page.stated.values()), _MARKED)
    return Content(content.text, content.parts, (), content.stated, content.marked, tuple(page.entities.values()))


def _parse(data: bytes, where: str) -> object:
    try:
        return json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except UnicodeDecodeError as error:
        raise SourceError(f"{where}: byte {error.start} is not UTF-8, which JSON has to be; convert the file") from None
    except json.JSONDecodeError as error:
        raise SourceError(f"{where}: line {error.lineno} is broken JSON ({error.msg}); is the file complete?") from None


def _rows(content: object) -> Iterator[Row]:
    """The rows of a page: those under `value`, a list, or one alone; without those that were taken away."""
    rows = content.get("value", content) if isinstance(content, dict) else content
    for row in rows if isinstance(rows, list) else [rows]:
        if isinstance(row, dict) and not row.get("Verwijderd"):
            yield row


class _Page:
    """Writes rows, and keeps what they state: of each paper and thing once."""

    def __init__(self) -> None:
        self.writer = Writer()
        self.stated: dict[str, Stated] = {}
        self.entities: dict[tuple[str, str], Entity] = {}

    def add(self, row: Row, sort: str | None = None, above: Row | None = None) -> None:
        """A row, and then those that the page expands of it; `above` is the row in which this one stands."""
        sort = sort or _sort(row)
        people: list[StatedPerson] = []
        self.writer.end_block()
        with self.writer.part("paragraph") as block:
            self._line(f"{sort} {words(row.get('DocumentNummer') or row.get('Nummer') or row.get('Id'))}")
            for name, value in row.items():
                if value not in (None, "") and not isinstance(value, list | dict) and not name.startswith("@"):
                    self._line(f"{name}: {words(value)}")
            for actor in _actors(row):
                people += self._actor(actor, row)
        if block.span:
            self._keep(row, sort, block.span, tuple(people), above or {})
        for name in _NESTED:
            for nested in _nested(row, name):
                self.add(nested, name, row)

    def _line(self, line: str) -> None:
        self.writer.write(line)
        self.writer.end_line()

    def _actor(self, actor: Row, row: Row) -> Iterator[StatedPerson]:
        name, party = words(actor.get("ActorNaam")), words(actor.get("ActorFractie"))
        self.writer.write(f"{words(actor.get('Relatie')) or 'Actor'}: ")
        with self.writer.part("cell") as place:
            self.writer.write(name)
        self._line(" ".join(filter(None, ("", party and f"({party})", words(actor.get("Functie"))))))
        role = _role(words(actor.get("Relatie")).lower(), _kind(row))
        if role and name and place.span:
            office = words(actor.get("Functie"))
            member = "kamerlid" in office.lower()
            who = words(actor.get("Persoon_Id")) or None
            yield StatedPerson(role, name, party or None, None if member else office or None, who, place.span)

    def _keep(self, row: Row, sort: str, span: Span, people: tuple[StatedPerson, ...], above: Row) -> None:
        if sort in ("Zaak", "Document"):
            if stated := _paper(row, span, people):
                key = stated.id or stated.identifiers[0]
                self.stated[key] = _joined(self.stated[key], stated) if key in self.stated else stated
        elif entity := _entity(row, sort, span, above):
            self.entities.setdefault((entity.kind, entity.id), entity)


def _joined(first: Stated, again: Stated) -> Stated:
    """A paper of which both the case and the document are there: what the first says, with the numbers of both."""
    numbers = tuple(dict.fromkeys((*first.identifiers, *again.identifiers)))
    return replace(first, identifiers=numbers, people=first.people or again.people, facts=first.facts + again.facts)


def _sort(row: Row) -> str:
    return next((sort for field, sort in _SORTS if field in row), "Entiteit")


def _actors(row: Row) -> Iterator[Row]:
    for name in _ACTORS:
        yield from (actor for actor in row.get(name) or () if isinstance(actor, dict) and not actor.get("Verwijderd"))


def _nested(row: Row, name: str) -> Iterator[Row]:
    value = row.get(name)
    rows = value if isinstance(value, list) else [value]
    yield from (each for each in rows if isinstance(each, dict) and not each.get("Verwijderd"))


def _kind(row: Row) -> str:
    sort = words(row.get("Soort"))
    return KINDS.get(sort) or ("letter" if sort.startswith("Brief") else "paper")


def _role(relation: str, kind: str) -> Role | None:
    if relation in _PUTS:
        return "asker" if kind == "question-set" else "mover" if kind in _MOVED else "signatory"
    return _OTHER_ROLES.get(relation)


def _paper(row: Row, span: Span, people: tuple[StatedPerson, ...]) -> Stated | None:
    paper = paper_of(row)
    if paper is None:
        return None
    kind, id_ = _kind(row), paper.identifier or (None if paper.is_case else paper.number)
    dates = Dates(submitted=paper.day) if kind == "question-set" else Dates(issued=paper.day)
    numbers = dict.fromkeys(filter(None, (id_, paper.number, paper.reference)))
    return Stated(
        kind,
        id_,
        tuple(numbers),
        paper.subject or paper.title or None,
        paper.session or None,
        dates,
        (paper.dossier,) if paper.dossier else (),
        people=people,
        span=span,
        facts=tuple(_facts(row)),
    )


def _facts(row: Mapping[str, Any]) -> Iterator[Fact]:
    for name, value in row.items():
        if value not in (None, "") and not isinstance(value, list | dict) and not name.startswith("@"):
            yield Fact(name, words(value))


def _entity(row: Row, sort: str, span: Span, above: Row) -> Entity | None:
    """Somebody, a party, a seat that somebody holds, or a dossier; None for anything else."""
    identifier, facts = words(row.get("Id")), tuple(_facts(row))
    if not identifier:
        return None
    if sort == "Persoon":
        given = words(row.get("Roepnaam")) or words(row.get("Initialen"))
        name = " ".join(filter(None, (given, words(row.get("Tussenvoegsel")), words(row.get("Achternaam")))))
        return Entity("person", identifier, span, name, facts=facts)
    if sort == "Fractie":
        name, short = words(row.get("NaamNL")), words(row.get("Afkorting"))
        days = day_of(row.get("DatumActief")), day_of(row.get("DatumInactief"))
        return Entity("party", identifier, span, name or short, days[0] or None, days[1] or None, None, short, facts)
    if sort == "FractieZetelPersoon":
        return _seat(row, identifier, span, above)
    if sort == "Kamerstukdossier" and (number := dossier_of([row])):
        return Entity("dossier", number, span, words(row.get("Titel")) or None, facts=facts)
    return None


def _seat(row: Row, identifier: str, span: Span, above: Row) -> Entity:
    person = words(row.get("Persoon_Id")) or (words(above.get("Id")) if _sort(above) == "Persoon" else "")
    seat = row.get("FractieZetel")
    party = seat.get("Fractie") if isinstance(seat, dict) else None
    short = words(party.get("Afkorting")) if isinstance(party, dict) else ""
    days = day_of(row.get("Van")), day_of(row.get("TotEnMet"))
    return Entity("seat", identifier, span, None, days[0] or None, days[1] or None, person or None, short or None)
