"""XML as the publishers give it: officielebekendmakingen.nl (`officiele-publicatie`, `kamerwrk`) and rechtspraak.nl.

Every block element becomes a paragraph, in the order of the file; what only describes the file (`metadata`, the RDF of
a ruling) is left out of the text. Nothing outside the file is read: no entities, no DTD, no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kamergraaf.errors import SourceError

_INLINE = frozenset(
    "nadruk extref intref inf sup emphasis link ondernummer datum naam voornaam achternaam functie plaats b i u".split()
)
_DESCRIPTIVE = frozenset(("metadata", "RDF", "meta"))
_JOINED = frozenset(("dossiernummer",))  # its parts stand on one line: 36 600 XIV


def text(data: bytes, where: str) -> str:
    """The paragraphs of an XML file; a SourceError names the line that is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{where}: line {error.lineno} is broken XML ({error.msg}); is the file complete?") from None
    return "\n\n".join(paragraph for paragraph in _paragraphs(root) if paragraph) + "\n"


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """The text of the element and of all blocks in it, one paragraph each."""
    words = [element.text or ""]
    for child in element:
        name = _name(child)
        if name in _INLINE or name in _JOINED:
            words.append(_plain(child))
        elif name and name not in _DESCRIPTIVE:
            yield _clean("".join(words))
            yield from _paragraphs(child)
            words = []
        words.append(child.tail or "")
    yield _clean("".join(words))


def _plain(element: etree._Element) -> str:
    if _name(element) not in _JOINED:
        return "".join(str(part) for part in element.itertext())
    return " ".join(words for part in element.itertext() if (words := str(part).strip())).replace(" - ", "-")


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _clean(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()
