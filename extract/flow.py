"""Texts as they read, with the way back to their exact characters.

A text is cut by page furniture, footnotes, line ends and hyphens. `flow` joins what belongs together into one line a
paragraph, in which patterns need to know of single blanks only, and keeps for each character where it stood.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from extract.fold import fold
from extract.model import Span

PARAGRAPH = "\n"
_PAGE = "\n "  # what is left of a form feed
_LONG_LINE = 60
_HYPHEN = r"(?<=[a-zà-ÿ]-)[ \t]*\r?\n[ \t]*(?=[a-zà-ÿ])(?!en\b|of\b|/)"
_BLANKS = re.compile(rf"[-\s](?:{_HYPHEN}|(?<=\s)\s+|(?<=[^\S ]))")  # a class comes first: that is searched fast
_ENDS = tuple(".:;?!”»…")


@dataclass(frozen=True, slots=True)
class Stream:
    """Pieces of a text that read on from each other: the body, one note, one running header."""

    zone: str  # body, note, furniture
    pieces: tuple[Span, ...]
    key: str = ""  # which note


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a stream stands in a flow."""

    name: str
    key: str
    span: Span


class Flow:
    """All streams of a text, one after the other, with blanks normalised."""

    def __init__(self, text: str, streams: Iterable[Stream], marks: Iterable[Span] = ()) -> None:
        """`marks` are note marks: they are left out, and what stands around them is not parted."""
        self.source = text
        self._marks = frozenset(mark.start for mark in marks)
        self._behind_marks = frozenset(mark.end for mark in marks)
        self._flowed: list[str] = []
        self._at: list[int] = []
        self._raw: list[int] = []
        self._length = 0
        self._positions: dict[int, int] = {}
        self.zones = tuple(self._add(stream) for stream in streams)
        self.text = "".join(self._flowed)
        self._starts = [zone.span.start for zone in self.zones]

    @cached_property
    def folded(self) -> str:
        """The text in the spelling for comparing."""
        return fold(self.text)

    def span(self, start: int, end: int) -> Span:
        """The stretch of the source that `text[start:end]` came from."""
        return Span(self.raw(start), self.raw(end - 1) + 1) if end > start else Span(self.raw(start), self.raw(start))

    def raw(self, position: int) -> int:
        """Where in the source the character at `position` stood."""
        piece = max(bisect_right(self._at, position) - 1, 0)
        return self._raw[piece] + position - self._at[piece] if self._at else position

    def position(self, raw: int) -> int:
        """Where the body has come when the source has come to `raw`: the inverse of `raw`."""
        known = self._positions.get(raw)
        if known is None:
            last = min(len(self.text), self.zones[0].span.end) - 1
            known = self._positions[raw] = bisect_left(range(max(last, 0)), raw, key=self.raw)
        return known

    def zone(self, position: int) -> Zone:
        return self.zones[max(bisect_right(self._starts, position) - 1, 0)]

    def paragraph(self, position: int) -> Span:
        """The paragraph around `position`, in positions of the flow."""
        start = self.text.rfind(PARAGRAPH, 0, position) + 1
        end = self.text.find(PARAGRAPH, position)
        return Span(start, len(self.text) if end < 0 else end)

    def _add(self, stream: Stream) -> Zone:
        start = self._length
        for piece in stream.pieces:
            self._add_piece(self._without_ends(piece), first=self._length == start)
        self._put(PARAGRAPH, stream.pieces[-1].end if stream.pieces else 0)
        return Zone(stream.zone, stream.key, Span(start, self._length))

    def _without_ends(self, piece: Span) -> Span:
        """The piece without blanks at its ends, but for those beside a note mark."""
        bare = trimmed(self.source, piece)
        start = piece.start if piece.start in self._behind_marks else bare.start
        return Span(start, piece.end if piece.end in self._marks else max(start, bare.end))

    def _add_piece(self, piece: Span, *, first: bool) -> None:
        if not len(piece):
            return
        if not first and piece.start not in self._behind_marks:
            self._put(self._seam(piece.start), piece.start)
        position = piece.start
        for match in _BLANKS.finditer(self.source, piece.start, piece.end):
            self._put(self.source[position : match.start()], position)
            self._put(self._blank(match), match.start())
            position = match.end()
        self._put(self.source[position : piece.end], position)

    def _put(self, words: str, raw: int) -> None:
        if words:
            self._at.append(self._length)
            self._raw.append(raw)
            self._flowed.append(words)
            self._length += len(words)

    def _blank(self, match: re.Match[str]) -> str:
        blanks = match[0]
        if blanks.startswith("-"):
            return ""
        if blanks.endswith(_PAGE) and not blanks.endswith(_PAGE + " "):
            return self._seam(match.end())
        if blanks.count("\n") < 2:
            return " "
        return " " if self._runs_on(match.start(), match.end()) else PARAGRAPH

    def _runs_on(self, start: int, end: int) -> bool:
        """Whether the words at `end` go on with the sentence that stops at `start`, over a blank line."""
        before, after = self.source[start - 1 : start], self.source[end : end + 1]
        if not before or not after or before in _ENDS:
            return False
        line = self.source.rfind("\n", 0, start) + 1
        return after.islower() or (start - line >= _LONG_LINE and after.isalpha() and before.isalpha())

    def _seam(self, position: int) -> str:
        """How two pieces join: what went on in lower case goes on."""
        before = "".join(self._flowed[-3:]).rstrip()[-1:]
        after = self.source[position : position + 40].lstrip()[:1]
        return " " if before and before not in _ENDS and after.islower() else PARAGRAPH


class Stretches:
    """Stretches of a text, of which it is soon known whether one of them lies at a place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them overlaps `text[start:end]`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def without(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `span` when `holes` (sorted) are cut out of it."""
    return tuple(_rest(span, holes))


def _rest(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    start = span.start
    for hole in holes:
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            yield Span(start, hole.start)
        start = hole.end
    if start < span.end:
        yield Span(start, span.end)


def trimmed(text: str, span: Span) -> Span:
    """`span` without blanks at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
