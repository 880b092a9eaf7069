from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Generic, TypeVar

import click
from pyoxigraph import Quad

from extract.model import Extraction, Mention
from extract.pipeline import Extractor
from extract.registers import Registers
from graph.build import source_nquads, source_quads
from graph.export import FORMATS as GRAPH_FORMATS
from graph.export import in_order, write
from kamergraaf.building import own_fault
from kamergraaf.commands.options import jobs_option, store_option
from kamergraaf.errors import KamergraafError
from kamergraaf.html import page
from kamergraaf.messages import complain
from kamergraaf.output import print_rows, stdout
from kamergraaf.processes import in_processes
from kamergraaf.record import record
from kamergraaf.registers import registers_of
from kamergraaf.texts import Text, read_texts

FORMATS = ("table", "jsonl", "turtle", "trig", "nquads", "html")
COLUMNS = ("start", "kind", "text", "id", "found by", "confidence")
LONGEST_SHOWN = 60
BATCH = 100_000  # characters

_Batch = list[Text | KamergraafError]


@click.command
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--input-format",
    type=click.Choice(("file", "jsonl")),
    default="file",
    show_default=True,
    help='jsonl: lines {"id": "...", "text": "..."}; one record out for each, in the same order.',
)
@jobs_option
@click.option("--text", "with_text", is_flag=True, help="Add the text to each record of --format jsonl.")
@store_option
def command(files: tuple[Path, ...], form: str, input_format: str, with_text: bool, jobs: int, store_path: Path) -> int:
    """Print what is found in documents; nothing is stored.

    FILE is a document, a folder or an archive of documents, or - for standard input. Offsets count characters of the
    text from 0. A text of more than a million characters is read in stretches; the record of each says where it begins.

    \b
    Example:
      kamergraaf extract letter.txt
      kamergraaf extract *.txt --format jsonl > found.jsonl
      kamergraaf extract motions.zip --format jsonl > found.jsonl
      echo "Zie artikel 47 van de Participatiewet." | kamergraaf extract -
      kamergraaf extract letter.txt --format html > letter.html
      kamergraaf extract texts.jsonl --input-format jsonl --format jsonl --jobs 4 > found.jsonl
    """
    texts, known = read_texts(files, input_format), registers_of(store_path)
    if form == "jsonl":
        return _print_bytes(_Made(texts, _Tools(known, partial(_record_line, with_text)), jobs))
    if form == "nquads":
        return _print_bytes(_Made(texts, _Tools(known, _nquads), jobs))
    found = _Made(texts, _Tools(known, _as_found), jobs)
    if form == "table":
        _print_tables(found)
    elif form == "html":
        _print_page(found, stdout())
    else:
        write(_quads(found, known), stdout(), GRAPH_FORMATS[form])
    return found.status


Made = TypeVar("Made")
Make = Callable[[Text, Extraction, Registers], Made]


@dataclass(frozen=True, slots=True)
class _Tools(Generic[Made]):
    """What a process needs: the registers, and what is to be made of each extraction."""

    registers: Registers
    make: Make[Made]


class _Made(Generic[Made]):
    """What is made of each text, one text at a time; what cannot be read is told and counted, and the rest goes on."""

    def __init__(self, texts: Iterator[Text | KamergraafError], tools: _Tools[Made], jobs: int) -> None:
        self.status = 0
        self._made = in_processes(_Worker[Made], tools, _batches(texts, jobs), jobs)

    def __iter__(self) -> Iterator[Made]:
        for made in chain.from_iterable(self._made):
            if isinstance(made, KamergraafError):
                self.status = 1
                complain(made)
            else:
                yield made


class _Worker(Generic[Made]):
    """Reads batches of texts; an error takes the place of what cannot be read."""

    def __init__(self, tools: _Tools[Made]) -> None:
        self._tools = tools
        self._extractor = Extractor(tools.registers)

    def __call__(self, texts: _Batch) -> list[Made | KamergraafError]:
        return [text if isinstance(text, KamergraafError) else self._read(text) for text in texts]

    def _read(self, text: Text) -> Made | KamergraafError:
        try:
            return self._tools.make(text, self._extractor.extract(text.document), self._tools.registers)
        except KamergraafError as error:
            return error
        except Exception as fault:  # a fault of ours in one document must not lose the others
            return own_fault(text.document.name, fault)


def _as_found(text: Text, extraction: Extraction, known: Registers) -> Extraction:
    return extraction


def _record_line(with_text: bool, text: Text, extraction: Extraction, known: Registers) -> bytes:
    values = record(extraction, text.origin, with_text=with_text)
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _nquads(text: Text, extraction: Extraction, known: Registers) -> bytes:
    return source_nquads(extraction, extraction.document.name, known).encode()


def _batches(texts: Iterator[Text | KamergraafError], jobs: int) -> Iterator[_Batch]:
    """Texts one by one; for several processes short ones together, so that handing them over costs little."""
    batch: _Batch = []
    characters = 0
    for text in texts:
        batch.append(text)
        characters += len(text.document.text) if isinstance(text, Text) else 0
        if jobs == 1 or characters >= BATCH:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _print_bytes(made: _Made[bytes]) -> int:
    output = stdout()
    for line in made:
        output.write(line)
        output.flush()
    return made.status


def _print_page(found: _Made[Extraction], output: IO[bytes]) -> None:
    for piece in page(found):
        output.write(piece.encode())


def _quads(found: _Made[Extraction], known: Registers) -> Iterator[Quad]:
    for extraction in found:
        yield from in_order(source_quads(extraction, extraction.document.name, known))


def _print_tables(found: _Made[Extraction]) -> None:
    for extraction in found:
        click.echo(_heading(extraction))
        print_rows(COLUMNS, [_row(mention) for mention in extraction.mentions], "table")


def _heading(extraction: Extraction) -> str:
    papers = ", ".join(f"{paper.kind} {paper.id or paper.key}" for paper in extraction.papers)
    parts = f"{len(extraction.questions)} questions, {len(extraction.answers)} answers"
    return f"\n{extraction.document.name}: {papers}; {parts}, {len(extraction.footnotes)} footnotes"


def _row(mention: Mention) -> tuple[object, ...]:
    words = " ".join(mention.text.split())
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
    known = mention.id or " or ".join(mention.candidates) or "?"
    found_by = mention.basis if mention.resolution == "resolved" else mention.resolution
    return str(mention.span.start), mention.kind, shown, known, found_by, f"{mention.confidence:g}"
