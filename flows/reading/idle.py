"""Containers that stay open between their rows, so that each is read forwards once.

What is compressed has no places to jump to. A worker gets one shard after another, in order; where
its reader stopped, it goes on. So each process unpacks a container once, not once for each shard.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flows.reading.entry import How, Reader
from flows.reading.formats import open_reader

MOST = 4  # readers that wait; each holds a file and a buffer
Key = tuple[str, int, How]
_lock = threading.Lock()
_idle: list[tuple[Key, Reader]] = []


@contextmanager
def reading(path: str, mtime_ns: int, offset: int, how: How) -> Iterator[Reader]:
    """A reader of a container that has not come past `offset`; a new one where none waits."""
    key = (path, mtime_ns, how)
    reader = _taken(key, offset) or open_reader(path, 0, how)
    try:
        yield reader
    except BaseException:
        reader.close()
        raise
    _put_back(key, reader)


@contextmanager
def forgotten() -> Iterator[None]:
    """Close the readers that wait at the end: a run that is over needs them no more."""
    try:
        yield
    finally:
        with _lock:
            waiting = [reader for _, reader in _idle]
            _idle.clear()
        for reader in waiting:
            reader.close()


def _taken(key: Key, offset: int) -> Reader | None:
    with _lock:
        for n, (mine, reader) in enumerate(_idle):
            if mine == key and reader.position <= offset:
                del _idle[n]
                return reader
    return None


def _put_back(key: Key, reader: Reader) -> None:
    with _lock:
        _idle.append((key, reader))
        old = _idle.pop(0)[1] if len(_idle) > MOST else None
    if old:
        old.close()
