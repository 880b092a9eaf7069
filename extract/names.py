"""All names in a text: of the registers, their titles in other words, titles by form, and what the text defines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.beside import fitting
from extract.dated import DatedActs
from extract.defined import with_defined
from extract.gazetteer import NAMED_KINDS, Gazetteer, NameHit
from extract.registers import Registers
from extract.unknown_titles import unknown_titles
from extract.variants import VariantTitles


class Names:
    """The names of registers, laid out for finding them."""

    def __init__(self, named: Registers) -> None:
        self._gazetteer = Gazetteer(named, NAMED_KINDS)
        self._variants = VariantTitles(named)
        self._dated = DatedActs(named)

    def find(self, text: str, folded: str) -> tuple[NameHit, ...]:
        """The names in a text, in order; a name that another one holds is left out. `folded` is `fold(text)`."""
        names = tuple(fitting(self._gazetteer.find(text, folded), text, folded))
        names = _laid_over(names, self._variants.find(text, folded))
        names = _laid_over(names, self._dated.find(text))
        names = _laid_over(names, unknown_titles(names, text))
        return with_defined(names, text)


def _laid_over(names: Sequence[NameHit], more: Iterable[NameHit]) -> tuple[NameHit, ...]:
    """The names with those others that hold them or stand beside them, not those that cut one in two."""
    merged = sorted([*names, *more], key=lambda hit: (hit.start, -hit.end))
    kept: list[NameHit] = []
    for hit in merged:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end > kept[-1].end and kept[-1].said != "name" and hit.said == "name":
            kept[-1] = hit
    return tuple(kept)
