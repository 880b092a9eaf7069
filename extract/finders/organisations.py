"""Organisations and parties.

Sociale Verzekeringsbank (SVB), VNG, de Nationale ombudsman        names and abbreviations of the registers
gemeente Amsterdam                                                 a municipality, only with the word before it
Staatssecretaris van Sociale Zaken en Werkgelegenheid, Nobel (Sociale Zaken en Werkgelegenheid)    the ministry
Universiteit Leiden, Open Universiteit, Universiteiten Twente en Utrecht, Rijksuniversiteit Groningen
Tijdelijke commissie Uitvoeringsorganisaties, commissie De Vries, Commissie fundamentele herbezinning WSW
Aanjaagteam Preventie, VNG Kenniscentrum Handhaving en Naleving
(SP), de PvdA-fractie, (GroenLinks-PvdA), DENK en Volt             parties
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.finding import Found, Rule, Scene
from extract.fold import slug
from extract.gazetteer import NameHit
from extract.offices import OFFICE
from extract.words import standing_free

_PROPER = r"[A-ZÀ-Ý][\wà-ÿ-]+"
_PROPERS = rf"{_PROPER}(?: (?:(?:en|van|voor|de|der|het) )*{_PROPER})*"
_LISTED_BEFORE = re.compile(r"(?:, (?:en )?| en |/)(?:de |het )?$")
_LISTED_AFTER = re.compile(r"(?:, (?:en )?| en |/)(?:de |het )?")
_MUNICIPALITY = re.compile(r"gemeenten?(?: \w+ en)? $", re.I)
_INSIDE = re.compile(r"\bin $")
_PORTFOLIO = re.compile(rf"\b(?:{OFFICE}s?|[Mm]inisterie) (?:van|voor) (?P<words>[A-Z][\w, -]{{3,90}})")
_PORTFOLIO_AFTER_NAME = re.compile(rf"\b{OFFICE} [^()\n]{{2,40}} \((?P<words>[A-Z][\w, -]{{2,90}})\)")
_UNIVERSITY = re.compile(
    rf"\b(?:(?:Rijks|Open |Vrije |Technische |Radboud |Erasmus )?[Uu]niversiteit(?:(?: van)? "
    rf"(?P<place>{_PROPER}))?|Hogeschool (?:van )?{_PROPER})"
)
_TOWN = rf"(?:{_PROPER}|'s-{_PROPER})(?:[ -](?:aan den |aan de |en |op |bij )?{_PROPER})*"
_MUNICIPALITIES = re.compile(
    rf"\b(?:gemeenten?|[Ss]tad(?: als)?|[Ss]teden(?: als)?) (?P<names>{_TOWN}(?:(?:, | en ){_TOWN})*)(?![\w-])"
)
_UNIVERSITIES = re.compile(rf"\bUniversiteiten (?P<names>{_PROPER}(?:(?:, | en ){_PROPER})+)")
_MORE_UNIVERSITIES = re.compile(rf"\bUniversiteit {_PROPER}, (?P<names>{_PROPER}(?:(?:, | en ){_PROPER})*)")
_COMMITTEE = re.compile(
    rf"\b(?:[Tt]ijdelijke |[Pp]arlementaire |[Ss]taats)?[Cc]ommissie[ -](?:(?:van de|voor de|inzake"
    rf"|fundamentele|herbezinning) )*(?:De |Van |Van den |Van der )?{_PROPERS}"
)
_TEAM = re.compile(
    rf"(?<=[a-z,] )(?:[A-Z]{{2,5}} )?[A-Z][a-zà-ÿ]+(?:team|platform|kenniscentrum)(?: {_PROPERS})?"
    rf"|\b[A-Z]{{2,6}} Kenniscentrum {_PROPERS}"
)


_A_MEMBER = re.compile(r"\bhet lid ", re.I)  # het lid Omtzigt is somebody, Lid Omtzigt a party


def names(scene: Scene) -> Iterator[Found]:
    """Names of the registers."""
    for hit in scene.names:
        if parties := hit.of_kind("party"):
            yield from _party(parties, scene)
        elif organisations := hit.of_kind("organisation"):
            yield from _organisation(organisations, scene)


def _party(hit: NameHit, scene: Scene) -> Iterator[Found]:
    """A party; a name that is an ordinary word (Denk, Volt) only in brackets, before `-fractie` or beside another."""
    words = scene.text[hit.start : hit.end]
    if _A_MEMBER.search(scene.text, max(0, hit.start - 4), hit.end):
        return
    marked = scene.text[hit.start - 1 : hit.start] == "(" or scene.text[hit.end : hit.end + 8].startswith(
        ("-", " fractie", "-fractie")
    )
    beside = re.search(r"(?:beiden|allen|fractie van(?: de| het)?) $", scene.text[max(0, hit.start - 24) : hit.start])
    if sum(c.isupper() or c.isdigit() for c in words) > 1 or marked or beside or _in_a_list(hit, scene):
        entries = hit.on(scene.day(hit.start))
        yield _of_register("party", hit, sorted({e.id for e in entries}), "party-name")


def _in_a_list(hit: NameHit, scene: Scene) -> bool:
    """Whether another party stands right before or behind: `DENK en Volt`."""
    before = _LISTED_BEFORE.search(scene.text, max(0, hit.start - 8), hit.start)
    after = _LISTED_AFTER.match(scene.text, hit.end)
    neighbours = (
        scene.names_ending.get(before.start()) if before else None,
        scene.names_at.get(after.end()) if after else None,
    )
    return any(other and other.of_kind("party") for other in neighbours)


def _organisation(hit: NameHit, scene: Scene) -> Iterator[Found]:
    entries = hit.on(scene.day(hit.start))
    ids = sorted({entry.id for entry in entries})
    if all(i.startswith("gemeente/") for i in ids) and not scene.text[hit.start :].startswith(("gemeente", "Gemeente")):
        before = _MUNICIPALITY.search(scene.text, max(0, hit.start - 20), hit.start)
        if before:
            yield _of_register("organisation", NameHit(before.start(), hit.end, hit.owners), ids, "municipality")
        return
    yield _of_register("organisation", hit, ids, "organisation-name")


def repeated(known: Iterable[Found], scene: Scene) -> Iterator[Found]:
    """Municipalities that the text has introduced, where it says again what is done in them."""
    spans = (scene.text[f.start : f.end] for f in known if f.rule == "municipality" and f.id)
    towns = {re.sub(r"^.*[gG]emeenten? ", "", words) for words in spans}
    for place in standing_free(towns, scene.text):
        inside = _INSIDE.search(scene.text, max(0, place.start - 4), place.start)
        entry = scene.desk.municipality(place.of(scene.text)) if inside else None
        if entry:
            yield Found("organisation", place.start, place.end, "municipality", entry.id, "context", 0.7)


def _of_register(kind: str, hit: NameHit, ids: list[str], rule: str) -> Found:
    one = ids[0] if len(ids) == 1 else None
    return Found(kind, hit.start, hit.end, rule, one, "register", 0.95 if one else 0.6, () if one else tuple(ids))


def _portfolio(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """The ministry in the title of an office: the longest beginning of the words that is a ministry's name."""
    words = match["words"]
    ends = [at for at, sign in enumerate(words) if sign in " ,"]
    for end in (len(words), *reversed(ends)):
        portfolio = words[:end].rstrip(" ,")
        if ministry := scene.desk.offices.ministry(portfolio, scene.day(match.start())):
            start = match.start("words")
            yield Found("organisation", start, start + len(portfolio), "portfolio", ministry.id, "register", 0.97)
            return


