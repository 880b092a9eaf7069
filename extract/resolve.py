"""What a mention means in the light of the others.

A motion named by its mover and a letter named by its date are the paper that the note behind them cites, or that the
same words mean elsewhere in the text; `idem` is what the note before cites; a decision named by court and day is an
ECLI of the text (see `decisions`). Nothing is guessed: what two places contradict stays open, and one number for two
things is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property

from extract import decisions
from extract.finding import Found, Scene
from extract.flow import PARAGRAPH
from extract.fold import fold, slug
from extract.model import MENTION_KINDS

_PAPERS = frozenset({"paper", "motion", "amendment", "letter"})
_BEHIND = re.compile(r"[,;:]? ?\(?(?:zie )?(?:ook )?(?:over .{3,120}? )?\(?$", re.I)
_IDEM = re.compile(r"(?:idem|ibid(?:em)?)\b\.?", re.I)
_MEDIUM = re.compile(r"\b(?:artikel|bericht|column|interview) in (?:het |de )?(?P<medium>[A-Z]\w+(?: [A-Z]\w+)?)")
_LIST_ITEM = re.compile(r"(?:^|[;\n] ?|\. )(?P<words>[^;\n]{5,220}) \($")
_OPENED = re.compile(r",? ?\(")
_NEAR = 60
_BESIDE = 130
_FAR = 420


@dataclass(frozen=True)
class Context:
    """All mentions of a text, with the notes that they stand in or stand before."""

    scene: Scene
    found: list[Found]

    def note_of(self, found: Found) -> int | None:
        """The number of the note in which a mention stands."""
        zone = self.scene.source.flow.zone(found.start)
        return int(zone.key) if zone.name == "note" else None

    @cached_property
    def _by_start(self) -> list[Found]:
        return sorted(self.found, key=lambda found: found.start)

    def starting(self, first: int, last: int) -> list[Found]:
        """The mentions that start from `first` to `last`, both included."""
        low = bisect_left(self._by_start, first, key=lambda found: found.start)
        return self._by_start[low : bisect_right(self._by_start, last, key=lambda found: found.start)]

    @cached_property
    def question_sets(self) -> list[tuple[str, str]]:
        """The sets of questions that notes cite, with the words that lead up to the marks of the notes."""
        sets = ((f.id, self.note_of(f)) for f in self.found if f.kind == "question-set" and f.id)
        return [(id_, self.words_before(note)) for id_, note in sets if note is not None]

    @cached_property
    def _in_notes(self) -> dict[int, list[Found]]:
        table: dict[int, list[Found]] = defaultdict(list)
        for found in self.found:
            if (note := self.note_of(found)) is not None:
                table[note].append(found)
        return table

    def cited_in_note(self, note: int) -> list[Found]:
        """The numbered papers that a note cites."""
        return [f for f in self._in_notes.get(note, []) if f.kind in _PAPERS and f.id]

    @cached_property
    def _anchors(self) -> list[tuple[int, int]]:
        notes = enumerate(self.scene.source.notes)
        return sorted((anchor.start, number) for number, note in notes for anchor in note.anchors)

    def note_behind(self, found: Found, reach: int) -> int | None:
        """The note whose mark stands at most `reach` characters behind a mention, in the same paragraph."""
        flow = self.scene.source.flow
        end = flow.span(found.start, found.end).end
        paragraph = flow.raw(max(flow.paragraph(found.start).end - 1, found.start)) + 4
        return next((n for at, n in self._anchors if end <= at <= min(end + reach, paragraph)), None)

    def words_before(self, note: int) -> str:
        """The words of the sentence that lead up to the mark of a note, back to the mark before it."""
        anchors = self.scene.source.notes[note].anchors
        if not anchors:
            return ""
        text = self.scene.text
        flow = self.scene.source.flow
        position = flow.position(anchors[0].start)
        marks = [flow.position(at) for at, _ in self._anchors if at < anchors[0].start]
        last = max((mark for mark in marks if mark < position), default=-1)
        start = max(text.rfind(". ", 0, max(position - 1, 0)), text.rfind(PARAGRAPH, 0, position), last)
        return text[start + 1 : position + 1]


Step = Callable[[Context], list[Found]]


def resolve(scene: Scene, found: list[Found]) -> list[Found]:
    """All steps, each on what the step before left; only those that are about something that was found."""
    about = {f.kind for f in found} | {f.rule for f in found}
    for step, subjects in _STEPS.items():
        if not about.isdisjoint(subjects):
            found = step(Context(scene, found))
    return found


def _numbered_motions(context: Context) -> list[Found]:
    """Papers that are cited as motions: next to a mover, or in a note to a sentence about motions."""
    return [_as_motion(f, context) if f.kind == "paper" and f.id else f for f in context.found]


def _numbered_only(context: Context) -> list[Found]:
    """`de motie op stuk nr. 266`: the paper of that number in the text, if all that has it is one paper."""
    known: dict[str, set[str]] = defaultdict(set)
    for f in context.found:
        if f.rule == "paper-number" and f.id:
            known[f.id.rpartition("-")[2]].add(f.id)
    return [
        _of_number(f, known.get(f.details["number"], set())) if f.rule == "number-only" else f for f in context.found
    ]


def _of_number(found: Found, ids: set[str]) -> Found:
    return replace(found, id=next(iter(ids)), confidence=0.8) if len(ids) == 1 else found


def _as_motion(found: Found, context: Context) -> Found:
    note = context.note_of(found)
    sentence = context.words_before(note) if note is not None else ""
    before = context.scene.text[max(0, found.start - 160) : found.start]
    beside = re.search(r"\b[Mm]otie(?:[^.;\n]|c\.s\.){0,130}$", before)
    if not re.search(r"\bmoties?\b", sentence, re.I) and not beside:
        return found
    item = _LIST_ITEM.search(before) if note is not None and before.endswith("(") else None
    outcome = "adopted" if re.search(r"\baangenomen\b", sentence) and "moti" in sentence.lower() else None
    return replace(found, kind="motion").with_details(
        described=item["words"].strip() if item else None, outcome=outcome
    )


def _by_mover(context: Context) -> list[Found]:
    """`motie Omtzigt`: the paper behind it, in the note at it, or what the same mover's motion is elsewhere."""
    return _same_elsewhere([_moved(f, context) if f.rule == "by-mover" else f for f in context.found], _mover_key)


