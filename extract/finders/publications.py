"""Books, studies and articles, in notes and in lists of literature.

    Y.E. Schuurmans, A.E.M. Leijten & J.E. Esser, Bestuursrecht op Maat (in opdracht van BZK), Leiden: Universiteit
        Leiden 2020, p. 35 en 56                                            authors, title, place: publisher year
    Streng maar onrechtvaardig, de bijstand gewogen, Thomas Kampen en Evelien Tonkens, 3 december 2020
    Een brede blik op bijstand, SCP 2023            Man's search for meaning, Viktor E. Frankl, 7 februari 2008
    Wetgeving in de responsieve rechtsstaat, prof. dr. M. Scheltema in RegelMaat 2018/3

In a list of literature every item is an entry; a note is one if it looks like an item and not like a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

import ahocorasick_rs

from extract.dates import DAY, MONTH, parse_day
from extract.finders.people import Said, mention
from extract.finding import Found, Scene
from extract.flow import PARAGRAPH, Stretches
from extract.fold import fold
from extract.gazetteer import NameHit
from extract.model import Span
from extract.people import INITIALS, PREFIX, SURNAME, TITLES, WORD

_SHORT_NAME = rf"{INITIALS} ?(?:{PREFIX} )?{SURNAME}"
_LONG_NAME = rf"(?:{TITLES}{INITIALS} {SURNAME}|{WORD}(?: [A-Z]\.)? (?:{PREFIX} )?{SURNAME})"
_NAMES = rf"{_LONG_NAME}(?:(?:, | en | & ){_LONG_NAME})*"
_AUTHORED = re.compile(
    rf"(?P<authors>{_SHORT_NAME}(?:(?:, | en | & |, & ){_SHORT_NAME})*)(?: \(red\.\))?, [‘'“]?"
    rf"(?P<title>[^,\n]{{5,200}}?)[’'”]?(?: \(in opdracht van (?P<commissioner>[^()]{{2,80}})\))?"
    rf"(?:, (?P<place>[A-Z][\w ’'-]{{2,40}}): (?P<publisher>[^,\n]{{2,80}}?))?,? (?P<year>(?:19|20)\d\d)"
    rf"(?:, ?p\. ?(?P<pages>[\d-]+(?:(?:, | en )[\d-]+)*))?"
)
_HEADING = re.compile(
    r"(?:Bijlage \d+ )?(?:Geraadpleegde |Gebruikte )?(?:literatuur|bronnen|literatuurlijst|bibliografie"
    r"|referenties)\b[^.\n]{0,60}",
    re.I,
)
_WHEN = re.compile(rf"(?:{DAY}|{MONTH} \d{{4}}|(?:19|20)\d\d)(?:-\d{{1,2}}|/\d)?\.?$", re.I)
_NOT_AN_ENTRY = re.compile(
    r"(?:Zie|Vgl|In|Dit|Deze|De Nationale|Met|Dat|Bij|Het gaat|Onder|Daarnaast|Niet|Waar|Op|Kamerstuk|Stb"
    r"|Trb|Tractaten|Aanhangsel|Handelingen"
    r"|Rapport|https?|[Ii]dem|Motie|Brief|Artikel)\w*\b"
)
_VERB = re.compile(
    r"\b(?:is|zijn|wordt|worden|was|werd|heeft|hebben|kan|kunnen|moet|moeten|gaat|sprak|staat|ontving|geldt|geeft|wil)\b"
)
_ORGANISATION = re.compile(
    r"\b(?:Universiteit|Ministerie|Raad|Inspectie|Instituut|Stichting|Vereniging|Planbureau|planbureau|onderzoekers|website|[Mm]agazine|[A-Z]{3,})\b"
)
_REPORT = re.compile(
    r"rapport|evaluatie|onderzoek|monitor|syntheseonderzoek|publicatie van|uitgehold|signaal|handreiking"
    r"|themakaart|benchmark|kennisdocument",
    re.I,
)
_NUMBERED = frozenset({"paper", "motion", "ruling", "answer-set"})
_KINDS = frozenset({"report", "publication", "news"})
ENTRY_RULES = frozenset({"literature-entry", "note-entry", "note-title"})
_DESCRIPTION = re.compile(
    r" ?(?:publicatie|onderzoek|rapport|essay|website|kennisdocument|handreiking|syntheseonderzoek|een "
    r"|uitgave|brochure|factsheet)\b"
)
_LONG = 400
_LONG_TITLE = 12


def entries(scene: Scene) -> Iterator[Found]:
    """All entries with the people who wrote them."""
    yield from _authored(scene)
    for paragraph in _note_paragraphs(scene):
        if _is_entry(paragraph.of(scene.text)):
            yield from _entry(paragraph, scene, "note-entry", 0.7)
        elif _is_bare_title(paragraph, scene):
            yield from _entry(paragraph, scene, "note-title", 0.6)
    for paragraph in _listed(scene):
        yield from _entry(paragraph, scene, "literature-entry", 0.75)


def _is_entry(words: str) -> bool:
    """Whether a note ends with a date behind a comma, or ends with a date and is no sentence."""
    when = _WHEN.search(words)
    if not when or len(words) > _LONG or "," not in words or _NOT_AN_ENTRY.match(words):
        return False
    return words[: when.start()].endswith(", ") or not _VERB.search(words)


def _is_bare_title(paragraph: Span, scene: Scene) -> bool:
    """Whether a note is a few words without a verb, that name nothing known and write out no abbreviation."""
    words = paragraph.of(scene.text)
    if (
        not 3 <= len(words.split()) <= 8
        or _NOT_AN_ENTRY.match(words)
        or _VERB.search(words)
        or re.search(r"[\d,:;]", words)
    ):
        return False
    capitals = "".join(word[0] for word in words.split() if word[0].isupper())
    return capitals not in scene.text and not any(paragraph.start <= hit.start < paragraph.end for hit in scene.names)


def _authored(scene: Scene) -> Iterator[Found]:
    for zone in scene.source.flow.zones:
        if zone.name != "note":
            continue
        for match in _AUTHORED.finditer(scene.text, zone.span.start, zone.span.end):
            found = Found("publication", *match.span(), "authored", None, "context", 0.9)
            yield found.with_details(
                **{**match.groupdict(), "author": _joined(match["authors"]), "authors": None, "place": None}
            )
            yield from _people(match["authors"], match.start("authors"), scene)


def _joined(authors: str) -> str:
    return "; ".join(re.findall(_LONG_NAME, authors))


def _people(authors: str, start: int, scene: Scene) -> Iterator[Found]:
    for match in re.finditer(_LONG_NAME, authors):
        lead = len(match[0]) - len(re.sub(rf"^{TITLES}", "", match[0]))
        yield mention(match[0][lead:], start + match.start() + lead, scene, "author", Said(role="auteur"))


def _note_paragraphs(scene: Scene) -> Iterator[Span]:
    for zone in scene.source.flow.zones:
        if zone.name == "note" and not _AUTHORED.search(scene.text, zone.span.start, zone.span.end):
            yield _bare(zone.span, scene.text)


def _listed(scene: Scene) -> Iterator[Span]:
    """The paragraphs under a heading of literature, to the end of the body or the next annex."""
    body = scene.source.flow.zones[0].span
    paragraphs = [_bare(p, scene.text) for p in _paragraphs(scene.text, body)]
    listing = False
    for paragraph in paragraphs:
        words = paragraph.of(scene.text)
        if _HEADING.fullmatch(words) or (_HEADING.match(words) and len(words) < 80):
            listing = True
        elif re.match(r"Bijlage \d|Hoofdstuk \d", words):
            listing = False
        elif listing and 12 < len(words) < _LONG and not words.startswith(("http", "ECLI")):
            yield paragraph


def _paragraphs(text: str, area: Span) -> Iterator[Span]:
    start = area.start
    while start < area.end:
        end = text.find(PARAGRAPH, start, area.end)
        end = area.end if end < 0 else end
        if end > start:
            yield Span(start, end)
        start = end + 1


def _bare(span: Span, text: str) -> Span:
    """Without blanks, bullets and the final full stop."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" •*¢-"))
    return Span(start, span.start + len(words.rstrip().rstrip(".")))


