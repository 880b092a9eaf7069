"""Page furniture: running headers and footers, page numbers, what a word processor left behind.

Furniture cuts sentences in two, so it is read apart from the body. Recognised:

    Tweede Kamer, vergaderjaar 2018–2019, Aanhangsel 2      the foot of a page of the Appendix; 2 is the page
    ah-tk-20232024-1433                                     the publisher's own mark
    Inspraak is een recht! 4                                a line that comes back, but for its number, three times
    35                                                      a number alone between blank lines
    [bookmark: _Hlk191327233]                               noise of a converter
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.lines import Line
from extract.model import Span

_INLINE = re.compile(r"\[bookmark: [^\]\n]{1,80}\]")
_FOOTS = re.compile(
    r"(?:.{0,40}Tweede Kamer, vergaderjaar \d{4}\s?[-–]\s?\d{4}, Aanhangsel \d{1,3}"
    r"|Tweede Kamer der Staten-Generaal \d{1,2}|(?:ah|kv|kst|h)[- ]tk[- ][\w-]{4,30}(?: \d+)?|ISSN 0921\W.{0,20}"
    r"|(?:Pagina|pagina|blad) \d{1,3}(?: van \d{1,3})?|-{3,})"
)
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_NUMBER_AT_END = re.compile(r"\W*\d+$")
_STRUCTURE = re.compile(
    r"(?:•\s*)?(?:Vra(?:ag|gen)|Antwoord(?:en)?|Artikel|Bijlage|Hoofdstuk)\b|\d+[.)]|[•*¢-]\s|Onderwerp|Betreft", re.I
)
_OFTEN = 3
_SHORT = 80


def furniture(text: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    """The places of all furniture, in order."""
    found = {Span(*match.span()) for match in _INLINE.finditer(text)}
    found.update(_repeated(lines))
    found.update(line.span for line in lines if is_foot(line.words))
    found.update(_page_numbers(lines))
    return tuple(sorted(found))


def is_foot(words: str) -> bool:
    """Whether a line is a foot that publishers print."""
    return bool(_FOOTS.fullmatch(words))


def running_title(lines: Sequence[Line]) -> str | None:
    """The line that comes back most often with a page number behind it: the title of a report."""
    counts = Counter(
        _NUMBER_AT_END.sub(lambda m: m[0].rstrip("0123456789 "), line.words)
        for line in lines
        if line.words[-1:].isdecimal() and " " in line.words and may_repeat(line.words)
    )
    common = [(words, n) for words, n in counts.most_common(1) if n >= _OFTEN]
    return common[0][0] if common else None


def _repeated(lines: Sequence[Line]) -> Iterator[Span]:
    candidates = [(line, _bare(line)) for line in lines if may_repeat(line.words)]
    counts = Counter(bare for _, bare in candidates)
    return (line.span for line, bare in candidates if counts[bare] >= _OFTEN)


def _bare(line: Line) -> str:
    return (_NUMBER_AT_END.sub("", line.words) if line.words[-1:].isdecimal() else "") or line.words


def may_repeat(words: str) -> bool:
    """Whether a line that comes back can be furniture."""
    return 4 < len(words) < _SHORT and words[-1] not in ".:;?,”" and not _STRUCTURE.match(words)


def _page_numbers(lines: Sequence[Line]) -> Iterator[Span]:
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        alone = not before.words and (not after.words or after.opens_page)
        if alone and _PAGE_NUMBER.fullmatch(line.words):
            yield line.span
