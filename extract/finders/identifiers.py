"""Identifiers that stand in the text as the publisher writes them.

kst-24515-588, ah-tk-20142015-2171, kv-tk-2015Z07200, h-tk-20182019-5-5, stb-2003-375, stcrt-2017-62719, trb-2007-169
https://zoek.officielebekendmakingen.nl/kst-33801-3.html      (the address of a paper is the paper)
https://zoek.officielebekendmakingen.nl/dossier/36582         (that of a dossier is the dossier)
BWBR0015703, jci1.3:c:BWBR0015703&artikel=47&z=2020-01-01, https://wetten.overheid.nl/BWBR0005537/2026-06-04
wetten.overheid.nl/BWBR0015703/2020-01-01#Hoofdstuk2_Artikel7, CVDR361766/5, lokaleregelgeving.overheid.nl/CVDR361766
A blank or a line end inside (`kst- 24515-588`) does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene

_SITE = r"(?:https?:// ?)?zoek\.officielebekendmakingen\.nl/ ?"
_HOST = rf"(?:{_SITE}(?:dossier/|behandelddossier/)?)?"
_PAPER = re.compile(
    rf"(?<![\w/.-]){_HOST}(?P<id>"
    r"(?P<series>kst|blg|ah-tk|ah-ek|kv-tk|kv-ek|h-tk|h-ek|h-vv|stb|stcrt|trb|gmb|prb|wsb|bgr)"
    r"-(?: (?=\d))?(?:\w{1,12}-(?: (?=\d))?){0,6}\w+)"
    r"(?:\.(?:html|pdf|xml))?(?![\w/])",
    re.I,
)
_LAW = re.compile(
    r"(?<![\w/])(?:(?:https?://)?wetten\.overheid\.nl/)?(?P<jci>jci1\.\d{1,2}(?:\.\d)?:[cv]:)?(?P<id>BWB[RV]\d{7})"
    r"(?P<tail>(?:&(?:amp;)?[a-z]+=[\w.:-]*\w)*)(?:/[\w/-]*\w)?(?P<anchor>#[\w.:-]*\w)?",
    re.I,
)
_DOSSIER = re.compile(
    rf"(?<![\w/.-]){_SITE}(?:behandeld)?dossier/(?P<id>\d{{5}}(?:-[A-Za-z0-9]{{1,6}})?)(?:\?[^\s<>]{{0,80}})?(?![\w/-])",
    re.I,
)
_LOCAL = re.compile(
    r"(?<!\w)(?:(?:https?://)?(?:lokaleregelgeving|decentrale\.regelgeving)\.overheid\.nl/(?:[\w-]{1,20}/){0,5})?"
    r"(?P<id>CVDR\d{3,7})(?:[/_]\d+)?(?:\.html?)?(?!\w)"
)
_ANCHOR = re.compile(r"[_#]Artikel([\d.:]+[a-z]{0,3})$")
_KINDS = {
    "kst": "paper", "blg": "paper", "ah": "answer-set", "kv": "question-set", "h": "proceedings", "stb": "gazette",
    "stcrt": "gazette", "gmb": "gazette", "prb": "gazette", "wsb": "gazette", "bgr": "gazette", "trb": "treaty-series",
}  # fmt: skip


def _paper(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    series = match["series"].lower().split("-")[0]
    if re.search(r"\d", match["id"]):
        yield Found(
            _KINDS[series], *match.span(), "identifier", canonical(match["id"].replace(" ", "")), "exact-id", 0.99
        )


def canonical(identifier: str) -> str:
    """`kst-36582-c.html` → `kst-36582-C`: the series small, letters of the Eerste Kamer and of chapters as capitals."""
    parts = re.sub(r"\.(?:html|pdf|xml)$", "", identifier).split("-")
    if parts[0].lower() != "kst":
        return "-".join([parts[0].lower(), *parts[1:]]) if parts[0].lower() != "kv" else identifier
    return "-".join(["kst", *(p.upper() if re.fullmatch(r"[a-zA-Z]{1,6}", p) else p for p in parts[1:])])


def _law(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    law = match["id"].upper()
    article = re.search(r"&(?:amp;)?artikel=([\w.:]+)", match["tail"]) or _ANCHOR.search(match["anchor"] or "")
    if article:
        tail = "".join(f"&lid={n}" for n in re.findall(r"&(?:amp;)?lid=(\w+)", match["tail"]))
        yield Found(
            "article",
            *match.span(),
            "juriconnect",
            f"jci1.3:c:{law}&artikel={article[1]}{tail}",
            "exact-id",
            0.99,
        )
    kind = "treaty" if law[3] == "V" else "law"
    yield Found(kind, match.start("id"), match.end("id"), "law-identifier", law, "exact-id", 0.99)


def _dossier(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield Found("dossier", *match.span(), "dossier-address", match["id"].upper(), "exact-id", 0.99)


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
    Rule("law-identifier", ("bwbr", "bwbv"), _LAW, _law, before=45, after=140),
    Rule("local-rule", ("cvdr",), _LOCAL, _local, before=120, after=20),
    Rule("dossier-address", ("bekendmakingen.nl/",), _DOSSIER, _dossier, before=30, after=130),
)
