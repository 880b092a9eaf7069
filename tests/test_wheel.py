from __future__ import annotations

import os
import re
import sys
import zipfile
from pathlib import Path

import pytest
from program import HOUSE, run

BARE = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KAMERGRAAF", "MAKE"))}
IMPORTED = {"extract", "graph", "kamergraaf"}
DATA = {"ontology", "queries"}


def steps_of_the_demo() -> list[list[str]]:
    """The commands that `make demo` gives the program, as words."""
    recipe = run(["make", "--dry-run", "--always-make", "demo"], HOUSE, BARE).stdout
    return [line.split()[1:] for line in recipe.splitlines() if re.match(r"\S*/kamergraaf ", line)]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(HOUSE)], folder, BARE)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The program, installed from the wheel where nothing else is."""
    folder = tmp_path_factory.mktemp("empty")
    run([sys.executable, "-m", "venv", "."], folder, BARE)
    run(["bin/pip", "install", "--quiet", "--no-compile", str(wheel)], folder, BARE)
    return str(folder / "bin" / "kamergraaf")


def test_what_travels_in_the_wheel(wheel: Path) -> None:
    files = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert {name.split("/")[0] for name in files} == IMPORTED | DATA
    assert {f"{package}/py.typed" for package in IMPORTED} <= files
    data = [*(HOUSE / "queries").rglob("*.rq"), *(HOUSE / "ontology").glob("*.ttl")]
    data += (HOUSE / "ontology" / "registers").glob("*.ttl")
    pages = HOUSE / "graph" / "server" / "pages"
    data += [file for kind in ("html", "toml", "rq", "css", "js", "svg") for file in pages.rglob(f"*.{kind}")]
    assert {path.relative_to(HOUSE).as_posix() for path in data} <= files
    assert not {name for name in files if name.split("/")[0] in DATA and name.endswith(".py")}


def test_the_demo_from_the_wheel(program: str, tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(HOUSE / "samples")
    (tmp_path / "demo-output").mkdir()
    settings = BARE | {"KAMERGRAAF_STORE": "demo-output/store", "COLUMNS": "200"}
    said = {" ".join(step[:2]): run([program, *step], tmp_path, settings).stdout for step in steps_of_the_demo()}
    assert "kv-tk-2015Z07200" in said["ask answer-times"]
    assert "kst-24515-583" in said["ask conflicting"]
    assert "Wet werk en bijstand" in said["ask name-variants"]
    assert "@prefix kamer:" in (tmp_path / "demo-output" / "samples.ttl").read_text(encoding="utf-8")
