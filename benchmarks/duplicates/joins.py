"""The join alone, over made keys: what a store of so many bodies takes, in memory or outside."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.duplicates.speed import memory, timed
from flows.duplicates import join, shuffle
from flows.duplicates.table import SCHEMA

KEYS, SHARED, FAMILY, OF_FAMILY = 34, 15, 2000, 6
CHUNK = 10_000


def measure(folder: Path, bodies: int, where: str) -> Iterator[str]:
    """Fill a table with keys where there is none, and join them."""
    path = folder / f"keys-{bodies}.sqlite"
    is_new = not path.exists()
    base = sqlite3.connect(path)
    if is_new:
        took, _ = timed(lambda: _fill(base, bodies))
        yield f"{bodies:,} bodies of {KEYS} keys made in {took}"
    before = memory()
    pairs = shuffle.candidates(base, folder) if where == "duckdb" else join.candidates(base)
    took, found = timed(lambda: sum(len(one) for one, _ in pairs))
    yield f"{where}: {found:,} pairs, {took}; peak memory {before} before, {memory()} after"
    base.close()


def _fill(base: sqlite3.Connection, bodies: int) -> None:
    """Of ten bodies two share keys with the one before, and one is of a family of thousands."""
    base.executescript(SCHEMA)
    draw = np.random.default_rng(1)
    family = draw.integers(0, 1 << 63, (bodies // FAMILY + 1, KEYS), np.uint64)
    for start in range(0, bodies, CHUNK):
        keys = draw.integers(0, 1 << 63, (min(CHUNK, bodies - start), KEYS), np.uint64)
        keys[1::5, :SHARED] = keys[::5, :SHARED][: len(keys[1::5])]
        kinds = draw.integers(0, len(family), len(keys[2::10]))
        keys[2::10, :OF_FAMILY] = family[kinds, :OF_FAMILY]
        rows = [(draw.bytes(16), row.tobytes()) for row in keys]
        base.executemany(
            "INSERT INTO keys (exact, place, keys) VALUES (?1, ?1, ?2)",
            rows,
        )
    base.commit()
