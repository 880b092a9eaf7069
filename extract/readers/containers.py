"""Archives and compressed files, told by their content: what they hold comes out as streams, one after the other.

zip, tar, gzip, bzip2, xz and zstd, inside each other too. Nothing is written where a member says, nothing is unpacked
as a whole, and what a member promises is never believed: sizes are counted while they are read.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import IO

import zstandard

from extract.readers import limits
from kamergraaf.errors import SourceError

CHUNK = 1 << 18
_SMALL = 1 << 10
_LARGEST_BLOCK = 16 * limits.MB  # that a header of a tar may ask for at once
_LARGEST_DIRECTORY = 64 * limits.MB  # bytes of the table of contents of a zip
_MOST_MEMORY = 128 * limits.MB  # that xz and zstd may use to unpack
_TAR_MARK = slice(257, 262)
_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LONGEST_NAME = 1000
_ENTRIES_END, _LARGE_ENTRIES_END = b"PK\x05\x06", b"PK\x06\x06"
_WORD = "word/"
_OFFICE = {"xl/": "a spreadsheet (.xlsx)", "ppt/": "a presentation (.pptx)", "visio/": "a drawing (.vsdx)"}
_OPEN_DOCUMENT = "META-INF/manifest.xml"
FAULTS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    zstandard.ZstdError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
    IndexError,
)


class Stream:
    """Bytes that come in chunks and are read once; it can be looked ahead in, and moved ahead in."""

    def __init__(self, chunks: Iterable[bytes], file: IO[bytes] | None = None) -> None:
        """`file` is what the chunks are all of, where that can be read again from its beginning."""
        self._chunks = iter(chunks)
        self._ahead = b""
        self._used = 0  # of what was read ahead
        self._at = 0
        self.file = file
        self.failed = False
        self.last = b""  # what was read last

    def peek(self, size: int) -> bytes:
        """The next bytes, at most `size`, which stay to be read."""
        if len(self._ahead) - self._used < size:
            self._fill(size)
        return self._ahead[self._used : self._used + size]

    def read(self, size: int) -> bytes:
        if size > _LARGEST_BLOCK:
            raise tarfile.ReadError("a block of it is too large")
        found = self.peek(size)
        self._used += len(found)
        self._at += len(found)
        self.last = found
        return found

    def chunks(self) -> Iterator[bytes]:
        """All that is left."""
        while chunk := self.read(CHUNK):
            yield chunk

    def after(self, before: bytes) -> Stream:
        """A stream of `before` and all that is left."""
        return Stream(chain((before,), self.chunks())) if before else self

    def tell(self) -> int:
        return self._at

    def seek(self, position: int) -> int:
        while self._at < position and self.read(min(CHUNK, position - self._at)):
            pass
        return self._at

    def _fill(self, size: int) -> None:
        pieces = [self._ahead[self._used :]]
        length = len(pieces[0])
        while length < size and (chunk := self._next()):
            pieces.append(chunk)
            length += len(chunk)
        self._ahead, self._used = b"".join(pieces), 0

    def _next(self) -> bytes:
        try:
            return next(filter(None, self._chunks), b"")
        except (*FAULTS, SourceError):
            self.failed = True
            raise


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file in a container, or one that is no container; `inside` is its way through the containers."""

    inside: tuple[str, ...]
    where: str
    stream: Stream

    def damaged(self, fault: Exception) -> SourceError:
        return SourceError(f"{self.where}: cannot be unpacked ({_told(fault)}); is the file complete?")


