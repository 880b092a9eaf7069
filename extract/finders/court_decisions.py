"""Court decisions by court and day, with the case number where it stands behind them.

    Centrale Raad van Beroep 07-04-2020, CRvB 20 november 2018          a court and a day
    de Hoge Raad van 12 mei 2015, HR 16.2.1982, de uitspraak van 3 juni 2014 van de CRvB
    Hoge Raad 12 mei 2015, nr. 14/01234; HR 2 maart 1994, nr. 29.281    with its number
    CRvB 3 juni 2014, 12/4567 WWB; CBb 5 juli 2011, AWB 10/123
    Rb. Amsterdam 1 maart 2012, zaaknr. AWB 11/2345; Hof Den Bosch 13 april 2010, nr. 20-003490-08
    ABRvS 14 maart 2018, 201701234/1/A2; Afdeling bestuursrechtspraak van 14 maart 2018
    HvJ EU 4 juli 2019, zaak C-377/17; EHRM 13 mei 2008, nr. 19009/04

Such a decision has no identifier of its own: it gets the ECLI that stands beside it, or the one ECLI of the same court
and year, if the text names no other day of that court in that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import MONTH, parse_printed
from extract.finding import Found, Rule, Scene

_DAY = rf"(?:\d{{1,2}}[-.]\d{{1,2}}[-.](?:19|20)\d\d|\d{{1,2}} ?{MONTH} (?:19|20)\d\d)"
_DIGITS = r"(?=[\w./-]{0,12}\d)"
_CODE = r"(?-i: (?:[A-Z]{2}[A-Za-z]{0,5}|W[a-z]{2,3})(?:[ -](?:T|[A-Z]{2,4}))?(?![\w/.:-]))"  # WWB, WAO-T, AW
_REGISTERED = r"(?-i:AWB|Awb|BRE|SGR|AMS|ROT|UTR|LEE|ARN|ZWB|BK)[ -/]{1,2}"
_FREE_NUMBER = (
    rf"(?:{_REGISTERED}\d\d[/-]\d{{1,5}}{_CODE}?|20\d{{7}}/\d/[A-Z]\d|\d\d/\d{{2,5}}{_CODE}?"
    r"|\d{3,5}/\d\d(?!\d)|[CTF][-‑–]\d{1,4}/\d\d)"
)
_MARKED_NUMBER = (
    rf"(?:{_FREE_NUMBER}(?![\w/-])|\d\d \d{{3}}(?![\d/])|{_DIGITS}[\w][\w./-]{{1,24}}\w"
    rf"(?: ?/ ?(?:[A-Z]{{2}} )?(?:[A-Z]{{2}} )?\d\d-\d{{1,5}})?{_CODE}?)"
)
_MARK = r"(?:(?:(?:zaak|rol|parket|rekest)-?)?(?:nummers?|nrs?\.?)|no\.|za(?:ak|ken)(?: nrs?\.)?|appl?\. ?n[or]\.)"
_AFTER_COURT = re.compile(
    rf",?(?: van)? (?P<day>{_DAY})(?:,? ?\(?{_MARK} ?(?P<marked>{_MARKED_NUMBER})|(?:, | \()(?P<free>{_FREE_NUMBER}))?",
    re.I,
)
_PLACE = r"(?:Den (?:Haag|Bosch)|['’]s-[A-Z][a-z]{4,14}|[A-Z][a-z]{3,14}(?:-[A-Z][a-z]{3,12}){0,2})"
_NATIONAL = {
    "ABRS": "RVS", "AbRS": "RVS", "AbRvS": "RVS", "ABRvS": "RVS", "Afdeling bestuursrechtspraak": "RVS",
    "CRvB": "CRVB", "CBB": "CBB",
}  # fmt: skip
_EUROPEAN = {"HvJ": "C", "Hof van Justitie": "C", "EHRM": "ECHR", "Europees Hof": "ECHR", "Gerecht": "T", "GvEA": "T"}
_COURT = re.compile(
    rf"\b(?P<court>(?P<sort>Rb\.?|[Rr]echtbank|Hof|[Gg]erechtshof)(?: te)? (?P<place>{_PLACE})"
    rf"|(?P<national>{'|'.join(_NATIONAL)})"
    r"|(?P<european>HvJ(?: ?E[EU]?G| ?EU)?|Hof van Justitie(?: van de (?:EU|EG|Europese Unie"
    r"|Europese Gemeenschappen)| EU)?|EHRM|Europees Hof voor de [Rr]echten van de [Mm]ens|Gerecht EU|GvEA(?: EG)?))"
    rf"(?=,?(?: van)? {_DAY})"
)
_DAY_FIRST = re.compile(
    rf"\b(?:uitspraak|arrest|vonnis|beschikking|beslissing|conclusie) van (?P<day>{_DAY})"
    rf"(?:,? \(?{_MARK} ?(?P<marked>{_MARKED_NUMBER})\)?,?)? van (?:de |het )?(?=[A-Z])",
    re.I,
)
_OTHER_NAMES = {"den bosch": "'s-hertogenbosch"}


def by_court(scene: Scene) -> Iterator[Found]:
    """A court of the registers with a day behind it."""
    for hit in scene.names_of("organisation"):
        entry = hit.owners[0][0]
        if entry.court:
            yield from _decision(hit.start, hit.end, entry.court, scene)


def _day_first(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """`de uitspraak van 3 juni 2014 van de CRvB`."""
    hit = scene.names_at.get(match.end())
    court = hit.of_kind("organisation") if hit else None
    entry = court.owners[0][0] if court else None
    if hit and entry and entry.court:
        found = Found("ruling", match.start("day"), hit.end, "court-and-day", None, "context", 0.6)
        yield found.with_details(court=entry.court, date=parse_printed(match["day"]), number=match["marked"])


def _by_short_name(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield from _decision(match.start(), match.end("court"), _code(match, scene), scene)


def _code(match: re.Match[str], scene: Scene) -> str | None:
    """The code of the court in an ECLI, as far as the registers or the name itself tell."""
    if match["national"]:
        return _NATIONAL[match["national"]]
    if match["european"]:
        return next(code for name, code in _EUROPEAN.items() if match["european"].startswith(name))
    place = match["place"].lower().replace("’", "'")
    sort = "rechtbank" if match["sort"].lower().startswith("r") else "gerechtshof"
    return scene.desk.courts.get(f"{sort} {_OTHER_NAMES.get(place, place)}")


def _decision(start: int, end: int, court: str | None, scene: Scene) -> Iterator[Found]:
    after = _AFTER_COURT.match(scene.text, end)
    if after:
        number = after["marked"] or after["free"]
        end = after.end("marked") if after["marked"] else after.end("free") if after["free"] else after.end("day")
        end += "(" in scene.text[start:end] and scene.text.startswith(")", end)
        found = Found("ruling", start, end, "court-and-day", None, "context", 0.6)
        yield found.with_details(court=court, date=parse_printed(after["day"]), number=number)


_HINTS: tuple[str, ...] = (
    "rb. ",
    "rb ",
    "rechtbank ",
    "hof ",
    "gerecht ",
    "abrs",
    "abrvs",
    "afdeling bestuursrechtspraak",
)
_HINTS += ("hvj", "ehrm", "gvea", "hof van justitie", "hof voor de rechten", "crvb", "cbb")
_RULINGS = ("uitspraak van ", "arrest van ", "vonnis van ", "beschikking van ", "beslissing van ", "conclusie van ")
RULES = (
    Rule("court-and-day", _HINTS, _COURT, _by_short_name, before=16, after=90),
    Rule("decision-day-first", _RULINGS, _DAY_FIRST, _day_first, after=90),
)
