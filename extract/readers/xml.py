"""XML as the publishers give it: officielebekendmakingen.nl (`officiele-publicatie`, `kamerwrk`) and rechtspraak.nl.

Every block element becomes a paragraph, in the order of the file; what only describes the file (`metadata`, the RDF of
a ruling) is left out of the text. Nothing outside the file is read: no entities, no DTD, no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extract.model import Content
from extract.readers.markup import local_name, parse, root_name

_INLINE = frozenset(
    "nadruk extref intref inf sup emphasis link ondernummer datum naam voornaam achternaam functie plaats b i u".split()
)
_DESCRIPTIVE = frozenset(("metadata", "RDF", "meta"))
_JOINED = frozenset(("dossiernummer",))  # its parts stand on one line: 36 600 XIV


def recognise(data: bytes) -> bool:
    return root_name(data) is not None


def read(data: bytes, where: str) -> Content:
    return Content(text(data, where))


def text(data: bytes, where: str) -> str:
    """The paragraphs of an XML file; a SourceError names the line that is broken."""
    root = parse(data, where)
    return "\n\n".join(paragraph for paragraph in _paragraphs(root) if paragraph) + "\n"


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """The text of the element and of all blocks in it, one paragraph each."""
    words = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name in _INLINE or name in _JOINED:
            words.append(_plain(child))
        elif name and name not in _DESCRIPTIVE:
            yield _clean("".join(words))
            yield from _paragraphs(child)
            words = []
        words.append(child.tail or "")
    yield _clean("".join(words))


def _plain(element: etree._Element) -> str:
    if local_name(element) not in _JOINED:
        return "".join(str(part) for part in element.itertext())
    return " ".join(words for part in element.itertext() if (words := str(part).strip())).replace(" - ", "-")


def _clean(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()
