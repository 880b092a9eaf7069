"""What the open data of the House say of papers that a text cites: kind, title, day and movers.

The words of the text stay as they are. Where they say another kind, day, session or mover than the data, the mention
has an issue and counts as less sure.

A document number (`2025D13849`) is no identifier of the publisher; where the data tell it, the mention gets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.documents.reading import Desk
from extract.fold import slug
from extract.house import KINDS, HousePaper
from extract.model import Basis, Mention, Registered
from extract.people import NAME

DATASET = "tk"
_CITED = frozenset({"paper", "motion", "amendment", "letter", "question-set", "answer-set"})
_TOLD = frozenset({"motion", "amendment", "letter"})  # kinds that the words of a text give to a numbered paper
_MOVABLE = frozenset({"motion", "amendment"})
_SURE = 0.95
_DOUBTED = 0.7
_MOVER = "kamerlid-tweede-kamer"
_MOVED = re.compile(
    rf"\b(?:[Mm]otie|[Aa]mendement)[ -](?:van )?(?:het lid |de leden )?(?P<names>{NAME}(?:(?:, | en |/){NAME})*)"
    r"(?: c\.s\.)?,? (?=\(|over\b|om\b|inzake\b|ter\b|tot\b|t\. ?v)"
)
_BETWEEN_NAMES = re.compile(r", | en |/")
_TURN_OF_SESSION = frozenset({"08", "09"})  # a paper of these months may be printed in the next session


def with_register(mention: Mention, desk: Desk) -> Mention:
    """The mention with what the data say of the paper that it cites."""
    papers = desk.registers.papers
    if papers is None or mention.kind not in _CITED:
        return mention
    number = mention.details.get("number") if mention.rule == "house-document" else mention.id
    found = papers.known_as(number) if number else None
    if not found:
        return mention
    return _told(mention if mention.id else _document(mention, found), found, desk)


def known_as(identifier: str, desk: Desk) -> Registered | None:
    """What the data say of the paper with an identifier of the publisher, or with a document number of the House."""
    papers = desk.registers.papers
    paper = papers.known_as(identifier) if papers else None
    return registered(paper, desk) if paper else None


def registered(paper: HousePaper, desk: Desk) -> Registered:
    """What the data say of a paper."""
    kind = KINDS.get(paper.kind) or ("letter" if paper.kind.startswith("Brief") else None)
    movers = tuple(_movers(paper, desk)) if kind in _MOVABLE else ()
    return Registered(DATASET, paper.number, kind, paper.kind, paper.subject or paper.title, paper.day, movers)


def _movers(paper: HousePaper, desk: Desk) -> Iterator[str]:
    """Who moved it, from its title: `Motie van de leden Peters en Bruins over …`."""
    moved = _MOVED.search(paper.subject)
    for name in _BETWEEN_NAMES.split(moved["names"]) if moved else ():
        yield desk.person(name, day=paper.day, post=_MOVER) or name


def _document(mention: Mention, paper: HousePaper) -> Mention:
    """A document number with the publisher's identifier, where it has one, else as an identifier of the House's own."""
    known = paper.identifier
    basis: Basis = "register" if known else "exact-id"
    return replace(mention, id=known or paper.number, resolution="resolved", basis=basis, confidence=_SURE)


def _told(mention: Mention, paper: HousePaper, desk: Desk) -> Mention:
    """What the data say beside the words, with the points in which they differ."""
    known = registered(paper, desk)
    issues = tuple(issue for issue in _issues(mention, known, paper.session) if issue not in mention.issues)
    return replace(
        mention,
        register=known,
        issues=mention.issues + issues,
        confidence=min(mention.confidence, _DOUBTED) if issues else mention.confidence,
    )


def _issues(mention: Mention, known: Registered, session: str) -> Iterator[str]:
    details = mention.details
    if mention.kind in _TOLD and known.kind and known.kind != mention.kind:
        yield "kind-mismatch"
    if details.get("date", known.date) != known.date:
        yield "date-mismatch"
    if session and details.get("year", session) != session and known.date[5:7] not in _TURN_OF_SESSION:
        yield "year-mismatch"
    if "mover" in details and known.movers and not _same_mover(details["mover"].split("; "), known.movers):
        yield "mover-mismatch"


def _same_mover(told: Iterable[str], known: Iterable[str]) -> bool:
    """Whether a mover of the text is one of the data's; either may be a whole name, a surname, or a register's slug."""
    pairs = ((f"-{slug(one)}", f"-{slug(other)}") for one in told for other in known)
    return any(one.endswith(other) or other.endswith(one) for one, other in pairs)
