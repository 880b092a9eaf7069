from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from extract.flow import Stretches
from extract.fold import fold, straight
from extract.model import Span
from extract.words import standing_free

FEW_SIGNS = st.text("aB -é", max_size=30)
SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 9)).map(lambda pair: Span(pair[0], sum(pair))), max_size=6
)


@given(st.sets(st.text("aB -", min_size=1, max_size=4), max_size=4), FEW_SIGNS)
def test_words_stand_free_where_a_pattern_finds_them(words: set[str], text: str) -> None:
    choice = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    matches = re.finditer(rf"(?<![\w-])(?:{choice})(?![\w-])", text) if words else ()
    assert [(place.start, place.end) for place in standing_free(words, text)] == [match.span() for match in matches]


@given(SPANS, st.integers(0, 40), st.integers(1, 5))
def test_stretches_know_whether_one_overlaps(spans: list[Span], start: int, length: int) -> None:
    place = Span(start, start + length)
    assert Stretches(spans).overlap(place.start, place.end) == any(span.overlaps(place) for span in spans)


def test_the_spelling_for_comparing_has_one_character_for_each() -> None:
    everything = "".join(map(chr, range(0x11000)))
    assert len(fold(everything)) == len(straight(everything)) == len(everything)
    assert fold("Café “’s” – ÁB`") == "cafe \"'s\" - ab'"
    assert straight("Café ‘X’–y\u00a0z") == "Café 'X'-y z"
