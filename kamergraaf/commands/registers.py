from __future__ import annotations

from collections import Counter

import click

from kamergraaf.commands.options import format_option, registers
from kamergraaf.output import print_rows


@click.group
def command() -> None:
    """Show the registers of names and identifiers."""


@command.command("list")
@format_option
def list_(form: str | None) -> None:
    """List the registers and how many entries each has.

    \b
    Example:
      kamergraaf registers list
    """
    known = registers()
    counts = Counter(entry.kind for entry in known.entries)
    names = Counter(entry.kind for entry in known.entries for _ in entry.names)
    rows: list[tuple[object, ...]] = [(kind, counts[kind], names[kind]) for kind in sorted(counts)]
    rows += [("person", len(known.people), sum(1 + len(person.aliases) for person in known.people))]
    rows += [("post", len(known.posts), len(known.posts))]
    print_rows(("register", "entries", "names"), rows, form)
