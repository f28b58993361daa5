"""Reading ahead and writing behind, where every file costs the wait for an answer.

A file of this machine is there at once: then nothing runs beside the cleaning.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from flows.places import Place, is_url
from flows.pool import spread

T = TypeVar("T")
R = TypeVar("R")
Later = Callable[[Callable[[], object]], None]
THREADS = 16  # requests under way at once


@contextmanager
def hands(*places: Place | str) -> Iterator[Executor | None]:
    """Threads that wait for answers when one of these places is a URL; none when all are here."""
    if not any(is_url(str(place)) for place in places):
        yield None
        return
    with ThreadPoolExecutor(THREADS) as executor:
        yield executor


def ahead(executor: Executor | None, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """What becomes of each item, in their order; some are begun before they are asked for."""
    return spread(executor, THREADS, work, items)


@contextmanager
def later(executor: Executor | None) -> Iterator[Later]:
    """A function that has work done soon, or at once without threads; at the end all is done.

    Raises the first failure. None of it then counts as done.
    """
    begun: list[Future[object]] = []

    def do(work: Callable[[], object]) -> None:
        if executor is None:
            work()
        else:
            begun.append(executor.submit(work))

    yield do
    for future in begun:
        future.result()
