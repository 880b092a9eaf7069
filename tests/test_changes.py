from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import HOUSE, environment, run

from benchmarks.comparing import Reference, changes

CODE = ("benchmarks", "extract", "graph", "kamergraaf", "ontology", "queries", "samples")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of its own with all code in one commit."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    for folder in CODE:
        shutil.copytree(HOUSE / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for words in ("init --quiet", "add .", "-c user.name=test -c user.email=test@example.org commit --quiet -m first"):
        subprocess.run(["git", *words.split()], cwd=tmp_path, check=True)
    return tmp_path


def compare(folder: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.changes", *arguments]
    return run(command, folder, environment() | {"PYTHONPATH": str(folder)}, code=code)


def test_what_another_version_finds_is_told(repository: Path) -> None:
    finder = repository / "extract" / "finders" / "gazettes.py"
    finder.write_text(finder.read_text(encoding="utf-8") + "\nRULES = ()\n", encoding="utf-8")
    (repository / "texts.jsonl").write_text('{"text": "Zie Stb. 2003, 375 en de Awb."}\n', encoding="utf-8")
    told = compare(repository, "--against", "HEAD", "samples", "texts.jsonl", "--limit", "2").stdout
    assert '  - gazette       "Stb. 2003, 375"  stb-2003-375' in told.splitlines()
    assert not [line for line in told.splitlines() if line.startswith(("  +", "  ~"))]
    trees = subprocess.run(["git", "worktree", "list"], cwd=repository, check=True, capture_output=True).stdout
    assert len(trees.splitlines()) == 1


def test_the_same_version_finds_the_same(repository: Path) -> None:
    told = compare(repository, "--against", "HEAD", "samples", "--limit", "1").stdout
    assert told.startswith("no differences: ")


def test_errors_are_one_line(repository: Path) -> None:
    told = compare(repository, "--against", "nonsense", "samples", code=1).stderr
    assert told == "Error: git: fatal: invalid reference: nonsense\n"
    shutil.rmtree(repository / ".git")
    assert compare(repository, "samples", code=1).stderr.startswith("Error: git: fatal: not a git repository")


def test_a_reference_with_other_words_or_another_id_has_changed() -> None:
    short, long = Reference(0, 9, "article", "artikel 4", "a"), Reference(0, 20, "article", "artikel 4 van de wet", "a")
    date = Reference(4, 8, "date", "2015", "2015")
    (change,) = changes({short, date}, {long, date})
    assert (change.sort, change.old, change.new) == ("changed", short, long)
    assert [change.sort for change in changes({short}, {date})] == ["lost", "gained"]
