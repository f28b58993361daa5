"""Processes that clean. They know no Prefect, and none outlives the process it works for."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def pool(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    """A process pool, or none where one process is enough."""
    if processes < 2:
        yield None
        return
    context = multiprocessing.get_context("forkserver")
    executor = ProcessPoolExecutor(processes, mp_context=context, initializer=_die_with_parent)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _die_with_parent() -> None:
    """End this process when the one it works for is gone, even by SIGKILL.

    A worker that waits for work holds both ends of its queue, so it would wait for ever.
    """
    threading.Thread(target=_wait_and_die, daemon=True).start()


def _wait_and_die() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
