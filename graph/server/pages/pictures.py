"""Pictures of the graph, worked out here and drawn by templates: a network, bars, a timeline. Lengths are in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.search import kind_of
from graph.server.asking import Row
from graph.server.pages.language import Words
from graph.server.pages.linking import Link, link, value

FAMILIES = {
    "law": "LegalResource LegalResourceSubdivision Treaty EuAct Bill Programme Scheme LawTitle",
    "ruling": "CourtDecision",
    "people": "Person PoliticalParty FormalOrganization Organization Post Membership",
    "report": "Report Publication WebPage NewsArticle Document",
    "paper": "Work WrittenQuestionSet AnswerSet DelayNotice Letter Motion Amendment Memorandum ParliamentaryPaper "
    "Proceedings GazettePublication Dossier Question Answer Footnote SourceGraph TextSnapshot",
}
_FAMILY = {name: family for family, names in FAMILIES.items() for name in names.split()}


def family(kind: str) -> str:
    """The family of classes that has one colour."""
    return _FAMILY.get(kind, "other")


# --- network ------------------------------------------------------------------------------------------------------

WIDTH = 960
ROW = 26
GROUP_GAP = 22
SIDE = 300  # from the edge to the dots of a side
IN_GROUP = 7  # things of one group; the others are counted
LABEL = 38  # characters


@dataclass(frozen=True, slots=True)
class Node:
    x: float
    y: float
    link: Link
    label: str
    family: str
    path: str  # of the line to the middle


@dataclass(frozen=True, slots=True)
class Group:
    x: float
    y: float
    label: str
    anchor: str  # start or end


@dataclass(frozen=True, slots=True)
class Network:
    width: int
    height: float
    middle: tuple[float, float]
    title: list[str]
    nodes: list[Node]
    groups: list[Group]
    families: list[str]
    total: int


@dataclass(frozen=True, slots=True)
class _Neighbour:
    link: Link
    family: str
    relation: str
    incoming: bool


def network(title: str, t: Words, rows: Iterable[Row]) -> Network | None:
    """The neighbours of a thing: on the left what points at it, on the right what it points at, by relation."""
    found = _neighbours(t, rows)
    if not found:
        return None
    sides = [_grouped(n for n in found if n.incoming), _grouped(n for n in found if not n.incoming)]
    heights = [sum(len(g[1][:IN_GROUP]) * ROW + ROW + GROUP_GAP for g in side) for side in sides]
    height = max(*heights, 120) + 20
    nodes: list[Node] = []
    groups: list[Group] = []
    for side, tall, x in zip(sides, heights, (SIDE, WIDTH - SIDE), strict=True):
        y = (height - tall) / 2 + ROW
        for relation, members in side:
            label = f"{relation} ({t.number(len(members))})" if len(members) > IN_GROUP else relation
            groups.append(Group(x, y, label, "end" if x == SIDE else "start"))
            nodes += _placed(members[:IN_GROUP], x, y, height / 2)
            y += (len(members[:IN_GROUP]) + 1) * ROW + GROUP_GAP
    families = sorted({node.family for node in nodes})
    return Network(WIDTH, height, (WIDTH / 2, height / 2), _lines(title), nodes, groups, families, len(found))


def _neighbours(t: Words, rows: Iterable[Row]) -> list[_Neighbour]:
    by_other: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        by_other.setdefault((value(row, "direction"), value(row, "property"), value(row, "other")), []).append(row)
    return [_neighbour(t, key, found) for key, found in by_other.items() if key[2]]


def _neighbour(t: Words, key: tuple[str, str, str], rows: list[Row]) -> _Neighbour:
    direction, property_, other = key
    kind = kind_of({value(row, "class").replace("#", "/").rpartition("/")[2] for row in rows})
    incoming = direction == "in"
    name = property_.replace("#", "/").rpartition("/")[2]
    label = value(rows[0], "label") or value(rows[0], "title")
    return _Neighbour(link(other, label), family(kind), t.name("incoming" if incoming else "outgoing", name), incoming)


def _grouped(found: Iterable[_Neighbour]) -> list[tuple[str, list[_Neighbour]]]:
    groups: dict[str, list[_Neighbour]] = {}
    for neighbour in found:
        groups.setdefault(neighbour.relation, []).append(neighbour)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:8]


def _placed(members: Iterable[_Neighbour], x: float, top: float, middle: float) -> Iterator[Node]:
    """The things of a group, under each other."""
    for number, member in enumerate(members, 1):
        y = top + number * ROW - 4
        yield Node(x, y, member.link, _short(member.link.text), member.family, _curve(x, y, middle))


def _curve(x: float, y: float, middle: float) -> str:
    """A line from a dot to the box in the middle."""
    edge = WIDTH / 2 + (-62 if x < WIDTH / 2 else 62)
    between = (x + edge) / 2
    return f"M{x:.0f} {y:.0f} C{between:.0f} {y:.0f} {between:.0f} {middle:.0f} {edge:.0f} {middle:.0f}"


def _short(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 1].rstrip()}…"


def _lines(title: str, width: int = 16, most: int = 4) -> list[str]:
    """The title in lines that fit in the box."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    shown = [line if len(line) <= width else f"{line[: width - 1]}…" for line in lines[:most]]
    return [*shown[:-1], f"{shown[-1][: width - 1]}…"] if len(lines) > most else shown


