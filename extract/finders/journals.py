"""Court decisions by their places in the journals of case law.

    NJ 2015/123, NJ 1996, 462, BNB 1999/123*, RSV 2013/45, USZ 2014/12, RvdW 2013/567
    AB 2010/12, JV 2011/40                        short codes with a stroke
    AA 2010, 123, AB 1997, 144, V-N 2008/59.20    other codes, only where the words around them speak of a decision

Decisions of the Minister of Finance stand in the same journals and are no rulings. A place is no identifier: it gets
the ECLI that stands beside it, else it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene

_SURE = "ABkort|BNB|EHRC|JAAN|JAR|JBO|JHV|JOR|JWWB|NJ|NJF|NJFS|RAR|RSV|RvdW|TAR|USZ"
_WITH_STROKE = frozenset("AB JB JG JIN JV".split())
_DOUBTFUL = "AA|AB|BR|FED|FutD|GJ|IER|JA|JB|JG|JIN|JM|JV|KG|NJB|NTFR|PJ|Prg\\.|RI|RN|S&S|V-N|VN|VR|WR"
_PLACE = re.compile(
    rf"(?<![\w/&-])(?:(?P<sure>{_SURE})|(?P<doubtful>{_DOUBTFUL})) ?(?P<year>(?:19|20)\d\d)(?P<mark>/ ?|, ?(?:nr\. ?)?)"
    r"(?P<number>\d{1,5}(?:\.\d{1,3})?)(?![\d/-]|[.,]\d)"
)
_OF_A_DECISION = re.compile(
    r"\b(?:HR|Hoge Raad|[Rr]echtbank|Rb\.|Hof|[Gg]erechtshof|CRvB|CBb|ABRv?S|AbRv?S|RvS|EHRM|HvJ|LJN|ECLI"
    r"|uitspra(?:ak|ken)|arrest(?:en)?|vonnis(?:sen)?|beschikking|jurisprudentie|m\.?nt\.|noot|annotatie"
    r"|r\.?o\.|rov\.|[Vv]gl|[Zz]ie\b|gepubliceerd in)"
)
_OF_A_MINISTRY = re.compile(
    r"\bnr\.? (?!AWB)[A-Z]{2,4} ?\d{2,4}[/-]\d{1,5}[A-Z]?, ?$"
)  # nr. IFZ2003/191M, BNB 2003/239
_BEFORE, _AFTER = 150, 60


def _place(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    plain = match["doubtful"] in _WITH_STROKE and match["mark"].startswith("/")
    if _OF_A_MINISTRY.search(scene.text, max(0, match.start() - 28), match.start()):
        return
    if match["doubtful"] and not plain and not _OF_A_DECISION.search(scene.around(*match.span(), _BEFORE, _AFTER)):
        return
    found = Found("ruling", *match.span(), "journal-place", None, "exact-id", 0.7)
    yield found.with_details(publisher=match["sure"] or match["doubtful"], year=match["year"], number=match["number"])


_CODES = (code.replace("\\", "").lower() for code in f"{_SURE}|{_DOUBTFUL}".split("|"))
RULES = (
    Rule(
        "journal-place",
        tuple(f"{code}{blank}{century}" for code in _CODES for blank in (" ", "") for century in ("19", "20")),
        _PLACE,
        _place,
        before=1,
        after=20,
    ),
)
