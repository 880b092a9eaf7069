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
_NOUN = re.compile(r" (?P<word>[a-z][a-z-]{5,})(?!\w)")  # Regeling inburgering oudkomers
_VERBAL = ("d", "t", "de", "te", "en")
_BES = re.compile(r" (?:en [\w-]+ )?BES(?![\w-])")
_YEAR = re.compile(r" (?:(?:19|20)\d\d(?! \d)(?:/\d{2,4})?(?: BES)?|BES)(?![\w-])")
_WORD = re.compile(r" ?[‘'“\"]?(?<=[ ‘'“\"])(?P<word>[\w&/’'-]+)")
ENDS = frozenset(  # words with which the title of a law never goes on
    """
    is zijn was waren wordt worden werd werden kan kunnen kon konden moet moeten mag zal zullen zou mocht heeft
    hebben had hadden geldt gelden gold golden blijft blijven bedraagt luidt luiden houdt hield geeft geven gaat
    biedt bieden bevat bevatten omvat bestaat bestaan bepaalt bepalen regelt regelen treedt treden komt komen
    vervalt vervallen valt vallen vindt vinden maakt maken staat staan stelt stellen wijzigt wijzigen voorziet
    brengt brengen ontvangt ontvangen dient dienen volgt volgen vereist kent ziet voldoet voldoen doet doen
    betreft vormt vormen verleent verwijst vermeldt noemt neemt verstaat wijst schrijft verplicht werkt faalt
    behoort leidt ligt blijkt hoeft behoeft zoals die dat deze dit waarin waarbij waarvan waarop waarvoor
    waaruit waarnaar waaraan waar wat zich hem haar hen hun ons wij zij hij ik er mijn zelf niet geen wel ook
    nog reeds slechts alleen echter daardoor onverkort onverlet terzake mede eveneens steeds nu dan als alsmede
    respectievelijk onderscheidenlijk juncto krachtens ingevolge overeenkomstig zodanig anders dus toe binnen
    buiten tijdens sinds na zonder tegen naar om te terwijl omdat indien maar per bedoeld bedoelde genoemd
    genoemde gesteld gestelde bepaald bepaalde vastgesteld vastgestelde opgenomen aangewezen aangemerkt
    omschreven genomen gegeven verleend verleende gehouden geacht voorgeschreven voorziene geldende vermeld
    vermelde ingesteld ingestelde neergelegde vervatte toegekend afgegeven behorende gewijzigd vallende verstaan
    geredigeerd berust berusten uitdrukkelijk tengevolge artikel artikelen voldaan noodzakelijk achterwege
    maximaal minimaal melding gelijk zoveel tevens toepassing geldig daarvan daarop daarbij namens aanspraak
    genoegzaam langer afkomstig nadere eervol ruimere jaarlijks uitsluitend voorts verder immers overigens
    mogelijk eenmalig onverwijld uiterlijk schriftelijk rechtsgeldig strafbaar bevoegd verzoekt bekijkt beoordeelt
    verstrekt beslist benoemt beveelt bestrijdt onderzoekt onderschrijft aangevuld nageleefd
    """.split()
)
_DEFINED = re.compile(
    rf"\b(?:[Dd]e|[Hh]et) (?P<sort>{'|'.join(sorted(_ALONE))})(?=[,.;:)”\"]| (?:is|wordt|en|of|heeft)\b)"
)
_AMENDS = re.compile(r" tot (?:wijziging|invoering|aanpassing|intrekking)\b")  # these have no title of their own
_GOES_ON = re.compile(r" (?:op|inzake|tot|houdende|ter|[A-Z])")
_ENDS_OF_ONE_STATE = ENDS | frozenset("in bij uit".split())  # inside the title of a treaty they go on
_SMALL = frozenset("de het een op voor tot inzake met om aan ter van en of in bij uit te ten door onder over".split())
_JOINS = frozenset("en of".split())
_ARTICLES = frozenset("de het een".split())
_CAPITALISED = re.compile(r"[A-Z][\w-]*")
_OF_HEADS = (*_SORTS, *(treaty.lower() for treaty in _TREATIES), "e")  # -e: Algemene Regeling, Europese Overeenkomst
_LEAD = 14  # characters
_SHORTEST = 6  # characters
_LONGEST = 14  # words


