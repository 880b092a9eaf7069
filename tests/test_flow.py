"""Flows: what reads on, and the way back to the exact characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.flow import Flow, Stream, trimmed, without
from extract.model import Span

TEXTS = st.text(alphabet="ab c-\n\r\t\u00a0é.,1 ", max_size=200)


def flow_of(text: str) -> Flow:
    return Flow(text, [Stream("body", (Span(0, len(text)),))])


@pytest.mark.parametrize(
    ("text", "flowed"),
    [
        ("artikel\n47 van de wet", "artikel 47 van de wet"),
        ("15\u00a0april  jl.", "15 april jl."),
        ("gespreks-\ntechniek", "gesprekstechniek"),
        ("wet- \nen regelgeving", "wet- en regelgeving"),
        ("Een alinea.\n\nNog een.", "Een alinea.\nNog een."),
        ("hardheden binnen de\n\nparticipatiewet", "hardheden binnen de participatiewet"),
        ("in het begin en het einde van dit hele lange voorstel van wet\n\nWet werken", None),
    ],
)
def test_lines_join_as_they_read(text: str, flowed: str | None) -> None:
    joined = text.replace("\n\n", " ") if flowed is None else flowed
    assert flow_of(text).text.rstrip("\n") == joined


@given(TEXTS)
def test_every_character_knows_its_place(text: str) -> None:
    flow = flow_of(text)
    for position, character in enumerate(flow.text[:-1]):
        if not character.isspace():
            assert text[flow.raw(position)] == character


@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    letters = [c for c in text if c.isalnum()]
    assert [c for c in flow_of(text).text if c.isalnum()] == letters


def test_a_note_mark_does_not_part_its_sentence() -> None:
    text = "de motie¹ is aangenomen"
    mark = Span(8, 9)
    flow = Flow(text, [Stream("body", without(Span(0, len(text)), [mark]))], [mark])
    assert flow.text == "de motie is aangenomen\n"


@given(TEXTS, st.integers(0, 50), st.integers(0, 50))
def test_trimmed_keeps_all_but_blanks(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    assert trimmed(text, span).of(text) == span.of(text).strip()
