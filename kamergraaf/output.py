"""What commands print: tables for people, and the standard formats for programs. The result alone goes to stdout."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import IO

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from graph.export import in_order, write
from graph.prefixes import shorten
from graph.store import Results
from graph.vocabulary import XSD
from kamergraaf.errors import QueryError
from kamergraaf.messages import message, plain

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")
DEFAULT_WIDTH = 100  # of a table that does not go to a terminal
SQUEEZED = 20  # characters; the least that a column of long cells needs to be read
COLUMN_GAP = 3
NUMBERS = frozenset({XSD.integer, XSD.decimal})
_ROWS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}


def stdout() -> IO[bytes]:
    """Standard output for bytes, after all that was printed as text."""
    sys.stdout.flush()
    return sys.stdout.buffer


def console(stream: IO[str]) -> Console:
    """A rich console that colours on a terminal only, and folds long words instead of cutting them."""
    terminal = stream.isatty()
    width = None if terminal else int(os.environ.get("COLUMNS") or DEFAULT_WIDTH)
    return Console(file=stream, width=width, no_color=None if terminal else True, highlight=False, markup=False)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    """A table, or a block for each row where a table would be too wide to read.

    The columns whose numbers are in `right` are aligned to the right.
    """
    cells = [[" ".join(plain(cell).split()) for cell in row] for row in rows]
    output = console(sys.stdout)
    with output.capture() as captured:
        if _readable_width(columns, cells) <= output.width:
            output.print(_as_table(columns, cells, right))
        else:
            for number, row in enumerate(cells, 1):
                output.rule(str(number), align="left", style="dim")
                output.print(_as_block(columns, row))
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _readable_width(columns: Sequence[str], cells: Iterable[Sequence[str]]) -> int:
    """The width at which no column is squeezed to less than a few words."""
    longest = [max(map(cell_len, column)) for column in zip(columns, *cells, strict=True)]
    return sum(min(width, SQUEEZED) + COLUMN_GAP for width in longest) - COLUMN_GAP


def _as_table(columns: Sequence[str], cells: Iterable[Sequence[str]], right: frozenset[int]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number in right else "left", overflow="fold")
    for row in cells:
        table.add_row(*row)
    return table


def _as_block(columns: Sequence[str], row: Sequence[str]) -> Table:
    block = Table.grid(padding=(0, 2))
    block.add_column(no_wrap=True, style="bold")
    block.add_column(overflow="fold")
    for column, cell in zip(columns, row, strict=True):
        if cell:
            block.add_row(column, cell)
    return block


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[object]], form: str | None) -> None:
    """Rows of our own, such as a list of queries, in the formats that rows can have."""
    if form in (None, "table"):
        right = frozenset(n for n in range(len(columns)) if rows and all(isinstance(row[n], int) for row in rows))
        print_table(columns, ([_shown(value) for value in row] for row in rows), right)
    elif form == "json":
        objects = [dict(zip(columns, row, strict=True)) for row in rows]
        print(json.dumps(objects, ensure_ascii=False, indent=2))
    elif form in ("csv", "tsv"):
        writer = csv.writer(sys.stdout, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writerows([columns, *rows])
    else:
        raise QueryError("these rows are not a query's; use --format table, csv, tsv or json")


def _shown(value: object) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def print_results(results: Results, form: str | None) -> None:
    """The answer to a query; without a format, rows as a table and a graph as Turtle."""
    try:
        _print_results(results, form)
    except BrokenPipeError:
        raise
    except (OSError, RuntimeError) as fault:  # the engine works while it is read
        raise QueryError(f"the query stopped: {fault}") from fault


def _print_results(results: Results, form: str | None) -> None:
    if isinstance(results, QueryTriples):
        _print_graph(results, form)
    elif form == "turtle":
        raise QueryError(f"this query gives rows, not a graph; use --format {'|'.join(FORMATS[:-1])}")
    elif form in _ROWS:
        results.serialize(stdout(), _ROWS[form])
    elif isinstance(results, QueryBoolean):
        print("yes" if results else "no")
    else:
        _print_rows(results)


def _print_graph(results: QueryTriples, form: str | None) -> None:
    if form not in (None, "table", "turtle"):
        raise QueryError("this query gives a graph, not rows; use --format turtle, or kamergraaf export --ask")
    write(in_order(results), stdout(), RdfFormat.TURTLE)


def _print_rows(results: QuerySolutions) -> None:
    columns = [variable.value for variable in results.variables]
    terms = [list(solution) for solution in results]
    right = frozenset(n for n in range(len(columns)) if terms and all(_is_number(row[n]) for row in terms))
    if terms:
        print_table(columns, ([_cell(term) for term in row] for row in terms), right)
    message(f"{len(terms)} row{'' if len(terms) == 1 else 's'}" if terms else "no rows")


def _is_number(term: object) -> bool:
    return isinstance(term, Literal) and term.datatype in NUMBERS


def _cell(term: object) -> str:
    if isinstance(term, NamedNode):
        return shorten(term.value)
    return term.value if isinstance(term, Literal) else "" if term is None else str(term)
