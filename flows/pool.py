"""Processes that clean. They know no Prefect, and none outlives the process it works for."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from flows.collector import collect_seldom
from flows.fault import Fault

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def pool(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    """A process pool, or none where one process is enough."""
    if processes < 2:
        yield None
        return
    context = multiprocessing.get_context("forkserver")
    executor = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def spread(
    executor: Executor | None, processes: int, work: Callable[[T], R], jobs: Iterable[T]
) -> Iterator[R]:
    """What becomes of each job, in their order. No more are begun than the processes can use."""
    if executor is None:
        yield from map(work, jobs)
        return
    waiting: deque[Future[R]] = deque()
    try:
        for job in jobs:
            waiting.append(executor.submit(work, job))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise Fault(
            "a process that worked for this was killed, perhaps for its memory; nothing is lost, "
            "run again with fewer --workers"
        ) from None


def _begin() -> None:
    """What a process does before it cleans."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the workers
    die_with_parent()


def die_with_parent() -> None:
    """End this process when the one that started it to work for it is gone, even by SIGKILL.

    A worker that waits for work holds both ends of its queue, so it would wait for ever; a run
    whose schedule is gone would hold the store. A process that works for nobody stays.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_die, args=(parent.join,), daemon=True).start()


def _wait_and_die(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)
