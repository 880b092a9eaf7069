"""What the styles of a document say of its paragraphs: headings and lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from extract.readers.docx_terms import child, number, on, value
from extract.readers.markup import local_name

_HEADING = re.compile(r"(?:heading|kop) ([1-9])", re.I)
_BODY_TEXT = 9  # the outline level of what is no heading


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set."""

    outline: int | None = None  # level of a heading, from 1
    num: int | None = None  # the list that it is in; 0: none
    level: int | None = None  # its depth in the list, from 0
    hidden: bool = False

    def changed_by(self, properties: etree._Element | None) -> Style:
        """The style with what the properties of a paragraph (`pPr`) say."""
        outline, listed = number(child(properties, "outlineLvl")), child(properties, "numPr")
        num, level = number(child(listed, "numId")), number(child(listed, "ilvl"))
        changed = self
        if outline is not None:
            changed = replace(changed, outline=outline + 1 if 0 <= outline < _BODY_TEXT else None)
        if num is not None:
            changed = replace(changed, num=num)
        return replace(changed, level=level) if level is not None else changed


class Styles:
    """The styles of a document, those that they build on included."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = [e for e in (root if root is not None else ()) if local_name(e) == "style"]
        self._elements = {value(e, "styleId") or "": e for e in elements}
        default = next((e for e in elements if value(e, "type") == "paragraph" and value(e, "default") == "1"), None)
        self._default = value(default, "styleId") or ""
        self._known: dict[str, Style] = {}

    @property
    def lists(self) -> Mapping[str, int]:
        """The lists of the styles of lists, by the ids of the styles."""
        found = {key: self.style(key).num for key, e in self._elements.items() if value(e, "type") == "numbering"}
        return {key: num for key, num in found.items() if num is not None}

    def of(self, properties: etree._Element | None) -> Style:
        """How a paragraph with these properties is set."""
        return self.style(value(child(properties, "pStyle")) or self._default).changed_by(properties)

    def style(self, name: str) -> Style:
        """The style of an id; styles that build on each other in a circle are cut."""
        if name not in self._known:
            self._known[name] = Style()
            self._known[name] = self._built(name)
        return self._known[name]

    def hides(self, name: str | None) -> bool:
        """Whether the words in a style of characters are not shown."""
        return bool(name) and self.style(name or "").hidden

    def _built(self, name: str) -> Style:
        element = self._elements.get(name)
        if element is None:
            return Style()
        base = value(child(element, "basedOn"))
        style = (self.style(base) if base else Style()).changed_by(child(element, "pPr"))
        hidden = child(element, "rPr", "vanish")
        heading = _HEADING.fullmatch(value(child(element, "name")) or "")
        if heading and style.outline is None:
            style = replace(style, outline=int(heading[1]))
        return replace(style, hidden=on(hidden) if hidden is not None else style.hidden)
