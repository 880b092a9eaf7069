"""Web addresses, repaired where a blank or a line break cut them.

    https://www.parool.nl/columns-opinie/…, www.rijksoverheid.nl, eenvandaag.avrotros.nl/item/…-ookkritiek- neemt-toe/
    https://www.nationaleombudsman.nl/publicaties/rapporten/2023107      the report 2023/107 itself

Addresses that are papers, laws or rulings are those (see `identifiers`), not web pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene
from extract.fold import slug
from extract.model import Basis

_BODY = r"(?:[^\s<>«»\"”’()]|\([^\s()]*\))"
_ADDRESS = re.compile(
    rf"(?<![\w@./-])(?:https?://{_BODY}+|www\.[\w-]+\.{_BODY}+|[a-z0-9][\w-]*(?:\.[\w-]+)*\.(?:nl|com|org|eu|net|be|gov|info)/{_BODY}*)"
    rf"(?P<rest>(?:(?<=-) [a-z0-9]+(?=[-/])[\w/-]*)*)",
)
_ELSEWHERE = re.compile(
    r"zoek\.officielebekendmakingen\.nl/.*(?:kst|ah|kv|stb|stcrt|trb|h)-|wetten\.overheid\.nl/.*BWB|ECLI[:_]", re.I
)
_OMBUDSMAN = re.compile(r"nationaleombudsman\.nl/(?:publicaties/)?rapporten/(\d{4})/?(\d{3})\b")
_TITLE_BEFORE = re.compile(r"['‘«“](?P<title>[^'‘’«»“”]{10,200})['’»”],? ?\(?$")
_NEWS_BEFORE = re.compile(r"\b(?:artikel|bericht|column|interview)(?:en)?[^.]{0,60}: ?<?$")


def _address(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    words = match[0].rstrip(".,;:!?'*]")
    if _ELSEWHERE.search(words) or "." not in words.removeprefix("www."):
        return
    start, end = match.start(), match.start() + len(words)
    before = scene.text[max(0, start - 230) : start]
    if report := _OMBUDSMAN.search(words):
        yield Found("report", start, end, "ombudsman-address", f"ombudsman-{report[1]}-{report[2]}", "derived-id", 0.95)
        return
    url, repaired = _repaired(words, before)
    kind = "news" if _NEWS_BEFORE.search(before) else "web"
    issues = ("repaired-address",) if repaired else ()
    basis: Basis = "derived-id" if issues else "exact-id"
    yield Found(kind, start, end, "address", url, basis, 0.85 if repaired else 0.98, issues=issues)


def _repaired(words: str, before: str) -> tuple[str, bool]:
    """The address without blanks; hyphens as in the title that stands before it, where that is the same words."""
    url = words.replace(" ", "")
    title = _TITLE_BEFORE.search(before)
    head, _, last = url.rstrip("/").rpartition("/")
    if title and slug(title["title"]).replace("-", "") == last.replace("-", "") and slug(title["title"]) != last:
        url = f"{head}/{slug(title['title'])}{'/' if url.endswith('/') else ''}"
    full = url if url.startswith("http") else f"https://{url}"
    return full, url != words


RULES = (
    Rule(
        "address",
        ("http", "www.", ".nl/", ".com/", ".org/", ".eu/", ".net/", ".be/", ".info/"),
        _ADDRESS,
        _address,
        before=80,
        after=300,
    ),
)
