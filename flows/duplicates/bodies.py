"""Signatures in the table: a body is there once, however many records have it."""

import sqlite3
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from cleaners.signature import Relation, Signature, relation

Verdict = tuple[int, int, str, float]  # two bodies, a < b, and what they are to each other
HELD = 4096  # signatures that are kept at hand while pairs are judged


class Stored(NamedTuple):
    """What a pair is judged by, as it lies in the table."""

    exact: bytes
    shingles: bytes
    numbers: bytes
    names: bytes

    def unpacked(self) -> Signature:
        """The signature, without the keys by which pairs are found."""
        sets = (np.frombuffer(some, np.uint32) for some in self[1:])
        return Signature(self.exact, np.empty(0, np.uint64), *sets)


def add(base: sqlite3.Connection, signature: Signature) -> int:
    """The number of a body, which is put into the table when it is not there."""
    exact, keys, shingles, numbers, names = signature
    first = next((int(some[0]) for some in (numbers, names) if len(some)), 0)
    done = base.execute(
        "INSERT INTO keys (exact, place, keys) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (exact, first.to_bytes(4, "big") + exact, keys.tobytes()),
    )
    if not done.rowcount:
        return _number(base, exact)
    n = _number(base, exact)
    sets = (shingles.tobytes(), numbers.tobytes(), names.tobytes())
    base.execute("INSERT INTO sets VALUES (?, ?, ?, ?)", (n, *sets))
    return n


class Judge:
    """Tells what two bodies are to each other, and writes it down: a verdict is given once."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base
        self.stored = lru_cache(HELD)(partial(_stored, base))

    def judge(self, a: int, b: int) -> Relation:
        """The verdict on two bodies by their numbers."""
        a, b = min(a, b), max(a, b)
        query = "SELECT kind, similarity FROM verdicts WHERE a = ? AND b = ?"
        found = self.base.execute(query, (a, b)).fetchone()
        if found:
            return Relation(*found)
        made = relation(self.stored(a).unpacked(), self.stored(b).unpacked())
        self.keep([(a, b, *made)])
        return made

    def keep(self, verdicts: Iterable[Verdict]) -> None:
        """Write down verdicts of which there are none yet."""
        self.base.executemany("INSERT INTO verdicts VALUES (?, ?, ?, ?)", verdicts)


def _stored(base: sqlite3.Connection, n: int) -> Stored:
    query = "SELECT exact, shingles, numbers, names FROM keys JOIN sets USING (n) WHERE n = ?"
    return Stored(*base.execute(query, (n,)).fetchone())


def _number(base: sqlite3.Connection, exact: bytes) -> int:
    n: int = base.execute("SELECT n FROM keys WHERE exact = ?", (exact,)).fetchone()[0]
    return n
