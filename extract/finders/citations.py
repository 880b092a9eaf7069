"""Fragments that the finders of parliamentary papers share, each with an example."""

from __future__ import annotations

import re

YEARS = r"\d{4} ?[-–—/] ?(?:\d{4}|\d{2})(?!\d)"  # 2020/21, 2018–2019
NUMBER_WORD = r"(?:nrs?\.?|nummers?|no\.?|[Nn]°)"  # nr., nrs.
PINPOINT = (
    r"(?:,? (?:p\.|pp\.|pag\.|pagina'?s?|blz\.|bladzijden?) ?(?P<pages>\d+(?: ?[-–] ?\d+)?(?:(?:, | en"
    r" )\d+(?: ?[-–] ?\d+)?)*))"
)
SEPARATOR = r"(?:, en |, | en | & | t/m | tot en met |/)"


def compact(dossier: str) -> str:
    """`17 050` and `17.050` → `17050`."""
    return re.sub(r"[ .]", "", dossier)


def between(first: str, last: str) -> tuple[str, ...]:
    """The numbers after `first` up to and with `last`, of a range `3 t/m 5`; at most fifty."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= 50:
        return tuple(str(n) for n in range(int(first) + 1, int(last) + 1))
    return (last,)