@dataclass(slots=True)
class _Budget:
    """What an archive with all that it holds may unpack to."""

    where: str
    packed: int
    unpacked: int = 0
    members: int = 0
    spent: bool = False

    def counted(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.unpacked += len(chunk)
            many = self.unpacked > max(limits.RATIO_FROM, limits.HIGHEST_RATIO * self.packed)
            if many or self.unpacked > limits.MOST_UNPACKED:
                raise self._stop(
                    f"unpacks to more than {self.unpacked // limits.MB:,} MB, so the rest of it is not read; "
                    "unpack it yourself if you trust it"
                )
            yield chunk

    def member(self) -> None:
        self.members += 1
        if self.members > limits.MOST_MEMBERS:
            raise self._stop(f"holds more than {limits.MOST_MEMBERS:,} files; unpack it and give folders")

    def _stop(self, why: str) -> _BombError:
        self.spent = True
        return _BombError(f"{self.where}: {why}")


class _BombError(SourceError):
    """The whole container is given up."""


@dataclass(frozen=True, slots=True)
class _Place:
    where: str
    budget: _Budget
    inside: tuple[str, ...] = ()
    depth: int = 0

    def below(self, name: str) -> _Place:
        return _Place(f"{self.where}/{name}", self.budget, (*self.inside, name), self.depth)

    def deeper(self) -> _Place:
        return _Place(self.where, self.budget, self.inside, self.depth + 1)


def is_container(head: bytes) -> bool:
    """Whether a file that begins so is an archive or compressed, or an office document, which is a zip too."""
    return _opener(head) is not None


def leaves(file: IO[bytes], size: int, where: str) -> Iterator[Leaf | SourceError]:
    """All files in an open file of `size` bytes, itself where it is no container; errors in the place of what is not.

    The stream of each is to be read before the next is asked for.
    """
    place = _Place(where, _Budget(where, size))
    try:
        yield from _walk(Stream(_chunks(file), file), place)
    except _BombError as error:
        yield SourceError(str(error))


def _walk(stream: Stream, place: _Place) -> Iterator[Leaf | SourceError]:
    try:
        head = stream.peek(limits.LONGEST_HEAD)
    except FAULTS as fault:
        yield Leaf((), place.where, stream).damaged(fault)
        return
    opener = _opener(head)
    if opener is None:
        yield Leaf(place.inside, place.where, stream)
    elif place.depth >= limits.DEEPEST_ARCHIVE:
        yield SourceError(f"{place.where}: an archive more than {limits.DEEPEST_ARCHIVE} deep; unpack the outer ones")
    else:
        yield from _guarded(opener, stream, place.deeper())


def _guarded(
    opener: Callable[[Stream, _Place], Iterator[Leaf | SourceError]], stream: Stream, place: _Place
) -> Iterator[Leaf | SourceError]:
    try:
        yield from opener(stream, place)
    except FAULTS as fault:
        yield SourceError(f"{place.where}: a damaged archive ({_told(fault)}); what came before it has been read")


def _opener(head: bytes) -> Callable[[Stream, _Place], Iterator[Leaf | SourceError]] | None:
    if head.startswith(_ZIP):
        return _zip
    if _is_tar(head):
        return _tar
    return _compressed if head.startswith(tuple(_UNPACKERS)) else None


# --- compressed files -------------------------------------------------------------------------------------------


def _compressed(stream: Stream, place: _Place) -> Iterator[Leaf | SourceError]:
    unpack = next(unpack for mark, unpack in _UNPACKERS.items() if stream.peek(len(mark)) == mark)
    yield from _walk(Stream(place.budget.counted(unpack(stream))), place)


def _gzip(stream: Stream) -> Iterator[bytes]:
    return _chunks(gzip.GzipFile(fileobj=stream))  # type: ignore[arg-type]


def _bzip2(stream: Stream) -> Iterator[bytes]:
    return _chunks(bz2.BZ2File(stream))  # type: ignore[call-overload]


def _xz(stream: Stream) -> Iterator[bytes]:
    """All streams of an xz file; `lzma.open` cannot be told how much memory it may use."""
    while stream.peek(1):
        unpacker = lzma.LZMADecompressor(memlimit=_MOST_MEMORY)
        while not unpacker.eof:
            packed = stream.read(CHUNK) if unpacker.needs_input else b""
            if unpacker.needs_input and not packed:
                raise EOFError("it ends too early")
            yield unpacker.decompress(packed, CHUNK)
        stream = stream.after(unpacker.unused_data.lstrip(b"\0"))


def _zstd(stream: Stream) -> Iterator[bytes]:
    """All frames of a file, in small pieces: each of them may unpack to much."""
    while stream.peek(1):
        unpacker = zstandard.ZstdDecompressor(max_window_size=_MOST_MEMORY).decompressobj()
        while not unpacker.eof:
            if not (packed := stream.read(_SMALL)):
                raise EOFError("it ends too early")
            yield unpacker.decompress(packed)
        stream = stream.after(unpacker.unused_data)


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_UNPACKERS: dict[bytes, Callable[[Stream], Iterator[bytes]]] = {
    b"\x1f\x8b": _gzip,
    b"BZh": _bzip2,
    b"\xfd7zXZ\0": _xz,
    b"\x28\xb5\x2f\xfd": _zstd,
}


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


# --- zip --------------------------------------------------------------------------------------------------------


def _zip(stream: Stream, place: _Place) -> Iterator[Leaf | SourceError]:
    with _seekable(stream) as file:
        _refuse_large_directory(file, place)
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile:
            if not _looks_like_word(file):
                raise
            yield _whole(file, place)
            return
        names = archive.namelist()
        if any(name.startswith(_WORD) for name in names):
            yield _whole(file, place)
        elif office := _office(names):
            yield SourceError(f"{place.where}: {office} is not read; save it as .docx, PDF or text")
        else:
            yield from _zipped(archive, place)


def _whole(file: IO[bytes], place: _Place) -> Leaf:
    """A document that is a zip itself."""
    file.seek(0)
    return Leaf(place.inside, place.where, Stream(_chunks(file)))


def _looks_like_word(file: IO[bytes]) -> bool:
    file.seek(0)
    return _WORD.encode() in file.read(limits.LONGEST_HEAD)


def _office(names: list[str]) -> str | None:
    if _OPEN_DOCUMENT in names and "mimetype" in names:
        return "an OpenDocument file (.odt, .ods)"
    if "mimetype" in names and "META-INF/container.xml" in names:
        return "a book (.epub)"
    if "[Content_Types].xml" not in names:
        return None
    return next((what for folder, what in _OFFICE.items() if any(name.startswith(folder) for name in names)), None)


def _refuse_large_directory(file: IO[bytes], place: _Place) -> None:
    """The table of contents is held in memory."""
    file.seek(max(0, file.seek(0, io.SEEK_END) - (1 << 16) - 200))
    tail = file.read()
    size = 0
    if (at := tail.rfind(_ENTRIES_END)) >= 0 and len(tail) >= at + 22:
        size = struct.unpack_from("<L", tail, at + 12)[0]
    if size == 0xFFFFFFFF and (at := tail.rfind(_LARGE_ENTRIES_END)) >= 0 and len(tail) >= at + 56:
        size = struct.unpack_from("<Q", tail, at + 40)[0]
    if size > _LARGEST_DIRECTORY:
        raise _BombError(f"{place.where}: holds too many files; unpack it and give folders")
    file.seek(0)


def _zipped(archive: zipfile.ZipFile, place: _Place) -> Iterator[Leaf | SourceError]:
    for info in archive.infolist():
        if place.budget.spent:
            return
        if info.is_dir() or not (name := _sane(info.filename)):
            continue
        place.budget.member()
        below = place.below(name)
        if info.flag_bits & 1:
            yield SourceError(f"{below.where}: is encrypted; unpack the archive with its password")
        else:
            yield from _unzipped(archive, info, below)


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: _Place) -> Iterator[Leaf | SourceError]:
    try:
        member = archive.open(info)
    except FAULTS as fault:
        yield SourceError(f"{place.where}: cannot be unpacked ({_told(fault)}); is the archive complete?")
        return
    with member:
        yield from _walk(Stream(place.budget.counted(_chunks(member))), place)


