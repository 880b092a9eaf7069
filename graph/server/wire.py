"""What goes between the server and its worker processes: frames of a kind, a length and bytes."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from http import HTTPStatus

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


LAST = frozenset({Kind.READY, Kind.WHOLE, Kind.END, Kind.CUT, Kind.REFUSED})  # after these a worker waits again


@dataclass(frozen=True, slots=True)
class Shape:
    """How an answer is to be written: names of `graph.server.formats`, None for what the client does not take."""

    rows: str | None = None
    graph: str | None = None
    gzip: bool = False
    limit: int = 1 << 62  # bytes, before compression


@dataclass(frozen=True, slots=True)
class Query:
    sparql: str
    shape: Shape
    base: str | None = None  # what relative IRIs are relative to
    union: bool = True
    default_graphs: tuple[str, ...] | None = None  # None: as the query says
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Dump:
    """One graph, or all of them."""

    shape: Shape
    graph: str | None = None  # "" is the default graph
    all: bool = False


@dataclass(frozen=True, slots=True)
class Describe:
    """The description of the service at `endpoint`."""

    endpoint: str
    shape: Shape
    union: bool = True


@dataclass(frozen=True, slots=True)
class Refresh:
    """Open the newest snapshot now."""


@dataclass(frozen=True, slots=True)
class Update:
    sparql: str
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """Writes a graph: in the place of what it was, or beside it."""

    graph: str  # "" is the default graph
    bodies: tuple[tuple[bytes, str], ...]  # what is written, each with its format
    replace: bool
    all: bool = False  # the data are quads, for all graphs


@dataclass(frozen=True, slots=True)
class Delete:
    graph: str
    all: bool = False


Request = Query | Dump | Describe | Refresh | Update | Put | Delete


@dataclass(frozen=True, slots=True)
class Head:
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
    return frame(Kind.ASK, pickle.dumps(request))


def refusing(status: HTTPStatus, sentence: str, retry_after: int | None = None) -> bytes:
    return frame(Kind.REFUSED, pickle.dumps((status.value, sentence, retry_after)))


def refused(payload: bytes) -> RefusedError:
    status, sentence, retry_after = pickle.loads(payload)
    return RefusedError(HTTPStatus(status), sentence, retry_after)


class Frames:
    """Takes bytes as they come and gives whole frames."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        held = self._held + data if self._held else data
        at = 0
        while len(held) - at >= HEAD.size:
            length, kind = HEAD.unpack_from(held, at)
            end = at + HEAD.size + length
            if end > len(held):
                break
            yield Kind(kind), held[at + HEAD.size : end]
            at = end
        self._held = held[at:]
