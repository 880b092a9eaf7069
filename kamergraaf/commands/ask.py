from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import click

from graph.library import CannedQuery, fill, find, load, usage
from graph.store import GraphStore
from kamergraaf.commands.options import format_option, pairs, param_option, stop_at_once, store_option
from kamergraaf.messages import message
from kamergraaf.output import print_results, print_rows
from kamergraaf.registers import registers_of
from kamergraaf.values import Values


@click.command
@click.argument("name", required=False)
@click.argument("values", nargs=-1, metavar="[VALUE]...")
@param_option
@click.option("--list", "list_", is_flag=True, help="List the queries, or what values one of them takes.")
@click.option("--show", is_flag=True, help="Print the SPARQL with the values in it, and do not run it.")
@format_option
@store_option
def command(
    name: str | None,
    values: tuple[str, ...],
    named: tuple[str, ...],
    list_: bool,
    show: bool,
    form: str | None,
    store_path: Path,
) -> None:
    """Ask a question of the library of queries.

    Values stand in the order of the query's parameters; - leaves one open. A thing may be given by name, identifier,
    reference, IRI or prefixed name.

    \b
    Example:
      kamergraaf ask --list
      kamergraaf ask cited-by Participatiewet
      kamergraaf ask evidence --param thing="artikel 47 Participatiewet" --format csv
    """
    queries = load()
    if list_ and name is None:
        _list(queries.values(), form)
    elif name is None:
        raise click.UsageError("give the name of a query; kamergraaf ask --list shows them all")
    elif list_:
        _explain(find(name, queries), form)
    elif show:
        click.echo(_filled(find(name, queries), values, named, store_path).rstrip("\n"))
    else:
        stop_at_once()
        sparql = _filled(find(name, queries), values, named, store_path)
        with GraphStore.reader(store_path) as store:
            print_results(store.query(sparql), form)


def _filled(query: CannedQuery, typed: tuple[str, ...], named: tuple[str, ...], store_path: Path) -> str:
    """The query with its values; a store, if there is one, knows names that no register has."""
    if not typed and not named:
        return fill(query, {})
    with ExitStack() as stack:
        store = stack.enter_context(GraphStore.reader(store_path)) if store_path.exists() else None
        return fill(query, Values(registers_of(store_path), store).of_query(query, typed, pairs(named)))


def _list(queries: Iterable[CannedQuery], form: str | None) -> None:
    rows = [(q.topic, q.name, q.summary, " ".join(map(str, q.parameters))) for q in queries]
    print_rows(("topic", "name", "question", "values"), rows, form)


def _explain(query: CannedQuery, form: str | None) -> None:
    message(f"{query.summary}\n{usage(query)}")
    if query.example:
        message(f"for example: kamergraaf ask {query.name} {query.example}")
    rows = [(p.name, p.type, "yes" if p.required else "no", p.description) for p in query.parameters]
    print_rows(("value", "type", "required", "description"), rows, form)
