"""A letter of a minister to the House.

Ministerie van Sociale Zaken en        the sender
De voorzitter van de Tweede Kamer      the addressee
Onze referentie / Ons kenmerk          the reference, on the next line
Datum 4 juni 2021                      the date
Betreft Uitkomsten …                   the subject, to the next blank line
De Minister van Sociale Zaken
en Werkgelegenheid,

W. Koolmees                            the signature
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.dates import DAY, parse_day
from extract.documents.reading import Capacity, Desk, Excerpt, Reading, posts
from extract.model import Dates, Paper, Participation, Span
from extract.offices import OFFICE
from extract.people import FULL_NAME
from extract.source import Source

_HEAD = 4000
_DATE = re.compile(r"\b[Dd]atum:?\s+(" + DAY.replace(" ", r"\s") + ")")
_NEXT_FACT = r"(?:Datum|Ons kenmerk|Onze referentie|Uw kenmerk|Uw referentie|Kenmerk|Bijlagen?)\b|[^\n]*\t"
_SUBJECT = re.compile(rf"^(?:Betreft|Betreft:|Onderwerp:?)\s+(?P<subject>\S.*(?:\n(?!\s*\n|{_NEXT_FACT}).+)*)", re.M)
_REFERENCE = re.compile(
    r"(?:Onze referentie|Ons kenmerk|Kenmerk|Our reference):?\s+(?P<reference>[\w./-]*\d[\w./-]*)", re.I
)
_ADDRESSEE = re.compile(r"(?:Aan )?[Dd]e [Vv]oorzitter van de (?P<house>Tweede|Eerste) Kamer(?: der Staten-Generaal)?")
_SENDER = re.compile(r"Ministerie van (?P<portfolio>[A-Z][\w,-]*(?: (?:en |de )?[A-Z][\w-]*| en)*)")
_SIGNED = re.compile(
    rf"(?P<posts>De (?P<office>{OFFICE}) (?:van|voor) [^,\n]{{5,150}}), ?\n? ?(?P<name>{FULL_NAME})(?=\n|$)"
    rf"|(?:^|(?<=, ))(?P<under>[Dd]e {OFFICE} (?:van|voor) [^\n]{{5,150}}?),? ?\n(?P<person>{FULL_NAME})(?=\n|$)",
    re.M,
)


def recognise(source: Source) -> bool:
    """A date and a subject in the head, and a reference, an addressee or a signature."""
    head = source.text[:_HEAD]
    if not (_DATE.search(head) and _SUBJECT.search(head)):
        return False
    in_head = _REFERENCE.search(head) or _ADDRESSEE.search(" ".join(head.split()))
    return bool(in_head or _SIGNED.search(source.flow.text))


def read(source: Source, desk: Desk) -> Reading:
    """The letter's own facts."""
    head = source.text[:_HEAD]
    date, subject, reference = _DATE.search(head), _SUBJECT.search(head), _REFERENCE.search(head)
    day = parse_day(date[1]) if date else None
    paper = Paper("d1", "letter", dates=Dates(issued=day))
    if subject:
        span = Span(*subject.span("subject"))
        words = " ".join(span.of(source.text).split())
        paper = replace(
            paper,
            title=words,
            title_span=Span(span.start, span.start + len(span.of(source.text).rstrip())),
            about=words,
        )
    if reference:
        paper = replace(paper, identifiers=(reference["reference"],))
    people = (*_sender(source, desk, day), *_addressee(source, desk), *_signatories(source, desk, day))
    return Reading((replace(paper, participations=people),))


def _sender(source: Source, desk: Desk, day: str | None) -> Iterator[Participation]:
    match = _SENDER.search(source.flow.text[:_HEAD])
    ministry = desk.offices.ministry(match["portfolio"].strip(), day) if match else None
    if match and ministry:
        yield Participation("sender", source.flow.span(*match.span()), organisation=ministry.id)


def _addressee(source: Source, desk: Desk) -> Iterator[Participation]:
    if match := _ADDRESSEE.search(source.flow.text[:_HEAD]):
        house = match["house"].lower()
        post = next((p for p in desk.registers.posts if p.id == f"voorzitter-{house}-kamer"), None)
        yield Participation(
            "addressee",
            source.flow.span(*match.span()),
            office=f"voorzitter van de {match['house']} Kamer der Staten-Generaal",
            post=post.id if post else None,
            organisation=post.organisation if post else None,
        )


def _signatories(source: Source, desk: Desk, day: str | None) -> Iterator[Participation]:
    for match in _SIGNED.finditer(source.flow.text):
        office, name = ("posts", "name") if match["posts"] else ("under", "person")
        found = posts(Excerpt(source.flow, *match.span(office)), desk, Capacity("signatory", day))
        held = found[0] if found else Participation("signatory", source.flow.span(*match.span(office)))
        span, person = source.flow.span(*match.span(name)), desk.person(match[name], day=day, post=held.post)
        yield replace(held, span=span, name=match[name], person=person)
