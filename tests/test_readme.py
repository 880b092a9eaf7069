from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from program import HOUSE, environment, kamergraaf, run, shell

from kamergraaf.cli import COMMANDS

README = (HOUSE / "README.md").read_text(encoding="utf-8")
PAGES = [HOUSE / "README.md", HOUSE / "CONTRIBUTING.md", *sorted((HOUSE / "docs").glob("*.md"))]


def command_lines(text: str) -> list[str]:
    """The lines of the shell blocks that start the program."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if re.search(r"(^|\| )kamergraaf ", line)]


def command(line: str) -> str:
    words = shlex.split(line)
    return words[words.index("kamergraaf") + 1]


def forms(page: str) -> list[tuple[str, str, str]]:
    """The rows of the tables `form | kind | id`."""
    return re.findall(r"^\| `([^|]+)` \| ([a-z-]+) \| `([^|]+)` \|$", page, re.MULTILINE)


FORMS = forms((HOUSE / "docs" / "extraction.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme") / "store"
    kamergraaf("build", "samples", store=folder)
    return folder


@pytest.fixture(scope="module")
def found() -> list[set[tuple[str, str]]]:
    """What is found in each form, in the order of the page."""
    texts = "".join(json.dumps({"id": str(n), "text": f"Zie {form}."}) + "\n" for n, (form, _, _) in enumerate(FORMS))
    output = kamergraaf("extract", "--input-format", "jsonl", "--format", "jsonl", "-", stdin=texts).stdout
    return [{(m["kind"], m["id"]) for m in json.loads(line)["mentions"]} for line in output.splitlines()]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example(name: str) -> None:
    assert name in {command(line) for line in command_lines(README)}


@pytest.mark.parametrize("line", command_lines(README))
def test_every_example_runs(line: str, built: Path, tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(HOUSE / "samples")
    store = shutil.copytree(built, tmp_path / "kamergraaf-store", symlinks=True)
    shell(f"{line} --help" if command(line) == "serve" else line, store=store, folder=tmp_path)


@pytest.mark.parametrize("block", re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE))
def test_every_piece_of_python_runs(block: str, built: Path, tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(HOUSE / "samples")
    shutil.copytree(built, tmp_path / "kamergraaf-store", symlinks=True)
    assert run([sys.executable, "-c", block], tmp_path, environment()).stdout


@pytest.mark.parametrize(("number", "form"), list(enumerate(FORMS)), ids=[form for form, _, _ in FORMS])
def test_every_form_is_recognised(number: int, form: tuple[str, str, str], found: list[set[tuple[str, str]]]) -> None:
    assert form[1:] in found[number]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
