"""One mention for one thing in one place: what is found twice, or inside something that makes it meaningless, goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from extract.finding import Found

_IDENTIFYING = frozenset({"web", "news", "report"})
_A_YEAR = len("2012")
_RANK = {"resolved": 2, "ambiguous": 1, "unresolved": 0}
_SWALLOWS: dict[str, frozenset[str]] = {
    "address": frozenset(
        {"law", "treaty", "eu-act", "bill", "programme", "organisation", "party", "person", "date", "paper", "dossier"}
    ),
    "identifier": frozenset({"date", "question-set", "dossier", "web"}),
    "ombudsman-address": frozenset({"organisation", "date"}),
    "paper-number": frozenset({"date", "dossier", "law", "organisation"}),
    "appendix": frozenset({"date", "organisation", "proceedings"}),
    "organisation-shape": frozenset({"person"}),
    "organisation-name": frozenset({"person"}),
    "ecli": frozenset({"organisation", "date"}),
    "ecli-headless": frozenset({"organisation"}),
    "gazette": frozenset({"date"}),
}
_PART_OF_ENTRY = frozenset({"report-title", "report-quoted", "study-title", "news-title"})


def tidy(found: Iterable[Found]) -> list[Found]:
    """In the order of the text, without doubles and without what another mention swallows."""
    unique: dict[tuple[str, int, int, str | None], Found] = {}
    for f in sorted(found, key=lambda f: f.confidence):
        place = (f.kind, f.start, f.end, f.id)
        unique[place] = replace(f, details={**unique[place].details, **f.details}) if place in unique else f
    ordered = sorted(unique.values(), key=lambda f: (f.start, -f.end, f.kind, f.id or "", f.rule))
    pairs = _overlapping(ordered)
    if not pairs:
        return ordered
    gone = _dropped(ordered, pairs, _swallows)
    gone |= _dropped(ordered, [pair for pair in pairs if gone.isdisjoint(pair)], _doubles)
    return [found for index, found in enumerate(ordered) if index not in gone]


def _overlapping(ordered: list[Found]) -> list[tuple[int, int]]:
    """Which of the mentions overlap, by their numbers."""
    pairs: list[tuple[int, int]] = []
    open_: list[int] = []
    for index, found in enumerate(ordered):
        open_ = [other for other in open_ if ordered[other].end > found.start]
        pairs += [(other, index) for other in open_]
        open_.append(index)
    return pairs


def _dropped(ordered: list[Found], pairs: Iterable[tuple[int, int]], drops: Callable[[Found, Found], bool]) -> set[int]:
    """Those of which the other of a pair leaves nothing to say."""
    gone: set[int] = set()
    for one, other in pairs:
        if drops(ordered[one], ordered[other]):
            gone.add(other)
        elif drops(ordered[other], ordered[one]):
            gone.add(one)
    return gone


def _swallows(outer: Found, inner: Found) -> bool:
    if not (outer.start <= inner.start and inner.end <= outer.end):
        return False
    if outer.rule == "literature-entry" and inner.rule in _PART_OF_ENTRY:
        return True
    if outer.rule == "court-and-day" and inner.kind == "law":
        return inner.end < outer.end  # `AWB 11/2345` is a register of cases, `12/4567 WWB` names the law
    if outer.rule == "gazette" and inner.end - inner.start > _A_YEAR:
        return False  # the day of an issue stays
    if inner.kind not in _SWALLOWS.get(outer.rule, ()):
        return False
    return not (inner.kind == "dossier" and inner.rule == "paper-dossiers")


def _doubles(one: Found, other: Found) -> bool:
    """Of two mentions of one kind that overlap, the longer or the better known stays; of the same words all ids."""
    if one.kind != other.kind or (one.rule == "literature-entry") != (other.rule == "literature-entry"):
        return False
    if (one.start, one.end) == (other.start, other.end):
        return _better(one) > _better(other) and (other.id is None or one.kind not in {"article"})
    if one.kind in {"report", "publication", "news"} and other.id != one.id:
        return False
    return (one.end - one.start, _better(one)) > (other.end - other.start, _better(other))


def _better(found: Found) -> tuple[int, float]:
    return _RANK[found.resolution], found.confidence
