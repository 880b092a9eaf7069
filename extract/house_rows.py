"""Rows of the open data of the Tweede Kamer, of a table or of its OData service: what their fields say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extract.house import HousePaper

Row = Mapping[str, Any]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def paper_of(row: Row) -> HousePaper | None:
    """The case or document that a row describes; None where it has no number, kind or day."""
    number = words(row.get("Nummer") or row.get("DocumentNummer"))
    day = day_of(row.get("GestartOp") or row.get("Datum"))
    if not (number and row.get("Soort") and day):
        return None
    sequence = words(row.get("Volgnummer"))
    return HousePaper(
        number.upper(),
        words(row["Soort"]),
        words(row.get("Titel")),
        words(row.get("Onderwerp")),
        day,
        words(row.get("Vergaderjaar")),
        "" if sequence == "-1" else sequence,
        dossier_of(row.get("Kamerstukdossier")),
        words(row.get("Aanhangselnummer")),
        words(row.get("KenmerkAfzender")),
    )


def dossier_of(dossiers: object) -> str:
    """The dossier of a paper that stands in one: `36600-XVII`."""
    if not (isinstance(dossiers, list) and len(dossiers) == 1 and isinstance(dossiers[0], dict)):
        return ""
    parts = (words(dossiers[0].get(key)) for key in ("Nummer", "Toevoeging"))
    return "-".join(filter(None, parts))


def words(value: object) -> str:
    """A value as words on one line; empty for null."""
    return "" if value is None else " ".join(str(value).split())


def day_of(value: object) -> str:
    """The day of `2015-04-20T00:00:00+02:00`, as the House writes it, in its own time; empty for anything else."""
    match = _DAY.match(words(value))
    return match[0] if match else ""
