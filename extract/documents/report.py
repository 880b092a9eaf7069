"""A report: a running title with page numbers, chapters, a body that speaks of itself as a report.

The running title is the report's title; a name alone at the end of a page, of somebody who holds an office in the
registers, is a signature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.documents.reading import Desk, Reading
from extract.fold import fold
from extract.furniture import running_title
from extract.model import Paper, Participation, Span
from extract.source import Source

_LONG = 5000
_SPEAKS = ("dit rapport", "dit onderzoek", "deze rapportage", "dit onderzoeksrapport")


def recognise(source: Source) -> bool:
    """A running title, or a long text that calls itself a report."""
    folded = source.flow.folded
    return len(source.text) > _LONG and (
        any(words in folded for words in _SPEAKS) or (running_title(source.lines) is not None and "rapport" in folded)
    )


def read(source: Source, desk: Desk) -> Reading:
    """The report's own facts."""
    title = running_title(source.lines)
    paper = Paper("d1", "report", title=title, about=title)
    if title and (at := source.text.find(title)) >= 0:
        paper = replace(paper, title_span=Span(at, at + len(title)))
    people = (*_publisher(source, desk), *_signatures(source, desk))
    return Reading((replace(paper, participations=people),))


def _publisher(source: Source, desk: Desk) -> Iterator[Participation]:
    """The body whose name is a running header."""
    names = {fold(name.text): entry for entry in desk.registers.of_kind("organisation") for name in entry.names}
    for span in source.furniture:
        if entry := names.get(fold(span.of(source.text))):
            yield Participation("sender", span, organisation=entry.id)
            return


def _signatures(source: Source, desk: Desk) -> Iterator[Participation]:
    for line, following in zip(source.lines, source.lines[1:], strict=False):
        person = desk.people.full_names.get(fold(line.words)) if following.opens_page else None
        if person:
            post = person.holdings[-1].post if person.holdings else None
            yield Participation("signatory", line.span, line.words, person.id, post=post)
