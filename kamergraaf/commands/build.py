from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from graph.store import GraphStore
from kamergraaf.building import Outcome, build_sources
from kamergraaf.commands.options import jobs_option, store_option
from kamergraaf.messages import complain, message
from kamergraaf.output import console, print_rows
from kamergraaf.registers import registers_of
from kamergraaf.sources import Source, find_sources

SHOWN_SOURCES = 40
COLUMNS = ("source", "papers", "questions", "answers", "resolved", "unresolved")


@click.command
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--name", help="The name of the source, when PATH is one file; without it, the name of the file.")
@jobs_option
@store_option
def command(paths: tuple[Path, ...], name: str | None, jobs: int, store_path: Path) -> int:
    """Read documents and put their graphs in the store.

    PATH is a document, a folder or an archive of documents, or - for standard input. A source that is in the store
    already is replaced, or skipped when nothing changed; its name is its path below the folder that is given, through
    archives too (motions.zip/1.xml). A text of more than a million characters is read in stretches (report.txt/deel-2).

    \b
    Example:
      kamergraaf build samples/
      kamergraaf build letter.txt --name letters/2021-06-04.txt
      kamergraaf build motions.zip rulings.tar.gz --jobs 4
    """
    if name is not None and (len(paths) > 1 or paths[0].is_dir()):
        raise click.UsageError("--name goes with one file")
    start = monotonic()
    sources, errors = find_sources(paths, name)
    for error in errors:
        complain(error)
    outcomes = _build(sources, jobs, store_path) if sources else []
    if outcomes:
        _summarise(outcomes, monotonic() - start)
    return 1 if errors or any(outcome.error for outcome in outcomes) else 0


def _build(sources: Sequence[Source], jobs: int, store_path: Path) -> list[Outcome]:
    with GraphStore.create(store_path) as store, _Progress(len(sources)) as progress:
        return build_sources(sources, store, registers_of(store_path), jobs, progress.report)


class _Progress:
    """A bar on standard error when that is a terminal; errors are told as they come."""

    def __init__(self, total: int) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console(sys.stderr), disable=not sys.stderr.isatty(), transient=True)
        self._task = self._bar.add_task("reading", total=total)
        self._read = 0
        self._file: Path | None = None

    def __enter__(self) -> _Progress:
        self._bar.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._bar.stop()

    def report(self, outcome: Outcome) -> None:
        if outcome.error:
            complain(outcome.error)
        self._read += 1
        another = outcome.source.path != self._file
        self._file = outcome.source.path
        self._bar.update(self._task, advance=another, description=f"{self._read:,} documents read, files")


def _summarise(outcomes: Sequence[Outcome], seconds: float) -> None:
    built = [o for o in outcomes if o.changed and not o.error]
    if built:
        rows = [_row(o) for o in built[:SHOWN_SOURCES]]
        if len(built) > 1:
            rows.append(_total(built))
        print_rows(COLUMNS, rows, "table")
    unchanged = sum(not o.changed for o in outcomes)
    failed = sum(o.error is not None for o in outcomes)
    message(f"{len(built)} built, {unchanged} unchanged, {failed} refused, in {seconds:.1f} s")


def _row(outcome: Outcome) -> tuple[object, ...]:
    return outcome.source.name, *_figures(outcome)


def _figures(outcome: Outcome) -> tuple[int, ...]:
    return outcome.papers, outcome.questions, outcome.answers, outcome.resolved, outcome.unresolved


def _total(outcomes: Sequence[Outcome]) -> tuple[object, ...]:
    return f"{len(outcomes)} sources", *map(sum, zip(*map(_figures, outcomes), strict=True))
