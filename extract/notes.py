"""Footnotes: where their texts stand, and the marks in the running text that they belong to.

Styles (a text may hold several, each a series of its own):

    superscript   "… de Participatiewet.¹"        "¹ Kamerstukken II 2020/21, 17050, nr. 596."
    converter     "… regelingen[footnoteRef:1]"   "[1:  Zie Kamervragen …]"
    bracket       "… een kliklijn? 1)"            "1) EenVandaag, 15 februari 2025, …"
    digit         "… doodsbang worden?1 Zo"       "1 Zie ook Aanhangsel …"   (the notes may be missing from the file)
    square        "… van het lid Ceder[4 ] in"    "4 Motie Ceder, Kamerstuk 21 501-02, nr. 2732"
    scanned       "… te geven.® Daartoe"          "9 Kamerstukken …"         (marks that a scanner could not read)
    squared       "… gewond zijn geraakt[1]"      "[1] https://www.…"
    asterisk      "Antoon*"                       "* Antoon is niet zijn echte naam."
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from extract.flow import Stretches, trimmed
from extract.lines import Line
from extract.model import Span

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(_SUPERSCRIPT, "0123456789")
_RAISED = re.compile(rf"[{_SUPERSCRIPT}]+")
_CONVERTED_MARK = re.compile(r"\[footnoteRef:(\d+)\]")
_CONVERTED_NOTE = re.compile(r"\[(\d+):\s+((?:[^\[\]]|\[[^\[\]]*\])*)\]")
_BRACKET_NOTE = re.compile(r"(\d{1,2})\)\s+(?=\S)")
_DIGIT_NOTE = re.compile(r"(\d{1,2})\s+(?=[A-ZÀ-Ý«‘“'\"(*]|idem|ibid|zie\b|vgl\b|http)")
_NUMBERED = re.compile(r"[\dnHIl|]")  # how such a note begins, whether or not its number was misread
_MISREAD_NOTE = re.compile(r"([nHIl|1]{1,2})\s+(?=[A-ZÀ-Ý«‘“])")
_DIGIT_MARK = re.compile(  # the digit comes first, and what must stand before it next: digits are searched fast
    r"(\d(?:(?<=[?!»”’)\]]\d)|(?<=[^\d]\.\d)|(?<=(?:19|20)\d\d\.\d)|(?<=[a-zà-ÿ]{3}\d))\d?)"
    r"(?=(?:[\s\u00a0]+\d{1,2})*(?:[\s,;:)»”]|\.(?!\d)|$))"
)
_SQUARED_NOTE = re.compile(r"\[(\d{1,2})\][^\S\n]+(?=\S)")
_ASTERISK_NOTE = re.compile(r"(\*\s?)(?=[A-ZÀ-Ý]).{0,60}\bechte naam\b")
_ASTERISK_MARK = re.compile(r"\*(?<=[a-zà-ÿ]\*)(?=\s|$)")
_SQUARE_MARK = re.compile(r"\[(\d{1,2}) ?\]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_NEXT_MARK = re.compile(r"[\s\u00a0](\d{1,2})(?=[\s\u00a0]|$)")
_SCANNED_SIGN = re.compile(r"[!?\"%*#¥“‘'’”°®™\d.](?:(?<!\.)|(?=[?*!”’\d]))")  # how a scanned mark begins
_SCANNED_MARK = re.compile(
    r"(?:(?<=[a-zà-ÿA-Z.:)’”?'])(?!(?<=[A-Z])\d)|(?<=[A-Z]\d))(?P<mark>[!?\"%*#¥“‘'’”°®™\d]{0,2}[®™°¥#%][*?”]?|[.?](?P<odd>[?*!”’\d]{1,3}°?)"
    r"|\d{1,2}|[*!\"”?]{1,3})(?=[\s.,;)]|$)"
)
_QUOTE = re.compile(r"[“‘”]|’(?![a-z])")
_LONG_QUOTATION = 1000
_FULL_LINE = 60
TYPED = frozenset(("bracket", "squared"))  # series of notes that stand behind a text
_CERTAIN, _LIKELY, _ORDERLY, _DOUBTFUL = 0.99, 0.95, 0.8, 0.6


_Style = Callable[[str, Sequence[Line]], Iterator["Note"]]


@dataclass(frozen=True, slots=True)
class Note:
    """A note before it is known which paper it belongs to."""

    label: str
    series: str
    span: Span | None  # the words of the note, without its number
    block: Span | None  # the words with the number: what stands between two parts of the running text
    anchors: tuple[Span, ...]
    confidence: float = _CERTAIN


def notes(text: str, lines: Sequence[Line], furniture: Sequence[Span]) -> tuple[Note, ...]:
    """All notes of a text, in the order of their blocks or marks."""
    return _in_styles(_STYLES, text, lines, furniture)


def typed(text: str, lines: Sequence[Line], taken: Sequence[Span]) -> tuple[Note, ...]:
    """The notes that a writer typed between the lines of a text, of which the file marks others (`taken`) itself."""
    return _in_styles((_bracket, _squared), text, lines, taken)


def _in_styles(styles: Sequence[_Style], text: str, lines: Sequence[Line], holes: Sequence[Span]) -> tuple[Note, ...]:
    taken = Stretches(holes)
    free = [line for line in lines if not taken.overlap(line.span.start, line.span.end)]
    found = [note for style in styles for note in style(text, free)]
    return tuple(sorted(found, key=lambda note: (note.block or note.anchors[0]).start))


def _superscript(text: str, lines: Sequence[Line]) -> Iterator[Note]:
    blocks = {}
    if not any(sign in text for sign in _SUPERSCRIPT):
        return
    for index, line in enumerate(lines):
        if (match := _RAISED.match(line.words)) and line.words[match.end() : match.end() + 1].isspace():
            blocks[match[0]] = Span(line.span.start, _end_of_note(lines, index, _starts_raised))
    marks = _raised_marks(text, {block.start for block in blocks.values()})
    for mark, block in blocks.items():
        anchors = tuple(marks.get(mark, ()))
        yield Note(mark.translate(_TO_DIGITS), "1", _body(text, block, len(mark)), block, anchors)


def _raised_marks(text: str, numbers: set[int]) -> dict[str, list[Span]]:
    """The places of each superscript number, but for those that number a note."""
    marks: dict[str, list[Span]] = defaultdict(list)
    for match in _RAISED.finditer(text):
        if match.start() not in numbers:
            marks[match[0]].append(Span(*match.span()))
    return marks


def _converter(text: str, lines: Sequence[Line]) -> Iterator[Note]:
    marks = {m[1]: Span(*m.span()) for m in _CONVERTED_MARK.finditer(text)}
    for match in _CONVERTED_NOTE.finditer(text):
        anchors = (marks[match[1]],) if match[1] in marks else ()
        yield Note(match[1], "converter", trimmed(text, Span(*match.span(2))), Span(*match.span()), anchors)


def _bracket(text: str, lines: Sequence[Line]) -> Iterator[Note]:
    for index, line in enumerate(lines):
        match = _BRACKET_NOTE.match(line.words) if line.words[:1].isdigit() else None
        if not match:
            continue
        mark = re.compile(rf"(?<=[\w?.!»”’)]) ?({match[1]}\))(?=[\s.,;?]|$)")
        anchors = tuple(Span(*m.span(1)) for m in mark.finditer(text, 0, line.span.start) if _unopened(text, m.start()))
        if anchors:
            block = Span(line.span.start, _end_of_note(lines, index, _starts_bracket))
            yield Note(match[1], "bracket", _body(text, block, match.end()), block, anchors[-1:])


def _unopened(text: str, position: int) -> bool:
    """Whether the bracket that closes after `position` was not opened in the same line."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return line.count("(") <= line.count(")")


