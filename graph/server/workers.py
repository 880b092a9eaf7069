"""The pool of worker processes: each answers one request at a time and is killed when it takes too long or too much."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, ClassVar, cast

from graph.faults import damaged
from graph.server.refusal import RefusedError
from graph.server.settings import Limits
from graph.server.wire import LAST, Frames, Head, Kind, Refresh, Request, asking, refused
from kamergraaf.errors import StoreError
from kamergraaf.messages import complain

READERS = "graph.server.answering"
WRITER = "graph.server.changing"
AHEAD = 4  # parts of an answer that wait for a slow client
SECONDS_TO_START = 30.0
BETWEEN_STARTS = 1.0
BUSY = HTTPStatus.SERVICE_UNAVAILABLE
RETRY = 5  # seconds
TRACE = "KAMERGRAAF_TRACE"  # when set, what a worker complains of goes to standard error


class CutError(Exception):
    """An answer that has begun cannot be finished."""


class Answer:
    """The head of an answer, its first part, and the parts that follow unless it is `whole`."""

    def __init__(self, head: Head, first: bytes, whole: bool, worker: Worker) -> None:
        self.head = head
        self.first = first
        self.whole = whole
        self._worker = worker
        self._parts: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._ended = whole

    async def parts(self) -> AsyncIterator[bytes]:
        """What follows the first part; raises a CutError where it breaks off."""
        while not self.whole:
            part = await self._parts.get()
            self._worker.read_on(self._parts.qsize())
            if part is None:
                return
            if not part:
                raise CutError
            yield part

    def add(self, part: bytes) -> int:
        self._parts.put_nowait(part)
        return self._parts.qsize()

    def end(self, whole: bool) -> None:
        self._ended = True
        self._parts.put_nowait(None if whole else b"")

    def abandon(self) -> None:
        """Nobody wants the rest."""
        if not self._ended:
            self._worker.kill("abandoned")


class Worker(asyncio.Protocol):
    """One process, as the server sees it."""

    def __init__(self, pool: Pool, process: subprocess.Popen[bytes]) -> None:
        self._pool = pool
        self.process = process
        self.ready: asyncio.Future[None] = pool.loop.create_future()
        self._frames = Frames()
        self._first: asyncio.Future[Answer] | None = None
        self._answer: Answer | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._paused = False
        self.dead = False

    async def ask(self, request: Request, until: float) -> Answer:
        """The answer, as soon as it has begun. `until` is a time of the loop, when the answer must have ended."""
        first: asyncio.Future[Answer] = self._pool.loop.create_future()
        self._first = first
        self._timer = self._pool.loop.call_at(until, self._too_late)
        self._transport.write(asking(request))
        try:
            return await first
        except asyncio.CancelledError:
            self.kill("abandoned")
            raise

    def kill(self, why: str) -> None:
        if not self.dead:
            self._pool.kills[why] += 1
            self._fail(None)
            self.process.kill()
            self._gone()

    def read_on(self, waiting: int) -> None:
        if self._paused and not self.dead and waiting < AHEAD:
            self._paused = False
            self._transport.resume_reading()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        for kind, payload in self._frames.feed(data):
            if not self.dead:
                self._take(kind, payload)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.dead:
            self.dead = True
            self._pool.keep(self._died())

    async def _died(self) -> None:
        code = await asyncio.to_thread(self.process.wait)
        why, sentence = _cause(code, self._pool.memory)
        self._pool.kills[why] += 1
        self._fail(RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, sentence))
        self._gone()

    def _take(self, kind: Kind, payload: bytes) -> None:
        if kind in LAST:
            self._stop_clock()
        self._takers[kind](self, payload)
        if kind in LAST:
            self._answer = None
            if kind is not Kind.READY:
                self._pool.free(self)

    def _ready(self, _: bytes) -> None:
        self.ready.set_result(None)

    def _whole(self, payload: bytes) -> None:
        self._begun(Answer(*Head.decode(payload), True, self))

    def _begin(self, payload: bytes) -> None:
        self._answer = Answer(*Head.decode(payload), False, self)
        self._begun(self._answer)

    def _part(self, payload: bytes) -> None:
        if self._answer and self._answer.add(payload) >= AHEAD and not self._paused:
            self._paused = True
            self._transport.pause_reading()

    def _end(self, _: bytes) -> None:
        if self._answer:
            self._answer.end(whole=True)

    def _cut(self, _: bytes) -> None:
        if self._answer:
            self._answer.end(whole=False)

    def _refused(self, payload: bytes) -> None:
        refusal = refused(payload)
        if not self.ready.done():
            self.ready.set_exception(StoreError(str(refusal)))
        elif self._first and not self._first.done():
            self._first.set_exception(refusal)

    _takers: ClassVar[dict[Kind, Callable[[Worker, bytes], None]]] = {
        Kind.READY: _ready,
        Kind.WHOLE: _whole,
        Kind.BEGIN: _begin,
        Kind.PART: _part,
        Kind.END: _end,
        Kind.CUT: _cut,
        Kind.REFUSED: _refused,
    }

    def _begun(self, answer: Answer) -> None:
        if self._first and not self._first.done():
            self._first.set_result(answer)

    def _too_late(self) -> None:
        late = f"the answer took longer than {self._pool.seconds:g} seconds; make the query ask for less"
        self._pool.kills["deadline"] += 1
        self._fail(RefusedError(HTTPStatus.GATEWAY_TIMEOUT, late))
        self.process.kill()
        self._gone()

    def _fail(self, refusal: RefusedError | None) -> None:
        self._stop_clock()
        if self._first and not self._first.done():
            if refusal:
                self._first.set_exception(refusal)
        elif self._answer:
            self._answer.end(whole=False)
            self._answer = None

    def _stop_clock(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _gone(self) -> None:
        self.dead = True
        self._transport.abort()
        if not self.ready.done():
            self.ready.set_exception(damaged(self._pool.path, "a worker that opened it has died"))
            self.ready.exception()
        self._pool.lose(self)


def _cause(code: int, memory: int) -> tuple[str, str]:
    if code in (-signal.SIGABRT, -signal.SIGKILL):
        return "memory", f"the query needed more memory than its {memory / 1e6:,.0f} MB; make it ask for less"
    return "crash", "the query broke the engine, which is running again; write it with fewer levels and operators"


@dataclass(frozen=True, slots=True)
class Load:
    busy: int
    waiting: int
    processes: int


class Pool:
    """`size` requests are answered at a time; one process more stands ready to take the place of one that is killed."""

    def __init__(self, path: Path, limits: Limits, size: int, module: str = READERS, spare: int = 1) -> None:
        self.path, self.size = path, size
        self.seconds, self.memory = limits.seconds, limits.memory
        self.kills: Counter[str] = Counter()  # why workers were killed or died: deadline, memory, crash, abandoned
        self._module, self._queue, self._spare = module, limits.queue, spare
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._busy: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = False

    @property
    def load(self) -> Load:
        return Load(len(self._busy), len(self._waiting), len(self._all))

    async def start(self) -> None:
        """Raises a StoreError where the store cannot be opened."""
        self.loop = asyncio.get_running_loop()
        try:
            for worker in await asyncio.gather(*(self._begin() for _ in range(self.size + self._spare))):
                self.free(worker)
        except StoreError:
            await self.stop()
            raise

    async def stop(self) -> None:
        self._stopped = True
        for task in self._tasks:
            task.cancel()
        for worker in list(self._all):
            worker.kill("stopped")
            await asyncio.to_thread(worker.process.wait)

    async def ask(self, request: Request, until: float | None = None) -> Answer:
        """The answer of a worker as soon as it has begun; a RefusedError where there will be none."""
        until = self.loop.time() + self.seconds if until is None else until
        return await (await self._worker(until)).ask(request, until)

    async def follow(self) -> None:
        """Lets the workers that wait open the newest snapshot, so that old ones can be removed."""
        for worker in list(self._idle):
            if worker in self._idle:
                self._idle.remove(worker)
                try:
                    await worker.ask(Refresh(), self.loop.time() + self.seconds)
                except RefusedError as refusal:
                    complain(refusal)

    def free(self, worker: Worker) -> None:
        """A worker waits for work."""
        self._busy.discard(worker)
        if not worker.dead:
            self._idle.append(worker)
        self._lend()

    def lose(self, worker: Worker) -> None:
        """A worker is dead: another takes its place."""
        self._busy.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        if worker in self._all and not self._stopped:
            self._all.discard(worker)
            self.keep(self._replace(worker.process))
            self._lend()

    def keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs something beside the requests."""
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _worker(self, until: float) -> Worker:
        if self._idle and len(self._busy) < self.size:
            worker = self._idle.pop()
            self._busy.add(worker)
            return worker
        if len(self._waiting) >= self._queue:
            raise RefusedError(BUSY, f"{self._queue} requests are waiting already; try again later", RETRY)
        return await self._wait(until)

    async def _wait(self, until: float) -> Worker:
        place: asyncio.Future[Worker] = self.loop.create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout_at(until):
                return await place
        except BaseException as fault:
            if place.done() and not place.cancelled():
                self.free(place.result())
            elif place in self._waiting:
                self._waiting.remove(place)
            if isinstance(fault, TimeoutError):
                raise RefusedError(BUSY, "other requests kept the server busy; try again later", RETRY) from None
            raise

    def _lend(self) -> None:
        while self._waiting and self._idle and len(self._busy) < self.size:
            place = self._waiting.popleft()
            if not place.done():
                worker = self._idle.pop()
                self._busy.add(worker)
                place.set_result(worker)

    async def _replace(self, dead: subprocess.Popen[bytes]) -> None:
        while True:
            try:
                self.free(await self._begin())
                break
            except (StoreError, OSError) as error:
                complain(error if isinstance(error, StoreError) else StoreError(f"no worker can be started: {error}"))
                await asyncio.sleep(BETWEEN_STARTS)
        await asyncio.to_thread(dead.wait)

    async def _begin(self) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.to_thread(_process, self._module, theirs, self.path, self.memory)
        ours.setblocking(False)
        _, worker = await self.loop.create_connection(lambda: Worker(self, process), sock=ours)
        self._all.add(worker)
        async with asyncio.timeout(SECONDS_TO_START):
            await worker.ready
        return worker


def _process(module: str, connection: socket.socket, path: Path, memory: int) -> subprocess.Popen[bytes]:
    """A process of its own session, so that an interrupt at the terminal reaches the server alone."""
    descriptor = connection.fileno()
    return subprocess.Popen(
        [sys.executable, "-m", module, str(descriptor), str(path), str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=None if os.environ.get(TRACE) else subprocess.DEVNULL,
        pass_fds=(descriptor,),
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
