"""Court decisions.

    ECLI:NL:CRVB:2017:1055, ECLI: NL: CRVB: 2017: 1055, ECLI_NL_CRVB_2018_792, ECLINL…   ECLI in all spellings
    LJN BR5216, LJN-nummer: BB1234                                                       known by its old number only
    Centrale Raad van Beroep 07-04-2020, CRvB 20 november 2018                           a court and a day

A decision named by court and day is the ECLI of the same court and year in the same text, if there is just one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import MONTH, iso, parse_day
from extract.finding import Found, Rule, Scene

_ECLI = re.compile(
    r"\bECLI[:_ ]{0,2} ?(?P<country>[A-Z]{2})[:_] ?(?P<court>[A-Z][A-Z0-9]{0,6})[:_] ?(?P<year>(?:19"
    r"|20)\d\d)[:_] ?(?P<number>[A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?)",
    re.I,
)
_HEADLESS = re.compile(
    r"(?<![\w:])(?P<court>CRVB|RVS|HR|PHR|CBB|GH[A-Z]{2,4}|RB[A-Z]{2,4}):(?P<year>(?:19|20)\d\d):(?P<number>[A-Z0-9]{1,12})(?!\w)"
)
_LJN = re.compile(r"\bLJN(?:-nummer)?:? ?(?:nr\.? ?)?(?P<number>[A-Z]{2} ?\d{4})(?!\w)")
_DAY = rf"(?:\d{{1,2}}[-.]\d{{1,2}}[-.](?:19|20)\d\d|\d{{1,2}} ?{MONTH} (?:19|20)\d\d)"
_AFTER_COURT = re.compile(rf",?(?: van)? (?P<day>{_DAY})(?P<rest>,? uitspraak)?", re.I)


def _ecli(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    id_ = f"ECLI:{match['country']}:{match['court']}:{match['year']}:{match['number']}".upper()
    yield Found("ruling", *match.span(), "ecli", re.sub(r":(?:DOC|INH)$", "", id_), "exact-id", 0.99)


def _headless(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield Found("ruling", *match.span(), "ecli-headless", f"ECLI:NL:{match[0]}", "exact-id", 0.9)


def _ljn(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield Found("ruling", *match.span(), "ljn", None, "exact-id", 0.6).with_details(
        number=match["number"].replace(" ", "")
    )


def by_court(scene: Scene) -> Iterator[Found]:
    """A court with a day behind it."""
    for hit in scene.names_of("organisation"):
        entry = hit.owners[0][0]
        after = _AFTER_COURT.match(scene.text, hit.end) if entry.court else None
        if after:
            end = after.end("day")
            yield Found("ruling", hit.start, end, "court-and-day", None, "context", 0.6).with_details(
                court=entry.court, date=_iso(after["day"])
            )


def _iso(day: str) -> str | None:
    if numeric := re.fullmatch(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})", day):
        return iso(int(numeric[1]), int(numeric[2]), int(numeric[3]))
    return parse_day(day)


RULES = (
    Rule("ecli", ("ecli",), _ECLI, _ecli, after=60),
    Rule("ecli-headless", (":19", ":20"), _HEADLESS, _headless, before=8, after=30),
    Rule("ljn", ("ljn",), _LJN, _ljn, after=24),
)
