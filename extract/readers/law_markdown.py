"""A law in Markdown: a heading for each article, its title in a heading below it, its paragraphs numbered `1.`.

    ### Artikel  53a
    ####Verstrekking en onderzoek gegevens
    1. Het college bepaalt welke gegevens …

The text stays as it is. It does not say the number of the law, so an article has only the end of an address:
`&artikel=53a`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.lines import Line, lines
from extract.model import Content, Link, Part, Span
from extract.readers import text

_ARTICLE = re.compile(r"Artikel\s+(?P<number>\d[\w.:]*|[IVXLC]+[A-Za-z]*)\.?(?:\s+(?P<title>.+))?")
_ARTICLE_HEADING = re.compile(rb"^#{1,6}[ \t]*Artikel[ \t]+[\dIVXLC]", re.M)
_PARAGRAPH = re.compile(r"(?P<number>\d{1,3})(?P<letter>[a-z]?)\.\s")
_ITEM = re.compile(r"(?P<mark>(?:[a-z]{1,2}|\d{1,2}°)\.|[-*–])\s")
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\((?P<address>[^()\s]+)\)")
_BWB = re.compile(r"BWB[RVW]\d{7}")
_CLOSING = "Lasten en bevelen"
_HEAD = 1 << 16


def recognise(data: bytes) -> bool:
    """A text with an article in a heading near its beginning."""
    return _ARTICLE_HEADING.search(data[:_HEAD]) is not None


def read(data: bytes, where: str) -> Content:
    """The text as it is, with its articles, their paragraphs and its links; SourceError as for plain text."""
    words = text.decode(data, where)
    kept = [line for line in lines(words) if line.words]
    headings = [(place, heading) for place, line in enumerate(kept) if (heading := _heading(line))]
    parts = [part for _, heading in headings for part in heading.parts()]
    parts += [part for article in _articles(kept, headings) for part in article]
    parts += [_item(line, match["mark"]) for line in kept if (match := _ITEM.match(line.words))]
    parts.sort(key=lambda part: (part.span.start, -part.span.end))
    return Content(words, tuple(parts), tuple(_links(words)))


@dataclass(frozen=True, slots=True)
class _Heading:
    span: Span
    level: int
    words: str

    def parts(self) -> Iterator[Part]:
        if len(self.span):
            yield Part("heading", self.span, level=self.level)


def _heading(line: Line) -> _Heading | None:
    if not line.words.startswith("#"):
        return None
    marked = line.words.lstrip("#")
    words, level = marked.lstrip(), len(line.words) - len(marked)
    return _Heading(Span(line.span.end - len(words), line.span.end), level, words)


def _articles(kept: Sequence[Line], headings: Sequence[tuple[int, _Heading]]) -> Iterator[list[Part]]:
    """Each article with its paragraphs. It ends at the next heading, or where the law is closed."""
    for (place, heading), (following, below) in pairwise([*headings, (len(kept), _Heading(Span(0, 0), 0, ""))]):
        match = _ARTICLE.fullmatch(heading.words)
        if not match:
            continue
        has_title = following == place + 1 and below.level > heading.level and not _ARTICLE.fullmatch(below.words)
        title = match["title"] or (below.words if has_title else None)
        body = list(_body(kept, place + (2 if has_title else 1)))
        yield list(_article(heading, match["number"], title, body))


def _body(kept: Sequence[Line], place: int) -> Iterator[Line]:
    while place < len(kept) and not kept[place].words.startswith(("#", _CLOSING)):
        yield kept[place]
        place += 1


def _article(heading: _Heading, number: str, title: str | None, body: Sequence[Line]) -> Iterator[Part]:
    address, end = f"&artikel={number}", body[-1].span.end if body else heading.span.end
    yield Part("article", Span(heading.span.start, end), number, address=address, title=title)
    numbered = list(_numbered(body))
    ends = [body[place - 1].span.end for place, _ in numbered[1:]] + [end]
    for (place, label), last in zip(numbered, ends, strict=bool(numbered)):
        yield Part("lid", Span(body[place].span.start, last), label, address=f"{address}&lid={label}")


def _numbered(body: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The lines with which paragraphs begin, by their place: numbers that count on from 1."""
    last = 0
    for place, line in enumerate(body):
        match = _PARAGRAPH.match(line.words)
        if match and (int(match["number"]) == last + 1 or (int(match["number"]) == last and match["letter"])):
            last = int(match["number"])
            yield place, match["number"] + match["letter"]


def _item(line: Line, mark: str) -> Part:
    return Part("item", line.span, mark, 1)


def _links(words: str) -> Iterator[Link]:
    """The links; one to the file of another law is one to that law."""
    for match in _LINK.finditer(words):
        law = _BWB.search(match["address"])
        yield Link(Span(*match.span("words")), law[0] if law else match["address"], "href")