def _named_by_kind(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """A body that its own name describes, whether or not a register has it."""
    words = match[0]
    if len(words.split()) > 1 or not words[0].islower():
        yield Found("organisation", *match.span(), "organisation-shape", slug(words), "exact-id", 0.8).with_details(
            title=words
        )


def _municipalities(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """Each of a list of names that is a municipality of the registers."""
    for name in re.finditer(r"(?:(?!, | en ).)+", match["names"]):
        words = name[0].removeprefix("en ").lstrip(", ")
        start = match.start("names") + name.start() + len(name[0]) - len(words)
        if entry := scene.desk.municipality(words):
            yield Found("organisation", start, start + len(words), "municipality", entry.id, "register", 0.95)


def _universities(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    towns = list(re.finditer(_PROPER, match["names"]))
    if not all(scene.desk.municipality(town[0]) or match.re is _UNIVERSITIES for town in towns):
        return
    for name in towns:
        start = match.start("names") + name.start()
        words = f"Universiteit {name[0]}"
        yield Found(
            "organisation", start, start + len(name[0]), "universities", slug(words), "context", 0.8
        ).with_details(title=words)


RULES = (
    Rule("portfolio", ("minister", "staatssecretaris"), _PORTFOLIO, _portfolio, after=110),
    Rule(
        "portfolio-after-name",
        ("minister", "staatssecretaris"),
        _PORTFOLIO_AFTER_NAME,
        _portfolio,
        after=150,
        needs=re.compile(r"\("),
    ),
    Rule("university", ("universiteit ", "hogeschool "), _UNIVERSITY, _named_by_kind, before=12, after=60),
    Rule("universities", ("universiteiten ",), _UNIVERSITIES, _universities, after=80),
    Rule("universities", ("universiteit ",), _MORE_UNIVERSITIES, _universities, after=100),
    Rule("municipality", ("gemeente", "stad ", "steden "), _MUNICIPALITIES, _municipalities, after=160),
    Rule("committee", ("commissie",), _COMMITTEE, _named_by_kind, before=16, after=100),
    Rule("team", ("team", "platform", "kenniscentrum"), _TEAM, _named_by_kind, before=40, after=60),
)
