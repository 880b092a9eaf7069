"""XML of officielebekendmakingen.nl: `officiele-publicatie` (2010 on), `kamerwrk` and `handeling` (1995 to 2009),
and the files of metadata beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from extract.model import Content, Fact
from extract.readers.markup import parse, root_name, with_words
from extract.readers.overheid import RELATIONS, stated
from extract.readers.publication_body import Body
from extract.readers.publication_head import complete
from extract.readers.writing import Writer

_PUBLICATIONS = frozenset("officiele-publicatie kamerwrk handeling vraagdoc".split())
_METADATA = frozenset(("metadata_gegevens", "metadata"))
_OWN_WORDS = (b"OVERHEIDop.", b"OVERHEID.")
_HEAD = 1 << 16
_MARKED = frozenset(("note", "furniture"))


def recognise(data: bytes) -> bool:
    name = root_name(data)
    return name in _PUBLICATIONS or (name in _METADATA and any(words in data[:_HEAD] for words in _OWN_WORDS))


def read(data: bytes, where: str) -> Content:
    """The text of a publication and what it states; a SourceError names the line that is broken."""
    root = parse(data, where)
    facts = tuple(_facts(root))
    papers = stated(facts)
    writer = Writer()
    if root.tag in _METADATA:
        _list(writer, facts)
    else:
        papers = complete(papers, root)
        Body(writer, root, where).whole(root)
        writer.write_notes()
        _list(writer, [fact for fact in facts if fact.name.casefold() in RELATIONS])
    return with_words(writer.content(papers, _MARKED), where)


def _facts(root: etree._Element) -> Iterator[Fact]:
    """`<meta name="…" scheme="…" content="…"/>`, in files of metadata `<metadata …/>`; empty ones state nothing."""
    for element in root.iter("meta", "metadata"):
        name, value = element.get("name"), " ".join((element.get("content") or "").split())
        if name and value:
            yield Fact(name, value, element.get("scheme") or None)


def _list(writer: Writer, facts: Iterable[Fact]) -> None:
    """Facts on lines behind the text; those that name other papers are links."""
    writer.end_block()
    with writer.part("listing"):
        for fact in facts:
            writer.write(f"{fact.name}: ")
            if fact.name.casefold() in RELATIONS:
                with writer.link(fact.value, fact.name):
                    writer.write(fact.value)
            else:
                writer.write(fact.value)
            writer.end_line()
    writer.end_block()
