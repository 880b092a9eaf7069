"""Papers of the Appendix to the Proceedings, questions, and the Proceedings themselves.

Aanhangsel Handelingen, vergaderjaar 2018–2019, nr. 1989      Aanhangsel Handelingen II 2014/15, nr. 2171
Aanhangsel van de Handelingen, 2006–2007, nrs. 5 en 6         (vraagnummer 2025Z03090), Kamervraag 2015Z07200
Handelingen II 2018/19, nr. 12, items 5 en 9                  Handelingen II 2017/18, nr. 95, Regeling van werkzaamheden
Kamervragen van de leden Van Kent en Van Nispen (beiden SP)     whose number stands in the sentence or in a note to it
het mondelinge vragenuur van 18 mei 2021                      2025D01234 (a document number of the House)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import DAY, parse_day, session_year
from extract.finders.citations import NUMBER_WORD, SEPARATOR, YEARS
from extract.finding import Found, Rule, Scene
from extract.people import NAME, PARTY

_CHAMBER = r"(?:,? ?(?P<chamber>(?-i:[Il|1]{1,2})(?=[ ,])|Eerste Kamer|Tweede Kamer|der Kamer|TK|EK)\b)?"
_NUMBERS = rf"(?P<numbers>\d{{1,4}}(?:{SEPARATOR}\d{{1,4}})*)"
_APPENDIX = re.compile(
    rf"\bAanhangsel(?: van de| der)?(?: Handelingen)?{_CHAMBER},? ?(?:vergaderjaar )?(?P<years>{YEARS}),?"
    rf" ?{NUMBER_WORD} ?{_NUMBERS}",
    re.I,
)
_PROCEEDINGS = re.compile(
    rf"(?<!Aanhangsel )(?<!van de )(?<!der )\bHandelingen{_CHAMBER},? ?(?:vergaderjaar )?"
    rf"(?P<years>{YEARS}),? ?{NUMBER_WORD} ?(?P<meeting>\d{{1,3}})"
    rf"(?:,? ?items? ?(?P<items>\d{{1,3}}(?:{SEPARATOR}\d{{1,3}})*)|, (?P<rubric>[A-Z][\w ]{{3,60}}?)(?=[,.;)]|$))?",
)
_QUESTION_HOUR = re.compile(rf"mondelinge vragenuur van (?P<day>{DAY})", re.I)
_BY_ASKERS = re.compile(
    rf"\b(?:[Kk]amer)?vragen (?:terzake )?van (?:de (?:[Kk]amer)?leden|het (?:[Kk]amer)?lid) "
    rf"{NAME}(?:(?:, (?:en )?| en ){NAME})*(?: \((?:beiden |allen )?{PARTY}\))?(?:,? (?:van|ingezonden(?: op)?) {DAY})?"
)
_CASE = re.compile(r"(?<![\w-])(?P<number>(?:19|20)\d\d(?P<letter>[ZD])\d{5})(?!\w)")


def _house(chamber: str | None) -> str:
    return "ek" if chamber in {"I", "l", "|", "1", "Eerste Kamer", "EK"} else "tk"


def _appendix(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    years = session_year(match["years"])
    start = match.start()
    for number in re.finditer(r"\d+", match["numbers"]):
        end = match.start("numbers") + number.end()
        id_ = f"ah-{_house(match['chamber'])}-{years.replace('-', '')}-{int(number[0])}" if years else None
        yield Found("answer-set", start, end, "appendix", id_, "derived-id", 0.98).with_details(
            year=years, number=number[0]
        )
        start = end + 1 if number.end() < len(match["numbers"]) else start


def _proceedings(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    years = session_year(match["years"])
    stem = f"h-{_house(match['chamber'])}-{years.replace('-', '')}-{int(match['meeting'])}" if years else None
    items = list(re.finditer(r"\d+", match["items"] or ""))
    if not items:
        found = Found("proceedings", *match.span(), "proceedings", None, "derived-id", 0.6)
        yield found.with_details(year=years, number=match["meeting"], described=match["rubric"])
    for index, item in enumerate(items):
        start = match.start() if index == 0 else match.start("items") + item.start()
        end = match.start("items") + item.end()
        id_ = f"{stem}-{int(item[0])}" if stem else None
        yield Found("proceedings", start, end, "proceedings", id_, "derived-id", 0.95)


def _question_hour(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    found = Found("proceedings", *match.span(), "question-hour", None, "context", 0.6)
    yield found.with_details(date=parse_day(match["day"]), described="mondelinge vragenuur")


def _case(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if match["letter"] == "Z":
        yield Found("question-set", *match.span(), "question-number", f"kv-tk-{match['number']}", "exact-id", 0.97)
    else:
        found = Found("paper", *match.span(), "house-document", None, "exact-id", 0.6)
        yield found.with_details(number=match["number"])


def _by_askers(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Only what a note or a number of the same sentence can tell: see `extract.resolve`."""
    yield Found("question-set", *match.span(), "questions-by-askers", None, "context", 0.6)


RULES = (
    Rule("questions-by-askers", ("vragen",), _BY_ASKERS, _by_askers, before=6, after=200),
    Rule("appendix", ("aanhangsel",), _APPENDIX, _appendix, after=120),
    Rule("proceedings", ("handelingen",), _PROCEEDINGS, _proceedings, before=12, after=140),
    Rule("question-hour", ("mondelinge vragenuur",), _QUESTION_HOUR, _question_hour, after=40),
    Rule("case-number", ("z0", "z1", "z2", "d0", "d1", "d2", "d3", "d4", "d5"), _CASE, _case, before=6, after=8),
)
