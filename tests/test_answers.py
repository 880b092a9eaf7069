"""Real answers in Word and out of PDF files: what was read in them with our own eyes, and kept.

python tests/test_answers.py      writes the golden file anew; read every difference beside the documents
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from extract.model import Extraction, Footnote, Paper, Participation
from extract.pipeline import Extractor
from extract.readers import read
from graph.authority import embedded

GOLDEN = ROOT / "tests" / "golden" / "answers.json"
KEPT: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}

Facts = dict[str, Any]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(embedded())


@pytest.mark.parametrize("name", KEPT)
def test_facts_are_those_that_were_read(name: str, shared: Path, extractor: Extractor) -> None:
    path = shared / "corpus" / "answers" / name
    assert json.loads(json.dumps(facts(extractor.extract(read(path, name))))) == KEPT[name]


def facts(found: Extraction) -> Facts:
    return {
        "papers": [_paper(paper) for paper in found.papers],
        "questions": [question.number for question in found.questions],
        "answers": [
            {"under": answer.questions, "refers to": answer.refers_to, "words": _length(found, answer.parts)}
            for answer in found.answers
        ],
        "notes": [_note(note, found) for note in found.footnotes],
    }


def _length(found: Extraction, parts: tuple[Any, ...]) -> int:
    return sum(len(part.of(found.document.text).split()) for part in parts)


def _paper(paper: Paper) -> Facts:
    dates = {"submitted": paper.dates.submitted, "received": paper.dates.received, "issued": paper.dates.issued}
    people = [_person(who) for who in paper.participations]
    return {
        "kind": paper.kind,
        "id": paper.id,
        "identifiers": paper.identifiers,
        "dates": {name: day for name, day in dates.items() if day},
        "people": people,
    }


def _person(who: Participation) -> str:
    """`asker: Eerdmans (JA21) = joost-eerdmans`."""
    name = who.name or ""
    office = f"{who.office} {who.portfolio or ''}".strip() if who.office else ""
    printed = " ".join(part for part in (name, f"({who.party})" if who.party else "", office) if part)
    return f"{who.role}: {printed}" + (f" = {who.person or who.post}" if who.person or who.post else "")


def _note(note: Footnote, found: Extraction) -> Facts:
    """A note with the last two words before its mark and its own first two."""
    text = found.document.text
    before = [" ".join(text[max(0, anchor.start - 60) : anchor.start].split()[-2:]) for anchor in note.anchors]
    return {
        "label": note.label,
        "series": note.series,
        "paper": note.paper,
        "behind": before,
        "begins": " ".join(note.span.of(text).split()[:2])[:40] if note.span else None,
    }


def write_golden(folder: Path) -> None:
    extractor = Extractor(embedded())
    kept = {path.name: facts(extractor.extract(read(path, path.name))) for path in sorted(folder.iterdir())}
    GOLDEN.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_golden(ROOT.parent / "shared" / "corpus" / "answers")
