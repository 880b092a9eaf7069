from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from graph import iris
from graph.prefixes import shorten
from graph.results import rows
from graph.search import MARKED, Name, Passage, index_of, links_query
from graph.store import GraphStore
from kamergraaf.commands.options import store_option
from kamergraaf.errors import QueryError
from kamergraaf.messages import message
from kamergraaf.output import print_rows

FORMATS = ("table", "csv", "tsv", "json")
COLUMNS = ("paper", "passage", "names", "text", "start", "end")
NAMED = ("thing", "kind", "label", "name")


@click.command
@click.argument("words", nargs=-1, required=True)
@click.option("--names", is_flag=True, help="Look in names and titles instead: people, laws, papers.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many results.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to print the result; without it a table.")
@store_option
def command(words: tuple[str, ...], names: bool, limit: int, form: str | None, store_path: Path) -> None:
    """Search the texts for words, and show each passage with the things that it names.

    All words have to be there, in any case; words in quotes stand together; bijstand* begins with bijstand. The index
    is made at the first search after a build.

    \b
    Example:
      kamergraaf search bijstand
      kamergraaf search '"17 050"' --format json
      kamergraaf search karabulut --names
    """
    typed = " ".join(words)
    if not any(character.isalnum() for character in typed):
        raise QueryError(f"{typed!r} has no words to look for; give one, such as: kamergraaf search bijstand")
    with GraphStore.reader(store_path) as store:
        index = index_of(store)
        if names:
            print_rows(NAMED, [_named(name) for name in index.named(typed, (), limit)], form)
            return
        passages = index.passages(typed, limit)
        _print(list(_found(store, passages)), form)
        message(f"{index.count(typed)} passages; {len(passages)} shown")


def _print(found: list[tuple[list[str], str, list[str], str, int, int]], form: str | None) -> None:
    if form == "json":
        print(json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in found], ensure_ascii=False, indent=2))
    else:
        listed = [(" ".join(papers), words, " ".join(things), *place) for papers, words, things, *place in found]
        print_rows(COLUMNS, listed, form)


def _named(name: Name) -> tuple[str, str, str, str]:
    return shorten(name.iri), name.kind, name.label, name.name


def _found(store: GraphStore, passages: list[Passage]) -> Iterator[tuple[list[str], str, list[str], str, int, int]]:
    said = [dict(zip(_VARIABLES, row, strict=True)) for row in rows(store, links_query(passages))] if passages else []
    for passage in passages:
        text = iris.text(passage.sha256)
        here = [row for row in said if row["text"].value == text and row["from"].value == str(passage.start)]
        papers = _listed(row["paper"] for row in here)
        things = _listed(row["body"] for row in here)
        words = passage.words.translate(dict.fromkeys(map(ord, MARKED), "*"))
        yield papers, words, things, passage.sha256, passage.start, passage.end


_VARIABLES = ("text", "from", "paper", "title", "name", "date", "body", "label", "class")


def _listed(nodes: Iterable[object]) -> list[str]:
    """IRIs as prefixed names, each once; days are left out."""
    named = dict.fromkeys(shorten(str(getattr(node, "value", ""))) for node in nodes if node)
    return [name for name in named if not name.startswith("kg:id/datum/")]