def _squared(text: str, lines: Sequence[Line]) -> Iterator[Note]:
    """A line that begins with `[1]`, and what follows it as far as the numbers count up; a line may hold several."""
    blocks = _squared_blocks(text, lines)
    first = blocks[0][1].start if blocks else 0
    marks = {match[1]: Span(*match.span()) for match in re.finditer(r"\[(\d{1,2})\]", text[:first])}
    for label, block in blocks:
        if label in marks:
            yield Note(label, "squared", _body(text, block, len(label) + 2), block, (marks[label],))


def _squared_blocks(text: str, lines: Sequence[Line]) -> list[tuple[str, Span]]:
    blocks: list[tuple[str, Span]] = []
    for index, line in enumerate(lines):
        if line.words.startswith("[") and _SQUARED_NOTE.match(line.words):
            end = _end_of_note(lines, index, _starts_squared)
            starts = list(_SQUARED_NOTE.finditer(text, line.span.start, end))
            kept = [m for n, m in enumerate(starts) if int(m[1]) == len(blocks) + n + 1]
            ends = [m.start() for m in kept[1:]] + [end]
            blocks += [(m[1], Span(m.start(), stop)) for m, stop in zip(kept, ends, strict=True)] if kept else []
    return blocks


def _numbered(text: str, lines: Sequence[Line]) -> Iterator[Note]:
    """Notes that begin with a number: their marks can be read, or came out of a scanner."""
    blocks = _numbered_blocks(lines)
    squares = {int(m[1]): (Span(*m.span()),) for m in _SQUARE_MARK.finditer(text) if int(m[1]) in blocks}
    marks = squares or _digit_marks(text, Stretches(blocks.values()))
    if squares or not _looks_scanned(blocks, marks):
        yield from _digit(text, blocks, marks)
    elif not _SQUARE_MARK.search(text):
        yield from _scanned(text, lines, blocks)


