"""EU acts by number.

    Verordening (EU) 2016/679, Verordening (EG) nr. 883/2004, Verordening (EEG) nr. 1408/71    regulations
    Verordening (EU) nr. 2015/1589, EU-verordening 2016/679, Verordening 1408/71, Richtlijn 2004/38
    Richtlijn 2000/78/EG, Richtlijn (EU) 2019/1158, Kaderbesluit 2002/584/JBZ                  directives, decisions
    verordeningen (EG) nr. 883/2004 en (EG) nr. 987/2009, richtlijnen 2000/43/EG en 2000/78/EG several at once
    CELEX:32016R0679, Celexnummer 32016R0679, 32016R0679
    https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32016R0679, https://data.europa.eu/eli/dir/2000/78/oj

Directives and decisions have the year first; regulations have the number first until 2014 and the year first since. A
number without the mark of the Union is one of its acts only behind `Verordening` or `Richtlijn` with a capital, or
behind `Europese`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene

_LETTERS = {
    "verordening": "R",
    "richtlijn": "L",
    "besluit": "D",
    "kaderbesluit": "F",
    "aanbeveling": "H",
    "gedelegeerde verordening": "R",
    "uitvoeringsverordening": "R",
    "uitvoeringsbesluit": "D",
    "uitvoeringsrichtlijn": "L",
    "gedelegeerde richtlijn": "L",
}
_UNION = r"(?:\(?(?:EU|EG|EEG|Euratom|EU, Euratom|EG, Euratom)\)? )?"
_NUMBER = (
    rf"{_UNION}(?P<nr>nr\. ?)?(?P<a>\d{{1,4}})/(?P<b>\d{{1,4}})"
    r"(?:/(?:EU|EG|EEG|JBZ|GBVB|Euratom))?(?![\w/])"
)
_ACT = re.compile(
    r"\b(?P<european>Europese |EU-|EG-|EU |EG )?(?P<kind>(?:gedelegeerde |uitvoerings)?(?:verordening|richtlijn)"
    r"|kaderbesluit|(?:uitvoerings)?besluit|aanbeveling)(?P<many>en)? " + _NUMBER,
    re.I,
)
_NEXT = re.compile(rf"(?:, en |, | en )(?P<act>{_NUMBER})")
_MARK = re.compile(r"\b(?:EU|EG|EEG|Euratom|JBZ|GBVB)\b")
_MAKER = re.compile(r" van (?:de Raad|het Europees Parlement|de Commissie|de Europese Commissie)\b")
_OTHER_MAKER = re.compile(r" van (?:(?:de|het|een) )?\w")
_SHORT = 2  # digits
_CELEX = re.compile(
    r"(?<!\w)(?:https?://eur-lex\.europa\.eu/[^\s<>()]{0,80}?)?"
    r"CELEX(?::|%3A|: | )?(?P<id>[0356]\d{4}[A-Z]{1,2}\d{4})(?!\w)"
)
_BARE_CELEX = re.compile(r"(?<![\w:/.-])(?P<id>3(?:19[5-9]|20[0-4])\d[RLDFH]\d{4})(?![\w-])")
_ELI = re.compile(
    r"(?<![\w/.-])(?:https?://)?(?:eur-lex|data)\.europa\.eu/eli/(?P<sort>reg|dir|dec)(?:_impl|_del)?/(?P<year>\d{4})/"
    r"(?P<number>\d{1,4})(?:/[\w/-]{0,40}\w)?(?!\w)"
)
_ELI_LETTERS = {"reg": "R", "dir": "L", "dec": "D"}


def _act(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if found := _numbered(match, match, scene):
        yield found
    following = _NEXT.match(scene.text, match.end()) if found and match["many"] else None
    while following:
        if more := _numbered(match, following, scene):
            yield more
        following = _NEXT.match(scene.text, following.end())


def _numbered(head: re.Match[str], number: re.Match[str], scene: Scene) -> Found | None:
    """The act of one number behind a word such as `richtlijnen`."""
    letter = _LETTERS[head["kind"].lower()]
    year, serial = _year_and_number(letter, number["a"], number["b"], numbered=bool(number["nr"]))
    if not year or not (_MARK.search(number[0]) or _is_european(head, number, scene)):
        return None
    start = number.start() if number is head else number.start("act")
    return Found("eu-act", start, number.end(), "eu-number", f"3{year}{letter}{int(serial):04}", "derived-id", 0.97)


def _is_european(head: re.Match[str], number: re.Match[str], scene: Scene) -> bool:
    """Whether a number without a mark is the Union's: by the word before it, its maker, or its length."""
    if head["european"] or head["kind"].lower() == "kaderbesluit" or _MAKER.match(scene.text, number.end()):
        return True
    if _OTHER_MAKER.match(scene.text, number.end()):
        return False
    return (head["kind"] == "Verordening" and len(number["a"]) > _SHORT) or (
        head["kind"] == "Richtlijn" and _is_directive(number["a"], number["b"])
    )


def _is_directive(year: str, number: str) -> bool:
    """`2004/38` and `95/46`; not `2014/3`, nor the session `2014/15`."""
    sessions = int(year[-2:]) + 1 == int(number)
    return bool(re.fullmatch(r"(?:19|20)\d\d|[5-9]\d", year)) and _SHORT <= len(number) < len("2004") and not sessions


def _year_and_number(letter: str, a: str, b: str, *, numbered: bool) -> tuple[int | None, str]:
    first, second = _year(a), _year(b)
    if letter == "R" and (numbered or first is None or first < 2015) and second is not None:
        return second, a
    return first, b


def _year(words: str) -> int | None:
    year = int(words) + 1900 if len(words) == 2 else int(words)
    return year if 1952 <= year <= 2100 else None


def _celex(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield Found("eu-act", *match.span(), "celex", match["id"], "exact-id", 0.97)


def _eli(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    id_ = f"3{match['year']}{_ELI_LETTERS[match['sort']]}{int(match['number']):04}"
    yield Found("eu-act", *match.span(), "eli", id_, "derived-id", 0.97)


_BARE_HINTS = tuple(f"{letter}{digit}" for letter in "rldfh" for digit in range(10))
RULES = (
    Rule(
        "eu-act",
        ("verordening", "richtlijn", "besluit", "aanbeveling"),
        _ACT,
        _act,
        before=20,
        after=70,
        needs=re.compile(r"\d ?/ ?\d"),
    ),
    Rule("celex", ("celex",), _CELEX, _celex, before=90, after=22),
    Rule("celex-bare", _BARE_HINTS, _BARE_CELEX, _celex, before=6, after=5),
    Rule("eli", ("europa.eu/eli/",), _ELI, _eli, before=16, after=70),
)
