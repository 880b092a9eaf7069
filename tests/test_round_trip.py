"""One answer in several formats: the same references, questions, answers and notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from office_samples import OFFICE, UNPAGED, converted, dog_bites, fire_line

from extract.model import Document, Extraction
from extract.pipeline import Extractor
from extract.readers import from_bytes, from_text
from extract.readers.formats import FORMATS
from graph.authority import embedded

LETTERS = {"fire line": fire_line, "dog bites": dog_bites}
OTHERS = ("text", "pdf", "html")

Facts = Counter[tuple[object, ...]]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(embedded())


def in_format(form: str, letter: Callable[..., bytes]) -> Document:
    if form == "text":
        return from_text("a", from_bytes("a.docx", letter(), "a.docx").text)
    if form not in {known.name for known in FORMATS}:
        pytest.skip(f"{form} is not read")
    if not OFFICE:
        pytest.skip(f"soffice is not there: {form} is not made of a file of Word")
    data = letter(UNPAGED) if form == "html" else letter()
    document = from_bytes(f"a.{form}", converted(data, form), f"a.{form}")
    assert document.format == form
    return document


def bare(words: str) -> str:
    """Words without what a line end may add to them or take from them."""
    return re.sub(r"[\s-]+", "", words)


def references(found: Extraction) -> Facts:
    return Counter((m.kind, m.id or bare(m.text), m.resolution) for m in found.mentions)


def questions(found: Extraction) -> Facts:
    return Counter((q.number, bare(q.span.of(found.document.text))) for q in found.questions)


def answers(found: Extraction) -> Facts:
    text = found.document.text
    return Counter((a.questions, a.refers_to, "".join(bare(p.of(text)) for p in a.parts)) for a in found.answers)


def notes(found: Extraction) -> Facts:
    text = found.document.text
    return Counter(
        (n.label, n.paper, bare(n.span.of(text)), tuple(bare(text[a.start - 12 : a.end]) for a in n.anchors))
        for n in found.footnotes
        if n.span
    )


def papers(found: Extraction) -> Facts:
    return Counter(
        (
            p.kind,
            p.id,
            bare(p.title or ""),
            p.dates,
            tuple((x.role, x.name, x.person, x.party, x.post) for x in p.participations),
        )
        for p in found.papers
    )


SIDES: dict[str, Callable[[Extraction], Facts]] = {
    "references": references, "questions": questions, "answers": answers, "notes": notes, "papers": papers,
}  # fmt: skip


@pytest.mark.parametrize("form", OTHERS)
@pytest.mark.parametrize("name", LETTERS)
def test_the_same_is_found_in_every_format(name: str, form: str, extractor: Extractor) -> None:
    word = extractor.extract(from_bytes("a.docx", LETTERS[name](), "a.docx"))
    other = extractor.extract(in_format(form, LETTERS[name]))
    assert all(side(word) for side in SIDES.values())
    differences = {name: (side(word) - side(other), side(other) - side(word)) for name, side in SIDES.items()}
    assert {name: found for name, found in differences.items() if any(found)} == {}
