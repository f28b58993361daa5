"""Signatures in the table: a body is there once, however many records have it."""

import sqlite3
from functools import lru_cache

import numpy as np

from cleaners.signature import Relation, Signature, relation

HELD = 4096  # signatures that are kept at hand while pairs are judged


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
        self.signature = lru_cache(HELD)(self._signature)

    def judge(self, a: int, b: int) -> Relation:
        """The verdict on two bodies by their numbers."""
        a, b = min(a, b), max(a, b)
        query = "SELECT kind, similarity FROM verdicts WHERE a = ? AND b = ?"
        found = self.base.execute(query, (a, b)).fetchone()
        return Relation(*found) if found else self.compare(a, b)

    def compare(self, a: int, b: int) -> Relation:
        """The verdict on two bodies, a < b, of which there is none yet."""
        made = relation(self.signature(a), self.signature(b))
        self.base.execute("INSERT INTO verdicts VALUES (?, ?, ?, ?)", (a, b, *made))
        return made

    def _signature(self, n: int) -> Signature:
        query = "SELECT exact, shingles, numbers, names FROM keys JOIN sets USING (n) WHERE n = ?"
        exact, *sets = self.base.execute(query, (n,)).fetchone()
        shingles, numbers, names = (np.frombuffer(some, np.uint32) for some in sets)
        return Signature(exact, np.empty(0, np.uint64), shingles, numbers, names)


def _number(base: sqlite3.Connection, exact: bytes) -> int:
    n: int = base.execute("SELECT n FROM keys WHERE exact = ?", (exact,)).fetchone()[0]
    return n
