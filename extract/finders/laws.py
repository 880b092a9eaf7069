"""Laws, treaties and EU acts by name, and bills and programmes kept apart from them.

    Participatiewet, participatiewet, Wet werk en bijstand (WWB), WW-uitkering, AOW-pensioen, Participatiewettaken
    het wetsvoorstel Participatiewet in balans       a bill, not the law
    het programma Participatiewet in balans          a programme, neither
    Participatiewet in balans                        left open between the two: taken as the bill, with an issue
    VN-verdrag handicap, EVRM; Algemene verordening gegevensbescherming (AVG)

An abbreviation that several laws share is ambiguous, unless the day of the paper, the full name beside it or a word of
only one of the names decides: `Wpg` beside `politie` is the Wet politiegegevens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.finding import Found, Scene
from extract.fold import fold
from extract.gazetteer import NameHit
from extract.registers import Entry

_BILL_BEFORE = re.compile(
    r"(?:wetsvoorstel(?:len)?|voorstel van wet|initiatiefwet|internetconsultatie|nota van"
    r" wijziging)[ ,]{0,2}(?:voor de |van de |de |over de )?[‘'\"“«(]?$",
    re.I,
)
_PROGRAMME_BEFORE = re.compile(r"(?:programma(?:'s)?|traject|project|aanpak)[ ,]{0,2}(?:van )?[‘'\"“«(]?$", re.I)
_CAPITALISED_LAW = re.compile(r"[A-Z](?<!\w.)[a-zà-ÿ]{6,}wet\b")
_BOOK_BEFORE = re.compile(
    r"\bboek (?P<book>\d{1,2})(?:,? titel(?:deel)? [\d.]+)?,? ?(?:van )?(?:het )?(?:Nederlandse? )?$", re.I
)
_CASE_NUMBER = re.compile(r" \d{2,4}/\d{1,6}(?!\d)")  # AWB 11/1084
_SAID = {"variant": "law-variant", "dated": "law-by-day", "alias": "law-defined", "pointer": "law-defined"}
_LONG_WORD = re.compile(r"[a-z]{7,}")
_STEM = 7  # characters
_TWO = 2
_NO_SUBJECT = frozenset(
    "algemen bijzond besluit regelin regleme verorde overeen uitvoer invoeri tijdeli wijzigi".split()
)
_NEAR = 400  # characters
_FUTURE_BEFORE = re.compile(r"\b(?P<version>nieuwe|huidige|toekomstige|oude|toenmalige) $", re.I)


def names(scene: Scene) -> Iterator[Found]:
    """All names of laws, bills and programmes."""
    for hit in scene.names:
        if found := _read(hit, scene):
            yield found


def _read(hit: NameHit, scene: Scene) -> Found | None:
    before = scene.text[max(0, hit.start - 60) : hit.start]
    if legislative := hit.of_kind("bill", "programme"):
        return _bill_or_programme(legislative, before, law=bool(hit.law))
    law = hit.law
    if not law or _CASE_NUMBER.match(scene.text, hit.end):
        return None
    return law_at(law, scene)


def misread(scene: Scene) -> Iterator[Found]:
    """Names of laws with one letter misread: `Omagevingswet`."""
    for match in _CAPITALISED_LAW.finditer(scene.text):
        if scene.names_a_law(*match.span()):
            continue
        word = fold(match[0])
        near = [entry for name, entry in scene.desk.long_laws if one_letter_apart(word, name)]
        if len({entry.id for entry in near}) == 1:
            yield Found(
                near[0].kind, *match.span(), "law-misread", near[0].id, "register", 0.7, issues=("ocr-reading",)
            )


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is added, lost or changed."""
    if abs(len(one) - len(other)) > 1 or one == other or (one[0] != other[0] and one[-1] != other[-1]):
        return False
    short, long = sorted((one, other), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same:] == long[same + 1 :] or (len(short) == len(long) and short[same + 1 :] == long[same + 1 :])


