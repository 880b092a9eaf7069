"""People, by the words that introduce them.

    het lid Karabulut (SP), de leden Van Kent en Van Nispen (beiden SP), de Kamerleden Van Kent en Van Nispen
    staatssecretaris Van Ark, toenmalig staatssecretaris Van 't Wout, minister Marga Klompé, Minister Bruins Slot (BZ)
    mevrouw Van Ark (VVD):, de heer Omtzigt
    volgens Peter Derkx (filosoof …), prof. dr. M. Scheltema, mr. Van Veen
    Sadet Karabulut, Reinier van Zutphen          full names of the registers, wherever they stand
    a family name alone                           once the same text has introduced somebody with that name

A degree with a family name alone says nobody in particular: judges and lawyers bear the names of members too.
Invented names of case stories are never introduced in these ways; a name that a note calls invented is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.documents.reading import Desk
from extract.finding import Found, Rule, Scene
from extract.fold import slug
from extract.model import Basis, Participation
from extract.offices import OFFICE
from extract.people import FAMILY, GIVEN, INITIALS, NAME, PARTY, PREFIX, SURNAME
from extract.words import standing_free

_NO_NAME = (
    r"(?!Kamer|Griffier|Voorzitter|Staten|Generaal|Partij|Regering|Minister|Staats|Tweede|Eerste|Zie\b|Wet\b|Het\b|Een\b"
    r"|Deze\b|Dit\b|Dat\b|In\b|Op\b|Die\b|Bij\b|Voor\b|Naar\b|Aan\b|Over\b|Met\b|Tijdens\b|Zijn\b|Ook\b"
    r"|Is\b|Uit\b|Sociale\b|Economische\b|Binnenlandse\b|Buitenlandse\b"
    r"|Financiën\b|Onderwijs\b|Zorg\b|Justitie\b|Defensie\b|Volksgezondheid\b|Infrastructuur\b|Landbouw\b"
    r"|Veiligheid\b|Wonen\b|Cultuur\b|Klimaat\b|Asiel\b|Jeugd\b|Werk\b|Participatie\b|Langdurige\b|Medische\b)"
)
CAPITALISED = rf"{_NO_NAME}(?:{INITIALS} ?{FAMILY}|{GIVEN} (?:{PREFIX} )?{SURNAME}|(?=[A-ZÀ-Ý]){FAMILY})"
_LIST = rf"{_NO_NAME}{NAME}(?:(?:, (?:en )?| en |/){_NO_NAME}{NAME})*"
_MEMBERS = re.compile(
    r"\b(?P<frame>(?:[Hh]et |[Dd]e )?(?:[Kk]amer)?(?:lid|leden)|[Mm]evrouw|[Dd]e heer|[Dh]hr\.|[Mm]evr\.)"
    rf" (?P<names>{_LIST})"
    rf"(?: c\.s\.)?(?: \((?:beiden |allen )?(?P<party>{PARTY})\))?"
)
_ORDINAL = re.compile(r"\w(?:de|ste) $")
_MEMBER_WITH_PARTY = re.compile(rf"(?:,| en) (?P<names>{_LIST}) \((?:beiden |allen )?(?P<party>{PARTY})\)")
_HOLDER = re.compile(
    rf"\b(?P<time>[Tt]oenmalig|[Vv]oormalig|[Dd]emissionair|[Oo]ud)?e?[ -]?(?P<office>{OFFICE}"
    rf"|[Oo]mbudsman|[Ww]ethouder|[Bb]urgemeester) "
    rf"(?P<name>{CAPITALISED})(?: \((?P<portfolio>[^()]{{2,100}})\))?"
)
_TITLED = re.compile(
    rf"\b(?P<title>(?:(?:[Pp]rof|[Dd]r|[Mm]r|[Dd]rs|[Ii]r)\.? )+)(?P<name>(?:{INITIALS} ?)?(?:{GIVEN} )?{FAMILY})"
)
_IN_FULL = re.compile(rf"(?:{INITIALS} ?)?(?!(?i:{PREFIX}) ){GIVEN} ")
_ACCORDING = re.compile(
    rf"\b[Vv]olgens (?P<name>{_NO_NAME}{GIVEN} (?:{PREFIX} )?{SURNAME}) \((?P<role>[^()]{{3,100}})\)"
)
_MORE_OF_A_PORTFOLIO = re.compile(r" en [A-Z]")  # staatssecretaris Participatie en Integratie
_SHORTEST = 4  # letters of a family name that is looked for alone
_EACH = re.compile(rf"{NAME}")


@dataclass(frozen=True, slots=True)
class Said:
    """What the text says of a person next to the name, as printed."""

    office: str | None = None
    party: str | None = None
    portfolio: str | None = None
    role: str | None = None


def mention(name: str, start: int, scene: Scene, rule: str, said: Said = Said()) -> Found:
    """A person by name, resolved with the day, the party and the office in view."""
    desk, day, office = scene.desk, scene.day(start), said.office
    post = desk.offices.find(office, said.portfolio, day)[1] if office else None
    people = desk.people.who(name, day=day, party=desk.party(said.party), post=post)
    people = tuple(p for p in people if office and _ever_held(p.id, office, desk)) or people
    id_ = people[0].id if len(people) == 1 else None
    candidates = tuple(sorted(p.id for p in people)) if len(people) > 1 else ()
    basis: Basis = "register" if id_ or candidates else "context"
    found = Found("person", start, start + len(name), rule, id_, basis, 0.95 if id_ else 0.8, candidates)
    return found.with_details(name=name, office=office.lower() if office else None, party=said.party, role=said.role)


def _ever_held(person: str, office: str, desk: Desk) -> bool:
    holdings = desk.registers.person_by_id[person].holdings
    posts = desk.registers.post_by_id
    return any(h.post in posts and posts[h.post].office == office.lower() for h in holdings)


def each(names: str, start: int, scene: Scene, rule: str, said: Said) -> Iterator[Found]:
    """One mention for each name of a list."""
    for match in _EACH.finditer(names):
        yield mention(match[0], start + match.start(), scene, rule, said)


def known_part(name: str, rest: str, scene: Scene) -> str:
    """As much of the words behind an office as is a name: not `Tijdens` after a known one, not a portfolio.

    `rest` is the text from the name on: `Vermeend van Sociale Zaken en Werkgelegenheid`.
    """
    first, people = name.partition(" ")[0], scene.desk.people
    portfolio = re.match(r"\S+ (?:van|voor) (?P<words>.{3,90})", rest)
    if portfolio and scene.desk.offices.begins_with_ministry(portfolio["words"]):
        return first
    return first if not people.who(name) and people.who(first) else name


def _member(match: re.Match[str]) -> Said:
    return Said(party=match["party"], role="lid")


def _members(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    if match["frame"] == "lid" and _ORDINAL.search(scene.text, max(0, match.start() - 20), match.start()):
        return  # artikel 359, zevende lid Sv
    yield from each(match["names"], match.start("names"), scene, "member", _member(match))
    following = _MEMBER_WITH_PARTY.match(scene.text, match.end()) if match["party"] else None
    while following:
        yield from each(following["names"], following.start("names"), scene, "member", _member(following))
        following = _MEMBER_WITH_PARTY.match(scene.text, following.end())


def _holder(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    role = " ".join(w.lower() for w in (match["time"], match["office"]) if w)
    said = Said(office=match["office"], portfolio=match["portfolio"], role=role)
    start = match.start("name")
    name = known_part(match["name"], scene.text[start : start + 130], scene)
    found = mention(name, start, scene, "office-holder", said)
    if found.id or not _MORE_OF_A_PORTFOLIO.match(scene.text, found.end):
        yield found


def _titled(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    found = mention(match["name"], match.start("name"), scene, "academic-title", Said(role=match["title"].strip()))
    in_full = _IN_FULL.match(match["name"])
    yield found if in_full else replace(found, id=None, candidates=(), basis="context", confidence=0.8)


def _according(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    yield mention(match["name"], match.start("name"), scene, "according-to", Said(role=match["role"]))


def full_names(scene: Scene) -> Iterator[Found]:
    """Full names that the registers hold."""
    for hit in scene.names_of("person"):
        ids = sorted(hit.ids)
        found = Found("person", hit.start, hit.end, "full-name", ids[0] if len(ids) == 1 else None, "register", 0.97)
        yield found.with_details(name=scene.text[hit.start : hit.end])


def participants(scene: Scene) -> Iterator[tuple[Participation, Found]]:
    """Those whom the paper itself names as its askers, answerers, movers and signatories."""
    for paper in scene.reading.papers:
        for part in paper.participations:
            if part.name and part.span:
                found = Found(
                    "person", part.span.start, part.span.end, f"paper-{part.role}", part.person, "register", 0.98
                )
                yield part, found.with_details(name=part.name, office=part.office, party=part.party, role=part.role)


def repeated(known: Iterable[Found], scene: Scene) -> Iterator[Found]:
    """Family names that the text has introduced, where they come back alone."""
    names: dict[str, set[str | None]] = {}
    for found in known:
        names.setdefault(_family(found.details.get("name", "")), set()).add(found.id)
    certain = {family: next(iter(ids)) for family, ids in names.items() if len(ids) == 1 and len(family) >= _SHORTEST}
    for place in standing_free(certain, scene.text):
        name = place.of(scene.text)
        found = Found("person", place.start, place.end, "repeated-name", certain[name], "context", 0.75)
        yield found.with_details(name=name)


def _family(name: str) -> str:
    match = re.search(rf"(?:{PREFIX} )?{SURNAME}$", name)
    words = match[0] if match else name
    return words[:1].upper() + words[1:]


def invented(scene: Scene) -> frozenset[str]:
    """Names that a note says are not real ones (as slugs)."""
    words = (
        re.search(r"(\w[\w' -]*)$", scene.source.text[max(0, anchor.start - 30) : anchor.start].split("\n")[-1])
        for note in scene.source.notes
        if note.label == "*"
        for anchor in note.anchors
    )
    return frozenset(slug(match[1].split()[-1]) for match in words if match)


RULES = (
    Rule(
        "member", ("lid ", "leden ", "mevrouw ", "de heer ", "dhr. ", "mevr. "), _MEMBERS, _members, before=8, after=160
    ),
    Rule(
        "office-holder",
        ("minister ", "minister-president ", "staatssecretaris ", "wethouder ", "burgemeester "),
        _HOLDER,
        _holder,
        before=14,
        after=130,
    ),
    Rule("academic-title", ("prof", "dr. ", "mr. ", "drs. ", "ir. "), _TITLED, _titled, before=1, after=60),
    Rule("according-to", ("volgens ",), _ACCORDING, _according, after=160),
)
