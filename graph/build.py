"""From what was read of a source to the quads of its graph."""

from __future__ import annotations

from pyoxigraph import Quad

from extract.model import Extraction
from extract.registers import Registers
from graph.build_citations import write_citations
from graph.build_entities import write_entities
from graph.build_mentions import write_mentions
from graph.build_papers import write_papers, write_source
from graph.build_questions import write_footnotes, write_questions
from graph.build_source import Source
from graph.terms import Sheet


def source_quads(extraction: Extraction, source: str, registers: Registers) -> list[Quad]:
    """All that the graph of this source holds, each statement once. The same input gives the same list."""
    return _sheet(extraction, source, registers).quads()


def source_nquads(extraction: Extraction, source: str, registers: Registers) -> str:
    """The same as N-Quads, in the order of `graph.export`: much faster than to make the quads and write them."""
    return _sheet(extraction, source, registers).nquads()


def _sheet(extraction: Extraction, source: str, registers: Registers) -> Sheet:
    writing = Source(extraction, source, registers)
    write_source(writing)
    write_papers(writing)
    write_entities(writing)
    write_questions(writing)
    write_footnotes(writing)
    write_citations(writing, write_mentions(writing))
    return writing.sheet
