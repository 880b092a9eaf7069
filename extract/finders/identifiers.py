"""Identifiers that stand in the text as the publisher writes them.

kst-24515-588, ah-tk-20142015-2171, kv-tk-2015Z07200, h-tk-20182019-5-5, stb-2003-375, stcrt-2017-62719, trb-2007-169
https://zoek.officielebekendmakingen.nl/kst-33801-3.html      (the address of a paper is the paper)
BWBR0015703, jci1.3:c:BWBR0015703&artikel=47, CVDR361766/5, https://wetten.overheid.nl/BWBR0005537/2026-06-04
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene

_HOST = r"(?:https?://zoek\.officielebekendmakingen\.nl/(?:dossier/|behandelddossier/)?)?"
_PAPER = re.compile(
    rf"(?<![\w/-]){_HOST}(?P<id>(?P<series>kst|blg|ah-tk|ah-ek|kv-tk|kv-ek|h-tk|h-ek|h-vv|stb|stcrt|trb|gmb|prb|wsb|bgr)-[\w-]*\w)(?:\.(?:html|pdf|xml))?(?![\w/])",
    re.I,
)
_LAW = re.compile(
    r"(?<![\w/])(?:https?://wetten\.overheid\.nl/)?(?P<jci>jci1\.3(?:\.1)?:[cv]:)?(?P<id>BWB[RV]\d{7})(?P<tail>(?:&(?:amp;)?[a-z]+=[\w.:]+)*)(?:/[\w/-]*\w)?"
)
_LOCAL = re.compile(r"(?<!\w)(?:https?://lokaleregelgeving\.overheid\.nl/)?(?P<id>CVDR\d{3,7})(?:[/_]\d+)?(?!\w)")
_KINDS = {
    "kst": "paper", "blg": "paper", "ah": "answer-set", "kv": "question-set", "h": "proceedings", "stb": "gazette",
    "stcrt": "gazette", "gmb": "gazette", "prb": "gazette", "wsb": "gazette", "bgr": "gazette", "trb": "treaty-series",
}  # fmt: skip


def _paper(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    series = match["series"].lower().split("-")[0]
    if re.search(r"\d", match["id"]):
        yield Found(_KINDS[series], *match.span(), "identifier", canonical(match["id"]), "exact-id", 0.99)


def canonical(identifier: str) -> str:
    """`kst-36582-c.html` → `kst-36582-C`: the series small, letters of the Eerste Kamer and of chapters as capitals."""
    parts = re.sub(r"\.(?:html|pdf|xml)$", "", identifier).split("-")
    if parts[0].lower() != "kst":
        return "-".join([parts[0].lower(), *parts[1:]]) if parts[0].lower() != "kv" else identifier
    return "-".join(["kst", *(p.upper() if re.fullmatch(r"[a-zA-Z]{1,6}", p) else p for p in parts[1:])])


def _law(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    article = re.search(r"&(?:amp;)?artikel=([\w.:]+)", match["tail"])
    if article:
        tail = "".join(f"&lid={n}" for n in re.findall(r"&(?:amp;)?lid=(\w+)", match["tail"]))
        yield Found(
            "article",
            *match.span(),
            "juriconnect",
            f"jci1.3:c:{match['id']}&artikel={article[1]}{tail}",
            "exact-id",
            0.99,
        )
    kind = "treaty" if match["id"][3] == "V" else "law"
    yield Found(kind, match.start("id"), match.end("id"), "law-identifier", match["id"], "exact-id", 0.99)


def _local(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield Found("law", *match.span(), "local-rule", match["id"], "exact-id", 0.99)


RULES = (
    Rule(
        "identifier",
        ("kst-", "blg-", "-tk-", "-ek-", "h-vv-", "stb-", "stcrt-", "trb-", "gmb-", "prb-", "wsb-", "bgr-"),
        _PAPER,
        _paper,
        before=90,
        after=60,
    ),
    Rule("law-identifier", ("bwbr", "bwbv"), _LAW, _law, before=40, after=80),
    Rule("local-rule", ("cvdr",), _LOCAL, _local, before=45, after=14),
)