def _mover_key(found: Found) -> object:
    """Members move many motions: one that the text itself describes is only known by its own citation."""
    if found.rule != "by-mover" or (not found.id and "described" in found.details):
        return None
    return "mover", found.kind, found.details["mover"]


def _moved(found: Found, context: Context) -> Found:
    behind = _cited_behind(found, context)
    if behind:
        return replace(found, id=behind.id, confidence=0.95)
    note = context.note_behind(found, 3)
    cited = context.cited_in_note(note) if note is not None else []
    ids = {f.id for f in cited}
    return replace(found, id=cited[0].id, confidence=0.95) if len(ids) == 1 else found


def _cited_behind(found: Found, context: Context) -> Found | None:
    """The numbered paper that stands directly behind a mention."""
    near = context.starting(found.end, found.end + _BESIDE)
    return next((f for f in near if f.kind in _PAPERS and f.id and _directly_behind(found, f, context)), None)


def _directly_behind(found: Found, other: Found, context: Context) -> bool:
    return bool(_BEHIND.fullmatch(context.scene.text[found.end : other.start]))


def _same_elsewhere(found: list[Found], key: Callable[[Found], object]) -> list[Found]:
    """Give mentions with one key the id of those among them that have one, if these agree."""
    known: dict[object, set[str]] = defaultdict(set)
    for f in found:
        if f.id and key(f):
            known[key(f)].add(f.id)
    return [
        replace(f, id=next(iter(known[key(f)])), confidence=min(f.confidence + 0.25, 0.85))
        if not f.id and key(f) and len(known[key(f)]) == 1
        else f
        for f in found
    ]


