"""The text of a document with its references, and its questions beside their answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from graph import iris
from graph.server.asking import Row
from graph.server.pages.asked import question
from graph.server.pages.highlight import Layers, Mark, Note, Piece
from graph.server.pages.language import Words
from graph.server.pages.linking import Link, Place, link, mention_kind, place, row_link, value
from graph.server.pages.subject import Subject
from kamergraaf.errors import StoreError

WINDOW = 120_000  # characters of a text on one page
BEFORE = 500  # characters that are shown before a place that a window begins for
LISTED = 600  # references in the table below it


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text, or the window of it that a page shows."""

    sha256: str
    source: str
    graph: Link | None
    pieces: list[Piece]
    marks: list[tuple[Mark, str]]  # with their words
    kinds: list[tuple[str, int]]
    unresolved: int
    total: int
    length: int
    papers: list[Link]
    before: int | None  # where the window before begins
    after: int | None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """Questions that have their answers in common, side by side with them."""

    questions: list[Part]
    answers: list[Part]


@dataclass(frozen=True, slots=True)
class Part:
    iri: Link
    label: str
    anchor: str
    pieces: list[Piece]
    type: str = ""
    refers_to: tuple[Link, ...] = ()


async def texts(subject: Subject) -> list[MarkedText]:
    """The texts that hold a document; renditions of one paper are several."""
    found = await subject.rows("texts")
    return [t for t in await asyncio.gather(*(_marked(subject, row) for row in found[:4])) if t]


async def _marked(subject: Subject, row: Row) -> MarkedText | None:
    sha256 = value(row, "sha256")
    layers = await _layers(subject, sha256)
    if not layers:
        return None
    start = _start(subject, layers.text)
    end = min(start + WINDOW, len(layers.text))
    inside = [mark for mark in layers.marks if start <= mark.start < end]
    papers = await subject.site.asker.rows(question("papers-in-text", text=_node(row, "text")))
    return MarkedText(
        sha256=sha256,
        source=value(row, "source"),
        graph=row_link(row, "graph"),
        pieces=layers.cut(start, end),
        marks=[(mark, layers.text[mark.start : mark.end]) for mark in inside[:LISTED]],
        kinds=_kinds(inside),
        unresolved=sum(not mark.known for mark in inside),
        total=len(inside),
        length=len(layers.text),
        papers=list({lnk.iri: lnk for p in papers if (lnk := row_link(p, "paper", "label", "title"))}.values()),
        before=max(0, start - WINDOW) if start else None,
        after=end if end < len(layers.text) else None,
        start=start,
    )


def _node(row: Row, name: str) -> NamedNode:
    return NamedNode(value(row, name))


def _start(subject: Subject, text: str) -> int:
    given = subject.request.query_params.get("from", "")
    start = int(given) if given.isdecimal() and len(given) < 12 else 0
    return start if start < len(text) else 0


