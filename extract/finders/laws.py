"""Laws, treaties and EU acts by name, and bills and programmes kept apart from them.

    Participatiewet, participatiewet, Wet werk en bijstand (WWB), WW-uitkering, AOW-pensioen, Participatiewettaken
    het wetsvoorstel Participatiewet in balans       a bill, not the law
    het programma Participatiewet in balans          a programme, neither
    Participatiewet in balans                        left open between the two: taken as the bill, with an issue
    VN-verdrag handicap, EVRM; Algemene verordening gegevensbescherming (AVG)

An abbreviation that several laws share is ambiguous, unless the day of the paper or the full name beside it decides.
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
    r"\bboek (?P<book>\d{1,2})(?:, titel(?:deel)? [\d.]+)?,? ?(?:van )?(?:het )?(?:Nederlandse? )?$", re.I
)
_REGULATION = re.compile(r"\b(?:\w*(?:besluit|regeling|reglement|verordening|beschikking)|beleidsregels?)\b", re.I)
_OTHER_BEHIND = re.compile(r" (?:19|20)\d\d(?![\w/-]|, nr| nr|[.:]\d)(?: BES\b)?")
_BES_BEHIND = re.compile(r" BES\b")
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
    return law_at(law, scene) if law and law.said != "pointer" else None


def misread(scene: Scene) -> Iterator[Found]:
    """Names of laws with one letter misread: `Omagevingswet`."""
    for match in _CAPITALISED_LAW.finditer(scene.text):
        if scene.names_a_law(*match.span()):
            continue
        near = [entry for name, entry in scene.desk.long_laws if one_letter_apart(fold(match[0]), name)]
        if len({entry.id for entry in near}) == 1:
            yield Found(
                near[0].kind, *match.span(), "law-misread", near[0].id, "register", 0.7, issues=("ocr-reading",)
            )


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is added, lost or changed."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same:] == long[same + 1 :] or (len(short) == len(long) and short[same + 1 :] == long[same + 1 :])


def law_at(hit: NameHit, scene: Scene) -> Found:
    """The law that a name stands for on the day of the paper."""
    entries = _narrowed(hit, scene)
    if more := _goes_on(hit, scene.text):
        return Found(entries[0].kind, hit.start, more, "law-by-form", None, "context", 0.6)
    led = scene.text[max(0, hit.start - 2) : hit.start].lower() == "e "
    version = _FUTURE_BEFORE.search(scene.text, max(0, hit.start - 14), hit.start) if led else None
    if len(entries) == 1:
        entry = entries[0]
        abbreviated = all(name.abbreviation for e, name in hit.owners if e.id == entry.id)
        found = Found(entry.kind, hit.start, hit.end, "law-name", entry.id, "register", 0.95 if abbreviated else 0.99)
    else:
        candidates = tuple(sorted(entry.id for entry in entries))
        found = Found(entries[0].kind, hit.start, hit.end, "law-name", None, "register", 0.5, candidates)
    if hit.said != "name":
        found = replace(found, rule="law-defined", basis="context", confidence=0.8)
    return found.with_details(
        version=_version(version["version"].lower(), entries, scene.day(hit.start)) if version else None
    )


def _goes_on(hit: NameHit, text: str) -> int | None:
    """Where a title ends that a year or `BES` makes the title of another regulation than the one that is known."""
    known = text[hit.start : hit.end]
    if hit.said != "name" or text[hit.end : hit.end + 1] != " ":
        return None
    behind = _OTHER_BEHIND.match(text, hit.end)
    other = behind if behind and _REGULATION.search(known) else _BES_BEHIND.match(text, hit.end)
    return other.end() if other else None


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
