"""The newest snapshot, as a worker has it open: the least that it takes, since workers must start fast."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Self

from pyoxigraph import Store

from graph.faults import faults_of
from graph.folder import StoreFolder
from graph.snapshots import name_of


class Snapshot:
    """The snapshot that was the newest when it was opened; it is kept until it is closed."""

    def __init__(self, folder: StoreFolder) -> None:
        self._folder = folder
        self._published = folder.snapshots
        with ExitStack() as held, faults_of(folder.path):
            path = held.enter_context(self._published.newest())
            self.name = name_of(path)
            self.quads = Store.read_only(str(path))
            self._held = held.pop_all()

    def newest(self) -> Self:
        """Itself, or the one that has been published since; then it is closed."""
        if self._published.name() == self.name:
            return self
        newer = type(self)(self._folder)
        self._held.close()
        return newer
