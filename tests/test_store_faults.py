"""What the store does when it is killed, locked, full, damaged, or not a store at all."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import synthetic
from synthetic import new_store, source, versions

from graph.store import GraphStore
from kamergraaf.errors import StoreError

HOUSE = Path(__file__).parent.parent
KILLS = 10
NAMES = ("a.txt", "b.txt")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "store")


def made(path: Path) -> Path:
    return new_store(path, *(source(name, "0") for name in NAMES))


@contextmanager
def other_process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Python at work elsewhere; it has told its first line when the context begins, and is killed at its end."""
    settings = os.environ | {"PYTHONPATH": os.pathsep.join((str(HOUSE), str(HOUSE / "tests")))}
    with subprocess.Popen(
        [sys.executable, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=settings
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline(), f"exit code {process.wait()}"
            yield process
        finally:
            process.kill()


def writer(path: Path) -> list[str]:
    return [synthetic.__file__, str(path), *NAMES]


def test_a_killed_run_leaves_each_graph_old_or_new(path: Path) -> None:
    delays = random.Random(2026)
    for _ in range(KILLS):
        with other_process(*writer(path)) as process:
            time.sleep(delays.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
        with GraphStore.reader(path) as store:
            shown = versions(store)
        with GraphStore.open(path) as store:
            kept = versions(store)
        with GraphStore.reader(path) as store:
            assert versions(store) == kept
        assert set(NAMES) <= set(shown) <= set(kept)
        assert not list((path / "quads").glob("bulk-*.sst"))
        assert not list(path.rglob("*.part"))


def test_readers_see_whole_runs_while_another_process_writes(path: Path) -> None:
    seen: set[str] = set()
    with other_process(*writer(path)) as process:
        while len(seen) < 3:
            with GraphStore.reader(path) as store:
                state = versions(store)
            assert state["a.txt"] == state["b.txt"]
            seen.add(state["a.txt"])
            assert process.poll() is None


HOLD = """
import sys
from pathlib import Path
from graph.store import GraphStore
with GraphStore.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_at_once_who_writes(path: Path) -> None:
    with other_process("-c", HOLD, str(path)) as process:
        start = time.monotonic()
        with pytest.raises(StoreError, match=f"is being written by process {process.pid}: wait until it is done"):
            GraphStore.open(path)
        assert time.monotonic() - start < 2
        with GraphStore.reader(path) as store:
            assert versions(store) == dict.fromkeys(NAMES, "0")
    with GraphStore.open(path) as store:  # that writer was killed and its lock is gone
        store.replace([source("a.txt", "2")])


def test_a_store_that_is_open_is_not_opened_twice_in_one_process(path: Path) -> None:
    with GraphStore.open(path), pytest.raises(StoreError, match=f"process {os.getpid()}"):
        GraphStore.open(path)


def test_leftovers_of_killed_loads_are_removed(path: Path) -> None:
    snapshot = path / "snapshots" / "9.part"
    leftovers = [path / "quads" / "bulk-7.sst", snapshot, path / "texts" / "00" / "0.txt.gz.part"]
    shutil.copytree(path / "quads", snapshot)
    for file in (leftovers[0], leftovers[2]):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"half")
    with GraphStore.open(path):
        pass
    assert not any(file.exists() for file in leftovers)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.parametrize("name", ["a.txt", "new.txt"])
def test_a_full_disk_is_told_and_loses_nothing(small_disk: Path, name: str) -> None:
    path = made(small_disk / "store")
    fill(small_disk / "ballast", leave=300_000)
    with pytest.raises(StoreError, match="no room left on the disk"):
        write_until_full(path, name)
    with GraphStore.reader(path) as store:
        assert set(NAMES) <= set(store.sources())
    (small_disk / "ballast").unlink()
    with GraphStore.open(path) as store:
        assert set(NAMES) <= set(store.sources())
        store.replace([source(name, "1")])
        assert versions(store) == dict.fromkeys(NAMES, "0") | {name: "1"}


def write_until_full(path: Path, name: str) -> None:
    with GraphStore.open(path) as store:
        for number in range(1, 100):
            store.replace([source(name, str(number), size=5_000)])


def fill(ballast: Path, leave: int) -> None:
    room = shutil.disk_usage(ballast.parent).free
    ballast.write_bytes(bytes(room - leave))


LIMITED = """
import sys
from pathlib import Path
from graph.store import GraphStore
from kamergraaf.errors import StoreError
from synthetic import source
try:
    with GraphStore.open(Path(sys.argv[1])) as store:
        store.replace([source(sys.argv[2], size=50_000)])
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize("name", ["a.txt", "new.txt"])
def test_a_file_that_may_not_grow_is_told_and_loses_nothing(path: Path, name: str) -> None:
    settings = os.environ | {"PYTHONPATH": os.pathsep.join((str(HOUSE), str(HOUSE / "tests")))}
    result = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), name],
        check=True,
        capture_output=True,
        text=True,
        env=settings,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert "no room left on the disk" in result.stdout
    with GraphStore.open(path) as store:
        assert versions(store) == dict.fromkeys(NAMES, "0")


def truncate_manifest(path: Path) -> None:
    manifest = next((path / "quads").glob("MANIFEST-*"))
    manifest.write_bytes(manifest.read_bytes()[:20])


def remove_current(path: Path) -> None:
    (path / "quads" / "CURRENT").unlink()


def remove_tables(path: Path) -> None:
    for file in (path / "quads").glob("*.sst"):
        file.unlink()


def remove_database(path: Path) -> None:
    shutil.rmtree(path / "quads")


@pytest.mark.parametrize("damage", [truncate_manifest, remove_current, remove_tables, remove_database])
def test_a_damaged_database_is_told_and_readers_keep_the_last_state(path: Path, damage: Callable[[Path], None]) -> None:
    damage(path)
    with pytest.raises(StoreError, match=r"is damaged .*: use a backup .* `kamergraaf build") as told:
        GraphStore.open(path)
    assert "\n" not in str(told.value)
    with GraphStore.reader(path) as store:
        assert versions(store) == dict.fromkeys(NAMES, "0")


def test_a_damaged_snapshot_is_told(path: Path) -> None:
    for file in (path / "snapshots" / "current").resolve().glob("MANIFEST-*"):
        file.write_bytes(b"")
    with pytest.raises(StoreError, match="is damaged"):
        GraphStore.reader(path)


def test_a_lost_snapshot_is_told_and_the_next_writer_makes_one(path: Path) -> None:
    shutil.rmtree((path / "snapshots" / "current").resolve())
    with pytest.raises(StoreError, match="is damaged"):
        GraphStore.reader(path)
    with GraphStore.open(path):
        pass
    with GraphStore.reader(path) as store:
        assert versions(store) == dict.fromkeys(NAMES, "0")


def test_a_damaged_text_is_told(path: Path) -> None:
    for file in (path / "texts").rglob("*.gz"):
        file.write_bytes(file.read_bytes()[:-9])
    with GraphStore.reader(path) as store, pytest.raises(StoreError, match="is damaged"):
        store.text(source("a.txt", "0").sha256)


OPENERS = [GraphStore.open, GraphStore.reader]


@pytest.mark.parametrize("opened", OPENERS)
def test_a_missing_store_says_how_to_make_one_and_makes_nothing(
    tmp_path: Path, opened: Callable[[Path], GraphStore]
) -> None:
    with pytest.raises(StoreError, match=r"there is no store at .*: make one with `kamergraaf build PATH`"):
        opened(tmp_path / "nowhere")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("opened", [*OPENERS, GraphStore.create])
def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, opened: Callable[[Path], GraphStore]) -> None:
    (tmp_path / "thesis.txt").write_text("af", encoding="utf-8")
    for path in (tmp_path, tmp_path / "thesis.txt"):
        with pytest.raises(StoreError, match=r"another folder|a new or empty folder"):
            opened(path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_empty_folder_becomes_a_store_when_asked(tmp_path: Path) -> None:
    with GraphStore.create(tmp_path) as store:
        store.replace([source("a.txt")])
    with GraphStore.reader(tmp_path) as reader:
        assert versions(reader) == {"a.txt": "1"}


def test_a_store_of_another_format_is_refused(path: Path) -> None:
    marker = path / "kamergraaf.json"
    marker.write_text(json.dumps(json.loads(marker.read_text(encoding="utf-8")) | {"version": 99}), encoding="utf-8")
    for opened in OPENERS:
        with pytest.raises(StoreError, match="has format kamergraaf-store 99, not kamergraaf-store 1"):
            opened(path)


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"{}", b'"x"', b"null"])
def test_a_marker_that_is_no_marker_is_told(path: Path, content: bytes) -> None:
    (path / "kamergraaf.json").write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"):
        GraphStore.open(path)


def test_a_store_that_was_killed_while_it_was_made_is_finished_by_the_next_run(tmp_path: Path) -> None:
    path = made(tmp_path / "store")
    for rest in ("quads", "snapshots", "texts", "lock"):
        shutil.rmtree(path / rest) if rest != "lock" else (path / rest).unlink()
    with pytest.raises(StoreError, match="is not finished: run `kamergraaf build PATH`"):
        GraphStore.reader(path)
    with GraphStore.create(path) as writer:
        writer.replace([source("a.txt", "7")])
    with GraphStore.reader(path) as store:
        assert versions(store) == {"a.txt": "7"}
