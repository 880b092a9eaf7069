"""Offices and the ministries they belong to, as texts name them.

`de Staatssecretaris van Sociale Zaken en Werkgelegenheid`, `staatssecretaris Nobel (Sociale Zaken en
Werkgelegenheid)`, `De Minister van Sociale Zaken⏎en Werkgelegenheid,`, `minister voor Natuur en Stikstof`.
"""

from __future__ import annotations

import re
from functools import cached_property

from extract.fold import fold
from extract.registers import Entry, Post, Registers

OFFICE = r"(?:[Mm]inister-[Pp]resident|[Mm]inister|[Ss]taatssecretaris)"
_OF = re.compile(rf"(?:[Dd]e )?(?P<office>{OFFICE}) (?:van|voor) (?P<portfolio>.+)")


def taken_apart(words: str) -> tuple[str, str | None]:
    """`Minister van Financiën` is the office `minister` with the portfolio `Financiën`; other words are an office."""
    match = _OF.fullmatch(words)
    return (match["office"].lower(), match["portfolio"]) if match else (words, None)


class Offices:
    """Ministries by any of their names, posts by office and ministry."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers

    def ministry(self, portfolio: str, day: str | None = None) -> Entry | None:
        """The ministry that bears a portfolio, `Sociale Zaken en Werkgelegenheid` or `SZW`."""
        words = fold(" ".join(portfolio.split())).removeprefix("ministerie van ")
        known = self._ministries.get(words, [])
        now = [entry for entry, _ in known if entry.period.holds(day)] or [entry for entry, _ in known]
        return now[0] if len({entry.id for entry in now}) == 1 else None

    def post(self, office: str, ministry: str | None) -> Post | None:
        """The post of `staatssecretaris` at `ministerie/mnre1073`."""
        return self._posts.get((fold(office), ministry)) if ministry else None

    def begins_with_ministry(self, words: str) -> bool:
        """Whether some words begin with the name of a ministry."""
        folded = fold(words)
        return any(folded.startswith(name) for name in self._ministries)

    def find(self, office: str, portfolio: str | None, day: str | None) -> tuple[str | None, str | None]:
        """The ids of the ministry and the post of `minister` and `Sociale Zaken en Werkgelegenheid`."""
        ministry = self.ministry(portfolio, day) if portfolio else None
        if portfolio and not ministry and (own := self._without_ministry.get(fold(f"{office} voor {portfolio}"))):
            return own.organisation, own.id
        post = self.post(office, ministry.id if ministry else None)
        return ministry.id if ministry else None, post.id if post else None

    @cached_property
    def _ministries(self) -> dict[str, list[tuple[Entry, str]]]:
        table: dict[str, list[tuple[Entry, str]]] = {}
        for entry in self._registers.of_kind("organisation"):
            if entry.id.startswith("ministerie/"):
                for name in entry.names:
                    table.setdefault(fold(name.text).removeprefix("ministerie van "), []).append((entry, name.text))
        return table

    @cached_property
    def _without_ministry(self) -> dict[str, Post]:
        """Ministers who are named after their task: `minister voor Natuur en Stikstof`."""
        return {fold(post.label): post for post in self._registers.posts if " voor " in post.label}

    @cached_property
    def _posts(self) -> dict[tuple[str, str | None], Post]:
        return {(fold(post.office), post.organisation): post for post in reversed(self._registers.posts)}
