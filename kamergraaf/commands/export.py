from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from pyoxigraph import QueryTriples

from graph import export, library
from graph.results import statements
from graph.store import GraphStore
from kamergraaf.commands.options import pairs, param_option, store_option
from kamergraaf.errors import QueryError
from kamergraaf.messages import message
from kamergraaf.output import stdout
from kamergraaf.registers import registers_of
from kamergraaf.values import Values


@click.command
@click.option("--format", "form", type=click.Choice(list(export.FORMATS)), default="turtle", show_default=True)
@click.option("--graph", "graph", metavar="NAME", help="Only one graph, by its IRI or by the name of its source.")
@click.option(
    "--describe", "thing", metavar="THING", help="What is said of a thing, and the evidence where it is cited."
)
@click.option("--ask", "question", metavar="NAME", help="The result of a canned query that gives a graph.")
@param_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write to a file, which appears when it is complete."
)
@store_option
def command(
    form: str,
    graph: str | None,
    thing: str | None,
    question: str | None,
    named: tuple[str, ...],
    output: Path | None,
    store_path: Path,
) -> None:
    """Write the graph, or a part of it, as RDF; the same store gives the same bytes.

    Turtle, N-Triples and RDF/XML leave out in which graph a statement stands.

    \b
    Example:
      kamergraaf export -o kamergraaf.ttl
      kamergraaf export --format trig --graph 000_ded3f6647525f8e9.txt
      kamergraaf export --describe "artikel 47 Participatiewet"
      kamergraaf export --ask export-paper --param work=ah-tk-20142015-2171 --format jsonld
    """
    if sum(given is not None for given in (graph, thing, question)) > 1:
        raise click.UsageError("give one of --graph, --describe and --ask")
    with GraphStore.reader(store_path) as store:
        statements = _chosen(store, graph, thing, question, named)
        if output is None:
            export.write(statements, stdout(), export.FORMATS[form])
            return
        with export.replacing(output) as file:
            export.write(statements, file, export.FORMATS[form])
    message(f"wrote {output}")


def _chosen(
    store: GraphStore, graph: str | None, thing: str | None, question: str | None, named: tuple[str, ...]
) -> Iterable[export.Statement]:
    if graph is not None:
        return export.graph(store, export.graph_name(store, graph))
    if thing is not None:
        return export.in_order(export.describe(store, Values(registers_of(store.path), store).thing(thing)))
    if question is not None:
        return export.in_order(_answer(store, question, named))
    return export.everything(store)


def _answer(store: GraphStore, question: str, named: tuple[str, ...]) -> QueryTriples:
    query = library.find(question, library.load())
    values = Values(registers_of(store.path), store).of_query(query, (), pairs(named))
    if query.form not in ("CONSTRUCT", "DESCRIBE"):
        raise QueryError(f"query {question} gives rows, not a graph; use kamergraaf ask {question} --format csv")
    return statements(store, library.fill(query, values))
