"""What several commands share: options, and how their values are read."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from pathlib import Path

import click

from kamergraaf.errors import QueryError
from kamergraaf.output import FORMATS

store_option = click.option(
    "--store",
    "store_path",
    metavar="DIR",
    type=click.Path(path_type=Path),
    envvar="KAMERGRAAF_STORE",
    show_envvar=True,
    default="kamergraaf-store",
    show_default=True,
    help="The folder of the store.",
)

jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="How many processes read documents."
)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to print the result; without it a table, or Turtle for a query that gives a graph.",
)

param_option = click.option(
    "--param",
    "named",
    multiple=True,
    metavar="NAME=VALUE",
    help="Give a value by the name of its parameter.",
)


def pairs(named: Iterable[str]) -> dict[str, str]:
    """The values of `--param NAME=VALUE`, by name."""
    found: dict[str, str] = {}
    for text in named:
        name, equals, value = text.partition("=")
        if not equals:
            raise QueryError(f"--param {text!r} has no value; write --param NAME=VALUE")
        if name in found:
            raise QueryError(f"--param {name} is given twice; a parameter takes one value")
        found[name] = value
    return found


def stop_at_once() -> None:
    """Lets Ctrl-C end the process while the engine works; a reader has nothing to tidy up."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
