"""From files to documents. Each format has a file here; the format of a file is told by its content."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from extract.model import Document
from extract.readers import limits, text
from extract.readers.containers import CHUNK, FAULTS, Leaf, Stream, is_container, leaves
from extract.readers.formats import format_of
from extract.stretches import in_stretches, stretches_of
from kamergraaf.errors import SourceError


def read(path: Path, name: str) -> Document:
    """The document in a file, called `name`; a SourceError says why there is none."""
    with opened(path) as file:
        head = file.read(limits.LONGEST_HEAD)
        limits.refuse_larger(os.fstat(file.fileno()).st_size, format_of(head).name, str(path))
        return from_bytes(name, head + file.read(), str(path))


def from_bytes(name: str, data: bytes, where: str) -> Document:
    """The document in some bytes; `where` is what an error calls them."""
    digest = hashlib.sha256(data).hexdigest()
    found = format_of(data)
    limits.refuse_larger(len(data), found.name, where)
    content = found.read(data, where)
    kept = (content.parts, content.links, content.stated, content.marked, content.entities)
    return Document(name, content.text, digest, found.name, *kept)


def from_text(name: str, words: str) -> Document:
    """A document of words that are at hand already."""
    return Document(name, words, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest(), "text")


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A regular file, open for reading; a SourceError where it is none or cannot be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError(f"{path}: is no file but a pipe, a socket or a device; use - for standard input")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; check the name, or give a folder") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror or error}); check its permissions") from None


def is_large(file: IO[bytes]) -> bool:
    """Whether an open file may give several documents: it is a container, or so long that it comes in stretches."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    found = size > limits.LONGEST_STRETCH or is_container(file.read(limits.LONGEST_HEAD))
    file.seek(0)
    return found


def documents(name: str, file: IO[bytes], where: str) -> Iterator[Document | SourceError]:
    """All documents in an open file: itself, what it holds if it is a container, stretches of what is long.

    A document in a container is called by its way through it (`name/inner.zip/a.xml`). An error stands in the place of
    what cannot be read.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    for leaf in leaves(file, size, where):
        if isinstance(leaf, SourceError):
            yield leaf
        else:
            yield from _guarded("/".join((name, *leaf.inside)), leaf)


def _guarded(name: str, leaf: Leaf) -> Iterator[Document | SourceError]:
    try:
        yield from _documents(name, leaf)
    except SourceError as error:
        yield error
    except FAULTS as fault:
        yield leaf.damaged(fault)


def _documents(name: str, leaf: Leaf) -> Iterator[Document]:
    head = leaf.stream.peek(limits.LONGEST_STRETCH + 1)
    form = format_of(head + _end(leaf)).name
    if len(head) > limits.LONGEST_STRETCH and form == "text":
        yield from _long_text(name, head, leaf)
    else:
        yield from in_stretches(from_bytes(name, _all(leaf.stream, form, leaf.where), leaf.where))


def _end(leaf: Leaf) -> bytes:
    """The end of a document that is a file of its own: XML that does not declare itself is told by it."""
    file = leaf.stream.file
    if not file:
        return b""
    place, size = file.tell(), file.seek(0, os.SEEK_END)
    file.seek(max(0, size - limits.LONGEST_HEAD))
    end = file.read()
    file.seek(place)
    return end


def _all(stream: Stream, form: str, where: str) -> bytes:
    """All bytes of a stream, or a SourceError as soon as they are too many."""
    pieces, size = [], 0
    for chunk in stream.chunks():
        pieces.append(chunk)
        size += len(chunk)
        limits.refuse_larger(size, form, where)
    return b"".join(pieces)


def _long_text(name: str, head: bytes, leaf: Leaf) -> Iterator[Document]:
    """The stretches of a plain text; where it can be read twice, all of it or nothing is read."""
    page, mark = text.encoding(head, leaf.where)
    file = leaf.stream.file
    if file:
        limits.refuse_larger(file.seek(0, os.SEEK_END), "text", leaf.where)
        page = _looked_through(file, page, mark, leaf.where)
    stream = _again(file) if file else leaf.stream
    stream.read(mark)
    return stretches_of(text.pieces(_limited(stream, leaf.where), page, leaf.where), Document(name, "", "", "text"))


def _looked_through(file: IO[bytes], page: str, mark: int, where: str) -> str:
    """The encoding that all of a text is in; a SourceError says what is wrong with it."""
    stream = _again(file)
    stream.read(mark)
    try:
        for _ in text.pieces(_limited(stream, where), page, where):
            pass
    except text.EncodingError as error:
        if page != "utf-8" or mark:
            raise
        file.seek(max(0, error.at - limits.LONGEST_HEAD))
        return _looked_through(file, text.code_page(file.read(2 * limits.LONGEST_HEAD), error.at, where), 0, where)
    return page


def _again(file: IO[bytes]) -> Stream:
    file.seek(0)
    return Stream(iter(lambda: file.read(CHUNK), b""))


def _limited(stream: Stream, where: str) -> Iterator[bytes]:
    size = 0
    for chunk in stream.chunks():
        size += len(chunk)
        limits.refuse_larger(size, "text", where)
        yield chunk
