"""Other programs that find references in Dutch texts, where they are installed: `pip install nllegalcit wetsuite`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import SimpleNamespace

from extract.registers import Registers

Finder = Callable[[str], object]


def finders(registers: Registers) -> dict[str, Finder]:
    """How each of those that are installed finds the references of a text."""
    found: dict[str, Finder] = {}
    if find_spec("nllegalcit"):
        parse = import_module("nllegalcit").parse_citations
        found["nllegalcit"] = lambda text: list(parse(text))
    if find_spec("wetsuite"):
        found["wetsuite"] = _wetsuite(registers)
    return found


def _wetsuite(registers: Registers) -> Finder:
    """Its `find_references`. The names of laws, which it downloads when it is imported, are those of the registers."""
    none: list[str] = []
    laws = {law.id: ([name.text for name in law.names], none) for law in registers.of_kind("law")}
    import_module("wetsuite.datasets").load = lambda _name: SimpleNamespace(data=laws)  # type: ignore[attr-defined]
    find: Finder = import_module("wetsuite.helpers.patterns").find_references
    return find
