"""Long texts in stretches: each is a document of its own, so that memory and time stay within bounds.

A stretch ends where a paragraph ends, else a line, else a word. Offsets count from the beginning of the stretch;
`start` says where that stands in the whole text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.model import Document, Link, Part, Span, Stated
from extract.readers.limits import LONGEST_STRETCH, MOST_ARTICLES

_THINGS = frozenset(("article", "lid"))
_ENDS = ("\n\n", "\n\r\n", "\n", " ")


def in_stretches(document: Document, most: int = LONGEST_STRETCH) -> Iterator[Document]:
    """The document itself, or where its text has more than `most` characters, stretches of it in order.

    Of a law with very many articles they are shorter, since each article is a thing in the graph.
    """
    articles = sum(part.kind in _THINGS for part in document.parts)
    if articles > MOST_ARTICLES:
        most = min(most, len(document.text) * MOST_ARTICLES // articles)
    if len(document.text) <= most:
        yield document
        return
    start, number = 0, 0
    while start < len(document.text):
        number += 1
        span = Span(start, _end(document.text, start, most))
        yield _stretch(document, span, number)
        start = span.end


def stretches_of(pieces: Iterable[str], document: Document, most: int = LONGEST_STRETCH) -> Iterator[Document]:
    """The stretches of a plain text that comes in pieces; `document` is one without a text."""
    waiting, start, number = "", 0, 0
    for piece in pieces:
        waiting += piece
        while len(waiting) > most:
            number += 1
            end = _end(waiting, 0, most)
            yield _named(document, waiting[:end], start, number)
            waiting, start = waiting[end:], start + end
    if waiting:
        yield _named(document, waiting, start, number + 1) if number else replace(document, text=waiting)


def _end(text: str, start: int, most: int) -> int:
    """Where the stretch that begins at `start` ends."""
    last = start + most
    if last >= len(text):
        return len(text)
    found = ((text.rfind(mark, start + most // 2, last), mark) for mark in _ENDS)
    return next((at + len(mark) for at, mark in found if at >= 0), last)


def _stretch(document: Document, span: Span, number: int) -> Document:
    return replace(
        _named(document, span.of(document.text), span.start, number),
        parts=tuple(_part(part, span) for part in document.parts if part.span.overlaps(span)),
        links=tuple(_link(link, span) for link in document.links if link.span.overlaps(span)),
        stated=tuple(_stated(each, span) for each in document.stated if _is_of(each, span)),
        entities=tuple(
            replace(each, span=_inside(each.span, span)) for each in document.entities if each.span.overlaps(span)
        ),
    )


def _is_of(stated: Stated, span: Span) -> bool:
    """Whether a stretch holds a stated paper; one that fills the text is that of its first stretch."""
    return stated.span.overlaps(span) if stated.span else span.start == 0


def _named(document: Document, text: str, start: int, number: int) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(
        document, name=f"{document.name}/deel-{number}", text=text, sha256=digest, start=start, number=number
    )


def _part(part: Part, span: Span) -> Part:
    whole = _inside(part.whole, span) if part.whole else None
    anchors = tuple(_inside(anchor, span) for anchor in part.anchors if anchor.overlaps(span))
    return replace(part, span=_inside(part.span, span), whole=whole, anchors=anchors)


def _link(link: Link, span: Span) -> Link:
    return replace(link, span=_inside(link.span, span))


def _stated(stated: Stated, span: Span) -> Stated:
    return replace(stated, span=_inside(stated.span, span)) if stated.span else stated


def _inside(part: Span, span: Span) -> Span:
    """What lies in `span`, counted from its beginning."""
    start, end = max(part.start, span.start), min(part.end, span.end)
    return Span(start - span.start, max(start, end) - span.start)
