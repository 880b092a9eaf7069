"""Laws, decrees, regulations and treaties that no register has, by the form of their titles. They get no identifier.

    het Vacatiegeldenbesluit 1988, de Brandweerwet 1985, artikel 17 van het Voertuigreglement
    de Wet toezicht natura-uitvaartverzekeringsbedrijf, het Besluit andere taken college, de Regeling inburgering
    het Formatiebesluit WPO, de Regeling vaststelling dagloon WAO      not the law that its title ends with
    het Verdrag inzake de bescherming van kinderen, het Verdrag van Almelo
    het Uitvoeringsbesluit BES, het Besluit X 2012, de Regeling Y AWBZ      not the shorter title, if only that is known

A title stands behind an article, a preposition or a number of a list; it ends before a verb, a sign or the next part of
the sentence. A text in which `de Wet` stands for some law has no title `Wet moet`: there such a word needs `op`,
`inzake` or a capital behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.gazetteer import NameHit
from extract.registers import Entry, Name

_SORTS = (
    "wet besluit regeling reglement verordening wetboek beschikking instructie beleidsregel beleidsregels circulaire "
    "statuut regelen aanwijzing leidraad".split()
)
_TREATIES = "Verdrag Overeenkomst Protocol Akkoord Handvest Conventie".split()
_ALONE = frozenset(sort.capitalize() for sort in _SORTS)
_HEAD = re.compile(
    r"(?<![\w-])(?:(?P<of_states>(?:[A-Z][a-z]+e )?"
    rf"(?:{'|'.join(_TREATIES)}) (?:van(?= [A-Z\d])|inzake|betreffende|nopens|tot|tussen|ter|voor|aangaande))"
    r"|(?:(?:Algemene|Tijdelijke|Nadere) )?"
    rf"(?:(?P<compound>[A-Z][\w-]*?[a-zà-ÿ-](?:{'|'.join(_SORTS)}|verdrag))|{'|'.join(sorted(_ALONE))}))(?![\w-])"
)
_BEFORE = re.compile(
    r"(?:\b(?:[Dd]e|[Hh]et|van|en|of|krachtens|ingevolge|genoemde?|voornoemde?|juncto|jo\.|lid,?|onder [a-z],"
    r"|artikel \d{1,3}[a-z]?)"
    r"|(?:^|\n)(?:[a-z0-9]{1,2}[.)°]|[–*-])|,|;) ?[„“‘'\"]?$"
)
_LONGER = re.compile(
    r" (?:(?:[A-Z]{2,6}\d{0,2}|[A-Z]\d{2})(?: (?=(?:19|20)\d\d))?)?"
    r"(?:(?:19|20)\d\d(?![\w/-]|, nr| nr|[.:]\d)(?: BES\b)?)?"
    r"(?<=[A-Z\d])(?![\w-])"
)
_REGULATION = re.compile(r"\b(?:\w*(?:besluit|regeling|reglement|verordening|beschikking)|beleidsregels?)\b", re.I)
_BES = re.compile(r" BES(?![\w-])")
_YEAR = re.compile(r" (?:(?:19|20)\d\d(?! \d)(?:/\d{2,4})?(?: BES)?|BES)(?![\w-])")
_WORD = re.compile(r" ?[‘'“\"]?(?<=[ ‘'“\"])(?P<word>[\w&/’'-]+)")
_ENDS = frozenset(
    (
        "is zijn was wordt worden werd werden kan kunnen moet moeten zal zullen heeft hebben geldt gelden had hadden "
        "blijft blijven zoals die dat waarin bedoeld genoemd niet wel berust berusten dan onderscheidenlijk zou mocht "
        "bepaalt regelt treedt komt ook te deze dit mag als nog per geeft biedt gaat bevat verstaan vervalt vervallen "
        "krachtens ingevolge artikel artikelen alsmede zelf waarbij vindt maakt staat stelt wijzigt voorziet brengt "
        "vastgestelde gestelde opgenomen genoemde bedoelde juncto jo hebbende respectievelijk mede reeds sinds waren "
        "zich hem haar hen ons zij wij hij ik er mijn bepaalde houdt hield gesteld geredigeerd slechts anders leidt "
        "echter tengevolge uitdrukkelijk daardoor gegeven genomen vermeld neergelegde verleent verwijst vereist faalt"
    ).split()
)
_DEFINED = re.compile(
    rf"\b(?:[Dd]e|[Hh]et) (?P<sort>{'|'.join(sorted(_ALONE))})(?=[,.;:)”\"]| (?:is|wordt|en|of|heeft)\b)"
)
_GOES_ON = re.compile(r" (?:op|inzake|tot|houdende|ter|[A-Z])")
_ENDS_ONE_STATE = frozenset("van in bij uit".split())  # inside the title of a treaty they go on
_SMALL = frozenset("de het een op voor tot inzake met om aan ter van en of in bij uit te ten door onder over".split())
_JOINS = frozenset("en of".split())
_ARTICLES = frozenset("de het een".split())
_SHORTEST = 6  # characters
_LONGEST = 14  # words


def unknown_titles(names: Sequence[NameHit], text: str) -> Iterator[NameHit]:
    """Titles with the form of a law that do not begin where one of the names does."""
    known = {hit.start: hit for hit in names}
    yield from _longer(names, text, known)
    terms = {match["sort"] for match in _DEFINED.finditer(text)}
    end = 0
    for match in _HEAD.finditer(text):
        if match.start() < end or match.start() in known or not _BEFORE.search(text, *_lead(text, match.start())):
            continue
        if match[0] in terms and not _GOES_ON.match(text, match.end()):
            continue
        end = _end(match, text, known)
        if end - match.start() > _SHORTEST and text[match.start() : end] not in _ALONE:
            yield _hit(match, end, text)


def _longer(names: Sequence[NameHit], text: str, known: dict[int, NameHit]) -> Iterator[NameHit]:
    """Known titles that go on with a year, `BES` or an abbreviation, which makes them those of other regulations."""
    for law in filter(None, (hit.law for hit in names)):
        regulation = _REGULATION.search(text, law.start, law.end)
        more = (_LONGER if regulation else _BES).match(text, law.end)
        if more and law.end + 1 not in known:
            yield _titled(law.start, more.end(), text, law.owners[0][0].kind)


def _lead(text: str, start: int) -> tuple[int, int]:
    return max(0, start - 14), start


def _hit(match: re.Match[str], end: int, text: str) -> NameHit:
    return _titled(match.start(), end, text, "treaty" if match["of_states"] else "law")


def _titled(start: int, end: int, text: str, kind: str) -> NameHit:
    title = " ".join(text[start:end].split())
    entry = Entry(kind, "", title, (Name(title),))
    return NameHit(start, end, ((entry, entry.names[0]),), "form")


def _end(match: re.Match[str], text: str, known: dict[int, NameHit]) -> int:
    end = match.end()
    if not match["compound"] or match.end() + 1 in known:
        end = _last_word(text, match.end(), known, _ENDS if match["of_states"] else _ENDS | _ENDS_ONE_STATE)
    if match["of_states"] and end == match.end():
        return match.start()
    year = _YEAR.match(text, end)
    return year.end() if year else end


def _last_word(text: str, position: int, known: dict[int, NameHit], ends: frozenset[str]) -> int:
    """Where a title ends that goes on with more words; the law that it ends with is a part of it."""
    end, small = position, True
    for _ in range(_LONGEST):
        word = _WORD.match(text, position)
        if not word or word["word"].lower() in ends or _opens_a_part(text, word):
            break
        if word["word"] in _ARTICLES and (not small or _names_a_law(known.get(word.end() + 1))):
            break
        inner = known.get(word.start("word"))
        position = inner.end if inner and inner.law else word.end()
        small = word["word"] in _SMALL
        end = end if small else position
    return end


def _names_a_law(hit: NameHit | None) -> bool:
    return bool(hit and hit.law)


def _opens_a_part(text: str, word: re.Match[str]) -> bool:
    """`en de …`, `of artikel …`, `op grond van`: not the title any more."""
    after = _WORD.match(text, word.end())
    if word["word"] == "op" and after and after["word"] in {"grond", "basis"}:
        return True
    return word["word"] in _JOINS and (not after or after["word"] in _ARTICLES | _ENDS or after["word"][0].isupper())
