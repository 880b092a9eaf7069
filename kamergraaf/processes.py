"""Work that is spread over processes, with the results in the order of the tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Tools = TypeVar("Tools")
Task = TypeVar("Task")
Made = TypeVar("Made")
WAITING = 3  # tasks for each process that are read ahead

_workers: list[Callable[[Any], Any]] = []  # the one of this process


def in_processes(
    worker: Callable[[Tools], Callable[[Task], Made]], tools: Tools, tasks: Iterable[Task], jobs: int
) -> Iterator[Made]:
    """What the worker makes of each task; `worker(tools)` is made once in each of the `jobs` processes.

    Where a worker gives an iterator, other processes make all that it yields before they hand it over.

    With one job all is done here. Memory stays the same however many tasks there are.
    """
    if jobs == 1:
        yield from map(worker(tools), tasks)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (worker, tools)) as pool:
        waiting: deque[Future[Made]] = deque()
        for task in tasks:
            waiting.append(pool.submit(_work, task))
            if len(waiting) > WAITING * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _begin(worker: Callable[[Tools], Callable[[Task], Made]], tools: Tools) -> None:
    _workers.append(worker(tools))


def _work(task: Any) -> Any:  # noqa: ANN401
    made = _workers[0](task)
    return list(made) if isinstance(made, Iterator) else made
