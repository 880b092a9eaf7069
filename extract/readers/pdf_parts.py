"""What is no running text in a PDF: what its pages repeat, and the notes at their ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.furniture import is_foot, may_repeat
from extract.readers.pdf_layout import Line

_MARGIN = 0.15  # of the height of a page, above and below
_SMALL = 0.93  # of the letters of the body: notes are smaller
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?=\D*\d)(?:\W|\d|pagina|page|blad|van|of)+", re.I)
_PAGE = re.compile("pagina|page|blad", re.I)
_LABEL = re.compile(r"(\d{1,3})(?:[.)](?=\s)|(?=\D))\s*(?=\S)")

Place = tuple[int, int]  # which page, which line
_Look = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a page in reading order."""

    label: str
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note at the end of a page: its lines without the number."""

    label: str
    page: int
    lines: tuple[Line, ...]


def body_size(sheets: Sequence[Sheet]) -> float:
    """The height of most letters."""
    weights: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            weights[round(line.size, 1)] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def furniture(sheets: Sequence[Sheet]) -> frozenset[Place]:
    """The lines that are furniture, by page and by place on it."""
    everything = [(page, at) for page, sheet in enumerate(sheets) for at in range(len(sheet.lines))]
    margins = [(page, at) for page, sheet in enumerate(sheets) for at in _in_margin(sheet)]
    looks = {place: _looks(sheets[place[0]].lines[place[1]]) for place in everything}
    numbers = {(page, at) for page, sheet in enumerate(sheets) for at in _page_numbers(sheet)}
    feet = {place for place in everything if is_foot(looks[place][0])}
    repeated = _repeated(everything, looks) | _repeated(
        margins, {place: (_DIGITS.sub("0", words), height, 0) for place, (words, height, _) in looks.items()}
    )
    return frozenset(numbers | feet | repeated)


def _repeated(places: Sequence[Place], looks: Mapping[Place, _Look]) -> set[Place]:
    """Lines that look the same on two pages."""
    pages = defaultdict(set)
    for place in places:
        pages[looks[place]].add(place[0])
    return {place for place in places if len(pages[looks[place]]) > 1 and may_repeat(looks[place][0])}


def _looks(line: Line) -> _Look:
    """Words, height on the page and distance from its edge."""
    return line.text, round(line.bottom / 4), round(line.left / 4)


def _in_margin(sheet: Sheet) -> Iterator[int]:
    low, high = _MARGIN * sheet.height, (1 - _MARGIN) * sheet.height
    return (at for at, line in enumerate(sheet.lines) if line.bottom < low or line.top > high)


def _page_numbers(sheet: Sheet) -> Iterator[int]:
    """A number alone on the first or the last line of a page; `pagina 2 van 4` also elsewhere in the margin."""
    order = sorted(range(len(sheet.lines)), key=lambda at: sheet.lines[at].bottom)
    for at in _in_margin(sheet):
        words = sheet.lines[at].text
        if _NUMBER.fullmatch(words) and (at in (order[0], order[-1]) or _PAGE.search(words)):
            yield at


def notes(sheets: Sequence[Sheet], taken: frozenset[Place]) -> tuple[list[Note], frozenset[Place]]:
    """The notes at the ends of pages and columns, and the lines that they take up."""
    small = _SMALL * body_size(sheets)
    found: list[Note] = []
    used: set[Place] = set()
    for page, sheet in enumerate(sheets):
        free = [at for at in range(len(sheet.lines)) if (page, at) not in taken]
        for run in _small_runs(sheet, free, small):
            texts = [sheet.lines[at] for at in run]
            goes_on = bool(found) and found[-1].page >= page - 1 and not _label(texts[0])
            if _label(texts[0]) or goes_on:
                used.update((page, at) for at in run)
                _add(found, page, texts)
    return found, frozenset(used)


def _small_runs(sheet: Sheet, free: Sequence[int], small: float) -> Iterator[list[int]]:
    """Lines in small letters with which a column ends."""
    groups = [(is_small, list(run)) for is_small, run in groupby(free, lambda at: sheet.lines[at].size < small)]
    for (is_small, run), following in zip(groups, [*groups[1:], None], strict=False):
        if is_small and (following is None or sheet.lines[following[1][0]].bottom > sheet.lines[run[0]].bottom):
            yield run


def _add(found: list[Note], page: int, texts: Sequence[Line]) -> None:
    """Lines cut into notes; what comes before the first number goes on with the last note."""
    for line in texts:
        label = _label(line)
        last = found[-1] if found else None
        raised = bool(line.marks) and line.marks[0][0] == 0
        next_one = last is None or last.page < page or not last.label.isdigit() or label == str(int(last.label) + 1)
        if label and (raised or next_one):
            cut = _LABEL.match(line.text)
            end = cut.end() if cut else 0
            found.append(Note(label, page, (line.behind(end),)))
        elif last:
            found[-1] = Note(last.label, last.page, (*last.lines, line))


def _label(line: Line) -> str | None:
    match = _LABEL.match(line.text)
    return match[1] if match else None


def anchors(
    sheets: Sequence[Sheet], found: Sequence[Note], out: frozenset[Place]
) -> Mapping[tuple[int, int, int], int]:
    """Which note a mark belongs to, by page, line and place in the line: the first mark with its number."""
    marks: dict[tuple[int, str], list[tuple[int, int, int]]] = defaultdict(list)
    for page, sheet in enumerate(sheets):
        for at, line in enumerate(sheet.lines):
            for start, end in () if (page, at) in out else line.marks:
                marks[page, line.text[start:end]].append((page, at, start))
    known: dict[tuple[int, int, int], int] = {}
    for number, note in enumerate(found):
        places = marks[note.page, note.label] or marks[note.page - 1, note.label]
        if place := next((place for place in places if place not in known), None):
            known[place] = number
    return known
