"""Web addresses, repaired where a blank or a line break cut them.

    https://www.parool.nl/columns-opinie/…, www.rijksoverheid.nl, eenvandaag.avrotros.nl/item/…-ookkritiek- neemt-toe/
    https:// www.nrc.nl/nieuws/2020, http://www. nrc.nl/nieuws, www.vng.nl/artikelen/ vier-opties-voor-…, …/06/⏎04/brief
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
_CUT = r"(?: (?=[\w-]{1,40}\.\w))?"
_PIECE = re.compile(r"(?<=[-/]) (?!https?:|www\.)[a-z0-9][\w/.=-]{0,120}")
_PIECES = 4
_ADDRESS = re.compile(
    rf"(?<![\w@./-])(?:https?://{_CUT}(?:www\.{_CUT})?{_BODY}+|www\.{_CUT}[\w-]+\.{_BODY}+|[a-z0-9][\w-]*(?:\.[\w-]+)*\.(?:nl|com|org|eu|net|be|gov|info)/{_BODY}*)"
)
_ELSEWHERE = re.compile(
    r"zoek\.officielebekendmakingen\.nl/.*(?:kst|ah|kv|stb|stcrt|trb|h)-|wetten\.overheid\.nl/.*BWB|ECLI[:_]"
    r"|CVDR\d|CELEX:|/eli/(?:reg|dir|dec)|officielebekendmakingen\.nl/dossier/\d{5}",
    re.I,
)
_OMBUDSMAN = re.compile(r"nationaleombudsman\.nl/(?:publicaties/)?rapporten/(\d{4})/?(\d{3})\b")
_TITLE_BEFORE = re.compile(r"['‘«“](?P<title>[^'‘’«»“”]{10,200})['’»”],? ?\(?$")
_NEWS_BEFORE = re.compile(r"\b(?:artikel|bericht|column|interview)(?:en)?[^.]{0,60}: ?<?$")


_HOST_STROKES = 3  # in https://www.vng.nl/


def _address(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    words = scene.text[match.start() : _end(match, scene)].rstrip(".,;:!?'*]")
    if _ELSEWHERE.search(words) or "." not in words.removeprefix("www."):
        return
    start, end = match.start(), match.start() + len(words)
    before = scene.text[max(0, start - 230) : start]
    if report := _OMBUDSMAN.search(words):
        yield Found("report", start, end, "ombudsman-address", f"ombudsman-{report[1]}-{report[2]}", "derived-id", 0.95)
        return
    url, repaired = _repaired(words, scene.source.flow.span(start, end).of(scene.source.text), before)
    kind = "news" if _NEWS_BEFORE.search(before) else "web"
    issues = ("repaired-address",) if repaired else ()
    basis: Basis = "derived-id" if issues else "exact-id"
    yield Found(kind, start, end, "address", url, basis, 0.85 if repaired else 0.98, issues=issues)


def _end(match: re.Match[str], scene: Scene) -> int:
    """Where an address ends: behind the last piece that goes on with it over a blank or a line end."""
    end = match.end()
    for _ in range(_PIECES):
        piece = _PIECE.match(scene.text, end)
        if not piece or not _goes_on(scene.text[match.start() : end], piece[0].strip(" ."), _line_ends(end, scene)):
            break
        end = piece.end()
    return end


def _line_ends(position: int, scene: Scene) -> bool:
    flow = scene.source.flow
    return "\n" in flow.span(position, position + 2).of(scene.source.text)


def _goes_on(before: str, piece: str, line_ends: bool) -> bool:
    """Whether a piece behind a blank reads as the rest of an address, and not as the next word."""
    if before.endswith("-"):
        return line_ends or bool(re.search("[-/]", piece))
    if line_ends and before.endswith("/"):
        return bool(re.search(r"[-/.\d]", piece))
    return before.count("/") > _HOST_STROKES and bool(re.search("[/]|-.*-", piece))


def _repaired(words: str, printed: str, before: str) -> tuple[str, bool]:
    """The address without blanks; hyphens as in the title that stands before it, where that is the same words."""
    url = re.sub(r"\s", "", printed)
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
