"""Files that mean harm or are broken: each is told of in one line, the others are read, and all stays within bounds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hostile import CASES, GOOD_XML, MB, WORDS, Case, data, entry, named_zip, tarred
from program import HOUSE, START, environment

from extract.model import Extraction
from kamergraaf.api import extract_files
from kamergraaf.errors import SourceError

MEMORY = 500 * MB
LARGE = 5 * MB
SECONDS = 90
SAID = "Participatiewet"

# What the program does, and then the most memory that it had (kilobytes on Linux), behind all other messages.
MEASURED = """
import sys
from kamergraaf.cli import run
code = run(sys.argv[1:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("memory", int(peak.split()[1]) * 1024, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All bad files with good ones before, between and behind them."""
    made = tmp_path_factory.mktemp("hostile") / "in"
    made.mkdir()
    for case in CASES:
        case.write(made / case.file)
    (made / "0-good.txt").write_bytes(WORDS)
    (made / "f-good.xml").write_bytes(GOOD_XML)
    (made / "z-good.zip").write_bytes(named_zip([("map/goed.txt", WORDS)]))
    return made


@pytest.fixture(scope="module")
def extracted(folder: Path) -> subprocess.CompletedProcess[str]:
    return _measured("extract", str(folder), "--format", "jsonl")


@pytest.fixture(scope="module")
def built(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    small = tmp_path_factory.mktemp("small") / "in"
    shutil.copytree(folder, small, ignore=_large, copy_function=_copied)
    return _measured("build", str(small), store=small.parent / "store")


def _large(place: str, names: list[str]) -> set[str]:
    """What takes long to look through has been so once."""
    files = [Path(place, name) for name in names]
    return {file.name for file in files if not file.is_file() or file.stat().st_size > LARGE or "bomb" in file.name}


def _copied(source: str, target: str) -> None:
    os.link(source, target)


def _measured(*arguments: str, store: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", MEASURED, *arguments]
    done = subprocess.run(
        command, check=False, cwd=HOUSE, env=environment(store), capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done


def _about(done: subprocess.CompletedProcess[str], path: str) -> list[str]:
    lines = [line for line in done.stderr.splitlines() if line.startswith("kamergraaf: ")]
    return [line for line in lines if f"{path}:" in line or f"{path}/" in line]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_bad_file_is_told_of_in_one_line_that_names_it(
    case: Case, folder: Path, extracted: subprocess.CompletedProcess[str]
) -> None:
    told = _about(extracted, str(folder / case.file))
    assert len(told) == 1, told
    assert case.told in told[0]
    assert f"{folder / case.file}{'/' + case.named if case.named else ''}: " in told[0]


def test_the_good_files_are_read_and_nothing_else(folder: Path, extracted: subprocess.CompletedProcess[str]) -> None:
    records = [json.loads(line) for line in extracted.stdout.splitlines()]
    assert all(any(SAID in m["text"] for m in record["mentions"]) for record in records)
    assert [Path(record["source"]["path"]).relative_to(folder).as_posix() for record in records] == [
        "0-good.txt",
        "bad.zip/goed.txt",
        "f-good.xml",
        "header.tar/a.txt",
        "link.tar/goed.txt",
        "same.zip/A b.txt",
        "z-good.zip/map/goed.txt",
    ]


def test_build_tells_the_same_and_builds_the_good_files(
    extracted: subprocess.CompletedProcess[str], built: subprocess.CompletedProcess[str]
) -> None:
    told = sorted(line.rpartition("/in/")[2] for line in built.stderr.splitlines() if line.startswith("kamergraaf: "))
    assert len(told) > 30
    assert set(told) <= {line.rpartition("/in/")[2] for line in extracted.stderr.splitlines()}
    assert "7 built, 0 unchanged" in built.stderr


def test_memory_stays_within_bounds(
    extracted: subprocess.CompletedProcess[str], built: subprocess.CompletedProcess[str]
) -> None:
    for done in (extracted, built):
        assert int(done.stderr.splitlines()[-1].split()[1]) < MEMORY


def test_a_folder_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "in" / "dicht").mkdir(parents=True)
    (tmp_path / "in" / "goed.txt").write_bytes(WORDS)
    (tmp_path / "in" / "dicht").chmod(0)
    done = subprocess.run(
        [*_without_might(), sys.executable, "-c", START, "extract", str(tmp_path / "in"), "--format", "jsonl"],
        check=False, cwd=HOUSE, env=environment(), capture_output=True, text=True,
    )  # fmt: skip
    (tmp_path / "in" / "dicht").chmod(0o700)
    assert done.returncode == 1
    assert f"{tmp_path / 'in' / 'dicht'}: this folder cannot be read" in done.stderr
    assert SAID in done.stdout


def _without_might() -> Sequence[str]:
    """The administrator may read everything, unless that is taken from him first."""
    if os.geteuid():
        return ()
    if not (program := shutil.which("setpriv")):
        pytest.skip("setpriv is not there, and the administrator may read every folder")
    return (program, "--bounding-set=-dac_override,-dac_read_search")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", named_zip([("../../b/./c.txt", WORDS), ("/d.txt", WORDS), ("C:\\e.txt", WORDS), (".f.txt", WORDS)])),
        ("a.tar", tarred([(entry(name), WORDS) for name in ("../../b/c.txt", "/d.txt", "e.txt", "g/.f.txt")])),
    ],
)
def test_names_in_an_archive_stay_below_it(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    found = [each.document.name for each in extract_files(tmp_path / name) if isinstance(each, Extraction)]
    assert found == [f"{name}/b/c.txt", f"{name}/d.txt", f"{name}/e.txt"]


def test_an_archive_comes_through_standard_input(tmp_path: Path) -> None:
    content = named_zip([("a.txt", WORDS), ("b.xml", GOOD_XML)])
    command = [sys.executable, "-c", START, "extract", "-", "--format", "jsonl"]
    done = subprocess.run(command, check=True, cwd=HOUSE, env=environment(), input=content, capture_output=True)
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == ["-/a.txt", "-/b.xml"]


def test_the_api_reads_archives_too(tmp_path: Path) -> None:
    data(named_zip([("a.txt", WORDS), ("b.xml", b"<?xml version='1.0'?><a>")]))(tmp_path / "a.zip")
    good, bad = extract_files(tmp_path / "a.zip")
    assert not isinstance(good, Exception)
    assert good.document.name == "a.zip/a.txt"
    assert isinstance(bad, SourceError)
