"""Articles of laws and treaties.

    artikel 47 van de Participatiewet          art. 3:4, tweede lid, Awb        artikel 31 lid 2 PW
    artikelen 8 en 14 van het EVRM             artikelen 2 tot en met 5 Sv      artikel 7:658 BW
    artikel 89, boek 3, van het Burgerlijk Wetboek      artikel 5.1, tweede lid, aanhef en onder i, van de Woo
    artikel 47 van de nieuwe Wet werk en bijstand                                (81 WWB)

An article number alone, without a law in the same phrase, is none of this finder's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.finders.citations import between
from extract.finders.laws import LAW_KINDS, law_at
from extract.finding import Found, Rule, Scene
from extract.gazetteer import NameHit

_ORDINALS = (
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende "
    "vijftiende zestiende zeventiende achttiende negentiende twintigste"
).split()
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
_ARTICLE = re.compile(r"\b(?:artikel(?:en)?|artt?\.) ?", re.I)
_NUMBER = re.compile(r"\d{1,4}(?:[.:]\d{1,4})*(?-i:[a-z]{0,3})(?![\w])(?:[.:]\d{1,4}[a-z]{0,2}(?!\w))?")
_PARAGRAPHS = re.compile(
    rf"(?:,? ?(?:en )?(?:het )?(?P<ordinals>{_ORDINAL}(?:(?:, | en |, en |, onderscheidenlijk | of | tot"
    rf" en met ){_ORDINAL})*) (?:lid|leden)"
    r"|,? ?(?:lid|leden) (?P<numbers>\d{1,2}[a-z]?(?:(?:, | en | of )\d{1,2}[a-z]?(?! van de [A-Z]))*))",
    re.I,
)
_PART = re.compile(
    r",? ?(?:,? ?(?:aanhef(?: en)?|eerste volzin|tweede volzin|slot),? ?)*(?:(?:en )?(?:onderdeel"
    r"|onderdelen|onder|sub|letters?) ?(?P<part>\d{0,2}[a-z]{0,2}[°º]?(?:(?:, | en | of |, onder"
    r" )[a-z0-9]{1,2}[°º]?(?!\w))*))?",
    re.I,
)
_SEPARATOR = re.compile(
    r"(?P<range> t/m | tot en met )|,? (?:jo\.?|juncto|j°) (?:artikel(?:en)? |artt?\. )?|, en (?:artikel"
    r"(?:en)? )?|, | en (?:artikel(?:en)? )?| of (?:artikel )?|/|-(?=\d)",
    re.I,
)
_CONNECTOR = re.compile(
    r"(?:,? ?(?:van )?boek \d{1,2}(?:, titel [\d.]+)?)?,? ?(?:(?:eerste|tweede) volzin,? ?)?"
    r"(?:van|uit|in|krachtens|ingevolge|bij|,)? ?(?:de|het|die|deze)? ?"
    r"(?:nieuwe |huidige |oude |toenmalige |destijds geldende |wettelijke |Nederlandse )?[‘'“\"(]?",
    re.I,
)
_BEFORE = re.compile(r"[ ,(]{1,3}(?:boek \d{1,2}, )?$", re.I)
_BARE = re.compile(r"\((?P<number>\d{1,3}[a-z]{0,2}) $")


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    paragraphs: tuple[str, ...] = ()
    part: str | None = None


def _article(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    items, end = _items(scene.text, match.end())
    if not items:
        return
    law, stop = _law_after(scene, end)
    start = match.start()
    if law is None:
        law, start = _law_before(scene, match.start())
        stop = end
    if law is not None:
        yield from _mentions(items, law, start, stop, scene)


def _items(text: str, position: int) -> tuple[list[_Item], int]:
    """The numbers of a list with what belongs to each, and where the list ends."""
    items: list[_Item] = []
    ranged = False
    end = position
    while number := _NUMBER.match(text, position):
        item, end = _item(text, number)
        if ranged and items:
            items += [_Item(n) for n in between(items[-1].number, item.number)[:-1]]
        items.append(item)
        separator = _SEPARATOR.match(text, end)
        if not separator:
            break
        ranged, position = bool(separator["range"]), separator.end()
    return items, end


def _item(text: str, number: re.Match[str]) -> tuple[_Item, int]:
    end = number.end()
    paragraphs: tuple[str, ...] = ()
    if lids := _PARAGRAPHS.match(text, end):
        paragraphs, end = _paragraphs(lids), lids.end()
    part = _PART.match(text, end)
    if part and part["part"]:
        return _Item(number[0], paragraphs, part["part"]), part.end()
    if part and re.search(r"aanhef|volzin|slot", part[0]):
        end = part.end() - (len(part[0]) - len(part[0].rstrip(" ,")))
    return _Item(number[0], paragraphs), end


def _paragraphs(match: re.Match[str]) -> tuple[str, ...]:
    if match["numbers"]:
        return tuple(re.findall(r"\d{1,2}[a-z]?", match["numbers"]))
    return tuple(str(_ORDINALS.index(word.lower()) + 1) for word in re.findall(_ORDINAL, match["ordinals"], re.I))


def _law_after(scene: Scene, end: int) -> tuple[NameHit | None, int]:
    connector = _CONNECTOR.match(scene.text, end)
    for position in {connector.end() if connector else end, end + 1, end}:
        hit = scene.names_at.get(position)
        if hit and position > end and (law := hit.of_kind(*LAW_KINDS)):
            return law, law.end
    return None, end


def _law_before(scene: Scene, start: int) -> tuple[NameHit | None, int]:
    """`Awb artikel 3:4`, `Burgerlijk Wetboek Boek 7, artikel 658`."""
    gap = _BEFORE.search(scene.text, max(0, start - 14), start)
    hit = scene.names_ending.get(gap.start()) if gap else None
    law = hit.of_kind(*LAW_KINDS) if hit else None
    return (law, law.start) if law and "(" not in (gap[0] if gap else "") else (None, start)


def _mentions(items: list[_Item], law: NameHit, start: int, end: int, scene: Scene) -> Iterator[Found]:
    named = law_at(law, scene)
    for item in items:
        target, number = _book(law, item.number) or (named.id, item.number)
        tail = f"&artikel={number}" + "".join(f"&lid={p}" for p in item.paragraphs)
        id_ = _address(target, tail) if target else None
        candidates = () if id_ else tuple(_address(c, tail) for c in named.candidates)
        found = Found("article", start, end, "article", id_, "derived-id", min(named.confidence, 0.97), candidates)
        yield found.with_details(onderdeel=item.part, version=named.details.get("version"))


def _address(law: str, tail: str) -> str:
    """JuriConnect for what has a BWB id, the bare id with the same tail for the rest."""
    return f"jci1.3:c:{law}{tail}" if law.startswith("BWB") else f"{law}{tail}"


def _book(law: NameHit, number: str) -> tuple[str, str] | None:
    """`7:658 BW`: each book of the Burgerlijk Wetboek is a law of its own."""
    book, colon, article = number.partition(":")
    books = {e.id for e, n in law.owners if colon and f"boek {book}" == e.label.lower()[-len(f"boek {book}") :]}
    return (books.pop(), article) if len(books) == 1 else None


def _bare(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    """`(81 WWB)`."""
    hit = scene.names_at.get(match.end())
    law = hit.of_kind(*LAW_KINDS) if hit else None
    if law and all(name.abbreviation for _, name in law.owners) and scene.text[law.end : law.end + 1] in {")", ","}:
        yield from _mentions([_Item(match["number"])], law, match.start("number"), law.end, scene)


RULES = (
    Rule("article", ("artikel", "art.", "artt."), _ARTICLE, _article, after=8),
    Rule("article-bare", ("(",), re.compile(r"\((?P<number>\d{1,3}[a-z]{0,2}) (?=[A-Z])"), _bare, after=8),
)