def unknown_titles(names: Sequence[NameHit], text: str) -> Iterator[NameHit]:
    """Titles with the form of a law that do not begin where one of the names does."""
    known = {hit.start: hit for hit in names}
    yield from _longer(names, text, known)
    heads = [match for match in _heads(text) if match.start() not in known]
    terms = _terms(text) if any(match[0] in _ALONE for match in heads) else frozenset()
    end = 0
    for match in heads:
        if match.start() < end or (match[0] in terms and not _GOES_ON.match(text, match.end())):
            continue
        end = _end(match, text, known)
        if end - match.start() > _SHORTEST and text[match.start() : end] not in _ALONE:
            yield _hit(match, end, text)


def _heads(text: str) -> Iterator[re.Match[str]]:
    """Words that a title may begin with, where one may begin."""
    for word in _CAPITALISED.finditer(text):
        match = _HEAD.match(text, word.start()) if word[0].lower().endswith(_OF_HEADS) else None
        if match and _may_begin(match, text):
            yield match


def _may_begin(match: re.Match[str], text: str) -> bool:
    led = _BEFORE.search(text, max(0, match.start() - _LEAD), match.start())
    return bool(led) and not _AMENDS.match(text, match.end())


def _terms(text: str) -> frozenset[str]:
    """The words that stand alone for some law in a text: `de Wet`."""
    return frozenset(match["sort"] for match in _DEFINED.finditer(text))


def _longer(names: Sequence[NameHit], text: str, known: dict[int, NameHit]) -> Iterator[NameHit]:
    """Known titles that go on with a year, an abbreviation or a noun, which makes them those of other regulations."""
    for law in filter(None, (hit.law for hit in names)):
        end = _goes_on_until(law, text, known)
        if end > law.end and law.end + 1 not in known:
            yield _titled(law.start, end, text, law.owners[0][0].kind)


def _goes_on_until(law: NameHit, text: str, known: dict[int, NameHit]) -> int:
    regulation = _REGULATION.search(text, law.start, law.end)
    more = (_LONGER if regulation else _BES).match(text, law.end)
    if more or not regulation or text[law.end - 1].isdigit() or all(name.abbreviation for _, name in law.owners):
        return more.end() if more else law.end
    noun = _NOUN.match(text, law.end)
    goes_on = noun and noun["word"] not in ENDS and not noun["word"].endswith(_VERBAL)
    return _last_word(text, law.end, known, of_states=False) if goes_on else law.end


def _hit(match: re.Match[str], end: int, text: str) -> NameHit:
    treaty = match["of_states"] or match[0].lower().endswith("verdrag")
    return _titled(match.start(), end, text, "treaty" if treaty else "law")


def _titled(start: int, end: int, text: str, kind: str) -> NameHit:
    title = " ".join(text[start:end].split())
    entry = Entry(kind, "", title, (Name(title),))
    return NameHit(start, end, ((entry, entry.names[0]),), "form")


def _end(match: re.Match[str], text: str, known: dict[int, NameHit]) -> int:
    end = match.end()
    if not match["compound"] or match.end() + 1 in known:
        end = _last_word(text, match.end(), known, of_states=bool(match["of_states"]))
    if match["of_states"] and end == match.end():
        return match.start()
    year = _YEAR.match(text, end)
    return year.end() if year else end


def _last_word(text: str, position: int, known: dict[int, NameHit], *, of_states: bool) -> int:
    """Where a title ends that goes on with more words; the law that it ends with is a part of it."""
    ends = ENDS if of_states else _ENDS_OF_ONE_STATE
    end, small = position, True
    for _ in range(_LONGEST):
        word = _WORD.match(text, position)
        if not word or word["word"].lower() in ends or _opens_a_part(text, word):
            break
        if word["word"] == "van" and not of_states and (small or not _goes_on(text, word)):
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
    return word["word"] in _JOINS and (not after or after["word"] in _ARTICLES | ENDS or after["word"][0].isupper())


def _goes_on(text: str, word: re.Match[str]) -> bool:
    """`waarde van periodieke …`; not `van de`, `van 5 mei`, `van Onze Minister`."""
    after = _WORD.match(text, word.end())
    return bool(after and after["word"] not in _ARTICLES and after["word"][0].islower())
