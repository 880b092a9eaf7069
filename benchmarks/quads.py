"""A graph of any size that says nothing: papers with titles, days, authors, speeches and references.

    .venv/bin/python -m benchmarks.quads --quads 1000000 -o graph.nq

The same number gives the same graph. Each paper has a named graph of its own, of 48 quads.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

BASE = "https://example.org/"
VOCABULARY = f"{BASE}def#"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DAY = "http://www.w3.org/2001/XMLSchema#date"
WORDS = "wet artikel kamer minister motie brief vraag antwoord gemeente uitkering toeslag besluit verslag debat".split()
QUADS_OF_A_PAPER = 48
SPEECHES = 10
CITED = 3


def main() -> None:
    """Write a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("-o", dest="output", type=Path, required=True)
    args = parser.parse_args()
    write_quads(args.output, args.quads)


def write_quads(path: Path, quads: int) -> int:
    """Writes about so many quads as N-Quads; the number of papers."""
    papers = max(quads // QUADS_OF_A_PAPER, CITED + 1)
    random = Random(papers)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(papers):
            stream.writelines(_paper(number, papers, random))
    return papers


def paper(number: int) -> str:
    return f"{BASE}paper/{number}"


def _paper(number: int, papers: int, random: Random) -> Iterator[str]:
    graph, node = f"<{BASE}graph/{number}>", f"<{paper(number)}>"
    day = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
    yield _quad(node, A, _term("Paper"), graph)
    yield _quad(node, _term("title"), f'"{_words(random, 6)} {number}"@nl', graph)
    yield _quad(node, _term("date"), f'"{day}"^^<{DAY}>', graph)
    yield _quad(node, _term("author"), f"<{BASE}person/{number % 500}>", graph)
    yield _quad(node, _term("topic"), f"<{BASE}topic/{number % 200}>", graph)
    for _ in range(CITED):
        yield _quad(node, _term("cites"), f"<{paper(random.randrange(papers))}>", graph)
    for place in range(SPEECHES):
        speech = f"<{paper(number)}/speech/{place}>"
        yield _quad(speech, A, _term("Speech"), graph)
        yield _quad(speech, _term("partOf"), node, graph)
        yield _quad(speech, _term("speaker"), f"<{BASE}person/{random.randrange(500)}>", graph)
        yield _quad(speech, _term("text"), f'"{_words(random, 12)}"@nl', graph)


def _quad(*terms: str) -> str:
    return " ".join(terms) + " .\n"


def _term(name: str) -> str:
    return f"<{VOCABULARY}{name}>"


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(WORDS, k=count))


if __name__ == "__main__":
    main()
