"""The parts of a .docx: a zip in which XML files point to each other. Sizes are bounded, whatever the zip claims."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from extract.readers.markup import parse
from kamergraaf.errors import SourceError

LARGEST_PART = 32 << 20  # bytes of one part, unpacked
_MOST_PARTS = 20_000
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Target:
    """What a part points to: another part, or an address outside the file."""

    kind: str  # the last word of the type: `footnotes`, `hyperlink`
    address: str  # of a part its name in the package
    external: bool


class Package:
    """The parts of one file; whatever is wrong with it is a SourceError that begins with `where`."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        with self._complaining("the zip"):
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = frozenset(self._zip.namelist())
        if len(self._names) > _MOST_PARTS:
            raise SourceError(f"{where}: holds more than {_MOST_PARTS:,} parts, so this is no document of Word")
        self.document = self._main()

    def bytes(self, name: str) -> bytes:
        """A part, unpacked."""
        with self._complaining(name), self._zip.open(name) as part:
            data = part.read(LARGEST_PART + 1)
        if len(data) > LARGEST_PART:
            size = LARGEST_PART >> 20
            raise SourceError(f"{self.where}: {name} unpacks to more than {size} MB; split the document")
        return data

    def tree(self, name: str | None) -> etree._Element | None:
        """The root of a part; None where there is no such part."""
        return parse(self.bytes(name), f"{self.where}: {name}") if name in self._names and name else None

    def targets(self, name: str) -> Mapping[str, Target]:
        """What a part points to, by the ids that it uses."""
        folder, file = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        elements = root.iter(_RELATIONSHIP) if root is not None else ()
        return {element.get("Id", ""): _target(element, folder) for element in elements}

    def pointed(self, name: str, kind: str) -> str | None:
        """The name of the first part of some kind that a part points to."""
        targets = self.targets(name).values()
        return next((t.address for t in targets if t.kind == kind and not t.external), None)

    def _main(self) -> str:
        name = self.pointed("", "officeDocument") or "word/document.xml"
        if name not in self._names:
            raise SourceError(f"{self.where}: holds no text ({name} is missing); save the document again in Word")
        return name

    @contextmanager
    def _complaining(self, what: str) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise SourceError(
                f"{self.where}: {what} is damaged or locked ({reason}); save the document again in Word"
            ) from None


def _target(element: etree._Element, folder: str) -> Target:
    address, external = element.get("Target", ""), element.get("TargetMode") == "External"
    kind = element.get("Type", "").rpartition("/")[2]
    inside = address.lstrip("/") if address.startswith("/") else posixpath.normpath(posixpath.join(folder, address))
    return Target(kind, address if external else inside, external)
