"""One run at a time on a store at a URL: an object there names the holder, who renews it.

No system frees it when its holder dies. So it says which process of which machine holds it: one
that finds a dead process of its own machine takes its place at once, and one elsewhere after it
was silent for a quarter of an hour. Who was silent that long and wakes up again finds that out
before it puts a manifest back.
"""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.fault import Busy, Fault
from flows.places import Remote

NAME = ".lock"
BEAT, SILENCE, SETTLE, POLL = 60.0, 900.0, 2.0, 2.0  # seconds
# File systems that put an object as a whole, and can refuse to put it where one is.
WHOLE = ("abfs", "abfss", "az", "gcs", "gs", "memory", "s3", "s3a")
_MINE: dict[str, str] = {}  # the stores that this process holds, and by which token


class Holder(BaseModel):
    """Who holds a store. `machine` is empty where the system does not tell its machines apart."""

    model_config = ConfigDict(frozen=True)

    host: str
    machine: str
    pid: int
    token: str
    since: float
    seen: float


@contextmanager
def claimed(store: Remote, wait: bool = False) -> Iterator[None]:
    """Hold a store at a URL. Raises Busy, or waits, while another holds it."""
    if store.scheme not in WHOLE:
        raise Fault(
            f"{store}: a store needs objects that are put as a whole, as on "
            f"{', '.join(WHOLE)}; articles may come from there, records cannot go there"
        )
    mine = _me()
    try:
        while not _take(store, mine):
            if not wait:
                raise Busy(_held(store))
            time.sleep(POLL)
    except (PermissionError, FileNotFoundError) as e:
        raise Fault(f"{store}: {e.strerror}; expected a place that may be written to") from None
    ended = threading.Event()
    renewal = threading.Thread(target=_renew, args=(store, mine, ended), daemon=True)
    renewal.start()
    try:
        yield
    finally:
        ended.set()
        renewal.join()
        if _is_mine(store):
            (store / NAME).unlink(missing_ok=True)
        _MINE.pop(store.url, None)


def demand(store: Remote) -> None:
    """Raise Fault when this process does not hold a store, or does not hold it any more."""
    if not _is_mine(store):
        raise Fault(
            f"{store}: another run has taken this store, as this one was not heard of for "
            f"{SILENCE / 60:.0f} minutes; run again"
        )


def _is_mine(store: Remote) -> bool:
    holder = _holder(store)
    return holder is not None and holder.token == _MINE.get(store.url)


def _take(store: Remote, mine: Holder) -> bool:
    """Whether the store is ours now. Others may have found the same dead holder."""
    place, is_heir = store / NAME, False
    other = _holder(store)
    if other is not None:
        if _is_alive(other):
            return False
        place.unlink(missing_ok=True)
        is_heir = True
    try:
        place.write_bytes(mine.model_dump_json().encode(), new=True)
    except FileExistsError:
        return False
    if is_heir:
        time.sleep(SETTLE)
    _MINE[store.url] = mine.token
    if _is_mine(store):  # not every server refuses what it should
        return True
    del _MINE[store.url]
    return False


def _holder(store: Remote) -> Holder | None:
    try:
        return Holder.model_validate_json((store / NAME).read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError:
        raise Fault(f"{store / NAME}: no lock of Copydesk; delete it if no run is going") from None


def _is_alive(other: Holder) -> bool:
    if other.machine and other.machine == _machine():
        return Path(f"/proc/{other.pid}").exists()
    return time.time() - other.seen < SILENCE


def _renew(store: Remote, mine: Holder, ended: threading.Event) -> None:
    while not ended.wait(BEAT):
        try:
            if not _is_mine(store):
                return
            now = mine.model_copy(update={"seen": time.time()})
            (store / NAME).write_bytes(now.model_dump_json().encode())
        except (OSError, Fault):  # the next beat may reach it
            continue


def _me() -> Holder:
    now = time.time()
    return Holder(
        host=socket.gethostname(),
        machine=_machine(),
        pid=os.getpid(),
        token=uuid4().hex,
        since=now,
        seen=now,
    )


def _machine() -> str:
    """This boot of this machine, and who can see its processes: a container sees its own only."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _held(store: Remote) -> str:
    other = _holder(store)
    if other is None:
        return f"{store}: held by a run that has just ended; try again"
    since, seen = map(_clock, (other.since, other.seen))
    return (
        f"{store}: held by a run with pid {other.pid} on {other.host} since {since} UTC, last "
        f"heard of at {seen}; try later, or wait for it with --wait. If that machine is gone, the "
        f"store is free {SILENCE / 60:.0f} minutes after that"
    )


def _clock(time: float) -> str:
    return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M}"
