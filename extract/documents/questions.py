"""Written questions and their answers: one text, two papers, or three where they are the annex of a letter.

Layouts:

    page        "Kamervraag 2015Z07200", lines of facts, "• Vraag 1" with the answer below it
    appendix    "Vragen van de leden … (ingezonden …). Antwoord van … (ontvangen …).", "Vraag 1, 2", "Antwoord 1, 2"
    annex       a letter, then "Vraag 1", "Antwoord op vraag 1"
    processor   "Antwoord van staatssecretaris … (ontvangen …)", "1. Heeft u …?", "Antwoord 1"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.documents import annex, letter
from extract.documents.question_header import TITLE, papers
from extract.documents.reading import Desk, Reading
from extract.flow import trimmed, without
from extract.lines import Line
from extract.model import Answer, Paper, Question, Span
from extract.notes import TYPED
from extract.source import Source

_SHORT_LINE = 0.9  # of the longest line of the block
_NUMBERS = r"\d{1,3}(?:(?:, | en |, en | t/m | tot en met |-|–|/|,)\d{1,3})*"
_QUESTION = re.compile(rf"(?:[•¢*-] ?)?\*{{0,2}}Vra(?:ag|gen) (?P<numbers>{_NUMBERS})\W{{0,4}}")
_ANSWER = re.compile(
    rf"(?:[•¢*-] ?)?\*{{0,2}}Antwoord(?:en)?(?: op)?(?: vra(?:ag|gen))? (?P<numbers>{_NUMBERS})\W{{0,4}}"
)
_NUMBERED = re.compile(r"(?:\[bookmark: [^\]]*\])?(?P<number>\d{1,3})[.)] ?(?=\S)")
_TRAILER = re.compile(
    r"(?:Kamervraag document nummer|Kamerantwoord document nummer|Volledige titel|Toelichting\s*:?|Bijlagen?\s*:?"
    r"|Eindnoten|Noten\s*:?|Bron(?:nen)?:)(?!\w)"
)
_REFERS = re.compile(
    r"(?:Zie|zie|verwijs ik (?:u )?naar|wordt verwezen naar|verwijzen wij naar"
    rf"|[Zz]oals (?:ik )?(?:aangegeven|beschreven|gemeld|genoemd|toegelicht|vermeld) in)(?: ook)? (?:het |de |mijn"
    rf" |ons )?antwoord(?:en)?"
    rf"(?: op)? (?:de )?vra(?:ag|gen) (?P<numbers>(?>{_NUMBERS}))(?! van (?:set|de set|de leden|het lid))\.?"
)
_REFERS_ELSEWHERE = re.compile(
    rf"antwoord(?:en)? op (?:de )?vra(?:ag|gen) (?P<numbers>{_NUMBERS}) van (?:de )?(?:set|vragenset) "
    rf"(?P<set>\d{{4}}Z\d{{5}})"
)


def recognise(source: Source) -> bool:
    """A text with numbered answers, or with a title of questions and numbered questions."""
    words = [line.words for line in source.lines if len(line.words) < 60]
    answers = sum(1 for w in words if _ANSWER.fullmatch(w))
    asked = sum(1 for w in words if _QUESTION.fullmatch(w))
    return answers > 0 or (asked > 0 and bool(TITLE.search(source.flow.text) or "Kamervraag" in source.text[:200]))


def read(source: Source, desk: Desk) -> Reading:
    """The papers, their questions and answers."""
    blocks = tuple(_blocks(source))
    questions = tuple(q for block in blocks if block.kind == "question" for q in _questions(source, block))
    answers = tuple(_answer(source, block) for block in blocks if block.kind == "answer")
    asked, answered = papers(source, desk)
    if not asked.title and (annexed := _annexed(source, desk, (asked, answered), Reading((), questions, answers))):
        return annexed
    return Reading((asked, answered), questions, answers, tuple(_owned(source, asked, blocks)))


def _annexed(source: Source, desk: Desk, both: tuple[Paper, Paper], parts: Reading) -> Reading | None:
    """Questions and answers in the annex of a letter, which is the third paper; None where they are in no annex."""
    sent = letter.read(source, desk).papers[0] if letter.recognise(source) else None
    heads = _headings(source.lines, source.holes)
    first = next((head.area.start for head in heads), len(source.text))
    found = annex.read(source, desk, both, sent, first)
    if not found:
        return None
    papers = (found.asked, found.answered, *((replace(sent, key="d3"),) if sent else ()))
    return replace(parts, papers=papers, owned=annex.owned(found, first, "d3" if sent else "d2"))


# --- the parts -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    numbers: tuple[int, ...]
    area: Span


def _blocks(source: Source) -> Iterator[_Block]:
    heads = list(_headings(source.lines, source.holes))
    ends = [head.area.start for head in heads[1:]] + [_end(source, heads[-1].area.end)] if heads else []
    separate = any(head.kind == "answer" for head in heads)
    for head, end in zip(heads, ends, strict=True):
        area = Span(head.area.end, max(end, head.area.end))
        if separate or head.kind == "answer":
            yield _Block(head.kind, head.numbers, area)
        else:
            yield from _question_with_answer(source, _Block(head.kind, head.numbers, area))


def _headings(lines: Sequence[Line], holes: Sequence[Span]) -> Iterator[_Block]:
    """Where questions and answers begin; `area` is the heading."""
    expected = 1
    headed = any(_QUESTION.fullmatch(line.words) for line in lines)
    for line in lines:
        numbered = None if headed else _NUMBERED.match(line.words)
        if match := _QUESTION.fullmatch(line.words) or _ANSWER.fullmatch(line.words):
            kind = "question" if match.re is _QUESTION else "answer"
            yield _Block(kind, _expand(match["numbers"]), line.span)
        elif numbered and int(numbered["number"]) == expected and not any(h.covers(line.span) for h in holes):
            yield _Block("question", (expected,), Span(line.span.start, line.span.start + numbered.end()))
            expected += 1


def _question_with_answer(source: Source, block: _Block) -> Iterator[_Block]:
    """Under one heading: the question is the first paragraph, the answer what follows."""
    words = block.area.of(source.text)
    blank = re.search(r"\S[^\n]*\n[^\S\n]*\n", words)
    cut = block.area.start + (blank.end() if blank else len(words))
    yield _Block("question", block.numbers, Span(block.area.start, cut))
    if Span(cut, block.area.end).of(source.text).strip():
        yield _Block("answer", block.numbers, Span(cut, block.area.end))


def _end(source: Source, start: int) -> int:
    """Where the last answer ends: before what is printed behind the answers."""
    ends = [line.span.start for line in source.lines if line.span.start >= start and _TRAILER.match(line.words)]
    ends += [note.block.start for note in source.notes if note.block and note.series in TYPED]
    return min((end for end in ends if end >= start), default=len(source.text))


def _questions(source: Source, block: _Block) -> Iterator[Question]:
    area = hull_of(without(trimmed(source.text, block.area), source.holes), source.text)
    parts = _split(source.text, area, len(block.numbers))
    for index, number in enumerate(block.numbers):
        yield Question(number, "d1", parts[index] if parts else area)


def hull_of(parts: Sequence[Span], text: str) -> Span:
    """From the first to the last of some parts, without blanks at the ends."""
    full = [part for part in (trimmed(text, part) for part in parts) if len(part)]
    return Span(full[0].start, full[-1].end) if full else Span(0, 0)


def _split(text: str, area: Span, count: int) -> tuple[Span, ...]:
    """Divide a block of several questions at the short lines that end with a question mark, if there are as many."""
    if count == 1:
        return (area,)
    asking = list(re.finditer(r"([^\n]*)\?(?:\d{1,2})?[^\S\n]*\n(?=\s*\S)", area.of(text)))
    width = max(len(line) for line in area.of(text).split("\n"))
    short = [m for m in asking if len(m[0]) < _SHORT_LINE * width]
    cuts = [area.start + m.end() for m in (asking if len(asking) < count else short)]
    if len(cuts) != count - 1:
        return ()
    bounds = [area.start, *cuts, area.end]
    return tuple(trimmed(text, Span(a, b)) for a, b in pairwise(bounds))


def _answer(source: Source, block: _Block) -> Answer:
    pieces = [trimmed(source.text, part) for part in without(trimmed(source.text, block.area), source.holes)]
    parts = tuple(part for part in pieces if len(part))
    span = hull_of(parts, source.text) if parts else Span(block.area.start, block.area.start)
    words = re.sub(r"\s", " ", span.of(source.text))
    refers = list(_REFERS.finditer(words))
    elsewhere = list(_REFERS_ELSEWHERE.finditer(words))
    return Answer(
        block.numbers,
        "d2",
        span,
        parts,
        tuple(sorted({n for m in refers for n in _expand(m["numbers"])} - set(block.numbers))),
        tuple((f"kv-tk-{m['set']}", _expand(m["numbers"])) for m in elsewhere),
        _referral(span, [*refers, *elsewhere]),
    )


def _referral(span: Span, matches: Sequence[re.Match[str]]) -> Span | None:
    return Span(span.start + matches[0].start(), span.start + matches[0].end()) if matches else None


def _expand(numbers: str) -> tuple[int, ...]:
    """`1, 2`, `2, 4, 5 en 6`, `3 t/m 5`."""
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?: ?(?:t/m|tot en met|-|–) ?(\d+))?", numbers):
        found += range(int(first), min(int(last or first), int(first) + 50) + 1)
    return tuple(dict.fromkeys(found))


def _owned(source: Source, asked: Paper, blocks: Sequence[_Block]) -> Iterator[tuple[Span, str]]:
    """Places outside questions and answers that belong to the answer's paper."""
    first = blocks[0].area.start if blocks else len(source.text)
    for match in re.finditer(
        r"^[^\S\n]*(?:Beantwoord|Bron antwoord|Kamerantwoord|Antwoord van)[^\n]*(?:\n(?!\n)[^\n]*)*",
        source.text[:first],
        re.M,
    ):
        line_only = match[0].lstrip().startswith(("Beantwoord", "Bron"))
        end = match.start() + match[0].find("\n") if line_only and "\n" in match[0] else match.end()
        yield Span(match.start(), end), "d2"
    if trailer := re.search(r"^Kamerantwoord document nummer.*", source.text, re.M | re.S):
        yield Span(*trailer.span()), "d2"
    if not asked.title:
        yield Span(0, first), "d2"