def _kinds(marks: Iterable[Mark]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.kind] = counts.get(mark.kind, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


async def _layers(subject: Subject, sha256: str) -> Layers | None:
    asker, node = subject.site.asker, NamedNode(iris.text(sha256))
    try:
        text, mentions, notes = await asyncio.gather(
            asker.text(sha256),
            asker.rows(question("mentions", text=node)),
            asker.rows(question("notes", text=node)),
        )
    except StoreError:
        return None
    layers = Layers(text, _marks(mentions, subject.t), _notes(notes))
    for row in notes:
        where = place(value(row, "passage"))
        if where:
            _begin(layers, where.start, note_anchor(value(row, "note")))
    return layers


def _begin(layers: Layers, start: int, anchor: str) -> None:
    if anchor not in layers.begins.setdefault(start, []):
        layers.begins[start].append(anchor)


def _marks(rows: Iterable[Row], t: Words) -> list[Mark]:
    by_mention: dict[str, list[Row]] = {}
    for row in rows:
        by_mention.setdefault(value(row, "mention"), []).append(row)
    found = (_mark(iri, rows, t) for iri, rows in by_mention.items())
    return sorted(filter(None, found), key=lambda m: (m.start, m.end, m.kind))


def _mark(iri: str, rows: list[Row], t: Words) -> Mark | None:
    where, row = place(iri), rows[0]
    if where is None:
        return None
    kind, nth = mention_kind(iri)
    candidates = {lnk.iri: lnk for r in rows if (lnk := row_link(r, "candidate", "candidateLabel"))}
    issues = {value(r, "issue") for r in rows if "issue" in r}
    return Mark(
        where.start,
        where.end,
        kind,
        row_link(row, "body", "label"),
        value(row, "confidence"),
        value(row, "rule").rpartition("/")[2].partition("@")[0],
        value(row, "resolution").rpartition("/")[2],
        tuple(candidates.values()),
        tuple(sorted(t.concept(issue) for issue in issues)),
        nth,
    )


def _notes(rows: Iterable[Row]) -> list[Note]:
    found = {}
    for row in rows:
        where = place(value(row, "anchor"))
        if where:
            target = note_anchor(value(row, "note")) if "passage" in row else ""
            found[where] = Note(where.start, where.end, value(row, "mark"), target)
    return sorted(found.values(), key=lambda note: note.start)


def note_anchor(iri: str) -> str:
    return "noot-" + iri.partition("/voetnoot/")[2].replace("/", "-")


# --- questions and answers ----------------------------------------------------------------------------------------


async def questions(subject: Subject) -> list[Answered]:
    """The questions of a set, or of the set that a paper answers, beside their answers."""
    asked, answered = await asyncio.gather(subject.rows("questions"), subject.rows("answers"))
    if not asked:
        return []
    places = [p for row in (*asked, *answered) if (p := place(value(row, "passage")))]
    digests = sorted({p.sha256 for p in places})
    layers = dict(zip(digests, await asyncio.gather(*(_layers(subject, d) for d in digests)), strict=True))
    return _paired(_questions(asked, layers, subject.t), _answers(answered, layers, subject.t), answered)


_LayersOf = dict[str, Layers | None]


def _questions(rows: Sequence[Row], layers: _LayersOf, t: Words) -> dict[str, Part]:
    return {iri: _part(iri, found, layers, t("document.question", number=_number(iri))) for iri, found in _by(rows)}


def _answers(rows: Sequence[Row], layers: _LayersOf, t: Words) -> dict[str, Part]:
    found = {}
    for iri, answer in _by(rows, "answer"):
        others = {lnk.iri: lnk for row in answer if (lnk := _referral(row))}
        label = value(answer[0], "label") or t("document.answer", number=_number(iri))
        kind = t.name("answer_types", value(answer[0], "type").rpartition("/")[2])
        part = _part(iri, answer, layers, label)
        found[iri] = replace(part, type=kind, refers_to=tuple(others.values()))
    return found


def _referral(row: Row) -> Link | None:
    iri = value(row, "other")
    if not iri:
        return None
    here = iri.partition("/antwoord/")[0] == value(row, "answer").partition("/antwoord/")[0]
    label = value(row, "otherLabel") or iri.rpartition("/id/")[2]
    return Link(f"#{_anchor(iri)}", label, iri) if here else link(iri, label)


def _by(rows: Iterable[Row], name: str = "question") -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(value(row, name), []).append(row)
    return list(found.items())


def _part(iri: str, rows: list[Row], layers: _LayersOf, label: str) -> Part:
    places: list[Place] = sorted({p for row in rows if (p := place(value(row, "passage")))})
    shown: list[Piece] = []
    for where in places:
        layer = layers.get(where.sha256)
        if layer:
            shown += [Piece("\n")] * bool(shown) + [_bare(p) for p in layer.cut(where.start, where.end)]
    if not shown:
        shown = [Piece(value(rows[0], "words"))]
    return Part(link(iri, label), label, _anchor(iri), shown)


def _bare(piece: Piece) -> Piece:
    """Without the ids, which stand in the text itself."""
    return Piece(piece.words, piece.mark, piece.more, piece.note)


def _anchor(iri: str) -> str:
    return iri.replace("/", " ").split()[-2] + "-" + _number(iri)


def _number(iri: str) -> str:
    return iri.rpartition("/")[2]


def _paired(asked: dict[str, Part], answers: dict[str, Part], rows: Iterable[Row]) -> list[Answered]:
    """Questions in order; those with the same answers stand in one row."""
    to: dict[str, list[str]] = {iri: [] for iri in asked}
    for row in rows:
        found = to.get(value(row, "question"), [])
        if value(row, "answer") not in found:
            found.append(value(row, "answer"))
    groups: list[tuple[list[str], list[str]]] = []
    for iri, its in to.items():
        if groups and its and groups[-1][1] == its:
            groups[-1][0].append(iri)
        else:
            groups.append(([iri], its))
    return [Answered([asked[q] for q in qs], [answers[a] for a in its]) for qs, its in groups]
