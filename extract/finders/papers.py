"""Kamerstukken: papers of the House by dossier and number.

    Kamerstukken II 2020/21, 17050, nr. 596         Kamerstuk 36 200 XV, nr. 89
    Kamerstukken II, 1994-1995, 22545, nr. 75c      (24515, nr. 588)      36 343, nr. 7    Kamerstuk 24515-588
    Kamerstuk 17 050, nrs. 546 en 568               36 600 XVII, letter M
    Kamerstukken |11 2013/14, 33 161, nr. 107       34 682/35 334, nr. 143     31 293 en 31 289, nr. 653
    Kamerstukken I, 2008-2009, 29 817, 40b1         op stuk nr. 206 (28 844)    Zij krijgt nr. 266 (34352)
    Kamerstukken Il 2012/13, 33 161, vierde nota van wijziging     21 501-32, nr. 1703
    Kamerstukken I 2014/15, 33802, C                Kamerstukken I 2008/09, 31 775, nr. C
    Kamerstukken II 2011/12, 33 161, dossier 33 161, wetsvoorstel 36 582, het wetsvoorstel … (33161)     a dossier alone

A chamber of two or three strokes is II, whatever a scanner made of it; of one stroke it is I. A number with a small
letter of before 2010 is the Eerste Kamer's and carries its session year in the identifier, and so does a letter alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.dates import session_year
from extract.finders.citations import NUMBER_WORD, PINPOINT, SEPARATOR, YEARS, between, compact
from extract.finding import Found, Rule, Scene

_HEAD = (
    r"(?:Kamerstuk(?:ken)?(?:nummer|dossier)?|TK|EK|Kst\.?)\b,?(?: ?(?P<chamber>(?-i:[Il|1!]{1,3})"
    r"(?=[ ,.]))\.?,? ?)?"
)
_SESSION = rf"(?:,? ?(?:vergaderjaar )?(?P<years>{YEARS})(?:, ?{YEARS})?,? ?)?"
_SUFFIX = r"(?-i:[ –-](?:[IVX]{1,6}[A-Z]?|[A-H](?=[,;.)\]]| nr|$)|\(?R ?\d{3,4}\)?)(?![\w]))"
_NUMBERED = rf"(?:21[ .]?501[ –-]\d\d(?!\w)|\d{{2}}[ .]?\d{{3}}(?!\d|[.,]\d)(?:{_SUFFIX})?)"  # EU series: 21 501-32
_DOSSIER = rf"(?<![\d.,/-]){_NUMBERED}"
_ONE = r"(?-i:\d{1,4}(?:[a-z]{1,2}\d?|-?[hb]\d)?(?![\d\w])|[A-Z]{1,3}(?!\w|\.\w))"
_NUMBERS = rf"(?P<numbers>{_ONE}(?:{SEPARATOR}(?!\d{{2}}[ .]?\d{{3}}\b){_ONE})*)"
_KIND = (
    r"(?P<type>(?:eerste|tweede|derde|vierde|vijfde|zesde) nota van wijziging|nota van wijziging|memorie"
    r" van toelichting|memorie van antwoord|voorstel van wet|nota naar aanleiding van het (?:nader"
    r" )?verslag)"
)
_TAIL = (
    rf"(?:,? ?(?:{NUMBER_WORD}|letters?|ondernummers?) ?{_NUMBERS}|, (?P<bare>(?-i:\d{{1,3}}b\d"
    rf"|\d{{1,3}}(?=,? (?:p|blz)\. ?\d|[;.)](?!\d)|$)|[A-Z]{{1,2}}(?!\w|-|\.\w)))|, {_KIND})"
)
_CITED = re.compile(
    rf"(?:\b{_HEAD} ?{_SESSION} ?)?(?P<dossiers>{_DOSSIER}(?:(?: ?/ ?| en |, )(?={_NUMBERED}(?:[,/]| en|"
    rf" nr)){_NUMBERED})*)"
    rf"(?:{_TAIL}{PINPOINT}?(?:, (?P<annex>bijlage \d+))?)?",
    re.I,
)
_REVERSED = re.compile(
    rf"(?P<sort>stuk(?:ken)? |motie |amendement |brief |[Zz]ij krijgt )?"
    rf"{NUMBER_WORD} ?{_NUMBERS} \((?P<dossier>{_DOSSIER})\)",
    re.I,
)
_DASHED = re.compile(rf"\b{_HEAD} ?{_SESSION} ?(?P<dossier>{_DOSSIER})[-–](?P<numbers>\d{{1,4}})(?![\w/-]|\.\d)", re.I)
_NAMED_DOSSIER = re.compile(
    rf"\b(?:(?:[Kk]amer(?:stuk(?:ken)?)?-?)?dossier(?:nummer|nr\.)?|wetsvoorstel(?:nummer)?|[Rr]ijkswet|initiatiefnota)"
    rf"(?: met)?(?: (?:dossier)?nummer| nr\.)? (?P<dossier>{_DOSSIER})(?!,? (?:{NUMBER_WORD}|letter))",
    re.I,
)
_BRACKETED = re.compile(rf"\((?:dossier )?(?P<dossiers>(?=1[7-9]|[23]){_NUMBERED}(?:(?: en |, |/){_NUMBERED})*)\)")
_BILL_BEFORE = re.compile(
    r"\b(?:wetsvoorstel|(?:voorstel|ontwerp) van (?:rijks)?wet|initiatiefnota)(?:len)?\b[^\n.;]*$", re.I
)
_NUMBER = re.compile(rf"{_ONE}|t/m|tot en met")
_ORDINARY = re.compile(r"\d{1,4}")
_PUBLISHED_SINCE = "1995"  # papers of older sessions may stand in another collection
_ONE_SERIES_SINCE = "2010"  # before, papers of the Eerste Kamer carry their session year
_LONG_TITLE = 420
_SORTS = {"motie": "motion", "amendement": "amendment", "zij krijgt": "motion"}
_EURO = re.compile(r"[€$] ?$|\b(?:EUR|euro|ruim|circa|ongeveer|bijna) ?$")


def _cited(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    head, tail = match.start("dossiers") > match.start(), match["numbers"] or match["bare"] or match["type"]
    if not head and (not (match["numbers"]) or _EURO.search(scene.text, max(0, match.start() - 12), match.start())):
        return
    dossiers = list(re.finditer(_NUMBERED, match["dossiers"], re.I))
    first = _dossier(dossiers[0][0])
    if match["numbers"]:
        yield from _numbered(match, first, "numbers", "numbers", match.start())
    elif match["bare"] and _is_number(match, scene):
        yield from _numbered(match, first, "bare", "bare", match.start())
    elif head:
        yield _dossier_alone(match, first, tail)
    for other in dossiers[1:]:
        start = match.start("dossiers") + other.start()
        yield Found("dossier", start, start + len(other[0]), "paper-dossiers", _dossier(other[0]), "exact-id", 0.9)


def _is_number(match: re.Match[str], scene: Scene) -> bool:
    """Whether `C` or `107` behind a dossier is a paper: not `C. de Vries`, unless the Eerste Kamer stands before."""
    if match["bare"].isdigit():
        return bool(match["years"])
    stop = scene.text.startswith(".", match.end("bare"))
    return not stop or _chamber(match["chamber"]) == "I" or match.end("bare") + 2 >= len(scene.text)


def _numbered(match: re.Match[str], dossier: str, group: str, rule: str, start: int) -> Iterator[Found]:
    """One mention for each number; the first has the head of the citation in it."""
    found, previous, ranged = match[group], "", False
    for piece in _NUMBER.finditer(found):
        if not piece[0][:1].isupper() and not piece[0][:1].isdigit():
            ranged = True
            continue
        end = match.start(group) + piece.end()
        begin = start if not previous else match.start(group) + piece.start()
        for number in between(previous, piece[0]) if ranged else (piece[0],):
            yield _paper(match, dossier, number, begin, end)
        previous, ranged = piece[0], False


def _paper(match: re.Match[str], dossier: str, number: str, start: int, end: int) -> Found:
    groups = match.groupdict()
    years = session_year(groups.get("years") or "")
    chamber = _chamber(groups.get("chamber"))
    id_, confidence, issues = identify(dossier, number, chamber, years)
    found = Found("paper", start, end, "paper-number", id_, "derived-id", confidence, issues=issues)
    return found.with_details(pages=groups.get("pages"), year=years, number=number)


def identify(dossier: str, number: str, chamber: str | None, years: str | None) -> tuple[str, float, tuple[str, ...]]:
    """The publisher's identifier of a paper, how sure it is, and what is odd about the citation."""
    senate_old = bool(re.fullmatch(r"\d+[a-z]|[A-Z]{1,3}", number))
    if senate_old and years and years < _ONE_SERIES_SINCE:
        return f"kst-{years.replace('-', '')}-{dossier}-{number}", 0.9, ("chamber-mismatch",) if chamber == "II" else ()
    if annex := re.fullmatch(r"(\d+)-?([hb]\d)", number):
        return f"kst-{dossier}-{annex[1]}-{annex[2]}", 0.85, _mismatch(chamber, annex[1])
    issues = _mismatch(chamber, number) + (("before-1995",) if years and years < _PUBLISHED_SINCE else ())
    return f"kst-{dossier}-{number}", 0.8 if issues else 0.97, issues


