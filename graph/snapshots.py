"""Immutable copies of the graph for readers, in numbered folders; the link `current` names the newest.

A copy consists of hard links, so it takes milliseconds and no room. A reader holds a lock on the copy it has open, and
a copy that is locked is not removed: a long-running server keeps its files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Store

from graph.faults import damaged
from graph.files import UNFINISHED, sync_folder
from graph.lock import folder_if_free, folder_in_use
from kamergraaf.errors import StoreError

KEPT = 2


class Snapshots:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = folder / "current"
        self._newest = str(self._current / "CURRENT")

    @property
    def begun(self) -> bool:
        return self.folder.exists()

    @property
    def published(self) -> bool:
        return self._current.exists()

    def publish(self, quads: Store) -> None:
        """Gives readers the present state of `quads`."""
        self.folder.mkdir(exist_ok=True)
        number = max(self._numbers(), default=0) + 1
        part = self.folder / f"{number}{UNFINISHED}"
        shutil.rmtree(part, ignore_errors=True)
        quads.backup(str(part))
        part.rename(self.folder / str(number))
        self._point_to(number)
        self.prune()

    @contextmanager
    def newest(self) -> Iterator[Path]:
        """The newest copy, kept for as long as the context lasts."""
        gone = None
        while (path := self._follow_link()) != gone:
            with folder_in_use(path) as there:
                if there:
                    yield path
                    return
            gone = path  # removed between looking and opening, so there is a newer one
        raise damaged(self.folder.parent, f"snapshot {path.name} is gone")

    def name(self) -> str:
        """The name of the newest copy (`name_of`)."""
        return _name(self._newest_file())

    def time(self) -> float:
        """When the newest copy was published, in seconds since 1970."""
        return self._newest_file().st_mtime

    def _newest_file(self) -> os.stat_result:
        try:
            return os.stat(self._newest)  # noqa: PTH116 - asked at each request, and twice as fast
        except FileNotFoundError:
            raise damaged(self.folder.parent, "the newest snapshot is gone") from None

    def all(self) -> list[Path]:
        return [self.folder / str(number) for number in self._numbers()]

    def prune(self) -> None:
        """Removes all but the newest copies, except those that a reader has open."""
        for path in self.all()[:-KEPT]:
            with folder_if_free(path) as free:
                if free:
                    shutil.rmtree(path.rename(path.with_suffix(UNFINISHED)))

    def remove_unfinished(self) -> None:
        for part in self.folder.glob(f"*{UNFINISHED}"):
            shutil.rmtree(part)

    def _point_to(self, number: int) -> None:
        link = self.folder / "next"
        link.unlink(missing_ok=True)
        link.symlink_to(str(number))
        link.replace(self._current)
        sync_folder(self.folder)

    def _follow_link(self) -> Path:
        try:
            return self.folder / self._current.readlink()
        except FileNotFoundError:
            raise StoreError(
                f"the store at {self.folder.parent} is not finished: run `kamergraaf build PATH` on it first"
            ) from None

    def _numbers(self) -> list[int]:
        return sorted(int(path.name) for path in self.folder.glob("*") if path.name.isdigit())


def name_of(snapshot: Path) -> str:
    """A name of a copy that no other has, nor one in a store that was made anew in the same place."""
    return _name((snapshot / "CURRENT").stat())


def _name(file: os.stat_result) -> str:
    return f"{file.st_mtime_ns:x}-{file.st_ino:x}"
