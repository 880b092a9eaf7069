"""From files to documents. Each format has a file here; the kind of a file is told by its content."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from extract.model import Document
from extract.readers import text, xml
from kamergraaf.errors import SourceError

_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|officiele-publicatie|kamerwrk|open-rechtspraak)\b")


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
    if _XML.match(data):
        return Document(name, xml.text(data, where), digest, "xml")
    return Document(name, text.decode(data, where), digest, "text")


def from_text(name: str, words: str) -> Document:
    """A document of words that are at hand already."""
    return Document(name, words, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest(), "text")
