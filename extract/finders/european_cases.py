"""Cases of the European courts by their numbers.

    zaak C-377/17, zaak T-12/99, gevoegde zaken C-1/90 en C-176/90      the Court of Justice and the General Court
    zaak 43/75                                                          cases of before 1989 have no letter
    EHRM … nr. 12345/06, appl. no. 5029/71                              applications to the Court of Human Rights

The number of a case is no ECLI: it gets the one that stands beside it, else it has none. A number such as `C-12/34` is
a case only where the words around it speak of a court or a case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene

_UNION = re.compile(r"(?<![\w/-])(?P<court>[CTF])(?:[-‑–]|(?<=C) )(?P<number>\d{1,4}/\d\d)(?: P(?:PU)?)?(?![\w/-])")
_OLD = re.compile(r"\b[Zz]a(?:ak|ken) (?P<number>\d{1,3}/(?:5[4-9]|[67]\d|8[0-8]))(?![\w/-])")
_RIGHTS = re.compile(
    r"(?<![\w/])(?:(?:[Aa]ppl?(?:ication)?\.? ?)?(?:nrs?\.|nos?\.|nummer)|[Vv]erzoekschrift(?:nummer|nr\.)?"
    r"|[Kk]lacht(?:nummer|nr\.)?|[Aa]pplication) (?P<number>\d{3,5}/\d\d)(?![\w/-])"
)
_OF_THE_UNION = re.compile(
    r"\b(?:za(?:ak|ken)|arrest(?:en)?|HvJ\w{0,2}|Hof\b|Gerecht\b|prejudici|EU:[CTF]:|punt(?:en)? \d|r\.?o\.|conclusie)"
)
_OF_RIGHTS = re.compile(
    r"\b(?:EHRM|ECHR|ECtHR|EVRM|[Rr]echten van de [Mm]ens|Europe(?:es|se) Hof|Straatsburg)"
    r"|[Aa]ppl?(?:ication)?\.? ?n[or]|(?:[a-z] (?:t|v)\. [A-Z])"
)
_BEFORE, _AFTER = 200, 90


def _union(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if _OF_THE_UNION.search(scene.around(*match.span(), _BEFORE, _AFTER)):
        found = Found("ruling", *match.span(), "european-case", None, "exact-id", 0.7)
        yield found.with_details(court=match["court"], number=f"{match['court']}-{match['number']}")


def _old(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    found = Found("ruling", *match.span("number"), "european-case", None, "exact-id", 0.6)
    yield found.with_details(number=match["number"])


def _rights(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if _OF_RIGHTS.search(scene.around(*match.span(), _BEFORE, _AFTER)):
        found = Found("ruling", *match.span(), "european-case", None, "exact-id", 0.7)
        yield found.with_details(court="ECHR", number=match["number"])


RULES = (
    Rule("european-case", ("c-", "t-", "f-", "c‑", "t‑", "c "), _UNION, _union, before=1, after=16),
    Rule("european-case-old", ("zaak ", "zaken "), _OLD, _old, after=10),
    Rule(
        "application", ("nr", "no", "nummer", "verzoekschrift", "klacht", "appl"), _RIGHTS, _rights, before=20, after=30
    ),
)
