"""Dates in Dutch texts, and the session years of the States General."""

from __future__ import annotations

import re
from datetime import date

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | {
    name[:3]: number for number, name in enumerate(MONTHS, 1)
}
MONTH = rf"(?:{'|'.join(MONTHS)})"
DAY = rf"\d\d? ?{MONTH} \d{{4}}"  # 20 april 2015, 1januari 2015
_FIGURES = re.compile(r"(?P<day>\d{1,2})[-.](?P<month>\d{1,2})[-.](?P<year>\d{4})")
_MACHINE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_DAY = re.compile(rf"(?P<day>\d{{1,2}}) ?(?P<month>{MONTH}) (?P<year>\d{{4}})", re.I)


def iso(day: int, month: str | int, year: int) -> str | None:
    """`2015-04-20`, or None where there is no such day."""
    number = month if isinstance(month, int) else _MONTH_NUMBERS.get(month.lower(), 0)
    try:
        return date(year, number, day).isoformat()
    except ValueError:
        return None


def parse_day(words: str) -> str | None:
    """The first full date in `words`."""
    match = _DAY.search(" ".join(words.split()))
    return iso(int(match["day"]), match["month"], int(match["year"])) if match else None


def iso_day(words: str) -> str | None:
    """The day with which `words` of a computer begin: `2015-04-20`, `2013-05-14T11:36`, `20-04-2015`."""
    match = _MACHINE.match(words.strip())
    if not match:
        return parse_printed(words.strip())
    return iso(int(match["day"]), int(match["month"]), int(match["year"]))


def parse_printed(words: str) -> str | None:
    """The day that `words` are in figures (`03-05-2022`, `3.5.2022`), else the first full date in them."""
    figures = _FIGURES.fullmatch(words)
    return iso(int(figures["day"]), int(figures["month"]), int(figures["year"])) if figures else parse_day(words)


def last_before(day: int, month: str, reference: str) -> str | None:
    """The latest such day on or before the ISO date `reference` (`jl.`, the one just past)."""
    year = int(reference[:4])
    candidates = (iso(day, month, y) for y in (year, year - 1))
    return next((d for d in candidates if d and d <= reference), None)


def next_after(day: int, month: str, reference: str) -> str | None:
    """The first such day on or after `reference` (`a.s.`, the one to come)."""
    year = int(reference[:4])
    candidates = (iso(day, month, y) for y in (year, year + 1))
    return next((d for d in candidates if d and d >= reference), None)


def session_year(words: str) -> str | None:
    """`2020/21`, `2018–2019`, `2002-03` → `2020-2021`."""
    match = re.search(r"(\d{4}) ?[-–—/] ?(\d{4}|\d{2})\b", words)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]) % 100:
        return None
    return f"{match[1]}-{int(match[1]) + 1}"


def days_between(start: str, end: str) -> int:
    """Calendar days from one ISO date to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
