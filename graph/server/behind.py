"""What stands behind the endpoint and the graphs."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from graph.server.recent import Recent
from graph.server.refusal import RefusedError
from graph.server.workers import Pool
from graph.snapshots import Snapshots
from kamergraaf.errors import StoreError


@dataclass(frozen=True, slots=True)
class Behind:
    readers: Pool
    writer: Pool | None  # None where nobody may write
    snapshots: Snapshots
    recent: Recent

    @property
    def pools(self) -> dict[str, Pool]:
        """All pools, by what they do."""
        return {"read": self.readers} | ({"write": self.writer} if self.writer else {})

    @property
    def snapshot(self) -> str:
        """The name of the newest; a RefusedError where it is gone."""
        try:
            return self.snapshots.name()
        except StoreError as error:
            raise RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, str(error)) from error
