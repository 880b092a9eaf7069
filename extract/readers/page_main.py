"""Where the main text of a web page stands, and what in it is not of the text: navigation, notices, forms.

What publishers and makers of sites call these places is data here; a page that uses none of the names is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

# The main text, the surest sign first, as XPath: pages of officielebekendmakingen.nl, rijksoverheid.nl, rechtspraak.nl
# and tweedekamer.nl, then what is usual.
_PLACES = (
    "//*[@id='broodtekst']",
    "//*[@id='main-column']",
    "//*[@id='Inhoud']",
    "//*[@id='volledige-uitspraak']",
    "//main",
    "//*[@role='main']",
    "//*[@id='content']",
    "//*[@id='main-content' or @id='maincontent' or @id='inhoud' or @id='main']",
    "//*[@itemprop='articleBody']",
    "//article",
)
_ENOUGH = 500  # characters: so much is a main text, however long the rest of the page is
_SHARE = 0.2  # of the characters of the page: more is a main text, however short it is
_MOST = 0.5  # of the characters of the page: what holds more is kept, whatever it is called

_NO_TEXT = "script style noscript template head title svg canvas iframe object embed audio video datalist math".split()
_SURELY_BESIDE = frozenset("nav footer button select textarea dialog menu".split())
_MAYBE_BESIDE = frozenset("aside form header".split())
_ROLES = frozenset(
    "navigation banner contentinfo search dialog alertdialog complementary menu menubar toolbar form".split()
)
_NAMES = frozenset(
    "nav navbar navigation navigatie mainnav main-nav menu mainmenu hoofdmenu submenu sidebar zijbalk share sharing"
    " social social-media socialmedia deel-deze-pagina pagination paginering paging toolbar feedback newsletter related"
    " gerelateerd banner modal popup note-close sr-only visually-hidden assistive searchform search-form zoekbalk"
    " backtotop back-to-top".split()
)
_BEGINNINGS = ("breadcrumb", "broodkruimel", "kruimel", "cookie", "consent", "skip-", "skiplink", "footer")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


def main_text(page: html.HtmlElement) -> html.HtmlElement:
    """The element with the main text, freed of what is not of it. The page itself is changed."""
    body = next(page.iter("body"), page)
    etree.strip_elements(body, *_NO_TEXT, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in [element for element in body.iterdescendants() if _is_surely_beside(element)]:
        element.clear(keep_tail=True)
    main = next(_places(body), body)
    whole = _size(main)
    for element in [element for element in main.iterdescendants() if _is_maybe_beside(element, main)]:
        if _size(element) <= _MOST * whole:
            element.clear(keep_tail=True)
    return main


def _places(body: html.HtmlElement) -> Iterator[html.HtmlElement]:
    whole = _size(body)
    for path in _PLACES:
        if found := body.xpath(path):
            place = max(found, key=_size)
            if _size(place) >= min(_ENOUGH, _SHARE * whole):
                yield place


def _is_surely_beside(element: html.HtmlElement) -> bool:
    return element.tag in _SURELY_BESIDE or element.get("role") in _ROLES


def _is_maybe_beside(element: html.HtmlElement, main: html.HtmlElement) -> bool:
    """Not if it holds most of the text: some sites put a whole page in a form, or hide it behind a notice."""
    if element.tag in _MAYBE_BESIDE:
        return element.tag != "header" or (element.getparent() is main and main.tag == "body")
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return any(name in _NAMES or name.startswith(_BEGINNINGS) for name in names) or bool(
        style and _HIDDEN.search(style)
    )


def _size(element: html.HtmlElement) -> int:
    """Characters, without the blanks between words."""
    return sum(len(words.strip()) for words in element.itertext())
