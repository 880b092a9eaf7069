"""Which references another version of the code finds or does not find: see `python -m benchmarks.changes --help`."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import click

from benchmarks.comparing import Found, print_changes, reference
from benchmarks.measuring import HOUSE, KAMERGRAAF

SUFFIXES = (".txt", ".xml")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--against", default="HEAD~1", show_default=True, help="The commit to compare with.")
@click.option("--store", type=click.Path(exists=True, path_type=Path), help="Take the registers of this store.")
@click.option("--limit", type=click.IntRange(1), help="Read only so many texts of each kind of input.")
def main(paths: tuple[Path, ...], against: str, store: Path | None, limit: int | None) -> None:
    """Print the references that the code as it stands here gains, loses and changes against another commit.

    A path is a text, an XML document, a folder of these, or lines of JSON with a "text" (.jsonl, .jsonl.gz). For each
    text with a difference: + a reference that is new, - one that is gone, ~ one with other words or another id.

    \b
    Example:
      python -m benchmarks.changes samples/
      python -m benchmarks.changes --against v0.1.0 --limit 500 letters/ paragraphs.jsonl.gz
    """
    with TemporaryDirectory() as scratch:
        stream = Path(scratch) / "texts.jsonl"
        files, lines = files_in(paths, limit), write_lines(paths, stream, limit)
        if not files and not lines:
            raise click.ClickException(f"no {' or '.join(SUFFIXES)} files and no lines in {', '.join(map(str, paths))}")
        inputs = Inputs(files, stream if lines else None, len(files) + lines, store)
        with another_version(against, Path(scratch) / "other") as other:
            old, new = found_by(other, inputs, f"{against:.20}"), found_by(HOUSE, inputs, "here")
    print_changes(old, new)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What both versions read."""

    files: Sequence[Path]
    stream: Path | None
    texts: int
    store: Path | None

    def commands(self) -> Iterator[list[str]]:
        store = ["--store", str(self.store.resolve())] if self.store else []
        start = [*KAMERGRAAF, "extract", "--format", "jsonl", *store]
        if self.files:
            yield [*start, *(str(path.resolve()) for path in self.files)]
        if self.stream:
            yield [*start, "--input-format", "jsonl", str(self.stream)]


def files_in(paths: Iterable[Path], limit: int | None) -> list[Path]:
    """The documents among some paths and in folders among them."""
    found = (each for path in paths for each in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    return list(islice((each for each in found if each.suffix in SUFFIXES), limit))


def write_lines(paths: Iterable[Path], stream: Path, limit: int | None) -> int:
    """Writes the texts of files with lines of JSON as one stream; how many there are."""
    number = 0
    with stream.open("w", encoding="utf-8") as output:
        for number, (name, text) in enumerate(islice(_texts(paths), limit), 1):  # noqa: B007
            output.write(json.dumps({"id": name, "text": text}) + "\n")
    return number


def _texts(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            with (
                gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file
            ):
                yield from ((f"{path.name}:{number}", _text(line, path, number)) for number, line in enumerate(file, 1))


def _text(line: str, path: Path, number: int) -> str:
    try:
        return str(json.loads(line)["text"])
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f'{path}:{number}: not a JSON object with a "text"') from error


@contextmanager
def another_version(commit: str, folder: Path) -> Iterator[Path]:
    """The code of a commit in a folder, as a worktree of git that is taken away afterwards."""
    git("worktree", "add", "--detach", "--quiet", str(folder), commit)
    try:
        yield folder
    finally:
        git("worktree", "remove", "--force", str(folder))


def git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=HOUSE, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise click.ClickException("git is not installed; install it to compare with a commit") from error
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"git: {error.stderr.strip().splitlines()[-1]}") from error
    return done.stdout


def found_by(house: Path, inputs: Inputs, label: str) -> Found:
    """What the code in a folder finds."""
    found: Found = {}
    with click.progressbar(length=inputs.texts, label=label, file=sys.stderr) as bar:
        for command in inputs.commands():
            for record in records(command, house):
                source = record["source"]
                found[source.get("id") or source["path"]] = {reference(mention) for mention in record["mentions"]}
                bar.update(1)
    return found


def records(command: Sequence[str], house: Path) -> Iterator[dict[str, Any]]:
    """The records that a version of the program prints, one by one."""
    settings = os.environ | {"PYTHONPATH": str(house), "PYTHONIOENCODING": "utf-8"}
    with TemporaryDirectory() as folder, (Path(folder) / "errors").open("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(command, cwd=house, env=settings, stdout=subprocess.PIPE, stderr=errors)
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
        if process.wait() not in {0, 1}:  # 1: it could not read some text
            raise click.ClickException(f"the version in {house} failed: {_last_line(errors)}")


def _last_line(file: IO[str]) -> str:
    file.seek(0)
    return (file.read().strip().splitlines() or ["it says nothing"])[-1]


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.changes")
