from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import monotonic

import click

from extract.imported import imports
from graph.folder import StoreFolder
from kamergraaf.commands.options import format_option, store_option
from kamergraaf.importing import DATASETS, Compiled, import_dataset
from kamergraaf.messages import message
from kamergraaf.output import print_rows
from kamergraaf.registers import registers_of

COLUMNS = ("register", "entries", "names", "imported")


@click.group
def command() -> None:
    """Show the registers of names and identifiers, and import larger ones."""


@command.command("list")
@format_option
@store_option
def list_(form: str | None, store_path: Path) -> None:
    """List the registers, with those imported into the store, and how many entries each has.

    \b
    Example:
      kamergraaf registers list
    """
    known = registers_of(store_path)
    counts = Counter(entry.kind for entry in known.entries)
    names = Counter(entry.kind for entry in known.entries for _ in entry.names)
    rows: list[tuple[object, ...]] = [(kind, counts[kind], names[kind], None) for kind in sorted(counts)]
    rows += [("person", len(known.people), sum(1 + len(person.aliases) for person in known.people), None)]
    rows += [("post", len(known.posts), len(known.posts), None)]
    for made in imports(StoreFolder(store_path).registers).values():
        entries = made.entries + made.people + made.posts + made.papers
        rows.append((made.dataset, entries, made.names + made.people + made.posts, made.source))
    print_rows(COLUMNS, rows, form)


@command.command("import")
@click.argument("dataset", type=click.Choice(tuple(DATASETS)))
@click.argument("path", type=click.Path(path_type=Path))
@store_option
def import_(dataset: str, path: Path, store_path: Path) -> None:
    """Import an open dataset into the store; an earlier import of it is replaced.

    \b
    bwb     all national regulations: BWBIdList.xml of wetten.overheid.nl (also zipped), or a table of titles
    polder  who held which office, and public bodies: the folder or the archive of Polder
    tk      papers and people of the Tweede Kamer: tables or pages of OData JSON, a file or a folder

    Rows that cannot be used are left out and listed in a file. The next build reads all documents anew.

    \b
    Example:
      kamergraaf registers import bwb BWBIdList.xml.zip
      kamergraaf registers import polder polder.tar.xz
      kamergraaf registers import tk tk_odata/
    """
    start = monotonic()
    compiled = import_dataset(dataset, path, store_path)
    _tell(compiled, monotonic() - start)


def _tell(compiled: Compiled, seconds: float) -> None:
    made = compiled.made
    figures = {
        "entries": made.entries,
        "names": made.names,
        "people": made.people,
        "posts": made.posts,
        "papers": made.papers,
    }
    told = ", ".join(f"{number} {what}" for what, number in figures.items() if number)
    message(f"{made.dataset}: {told}, in {seconds:.1f} s")
    for why, number in Counter(each.why for each in compiled.left_out).most_common():
        message(f"left out: {number} rows: {why}")
    if compiled.left_out:
        message(f"each of them is listed in {compiled.report}")
