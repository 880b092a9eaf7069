"""The search index of the newest snapshot, made when it is first wanted."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from graph.search import SearchIndex, index_of
from graph.server.asking import Asker
from graph.store import GraphStore


class Searching:
    def __init__(self, asker: Asker, store: Path) -> None:
        self._asker = asker
        self._store = store
        self._made = asyncio.Lock()
        self._index: SearchIndex | None = None
        self._snapshot = ""

    async def index(self) -> SearchIndex:
        """The index; a reader who comes while it is made waits for it."""
        async with self._made:
            snapshot = self._asker.snapshot()
            if self._index is None or snapshot != self._snapshot:
                self._index = await run_in_threadpool(self._make)
                self._snapshot = snapshot
            return self._index

    def _make(self) -> SearchIndex:
        with GraphStore.reader(self._store) as store:
            return index_of(store)
