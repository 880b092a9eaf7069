"""From a document to everything that was read from it: source, papers, names, rules, resolution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract import documents
from extract.addresses import tied
from extract.documents.reading import Desk, Reading
from extract.finders import find, organisations, people, publications
from extract.finding import Found, Scene
from extract.fold import slug
from extract.links import linked
from extract.model import Document, Extraction, Footnote, Mention, Span
from extract.names import Names
from extract.registered import with_register
from extract.registers import Entry, Name, Registers
from extract.resolve import resolve
from extract.source import Source, take_apart
from extract.stated import with_stated
from extract.tidy import tidy
from extract.unnumbered import with_numbers


class Extractor:
    """The rules with the registers laid out; make it once, use it for many documents."""

    def __init__(self, registers: Registers) -> None:
        self.desk = Desk(registers)
        named = replace(registers, entries=(*registers.entries, *_people(self.desk)))
        self._names = Names(named)

    def extract(self, document: Document) -> Extraction:
        """Everything in `document`, in the order of the text."""
        source = take_apart(document)
        read = with_stated(document, documents.read(source, self.desk), self.desk)
        reading = with_numbers(source, read, self.desk)
        mentions = sorted((*self.mentions(source, reading), *linked(source, reading, self.desk)), key=_order)
        notes = _footnotes(source, reading)
        return Extraction(document, reading.papers, reading.questions, reading.answers, notes, tuple(mentions))

    def mentions(self, source: Source, reading: Reading) -> tuple[Mention, ...]:
        """The mentions alone, of a document that has been taken apart and read."""
        return _mentions(Scene(source, reading, self.desk, self._names.find(source.flow.text, source.flow.folded)))


def extract(document: Document, registers: Registers) -> Extraction:
    """Everything in one document."""
    return Extractor(registers).extract(document)


def _people(desk: Desk) -> Iterator[Entry]:
    for name, person in desk.people.full_names.items():
        yield Entry("person", person.id, person.name, (Name(name),))


def _mentions(scene: Scene) -> tuple[Mention, ...]:
    found = find(scene)
    known = [f for f in found if f.kind == "person" and f.rule != "author"]
    found += people.repeated(known, scene)
    found += organisations.repeated(found, scene)
    found = publications.identified(tidy(found))
    found += publications.titles(found, scene)
    hidden = people.invented(scene)
    shown = tidy(f for f in found if not (f.kind == "person" and _is_hidden(f, hidden)))
    resolved = tied(publications.identified(resolve(scene, shown)), scene)
    mentions = {_place(m): m for m in [with_register(_mention(f, scene), scene.desk) for f in tidy(resolved)]}
    mentions |= {_place(m): m for m in _participants(scene)}
    return tuple(sorted(_longest(mentions.values()), key=_order))


def _order(mention: Mention) -> tuple[int, int, bool, str, str]:
    return mention.span.start, mention.span.end, mention.source != "text", mention.kind, mention.id or ""


def _is_hidden(found: Found, hidden: frozenset[str]) -> bool:
    return found.id is None and bool(hidden & set(slug(found.details.get("name", "")).split("-")))


def _place(mention: Mention) -> tuple[str, Span, str | None]:
    return mention.kind, mention.span, mention.id if mention.kind != "person" else None


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of mentions of people that overlap only the longest: `Gijs van Dijk` holds `Van Dijk`."""
    kept = list(mentions)
    people = {m.span for m in kept if m.kind == "person"}
    inside: set[Span] = set()
    widest = Span(0, 0)
    for span in sorted(people, key=lambda span: (span.start, -span.end)):
        if span.end <= widest.end:
            inside.add(span)
        else:
            widest = span
    return [m for m in kept if m.kind != "person" or m.span not in inside] if inside else kept


def _mention(found: Found, scene: Scene) -> Mention:
    span = scene.source.flow.span(found.start, found.end)
    return Mention(
        found.kind,
        span,
        span.of(scene.source.text),
        _paper_of(span, found, scene),
        found.rule,
        found.id,
        found.resolution,
        found.basis,
        round(found.confidence, 2),
        found.candidates,
        found.issues,
        details=dict(found.details),
    )


def _paper_of(span: Span, found: Found, scene: Scene) -> str:
    """The paper in which the mention stands; for a note, the paper in which its mark stands."""
    zone = scene.source.flow.zone(found.start)
    if zone.name == "note":
        return note_owner(scene.source, scene.reading, int(zone.key))
    return scene.reading.owner(span)


def note_owner(source: Source, reading: Reading, number: int) -> str:
    """The key of the paper to which a note belongs."""
    note = source.notes[number]
    if note.anchors:
        return reading.owner(note.anchors[0])
    return reading.last


def _participants(scene: Scene) -> Iterator[Mention]:
    """The people whom the papers name as taking part; their places are the source's."""
    for part, found in people.participants(scene):
        paper = next(p.key for p in scene.reading.papers if part in p.participations)
        span = Span(found.start, found.end)
        yield Mention(
            "person",
            span,
            span.of(scene.source.text),
            paper,
            found.rule,
            found.id,
            found.resolution,
            found.basis,
            found.confidence,
            details=dict(found.details),
        )


def _footnotes(source: Source, reading: Reading) -> tuple[Footnote, ...]:
    return tuple(
        Footnote(note.label, note_owner(source, reading, number), note.span, note.anchors, note.series, note.confidence)
        for number, note in enumerate(source.notes)
    )
