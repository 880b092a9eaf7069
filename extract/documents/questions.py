"""Written questions and their answers: one text, two papers.

Layouts:

    page        "Kamervraag 2015Z07200", lines of facts, "• Vraag 1" with the answer below it
    appendix    "Vragen van de leden … (ingezonden …). Antwoord van … (ontvangen …).", "Vraag 1, 2", "Antwoord 1, 2"
    processor   "Antwoord van staatssecretaris … (ontvangen …)", "1. Heeft u …?", "Antwoord 1"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.dates import DAY, days_between, parse_day, session_year
from extract.documents.reading import Capacity, Desk, Excerpt, Official, Reading, members, official, posts
from extract.flow import trimmed, without
from extract.fold import fold
from extract.lines import Line
from extract.model import Answer, Dates, Paper, Participation, Question, Span
from extract.offices import OFFICE
from extract.people import NAME
from extract.source import Source

_MEMBER = "kamerlid-tweede-kamer"
_HEAD = 1500
_SHORT_LINE = 0.9  # of the longest line of the block
_NUMBERS = r"\d{1,3}(?:(?:, | en |, en | t/m | tot en met |-|–|/|,)\d{1,3})*"
_QUESTION = re.compile(rf"(?:[•¢*-] ?)?\*{{0,2}}Vra(?:ag|gen) (?P<numbers>{_NUMBERS})\W{{0,4}}")
_ANSWER = re.compile(
    rf"(?:[•¢*-] ?)?\*{{0,2}}Antwoord(?:en)?(?: op)?(?: vra(?:ag|gen))? (?P<numbers>{_NUMBERS})\W{{0,4}}"
)
_NUMBERED = re.compile(r"(?:\[bookmark: [^\]]*\])?(?P<number>\d{1,3})[.)] ?(?=\S)")
_TRAILER = re.compile(
    r"(?:Kamervraag document nummer|Kamerantwoord document nummer|Volledige titel|Toelichting\s*:?|Bijlagen?\s*:?"
    r"|Eindnoten|Noten\s*:?|Bron(?:nen)?:)(?!\w)"
)
_TITLE = re.compile(
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
_ASKED_BY = re.compile(r"(?:[^()]+ \([^()]+\)[,; ]*(?:en )?)+")
_ANSWERED_BY = re.compile(
    rf"(?P<name>{NAME}) \((?P<office>{OFFICE}),? (?:van |voor )?(?P<portfolio>[^()]+)\)(?: \((?P<party>[^()]+)\))?"
)
_REFERS = re.compile(
    rf"(?:Zie|zie|verwijs ik (?:u )?naar|wordt verwezen naar|verwijzen wij naar)(?: ook)? (?:het |de |mijn"
    rf" |ons )?antwoord(?:en)?"
    rf"(?: op)? (?:de )?vra(?:ag|gen) (?P<numbers>(?>{_NUMBERS}))(?! van (?:set|de set|de leden|het lid))\.?"
)
_REFERS_ELSEWHERE = re.compile(
    rf"antwoord(?:en)? op (?:de )?vra(?:ag|gen) (?P<numbers>{_NUMBERS}) van (?:de )?(?:set|vragenset) "
    rf"(?P<set>\d{{4}}Z\d{{5}})"
)


def recognise(source: Source) -> bool:
    """A text with numbered answers, or with a title of questions and numbered questions."""
    words = [line.words for line in source.lines if len(line.words) < 60]
    answers = sum(1 for w in words if _ANSWER.fullmatch(w))
    asked = sum(1 for w in words if _QUESTION.fullmatch(w))
    return answers > 0 or (asked > 0 and bool(_TITLE.search(source.flow.text) or "Kamervraag" in source.text[:200]))


def read(source: Source, desk: Desk) -> Reading:
    """Both papers, their questions and answers."""
    blocks = tuple(_blocks(source))
    questions = tuple(q for block in blocks if block.kind == "question" for q in _questions(source, block))
    answers = tuple(_answer(source, block) for block in blocks if block.kind == "answer")
    asked, answered = _papers(source, desk)
    return Reading((asked, answered), questions, answers, tuple(_owned(source, asked, blocks)))


# --- the parts -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    numbers: tuple[int, ...]
    area: Span


def _blocks(source: Source) -> Iterator[_Block]:
    heads = list(_headings(source.lines, source.holes))
    ends = [head.area.start for head in heads[1:]] + [_end(source, heads[-1].area.end)] if heads else []
    separate = any(head.kind == "answer" for head in heads)
    for head, end in zip(heads, ends, strict=True):
        area = Span(head.area.end, max(end, head.area.end))
        if separate or head.kind == "answer":
            yield _Block(head.kind, head.numbers, area)
        else:
            yield from _question_with_answer(source, _Block(head.kind, head.numbers, area))


def _headings(lines: Sequence[Line], holes: Sequence[Span]) -> Iterator[_Block]:
    """Where questions and answers begin; `area` is the heading."""
    expected = 1
    headed = any(_QUESTION.fullmatch(line.words) for line in lines)
    for line in lines:
        numbered = None if headed else _NUMBERED.match(line.words)
        if match := _QUESTION.fullmatch(line.words) or _ANSWER.fullmatch(line.words):
            kind = "question" if match.re is _QUESTION else "answer"
            yield _Block(kind, _expand(match["numbers"]), line.span)
        elif numbered and int(numbered["number"]) == expected and not any(h.covers(line.span) for h in holes):
            yield _Block("question", (expected,), Span(line.span.start, line.span.start + numbered.end()))
            expected += 1


def _question_with_answer(source: Source, block: _Block) -> Iterator[_Block]:
    """Under one heading: the question is the first paragraph, the answer what follows."""
    words = block.area.of(source.text)
    blank = re.search(r"\S[^\n]*\n[^\S\n]*\n", words)
    cut = block.area.start + (blank.end() if blank else len(words))
    yield _Block("question", block.numbers, Span(block.area.start, cut))
    if Span(cut, block.area.end).of(source.text).strip():
        yield _Block("answer", block.numbers, Span(cut, block.area.end))


def _end(source: Source, start: int) -> int:
    """Where the last answer ends: before what is printed behind the answers."""
    ends = [line.span.start for line in source.lines if line.span.start >= start and _TRAILER.match(line.words)]
    ends += [note.block.start for note in source.notes if note.block and note.series == "bracket"]
    return min((end for end in ends if end >= start), default=len(source.text))


def _questions(source: Source, block: _Block) -> Iterator[Question]:
    area = hull_of(without(trimmed(source.text, block.area), source.holes), source.text)
    parts = _split(source.text, area, len(block.numbers))
    for index, number in enumerate(block.numbers):
        yield Question(number, "d1", parts[index] if parts else area)


def hull_of(parts: Sequence[Span], text: str) -> Span:
    """From the first to the last of some parts, without blanks at the ends."""
    full = [part for part in (trimmed(text, part) for part in parts) if len(part)]
    return Span(full[0].start, full[-1].end) if full else Span(0, 0)


def _split(text: str, area: Span, count: int) -> tuple[Span, ...]:
    """Divide a block of several questions at the short lines that end with a question mark, if there are as many."""
    if count == 1:
        return (area,)
    asking = list(re.finditer(r"([^\n]*)\?(?:\d{1,2})?[^\S\n]*\n(?=\s*\S)", area.of(text)))
    width = max(len(line) for line in area.of(text).split("\n"))
    short = [m for m in asking if len(m[0]) < _SHORT_LINE * width]
    cuts = [area.start + m.end() for m in (asking if len(asking) < count else short)]
    if len(cuts) != count - 1:
        return ()
    bounds = [area.start, *cuts, area.end]
    return tuple(trimmed(text, Span(a, b)) for a, b in pairwise(bounds))


def _answer(source: Source, block: _Block) -> Answer:
    pieces = [trimmed(source.text, part) for part in without(trimmed(source.text, block.area), source.holes)]
    parts = tuple(part for part in pieces if len(part))
    span = hull_of(parts, source.text) if parts else Span(block.area.start, block.area.start)
    words = re.sub(r"\s", " ", span.of(source.text))
    refers = list(_REFERS.finditer(words))
    elsewhere = list(_REFERS_ELSEWHERE.finditer(words))
    return Answer(
        block.numbers,
        "d2",
        span,
        parts,
        tuple(sorted({n for m in refers for n in _expand(m["numbers"])} - set(block.numbers))),
        tuple((f"kv-tk-{m['set']}", _expand(m["numbers"])) for m in elsewhere),
        _referral(span, [*refers, *elsewhere]),
    )


def _referral(span: Span, matches: Sequence[re.Match[str]]) -> Span | None:
    return Span(span.start + matches[0].start(), span.start + matches[0].end()) if matches else None


def _expand(numbers: str) -> tuple[int, ...]:
    """`1, 2`, `2, 4, 5 en 6`, `3 t/m 5`."""
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?: ?(?:t/m|tot en met|-|–) ?(\d+))?", numbers):
        found += range(int(first), min(int(last or first), int(first) + 50) + 1)
    return tuple(dict.fromkeys(found))


# --- the header facts ------------------------------------------------------------------------------------------------


def _papers(source: Source, desk: Desk) -> tuple[Paper, Paper]:
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
    if title := _TITLE.search(flow.text):
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
    facts = {
        m["what"].rstrip("s") if m["what"].startswith("Indiener") else m["what"]: m for m in _FACT.finditer(source.text)
    }
    if "Indiener" not in facts:
        return asked, answered
    submitted, received = (parse_day(facts[k]["value"]) if k in facts else None for k in ("Ingediend", "Beantwoord"))
    askers = members(_excerpt(source, facts["Indiener"]), desk, Capacity("asker", submitted, _MEMBER))
    title = _page_title(source, facts["Indiener"].start())
    asked = replace(
        asked,
        title=title.of(source.text) if title else asked.title,
        title_span=title or asked.title_span,
        dates=Dates(submitted=submitted),
        participations=(*askers, *asked.those("addressee")),
        subjects=_subjects(facts["Onderwerpen"]["value"], desk) if "Onderwerpen" in facts else (),
        sources=(facts["Bron vraag"]["value"].strip(),) if "Bron vraag" in facts else (),
    )
    answered = replace(
        answered,
        dates=Dates(received=received),
        participations=tuple(_page_answerers(source, facts, desk, received)),
        sources=(facts["Bron antwoord"]["value"].strip(),) if "Bron antwoord" in facts else (),
    )
    return asked, answered


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
    after = [
        line for line in heading if not line.words.startswith(("Kamervraag", "Ingediend", "Beantwoord", "Demonstratie"))
    ]
    return after[-1].span if after else None


def _page_answerers(
    source: Source, facts: dict[str, re.Match[str]], desk: Desk, day: str | None
) -> Iterator[Participation]:
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


def _owned(source: Source, asked: Paper, blocks: Sequence[_Block]) -> Iterator[tuple[Span, str]]:
    """Places outside questions and answers that belong to the answer's paper."""
    first = blocks[0].area.start if blocks else len(source.text)
    for match in re.finditer(
        r"^[^\S\n]*(?:Beantwoord|Bron antwoord|Kamerantwoord|Antwoord van)[^\n]*(?:\n(?!\n)[^\n]*)*",
        source.text[:first],
        re.M,
    ):
        line_only = match[0].lstrip().startswith(("Beantwoord", "Bron"))
        end = match.start() + match[0].find("\n") if line_only and "\n" in match[0] else match.end()
        yield Span(match.start(), end), "d2"
    if trailer := re.search(r"^Kamerantwoord document nummer.*", source.text, re.M | re.S):
        yield Span(*trailer.span()), "d2"
    if not asked.title:
        yield Span(0, first), "d2"
