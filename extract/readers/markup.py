"""What the readers of XML share: safe parsing, and which root a file has. Nothing outside the file is ever read."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from lxml import etree

from extract.model import Content
from extract.readers.text import not_utf8
from kamergraaf.errors import SourceError

_HEAD = 1 << 20  # bytes in which the root element begins
_BEFORE_ROOT = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)(?=[\s/>])")
_WIDE = (  # how a file begins in each encoding of several bytes a letter, with and without a byte order mark
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*?encoding\s*=\s*[\"'](?!utf-?8)", re.IGNORECASE)
_OPTION = re.compile(r",? ?(?:use|try) XML_PARSE_HUGE(?: option)?")


def root_name(data: bytes) -> str | None:
    """The local name of the root element of what may be XML; None where it is none."""
    return _root_name(data[:_HEAD])


@lru_cache(1)  # each format asks it of the same file
def _root_name(data: bytes) -> str | None:
    head = _in_ascii(data)
    position = 0
    while before := _BEFORE_ROOT.match(head, position):
        position = before.end()
    root = _ROOT.match(head, position)
    return root[1].decode() if root else None


def is_wide(data: bytes) -> bool:
    """Whether the bytes are in an encoding of several bytes a letter, as far as their beginning tells."""
    return _wide(data) is not None


def parse(data: bytes, where: str) -> etree._Element:
    """The root of an XML file; a SourceError names the line that is broken, or says why the file is not read."""
    parser = etree.XMLParser(
        encoding=_encoding(data),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            f"{where}: line {error.lineno} is broken XML ({reason(error)}); is the file complete?"
        ) from None
    except (ValueError, LookupError) as error:
        raise SourceError(f"{where}: is broken XML ({error}); is the file complete?") from None
    _refuse_entities(root, where)
    return root


def reason(error: etree.XMLSyntaxError) -> str:
    """What is wrong with broken XML, on one line."""
    return " ".join(_OPTION.sub("", error.msg or "").split())


def with_words(content: Content, where: str) -> Content:
    """The content; a SourceError where there is no word in it."""
    if not content.text:
        raise SourceError(f"{where}: there are no words in this file; is it complete?")
    return content


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


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


def _in_ascii(data: bytes) -> bytes:
    """The beginning of a file in an encoding that keeps ASCII, without a byte order mark."""
    wide = _wide(data)
    return data.decode(wide, "replace").lstrip("\ufeff").encode() if wide else data.removeprefix(codecs.BOM_UTF8)


def _wide(data: bytes) -> str | None:
    return next((name for mark, name in _WIDE if data.startswith(mark)), None)


def _encoding(data: bytes) -> str | None:
    """UTF-8 where another encoding is declared and wrongly so; else what the file says itself counts."""
    wrong = _DECLARED.match(data) and not _wide(data) and not_utf8(data) is None
    return "utf-8" if wrong else None


def _refuse_entities(root: etree._Element, where: str) -> None:
    """Entities can blow a file up, or hide that words are missing."""
    dtd = root.getroottree().docinfo.internalDTD
    defined = next(dtd.iterentities(), None) if dtd is not None else None  # type: ignore[attr-defined]
    if defined is not None:
        name = f"&{defined.name};"
        raise SourceError(
            f"{where}: defines entities ({name}), which are not read; save the file with their words in it"
        )
    if dtd is not None and (used := next(root.iter(etree.Entity), None)) is not None:
        told = f"line {used.sourceline} uses {used.text}, which another file defines"
        raise SourceError(f"{where}: {told}; save the file with the words in it")