def _letters(context: Context) -> list[Found]:
    """Letters by date: the note at them, else the note at the end of their passage; those of one date agree."""
    cited = [_cited_letter(f, context) if f.rule == "letter-by-date" else f for f in context.found]
    near = [_lettered(f, context, 3, 0.95) if f.rule == "letter-by-date" else f for f in cited]
    near = _same_elsewhere(near, _letter_key)
    dates = {f.details.get("date") for f in near if f.rule == "letter-by-date" and f.id}
    far = [
        _lettered(f, context, _FAR, 0.75) if f.rule == "letter-by-date" and f.details.get("date") not in dates else f
        for f in near
    ]
    return _shared_particulars(_same_elsewhere(_agreed(far), _letter_key))


def _cited_letter(found: Found, context: Context) -> Found:
    behind = _cited_behind(found, context)
    return replace(found, id=behind.id, confidence=0.95) if behind else found


def _letter_key(found: Found) -> object:
    return (
        ("letter", found.details.get("date")) if found.rule == "letter-by-date" and found.details.get("date") else None
    )


def _lettered(found: Found, context: Context, reach: int, confidence: float) -> Found:
    if found.id or context.note_of(found) is not None:
        return found
    note = context.note_behind(found, reach)
    ids = {f.id for f in context.cited_in_note(note)} if note is not None else set()
    return replace(found, id=ids.pop(), confidence=confidence) if len(ids) == 1 else found


def _agreed(found: list[Found]) -> list[Found]:
    """Letters of one date to which different papers were tied lose them."""
    ids: dict[object, set[str]] = defaultdict(set)
    for f in found:
        if f.id and _letter_key(f):
            ids[_letter_key(f)].add(f.id)
    return [
        replace(f, id=None, candidates=tuple(sorted(ids[_letter_key(f)])))
        if f.id and len(ids[_letter_key(f)]) > 1
        else f
        for f in found
    ]


def _shared_particulars(found: list[Found]) -> list[Found]:
    """What the text says of a letter in one place it says of the letter of that date."""
    shared: dict[object, dict[str, str]] = defaultdict(dict)
    for f in found:
        if key := _letter_key(f):
            for name in ("sender", "recipient"):
                if name in f.details:
                    shared[key].setdefault(name, f.details[name])
    return [replace(f, details={**shared[key], **f.details}) if (key := _letter_key(f)) else f for f in found]


def _by_type(context: Context) -> list[Found]:
    """`33 161, vierde nota van wijziging`: the paper of that dossier that the text elsewhere gives that name."""
    return [_typed(f, context) if f.rule == "paper-by-type" else f for f in context.found]


def _typed(found: Found, context: Context) -> Found:
    dossier, kind = found.details["number"], fold(found.details["described"])
    folded = context.scene.folded
    ids = {
        f.id
        for f in context.found
        if f.id
        and f.kind in _PAPERS
        and f.id.startswith(f"kst-{dossier}-")
        and kind in folded[max(0, f.start - 120) : f.start]
    }
    return replace(found, id=ids.pop(), confidence=0.8) if len(ids) == 1 else found


def _idem(context: Context) -> list[Found]:
    """A note that says `idem` cites what the note before it cites."""
    found = list(context.found)
    for zone in context.scene.source.flow.zones:
        match = (
            _IDEM.fullmatch(context.scene.text[zone.span.start : zone.span.end].strip())
            if zone.name == "note"
            else None
        )
        cited = context.cited_in_note(int(zone.key) - 1) if match else []
        if match and cited:
            end = zone.span.start + len(match[0].rstrip("."))
            last = cited[-1]
            found.append(
                replace(last, start=zone.span.start, end=end, rule="idem", basis="context", confidence=0.85, issues=())
            )
    return found


def _decisions(context: Context) -> list[Found]:
    """Decisions named by court and day, by an old number or by a place in a journal."""
    return decisions.identified(context.found, context.scene.text)