def _digit(text: str, blocks: Mapping[int, Span], marks: Mapping[int, tuple[Span, ...]]) -> Iterator[Note]:
    """Marks that can be read, with or without the texts of the notes."""
    for number, anchors in marks.items():
        block = blocks.get(number)
        prefix = len(str(number))
        body = _body(text, block, prefix) if block else None
        yield Note(str(number), "1", body, block, anchors, _CERTAIN if block else _LIKELY)


def _digit_marks(text: str, blocks: Stretches) -> dict[int, tuple[Span, ...]]:
    """Glued digits that count up from one."""
    marks: dict[int, tuple[Span, ...]] = {}
    for match in _DIGIT_MARK.finditer(text):
        if blocks.overlap(match.start(), match.start() + 1):
            continue
        following: re.Match[str] | None = match
        while following and int(following[1]) == len(marks) + 1:
            marks[len(marks) + 1] = (Span(*following.span(1)),)
            following = _NEXT_MARK.match(text, following.end())
    return marks


def _numbered_blocks(lines: Sequence[Line]) -> dict[int, Span]:
    """Lines that begin with a number, one higher each time, to the end of their paragraphs."""
    blocks: dict[int, Span] = {}
    for index, line in enumerate(lines):
        if not _NUMBERED.match(line.words):
            continue
        expected = len(blocks) + 1
        if not line.opens_page and _is_note(line, lines[index - 1] if index else None, expected, blocks):
            blocks[expected] = Span(line.span.start, _end_of_note(lines, index, _starts_number(expected + 1)))
    return blocks


def _is_note(line: Line, before: Line | None, expected: int, blocks: dict[int, Span]) -> bool:
    match = _DIGIT_NOTE.match(line.words)
    if match:
        return int(match[1]) == expected and (expected > 1 or _ends_a_block(before))
    last = blocks.get(expected - 1)
    misread = _MISREAD_NOTE.match(line.words)
    return bool(misread and expected == 11 and last and line.span.start - last.end < 4)


def _ends_a_block(before: Line | None) -> bool:
    return before is None or not before.words or before.words[-1] in ".?!:”)"


def _looks_scanned(blocks: Mapping[int, Span], marks: Mapping[int, tuple[Span, ...]]) -> bool:
    """Many notes and hardly a mark that can be read: the text came out of a scanner."""
    return len(blocks) >= 3 and len(marks) * 2 < len(blocks)


def _scanned(text: str, lines: Sequence[Line], blocks: Mapping[int, Span]) -> Iterator[Note]:
    start, asterisks = 0, _asterisk_marks(text, lines)
    for group in _groups(blocks):
        first = blocks[group[0]].start
        marks = _candidates(text, Span(start, first), asterisks)
        for number, (anchor, confidence) in zip(group, _assigned(marks, group), strict=True):
            block = blocks[number]
            prefix = len(text[block.start : block.end].split(maxsplit=1)[0])
            yield Note(str(number), "1", _body(text, block, prefix), block, (anchor,) if anchor else (), confidence)
        start = blocks[group[-1]].end


def _groups(blocks: Mapping[int, Span]) -> list[list[int]]:
    """Notes that stand at the foot of one page."""
    groups: list[list[int]] = []
    for number, block in blocks.items():
        if groups and block.start - blocks[groups[-1][-1]].end < 4:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    words: str
    strength: int


def _candidates(text: str, page: Span, taken: frozenset[Span]) -> list[_Mark]:
    addresses = [Span(*m.span()) for m in _ADDRESS.finditer(text, page.start, page.end)]
    found = (m for m in _scanned_marks(text, page) if not _is_quotation_end(text, m, page))
    marks = [_Mark(Span(*m.span("mark")), m["mark"], _strength(m)) for m in found if _strength(m)]
    return [m for m in marks if m.span not in taken and not any(a.overlaps(m.span) for a in addresses)]


