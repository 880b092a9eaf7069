"""Footnotes in all their styles: `label -> text of the note @ words before the mark`."""

from __future__ import annotations

import pytest

from extract.furniture import furniture
from extract.lines import lines
from extract.notes import notes

SCANNED = """De wet is nieuw.® Daarom is er
een raad.” Die raad
geeft advies (RvA).* Verder niets.

1 De wet van 2015.

2 Niet overal.

3 Raad van Advies.
"""

CASES = [
    ("superscript", "De wet.¹ En dan.\n\n¹ Stb. 2003, 375.\n", [("1", "Stb. 2003, 375.", "De wet.")]),
    ("converter", "regelingen[footnoteRef:1]. Ja. [1:  Zie vraag 2.] \n", [("1", "Zie vraag 2.", "regelingen")]),
    ("bracket", "een kliklijn? 1)\n\nJa.\n\n1) EenVandaag, 2025\n", [("1", "EenVandaag, 2025", "een kliklijn? ")]),
    ("digit", "bang worden?1 Zo nee?\n\n1 Zie ook het antwoord\n", [("1", "Zie ook het antwoord", "bang worden?")]),
    (
        "digit without text",
        "van slaaf»?1\n\nin de rol?2\u00a03\n",
        [("1", None, "»?"), ("2", None, "rol?"), ("3", None, "\u00a0")],
    ),
    ("square", "van het lid Ceder[1 ] in de Raad\n\n1 Motie Ceder\n", [("1", "Motie Ceder", "lid Ceder")]),
    (
        "asterisk",
        "Antoon*\nhad werk.\n\n* Antoon is niet zijn echte naam.\n",
        [("*", "Antoon is niet zijn echte naam.", "Antoon")],
    ),
    (
        "scanned",
        SCANNED,
        [("1", "De wet van 2015.", "nieuw."), ("2", "Niet overal.", "raad."), ("3", "Raad van Advies.", "(RvA).")],
    ),
    ("numbers that are no marks", "De G4 en SDG 16 en Wajong 2015.\n1 Inleiding\n", []),
    ("a list is no note", "Eerst.\n\n1. Zorg voor contact.\n2. Zorg voor geld.\n", []),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(text, e, id=name) for name, text, e in CASES])
def test_notes_and_their_marks(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    all_lines = tuple(lines(text))
    found = notes(text, all_lines, furniture(text, all_lines))
    assert [(n.label, n.span.of(text) if n.span else None) for n in found] == [
        (label, body) for label, body, _ in expected
    ]
    for note, (_, _, before) in zip(found, expected, strict=True):
        assert text[: note.anchors[0].start].endswith(before)
