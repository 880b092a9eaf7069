"""XML of which the kind is not known: its words, a paragraph where words stand in an element."""

from __future__ import annotations

import codecs
import re

from extract.model import Content
from extract.readers.markup import is_wide, parse, root_name, with_words
from extract.readers.publication_body import Body
from extract.readers.writing import Writer

_END = 4096  # bytes in which the root element ends


def recognise(data: bytes) -> bool:
    """A file that says it is XML, or one that is a single element; a text can begin with `<` too."""
    name = root_name(data)
    declared = data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<?xml")
    return name is not None and (declared or is_wide(data) or _ends_with(data, name))


def read(data: bytes, where: str) -> Content:
    """The paragraphs of an XML file; a SourceError names the line that is broken."""
    root, writer = parse(data, where), Writer()
    Body(writer, root, where).whole(root)
    return with_words(writer.content(), where)


def _ends_with(data: bytes, name: str) -> bool:
    return bool(re.search(rb"</(?:[\w.-]+:)?" + re.escape(name.encode()) + rb"\s*>\s*$", data[-_END:]))
