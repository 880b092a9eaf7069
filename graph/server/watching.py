"""What the one who runs the server sees of it: a line of JSON for each request, and metrics for Prometheus."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from typing import NamedTuple, TextIO

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from graph.server.behind import Behind
from graph.server.calls import Scope
from kamergraaf.errors import StoreError

BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # seconds
ROUTES = frozenset({"sparql", "update", "query", "store", "health", "metrics", "queries", "api", "thing", "dataset"})
SECONDS_HELD = 0.5  # a line of the log waits so long, at most
LINES_HELD = 10_000  # when the log cannot be written so fast, newer lines are lost
LONGEST_PATH = 500


class Seen(NamedTuple):
    """One request that has ended."""

    scope: Scope
    status: int
    sent: int  # bytes of the body
    seconds: float
    whole: bool  # whether the answer was sent to its end


class AccessLog:
    """Lines are written now and then, in a thread: a slow disk holds nobody up."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._lines: list[str] = []

    def add(self, seen: Seen) -> None:
        if self._stream is not None and len(self._lines) < LINES_HELD:
            self._lines.append(_line(seen))

    async def write(self) -> None:
        """Writes until it is cancelled."""
        try:
            while True:
                await asyncio.sleep(SECONDS_HELD)
                if self._lines:
                    await asyncio.to_thread(self.flush)
        finally:
            self.flush()

    def flush(self) -> None:
        lines, self._lines = self._lines, []
        if self._stream is not None and lines:
            with suppress(OSError, ValueError):  # the log is gone; the server goes on
                self._stream.write("".join(lines))
                self._stream.flush()


def _line(seen: Seen) -> str:
    client = seen.scope.get("client")
    asked = _asked(client[0] if client else None, seen.scope["method"], seen.scope["path"][:LONGEST_PATH])
    when = _second(int(time.time()))
    return (
        f'{{"time": "{when}", "request": {asked}, "status": {seen.status}, "bytes": {seen.sent}, '
        f'"ms": {seen.seconds * 1_000:.1f}, "whole": {"true" if seen.whole else "false"}}}\n'
    )


@lru_cache(1_000)
def _asked(client: str | None, method: str, path: str) -> str:
    return json.dumps((client, method, path))


@lru_cache(1)
def _second(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class Metrics:
    """The text format of Prometheus."""

    def __init__(self, behind: Behind) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "kamergraaf_requests", "Requests that were answered", ("route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "kamergraaf_request_seconds", "How long they took", ("route",), registry=self._registry, buckets=BUCKETS
        )
        self._of = cache(lambda route, status: self._requests.labels(route, str(status)))
        self._time = cache(self._seconds.labels)
        self._cut = Counter("kamergraaf_answers_cut", "Answers that broke off", registry=self._registry)
        self._registry.register(_Behind(behind))

    def add(self, seen: Seen) -> None:
        route = _route(seen.scope["path"])
        self._of(route, seen.status).inc()
        self._time(route).observe(seen.seconds)
        if not seen.whole:
            self._cut.inc()

    def text(self) -> bytes:
        return generate_latest(self._registry)


def _route(path: str) -> str:
    """The first part of a path, if it is one of ours: there must not be a metric for each address that is tried."""
    first = path[1:].partition("/")[0]
    return first if first in ROUTES else "home" if path == "/" else "page"


class _Behind(Collector):
    def __init__(self, behind: Behind) -> None:
        self._behind = behind

    def collect(self) -> Iterator[Metric]:
        killed = CounterMetricFamily(
            "kamergraaf_workers_killed", "Workers that were killed or died", labels=("pool", "why")
        )
        busy = GaugeMetricFamily("kamergraaf_workers_busy", "Requests at work", labels=("pool",))
        waiting = GaugeMetricFamily("kamergraaf_queue_length", "Requests that wait for a worker", labels=("pool",))
        for name, pool in self._behind.pools.items():
            for why in ("deadline", "memory", "crash", "abandoned"):
                killed.add_metric((name, why), pool.kills[why])
            busy.add_metric((name,), pool.load.busy)
            waiting.add_metric((name,), pool.load.waiting)
        again = CounterMetricFamily("kamergraaf_answers_given_again", "Without work", value=self._behind.recent.given)
        yield from (killed, busy, waiting, again)
        with suppress(StoreError):
            age = max(0.0, time.time() - self._behind.snapshots.time())
            yield GaugeMetricFamily("kamergraaf_snapshot_age_seconds", "Since the graph was published", value=age)
