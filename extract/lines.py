"""The lines of a text with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Span

_LINE = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `span` without blanks at its ends, `start` where it begins with them."""

    start: int
    span: Span
    words: str

    @property
    def opens_page(self) -> bool:
        """A single blank before the first word is what is left of a form feed."""
        return self.span.start == self.start + 1 and bool(self.words)


def lines(text: str, within: Span | None = None) -> Iterator[Line]:
    """All lines, empty ones too."""
    area = within or Span(0, len(text))
    for match in _LINE.finditer(text, area.start, area.end):
        if not match[0]:
            return
        words = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip()) if words else match.start()
        yield Line(match.start(), Span(start, start + len(words)), words)
