"""Undertakings to the House (toezeggingen).

zeg ik uw Kamer toe periodiek te informeren …, Ik zeg de Kamer toe dat …, ik heb toegezegd …
het door voormalig staatssecretaris Van 't Wout toegezegde Aanjaagteam Preventie
zoals ik deze … heb toegezegd
De minister zegt toe de Kamer voor de zomer te informeren; de staatssecretaris heeft toegezegd …
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.people import CAPITALISED, known_part
from extract.finding import Found, Rule, Scene
from extract.offices import OFFICE

_I_PROMISE = re.compile(
    r"\b(?:[Ii]k zeg|[Zz]eg ik) (?:(?:hierbij|graag|u|uw Kamer|de Kamer|de leden|daarbij) )*toe(?P<what>[^.\n]{0,300})"
)
_IS_PROMISED = re.compile(
    rf"\b[Dd]e {OFFICE}(?: (?:van|voor) [A-Z][\w, -]{{2,60}}?| [A-Z][\w-]{{2,30}})? "
    rf"(?:(?:zegt|zegde)(?: (?:de Kamer|het lid [A-Z][\w-]{{2,30}}"
    r"|hierbij|daarop))? toe\b|heeft(?: (?:aan )?(?:de|uw) Kamer)? toegezegd\b)(?P<what>[^.\n]{0,300})"
)
_PROMISED_BY = re.compile(
    rf"\bdoor (?:de )?(?:(?:toenmalig|voormalig|demissionair)e? )?(?P<office>{OFFICE}) "
    rf"(?P<name>{CAPITALISED}) toegezegde? (?P<what>[^.,;\n]{{3,120}})"
)
_I_PROMISED = re.compile(
    r"\b(?:ik (?:(?!ik\b)[^.\n]){0,140}?heb|heb ik|ik heb)(?: uw Kamer| de Kamer| u)?[^.\n]{0,40} toegezegd"
)


def _i_promise(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    found = Found(
        "commitment", match.start(), match.start() + len(match[0].rstrip()), "i-promise", None, "context", 0.9
    )
    yield found.with_details(
        described=match["what"].strip(" ,:") or None, sender=_speaker(match, scene), recipient=scene.desk.house
    )


def _i_promised(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    found = Found("commitment", match.start(), match.end(), "i-promised", None, "context", 0.8)
    yield found.with_details(described=match[0], sender=_speaker(match, scene), recipient=scene.desk.house)


def _is_promised(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    end = match.start() + len(match[0].rstrip())
    found = Found("commitment", match.start(), end, "is-promised", None, "context", 0.8)
    yield found.with_details(described=match["what"].strip(" ,:") or None, recipient=scene.desk.house)


def _promised_by(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    people = scene.desk.people.who(
        known_part(match["name"], scene.text[match.start("name") :][:130], scene), day=scene.day(match.start())
    )
    sender = people[0].id if len(people) == 1 else match["name"]
    found = Found("commitment", match.start(), match.end(), "promised-by", None, "context", 0.9)
    yield found.with_details(described=match["what"], sender=sender, office=match["office"].lower())


def _speaker(match: re.Match[str], scene: Scene) -> str | None:
    """Who says `ik` in the paper: its signatory or its answerer."""
    key = scene.reading.owner(scene.source.flow.span(*match.span()))
    parts = (p for paper in scene.reading.papers if paper.key == key for p in paper.participations)
    return next((p.person or p.name for p in parts if p.role in {"signatory", "answerer"}), None)


RULES = (
    Rule("i-promise", (" toe",), _I_PROMISE, _i_promise, before=60, after=310, needs=re.compile("[Zz]eg ")),
    Rule("is-promised", (" toe", "toegezegd"), _IS_PROMISED, _is_promised, before=120, after=310),
    Rule("promised-by", ("toegezegd",), _PROMISED_BY, _promised_by, before=110, after=130),
    Rule(
        "i-promised", ("heb toegezegd", "kamer toegezegd", "u toegezegd"), _I_PROMISED, _i_promised, before=200, after=4
    ),
)
