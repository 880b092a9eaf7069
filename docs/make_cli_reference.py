"""Writes `docs/cli.md` from the `--help` of every command: `python docs/make_cli_reference.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from kamergraaf.cli import cli

PAGE = Path(__file__).with_name("cli.md")
INTRODUCTION = """# Commands

Standard output carries the result and nothing else; progress and messages go to standard error. Exit codes: 0 done,
1 something was refused or is invalid (the rest was done), 2 wrong use.

A value that names a thing may be an IRI, a prefixed name, an identifier, a name, or a reference as texts have it.
This page is made from the help of the commands by `docs/make_cli_reference.py`.
"""


def reference() -> str:
    context = click.Context(cli, info_name="kamergraaf", **cli.context_settings)
    return INTRODUCTION + "".join(_sections(cli, context))


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    context.max_content_width = context.terminal_width = 100
    yield f"\n## {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child:
                yield from _sections(child, click.Context(child, info_name=name, parent=context))


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
