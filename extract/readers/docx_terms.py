"""The names in WordprocessingML, in its usual and in its strict form."""

from __future__ import annotations

from lxml import etree

from extract.readers.markup import local_name

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATED = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
NAMESPACES = (_USUAL, _STRICT)
_OFF = frozenset(("0", "false", "off"))


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of WordprocessingML."""
    if element is None:
        return None
    return element.get(f"{{{_USUAL}}}{name}") or element.get(f"{{{_STRICT}}}{name}")


def related(element: etree._Element) -> str | None:
    """The id under which an element points to another part."""
    return next((found for name in _RELATED if (found := element.get(name))), None)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of a name, its first child of the next name, and so on."""
    for name in path:
        element = next((c for c in element if local_name(c) == name), None) if element is not None else None
    return element


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """An attribute as a number; None where it is none."""
    words = value(element, name) or ""
    return int(words) if words.isascii() and words.removeprefix("-").isdigit() and len(words) < 10 else None


def on(element: etree._Element | None) -> bool:
    """Whether a switch is there and not set to off."""
    return element is not None and value(element) not in _OFF
