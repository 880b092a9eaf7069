"""The command line: which commands there are, and the one place where errors become messages and exit codes.

Exit codes: 0 done; 1 something was refused or is invalid, the rest was done; 2 wrong use; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from kamergraaf import __version__
from kamergraaf.errors import KamergraafError, QueryError
from kamergraaf.messages import complain

COMMANDS = {
    "build": "Read documents and put their graphs in the store.",
    "extract": "Print what is found in documents; opens no store.",
    "ask": "Ask a question of the library of queries.",
    "query": "Run a SPARQL query of your own.",
    "search": "Search the texts for words.",
    "export": "Write the graph, or a part of it, as RDF.",
    "serve": "Serve the graph as a SPARQL endpoint that no query can bring down.",
    "validate": "Check the graph against its shapes and rules.",
    "registers": "Show the registers of names and identifiers, and import larger ones.",
    "stats": "Show what the store holds.",
    "remove": "Remove sources from the store.",
    "backup": "Copy the store to another folder.",
}
INTERRUPTED = 130
TRACE = "KAMERGRAAF_TRACE"  # when set, a fault of the program shows where it happened


class _Commands(click.Group):
    """Imports a command only when it is run, so that the tool starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"kamergraaf.commands.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            return _reader_is_gone()
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Dutch parliamentary documents as a knowledge graph, with the evidence for every link.

    \b
    Start with:
      kamergraaf build samples/
      kamergraaf ask --list
      kamergraaf ask cited-by Participatiewet
    """


def main(args: Sequence[str] | None = None) -> NoReturn:
    """The program `kamergraaf`."""
    code = run(args)
    gc.freeze()  # ending takes a sixth of the time of a short command when garbage is looked for once more
    sys.exit(code)


def run(args: Sequence[str] | None = None) -> int:
    """Runs one command line and gives its exit code; no error but ours passes."""
    try:
        code = cli.main(args, prog_name="kamergraaf", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except KamergraafError as error:
        complain(error)
        return 2 if isinstance(error, QueryError) else 1
    except Exception as fault:
        if os.environ.get(TRACE):
            raise
        complain(KamergraafError(_own_fault(fault)))
        return 1
    return code if isinstance(code, int) else 0


def _own_fault(fault: Exception) -> str:
    told = f"{type(fault).__name__}: {fault}"
    return f"this is a fault of Kamergraaf itself ({told}); run it again with {TRACE}=1 and report what it prints"


def _reader_is_gone() -> int:
    """As in `kamergraaf … | head`: whoever reads has enough, so what is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
