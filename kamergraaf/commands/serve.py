from __future__ import annotations

from pathlib import Path

import click

from graph.server.oxigraph import serve
from graph.store import GraphStore
from kamergraaf.commands.options import store_option
from kamergraaf.errors import StoreError
from kamergraaf.messages import message


@click.command
@click.option(
    "--port", type=click.IntRange(1, 65535), default=7878, show_default=True, help="The port on this machine."
)
@store_option
def command(port: int, store_path: Path) -> int:
    """Serve the graph as a SPARQL endpoint.

    The Oxigraph server answers on this machine only, and nobody can write through it. It serves the store as it is now:
    what is built later is there after a new start. Ctrl-C stops it.

    \b
    Example:
      kamergraaf serve --port 7878
      curl --data-urlencode 'query=SELECT * { ?s ?p ?o } LIMIT 5' http://127.0.0.1:7878/query
    """
    with GraphStore.reader(store_path) as store:
        if store.snapshot_path is None:
            raise StoreError(f"the store at {store_path} has nothing to serve; build it first")
        return serve(store.snapshot_path, port, _announce)


def _announce(address: str) -> None:
    message(f"{address} (SPARQL endpoint: {address.rstrip('/')}/query); Ctrl-C stops it")