def _entry(paragraph: Span, scene: Scene, rule: str, confidence: float) -> Iterator[Found]:
    words = paragraph.of(scene.text)
    kind = "report" if _REPORT.search(words) else "publication"
    authors = _authors(words)
    when = _WHEN.search(words)
    found = Found(kind, paragraph.start, paragraph.end, rule, None, "context", confidence)
    yield found.with_details(
        title=_title(words, authors),
        author=_joined(authors[0]) if authors else None,
        publisher=_publisher(paragraph, scene),
        date=parse_day(when[0]) if when else None,
        year=_year(words),
    )
    if authors:
        yield from _people(authors[0], paragraph.start + authors.start(), scene)


def _authors(words: str) -> re.Match[str] | None:
    """The segment between commas that holds nothing but names of people."""
    for match in re.finditer(rf"(?<=[,;:] )(?:{_NAMES})(?=,|$|\.| in [A-Z]| \()", words):
        if not _ORGANISATION.search(match[0]):
            return match
    return None


_AFTER_TITLE = re.compile(r" Kamerstuk(?:ken)?\b|(?<=\)) (?=(?:Deze|Dit|Het|De|Met)\b)")


def _title(words: str, authors: re.Match[str] | None) -> str:
    words = _AFTER_TITLE.split(words)[0].rstrip(" ,;") if not authors else words
    if authors:
        return words[: authors.start()].rstrip(" ,;:").strip("‘’'“”")
    if quoted := re.match(r"[‘“'](?P<title>[^’”]{4,160})[’”']", words):
        return quoted["title"]
    segments = re.split(r"[;,](?= )", words)
    last = len(segments) - 1
    keep = [segments[0]]
    for segment in segments[1:last]:
        if not segment[1:2].islower() or _ORGANISATION.search(segment) or _DESCRIPTION.match(segment):
            break
        keep.append(segment)
    return ",".join(keep).strip("‘’'“” .")


