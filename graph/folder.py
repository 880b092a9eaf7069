"""The folder of a store: what lies where, and the marker file that tells that a folder is a store.

- `kamergraaf.json`: the marker, with format and version
- `lock`: held by the one writer
- `stale`: there while the graph has changes that readers do not see yet
- `quads/`: the Oxigraph database
- `texts/`: the texts, by digest
- `snapshots/`: what readers open
- `registers/`: the registers that were imported, compiled
- `search/`, `dumps/`: what is made of a snapshot when it is first asked for
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from graph.faults import damaged, faults_of
from graph.files import UNFINISHED, sync_folder, write_whole
from graph.snapshots import Snapshots
from graph.texts import Texts
from kamergraaf.errors import StoreError

MARKER = "kamergraaf.json"
FORMAT = "kamergraaf-store"
VERSION = 1
LEFT_BEHIND = ("bulk-*.sst", "LOG.old.*")  # by a killed bulk load; by each opening


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """A folder that is, or is to be, a store."""

    path: Path

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def quads(self) -> Path:
        return self.path / "quads"

    @property
    def texts(self) -> Texts:
        return Texts(self.path / "texts")

    @property
    def registers(self) -> Path:
        return self.path / "registers"

    @property
    def snapshots(self) -> Snapshots:
        return Snapshots(self.path / "snapshots")

    @property
    def stale(self) -> bool:
        """Whether readers see less than what is in the database; so it is until the first snapshot."""
        return self._stale.exists() or not self.snapshots.published

    def set_stale(self) -> None:
        if not self._stale.exists():
            self._stale.touch()
            sync_folder(self.path)

    def set_fresh(self) -> None:
        self._stale.unlink(missing_ok=True)
        sync_folder(self.path)

    def make(self) -> None:
        """Makes the folder a store, unless it is one; a folder with other things in it is refused."""
        with faults_of(self.path):
            if not (self.path / MARKER).exists():
                self.refuse_other_things()
                self.mark()

    def mark(self) -> None:
        """Declares the folder a store."""
        write_whole(self.path / MARKER, json.dumps({"format": FORMAT, "version": VERSION}).encode())

    def refuse_other_things(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self.path} is a file: name a new or empty folder")
        if self.path.exists() and any(file.name != MARKER + UNFINISHED for file in self.path.iterdir()):
            raise StoreError(f"{self.path} is a folder with other things in it: name a new or empty folder")

    def check(self) -> None:
        """Raises a StoreError where the folder is not a store that this program can open."""
        with faults_of(self.path):
            if not self.path.exists():
                raise StoreError(f"there is no store at {self.path}: make one with `kamergraaf build PATH`")
            if not (self.path / MARKER).exists():
                raise StoreError(f"{self.path} is not a store of kamergraaf: name another folder with --store")
            self._check_marker((self.path / MARKER).read_bytes())

    def open_database(self) -> Store:
        """Opens the database for writing; it is made where there are no snapshots yet, else it must be there."""
        if self.snapshots.begun and not (self.quads / "CURRENT").exists():
            raise damaged(self.path, "the database is gone")
        self._tidy()
        return Store(str(self.quads))

    def _tidy(self) -> None:
        for pattern in LEFT_BEHIND:
            for file in self.quads.glob(pattern):
                file.unlink()
        self.snapshots.remove_unfinished()
        self.texts.remove_unfinished()

    def _check_marker(self, content: bytes) -> None:
        try:
            marker = json.loads(content)
            format_, version = marker["format"], marker["version"]
        except (ValueError, KeyError, TypeError) as fault:
            raise damaged(self.path, f"{MARKER} is unreadable") from fault
        if (format_, version) != (FORMAT, VERSION):
            raise StoreError(
                f"the store at {self.path} has format {format_} {version}, not {FORMAT} {VERSION}: "
                "use the version of kamergraaf that made it, or build it again in another folder"
            )

    @property
    def _stale(self) -> Path:
        return self.path / "stale"
