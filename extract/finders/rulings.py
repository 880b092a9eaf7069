"""Court decisions by the numbers of all courts.

    ECLI:NL:CRVB:2017:1055, ECLI: NL: CRVB: 2017: 1055, ECLI_NL_CRVB_2018_792, ECLINL…   ECLI in all spellings
    ecli nl crvb 2017 1055, ECLI:NL:HR:20 19:793 (a line end inside)
    CRVB:2015:3188, NL:HR:2019:793, EU:C:2019:562                                        without its head
    LJN BR5216, LJN-nummer: BB1234, Landelijk Jurisprudentienummer BB1234                known by its old number only

An old number is the ECLI of the same text that ends with it, if there is just one. Decisions by court and day stand in
`court_decisions`, those of the European courts by case number in `european_cases`, places in journals in `journals`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene

_PART = r"(?: ?[:_] ?| )"  # what stands between two parts of an ECLI
_YEAR = r"(?P<year>(?:1 ?9|2 ?0) ?\d ?\d)"
_NUMBER = r"(?P<number>[A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?)"
_ECLI = re.compile(
    rf"\bECLI[:_ ]{{0,2}} ?(?:(?P<country>[A-Z]{{2}})[:_] ?(?P<court>[A-Z][A-Z0-9]{{0,6}})[:_] ?{_YEAR}[:_] ?{_NUMBER}"
    rf"|(?P<land>NL|EU|CE){_PART}(?P<body>[A-Z][A-Z0-9]{{0,6}}){_PART}(?P<when>(?:19|20)\d\d){_PART}"
    r"(?P<which>(?=[A-Z.]{0,4}\d)[A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?))",
    re.I,
)
_COURTS = r"CRVB|RVS|HR|PHR|CBB|GH[A-Z]{2,4}|RB[A-Z]{2,4}"
_HEADLESS = re.compile(
    rf"(?<![\w:])(?P<id>(?:NL:)?(?:{_COURTS}):(?:19|20)\d\d:[A-Z0-9]{{1,12}}"
    r"|NL:[A-Z]{2,7}:(?:19|20)\d\d:[A-Z0-9]{1,12}|EU:[CTF]:(?:19|20)\d\d:\d{1,5}"
    r"|CE:ECHR:(?:19|20)\d\d:\d{4}(?:JUD|DEC)\d{9})(?!\w)"
)
_LJN = re.compile(
    r"\b(?:[Ll][Jj][Nn](?:[- ]?(?:nummer|nr\.?))?|Landelijk [Jj]urisprudentie-?[Nn]ummer):? ?(?:nr\.? ?)?"
    r"(?P<number>[A-Za-z]{2} ?\d{4})"
    r"(?!\w)"
)


def _ecli(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    parts = [match[long] or match[short] for long, short in _GROUPS]
    id_ = ":".join(["ECLI", *(part.replace(" ", "") for part in parts)]).upper()
    yield Found("ruling", *match.span(), "ecli", re.sub(r":(?:DOC|INH)$", "", id_), "exact-id", 0.99)


_GROUPS = (("country", "land"), ("court", "body"), ("year", "when"), ("number", "which"))


def _headless(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    words = match["id"]
    country = "" if words.startswith(("NL:", "EU:", "CE:")) else "NL:"
    yield Found("ruling", *match.span(), "ecli-headless", f"ECLI:{country}{words}", "exact-id", 0.9)


def _ljn(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield Found("ruling", *match.span(), "ljn", None, "exact-id", 0.6).with_details(
        number=match["number"].replace(" ", "").upper()
    )


_HEADLESS_HINTS = ("crvb:", "rvs:", "hr:", "cbb:", "gh", "rb", "nl:", "eu:", "ce:echr:")
RULES = (
    Rule("ecli", ("ecli",), _ECLI, _ecli, after=60),
    Rule("ecli-headless", _HEADLESS_HINTS, _HEADLESS, _headless, before=5, after=40),
    Rule("ljn", ("ljn", "landelijk jurisprudentie"), _LJN, _ljn, after=50),
)
