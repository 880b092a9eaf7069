"""Articles of laws and treaties.

artikel 47 van de Participatiewet          art. 3:4, tweede lid, Awb        artikel 31 lid 2 PW
artikelen 8 en 14 van het EVRM             artikelen 2 tot en met 5 Sv      artikel 7:658 BW
artikel 89, boek 3, van het Burgerlijk Wetboek      artikel 5.1, tweede lid, aanhef en onder i, van de Woo
artikel 47 van de nieuwe Wet werk en bijstand                                (81 WWB)

artikel 5, artikel 4 van de regeling        found without an identifier: the phrase does not say of which law
artikel 3 van het contract, het artikel in het Parool      no article of a law
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.finders.citations import between
from extract.finders.laws import law_at
from extract.finding import Found, Rule, Scene
from extract.gazetteer import NameHit
from extract.model import Basis, Span

_ORDINALS = (
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende "
    "vijftiende zestiende zeventiende achttiende negentiende twintigste"
).split()
_UNITS = "een twee drie vier vijf zes zeven acht negen".split()
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
_LONG = 120  # characters
_OF_A_BOOK = 0.95  # how sure `7:658 BW` is, while `BW` alone may be any of ten books
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|(?:\w{{3,6}}[eë]n)?(?:{'|'.join(_TENS)})ste)"
_ARTICLE = re.compile(  # a class comes first: searched fast
    r"(?-i:[Aa])(?<!\w.)(?:rtikel(?:en)?|rtt?\.|rt(?= \d)) ?", re.I
)
_NUMBER = re.compile(
    r"\d{1,2}: \d{1,3}[a-z]?(?=[^.;\n]{0,40}\b(?:BW\b|Burgerlijk Wetboek))|"
    r"\d{1,4}(?:[.:]\d{1,4})*(?-i:\*[a-z]{1,2}\*|[A-Z]?[a-z]{0,3})(?![\w])(?:[.:]\d{1,4}[a-z]{0,2}(?!\w))?"
    r"(?: (?:bis|ter|quater|quinquies)\b)?"
)
_PARAGRAPHS = re.compile(
    rf"(?:,? ?(?:en )?(?:het )?(?P<ordinals>{_ORDINAL}(?:(?:, | en |, en |, onderscheidenlijk | of | tot"
    rf" en met ){_ORDINAL})*) (?:lid|leden)"
    r"|,? ?(?:lid|leden) (?P<numbers>\d{1,2}[a-z]?"
    r"(?:(?:, | en | of )\d{1,2}[a-z]?(?!\d|[:.]\d)(?!, lid| lid| van de [A-Z]))*))",
    re.I,
)
_NO_PART = r"(?!(?:en|of|de|in|op|is|te|om|(?-i:[A-Z][a-z]))\b)"
_PART_NAME = _NO_PART + r"(?:ten \w+|\d{1,2}[a-z]{0,2}|[a-z]{1,2}|[ivx]{1,4})[°º]?(?!\w|[.:]\d)"
_MORE_PARTS = r"(?:, (?:onder )?| en (?:sub |onder |onderdeel )?| of | tot en met | t/m )"
_PART = re.compile(
    r",? ?(?:,? ?(?:aanhef(?: en)?|eerste volzin|tweede volzin|slot),? ?)*"
    r"(?:(?:en )?(?:onderdeel|onderdelen|onder|sub|letters?) ?"
    rf"(?P<part>{_PART_NAME}(?:{_MORE_PARTS}{_PART_NAME}(?!, \w+ lid))*))?"
    r"(?:, (?:eerste|tweede|derde|laatste) volzin)?",
    re.I,
)
_HEAD = r"(?:(?:de |het )?(?:artikel(?:en)? |artt?\. ))?"
_AND = (
    r"(?:en|of|en/of|respectievelijk|resp\.|onderscheidenlijk|alsmede|c\.q\.|dan wel|danwel|in combinatie met"
    r"|in samenhang met|en in)"
)
_SEPARATOR = re.compile(
    rf"(?P<range> t/m | tot en met )|,? (?:jo\.?|jis|juncto|j°) {_HEAD}|[,;]? ?(?<=[,; ]){_AND} {_HEAD}"
    rf"|[,;] {_HEAD}| / |/|-(?=\d)",
    re.I,
)
_CONNECTOR = re.compile(
    r"(?: e\.?v\.?| en volgende)?,? ?(?:(?:eerste|tweede) volzin,? ?)?"
    r"(?:van|uit|in|krachtens|ingevolge|bij|,)? ?(?:de|het|die|deze)? ?"
    r"(?:nieuwe |huidige |oude |toenmalige |destijds geldende |wettelijke |Nederlandse )?[‘'“\"(]?",
    re.I,
)
_BOOK = re.compile(r",? ?(?:van )?boek \d{1,2}(?:,? titel [\d.]+)?", re.I)
_BEFORE = re.compile(r"[^\S\n]?[,(]?[^\S\n]?(?<=[ ,(])(?:boek \d{1,2}, )?$", re.I)
_OF_ANOTHER = re.compile(
    r",? (?:van|uit|in|op|over) (?:(?:het|de|een|deze|dit|die|dat|onze|hun|zijn|haar|genoemde?) )?+"
    r"(?!\w*(?:wet|wetboek|besluit|regeling|verordening|verdrag|protocol|richtlijn|bijlage|statuut"
    r"|beschikking|aanwijzing|beleidsregels?|instructie|circulaire|voorschrift|kracht|werking|samenhang|verbinding)\b)[a-z]"
)
_COUNTS = re.compile(r", \d+ (?!van|uit|in|en|of|tot|is|zijn|lid|onder)[a-z]+\b")  # artikel 5, 10 dagen later
_MARKS_OF_HEADING = 8  # characters: `#### `
_OF_BOOK_7A = re.compile(r"1(?:57[6-9]|5[89]\d|[6-8]\d\d)[a-z]{0,2}")
_BARE = re.compile(r"\((?P<number>\d{1,3}[a-z]{0,2}) $")


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    start: int
    end: int
    paragraphs: tuple[str, ...] = ()
    part: str | None = None


def listed(scene: Scene) -> Iterator[Found]:
    """All articles; a number inside a list that has been read is not the beginning of another."""
    done = 0
    for match in _ARTICLE.finditer(scene.text):
        if match.start() >= done and (items := list(_items(scene.text, match.end()))):
            done = items[-1].end
            yield from _article(match, items, scene)


def _article(match: re.Match[str], items: list[_Item], scene: Scene) -> Iterator[Found]:
    items[0] = replace(items[0], start=match.start())
    law, stop = _law_after(scene, items[-1].end)
    start = match.start()
    if law is None:
        law, start = _law_before(scene, match.start())
        stop = items[-1].end
    if law is not None:
        yield from _mentions(items, law, Span(start, stop), scene)
    elif not _OF_ANOTHER.match(scene.text, stop):
        for item in items[:-1] if _COUNTS.match(scene.text, items[-1].start - 2) else items:
            if not _is_heading(item, scene):
                yield _alone(item, scene).with_details(onderdeel=item.part)


def _is_heading(item: _Item, scene: Scene) -> bool:
    """`Artikel 7`, where article 7 of the law begins that the text is."""
    own = scene.own_articles.get(item.number)
    return own is not None and 0 <= scene.source.flow.raw(item.start) - own.span.start <= _MARKS_OF_HEADING


def _alone(item: _Item, scene: Scene) -> Found:
    """An article whose law is not said: in a law that has such an article it is that one."""
    if item.number not in scene.own_articles:
        alone = Found("article", item.start, item.end, "article-alone", None, "context", 0.5)
        return alone.with_details(number=item.number)
    tail = f"&artikel={item.number}" + "".join(f"&lid={p}" for p in item.paragraphs)
    id_ = _address(scene.reading.papers[0].id or "", tail)
    return Found("article", item.start, item.end, "own-article", id_, "context", 0.9)


def _items(text: str, position: int) -> Iterator[_Item]:
    """The numbers of a list with what belongs to each."""
    before: _Item | None = None
    ranged = False
    while number := _NUMBER.match(text, position):
        item = _item(text, number)
        if ranged and before:
            yield from (
                replace(item, number=n, paragraphs=(), part=None) for n in between(before.number, item.number)[:-1]
            )
        yield item
        separator = _SEPARATOR.match(text, item.end)
        if not separator:
            return
        before, ranged, position = item, bool(separator["range"]), separator.end()


def _item(text: str, number: re.Match[str]) -> _Item:
    name, end = number[0].replace("*", "").replace(" ", ""), number.end()
    paragraphs: tuple[str, ...] = ()
    if lids := _PARAGRAPHS.match(text, end):
        paragraphs, end = _paragraphs(lids), lids.end()
    part = _PART.match(text, end)
    if part and part["part"]:
        return _Item(name, number.start(), part.end(), paragraphs, part["part"])
    if part and re.search(r"aanhef|volzin|slot", part[0]):
        end = part.end() - (len(part[0]) - len(part[0].rstrip(" ,")))
    return _Item(name, number.start(), end, paragraphs)


def _paragraphs(match: re.Match[str]) -> tuple[str, ...]:
    if match["numbers"]:
        return tuple(re.findall(r"\d{1,2}[a-z]?", match["numbers"]))
    numbers = (_ordinal(word.lower()) for word in re.findall(_ORDINAL, match["ordinals"], re.I))
    return tuple(str(number) for number in numbers if number)


def _ordinal(word: str) -> int | None:
    """`vijfde` → 5, `tweeënveertigste` → 42."""
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    high = next((n for n, ten in enumerate(_TENS, 2) if word.endswith(f"{ten}ste")), None)
    low = next((n for n, unit in enumerate(_UNITS, 1) if word.startswith((f"{unit}en", f"{unit}ën"))), 0)
    return high * 10 + low if high else None


def _law_after(scene: Scene, end: int) -> tuple[NameHit | None, int]:
    book = _BOOK.match(scene.text, end)
    connectors = [_CONNECTOR.match(scene.text, at) for at in ((end, book.end()) if book else (end,))]
    for position in {*(connector.end() for connector in connectors if connector), end + 1, end}:
        hit = scene.names_at.get(position)
        if hit and position > end and (law := hit.law):
            return law, law.end
    return None, end


def _law_before(scene: Scene, start: int) -> tuple[NameHit | None, int]:
    """`Awb artikel 3:4`, `Burgerlijk Wetboek Boek 7, artikel 658`."""
    gap = _BEFORE.search(scene.text, max(0, start - 14), start)
    hit = scene.names_ending.get(gap.start()) if gap else None
    law = hit.law if hit else None
    return (law, law.start) if law and "(" not in (gap[0] if gap else "") else (None, start)


def _mentions(items: list[_Item], law: NameHit, area: Span, scene: Scene) -> Iterator[Found]:
    """All articles of a list are at the words of the whole list, but in a long one each is at its own words."""
    named = law_at(law, scene)
    for item in items:
        span = area if len(area) <= _LONG else Span(item.start, item.end)
        book = _book(law, item.number)
        target, number = book or (named.id, item.number)
        sure = _OF_A_BOOK if book and law.said == "name" else named.confidence
        tail = f"&artikel={number}" + "".join(f"&lid={p}" for p in item.paragraphs)
        id_ = _address(target, tail) if target else None
        candidates = () if id_ else tuple(_address(c, tail) for c in named.candidates)
        basis: Basis = "derived-id" if law.said == "name" else "context"
        found = Found("article", span.start, span.end, "article", id_, basis, min(sure, 0.97), candidates)
        yield found.with_details(onderdeel=item.part, version=named.details.get("version"))


def _address(law: str, tail: str) -> str:
    """JuriConnect for what has a BWB id, the bare id with the same tail for the rest."""
    return f"jci1.3:c:{law}{tail}" if law.startswith("BWB") else f"{law}{tail}"


def _book(law: NameHit, number: str) -> tuple[str, str] | None:
    """`7:658 BW`: each book of the Burgerlijk Wetboek is a law of its own; only book 7A has numbers as `1613a`."""
    book, colon, article = number.rpartition(":")
    if not colon and _OF_BOOK_7A.fullmatch(number):
        book = "7a"
    ending = f"boek {book.lower()}"
    books = {entry.id for entry, _ in law.owners if book and entry.label.lower().endswith(ending)}
    return (books.pop(), article) if len(books) == 1 else None


def _bare(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """`(81 WWB)`."""
    hit = scene.names_at.get(match.end())
    law = hit.law if hit else None
    if law and all(name.abbreviation for _, name in law.owners) and scene.text[law.end : law.end + 1] in {")", ","}:
        area = Span(match.start("number"), law.end)
        yield from _mentions([_Item(match["number"], area.start, area.end)], law, area, scene)


RULES = (Rule("article-bare", ("(",), re.compile(r"\((?P<number>\d{1,3}[a-z]{0,2}) (?=[A-Z])"), _bare, after=8),)