def law_at(hit: NameHit, scene: Scene) -> Found:
    """The law that a name stands for on the day of the paper."""
    entries = _narrowed(hit, scene)
    rule = _SAID.get(hit.said)
    if hit.unknown:
        found = Found(entries[0].kind, hit.start, hit.end, rule or "law-by-form", None, "context", 0.6)
        return found.with_details(title=entries[0].label)
    found = _chosen(hit, entries, scene)
    if rule:
        found = replace(found, rule=rule, basis="context", confidence=min(found.confidence, 0.8))
    led = scene.text[max(0, hit.start - 2) : hit.start].lower() == "e "
    version = _FUTURE_BEFORE.search(scene.text, max(0, hit.start - 14), hit.start) if led else None
    return found.with_details(
        version=_version(version["version"].lower(), entries, scene.day(hit.start)) if version else None
    )


def _chosen(hit: NameHit, entries: tuple[Entry, ...], scene: Scene) -> Found:
    """The one law that is meant, or all that may be."""
    if len(entries) == 1:
        entry = entries[0]
        borne = [name for e, name in hit.owners if e.id == entry.id]
        if all(name.beside for name in borne):
            return Found(entry.kind, hit.start, hit.end, "law-name", entry.id, "context", 0.8)
        abbreviated = all(name.abbreviation for name in borne)
        return Found(entry.kind, hit.start, hit.end, "law-name", entry.id, "register", 0.95 if abbreviated else 0.99)
    if one := _by_subject(entries, hit, scene):
        return Found(one.kind, hit.start, hit.end, "law-name", one.id, "context", 0.7)
    candidates = tuple(sorted(entry.id for entry in entries))
    return Found(entries[0].kind, hit.start, hit.end, "law-name", None, "register", 0.5, candidates)


def _version(word: str, entries: tuple[Entry, ...], day: str | None) -> str | None:
    """`nieuwe` said of a law that has ended since tells of its beginning, and of no version to come."""
    ended = day and all(not entry.period.holds(day) for entry in entries)
    return None if ended and word == "nieuwe" else word


def _narrowed(hit: NameHit, scene: Scene) -> tuple[Entry, ...]:
    """Who may be meant, by the day and by what the same text writes out in full.

    In a text without a date a law is out of the question that had ended before the last day that the text mentions.
    """
    entries = hit.on(scene.day(hit.start) or scene.last_day)
    if len(entries) == 1:
        return entries
    book = _BOOK_BEFORE.search(scene.text, max(0, hit.start - 60), hit.start)
    if book and (of_book := tuple(e for e in entries if e.label.lower().endswith(f"boek {book['book']}"))):
        return of_book
    beside = tuple(entry for entry in entries if entry.id in scene.named_in_full)
    return beside if len(beside) == 1 else entries


def _by_subject(entries: tuple[Entry, ...], hit: NameHit, scene: Scene) -> Entry | None:
    """The one of two laws that a word near by is about, where only an abbreviation stands."""
    if len(entries) != _TWO or any(not name.abbreviation for _, name in hit.owners):
        return None
    near = scene.folded[max(0, hit.start - _NEAR) : hit.start] + " " + scene.folded[hit.end : hit.end + _NEAR]
    words = {word[:_STEM] for word in _LONG_WORD.findall(near)}
    fitting = tuple(entry for entry in entries if words & _subject_of(entry))
    return fitting[0] if len(fitting) == 1 else None


def _subject_of(entry: Entry) -> set[str]:
    return {word[:_STEM] for word in _LONG_WORD.findall(fold(entry.label))} - _NO_SUBJECT


def _bill_or_programme(hit: NameHit, before: str, *, law: bool) -> Found | None:
    bills = [e for e, _ in hit.owners if e.kind == "bill"]
    programmes = [e for e, _ in hit.owners if e.kind == "programme"]
    if programmes and (_PROGRAMME_BEFORE.search(before) or not bills):
        return Found("programme", hit.start, hit.end, "programme-name", programmes[0].id, "register", 0.95)
    if _BILL_BEFORE.search(before) or (bills and not programmes and not law):
        return Found("bill", hit.start, hit.end, "bill-name", bills[0].id, "register", 0.95) if bills else None
    if law:
        return None
    return Found("bill", hit.start, hit.end, "bill-name", bills[0].id, "context", 0.6, issues=("bill-or-programme",))
