"""Files that were damaged on their way: each is read or refused, whatever is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers.formats import FORMATS, Format
from kamergraaf.errors import SourceError

HOUSE = Path(__file__).parent.parent
FILES = [*sorted((HOUSE / "samples").glob("*ml")), *sorted((HOUSE / "tests" / "publications").glob("*.xml"))]
PIECES = [
    b"",
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"\xff",
    b"\0",
    b"<nav>\x08",
    b"<noot>",
    b"</al>",
    b"<row/>",
    b"<li>",
    b"<kop/>",
]
OWN = [form for form in FORMATS if form.name in ("officielebekendmakingen", "html", "xml")]

Cut = tuple[float, int, bytes]  # where, how much, what comes in its place
CUTS = st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(PIECES))


@pytest.mark.parametrize("form", OWN, ids=lambda form: form.name)
@given(file=st.sampled_from(FILES), cuts=st.lists(CUTS, min_size=1, max_size=6))
@settings(max_examples=30)
def test_a_damaged_file_is_read_or_refused_in_one_line(form: Format, file: Path, cuts: list[Cut]) -> None:
    data = file.read_bytes()
    for where, length, piece in cuts:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + length :]
    told, spans, text = "", [], ""
    try:
        content = form.read(data, "a")
        text, spans = content.text, [part.span for part in content.parts] + [link.span for link in content.links]
    except SourceError as error:
        told = str(error)
    assert "\n" not in told
    assert told or text
    assert all(span.of(text).strip() for span in spans)
