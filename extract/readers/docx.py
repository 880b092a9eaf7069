"""Word: .docx, as Word shows it to who prints it.

Headings, lists with their numbers, tables, links; notes stand behind the text, with their marks in it. What is deleted
or hidden is left out, and so are running headers and footers; a header that stands on the first page alone (a letter
has its date and addressee there) is read before the text.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from extract.model import Content, Stated
from extract.readers.docx_body import Body, Notes
from extract.readers.docx_numbering import Numbering, in_form
from extract.readers.docx_package import Package, Target
from extract.readers.docx_properties import facts
from extract.readers.docx_styles import Styles
from extract.readers.docx_terms import NAMESPACES, child, number, value
from extract.readers.markup import local_name, reason
from extract.readers.writing import Writer
from kamergraaf.errors import SourceError

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOLDER = b"word/"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_97 = "WordDocument".encode("utf-16-le")
_SECTION = re.compile(rb"<(?:\w+:)?sectPr[\s>].*?</(?:\w+:)?sectPr>", re.DOTALL)
_FIRST_HEADER = re.compile(rb"<(?:\w+:)?headerReference\b[^>]*\btype=\"first\"[^>]*>")
_FIRST_PAGE = re.compile(rb"<(?:\w+:)?titlePg(?![^>]*\bval=\"(?:0|false|off)\")")
_ID = re.compile(rb"\bid=\"([^\"]+)\"")
_KINDS = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_FORMS = {"footnoteReference": "decimal", "endnoteReference": "lowerRoman"}
_TOP = tuple(f"{{{space}}}{name}" for space in NAMESPACES for name in ("p", "tbl", "sdt", "customXml", "ins"))
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def recognise(data: bytes) -> bool:
    """A zip with a document of Word in it, broken or not; also what Word locks or used to write."""
    if data.startswith(_OLE):
        return _ENCRYPTED in data or _WORD_97 in data
    return data.startswith(_ZIP) and any(name.startswith("word/") for name in _names(data))


def _names(data: bytes) -> list[str]:
    """The files in a zip; of one without an end, what its own local headers say."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ["word/"] if _FOLDER in data else []


def read(data: bytes, where: str) -> Content:
    """The document; a SourceError says what is damaged, locked or too large."""
    if data.startswith(_OLE):
        raise SourceError(f"{where}: {_why_not(data)}")
    try:
        return _Reader(Package(data, where)).content()
    except RecursionError:
        raise SourceError(f"{where}: tables or boxes are nested too deep; simplify the document") from None


def _why_not(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "is locked with a password; save it without one"
    return "is a Word file of before 2007; save it as .docx"


class _Reader:
    """Reads one package."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._targets = package.targets(package.document)
        settings = self._tree("settings")
        self._numbered = {kind: _numbered(settings, kind) for kind in _KINDS}
        self._seen: Counter[str] = Counter()
        self._writer = Writer()
        styles = Styles(self._tree("styles"))
        numbering = Numbering(self._tree("numbering"), styles.lists)
        notes = {kind: self._notes(part) for kind, part in _KINDS.items()}
        self._body = Body(self._writer, styles, numbering, notes, self._label)

    def content(self) -> Content:
        data = self._package.bytes(self._package.document)
        if header := self._first_header(data):
            self._write_header(header)
        for block in _blocks(data, self._package.where):
            self._body.write(block, self._targets)
        properties = facts(self._package)
        stated = (Stated(facts=properties),) if properties else ()
        return self._writer.content(stated, frozenset(("furniture",)))

    def _write_header(self, name: str) -> None:
        root = self._package.tree(name)
        if root is not None:
            self._body.write(root, self._package.targets(name))

    def _tree(self, kind: str) -> etree._Element | None:
        return self._package.tree(self._package.pointed(self._package.document, kind))

    def _notes(self, kind: str) -> Notes:
        name = self._package.pointed(self._package.document, kind)
        root = self._package.tree(name)
        elements = [e for e in (root if root is not None else ()) if value(e, "type") not in _SEPARATORS]
        targets: Mapping[str, Target] = self._package.targets(name) if name else {}
        return Notes({value(e, "id") or "": e for e in elements}, targets)

    def _label(self, kind: str) -> str:
        """The number of the next note of a kind."""
        start, form = self._numbered[kind]
        self._seen[kind] += 1
        return in_form(start + self._seen[kind] - 1, form)

    def _first_header(self, document: bytes) -> str | None:
        """The part that stands above the first page alone."""
        section = _SECTION.search(document)
        if not section or not _FIRST_PAGE.search(section[0]):
            return None
        reference = _FIRST_HEADER.search(section[0])
        id_ = _ID.search(reference[0]) if reference else None
        target = self._targets.get(id_[1].decode("ascii", "replace")) if id_ else None
        return target.address if target and not target.external else None


def _numbered(settings: etree._Element | None, kind: str) -> tuple[int, str]:
    """The first number of the notes of a kind, and its form."""
    properties = child(settings, _KINDS[kind].removesuffix("s") + "Pr")
    start, form = number(child(properties, "numStart")), value(child(properties, "numFmt"))
    return start if start is not None else 1, form or _FORMS[kind]


def _blocks(document: bytes, where: str) -> Iterator[etree._Element]:
    """What stands in the body, one after the other; each is let go of when the next is asked for."""
    events = etree.iterparse(
        io.BytesIO(document), events=("end",), tag=_TOP, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _, element in events:
            parent = element.getparent()
            if parent is not None and local_name(parent) == "body":
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{where}: line {error.lineno} of its text is broken XML ({reason(error)})") from None
