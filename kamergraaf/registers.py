"""The registers that hold for a store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extract.house import house
from extract.imported import load
from extract.registers import Registers
from graph.authority import embedded
from graph.folder import StoreFolder


def registers_of(store: Path) -> Registers:
    """The registers that come with the program, and those that were imported into the store."""
    folder = StoreFolder(store).registers
    known, papers = load(folder, embedded()), house(folder)
    return replace(known, papers=papers) if papers else known