def _scanned_marks(text: str, page: Span) -> Iterator[re.Match[str]]:
    """All matches of the pattern, tried only where one of its signs stands."""
    sign = _SCANNED_SIGN.search(text, page.start, page.end)
    while sign:
        mark = _SCANNED_MARK.match(text, sign.start(), page.end)
        if mark:
            yield mark
        sign = _SCANNED_SIGN.search(text, mark.end() if mark else sign.end(), page.end)


def _strength(match: re.Match[str]) -> int:
    """How sure it is that these characters are a mark: 0 not, 3 surely."""
    mark = match["mark"]
    if re.search(r"[®™°¥#]|%\.?$", mark):
        return 3
    if mark.isdigit():
        return 3 if match.string[match.start() - 1].islower() else 0
    odd = match["odd"]
    if odd:
        return 2 if len(odd) > 1 or odd in "?*!" else 1
    return 2 if mark in {"*", "??", '"', "”"} or "”" in mark else 0


def _is_quotation_end(text: str, match: re.Match[str], page: Span) -> bool:
    """Whether the mark only closes a quotation that was opened before it."""
    if match["mark"].lstrip(".?!") not in {"”", "’", '"', "“"}:
        return False
    quotes = _QUOTE.findall(text, max(page.start, match.start() - _LONG_QUOTATION), match.start())
    return bool(quotes) and quotes[-1] in "“‘"


def _assigned(marks: list[_Mark], group: list[int]) -> list[tuple[Span | None, float]]:
    """Give the marks of a page to its notes, in order; the weakest of too many are left out."""
    kept = sorted(sorted(marks, key=lambda m: -m.strength)[: len(group)], key=lambda m: m.span)
    if len(kept) == len(group):
        return [(_junk(mark), _ORDERLY) for mark in kept]
    placed: list[tuple[Span | None, float]] = []
    waiting = list(kept)
    for number in group:
        ours = waiting and (not waiting[0].words.strip(".").isdigit() or waiting[0].words.strip(".") == str(number))
        placed.append((_junk(waiting.pop(0)), _DOUBTFUL) if ours else (None, _DOUBTFUL))
    return placed


def _junk(mark: _Mark) -> Span:
    """The mark without the full stop or question mark that belongs to the sentence."""
    lead = 1 if len(mark.words) > 1 and (mark.words[0] == "." or mark.words == "??") else 0
    return Span(mark.span.start + lead, mark.span.end)


def _asterisk(text: str, lines: Sequence[Line]) -> Iterator[Note]:
    number = count(1)
    for line in lines:
        match = _ASTERISK_NOTE.match(line.words)
        anchors = list(_ASTERISK_MARK.finditer(text, 0, line.span.start)) if match else []
        if match and anchors:
            body = Span(line.span.start + match.end(1), line.span.end)
            yield Note("*", f"asterisk-{next(number)}", body, line.span, (Span(*anchors[-1].span()),), _LIKELY)


def _asterisk_marks(text: str, lines: Sequence[Line]) -> frozenset[Span]:
    return frozenset(anchor for note in _asterisk(text, lines) for anchor in note.anchors)


def _end_of_note(lines: Sequence[Line], index: int, starts_next: Callable[[Line], bool]) -> int:
    """Where a note stops: at a blank line, a new page, or the next note."""
    last = lines[index]
    bullet = bool(re.match(r"\S+\s+\*", lines[index].words))
    for before, line in pairwise(lines[at] for at in range(index, len(lines))):
        cut_short = line.words[:1].islower() and last.words[-1] not in ".?!:;" and len(last.words) > _FULL_LINE
        goes_on = cut_short or (bullet and line.words.startswith("*"))
        if line.opens_page or starts_next(line) or (not before.words and line.words and not goes_on):
            break
        last = line if line.words else last
    return last.span.end


def _starts_raised(line: Line) -> bool:
    return bool(_RAISED.match(line.words))


def _starts_bracket(line: Line) -> bool:
    return bool(_BRACKET_NOTE.match(line.words))


def _starts_squared(line: Line) -> bool:
    return bool(_SQUARED_NOTE.match(line.words))


def _starts_number(number: int) -> Callable[[Line], bool]:
    def starts(line: Line) -> bool:
        match = _DIGIT_NOTE.match(line.words)
        return bool(match and int(match[1]) == number) or (number == 11 and bool(_MISREAD_NOTE.match(line.words)))

    return starts


def _body(text: str, block: Span, prefix: int) -> Span:
    return trimmed(text, Span(block.start + prefix, block.end))


_STYLES: tuple[_Style, ...] = (
    _superscript,
    _converter,
    _bracket,
    _squared,
    _numbered,
    _asterisk,
)
