"""Whole texts: what holds for every extraction, and what the real documents must give."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from program import kamergraaf

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


# --- paragraphs of the samples, and what one text says that must not be heard in another ----------------------------

_BORDER = re.compile(r"\n[^\S\n]*\n\s*")
_RUNNING = re.compile(r"[A-Z][^\n]{60,}[.?]|[A-Z][^\n]{30,}(?:\n[^\n]+)+[.?]")
PARAGRAPHS = sorted(
    {p for path in SAMPLES for p in _BORDER.split(read(path, path.name).text) if _RUNNING.fullmatch(p.strip())}
)
# What one of these says, the next would understand better.
SAYING = (
    "De Wet op de ballonvaart (WoB) geldt. De WoB is streng.",
    "Artikel 5 van die wet is streng, en artikel 3 van de WoB ook.",
    "De Participatiewet (hierna: de Wet) geldt. Artikel 7 van de Wet is streng.",
    "Het lid Van Kent (SP) vroeg het. Van Kent vroeg ook de motie-Van Kent (36 582, nr. 54).",
    "Van Kent vroeg het, en de motie-Van Kent ook.",
    "Artikel 8 van de Wet is streng.",
    "Alleen Van Kent vroeg het.",
    "De heer Bram (niet zijn echte naam) klaagt. Bram klaagt vaak.",
    "Bram de Vries klaagt bij wethouder De Vries.",
    "De brief van 12 november 2020 (Kamerstukken II 2020/21, 17050, nr. 596) is van staatssecretaris Van 't Wout.",
    "In de brief van 12 november 2020 staat dat, en in die van 3 januari jl. ook; zie 33 161, nota van wijziging.",
    "Op 4 mei 2021 schreef de Centrale Raad van Beroep (CRvB) dit. De CRvB schrijft veel.",
    "Kamervragen van het lid Kuzu (DENK) (2021Z01234). De vragen van het lid Kuzu zijn beantwoord.",
    "Zie de vragen van het lid Kuzu en de CRvB van 4 mei.",
)
RUNNING = st.lists(st.sampled_from(PARAGRAPHS) | st.sampled_from(SAYING), min_size=1, max_size=5).map("\n\n".join)
WORDS = "zo gaat het verder met ballonnen boven een dorp waar niemand weet hoe ver zij drijven als wind draait".split()
NEUTRAL = st.lists(st.sampled_from(WORDS), min_size=4, max_size=40).map(lambda words: " ".join(words) + ".")


def offsets(extraction: Extraction) -> list[tuple[str, int, int, str | None]]:
    return [(m.kind, m.span.start, m.span.end, m.id) for m in extraction.mentions]


@settings(max_examples=100, deadline=None)
@given(NONSENSE)
def test_any_text_gives_mentions_that_quote_it(text: str) -> None:
    extraction = EXTRACTOR.extract(from_text("nonsense", text))
    for mention in extraction.mentions:
        assert mention.text == text[mention.span.start : mention.span.end] != ""
        assert 0 <= mention.confidence <= 1
        assert (mention.id is not None) == (mention.resolution == "resolved")
        assert (len(mention.candidates) >= 2) == (mention.resolution == "ambiguous")
        assert mention.paper in {paper.key for paper in extraction.papers}


@settings(max_examples=40, deadline=None)
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


# --- texts and their neighbours -------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(st.lists(RUNNING | NONSENSE, min_size=2, max_size=4))
@example(list(SAYING[::-1]))
@example([read(path, path.name).text for path in SAMPLES])
def test_a_text_says_the_same_whatever_stands_in_its_neighbours(texts: list[str]) -> None:
    documents = [from_text(f"text {number}", text) for number, text in enumerate(texts)]
    together = Extractor(embedded())
    alone = [Extractor(embedded()).extract(document) for document in documents]
    assert [together.extract(document) for document in documents * 2] == alone * 2


FILLING = "zo gaat het verder\n\n" * 6000  # more than a process gets at once, so that the next text is of another batch


@pytest.mark.parametrize("jobs", ["1", "2"])
@settings(max_examples=2, phases=(Phase.explicit, Phase.generate))  # no search for a shorter case: each takes seconds
@given(st.lists(RUNNING | NONSENSE, min_size=8, max_size=20))
def test_a_text_of_a_stream_has_the_record_that_it_has_alone(jobs: str, texts: list[str]) -> None:
    stream = [*SAYING[::-1], *texts, FILLING, *SAYING, *texts[::-1], FILLING, *texts]
    lines = [json.dumps({"id": "text", "text": text}) for text in stream]
    arguments = ("extract", "--input-format", "jsonl", "--format", "jsonl", "--jobs", jobs, "-")
    found = [_said(line) for line in kamergraaf(*arguments, stdin="\n".join(lines)).stdout.splitlines()]
    alone = {text: record(EXTRACTOR.extract(from_text("text", text))) for text in stream}
    assert found == [_said(json.dumps(alone[text])) for text in stream]


def _said(line: str) -> dict[str, object]:
    """What a record says, but for the source, which is named by the stream."""
    return {key: value for key, value in json.loads(line).items() if key != "source"}


# --- a paragraph that says nothing ----------------------------------------------------------------------------------


def _with_paragraph(text: str, border: int, paragraph: str) -> None:
    """Asserts that a paragraph at a border moves the mentions behind it and changes nothing else."""
    longer = f"{text[:border]}{paragraph}\n\n{text[border:]}"
    by = len(longer) - len(text)
    before = EXTRACTOR.extract(from_text("text", text)).mentions
    after = EXTRACTOR.extract(from_text("text", longer)).mentions
    moved = [(m, by if m.span.start >= border else 0) for m in before]
    assert [(m.kind, m.span.start, m.span.end, m.text, m.id, m.candidates) for m in after] == [
        (m.kind, m.span.start + shift, m.span.end + shift, m.text, m.id, m.candidates) for m, shift in moved
    ]


def _borders(text: str) -> list[int]:
    return [0, *(match.end() for match in _BORDER.finditer(text))]


@settings(max_examples=80)
@given(RUNNING, NEUTRAL, st.integers(0, 4))
@example("De Participatiewet geldt.\n\nArtikel 5 van die wet is streng.", " ".join(WORDS), 1)
@example("\n\n".join(PARAGRAPHS), " ".join(WORDS), 4)
def test_a_paragraph_that_says_nothing_moves_what_stands_behind_it(text: str, paragraph: str, border: int) -> None:
    borders = _borders(text)
    _with_paragraph(text, borders[border % len(borders)], paragraph)


# Not the letter and the report: there the foot of a page, the signature and the list of literature are cut in two.
WHOLE = [path for path in SAMPLES if not path.stem.startswith(("kamerbrief", "rapport"))]


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
@settings(max_examples=30)
@given(NEUTRAL, st.data())
def test_it_does_so_between_all_paragraphs_of_questions_with_answers(
    path: Path, paragraph: str, data: st.DataObject
) -> None:
    text = read(path, path.name).text
    _with_paragraph(text, data.draw(st.sampled_from(_borders(text)[1:])), paragraph)


# --- the real documents ---------------------------------------------------------------------------------------------


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
    "de Regeling verdeling van middelen Participatiewet en ",
    "het Verdrag van Oudkoop. Het Verdrag ",
    "het besluit van 12 mei 2020, nr. ",
    "de Wpg en politie ",
    "artikel 6 Mw voor de ACM en het Statuut, ",
    "de wet van 3 mei 2001, houdende iets nieuws, en die wet ",
    "de selectielijst over het beleidsterrein Auteursrecht vanaf 1945 ",
    "Verdrag van de Raad van Europa van 28 januari 1981 tot ",
    "zo gaat het verder\n\n",  # the same line again and again, as the head of a page
    "Zo gaat het verder{raised} boven.\n\n{raised} Dit is noot {number}.\n\n",
    "{number}. Vindt u dat zo?\n\nAntwoord {number}\nJa, dat is artikel 5 van de Participatiewet.\n\n",
)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@pytest.mark.parametrize("phrase", LISTS)
def test_twice_the_text_takes_no_more_than_twice_the_time(phrase: str) -> None:
    def seconds(times: int) -> float:
        pieces = (phrase.format(number=n, raised=str(n).translate(RAISED)) for n in range(1, times + 1))
        document = from_text("long", "".join(pieces))
        began = time.process_time()
        EXTRACTOR.extract(document)
        return time.process_time() - began

    assert any(seconds(2000) / seconds(1000) < 3 for _ in range(3))
