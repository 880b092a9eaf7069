from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from graph.prefixes import shorten
from graph.store import GraphStore
from graph.validate import Finding, validate
from kamergraaf.commands.options import store_option
from kamergraaf.messages import message
from kamergraaf.output import print_rows

SHOWN = 20  # findings of one rule


@click.command
@click.option("--all", "all_", is_flag=True, help=f"Show every finding, not the first {SHOWN} of each rule.")
@click.option(
    "--format", "form", type=click.Choice(("table", "csv", "tsv", "json")), default="table", show_default=True
)
@store_option
def command(all_: bool, form: str, store_path: Path) -> int:
    """Check the graph against its shapes and rules.

    The rules are the SHACL shapes of the ontology, and queries that must return no rows. Warnings are shown but break
    nothing; with a violation the exit code is 1.

    \b
    Example:
      kamergraaf validate
      kamergraaf validate --all --format csv > findings.csv
    """
    with GraphStore.reader(store_path) as store:
        findings = validate(store)
    counts = Counter(finding.severity for finding in findings)
    if findings:
        shown = findings if all_ or form != "table" else _first_of_each(findings)
        print_rows(("severity", "rule", "thing", "value"), _table(shown) if form == "table" else _rows(shown), form)
    message(", ".join(f"{counts[severity]} {severity}s" for severity in ("violation", "warning")))
    return 1 if counts["violation"] else 0


def _first_of_each(findings: list[Finding]) -> list[Finding]:
    seen: Counter[str] = Counter()
    shown = []
    for finding in findings:
        seen[finding.rule] += 1
        if seen[finding.rule] <= SHOWN:
            shown.append(finding)
    return shown


def _rows(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    return [(f.severity, f.rule, f.thing, f.value) for f in findings]


def _table(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """Each rule is told once, with the things below each other; IRIs are shortened."""
    rows: list[tuple[str, ...]] = []
    told = ""
    for f in findings:
        rule = ("", "") if f.rule == told else (f.severity, f.rule)
        rows.append((*rule, shorten(f.thing), shorten(f.value)))
        told = f.rule
    return rows
