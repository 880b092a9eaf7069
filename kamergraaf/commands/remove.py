from __future__ import annotations

from pathlib import Path

import click

from graph.store import GraphStore
from kamergraaf.commands.options import store_option
from kamergraaf.messages import message


@click.command
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@store_option
def command(sources: tuple[str, ...], store_path: Path) -> None:
    """Remove sources from the store, by the names that kamergraaf stats --sources lists.

    \b
    Example:
      kamergraaf remove letters/brief-2021.txt
    """
    with GraphStore.open(store_path) as store:
        store.remove(*sources)
    message(f"removed {', '.join(sources)}")
