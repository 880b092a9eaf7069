"""The properties of a .docx, as they stand in the file.

They are kept as facts and nothing is made of them: templates and earlier letters leave their subjects, dates and
authors behind, so that they cannot be told to be about this paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.model import Fact
from extract.readers.docx_package import Package
from extract.readers.markup import local_name

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
}


def facts(package: Package) -> tuple[Fact, ...]:
    """All properties with a value: `dc:title`, `app:Company`, `custom:Kenmerk`."""
    core = package.tree(package.pointed("", "core-properties"))
    app = package.tree(package.pointed("", "extended-properties"))
    custom = package.tree(package.pointed("", "custom-properties"))
    return (*_core(core), *_app(app), *_custom(custom))


def _core(root: etree._Element | None) -> Iterator[Fact]:
    for element in root if root is not None else ():
        if isinstance(element.tag, str) and (words := _words(element)):
            prefix = _PREFIXES.get(etree.QName(element).namespace or "", "core")
            yield Fact(f"{prefix}:{local_name(element)}", words)


def _app(root: etree._Element | None) -> Iterator[Fact]:
    for element in root if root is not None else ():
        if local_name(element) and not len(element) and (words := _words(element)):
            yield Fact(f"app:{local_name(element)}", words)


def _custom(root: etree._Element | None) -> Iterator[Fact]:
    for element in root if root is not None else ():
        name, words = (element.get("name", "") if local_name(element) else ""), _words(element)
        if name and words:
            yield Fact(f"custom:{name}", words)


def _words(element: etree._Element) -> str:
    return " ".join(" ".join(str(part) for part in element.itertext()).replace("_x000d_", " ").split())
