from __future__ import annotations

from pathlib import Path

import click

from graph.library import find, load
from graph.store import GraphStore
from kamergraaf.commands.options import format_option, store_option
from kamergraaf.messages import message
from kamergraaf.output import print_results


@click.command
@click.option("--sources", is_flag=True, help="List the sources with their papers instead.")
@format_option
@store_option
def command(sources: bool, form: str | None, store_path: Path) -> None:
    """Show what the store holds: how many things of each class, or its sources.

    \b
    Example:
      kamergraaf stats
      kamergraaf stats --sources --format csv
    """
    query = find("sources" if sources else "stats", load())
    with GraphStore.reader(store_path) as store:
        print_results(store.query(query.text), form)
        if not sources:
            message(f"{len(store.sources())} sources; --sources lists them")
