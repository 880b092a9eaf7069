from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from graph.precheck import precheck
from graph.store import GraphStore
from kamergraaf.commands.options import format_option, stop_at_once, store_option
from kamergraaf.errors import QueryError
from kamergraaf.output import print_results


@click.command
@click.argument("sparql", required=False)
@click.option("-f", "--file", type=click.File("rb"), help="Read the query from a file; - is standard input.")
@format_option
@store_option
def command(sparql: str | None, file: IO[bytes] | None, form: str | None, store_path: Path) -> None:
    """Run a SPARQL query of your own.

    The default graph is the union of all graphs. Each source has a graph of its own, to be found with GRAPH.

    \b
    Example:
      kamergraaf query 'PREFIX kamer: <https://w3id.org/kamergraaf/def#>
                        SELECT ?motion WHERE { ?motion a kamer:Motion }'
      kamergraaf query -f mine.rq --format csv > mine.csv
    """
    if (sparql is None) == (file is None):
        raise click.UsageError("give a query or a file with -f, one of the two")
    text = _decoded(file) if file else sparql or ""
    precheck(text)
    stop_at_once()
    with GraphStore.reader(store_path) as store:
        print_results(store.query(text), form)


def _decoded(file: IO[bytes]) -> str:
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{file.name}: a query must be UTF-8 text, and byte {error.start} is not") from error
