"""Papers of the Appendix to the Proceedings, questions, and the Proceedings themselves.

Aanhangsel Handelingen, vergaderjaar 2018–2019, nr. 1989      Aanhangsel Handelingen II 2014/15, nr. 2171
Aanhangsel van de Handelingen, 2006–2007, nrs. 5 en 6         Aanhangsel Handelingen nr. 2171, vergaderjaar 2014–2015
Aanh. Handelingen II 2019/20, nr. 345                         Aanhangsel Handelingen II 2019-2020, 3456
(vraagnummer 2025Z03090), Kamervraag 2015Z07200
Handelingen II 2018/19, nr. 12, items 5 en 9                  Handelingen II 2017/18, nr. 95, Regeling van werkzaamheden
Handelingen I 1994/95, 26, p. 1093-1110                       known by its pages only: the item is not stated
Kamervragen van de leden Van Kent en Van Nispen (beiden SP)     whose number stands in the sentence or in a note to it
het mondelinge vragenuur van 18 mei 2021                      2024A01234 (an activity of the House)
2025D01234, 2024Z09876/2024D24001                             document numbers of the House: not those of its publisher
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import DAY, parse_day, session_year
from extract.finders.citations import NUMBER_WORD, PINPOINT, SEPARATOR, YEARS
from extract.finding import Found, Rule, Scene
from extract.people import NAME, PARTY

_CHAMBER = r"(?:,? ?(?P<chamber>(?-i:[Il|1]{1,2})(?=[ ,])|Eerste Kamer|Tweede Kamer|der Kamer|TK|EK)\b)?"
_NUMBERS = rf"(?P<numbers>\d{{1,4}}(?:{SEPARATOR}\d{{1,4}})*)"
_APPENDIX = re.compile(
    rf"\bAanh(?:angsel|\.)(?: van de| der| bij de)?(?P<word> Handelingen| Hand\.)?{_CHAMBER},? ?(?:vergaderjaar )?"
    rf"(?P<years>{YEARS})(?:,? ?{NUMBER_WORD} ?|(?(word), ?|, nr ))(?<!\d){_NUMBERS}(?![\d/])",
    re.I,
)
_APPENDIX_YEAR_LAST = re.compile(
    rf"\bAanhangsel(?: van de| der| bij de)? Handelingen{_CHAMBER},? ?{NUMBER_WORD} ?{_NUMBERS},? ?"
    rf"\(?vergaderjaar (?P<years>{YEARS})",
    re.I,
)
_PROCEEDINGS = re.compile(
    rf"(?<!Aanhangsel )(?<!van de )(?<!der )\b(?:Handelingen|Hand\.|HTK){_CHAMBER},? ?(?:vergaderjaar )?"
    rf"(?P<years>{YEARS})(?:,? ?(?:{NUMBER_WORD} ?(?P<meeting>\d{{1,3}})|(?P<plain>\d{{1,3}})(?=, (?:items? |p|blz)))"
    rf"|(?=,? (?:pp?|blz)\. \d))(?:,? ?items? ?(?P<items>\d{{1,3}}(?:{SEPARATOR}\d{{1,3}})*)"
    rf"|{PINPOINT}|, (?P<rubric>[A-Z][\w ]{{3,60}}?)(?=[,.;)]|$))?",
)
_QUESTION_HOUR = re.compile(rf"mondelinge vragenuur van (?P<day>{DAY})", re.I)
_BY_ASKERS = re.compile(
    rf"\b(?:[Kk]amer)?vragen (?:terzake )?van (?:de (?:[Kk]amer)?leden|het (?:[Kk]amer)?lid) "
    rf"{NAME}(?:(?:, (?:en )?| en ){NAME})*(?: \((?:beiden |allen )?{PARTY}\))?(?:,? (?:van|ingezonden(?: op)?) {DAY})?"
)
_CASE = re.compile(r"(?<![\w-])(?P<number>(?:19|20)\d\d(?P<letter>[ZDA])\d{5})(?P<pair>/(?:19|20)\d\dD\d{5})?(?!\w)")
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:order|factuur|polis|klant|bestel|artikel|serie|product|partij|onderdeel|toestel|pakket)\w{0,10}"
    r"(?: (?:nr\.|nummer|code))?:? $",
    re.I,
)
_IN_ADDRESS = re.compile(r"\w\.(?:nl|com|eu)/(?![^\s]{0,80}kamervra)[^\s]{0,200}$")


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
    meeting = match["meeting"] or match["plain"]
    stem = f"h-{_house(match['chamber'])}-{years.replace('-', '')}-{int(meeting)}" if years and meeting else None
    items = list(re.finditer(r"\d+", match["items"] or ""))
    if not items:
        found = Found("proceedings", *match.span(), "proceedings", None, "derived-id", 0.6)
        yield found.with_details(year=years, number=meeting, pages=match["pages"], described=match["rubric"])
    for index, item in enumerate(items):
        start = match.start() if index == 0 else match.start("items") + item.start()
        end = match.start("items") + item.end()
        id_ = f"{stem}-{int(item[0])}" if stem else None
        yield Found("proceedings", start, end, "proceedings", id_, "derived-id", 0.95)


def _question_hour(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    found = Found("proceedings", *match.span(), "question-hour", None, "context", 0.6)
    yield found.with_details(date=parse_day(match["day"]), described="mondelinge vragenuur")


def _case(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if _IN_ADDRESS.search(scene.text, max(0, match.start() - 200), match.start()):
        return
    if _OF_SOMETHING_ELSE.search(scene.text, max(0, match.start() - 40), match.start()):
        return
    if match["letter"] == "Z" and not match["pair"]:
        yield Found("question-set", *match.span(), "question-number", f"kv-tk-{match['number']}", "exact-id", 0.97)
    else:
        kind = "proceedings" if match["letter"] == "A" else "paper"
        yield Found(kind, *match.span(), "house-document", None, "exact-id", 0.6).with_details(number=match["number"])


def _by_askers(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Only what a note or a number of the same sentence can tell: see `extract.resolve`."""
    yield Found("question-set", *match.span(), "questions-by-askers", None, "context", 0.6)


_CASE_HINTS = tuple(f"{letter}{digit}" for letter in "zda" for digit in range(7))
RULES = (
    Rule("questions-by-askers", ("vragen",), _BY_ASKERS, _by_askers, before=6, after=200),
    Rule("appendix", ("aanhangsel", "aanh."), _APPENDIX, _appendix, after=120),
    Rule("appendix-year-last", ("aanhangsel",), _APPENDIX_YEAR_LAST, _appendix, after=120),
    Rule("proceedings", ("handelingen", "hand. ", "htk "), _PROCEEDINGS, _proceedings, before=12, after=140),
    Rule("question-hour", ("mondelinge vragenuur",), _QUESTION_HOUR, _question_hour, after=40),
    Rule("case-number", _CASE_HINTS, _CASE, _case, before=6, after=20),
)