@contextmanager
def _seekable(stream: Stream) -> Iterator[IO[bytes]]:
    """The file itself, or a copy on disk of what is in another archive."""
    if stream.file:
        yield stream.file
        return
    with tempfile.TemporaryFile() as copy:
        for chunk in stream.chunks():
            copy.write(chunk)
        yield copy


# --- tar --------------------------------------------------------------------------------------------------------


def _is_tar(head: bytes) -> bool:
    return head[_TAR_MARK] == b"ustar"


def _tar(stream: Stream, place: _Place) -> Iterator[Leaf | SourceError]:
    archive = tarfile.open(fileobj=stream, mode="r:")  # type: ignore[call-overload]  # noqa: SIM115
    while (member := archive.next()) and not place.budget.spent:
        archive.members.clear()
        if member.isdir() or not (name := _sane(member.name)):
            continue
        place.budget.member()
        below = place.below(name)
        if member.isreg() and not member.issparse():
            inner = Stream(_chunks(archive.extractfile(member)))
            yield from _walk(inner, below)
            if inner.failed:
                return
        else:
            yield SourceError(
                f"{below.where}: no file but a link, a device or a file with holes, which are not read from an archive"
            )
    if not member and stream.last.strip(b"\0"):
        raise tarfile.ReadError("a header in it is broken")


# --- names and messages -----------------------------------------------------------------------------------------


def _sane(name: str) -> str | None:
    """The name of a member as a path below the archive; None for hidden files, as in folders."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if parts and parts[0].endswith(":"):
        parts = parts[1:]
    if not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return None
    return _STRANGE.sub("_", "/".join(parts))[:_LONGEST_NAME]


def _told(fault: Exception) -> str:
    return " ".join(str(fault).split())[:100] or type(fault).__name__
