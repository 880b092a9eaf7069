"""What goes between the server and its worker processes: frames of a kind, a length and bytes.

Both run the same Python and trust each other, so that what is in a frame is written by `marshal`.
"""

from __future__ import annotations

import marshal
import struct
from collections.abc import Iterable, Iterator
from enum import IntEnum
from http import HTTPStatus
from typing import Any, NamedTuple, cast

from graph.server.refusal import RefusedError

HEAD = struct.Struct("!IB")


class Kind(IntEnum):
    ASK = 0  # to a worker: a request
    READY = 1  # the worker has the store open and waits
    WHOLE = 2  # head and body of an answer, all of it
    BEGIN = 3  # head and first part of an answer; PARTs follow, then END or CUT
    PART = 4
    END = 5
    CUT = 6  # the answer cannot be finished
    REFUSED = 7  # no answer: a status and a sentence


KINDS = tuple(Kind)
LAST = frozenset({Kind.READY, Kind.WHOLE, Kind.END, Kind.CUT, Kind.REFUSED})  # after these a worker waits again


class Shape(NamedTuple):
    """How an answer is to be written: names of `graph.server.formats`, None for what the client does not take."""

    rows: str | None = None
    graph: str | None = None
    gzip: bool = False
    limit: int = 1 << 62  # bytes, before compression


class Query(NamedTuple):
    sparql: str
    shape: Shape
    base: str | None = None  # what relative IRIs are relative to
    union: bool = True
    default_graphs: tuple[str, ...] | None = None  # None: as the query says
    named_graphs: tuple[str, ...] | None = None


class Dump(NamedTuple):
    """One graph, or all of them."""

    shape: Shape
    graph: str | None = None  # "" is the default graph
    all: bool = False


class Describe(NamedTuple):
    """The description of the service at `endpoint`."""

    endpoint: str
    shape: Shape
    union: bool = True


class Refresh(NamedTuple):
    """Open the newest snapshot now."""


class Update(NamedTuple):
    sparql: str
    base: str | None = None


class Put(NamedTuple):
    """Writes a graph: in the place of what it was, or beside it."""

    graph: str  # "" is the default graph
    bodies: tuple[tuple[bytes, str], ...]  # what is written, each with its format
    replace: bool
    all: bool = False  # the data are quads, for all graphs


class Delete(NamedTuple):
    graph: str
    all: bool = False


CLASSES: tuple[Any, ...] = (Query, Dump, Describe, Refresh, Update, Put, Delete)
Request = Query | Dump | Describe | Refresh | Update | Put | Delete


class Head(NamedTuple):
    """What is told before an answer."""

    media_type: str
    snapshot: str
    gzip: bool
    note: str = ""  # of a write: "created" where the graph was not there before

    def encode(self) -> bytes:
        return f"{self.media_type}\t{self.snapshot}\t{'gzip' if self.gzip else ''}\t{self.note}\n".encode()

    @staticmethod
    def decode(payload: bytes) -> tuple[Head, bytes]:
        line, _, body = payload.partition(b"\n")
        media_type, snapshot, encoding, note = line.decode().split("\t")
        return Head(media_type, snapshot, encoding == "gzip", note), body


def frame(kind: Kind, payload: bytes = b"") -> bytes:
    return HEAD.pack(len(payload), kind) + payload


def asking(request: Request) -> bytes:
    return frame(Kind.ASK, marshal.dumps((CLASSES.index(type(request)), *map(_plain, request))))


def asked(payload: bytes) -> Request:
    number, *fields = marshal.loads(payload)
    return cast(Request, CLASSES[number](*(Shape(*f) if type(f) is list else f for f in fields)))


def _plain(field: Any) -> Any:  # noqa: ANN401
    """Only plain values can be written."""
    return list(field) if isinstance(field, Shape) else field


def refusing(status: HTTPStatus, sentence: str, retry_after: int | None = None) -> bytes:
    return frame(Kind.REFUSED, marshal.dumps((status.value, sentence, retry_after)))


def refused(payload: bytes) -> RefusedError:
    status, sentence, retry_after = marshal.loads(payload)
    return RefusedError(HTTPStatus(status), sentence, retry_after)


class Frames:
    """Takes bytes as they come and gives whole frames."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> Iterable[tuple[Kind, bytes]]:
        held = self._held + data if self._held else data
        if len(held) >= HEAD.size:
            length, kind = HEAD.unpack_from(held)
            if len(held) == HEAD.size + length:  # nearly always
                self._held = b""
                return ((KINDS[kind], held[HEAD.size :]),)
        return self._split(held)

    def _split(self, held: bytes) -> Iterator[tuple[Kind, bytes]]:
        at = 0
        while len(held) - at >= HEAD.size:
            length, kind = HEAD.unpack_from(held, at)
            end = at + HEAD.size + length
            if end > len(held):
                break
            yield KINDS[kind], held[at + HEAD.size : end]
            at = end
        self._held = held[at:]
