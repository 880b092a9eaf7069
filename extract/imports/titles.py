"""Titles of regulations as a list of titles gives them: cleaned by rule, or refused; nothing is made up.

Boswet", met vermelding van het jaartal van het Staatsblad …    Boswet
Reglement verkeersregels en verkeerstekens 1990" of als "RVV 1990    the title, and RVV 1990
het Besluit informatievoorziening in de rijksdienst 1990 (Besluit IVR 1990)    the title, and Besluit IVR 1990
Wet van 21 juli 2007, houdende regels … (Wet politiegegevens)    Wet politiegegevens
Besluit van 1 juni 2001, houdende vaststelling van het Vuurwerkbesluit    Vuurwerkbesluit
Burgerlijk Wetboek BES Boek 6    the title, and Burgerlijk Wetboek BES, which all its books bear
Staatsblad n°. 98, PbEG L 70, volzin    nothing: these name no regulation
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.fold import fold
from extract.registers import Name

_KINDS = (
    "wet|besluit|regel|reglement|verordening|beschikking|instructie|voorschrift|statuut|richtlijn|tarief|tarieven"
    "|verdrag|overeenkomst|protocol|handvest|akkoord|conventie|circulaire|aanwijzing|wijziging|statuten|code"
    "|mandaat|grondwet|belastingplan|beleid|selectielijst|lijst|schikking|akte|memorandum|notawisseling"
    "|convenant|bepaling|vaststelling|bekendmaking|instelling|toelating|subsidie|vrijstelling|ontheffing|machtiging"
)
_OF_A_KIND = re.compile(_KINDS, re.IGNORECASE)
_QUOTES = "\"'»«„“”‘’"
_LEAD = re.compile(rf"^(?:[\s;,.:{_QUOTES}]|(?:van|het|de|een|den|als|of)\s+(?=[{_QUOTES}A-Z]))+")
# What follows a title in the article that gives it: when it takes effect, where it is published, its year.
_PUBLISHED = r"(?:treedt|treden|zal|zullen|wordt|worden|werkt|werken|heeft|is|kan)\b"
_TAIL = re.compile(
    rf"""(?:
        [,.]?\s(?:met|onder)\s(?:de\s)?(?:vermelding|bijvoeging|toevoeging)\svan\b
      | [,.]\s?(?:en\s)?{_PUBLISHED}
      | (?<=[{_QUOTES}])\s?(?:en\s)?{_PUBLISHED}
      | [,.]?\sen\s{_PUBLISHED}
      | (?:[,.]\s?|\s|(?<=[\da-z)]))(?:Zij|Hij|Het|Dit|Deze|De\s(?:tekst|regeling|wet))\b[^.]*?\b{_PUBLISHED}
    ).*$""",
    re.VERBOSE | re.DOTALL,
)
_OTHER_NAME = re.compile(
    rf"[{_QUOTES}]?,?\s?\(?(?:of(?=\s(?:als|onder)\s|\s[{_QUOTES}])|afgekort(?:\sals)?|bij\safkorting):?\s"
    rf"(?:(?:als|onder\sde\sverkorte\stitel)\s)?[{_QUOTES}]?(?P<other>[A-Z][^{_QUOTES}()]*?)[{_QUOTES}.)]*$"
)
_QUOTED_TAIL = re.compile(r"^(?P<title>[^\"«„“]+?)(?<=\w)[\"»”][,.;\s].*$", re.DOTALL)
_BRACKETED = re.compile(r"^(?P<title>.+?)\s\((?P<other>[A-Z][^()]*)\)$")
_NO_TITLE = re.compile(
    r"^(?:Staa?t?sblad|Staatscourant|Stb|Stcrt|Trb|Tractatenblad|PbE[GU]?|Pb|#|Minister(?:ie)? van|Onze Minister"
    r"|de dag)\b|^#|^[\W\d]*$",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"^(?=[^ ]*[A-Z].*[A-Z])[A-Za-z.&/-]{3,12}(?: \d{4})?$")
_BOOK = re.compile(r"(?P<code>.*[Ww]etboek.*?) Boek \d+a?\b")
_OF_ONE_WORD = re.compile(r"(?!.*wet(?:boek)?$)\S+")
# Titles that many regulations bear in the words of a single paper, and that a text means otherwise.
_GENERAL = frozenset(
    "verdrag overeenkomst protocol reglement regeling besluit wet statuut statuten verordening beschikking circulaire "
    "akkoord handvest richtlijn aanwijzing instructie notawisseling briefwisseling convenant grondslag tarief code "
    "rijkswet beleidsregel beleidsregels regels richtlijnen lijst tarieven overnameovereenkomst kaderovereenkomst "
    "samenwerkingsovereenkomst associatieovereenkomst zetelverdrag bijdragereglement bestuursreglement slotakte "
    "mandaatbesluit mandaatregeling instellingsbesluit uitvoeringsbesluit uitvoeringsregeling".split()
)

_CLEAR = 3  # so many words or fewer, without one that tells a regulation, may mean anything: `Station Venlo`
_DATED = re.compile(r"^(?:Wet|Rijkswet|Besluit|Regeling|Beschikking)\b.{0,160}?\bvan \d{1,2} [A-Za-z]+ \d{4}")
_STATING_A_DAY = re.compile(
    r"^(?:Aanwijzing|Circulaire|Koninklijk besluit)\b.{0,160}?\bvan \d{1,2} [a-z]+ \d{4}|" + _DATED.pattern
)
_LAST_BRACKET = re.compile(r"\((?P<title>[A-Z][^()]{3,})\)\s*$")
_ESTABLISHED = re.compile(
    r"\b(?:houdende|tot|en)\s(?:de\s|het\s)?(?:(?:nieuwe\s)?vaststelling|invoering)\svan\s(?:de|het|een)\s"
    r"(?P<title>(?:[A-Z][\w-]*|\d{4})(?:\s(?:\w[\w'-]*))*?)"
    r"(?=$|[,;(.]|\salsmede\b|\sen\svan\b|\sen\stot\b|\sin\sverband\b|\ster\s|\svoor\shet\sjaar\b)"
)
_CARRYING = re.compile(
    r"\bhoudende\s(?:(?:de|het|een)\s)?(?P<title>[A-Z][\w-]*(?:\s\w[\w'-]*)*?)(?=$|[,;(.]|\sen\stot\b)"
)


def names(short: str, long: str) -> tuple[Name, ...]:
    """The names of a regulation by its short title, which may be empty, and its long one; none if both are useless."""
    short, long = _plain(short), _plain(long)
    is_subject = long.endswith(f"({short})") and not _OF_A_KIND.search(_beginning(short))
    found = [*([] if is_subject else _short_names(short)), *_long_names(long)]
    if not found:
        found = [Name(long)] if _DATED.match(long) else [*_short_names(long)]
    found += [Name(book["code"]) for name in found if (book := _BOOK.match(name.text))]
    return tuple({fold(name.text): name for name in reversed(found)}.values())[::-1]


def dated(long: str) -> str:
    """The long title, if it states the day of the regulation; else nothing."""
    title = _plain(long)
    return title if _STATING_A_DAY.match(title) else ""


def _plain(words: str) -> str:
    return " ".join(words.replace("*", "").split())


def _short_names(words: str) -> Iterator[Name]:
    """The title, and an abbreviation or another title that stands beside it."""
    title = _TAIL.sub("", words)
    other = _OTHER_NAME.search(title)
    title = _QUOTED_TAIL.sub(r"\g<title>", title[: other.start()] if other else title)
    title = _trimmed(title)
    bracketed = _BRACKETED.match(title)
    both = bracketed if bracketed and _names_the_same(bracketed["other"], title) else None
    title = both["title"] if both else title
    if is_title(title):
        yield _name(title)
        for match in filter(None, (other, both)):
            yield from _beside(match["other"])


def _names_the_same(bracketed: str, title: str) -> bool:
    """Whether words in brackets begin as the title does: `Besluit IVR 1990`, an abbreviation with the same initial."""
    first, first_of_title = bracketed.split(maxsplit=1)[0], title.split(maxsplit=1)[0]
    return first == first_of_title or bool(_ACRONYM.match(bracketed) and first[0] == first_of_title[0])


def _beside(words: str) -> Iterator[Name]:
    other = _trimmed(words)
    if _ACRONYM.match(other):
        yield Name(other, abbreviation=True)
    elif is_title(other):
        yield _name(other)


def _long_names(words: str) -> Iterator[Name]:
    """The names that a long title gives the regulation, such as the one it had at first."""
    for pattern in (_LAST_BRACKET, _ESTABLISHED, _CARRYING) if _DATED.match(words) else ():
        match = pattern.search(words)
        title = _trimmed(match["title"]) if match else ""
        if is_title(title) and _OF_A_KIND.search(title) and not title.endswith("-"):
            yield _name(title)
            return


def _name(title: str) -> Name:
    """A title of one word that ends in another word than `wet` is a common noun too: `ontslagbesluit`."""
    return Name(title, abbreviation=bool(_OF_ONE_WORD.fullmatch(title)))


def _beginning(words: str) -> str:
    return " ".join(words.split()[:_CLEAR])


def _trimmed(words: str) -> str:
    """Without articles, quotes and points around it; a quote that closes one inside stays."""
    title = _LEAD.sub("", words.strip())
    end = title.rstrip(" ,;:" + _QUOTES)
    if set(end) & set(_QUOTES):
        end = title.rstrip(" ,;:")
    return end if end.count(".") > 1 or end.endswith("enz.") else end.rstrip(".")


def is_title(words: str) -> bool:
    """Whether some words can only be the name of a regulation: none of the general words, nor what is no name."""
    if _NO_TITLE.search(words) or words.lower() in _GENERAL:
        return False
    if not (words[0].isupper() or words[0].isdigit()) and not _OF_A_KIND.search(_beginning(words)):
        return False
    return bool(_OF_A_KIND.search(words)) or len(words.split()) > _CLEAR
