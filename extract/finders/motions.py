"""Motions and amendments by their movers; their numbers are the papers' own.

    motie Omtzigt, motie-Hamer c.s., motie-Azmani/Dijkgraaf, Motie Van Weyenberg
    de (gewijzigde, aangehouden) motie van het lid Van Nispen c.s., moties van de leden Bikker en Omtzigt
    amendement-Dijkgraaf, het amendement van de leden Kat en Sneller, het subamendement van het lid Ploumen
    de motie op stuk nr. 266, motie nr. 14, de moties op de stukken nrs. 27, 28 en 33     by number within a debate

Which motion it is follows from the citation or the note mark behind it, or from the same mover elsewhere in the text;
one with a number only is the paper of that number elsewhere in the text, if there is just one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.citations import SEPARATOR
from extract.finders.people import Said, each
from extract.finding import Found, Rule, Scene
from extract.people import NAME, PARTY

_NO_MOVER = r"(?!Kamerstuk|Tweede\b|Eerste\b|Partij\b|Handelingen|Nr\b|Stb\b|TK\b|EK\b|[A-Z]{2,}\b)"
_MOVERS = rf"{_NO_MOVER}{NAME}(?:(?:, | en |/){_NO_MOVER}{NAME})*"
_MOVED = re.compile(
    rf"\b(?P<kind>[Mm]otie|(?:[Ss]ub)?[Aa]mendement)(?:s|en)?"
    rf"(?:-|(?: van)? (?:het [Ll]id |de leden |de heer |mevrouw )?)"
    rf"(?P<movers>{_MOVERS})(?P<cs> c\.s\.)?(?: \((?:beiden |allen )?(?P<party>{PARTY})\))?"
)
_NUMBERED = re.compile(
    rf"\b(?P<kind>[Mm]otie|[Aa]mendement)(?:s|en)? (?:(?:op|onder|met) (?:de )?(?:stuk(?:ken)? )?)?(?:nrs?\.|nummers?) "
    rf"?(?P<numbers>\d{{1,4}}(?:{SEPARATOR}\d{{1,4}})*)(?![\d/]| ?\(\d\d[ .]?\d{{3}}|,? \d{{2}} ?\d{{3}})"
)
_ASKS = re.compile(
    r"(?:,|\))? ?(?:over|waarin (?:wordt )?(?:verzocht|opgeroepen)(?: om)?|die (?:verzoekt|vraagt)(?:"
    r" om)?) (?P<asks>[^.;()]{5,200})"
)
_BEFORE = re.compile(r"(?P<asks>(?:de|het|een) [^.;,()]{10,120}) \($")


def _moved(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    kind = "motion" if match["kind"].lower() == "motie" else "amendment"
    said = Said(party=match["party"], role="indiener")
    people = list(each(match["movers"], match.start("movers"), scene, "mover", said))
    yield from people
    end = match.end("cs") if match["cs"] else match.end("movers")
    movers = "; ".join(p.id or p.details["name"] for p in people)
    asks = _ASKS.match(scene.text, match.end()) or _BEFORE.search(
        scene.text, max(0, match.start() - 140), match.start()
    )
    found = Found(kind, match.start(), end, "by-mover", None, "context", 0.6)
    yield found.with_details(mover=movers, described=asks["asks"].strip() if asks else None)


def _numbered(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """One mention for each number; which dossier it is in the text says elsewhere, or not at all."""
    kind = "motion" if match["kind"].lower() == "motie" else "amendment"
    for index, number in enumerate(re.finditer(r"\d+", match["numbers"])):
        start = match.start() if index == 0 else match.start("numbers") + number.start()
        end = match.start("numbers") + number.end()
        yield Found(kind, start, end, "number-only", None, "context", 0.6).with_details(number=number[0])


RULES = (
    Rule("by-mover", ("motie", "amendement"), _MOVED, _moved, before=4, after=140),
    Rule("number-only", ("motie", "amendement"), _NUMBERED, _numbered, before=1, after=100),
)
