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
from functools import cached_property
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
        self._ended = whole

    @cached_property
    def _parts(self) -> asyncio.Queue[bytes | None]:
        return asyncio.Queue()

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


class Job:
    """A request on its way to its answer."""

    __slots__ = ("first", "request", "timer", "worker")

    def __init__(self, request: bytes, first: asyncio.Future[Answer]) -> None:
        self.request = request
        self.first = first
        self.timer: asyncio.TimerHandle | None = None
        self.worker: Worker | None = None

    def fail(self, refusal: RefusedError) -> None:
        if not self.first.done():
            self.first.set_exception(refusal)

    def stop_clock(self) -> None:
        if self.timer:
            self.timer.cancel()


class Worker(asyncio.Protocol):
    """One process, as the server sees it."""

    def __init__(self, pool: Pool, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.ready: asyncio.Future[None] = pool.loop.create_future()
        self.dead = False
        self._pool = pool
        self._frames = Frames()
        self._job: Job | None = None
        self._answer: Answer | None = None  # what has begun and goes on
        self._paused = False

    def start(self, job: Job) -> None:
        self._job = job
        job.worker = self
        self._transport.write(job.request)

    def kill(self, why: str, refusal: RefusedError | None = None) -> None:
        if not self.dead:
            self.process.kill()
            self._end(why, refusal)

    def leave(self, job: Job) -> None:
        """Nobody waits for this job, which may be done already."""
        if self._job is job:
            self.kill("abandoned")

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
            self._pool.keep(self._died())

    async def _died(self) -> None:
        code = await asyncio.to_thread(self.process.wait)
        why, sentence = _cause(code, self._pool.memory)
        if not self.dead:
            self._end(why, RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, sentence))

    def _end(self, why: str, refusal: RefusedError | None) -> None:
        self.dead = True
        self._pool.kills[why] += 1
        if self._job:
            self._job.stop_clock()
            if refusal:
                self._job.fail(refusal)
        if self._answer:
            self._answer.end(whole=False)
        if not self.ready.done():
            self.ready.set_exception(damaged(self._pool.path, "a worker that opened it has died"))
        self._transport.abort()
        self._pool.lose(self)

    def _take(self, kind: Kind, payload: bytes) -> None:
        if not self.ready.done():
            self._opened(kind, payload)
            return
        if kind in LAST and self._job:
            self._job.stop_clock()
        self._takers[kind](self, payload)
        if kind in LAST:
            self._answer = self._job = None
            self._pool.free(self)

    def _opened(self, kind: Kind, payload: bytes) -> None:
        if kind is Kind.READY:
            self.ready.set_result(None)
        else:
            self.ready.set_exception(StoreError(str(refused(payload))))

    def _whole(self, payload: bytes) -> None:
        self._begun(Answer(*Head.decode(payload), True, self))

    def _begin(self, payload: bytes) -> None:
        self._answer = Answer(*Head.decode(payload), False, self)
        self._begun(self._answer)

    def _begun(self, answer: Answer) -> None:
        if self._job and not self._job.first.done():
            self._job.first.set_result(answer)

    def _part(self, payload: bytes) -> None:
        if self._answer and self._answer.add(payload) >= AHEAD and not self._paused:
            self._paused = True
            self._transport.pause_reading()

    def _finished(self, _: bytes) -> None:
        if self._answer:
            self._answer.end(whole=True)

    def _cut(self, _: bytes) -> None:
        if self._answer:
            self._answer.end(whole=False)

    def _refused(self, payload: bytes) -> None:
        if self._job:
            self._job.fail(refused(payload))

    _takers: ClassVar[dict[Kind, Callable[[Worker, bytes], None]]] = {
        Kind.WHOLE: _whole,
        Kind.BEGIN: _begin,
        Kind.PART: _part,
        Kind.END: _finished,
        Kind.CUT: _cut,
        Kind.REFUSED: _refused,
    }


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
        self._busy: set[Worker] = set()
        self._all: set[Worker] = set()
        self._waiting: deque[Job] = deque()
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

    async def ask(self, request: Request) -> Answer:
        """The answer of a worker as soon as it has begun; a RefusedError where there will be none."""
        job = Job(asking(request), self.loop.create_future())
        if self._idle and len(self._busy) < self.size:
            self._start(job)
        elif len(self._waiting) < self._queue:
            self._waiting.append(job)
        else:
            raise RefusedError(BUSY, f"{self._queue} requests are waiting already; try again later", RETRY)
        return await self._answer(job)

    async def follow(self) -> None:
        """Lets the workers that wait open the newest snapshot, so that old ones can be removed."""
        for worker in list(self._idle):
            if worker in self._idle:
                self._idle.remove(worker)
                job = Job(asking(Refresh()), self.loop.create_future())
                worker.start(job)
                try:
                    await self._answer(job)
                except RefusedError as refusal:
                    complain(refusal)

    def free(self, worker: Worker) -> None:
        """A worker waits for work."""
        self._busy.discard(worker)
        if not worker.dead:
            self._idle.append(worker)
        self._start_next()

    def lose(self, worker: Worker) -> None:
        """A worker is dead: another takes its place."""
        self._busy.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        if worker in self._all:
            self._all.discard(worker)
            if not self._stopped:
                self.keep(self._replace(worker.process))
                self._start_next()

    def keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs something beside the requests."""
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, job: Job) -> Answer:
        job.timer = self.loop.call_later(self.seconds, self._too_late, job)
        try:
            return await job.first
        except asyncio.CancelledError:
            self._give_up(job)
            raise

    def _give_up(self, job: Job) -> None:
        """Nobody waits for the answer any more."""
        job.stop_clock()
        if job.worker:
            job.worker.leave(job)
        else:
            self._waiting.remove(job)

    def _too_late(self, job: Job) -> None:
        if job.worker:
            late = f"the answer took longer than {self.seconds:g} seconds; make the query ask for less"
            job.worker.kill("deadline", RefusedError(HTTPStatus.GATEWAY_TIMEOUT, late))
        else:
            self._waiting.remove(job)
            job.fail(RefusedError(BUSY, "other requests kept the server busy; try again later", RETRY))

    def _start(self, job: Job) -> None:
        worker = self._idle.pop()
        self._busy.add(worker)
        worker.start(job)

    def _start_next(self) -> None:
        while self._waiting and self._idle and len(self._busy) < self.size:
            self._start(self._waiting.popleft())

    async def _replace(self, dead: subprocess.Popen[bytes]) -> None:
        await asyncio.to_thread(dead.wait)
        while True:
            try:
                self.free(await self._begin())
                break
            except (StoreError, OSError) as error:
                complain(error if isinstance(error, StoreError) else StoreError(f"no worker can be started: {error}"))
                await asyncio.sleep(BETWEEN_STARTS)

    async def _begin(self) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.to_thread(_process, self._module, theirs, self.path, self.memory)
        ours.setblocking(False)
        _, worker = await self.loop.create_connection(lambda: Worker(self, process), sock=ours)
        async with asyncio.timeout(SECONDS_TO_START):
            await worker.ready
        self._all.add(worker)
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
