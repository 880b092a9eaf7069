"""Readers of open datasets, one module for each; each gives what a register needs and says what it left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.registers import Entry, Person, Post


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row or a file of a dataset that cannot be used, and why not."""

    row: str  # its id or its path
    why: str
    words: str = ""  # what stands there


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a dataset has for the registers."""

    entries: tuple[Entry, ...] = ()
    people: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    variants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of titles: see extract.variants
