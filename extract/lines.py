"""The lines of a text with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Span


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
    position = area.start
    for raw in area.of(text).removesuffix("\n").split("\n") if len(area) else ():
        words = raw.strip()
        start = position + len(raw) - len(raw.lstrip()) if words else position
        yield Line(position, Span(start, start + len(words)), words)
        position += len(raw) + 1
