"""A text of which the kind is not known: only its references are read."""

from __future__ import annotations

from extract.documents.reading import Desk, Reading
from extract.model import Paper
from extract.source import Source


def recognise(source: Source) -> bool:
    """Always: this is the last kind to be tried."""
    return True


def read(source: Source, desk: Desk) -> Reading:
    """One paper without facts."""
    return Reading((Paper("d1", "other"),))
