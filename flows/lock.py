"""One run at a time on a store. The system frees the lock when its holder dies, however it dies.

A store at a URL has no such system; `claim.py` holds it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.claim import claimed
from flows.fault import Busy, Fault
from flows.places import Place, Remote

NAME = ".lock"


@contextmanager
def locked(store: Place, wait: bool = False) -> Iterator[None]:
    """Hold a store, made when it is not there. Raises Busy, or waits, while another holds it."""
    with claimed(store, wait) if isinstance(store, Remote) else _locked(store, wait):
        yield


@contextmanager
def _locked(store: Path, wait: bool) -> Iterator[None]:
    """Hold a folder. The file stays: to delete it would let two runs hold two files of one name."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        number = os.open(store / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as e:
        raise Fault(f"{store}: {e.strerror}; expected a folder that may be written to") from None
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Busy(_held(store, number)) from None
        _sign(store, number)
        yield
    finally:
        os.close(number)


@contextmanager
def unchanging(store: Path, wait: bool = False) -> Iterator[None]:
    """Keep runs from changing a store that is read as a whole; others may read it too.

    Raises Busy, or waits, while a run holds it. A store without a lock never was written to here.
    """
    try:
        number = os.open(store / NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_SH | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Busy(_held(store, number)) from None
        yield
    finally:
        os.close(number)


def _held(store: Path, number: int) -> str:
    holder = os.pread(number, 20, 0).decode("ascii", "replace").strip() or "unknown"
    return f"{store}: held by a run with pid {holder}; try later, or wait for it with --wait"


def _sign(store: Path, number: int) -> None:
    try:
        os.ftruncate(number, 0)
        os.pwrite(number, f"{os.getpid()}\n".encode(), 0)
    except OSError as e:
        raise Fault(f"{store}: {e.strerror}; nothing was begun") from None