def _year(words: str) -> str | None:
    years = re.findall(r"(?<![\d-])((?:19|20)\d\d)(?!\d)", words)
    return years[-1] if years else None


def _publisher(paragraph: Span, scene: Scene) -> str | None:
    """The first organisation of the registers after the first comma."""
    comma = re.search(r"[,;]", paragraph.of(scene.text))
    after = paragraph.start + (comma.start() if comma else 0)
    first, last = (bisect_left(scene.names, at, key=_start) for at in (after, paragraph.end))
    hits = (h for h in scene.names[first:last] if h.of_kind("organisation"))
    hit = next(hits, None)
    return scene.text[hit.start : hit.end] if hit else None


def titles(known: Iterable[Found], scene: Scene) -> Iterator[Found]:
    """Titles that the text gives once with their particulars, wherever else they stand."""
    taken = [f for f in known if f.kind in _KINDS]
    best: dict[str, Found] = {}
    for found in sorted(taken, key=lambda f: (f.kind == "report", f.confidence)):
        best[fold(found.details.get("title", ""))] = found
    long = {title: f for title, f in best.items() if len(title) >= _LONG_TITLE and len(title.split()) >= 3}
    if not long:
        return
    automaton = ahocorasick_rs.AhoCorasick(list(long), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    owners = list(long.values())
    places = Stretches(Span(f.start, f.end) for f in taken)
    for number, start, end in automaton.find_matches_as_indexes(scene.folded):
        free = not (scene.folded[start - 1 : start].isalnum() or scene.folded[end : end + 1].isalnum())
        if free and not places.overlap(start, end):
            yield replace(owners[number], start=start, end=end, rule="known-title", confidence=0.7)


def identified(found: list[Found]) -> list[Found]:
    """An entry that cites a numbered paper or a ruling is an entry of that; one title has one kind."""
    numbered = sorted((f for f in found if f.kind in _NUMBERED), key=_start)
    found = [_identified(f, numbered) if f.rule in ENTRY_RULES else f for f in found]
    reports = {fold(f.details["title"]) for f in found if f.kind == "report" and "title" in f.details}
    return [
        replace(f, kind="report") if f.kind == "publication" and fold(f.details.get("title", "")) in reports else f
        for f in found
    ]


def _start(found: Found | NameHit) -> int:
    return found.start


def _identified(entry: Found, numbered: list[Found]) -> Found:
    first, last = (bisect_left(numbered, at, key=_start) for at in (entry.start, entry.end))
    inside = [f for f in numbered[first:last] if f.end <= entry.end and f.rule != entry.rule]
    known = sorted(inside, key=lambda f: f.id is None)
    if not known:
        return entry
    cited = known[0]
    details = {name: value for name, value in entry.details.items() if name != "year"}
    return replace(
        entry, kind=cited.kind, id=cited.id, confidence=cited.confidence, issues=cited.issues, details=details
    )
