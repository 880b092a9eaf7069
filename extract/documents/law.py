"""A law: a file that states so, or a text that a format divides into articles.

##Wet van 9 oktober 2003, houdende vaststelling van … (Wet werk en bijstand)       the long title, with the day
Deze wet wordt aangehaald als: Participatiewet.                                    the title by which it is cited

The registers give the number of a law of which they know one of these titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import DAY, parse_day
from extract.documents.reading import Desk, Reading
from extract.fold import fold
from extract.model import Dates, Identified, Law, LawTitle, Paper, Part
from extract.source import Source

_CITED_AS = re.compile(
    r"(?:wordt|kan worden) aangehaald (?:als|onder den? titel):?\s+(?:de |het )?[«“‘'\"]*"
    r"(?P<title>[A-Z][^.\n]{2,200}?)[»”’'\"]*[.\n]"
)
_SHORT = re.compile(r"\((?P<title>[A-Z][^()]{2,100})\)\s*\Z")
_MADE = re.compile(rf"(?:Rijkswet|Wet|Besluit|Regeling) van (?P<day>{DAY})")
_CONFIDENCE = 0.95
_RULE = "law-title"


def recognise(source: Source) -> bool:
    """The file says it is a law, or its format marks articles."""
    document = source.document
    return document.states("law") or (not document.stated and bool(document.parts_of("article")))


def read(source: Source, desk: Desk) -> Reading:
    """The law's own facts: those that the file states, else its titles, day and number."""
    return Reading((Paper("d1", "law") if source.document.states("law") else _from_titles(source, desk),))


def _from_titles(source: Source, desk: Desk) -> Paper:
    heading = _long_title(source)
    long = heading.span.of(source.text) if heading else None
    titles = tuple(_titles(source.text, long))
    known = next(((title, ids) for title in titles if len(ids := desk.laws_called(title.text)) == 1), None)
    made = _MADE.match(long or "")
    return Paper(
        "d1",
        "law",
        next(iter(known[1])) if known else None,
        titles[0].text if titles else None,
        heading.span if heading and titles and titles[0].text == long else None,
        dates=Dates(issued=parse_day(made["day"]) if made else None),
        identified=_identified(known[0]) if known else None,
        law=Law(titles=titles),
    )


def _long_title(source: Source) -> Part | None:
    """The first heading, if it stands before the first article."""
    first = next(iter(source.document.parts_of("heading")), None)
    article = source.document.parts_of("article")[0]
    return first if first and first.span.end <= article.span.start else None


def _titles(text: str, long: str | None) -> Iterator[LawTitle]:
    """The title by which it is cited, the short one at the end of the long title, the long one."""
    cited = [" ".join(match["title"].split()) for match in _CITED_AS.finditer(text)]
    if cited:
        yield LawTitle(cited[-1])
    short = _SHORT.search(long or "")
    if short and fold(short["title"]) not in {fold(title) for title in cited}:
        yield LawTitle(short["title"], "former" if cited else "official")
    if long:
        yield LawTitle(long, "long")


def _identified(title: LawTitle) -> Identified:
    return Identified(_RULE, f"the registers know one law called {title.text}", _CONFIDENCE)
