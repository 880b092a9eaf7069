"""Court decisions that a text names in several ways at once: they are one ECLI.

HR 9 mei 2006, ECLI:NL:HR:2006:AV6209, NJ 2006, 298     what stands beside an ECLI is that decision
LJN AV6209, EHRM 13 mei 2008, nr. 19009/04              the one ECLI of the text that has this number in it
CRvB 7 april 2020                                       the one ECLI of that court and year, if the text names no
                                                        other decision of that court in that year
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.finding import Found

_NAMED = frozenset({"court-and-day", "journal-place", "european-case", "ljn"})
_JOINED = re.compile(r"[ ,(]{1,3}")


def identified(found: list[Found], text: str) -> list[Found]:
    """The same mentions, decisions with the ECLI that the text gives them."""
    rulings = sorted((f for f in found if f.kind == "ruling"), key=lambda f: (f.start, -f.end))
    beside = {place: id_ for chain in _chains(rulings, text) for place, id_ in _shared(chain)}
    eclis = {f.id for f in rulings if f.id and f.rule.startswith("ecli")}
    return [_decided(f, beside, eclis, rulings) if f.rule in _NAMED and not f.id else f for f in found]


def _decided(found: Found, beside: dict[tuple[int, int], str], eclis: set[str], rulings: Iterable[Found]) -> Found:
    if id_ := beside.get((found.start, found.end)):
        return replace(found, id=id_, basis="context", confidence=0.9)
    ids = _with_number(found, eclis) or (_of_day(found, eclis, rulings) if found.rule == "court-and-day" else set())
    return replace(found, id=ids.pop(), basis="context", confidence=0.8) if len(ids) == 1 else found


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


def _with_number(found: Found, eclis: Iterable[str]) -> set[str]:
    number = found.details.get("number", "")
    if found.rule == "ljn":
        return {id_ for id_ in eclis if id_.endswith(f":{number}")}
    if found.details.get("court") == "ECHR" and (parts := re.fullmatch(r"(\d{3,5})/(\d\d)", number)):
        return {id_ for id_ in eclis if id_.endswith(f"{int(parts[1]):07}{parts[2]}")}
    return set()


def _of_day(found: Found, eclis: Iterable[str], rulings: Iterable[Found]) -> set[str]:
    """The ECLIs of the court and the year, if the text names one decision of these only."""
    court, year = found.details.get("court"), found.details.get("date", "")[:4]
    alike = [f.details for f in rulings if f.rule == "court-and-day" and f.details.get("court") == court]
    alike = [d for d in alike if d.get("date", "").startswith(year)]
    days, numbers = {d.get("date") for d in alike}, {d["number"] for d in alike if "number" in d}
    if not court or not year or len(days) > 1 or len(numbers) > 1:
        return set()
    return {id_ for id_ in eclis if f":{court}:{year}:" in id_}
