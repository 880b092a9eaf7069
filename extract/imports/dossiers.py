"""Which dossier a paper of the House stands in, where the rows themselves do not say it.

The tables of the House give a paper the title of its dossier and its number in it, not the number of the dossier. That
is known for a title that is a register's title of a dossier or ends with it in brackets, and for a title under which a
changed motion or amendment names the paper that it replaces (`t.v.v. 24515-582`). It has to be one dossier by all of
these, and the papers under the title have to be numbered on in time: a title that a new dossier bears every year is of
no use.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from extract.house import HousePaper

_REPLACED = re.compile(
    r"\bt\. ?v\. ?v\.|\btvv\b|\bter vervanging van(?: de motie| het amendement)?(?: gedrukt)?(?: onder| op stuk)?", re.I
)
_CITED = re.compile(
    r"[ :,]{0,3}(?:Kamerstuk |nr\. )?(?P<dossier>\d{2} ?\d{3})(?:[- ](?P<suffix>[IVX]+[A-H]?|\d{2}|R\d{3,4}))?"
    r"(?:-|, ?nr\.? ?|, | nr\.? ?)(?P<number>\d{1,4})(?!\d)"
)
_NEAR = timedelta(days=31)
_FEW = 0.02  # of the numbers: one may be wrong in the data
_NEARLY_ALL = 0.8  # a paper is often dated some days before its number was given


def with_dossiers(papers: Sequence[HousePaper], titles: Mapping[str, str]) -> Iterator[HousePaper]:
    """The papers, with the dossiers that are known; `titles` gives the numbers of dossiers by their titles."""
    known = _dossiers(papers, titles)
    for paper in papers:
        dossier = paper.dossier or (known.get(paper.title, "") if paper.sequence else "")
        yield paper if dossier == paper.dossier else replace(paper, dossier=dossier)


def _dossiers(papers: Sequence[HousePaper], titles: Mapping[str, str]) -> dict[str, str]:
    told: dict[str, set[str]] = defaultdict(set)
    numbered: dict[str, dict[int, str]] = defaultdict(dict)
    for title, dossier in titles.items():
        told[title].add(dossier)
    twice = Counter(_read(papers, told, numbered))
    for title in numbered:
        if bill := titles.get(title.rpartition("(")[2].removesuffix(")")):
            told[title].add(bill)
    return {
        title: next(iter(dossiers))
        for title, dossiers in told.items()
        if len(dossiers) == 1 and twice[title] <= _FEW * len(numbered[title]) and _in_order(numbered[title])
    }


def _read(
    papers: Iterable[HousePaper], told: dict[str, set[str]], numbered: dict[str, dict[int, str]]
) -> Iterator[str]:
    """Notes the dossiers and numbers under each title; gives a title for each number on days far apart."""
    for paper in papers:
        if not (paper.title and paper.sequence.isdecimal()):
            continue
        if dossier := paper.dossier or _replaced(paper.subject):
            told[paper.title].add(dossier)
        if _apart(paper.day, numbered[paper.title].setdefault(int(paper.sequence), paper.day)):
            yield paper.title


def _apart(day: str, other: str) -> bool:
    """Whether two days cannot be those of one case and of the document in it."""
    return day != other and abs(date.fromisoformat(day) - date.fromisoformat(other)) > _NEAR


def _replaced(subject: str) -> str | None:
    """The dossier of the paper that this one replaces: `(t.v.v. 35 300 VIII, nr. 79)` → `35300-VIII`."""
    words = _REPLACED.search(subject)
    cited = _CITED.match(subject, words.end()) if words else None
    return "-".join(filter(None, (cited["dossier"].replace(" ", ""), cited["suffix"]))) if cited else None


def _in_order(days: Mapping[int, str]) -> bool:
    """Whether the numbers go up in time, but for a few: the longest row of them that does is nearly all of them."""
    ends: list[int] = []  # the lowest number with which a row of each length can end
    for _, number in sorted((day, number) for number, day in days.items()):
        place = bisect_right(ends, number)
        ends[place : place + 1] = [number]
    return len(ends) >= _NEARLY_ALL * len(days)
