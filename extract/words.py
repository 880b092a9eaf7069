"""Words that are looked for in a text, many at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import ahocorasick_rs

from extract.model import Span

_PART_OF_WORD = re.compile(r"[\w-]")


def standing_free(words: Collection[str], text: str) -> Iterator[Span]:
    """Where one of the words stands on its own, in order; the longest where several begin, none inside another."""
    if not words:
        return
    automaton = ahocorasick_rs.AhoCorasick(list(words))
    places = ((start, -end) for _, start, end in automaton.find_matches_as_indexes(text, overlapping=True))
    done = 0
    for start, negative in sorted(places):
        if start >= done and _is_free(text, start, -negative):
            done = -negative
            yield Span(start, done)


def _is_free(text: str, start: int, end: int) -> bool:
    return not (_PART_OF_WORD.match(text, end) or (start and _PART_OF_WORD.match(text, start - 1)))
