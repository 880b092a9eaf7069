"""Letters known by their date.

    zijn brief over fraudeaanpak in de sociale zekerheid van 12 november 2020, de brief van 19 januari jl.
    de Kamerbrief d.d. 16 december 2024 inzake …, bij brief van 15 april jl., de brief d.d. 03-05-2022
    de brief van minister Koolmees van 3 mei 2019, de brief van de staatssecretaris van Financiën d.d. 3 mei 2022
    de probleemanalyse van … die het kabinet op 16 december jl. met uw Kamer heeft gedeeld

Which paper it is follows from a note mark, a citation behind it, or the same date elsewhere in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import MONTH, last_before, parse_printed
from extract.finders.people import CAPITALISED, known_part
from extract.finding import Found, Rule, Scene
from extract.offices import OFFICE

_DATE = rf"(?:\d{{1,2}} ?{MONTH} (?:\d{{4}}|jl\b\.?|jongstleden)|\d{{1,2}}-\d{{1,2}}-(?:19|20)\d\d)"
_ABOUT = r"(?:over|inzake|aangaande|betreffende|met betrekking tot|over de|houdende)"
_LETTER = re.compile(
    rf"\b(?:[Kk]amer|[Vv]oortgangs|[Vv]erzamel|[Bb]eleids)?[Bb]rief(?: \([^()]{{3,40}}\))?"
    rf"(?: {_ABOUT} (?P<about>(?:(?!\d{{1,2}} ?{MONTH})[^.;()]){{3,160}}?))?(?: aan (?:de|uw) (?:Tweede )?Kamer)?"
    rf" (?:van|d\.d\.|dd\.?|gedateerd)"
    rf"(?: (?:de|het|(?:toenmalig )?{OFFICE}) [^.;()]{{3,80}}? (?:van|d\.d\.))? ?(?P<date>{_DATE})"
    rf"(?: {_ABOUT} (?P<subject>(?:(?!de |het )|[^.,;()]{{4}})[^.,;()]{{3,120}}))?"
)
_SHARED = re.compile(
    rf"\b(?P<what>(?P<sort>\w*(?:analyse|nota|notitie|brief|verkenning|reactie|rapportage|agenda))"
    rf"(?: (?:van|over|op|inzake) (?:(?!(?:die|dat) )[^.,;()]){{3,80}}?)?),? (?:die|dat|welke) [^.,;()]{{2,60}}?"
    rf"(?:op |d\.d\. )(?P<date>{_DATE})(?: jl\.?)? (?:met|aan|naar) (?:uw|de) (?:Tweede )?Kamer"
    rf" (?:heb|heeft|hebben) (?:gedeeld|gestuurd|gezonden|verzonden|verstuurd|aangeboden|toegezonden)\b"
)
_SENDER_AFTER = re.compile(
    rf"[^.;]{{0,60}}?\b(?:(?:toenmalig|voormalig|demissionair)e? )?(?P<office>{OFFICE}) (?P<name>{CAPITALISED})"
)
_SENDER_WITHIN = re.compile(rf"\bvan (?:de )?(?:toenmalig )?(?P<office>{OFFICE}) (?P<name>{CAPITALISED})")
_INFORMS = re.compile(r"[^.;]{0,40}?\b(?:informeer\w*|bericht\w*|meld\w*)[^.;]{0,30}? over (?P<about>[^.,;()]{5,160})")
_TO_THE_HOUSE = re.compile(r"\b(?:uw Kamer|de Tweede Kamer|de Kamer|informeerde \w+ u\b)")


def _letter(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    found = Found("letter", *match.span(), "letter-by-date", None, "context", 0.6)
    sentence_end = scene.text.find(". ", match.end())
    rest = scene.text[match.start() : sentence_end if 0 < sentence_end < match.end() + 300 else match.end() + 120]
    house = bool(_TO_THE_HOUSE.search(rest)) or match[0].startswith("Kamer")
    yield found.with_details(
        date=_day(match, scene),
        described=match["about"] or match["subject"] or _informed_about(match, scene),
        sender=_sender(match, scene),
        recipient=scene.desk.house if house else None,
    )


def _informed_about(match: re.Match[str], scene: Scene) -> str | None:
    """`… informeerde hij u over een aanvullend traject`."""
    informs = _INFORMS.match(scene.text, match.end())
    return informs["about"].strip() if informs else None


def _day(match: re.Match[str], scene: Scene) -> str | None:
    words = match["date"]
    if full := parse_printed(words):
        return full
    reference = scene.day(match.start())
    told = re.match(rf"(?P<day>\d{{1,2}}) ?(?P<month>{MONTH})", words, re.I)
    return last_before(int(told["day"]), told["month"], reference) if told and reference else None


def _sender(match: re.Match[str], scene: Scene) -> str | None:
    after = _SENDER_WITHIN.search(scene.text, *match.span()) or _SENDER_AFTER.match(scene.text, match.end())
    if not after:
        return None
    people = scene.desk.people.who(
        known_part(after["name"], scene.text[after.start("name") :][:130], scene), day=scene.day(match.start())
    )
    return people[0].id if len(people) == 1 else after["name"]


def _shared(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    kind = "letter" if match["sort"].endswith("brief") else "report"
    found = Found(kind, *match.span("what"), "shared-with-house", None, "context", 0.7)
    yield found.with_details(title=match["what"], date=_day(match, scene), recipient=scene.desk.house)


RULES = (
    Rule("letter-by-date", ("brief",), _LETTER, _letter, before=12, after=420),
    Rule("shared-with-house", ("kamer heb", "kamer heeft"), _SHARED, _shared, before=240, after=24),
)
