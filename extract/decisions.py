"""Court decisions that a text names in several ways at once: they are one ECLI.

HR 9 mei 2006, ECLI:NL:HR:2006:AV6209, NJ 2006, 298     what stands beside an ECLI is that decision
LJN AV6209, EHRM 13 mei 2008, nr. 19009/04              the one ECLI of the text that has this number in it
CRvB 7 april 2020                                       the one ECLI of that court and year, if the text names no
                                                        other decision of that court in that year
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extract.finding import Found

_NAMED = frozenset({"court-and-day", "journal-place", "european-case", "ljn"})
_Year = tuple[str, str]  # court and year
_JOINED = re.compile(r"[ ,(]{1,3}")


def identified(found: list[Found], text: str) -> list[Found]:
    """The same mentions, decisions with the ECLI that the text gives them."""
    rulings = sorted((f for f in found if f.kind == "ruling"), key=lambda f: (f.start, -f.end))
    beside = {place: id_ for chain in _chains(rulings, text) for place, id_ in _shared(chain)}
    known = _Known.of(rulings)
    return [_decided(f, beside, known) if f.rule in _NAMED and not f.id else f for f in found]


@dataclass(frozen=True)
class _Known:
    """The ECLIs of a text by their numbers and by court and year, and the days and numbers of decisions without one."""

    by_number: defaultdict[str, set[str]]
    by_year: defaultdict[_Year, set[str]]
    days: defaultdict[_Year, set[str]]
    cases: defaultdict[_Year, set[str]]

    @classmethod
    def of(cls, rulings: Iterable[Found]) -> _Known:
        known = cls(defaultdict(set), defaultdict(set), defaultdict(set), defaultdict(set))
        for f in rulings:
            if f.id and f.rule.startswith("ecli"):
                _, _, court, year, number = f.id.split(":", 4)
                known.by_number[re.sub(r"^\d{4}(?:JUD|DEC)", "", number)].add(f.id)
                known.by_year[court, year].add(f.id)
            elif f.rule == "court-and-day":
                known.days[_court_and_year(f)].add(f.details.get("date", ""))
                known.cases[_court_and_year(f)] |= {f.details["number"]} if "number" in f.details else set()
        return known


def _court_and_year(found: Found) -> _Year:
    return found.details.get("court", ""), found.details.get("date", "")[:4]


def _decided(found: Found, beside: Mapping[tuple[int, int], str], known: _Known) -> Found:
    if id_ := beside.get((found.start, found.end)):
        return replace(found, id=id_, basis="context", confidence=0.9)
    ids = _with_number(found, known) or (_of_day(found, known) if found.rule == "court-and-day" else set())
    return replace(found, id=next(iter(ids)), basis="context", confidence=0.8) if len(ids) == 1 else found


def _chains(rulings: Iterable[Found], text: str) -> Iterator[list[Found]]:
    """Mentions with no more than a comma or a bracket between them, none of one sort twice."""
    chain: list[Found] = []
    for found in rulings:
        joined = chain and _JOINED.fullmatch(text, chain[-1].end, found.start)
        if not joined or _sort(found) in map(_sort, chain):
            yield chain
            chain = []
        chain.append(found)
    yield chain


def _sort(found: Found) -> tuple[str, str]:
    rule = "ecli" if found.rule.startswith("ecli") else found.rule
    return rule, found.details.get("publisher", "") if rule == "journal-place" else ""


def _shared(chain: list[Found]) -> Iterator[tuple[tuple[int, int], str]]:
    """The places of a chain that its one ECLI is meant by."""
    id_ = next((f.id for f in chain if f.id and f.rule.startswith("ecli")), None)
    for found in chain:
        if id_ and not found.id and _may_be(found, id_):
            yield (found.start, found.end), id_


def _may_be(found: Found, ecli: str) -> bool:
    """Whether the court and the year that stand in the text are those of an ECLI."""
    court, day = found.details.get("court"), found.details.get("date")
    return (not court or f":{court}:" in ecli) and (not day or f":{day[:4]}:" in ecli)


def _with_number(found: Found, known: _Known) -> set[str]:
    """The ECLIs that end with the number of a decision: an old Dutch one, or that of an application."""
    number = found.details.get("number", "")
    application = re.fullmatch(r"(\d{3,5})/(\d\d)", number) if found.details.get("court") == "ECHR" else None
    if application:
        return known.by_number.get(f"{int(application[1]):07}{application[2]}", set())
    return known.by_number.get(number, set()) if found.rule == "ljn" else set()


def _of_day(found: Found, known: _Known) -> set[str]:
    """The ECLIs of the court and the year, if the text names one decision of these only."""
    key = _court_and_year(found)
    one = all(key) and len(known.days[key]) == 1 and len(known.cases[key]) < 2
    return known.by_year[key] if one else set()
