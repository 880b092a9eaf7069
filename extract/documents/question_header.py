"""What the header of a page, an appendix or a typed answer says of the questions and of the answer to them.

A title in one sentence ("Vragen van … (ingezonden …). Antwoord van … (ontvangen …)."), or lines of facts
("Indiener …", "Beantwoord door …"). Both can be there; the lines of facts are then the ones to believe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extract.dates import DAY, days_between, parse_day, session_year
from extract.documents.reading import Capacity, Desk, Excerpt, Official, members, official, posts
from extract.fold import fold
from extract.model import Dates, Paper, Participation, Span
from extract.offices import OFFICE
from extract.people import NAME
from extract.source import Source

_MEMBER = "kamerlid-tweede-kamer"
_HEAD = 1500
TITLE = re.compile(
    rf"Vragen (?:gesteld )?(?:van|door) (?P<who>(?:het lid|de leden|de heer|mevrouw) (?!der Kamer)"
    rf"(?:(?!Vragen ).){{3,400}}?) aan "
    rf"(?P<to>(?:de|het) .{{5,400}}?)"
    rf" over (?P<about>.{{3,900}}?) ?\(ingezonden (?P<day>{DAY})\)",
    re.I,
)
_ANSWERED = re.compile(rf"Antwoord van (?P<who>.{{5,500}}?) ?\(ontvangen (?P<day>{DAY})\)", re.I)
_HOLDER = re.compile(rf"(?P<office>{OFFICE}) (?P<name>{NAME}) \((?P<portfolio>[^()]{{3,120}})\)")
_ALSO = re.compile(r"mede namens (?P<posts>[^()]{5,300})")
_SERIES = re.compile(r"Tweede Kamer, vergaderjaar (?P<year>\d{4} ?[-–] ?\d{4}), Aanhangsel")
_NUMBERED_TITLE = re.compile(
    r"Vergaderjaar\s+(?P<year>\d{4}\s?[-–]\s?\d{4})\s+Aanhangsel\s+van\s+de\s+Handelingen"
    r"[^§]{0,250}?^\W*(?P<number>\d{1,4})\W*$",
    re.M,
)
_OWN_ANSWER = re.compile(r"(?:Kamerantwoord document nummer: |Bron antwoord \S*/|^)(ah-[te]k-\d{8}-\d+)\b", re.M)
_OWN_QUESTIONS = re.compile(
    r"(?:^Kamervraag |Kamervraag document nummer: kv-[te]k-|Bron vraag \S*/kv-[te]k-)(\d{4}Z\d{5})\b", re.M
)
_FACT = re.compile(
    r"^(?P<what>Ingediend|Beantwoord door|Beantwoord|Indieners?|Onderwerpen|Bron vraag|Bron antwoord) (?P<value>.+)$",
    re.M,
)
_ANSWERED_BY = re.compile(
    rf"(?P<name>{NAME}) \((?P<office>{OFFICE}),? (?:van |voor )?(?P<portfolio>[^()]+)\)(?: \((?P<party>[^()]+)\))?"
)

_Facts = Mapping[str, re.Match[str]]


def papers(source: Source, desk: Desk) -> tuple[Paper, Paper]:
    asked, answered = _identified(source)
    asked, answered = _from_titles(source, desk, asked, answered)
    asked, answered = _from_facts(source, desk, asked, answered)
    days = _days(source.text, asked.dates.submitted, answered.dates.received)
    dates = Dates(asked.dates.submitted, answered.dates.received)
    return (
        replace(asked, dates=dates, days_to_answer=days),
        replace(answered, dates=dates, days_to_answer=days, title=answered.title or asked.title),
    )


def _identified(source: Source) -> tuple[Paper, Paper]:
    number = _OWN_QUESTIONS.search(source.text)
    answer = _OWN_ANSWER.search(source.text)
    series = _SERIES.search(source.text)
    answer_id = answer[1] if answer else _from_heading(source.text)
    year = session_year(series["year"]) if series else None
    if answer_id and not year:
        year = f"{answer_id[6:10]}-{answer_id[10:14]}"
    asked = Paper("d1", "question-set", f"kv-tk-{number[1]}" if number else None)
    if number:
        asked = replace(asked, identifiers=(f"kv-tk-{number[1]}", number[1]))
    answered = Paper("d2", "answer-set", answer_id, identifiers=(answer_id,) if answer_id else (), session_year=year)
    return asked, replace(answered, series=f"Aanhangsel Handelingen Tweede Kamer {year}" if year else None)


def _from_heading(text: str) -> str | None:
    """The number that stands alone between the heading of the Appendix and the title."""
    heading = _NUMBERED_TITLE.search(text[:_HEAD])
    year = session_year(heading["year"]) if heading else None
    return f"ah-tk-{year.replace('-', '')}-{heading['number']}" if heading and year else None


def _from_titles(source: Source, desk: Desk, asked: Paper, answered: Paper) -> tuple[Paper, Paper]:
    flow = source.flow
    if title := TITLE.search(flow.text):
        day = parse_day(title["day"])
        asked = replace(
            asked,
            title=title[0].split(" (ingezonden")[0],
            title_span=flow.span(title.start(), title.end("about")),
            about=title["about"],
            dates=Dates(submitted=day),
            participations=(
                *members(Excerpt(flow, *title.span("who")), desk, Capacity("asker", day, _MEMBER)),
                *posts(Excerpt(flow, *title.span("to")), desk, Capacity("addressee", day)),
            ),
        )
    if answer := _ANSWERED.search(flow.text):
        day = parse_day(answer["day"])
        who = Excerpt(flow, *answer.span("who"))
        answered = replace(answered, dates=Dates(received=day), participations=tuple(_answerers(who, desk, day)))
    return asked, answered


def _answerers(who: Excerpt, desk: Desk, day: str | None) -> Iterator[Participation]:
    words = who.words
    for match in _HOLDER.finditer(words):
        someone = Official(match["name"], match["office"], match["portfolio"], who.span(*match.span("name")))
        yield official(someone, desk, Capacity("answerer", day))
    if also := _ALSO.search(words):
        start, end = also.span("posts")
        yield from posts(Excerpt(who.flow, who.start + start, who.start + end), desk, Capacity("answerer", day))


def _from_facts(source: Source, desk: Desk, asked: Paper, answered: Paper) -> tuple[Paper, Paper]:
    """The lines of facts of the page layout."""
    facts = {match["what"].replace("Indieners", "Indiener"): match for match in _FACT.finditer(source.text)}
    if "Indiener" not in facts:
        return asked, answered
    return _asked_by_facts(source, desk, asked, facts), _answered_by_facts(source, desk, answered, facts)


def _asked_by_facts(source: Source, desk: Desk, asked: Paper, facts: _Facts) -> Paper:
    day = _day(facts, "Ingediend")
    title = _page_title(source, facts["Indiener"].start())
    askers = members(_excerpt(source, facts["Indiener"]), desk, Capacity("asker", day, _MEMBER))
    return replace(
        asked,
        title=title.of(source.text) if title else asked.title,
        title_span=title or asked.title_span,
        dates=Dates(submitted=day),
        participations=(*askers, *asked.those("addressee")),
        subjects=_subjects(facts["Onderwerpen"]["value"], desk) if "Onderwerpen" in facts else (),
        sources=_address(facts, "Bron vraag"),
    )


def _answered_by_facts(source: Source, desk: Desk, answered: Paper, facts: _Facts) -> Paper:
    day = _day(facts, "Beantwoord")
    answerers = tuple(_page_answerers(source, facts, desk, day))
    return replace(
        answered, dates=Dates(received=day), participations=answerers, sources=_address(facts, "Bron antwoord")
    )


def _day(facts: _Facts, what: str) -> str | None:
    return parse_day(facts[what]["value"]) if what in facts else None


def _address(facts: _Facts, what: str) -> tuple[str, ...]:
    return (facts[what]["value"].strip(),) if what in facts else ()


def _excerpt(source: Source, fact: re.Match[str]) -> Excerpt:
    """The value of a fact, found again in the flow."""
    words = " ".join(fact["value"].split())
    at = source.flow.text.find(words)
    while at >= 0 and source.flow.raw(at) < fact.start():
        at = source.flow.text.find(words, at + 1)
    return Excerpt(source.flow, max(at, 0), max(at, 0) + len(words))


def _page_title(source: Source, before: int) -> Span | None:
    """The first line of some length after the number of the page."""
    heading = [line for line in source.lines if line.span.start < before and line.words]
    after = [line for line in heading if not line.words.startswith(("Kamervraag", "Ingediend", "Beantwoord"))]
    return after[-1].span if after else None


def _page_answerers(source: Source, facts: _Facts, desk: Desk, day: str | None) -> Iterator[Participation]:
    if "Beantwoord door" not in facts:
        return
    excerpt = _excerpt(source, facts["Beantwoord door"])
    for match in _ANSWERED_BY.finditer(excerpt.words):
        span = excerpt.span(*match.span("name"))
        someone = Official(match["name"], match["office"], match["portfolio"], span, match["party"])
        yield official(someone, desk, Capacity("answerer", day))


def _subjects(value: str, desk: Desk) -> tuple[str, ...]:
    """Headings printed without anything between them, taken apart with the list of headings."""
    words, found = value.split(), []
    while words:
        known = (n for n in range(len(words), 0, -1) if fold(" ".join(words[:n])) in desk.subjects)
        length = next(known, len(words))
        found.append(" ".join(words[:length]))
        words = words[length:]
    return tuple(found)


def _days(text: str, submitted: str | None, received: str | None) -> int | None:
    """As the text states it, else as the dates say."""
    stated = re.search(r"\(na (\d{1,4}) dag(?:en)?\)", text[:3000])
    if stated:
        return int(stated[1])
    return days_between(submitted, received) if submitted and received else None
