"""From files to documents. Each format has a file here; the format of a file is told by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extract.model import Content, Document
from extract.readers import (
    bwb,
    bwb_info,
    docx,
    html,
    law_markdown,
    odata,
    officielebekendmakingen,
    pdf,
    rechtspraak,
    text,
    xml,
)
from kamergraaf.errors import SourceError


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `recognise` says whether bytes are of it; `read` makes the content of them.

    `read` is given the bytes and what an error is to call them; it raises SourceError when there is no document.
    """

    name: str
    recognise: Callable[[bytes], bool]
    read: Callable[[bytes, str], Content]


FORMATS = (
    Format("docx", docx.recognise, docx.read),
    Format("pdf", pdf.recognise, pdf.read),
    Format("law-markdown", law_markdown.recognise, law_markdown.read),
    Format("rechtspraak", rechtspraak.recognise, rechtspraak.read),
    Format("bwb", bwb.recognise, bwb.read),
    Format("bwb-wti", bwb_info.recognise_information, bwb_info.read_information),
    Format("bwb-manifest", bwb_info.recognise_manifest, bwb_info.read_manifest),
    Format("officielebekendmakingen", officielebekendmakingen.recognise, officielebekendmakingen.read),
    Format("html", html.recognise, html.read),
    Format("xml", xml.recognise, xml.read),
    Format("tk-odata", odata.recognise, odata.read),
    Format("text", text.recognise, text.read),
)


def read(path: Path, name: str) -> Document:
    """The document in a file, called `name`; a SourceError says why there is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; check the name, or give a folder") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    return from_bytes(name, data, str(path))


def from_bytes(name: str, data: bytes, where: str) -> Document:
    """The document in some bytes; `where` is what an error calls them."""
    digest = hashlib.sha256(data).hexdigest()
    found = next(known for known in FORMATS if known.recognise(data))
    return _document(name, digest, found.name, found.read(data, where))


def from_text(name: str, words: str) -> Document:
    """A document of words that are at hand already."""
    return Document(name, words, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest(), "text")


def _document(name: str, digest: str, form: str, content: Content) -> Document:
    return Document(
        name,
        content.text,
        digest,
        form,
        content.parts,
        content.links,
        content.stated,
        content.marked,
        content.entities,
    )