def _mismatch(chamber: str | None, number: str) -> tuple[str, ...]:
    """Papers of the Eerste Kamer have letters: `I` before a plain number is a lost stroke."""
    return ("chamber-mismatch",) if chamber == "I" and _ORDINARY.fullmatch(number) else ()


def _chamber(strokes: str | None) -> str | None:
    return None if not strokes else "I" if len(strokes) == 1 else "II"


def _dossier(words: str) -> str:
    base, suffix = re.match(r"(\d{2}[ .]?\d{3})(?:[ –-](.+))?$", words).groups()  # type: ignore[union-attr]
    clean = re.sub(r"[() ]", "", suffix).upper() if suffix else ""
    return compact(base) + (f"-{clean}" if clean else "")


def _dossier_alone(match: re.Match[str], dossier: str, tail: str | None) -> Found:
    if match["type"]:
        found = Found("paper", match.start(), match.end("type"), "paper-by-type", None, "context", 0.5)
        return found.with_details(described=match["type"], number=dossier, year=session_year(match["years"] or ""))
    return Found("dossier", match.start(), match.end("dossiers"), "paper-dossier", dossier, "exact-id", 0.9)


def _dashed(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield from _numbered(match, _dossier(match["dossier"]), "numbers", "dashed", match.start())


def _named_dossier(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if "." in match["dossier"] and match[0].startswith("dossier"):
        return  # `dossier nr. 30.983` is the file of a court
    yield Found("dossier", *match.span("dossier"), "dossier-named", _dossier(match["dossier"]), "exact-id", 0.9)


def _bracketed(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Numbers alone in brackets are dossiers behind the words `wetsvoorstel` or `voorstel van wet`."""
    if _BILL_BEFORE.search(scene.text, max(0, match.start() - _LONG_TITLE), match.start()):
        for number in re.finditer(_NUMBERED, match["dossiers"], re.I):
            start = match.start("dossiers") + number.start()
            end = start + len(number[0])
            yield Found("dossier", start, end, "dossier-named", _dossier(number[0]), "exact-id", 0.9)


def _reversed(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    sort = (match["sort"] or "").strip().lower()
    start = match.start("sort") if sort and sort != "zij krijgt" else match.end("sort") if sort else match.start()
    for found in _numbered(match, _dossier(match["dossier"]), "numbers", "reversed", start):
        yield replace(found, kind=_SORTS.get(sort, "paper"))


_FIVE_DIGITS = r"\d\d[ .]?\d\d\d"
RULES = (
    Rule(
        "paper", ("kamerstuk", "tk ", "ek ", "kst"), _CITED, _cited, before=1, after=120, needs=re.compile(_FIVE_DIGITS)
    ),
    Rule("paper-dashed", ("kamerstuk", "kst"), _DASHED, _dashed, before=1, after=70),
    Rule(
        "paper-bare",
        ("nr", "letter", "no.", "nummer"),
        _CITED,
        _cited,
        before=70,
        after=60,
        needs=re.compile(_FIVE_DIGITS),
    ),
    Rule("paper-reversed", ("nr",), _REVERSED, _reversed, before=14, after=60, needs=re.compile(rf"\({_FIVE_DIGITS}")),
    Rule(
        "dossier-named",
        ("dossier", "wetsvoorstel", "rijkswet", "initiatiefnota"),
        _NAMED_DOSSIER,
        _named_dossier,
        13,
        40,
    ),
    Rule("dossier-bracketed", ("(1", "(2", "(3", "(dossier "), _BRACKETED, _bracketed, after=60),
)
