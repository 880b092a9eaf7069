from __future__ import annotations

from pathlib import Path

import click

from graph.store import GraphStore
from kamergraaf.commands.options import store_option
from kamergraaf.messages import message


@click.command
@click.argument("folder", type=click.Path(path_type=Path))
@store_option
def command(folder: Path, store_path: Path) -> None:
    """Copy the store to a new or empty folder; the copy is a store itself.

    \b
    Example:
      kamergraaf backup backups/2026-11-21
      kamergraaf stats --store backups/2026-11-21
    """
    with GraphStore.reader(store_path) as store:
        store.backup(folder)
    message(f"the store is copied to {folder}")
