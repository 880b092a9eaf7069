"""News items.

EenVandaag, 15 februari 2025, 'Klikken over uitkeringsfraude? …'         medium, day, title
Trouw, 31 oktober 2019: Elke gemeente moet een hulploket krijgen en …    medium, day: title
het bericht «Bijstandcliënt in rol van slaaf», het artikel 'Netjes gezuiverd'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import DAY, MONTHS, parse_day
from extract.finding import Found, Rule, Scene
from extract.flow import PARAGRAPH

_OPEN, _CLOSE = "['‘«“]", "['’»”]"
_DATED = re.compile(
    rf"(?P<medium>(?:[A-Z0-9][\w.-]*|[A-Z]{{2,}})(?: (?:van |de |en |voor )?[A-Z][\w.-]*){{0,3}}),? (?:van"
    rf" )?(?P<day>{DAY})"
    rf"(?:[,:] {_OPEN}(?P<quoted>[^‘’«»“”\n]{{5,200}}?){_CLOSE}(?=[,.;( ]|$)|: (?P<title>[A-Z][^\n]{{10,200}}))"
)
_QUOTED = re.compile(
    rf"\b(?:[Kk]ranten)?(?:bericht(?:en)?|artikel(?:en)?|commentaren|column|interview|uitzending"
    rf"|nieuwsbericht)(?: in [A-Z][\w ]{{2,30}})? (?:met de titel |getiteld )?"
    rf"{_OPEN}(?P<title>[^‘’«»“”]{{5,160}}){_CLOSE}"
)
_SECOND = re.compile(r" en (?=(?:De|Het|Een|Wat|Hoe|Waarom|Wie|Zo|Dit)\b)")
_LEAD = re.compile(rf"(?:^|{PARAGRAPH}|[;.] |in |[Zz]ie(?: ook)?(?: in)?:? )$")


def _dated(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if not _LEAD.search(scene.text, max(0, match.start() - 10), match.start()) or "brief" in match[0].lower():
        return
    if match["quoted"]:
        yield _item(match, match.start(), match.end("quoted") + 1, match["quoted"])
        return
    start, position = match.start(), match.start("title")
    for title in _SECOND.split(match["title"].rstrip(" .")):
        yield _item(match, start, position + len(title), title)
        start = position = position + len(title) + len(" en ")


def _item(match: re.Match[str], start: int, end: int, title: str) -> Found:
    found = Found("news", start, end, "news-dated", None, "context", 0.7)
    return found.with_details(title=title.rstrip(" ."), publisher=match["medium"], date=parse_day(match["day"]))


def _quoted(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    found = Found("news", match.start("title"), match.end("title"), "news-title", None, "context", 0.7)
    yield found.with_details(title=match["title"])


RULES = (
    Rule("news-dated", tuple(MONTHS), _DATED, _dated, before=60, after=230, needs=re.compile(r"\d[,:] ")),
    Rule(
        "news-title",
        ("bericht", "artikel", "commentaren", "column", "interview", "uitzending"),
        _QUOTED,
        _quoted,
        before=8,
        after=220,
        needs=re.compile(_OPEN),
    ),
)
