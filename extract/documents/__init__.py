"""Kinds of documents: how each is recognised, its header facts and its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.documents import law, letter, motion, other, questions, report, ruling
from extract.documents.reading import Desk, Reading
from extract.source import Source


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: `recognise` says whether a source is one, `read` what it states of itself."""

    name: str
    recognise: Callable[[Source], bool]
    read: Callable[[Source, Desk], Reading]


KINDS = (
    DocumentKind("ruling", ruling.recognise, ruling.read),
    DocumentKind("law", law.recognise, law.read),
    DocumentKind("questions", questions.recognise, questions.read),
    DocumentKind("motion", motion.recognise, motion.read),
    DocumentKind("letter", letter.recognise, letter.read),
    DocumentKind("report", report.recognise, report.read),
    DocumentKind("other", other.recognise, other.read),
)


def read(source: Source, desk: Desk) -> Reading:
    """What the document states of itself, as the first kind that recognises it reads it."""
    kind = next(kind for kind in KINDS if kind.recognise(source))
    return kind.read(source, desk)