# --- bars ---------------------------------------------------------------------------------------------------------

CHART_WIDTH = 720
CHART_HEIGHT = 180
BAR_ROW = 26


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    label: str
    value: str
    shown: bool  # whether the label is written under it
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    width: int
    height: float
    bars: list[Bar]
    upright: bool
    offset: float = 0


def bars(values: Sequence[tuple[str, float]]) -> Bars:
    """Upright bars, for years and other things in order."""
    most = max((v for _, v in values), default=0) or 1
    step = CHART_WIDTH / max(len(values), 1)
    every = max(1, round(44 / step + 0.49))
    drawn = []
    for place, (label, amount) in enumerate(values):
        height = round((CHART_HEIGHT - 46) * amount / most, 1)
        width = min(step * 0.72, 48)
        x = place * step + (step - width) / 2
        drawn.append(
            Bar(
                round(x, 1),
                CHART_HEIGHT - 24 - height,
                round(width, 1),
                height,
                label,
                _figure(amount),
                place % every == 0,
            )
        )
    return Bars(CHART_WIDTH, CHART_HEIGHT, drawn, True)


def lying_bars(values: Sequence[tuple[str, float, str]]) -> Bars:
    """Bars below each other, for things with long names; each with an address."""
    most = max((v for _, v, _ in values), default=0) or 1
    offset = min(300, 8 * max((len(label) for label, _, _ in values), default=0))
    room = CHART_WIDTH - offset - 70
    drawn = [
        Bar(
            offset + 8,
            n * BAR_ROW + 4,
            round(room * max(v, 0) / most, 1),
            BAR_ROW - 8,
            _short(label),
            _figure(v),
            True,
            to,
        )
        for n, (label, v, to) in enumerate(values)
    ]
    return Bars(CHART_WIDTH, len(values) * BAR_ROW + 4, drawn, False, offset)


def _figure(amount: float) -> str:
    return f"{amount:g}" if amount % 1 else str(int(amount))


# --- timeline -----------------------------------------------------------------------------------------------------

LINE = 30
YEAR_GAP = 18
MOST_DATES = 80


@dataclass(frozen=True, slots=True)
class Moment:
    y: float
    date: str
    link: Link
    label: str
    family: str


@dataclass(frozen=True, slots=True)
class Timeline:
    height: float
    years: list[tuple[float, str]]
    moments: list[Moment]
    families: list[str]
    more: int


def timeline(t: Words, rows: Iterable[Row]) -> Timeline:
    """Papers under each other by day, with a gap between years."""
    papers: dict[str, list[Row]] = {}
    for row in rows:
        papers.setdefault(value(row, "paper"), []).append(row)
    in_order = sorted(papers.items(), key=lambda item: (value(item[1][0], "date"), item[0]))
    years: list[tuple[float, str]] = []
    moments: list[Moment] = []
    y, year = 0.0, ""
    for iri, found in in_order[-MOST_DATES:]:
        date = value(found[0], "date")
        if date[:4] != year:
            y += YEAR_GAP + (LINE if year else 10)
            year = date[:4]
            years.append((y, year))
        y += LINE
        moments.append(_moment(t, y, date, iri, found))
    return Timeline(y + LINE, years, moments, sorted({m.family for m in moments}), max(0, len(in_order) - MOST_DATES))


def _moment(t: Words, y: float, date: str, iri: str, rows: list[Row]) -> Moment:
    kind = kind_of({value(row, "class").replace("#", "/").rpartition("/")[2] for row in rows})
    target = link(iri, value(rows[0], "title") or value(rows[0], "label"))
    named = f"{value(rows[0], 'label')}: {target.text}" if "title" in rows[0] and "label" in rows[0] else target.text
    text = named if len(named) <= 84 else f"{named[:83].rstrip()}…"
    month = t("months.short").split()[int(date[5:7]) - 1] if date[5:7].isdigit() and 1 <= int(date[5:7]) <= 12 else ""
    return Moment(y, f"{int(date[8:10])} {month}" if date[8:10].isdigit() else date, target, text, family(kind))
