"""The lines of a page in the order in which they are read, in one column or two."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from extract.readers.pdf_page import RAISED, Piece

_LINES = 3  # that a column has at least
_IN_ROWS = 0.7  # of what stands on the right: as much on one line with the left makes a table
_ONE_LINE = 0.7  # points by which bases of letters differ
_FILLED = 0.5  # how much of a column its lines take up, at least
_SAME_ROW = 0.5  # of the height of the letters
_MANY = 40  # places that are tried for a space between columns
_MANY_LINES = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. `edge` is how far to the right its column goes."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    marks: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    edge: float = 0.0

    def behind(self, cut: int) -> Line:
        """The line without as many characters at its beginning."""
        marks = tuple((start - cut, end - cut) for start, end in self.marks if start >= cut)
        links = tuple((max(start - cut, 0), end - cut, to) for start, end, to in self.links if end > cut)
        return replace(self, text=self.text[cut:], marks=marks, links=links)


Row = tuple[Piece, ...]


def lines(pieces: Sequence[Piece]) -> list[Line]:
    """The lines of a page, as they are read."""
    if not pieces:
        return []
    rows = list(_rows(pieces))
    gutter = _gutter(pieces)
    found: list[Line] = []
    for block in _blocks(rows, gutter) if gutter is not None else [rows]:
        edge = _edge(block)
        found += [_line(row, edge) for row in block]
    return found


def _edge(block: Sequence[Row]) -> float:
    """How far to the right lines go; one or two that go further do not count among many."""
    ends = sorted((row[-1].right for row in block), reverse=True)
    return ends[2 if len(ends) > _MANY_LINES else 0]


def _rows(pieces: Sequence[Piece]) -> Iterator[Row]:
    """Pieces that stand side by side, from the top of the page."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if row and not _beside(max(row, key=lambda found: found.size), piece):
            yield tuple(sorted(row, key=lambda found: found.left))
            row = []
        row.append(piece)
    if row:
        yield tuple(sorted(row, key=lambda found: found.left))


def _beside(first: Piece, second: Piece) -> bool:
    overlap = min(first.top, second.top) - max(first.bottom, second.bottom)
    return overlap > _SAME_ROW * min(first.size, second.size)


def _line(row: Row, edge: float) -> Line:
    text, marks, links = "", [], []
    for before, piece in zip((None, *row), row, strict=False):
        if before:
            text += "\t" if piece.left - before.right > 1.2 * piece.size else " " if _parted(before, piece) else ""
        marks += [(start + len(text), end + len(text)) for start, end in _raised(piece, row)]
        links += [(start + len(text), end + len(text), to) for start, end, to in piece.links]
        text += piece.text
    main = max(row, key=lambda piece: len(piece.text))
    right = max(piece.right for piece in row)
    return Line(text, row[0].left, main.bottom, right, main.top, main.size, tuple(marks), tuple(links), edge)


def _parted(before: Piece, after: Piece) -> bool:
    return after.left - before.right > 0.15 * after.size


def _raised(piece: Piece, row: Row) -> tuple[tuple[int, int], ...]:
    """The marks of a piece; a number that is small and high beside its neighbours is one as a whole."""
    size = max(other.size for other in row)
    base = min(other.bottom for other in row)
    if piece.text.isdigit() and piece.size < RAISED * size and piece.bottom > base + 0.05 * size:
        return ((0, len(piece.text)),)
    return piece.marks


# --- columns ---------------------------------------------------------------------------------------------------------


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where the space between two columns is; None where a page has one column."""
    edges = Counter(round(piece.left / 2) * 2 for piece in pieces)
    places = [edge - 3.0 for edge, count in edges.most_common(_MANY) if count >= _LINES]
    scored = [(score, place) for place in places if (score := _score(pieces, place))]
    return max(scored)[1] if scored else None


def _score(pieces: Sequence[Piece], place: float) -> int:
    """How many pieces stand in the right of two columns; 0 where these are no columns."""
    left = [piece for piece in pieces if piece.right <= place]
    right = [piece for piece in pieces if piece.left > place]
    across = len(pieces) - len(left) - len(right)
    if len(left) < _LINES or len(right) < _LINES or across > min(len(left), len(right)):
        return 0
    if _overlap(left, right) < _LINES * right[0].size:
        return 0
    full = _is_full(left) and _is_full(right) and len(right) >= 2 * _LINES
    return len(right) if full or _aligned(left, right) < _IN_ROWS * len(right) else 0


def _overlap(left: Sequence[Piece], right: Sequence[Piece]) -> float:
    """How far two columns stand beside each other."""
    top = min(max(piece.top for piece in left), max(piece.top for piece in right))
    return top - max(min(piece.bottom for piece in left), min(piece.bottom for piece in right))


def _aligned(left: Sequence[Piece], right: Sequence[Piece]) -> int:
    """How many pieces on the right are on one line with one on the left, as in a table."""
    bases = sorted(piece.bottom for piece in left)
    near = (bisect_left(bases, piece.bottom - _ONE_LINE) for piece in right)
    return sum(
        1 for at, piece in zip(near, right, strict=True) if at < len(bases) and bases[at] < piece.bottom + _ONE_LINE
    )


def _is_full(pieces: Sequence[Piece]) -> bool:
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    return median(piece.right - piece.left for piece in pieces) >= _FILLED * width


def _blocks(rows: Sequence[Row], place: float) -> Iterator[list[Row]]:
    """What is read on end: the left column, the right one, what goes over both."""
    sides: tuple[list[Row], list[Row]] = ([], [])
    whole: list[Row] = []
    for row in rows:
        crossing = any(piece.left < place < piece.right for piece in row)
        if crossing:
            yield from (side for side in sides if side)
            sides = ([], [])
            whole.append(row)
            continue
        if whole:
            yield whole
            whole = []
        for side, half in zip(sides, _halves(row, place), strict=True):
            if half:
                side.append(half)
    yield from (block for block in (*sides, whole) if block)


def _halves(row: Row, place: float) -> tuple[Row, Row]:
    return tuple(p for p in row if p.right <= place), tuple(p for p in row if p.right > place)
