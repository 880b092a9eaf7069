"""Files that mean harm or are broken, each made in a folder, with the words by which it must be refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import zstandard

MB = 1_000_000
WORDS = b"Zie artikel 47 van de Participatiewet.\n\n"
GOOD_XML = b'<?xml version="1.0"?><kamerwrk><al>Zie artikel 47 van de Participatiewet.</al></kamerwrk>'


@dataclass(frozen=True)
class Case:
    """`write` makes the bad file at a path; the message names it, or `named` below it, and holds `told`."""

    file: str
    write: Callable[[Path], object]
    told: str
    named: str = ""


def data(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def zipped(**members: bytes) -> bytes:
    return named_zip(list(members.items()))


def named_zip(members: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(members: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def entry(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = "/etc/passwd"
    return info


def encrypted_zip(path: Path) -> None:
    """The flag that says so stands in both headers of the member."""
    content = bytearray(zipped(geheim=WORDS))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)


def nested(depth: int) -> bytes:
    content = WORDS
    for _ in range(depth):
        content = named_zip([("binnen.zip", content)])
    return content


def zeros(size: int) -> Callable[[Path], object]:
    """Much that takes no room on the disk."""

    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(WORDS)
            file.truncate(size)

    return write


def lines(size: int) -> Callable[[Path], object]:
    """A text that goes on for longer than anybody looks."""

    def write(path: Path) -> None:
        path.write_bytes(WORDS * 50_000)
        os.truncate(path, size)

    return write


def bomb(path: Path) -> None:
    """Next to nothing that unpacks to much, which no name calls a document."""
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        hidden = entry(".bom")
        hidden.size = 320 * MB
        archive.addfile(hidden, io.BufferedReader(_Zeros()))


class _Zeros(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        buffer[:] = bytes(len(buffer))
        return len(buffer)


DECLARED = b'<?xml version="1.0"?>'
ENTITIES = b"".join(b'<!ENTITY %c "%s">' % (98 + i, (b"&%c;" % (97 + i)) * 10) for i in range(8))
XML = (
    Case("bomb.xml", data(b'<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx">' + ENTITIES + b"]><a>&i;</a>"), "entit"),
    Case(
        "quadratic.xml",
        data(b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 99_000 + b'">]><a>' + b"&x;" * 9_000 + b"</a>"),
        "entit",
    ),
    Case("outside.xml", data(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'), "defines entities"),
    Case(
        "network.xml",
        data(b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><a>x</a>'),
        "defines entities",
    ),
    Case("dtd.xml", data(b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">\n<a>\n&naam;</a>'), "line 3 uses &naam;"),
    Case("deep.xml", data(b"<a>\n" * 100_000 + b"</a>" * 100_000), "line 257 is broken XML"),
    Case("attribute.xml", data(DECLARED + b'<a b="' + b"x" * 11 * MB + b'"/>'), "line 1 is broken XML"),
    Case("node.xml", data(b"<a>" + b"x " * 6 * MB + b"</a>"), "line 1 is broken XML"),
    Case("large.xml", lambda path: path.write_bytes(b"<a>" + b"<b>x</b>\n" * 4 * MB + b"</a>"), "more than the 32 MB"),
    Case("cut.xml", data(GOOD_XML[:60]), "line 1 is broken XML"),
    Case("null.xml", data(b"<a>\n\0</a>"), "line 2 is broken XML"),
    Case("tags.xml", data(b"<a>\n<b>\n</a>"), "line 3 is broken XML"),
    Case(
        "declared.xml",
        data('<?xml version="1.0" encoding="utf-8"?>\n<a>é</a>'.encode("cp1252")),
        "line 2 is broken XML",
    ),
    Case("unheard.xml", data('<?xml version="1.0" encoding="xyz"?>\n<a>é</a>'.encode("cp1252")), "encoding"),
    Case("wide.xml", data("<a>\n<b></a>".encode("utf-16")), "line 2 is broken XML"),
)

TEXT = (
    Case("empty.txt", data(b""), "is empty"),
    Case("program.txt", data(b"\x7fELF\0\1\2" * 50), "binary"),
    Case("picture.xml", data(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "binary"),
    Case("holes.txt", zeros(5 * MB), "binary"),
    Case("neither.txt", data(b"Geachte voorzitter, \x81\x8d\x8f\n"), "byte 20 is neither"),
    Case("half.txt", data("Zie".encode("utf-16") + b"\0"), "UTF-16"),
    Case("line.txt", data(b"x" * 11 * MB), "line 1 is longer"),
    Case("late.txt", data(WORDS * 50_000 + b"x" * 11 * MB), "line 100001 is longer"),
    Case("large.txt", lines(200 * MB), "more than the 110 MB"),
)

ARCHIVES = (
    Case("empty.zip", data(named_zip([])), "no documents"),
    Case("cut.zip", data(zipped(a=WORDS)[:-10]), "damaged archive"),
    Case("cut.txt.gz", data(gzip.compress(WORDS * 9)[:-12]), "cannot be unpacked"),
    Case("cut.txt.xz", data(lzma.compress(os.urandom(99))[:-12]), "cannot be unpacked"),
    Case("cut.txt.bz2", data(bz2.compress(WORDS)[:-12]), "cannot be unpacked"),
    Case("cut.txt.zst", data(zstandard.compress(WORDS)[:-5]), "cannot be unpacked"),
    Case("cut.tar", data(tarred([(entry("a.txt"), WORDS * 99)])[:900]), "cannot be unpacked", "a.txt"),
    Case("header.tar", data(tarred([(entry("a.txt"), WORDS)])[:1024] + b"x" * 2048), "damaged archive"),
    Case("locked.zip", encrypted_zip, "is encrypted", "geheim"),
    Case("deep.zip", data(nested(5)), "3 deep", "binnen.zip/binnen.zip/binnen.zip"),
    Case("same.zip", data(named_zip([("A b.txt", WORDS), ("a-b.txt", WORDS)])), "same name", "a-b.txt"),
    Case("sheet.xlsx", data(named_zip([("[Content_Types].xml", b""), ("xl/workbook.xml", b"<a/>")])), "spreadsheet"),
    Case("text.odt", data(named_zip([("mimetype", b"x"), ("META-INF/manifest.xml", b"<a/>")])), "OpenDocument"),
    Case(
        "bad.zip",
        data(named_zip([("goed.txt", WORDS), ("fout.xml", DECLARED + b"<a>")])),
        "line 1 is broken",
        "fout.xml",
    ),
    Case(
        "link.tar", data(tarred([(entry("goed.txt"), WORDS), (entry("b", tarfile.SYMTYPE), b"")])), "no file but", "b"
    ),
    Case("device.tar", data(tarred([(entry("dev/nul", tarfile.CHRTYPE), b"")])), "no file but", "dev/nul"),
    Case("bomb.txt.gz", data(gzip.compress(bytes(20 * MB))), "binary"),
    Case("bomb.xml.gz", data(gzip.compress(DECLARED + b"<a>" + bytes(150 * MB), 1)), "more than the 32 MB"),
    Case("bomb.tar.gz", bomb, "unpacks to more than 300 MB"),
)

PLACES = (
    Case("pipe", os.mkfifo, "no file but a pipe"),
    Case("gone.txt", lambda path: path.symlink_to(path.parent / "nergens"), "no such file"),
)

CASES = (*XML, *TEXT, *ARCHIVES, *PLACES)
