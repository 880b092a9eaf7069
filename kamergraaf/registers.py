"""The registers that hold for a store."""

from __future__ import annotations

from pathlib import Path

from extract.imported import load
from extract.registers import Registers
from graph.authority import embedded
from graph.folder import StoreFolder


def registers_of(store: Path) -> Registers:
    """The registers that come with the program, and those that were imported into the store."""
    return load(StoreFolder(store).registers, embedded())
