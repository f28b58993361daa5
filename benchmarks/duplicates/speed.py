"""Seconds and memory of an update over a store of made records."""

import random
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from benchmarks.duplicates.made import COPIES, story
from benchmarks.duplicates.store import Made, fill
from benchmarks.duplicates.templates import TEMPLATES, filled
from flows.duplicates import update
from flows.duplicates.join import candidates
from flows.duplicates.signing import Wanted, sign
from flows.duplicates.table import NAME, opened
from flows.duplicates.update import Join
from flows.manifest import NAME as MANIFEST

T = TypeVar("T")


def made(count: int, seed: int = 3) -> Iterator[Made]:
    """Stories; of ten records two are copies of earlier ones, and one is a template filled in."""
    draw = random.Random(seed)
    kinds, templates, recent = list(COPIES.values()), list(TEMPLATES), [story(draw)]
    for n in range(count):
        day = f"2026-{1 + n * 12 // count:02}-{draw.randint(1, 28):02}"
        lot = draw.random()
        if lot < 0.2:
            text = draw.choice(kinds)(draw, draw.choice(recent))
        elif lot < 0.3:
            text = filled(draw, draw.choice(templates))
        else:
            text = story(draw)
            recent = [*recent[-999:], text]
        yield Made(f"{n % 97:02}/{seed}-{n}", text, day)


def measure(store: Path, count: int, processes: int, join: Join) -> Iterator[str]:
    """Fill a store where it is empty; update it with all, nothing, one, a hundredth of it new."""
    if not (store / MANIFEST).exists():
        took, size = timed(lambda: fill(store, made(count)))
        yield f"{count:,} records made, {size / 1e9:.2f} GB, {took}"
    (store / NAME).unlink(missing_ok=True)
    took, done = timed(lambda: update(store, processes, join))
    yield f"first update: {took}, {done}"
    yield f"  {(store / NAME).stat().st_size / 1e6:.0f} MB; peak memory {memory()}"
    with opened(store, read_only=True) as base:
        some = [Wanted._make(row) for row in base.execute("SELECT * FROM present LIMIT 5000")]
        took, _ = timed(lambda: sign(store, some))
        yield f"  of it signatures: {took} for {len(some):,} records, in one process"
        took, pairs = timed(lambda: sum(len(one) for one, _ in candidates(base)))
        yield f"  of it the join, in memory: {took}, {pairs:,} pairs"
    for what, new in (("nothing new", 0), ("one new", 1), ("a hundredth new", count // 100)):
        fill(store, list(made(new, seed=new + 4)) if new else ())
        took, done = timed(lambda: update(store, processes, join))
        yield f"{what}: {took}, {done}"
    yield f"peak memory {memory()}"


def timed(work: Callable[[], T]) -> tuple[str, T]:
    """How long a piece of work takes, how much of it this process computed, what it gives."""
    start, busy = time.perf_counter(), time.process_time()
    done = work()
    elapsed, used = time.perf_counter() - start, time.process_time() - busy
    return f"{elapsed:.2f} s ({used:.2f} s of CPU)", done


def memory() -> str:
    """The largest size of this process so far; those that sign are smaller and stay so."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB"
