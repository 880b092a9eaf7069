"""Whole texts: what holds for every extraction, and what the real documents must give."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Extraction
from extract.pipeline import Extractor
from extract.readers import from_text, read
from graph.authority import embedded
from kamergraaf.record import record

EXTRACTOR = Extractor(embedded())
SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
PIECES = (
    "artikel 47 van de Participatiewet",
    "Kamerstukken II 2020/21, 17050, nr. 596",
    "motie Omtzigt",
    "het lid Karabulut (SP)",
    "Vraag 1",
    "Antwoord 1",
    "Zie antwoord vraag 1.",
    "¹",
    "1 Zie ook",
    "ECLI:NL:CRVB:2017:1055",
    "\n",
    "\n\n",
    " ",
    "(",
    "nr. ",
    "artikel ",
    "Stb. ",
    "brief van 12 november 2020",
    "www.",
    "«",
    "»",
    "*",
    "De",
    "van",
    "Geraadpleegde literatuur\n\n",
    "\u00a0",
    "[1:",
    "[footnoteRef:1]",
    "idem.",
    "Tweede Kamer, vergaderjaar 2018–2019, Aanhangsel 2",
    "1e12",
    "İ",
    "é",
    "\r\n",
)
NONSENSE = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map("".join)


def offsets(extraction: Extraction) -> list[tuple[str, int, int, str | None]]:
    return [(m.kind, m.span.start, m.span.end, m.id) for m in extraction.mentions]


@settings(max_examples=150, deadline=None)
@given(NONSENSE)
def test_any_text_gives_mentions_that_quote_it(text: str) -> None:
    extraction = EXTRACTOR.extract(from_text("nonsense", text))
    for mention in extraction.mentions:
        assert mention.text == text[mention.span.start : mention.span.end] != ""
        assert 0 <= mention.confidence <= 1
        assert (mention.id is not None) == (mention.resolution == "resolved")
        assert (len(mention.candidates) >= 2) == (mention.resolution == "ambiguous")
        assert mention.paper in {paper.key for paper in extraction.papers}


@settings(max_examples=60, deadline=None)
@given(NONSENSE)
def test_a_text_is_read_the_same_whatever_was_read_before(text: str) -> None:
    first = EXTRACTOR.extract(from_text("a", text))
    EXTRACTOR.extract(from_text("b", "Vragen van het lid Omtzigt (CDA) over de Wmo (ingezonden 1 mei 2020)."))
    assert EXTRACTOR.extract(from_text("a", text)) == first


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_paragraph_behind_a_text_changes_nothing_before_it(path: Path) -> None:
    document = read(path, path.name)
    longer = from_text(path.name, document.text + "\n\n\nToelichting:\nEen alinea erbij.\n")
    before = offsets(EXTRACTOR.extract(document))
    assert [m for m in offsets(EXTRACTOR.extract(longer)) if m[2] <= len(document.text)] == before


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """What the hand annotations of the real documents say of our records."""
    out = tmp_path_factory.mktemp("scores") / "out.jsonl"
    lines = (
        json.dumps(record(EXTRACTOR.extract(read(path, path.name)), {"path": str(path)}))
        for path in sorted((shared / "seeds").glob("*.txt"))
    )
    out.write_text("\n".join(lines), "utf-8")
    command = [sys.executable, str(shared / "score" / "score_documents.py"), str(out), str(shared / "gold"), "--json"]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout))


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        ("laws", 0),
        ("articles", 0),
        ("citations with an identifier", 0),
        ("dates", 0),
        ("questions", 0),
        ("answers", 0),
        ("document facts", 0),
        ("people", 1),
        ("citations by description", 1),
        ("footnotes", 1),
        ("footnote anchors", 1),
        ("organisations", 4),
    ],
)
def test_the_annotated_documents(scores: dict[str, dict[str, float]], group: str, allowed: int) -> None:
    assert scores[group]["fn"] + scores[group]["fp"] <= allowed, scores[group]


LISTS = (
    "artikel 5, eerste lid, onder a, ",
    "de Participatiewet en die wet ",
    "Participatiewet (PaWe) PaWe ",
    "de leden Van Kent, ",
    "de brief van 12 november 2020 (motie Omtzigt), ",
    "HR 9 mei 2006, nr. 14/01234, ECLI:NL:HR:2006:AV6209, NJ 2006, 298, ",
    "richtlijnen 2000/43/EG, 2000/78/EG en ",
    "het wetsvoorstel (33161) ",
)


@pytest.mark.parametrize("phrase", LISTS)
def test_twice_the_text_takes_no_more_than_twice_the_time(phrase: str) -> None:
    def seconds(times: int) -> float:
        document = from_text("long", phrase * times)
        began = time.process_time()
        EXTRACTOR.extract(document)
        return time.process_time() - began

    assert min(seconds(4000) for _ in range(2)) < 3.2 * min(seconds(2000) for _ in range(3))
