"""Which bodies may be copies of each other: those that share a key and stand close under it.

A key that many bodies share belongs to a template or to a common phrase. Under such a key a body
is compared with its neighbours only, so that no key costs the square of its bodies. Neighbours are
those whose first number or name is the same. What is compared depends on the bodies alone, never
on the order in which they came.
"""

import sqlite3
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Pairs = tuple[Numbers, Numbers]
NEIGHBOURS = 8
HALF = 32  # bits for the number of a body
IN_ORDER = "SELECT n, keys FROM keys ORDER BY place"
CHUNK = 20_000


def candidates(base: sqlite3.Connection) -> Iterator[Pairs]:
    """Pairs of bodies to compare, the smaller number first, each once."""
    parts = list(unrolled(base))
    if not parts:
        return
    numbers = np.concatenate([part[0] for part in parts])
    keys = np.concatenate([part[1] for part in parts])
    del parts
    order = np.argsort(keys, kind="stable")  # bodies of one key stay in the order of their places
    keys, numbers = keys[order], numbers[order]
    del order
    same = keys[1:] == keys[:-1]
    shared = np.concatenate((same, [False])) | np.concatenate(([False], same))
    keys, numbers = keys[shared], numbers[shared]
    found = [_at(distance, keys, numbers) for distance in range(1, NEIGHBOURS + 1)]
    pairs = np.unique(np.concatenate(found))
    yield pairs >> HALF, pairs & ((1 << HALF) - 1)


def _at(distance: int, keys: npt.NDArray[np.uint64], numbers: Numbers) -> Numbers:
    """The pairs that stand so far apart under a key, each in one number."""
    found = np.flatnonzero(keys[distance:] == keys[:-distance])
    one, two = numbers[found], numbers[found + distance]
    return (np.minimum(one, two) << HALF) | np.maximum(one, two)


def unrolled(base: sqlite3.Connection) -> Iterator[tuple[Numbers, npt.NDArray[np.uint64]]]:
    """Bodies and keys, one of each for every key of a body, in the order of the bodies' places."""
    rows = base.execute(IN_ORDER)
    while some := rows.fetchmany(CHUNK):
        counts = [len(keys) // 8 for _, keys in some]
        numbers = np.repeat(np.array([n for n, _ in some], np.int64), counts)
        yield numbers, np.frombuffer(b"".join(keys for _, keys in some), np.uint64)
