"""References that editors put into a file: links on words, and lists beside the text.

What an address means is told by the rules that read identifiers in prose, so both say the same of the same address:

    kst-36600-XVII-12                                       a paper
    jci1.3:c:BWBR0015703&artikel=47, 1.0:v:BWB:BWBR0005537&artikel=8:6&g=1997-02-19      an article
    ECLI:NL:HR:2014:2646, http://deeplink.rechtspraak.nl/uitspraak?id=ECLI:…             a ruling
    https://www.rijksoverheid.nl/…                          a web page
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.documents.reading import Desk, Reading
from extract.finders import eu, identifiers, rulings, web
from extract.finding import Found, RuleSet, Scene
from extract.model import Document, Link, Mention, Paper
from extract.source import Source, take_apart

_RULES = RuleSet(rule for module in (identifiers, rulings, eu, web) for rule in module.RULES)
_MARKED = frozenset(("note", "furniture"))
_SURE = 0.99


def linked(source: Source, reading: Reading, desk: Desk) -> Iterator[Mention]:
    """A mention for each link of the file, in the order of the text."""
    links = source.document.links
    meant = {address: _meaning(address, desk) for address in {link.address for link in links}}
    for link in links:
        yield _mention(link, meant[link.address], source, reading)


def _meaning(address: str, desk: Desk) -> Found | None:
    """What an address identifies; the most exact where several things stand in it."""
    alone = take_apart(Document("", address, "", marked=_MARKED))
    found = _RULES.find(Scene(alone, Reading((Paper("d1", "other"),)), desk, ()))
    return max((each for each in found if each.id), key=_exactness, default=None)


def _exactness(found: Found) -> tuple[bool, int]:
    return found.kind == "article", found.end - found.start


def _mention(link: Link, meant: Found | None, source: Source, reading: Reading) -> Mention:
    relation = {"relation": link.relation} if link.relation else {}
    mention = Mention(
        meant.kind if meant else "publication",
        link.span,
        link.span.of(source.text),
        reading.owner(link.span),
        f"editor-{link.form.partition(':')[2] or link.form}",
        confidence=_SURE,
        source="editor",
        details=relation,
    )
    if meant is None:
        return replace(mention, details={"number": link.address, **relation})
    return replace(mention, id=meant.id, resolution="resolved", details={**meant.details, **relation})
