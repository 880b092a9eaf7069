"""Sentences and what stands in them: `tests/cases/*.txt`, the negatives included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.pipeline import Extractor
from extract.readers import from_text
from graph.authority import embedded

CASES = Path(__file__).parent / "cases"


def cases() -> Iterator[tuple[str, str, frozenset[str], list[str]]]:
    """File and line, sentence, the kinds that count, what is expected (`kind id`)."""
    for path in sorted(CASES.glob("*.txt")):
        kinds: frozenset[str] = frozenset()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.startswith("# kinds:"):
                kinds = frozenset(line.removeprefix("# kinds:").split())
            elif line and not line.startswith("#"):
                sentence, _, expected = line.partition("=>")
                wanted = [part.strip() for part in expected.split(" ; ") if part.strip()]
                yield f"{path.stem}:{number}", sentence.strip(), kinds, wanted


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(embedded())


@pytest.mark.parametrize(("sentence", "kinds", "wanted"), [pytest.param(*c[1:], id=c[0]) for c in cases()])
def test_a_sentence_holds_these_references(
    extractor: Extractor, sentence: str, kinds: frozenset[str], wanted: list[str]
) -> None:
    mentions = extractor.extract(from_text("case", sentence)).mentions
    assert sorted(f"{m.kind} {m.id or '-'}" for m in mentions if m.kind in kinds) == sorted(wanted)


def test_a_third_of_the_cases_are_negative() -> None:
    wanted = [case[3] for case in cases()]
    assert sum(1 for w in wanted if not w) * 3 >= len(wanted)


def test_there_are_five_hundred_cases() -> None:
    assert len(list(cases())) >= 500
