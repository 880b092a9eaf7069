"""What a server is told when it starts: where it listens, whom it trusts, and its limits."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Each has an option of `kamergraaf serve`. Seconds, bytes, numbers."""

    seconds: float = 30.0  # from the arrival of a request to the end of its answer
    memory: int = 2_000 * MEGABYTE  # address space of one worker process
    result: int = 500 * MEGABYTE  # of an answer, before compression
    text: int = 200_000  # of a query
    depth: int = 100  # of braces, brackets and parentheses within each other
    patterns: int = 200  # triple patterns and groups of a query
    recent: int = 50 * MEGABYTE  # of answers that are kept, to be given again
    queue: int = 100  # requests that wait for a worker
    body: int = 20 * MEGABYTE  # of what is written
    head: int = 64_000  # of the request line and headers
    read_seconds: float = 10.0  # for a request to arrive, for a client to take more of an answer
    idle_seconds: float = 15.0  # between two requests on one connection
    connections: int = 1_000


@dataclass(frozen=True, slots=True)
class Settings:
    limits: Limits = field(default_factory=Limits)
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    union: bool = True  # whether the default graph of a query is all graphs together
    remote: frozenset[str] = frozenset()  # addresses that SERVICE and LOAD may ask; "*" for all
    write_token: str = ""  # whoever has it may write; nobody where it is empty