def _media(context: Context) -> list[Found]:
    """The medium of a news item named by its title only: `Het artikel in het Parool`, if there is just one."""
    media = {match["medium"] for match in _MEDIUM.finditer(context.scene.text)}
    if len(media) != 1:
        return context.found
    medium = media.pop()
    return [f.with_details(publisher=medium) if f.rule == "news-title" else f for f in context.found]


def _questions(context: Context) -> list[Found]:
    """Questions named by their askers: the number behind them, or in the note to the sentence; else left out."""
    told = [_numbered_set(f, context) if f.rule == "questions-by-askers" else f for f in context.found]
    return [f for f in told if f.rule != "questions-by-askers" or f.id]


def _numbered_set(found: Found, context: Context) -> Found:
    text = context.scene.text
    near = (f for f in context.starting(found.end, found.end + _NEAR) if f.kind == "question-set" and f.id)
    beside = {f.id for f in near if ". " not in text[found.end : f.start]}
    words = text[found.start : found.end]
    ids = beside or {id_ for id_, before in context.question_sets if words in before}
    return replace(found, id=ids.pop(), confidence=0.85) if len(ids) == 1 else found


def _news_addresses(context: Context) -> list[Found]:
    """A news item is what the address in brackets behind its title leads to."""
    return [_at_address(f, context) if f.rule == "news-dated" else f for f in context.found]


def _at_address(item: Found, context: Context) -> Found:
    text = context.scene.text
    for found in context.starting(item.end, item.end + len(", (")):
        if found.kind == "web" and _OPENED.fullmatch(text[item.end : found.start]):
            end = found.end + text[found.end : found.end + 1].count(")")
            return replace(item, end=end, id=found.id, confidence=found.confidence, issues=found.issues)
    return item


def _conflicts(context: Context) -> list[Found]:
    """One number that the text gives to things that it describes differently."""
    described: dict[str, set[str]] = defaultdict(set)
    for f in context.found:
        if f.kind == "motion" and f.id and f.rule != "by-mover" and f.details.get("described"):
            described[f.id].add(slug(f.details["described"]))
    return [_doubted(f, described) for f in _odd_years(context.found)]


def _doubted(found: Found, described: dict[str, set[str]]) -> Found:
    if found.id and len(described.get(found.id, ())) > 1:
        return replace(found, confidence=0.5, issues=(*found.issues, "conflicting-description"))
    return found


def _odd_years(found: list[Found]) -> list[Found]:
    """One paper that is cited with different session years: the rarer year is doubtful."""
    years: dict[str, Counter[str]] = defaultdict(Counter)
    for f in found:
        if f.id and f.kind in _PAPERS and "year" in f.details:
            years[f.id][f.details["year"]] += 1
    return [_odd_year(f, years[f.id]) if f.id in years and "year" in f.details else f for f in found]


def _odd_year(found: Found, years: Counter[str]) -> Found:
    usual = max(years.values())
    return replace(found, issues=(*found.issues, "year-mismatch")) if years[found.details["year"]] < usual else found


def _without_own(context: Context) -> list[Found]:
    """A paper does not cite itself by its own number."""
    own = {i for paper in context.scene.reading.papers for i in (paper.id, *paper.identifiers) if i}
    own |= {f"kv-tk-{i}" for i in own}
    return [f for f in context.found if f.id not in own or f.kind in {"person", "organisation"}]


# The steps in their order, with the kinds and rules of mentions that each is about.
_STEPS: dict[Step, Collection[str]] = {
    _without_own: MENTION_KINDS,
    _numbered_motions: _PAPERS,
    _numbered_only: ("number-only",),
    _by_mover: ("by-mover",),
    _letters: ("letter-by-date",),
    _by_type: ("paper-by-type",),
    _idem: _PAPERS,
    _decisions: ("ruling",),
    _media: ("news-title",),
    _questions: ("questions-by-askers",),
    _news_addresses: ("news-dated",),
    _conflicts: _PAPERS,
}
