"""From files to documents. Each format has a file here; the kind of a file is told by its content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.model import Document
from extract.readers import text
from kamergraaf.errors import SourceError


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
    return Document(name, text.decode(data, where), hashlib.sha256(data).hexdigest(), "text")


def from_text(name: str, words: str) -> Document:
    """A document of words that are at hand already."""
    return Document(name, words, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest(), "text")
