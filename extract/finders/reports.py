"""Reports by number or title.

Rapport 2019/058, Rapporten 2017/050, 2018/084 en 2023/041             of the Nationale ombudsman
het rapport van de Nationale ombudsman Meedoen zonder beperkingen over …
het onderzoeksrapport ‘Een brede blik op bijstand’, haar rapport ‘Eindevaluatie van de Participatiewet’
zijn rapport Klachten uit zicht, mensen buiten beeld van 2019
het rapport Tijdelijke Commissie Uitvoeringsorganisatie (TCU)
W12.20.0123/III, No.W03.18.0123/II                                      advice of the Raad van State
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import DAY, MONTH, parse_day
from extract.finding import Found, Rule, Scene

_NUMBERS = re.compile(
    r"\b[Rr]apport(?:en|nummers?)?(?: nrs?\.?)? (?P<numbers>\d{4}/\d{3}(?!\d)(?:(?:, | en )\d{4}/\d{3}(?!\d))*)"
)
_WORD = r"\b(?P<word>(?:[Oo]nderzoeks|[Jj]aar|[Ee]ind|[Ee]valuatie|[Aa]dvies|[Tt]hema)?[Rr]apport(?:age)?)"
_STOP = (
    r"(?=,? (?:over|aan|dat|waarin|is|wordt|was|werd|heeft|staat|blijkt|neemt?|zal|laat|geeft|toont|biedt|doet|beveelt"
    rf"|concludeert|beschrijft|stelt|van (?:\d+|{MONTH})|in (?:19|20)\d\d)\b"
    r"|[.;:)]|$|,? die |, \()"
)
_QUOTED = re.compile(
    rf"{_WORD}(?: van (?:de|het) (?P<maker>[A-Z][\w ]{{2,50}}?))?,? (?:getiteld |met de titel )?['‘“«\"]"
    rf"(?P<title>[A-ZÀ-Ý0-9][^’”»\"\n]{{4,160}}?)['’”»\"]"
)
_ADVICE = re.compile(
    r"(?<![\w.])(?:[Nn][or]\.? ?)?(?P<number>W ?\d\d\.\d\d\.\d{4,5})(?:/(?:IV|V|I{1,3})(?:/[A-Z][a-z]?)?)?(?![\w.]\w)"
)
_PLAIN = re.compile(
    rf"{_WORD}(?: van (?:de|het) (?P<maker>(?:[A-Z][\w-]+ (?:ombudsman|planbureau|Planbureau|Rekenkamer"
    rf"|raad|Raad|Inspectie)?)))? ?(?P<title>[A-ZÀ-Ý](?:[^.;:()\n‘“«]|\([A-Z]{{2,6}}\)){{3,140}}?){_STOP}"
)
_BY_ITS_MAKER = re.compile(r"(?P<maker>(?:[A-Z]\w+ )?[Cc]ommissie [^()]+?)(?: \([A-Z]{2,6}\))?$")
_TO_THE_HOUSE = re.compile(r",? ?aan (?:uw|de Tweede|de) Kamer\b")
_DATE_AFTER = re.compile(rf",? [^.;]{{0,120}}?van (?P<day>{DAY}|(?:19|20)\d\d)")
_PUBLISHED_AFTER = re.compile(
    rf"[^.;]{{0,60}}?\b(?:is|werd|verscheen) (?:in|op) (?P<day>{DAY}|(?:{MONTH} )?(?:19|20)\d\d)"
    r"(?= (?:\w+ en )?(?:gepubliceerd|verschenen|uitgebracht)|[.,])"
)
_PUBLISHED_BEFORE = re.compile(
    r"\bIn (?P<year>(?:19|20)\d\d) publiceerden? (?:de |het )?(?P<maker>[A-Z][^.;()]{2,60}?)(?: \([A-Z]{2,6}\))?"
    r" (?:haar|zijn|hun|het|een) $"
)
_QUOTED_STUDY = re.compile(r"\b[Oo]nderzoek,? ['‘“«](?P<title>[A-ZÀ-Ý][^’”»\n]{4,120}?)[!?]?['’”»]")


def _numbers(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if "ombudsman" not in scene.folded:
        return
    for index, number in enumerate(re.finditer(r"(\d{4})/(\d{3})", match["numbers"])):
        start = match.start() if index == 0 else match.start("numbers") + number.start()
        end = match.start("numbers") + number.end()
        found = Found(
            "report", start, end, "ombudsman-number", f"ombudsman-{number[1]}-{number[2]}", "derived-id", 0.95
        )
        yield found.with_details(number=number[0], year=number[1])


def _titled(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    title = match["title"].strip(" ,")
    start = match.start("title")
    after = _DATE_AFTER.match(scene.text, match.end()) or _PUBLISHED_AFTER.match(scene.text, match.end())
    before = _PUBLISHED_BEFORE.search(scene.text, max(0, match.start() - 130), match.start())
    day = after["day"] if after else before["year"] if before else ""
    found = Found("report", start, start + len(title), "report-title", None, "context", 0.75)
    maker = _BY_ITS_MAKER.match(title)
    yield found.with_details(
        title=title,
        author=maker["maker"] if maker else None,
        recipient=scene.desk.house if _TO_THE_HOUSE.match(scene.text, match.end()) else None,
        publisher=match.groupdict().get("maker") or (before["maker"] if before else None),
        date=parse_day(day),
        year=day[-4:] if day and not parse_day(day) else None,
    )


def _advice(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """The number holds the ministry, the year and a serial number; the section of the Council adds nothing."""
    number = match["number"].replace(" ", "")
    found = Found("report", *match.span(), "council-advice", f"raadvanstate-{number}", "exact-id", 0.97)
    yield found.with_details(number=number)


_ADVICE_HINTS = tuple(f"w{blank}{ministry:02}." for ministry in range(30) for blank in ("", " "))
RULES = (
    Rule("ombudsman-number", ("rapport",), _NUMBERS, _numbers, after=160),
    Rule("report-quoted", ("rapport",), _QUOTED, _titled, before=12, after=260),
    Rule("report-title", ("rapport",), _PLAIN, _titled, before=12, after=200),
    Rule("council-advice", _ADVICE_HINTS, _ADVICE, _advice, before=4, after=16),
    Rule("study-title", ("onderzoek",), _QUOTED_STUDY, _titled, before=1, after=140),
)
