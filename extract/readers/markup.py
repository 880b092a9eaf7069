"""What the readers of XML share: safe parsing, and which root a file has. Nothing outside the file is ever read."""

from __future__ import annotations

import re

from lxml import etree

from extract.model import Content
from kamergraaf.errors import SourceError

_HEAD = 1 << 16  # bytes in which the root element begins
_BEFORE_ROOT = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)(?=[\s/>])")


def root_name(data: bytes) -> str | None:
    """The local name of the root element of what may be XML in an encoding that keeps ASCII; None where it is none."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    position = 0
    while before := _BEFORE_ROOT.match(head, position):
        position = before.end()
    root = _ROOT.match(head, position)
    return root[1].decode() if root else None


def parse(data: bytes, where: str) -> etree._Element:
    """The root of an XML file; a SourceError names the line that is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            f"{where}: line {error.lineno} is broken XML ({reason(error)}); is the file complete?"
        ) from None


def reason(error: etree.XMLSyntaxError) -> str:
    """What is wrong with broken XML, on one line."""
    return " ".join(str(error.msg).split())


def with_words(content: Content, where: str) -> Content:
    """The content; a SourceError where there is no word in it."""
    if not content.text:
        raise SourceError(f"{where}: there are no words in this file; is it complete?")
    return content


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_of(element: etree._Element | None, without: frozenset[str] = frozenset()) -> str:
    """The words inside an element on one line, but for those of the elements named; none of comments."""
    return "" if element is None else " ".join("".join(_pieces(element, without)).split())


def _pieces(element: etree._Element, without: frozenset[str]) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        name = local_name(child)
        pieces += _pieces(child, without) if name and name not in without else ()
        pieces.append(child.tail or "")
    return pieces
