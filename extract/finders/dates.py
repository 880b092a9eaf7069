"""Dates.

20 april 2015, 1januari 2015, 07-04-2020, 2020-04-07       a day
15 april jl., 16 december jl, 3 mei a.s.                    a day, by the date of the paper
november 2015, april 2012                                   a month
eind 2024, voorjaar 2022, in 2019, sinds 2012               a year
…, Universiteit Leiden 2020.   Citizenlab, 2020.            a year at the end of an entry or a heading
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import MONTH, MONTHS, iso, last_before, next_after
from extract.finding import Found, Rule, Scene
from extract.flow import PARAGRAPH

_MONTH_NAMES = tuple(MONTHS)
_DAY = re.compile(rf"(?<![\d.,/-])(?P<day>\d{{1,2}}) ?(?P<month>{MONTH}),? (?P<year>(?:1[6-9]|20)\d\d)(?!\d)", re.I)
_RELATIVE = re.compile(
    rf"(?<![\d.,/-])(?P<day>\d{{1,2}}) ?(?P<month>{MONTH}) (?P<way>(?:jl|j\.l|a\.s|aanstaande|jongstleden)\b\.?)", re.I
)
_NUMERIC = re.compile(r"(?<![\w./-])(?P<day>\d{1,2})[-.](?P<month>\d{1,2})[-.](?P<year>(?:19|20)\d\d)(?![\w/-]|\.\d)")
_REVERSED = re.compile(r"(?<![\w./-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\w/-])")
_MONTH_ONLY = re.compile(rf"(?<!\d)(?<!\d )(?P<month>{MONTH}) (?P<year>(?:1[6-9]|20)\d\d)(?!\d)", re.I)
_YEAR = re.compile(
    r"\b(?P<lead>[Ee]ind|[Bb]egin|[Mm]edio|[Vv]oorjaar|[Nn]ajaar|[Zz]omer|[Ww]inter|[Hh]erfst|[Ll]ente|[Ii]n|[Ss]inds|[Tt]ot|[Vv]anaf|[Uu]it|[Vv]an|[Pp]er"
    r"|[Vv]óór|[Vv]oor|[Nn]a|jaar|evaluatie)(?: (?:het )?(?:jaar|medio|begin|eind))? (?P<year>(?:19|20)\d\d)"
    r"(?![\d/–-]|[.,]\d| (?:tot en met )?\d|['’])(?=\W|$)"
)
_PRINTED_YEAR = re.compile(
    rf"(?:(?<=, )|(?<=\()|(?<=[A-Za-z)] ))(?P<year>(?:19|20)\d\d)(?=\)|\.?(?:{PARAGRAPH}|$)|, p\.)"
)
_MONTH_BEFORE = re.compile(rf"{MONTH} $", re.I)
_SPOKEN = frozenset("eind begin medio voorjaar najaar zomer winter herfst lente".split())


def _day(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    month: str | int = int(match["month"]) if match["month"].isdigit() else match["month"]
    day = iso(int(match["day"]), month, int(match["year"])) if not isinstance(month, int) or month <= 12 else None
    if day:
        yield Found("date", *match.span(), "date", day, "exact-id", 0.99)


def _relative(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    reference = scene.day(match.start())
    shift = next_after if match["way"].lower().startswith("a") else last_before
    day = shift(int(match["day"]), match["month"], reference) if reference else None
    yield Found("date", *match.span(), "date-relative", day, "context", 0.95 if day else 0.5)


def _month(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    number = _MONTH_NAMES.index(match["month"].lower()) + 1
    yield Found("date", *match.span(), "date-month", f"{match['year']}-{number:02}", "exact-id", 0.98)


def _year(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    start = match.start() if match["lead"].lower() in _SPOKEN else match.start("year")
    yield Found("date", start, match.end("year"), "date-year", match["year"], "exact-id", 0.9)


def _printed_year(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """The year at the end of an entry or a heading, or in brackets; not that of a day or in the title of a law."""
    of_day = _MONTH_BEFORE.search(scene.text, max(0, match.start() - 12), match.start())
    if not of_day and not scene.in_a_name(match.start()):
        yield Found("date", *match.span(), "date-printed", match["year"], "exact-id", 0.85)


_YEAR_HINTS = tuple(f" {century}" for century in ("19", "20"))
_PRINTED_HINTS = (*_YEAR_HINTS, "(19", "(20")
RULES = (
    Rule("date", _MONTH_NAMES, _DAY, _day, before=4, after=8),
    Rule("date-relative", _MONTH_NAMES, _RELATIVE, _relative, before=4, after=16),
    Rule("date-numeric", ("-19", "-20", ".19", ".20"), _NUMERIC, _day, before=6, after=4),
    Rule("date-reversed", ("-0", "-1"), _REVERSED, _day, before=5, after=6),
    Rule("date-month", _MONTH_NAMES, _MONTH_ONLY, _month, before=3, after=8),
    Rule("date-year", _YEAR_HINTS, _YEAR, _year, before=30, after=8),
    Rule("date-printed", _PRINTED_HINTS, _PRINTED_YEAR, _printed_year, before=3, after=8),
)
