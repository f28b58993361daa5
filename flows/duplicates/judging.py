"""Pairs of bodies judged in processes that are handed signatures, never a text."""

import sqlite3
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from cleaners.signature import relation
from flows.duplicates.bodies import Judge, Stored, Verdict

TILE = 1024  # bodies; pairs of two tiles have few bodies, which are handed over together
BATCH = 4096  # pairs
FRESH = f"""
CREATE TEMP TABLE fresh AS SELECT p.a, p.b FROM pairs p LEFT JOIN verdicts v
  ON v.a = p.a AND v.b = p.b WHERE v.a IS NULL ORDER BY p.a / {TILE}, p.b / {TILE}, p.a, p.b
"""  # noqa: S608  ours


class Case(NamedTuple):
    """Pairs that nobody has judged, and every body they name."""

    pairs: list[tuple[int, int]]
    bodies: dict[int, Stored]


def cases(base: sqlite3.Connection, judge: Judge) -> Iterator[Case]:
    """What is left to judge of the table `pairs`, in portions."""
    base.execute(FRESH)
    rows = base.execute("SELECT a, b FROM fresh")
    while pairs := rows.fetchmany(BATCH):
        yield Case(pairs, {n: judge.stored(n) for n in set(chain.from_iterable(pairs))})


def verdicts(case: Case) -> list[Verdict]:
    """What the two bodies of each pair are to each other."""
    bodies = {n: stored.unpacked() for n, stored in case.bodies.items()}
    return [(a, b, *relation(bodies[a], bodies[b])) for a, b in case.pairs]
