"""Bring `duplicates.sqlite` up to the records: sign what changed, join, judge, choose.

Only records that are new, changed or gone are read; only pairs nobody has judged are compared. All
else follows from the bodies that are there now, so an update gives what a new table would give. It
is one transaction: a kill leaves the table as it was.
"""

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from flows.duplicates.table import opened

if TYPE_CHECKING:
    from flows.duplicates.join import Pairs

Join = Literal["auto", "memory", "duckdb"]
Work = Callable[..., Iterator[Any]]  # `spread` over the processes of an update
BATCH = 200
WORTH_A_POOL = 1000  # records; fewer are signed and judged before the processes have started
MOST_IN_MEMORY = 1_000_000  # bodies; each takes 1.3 kB while they are joined
CHANGED = """
CREATE TEMP TABLE wanted AS SELECT p.id, p.file, p.seen FROM present p
  LEFT JOIN members m ON m.id = p.id WHERE m.seen IS NOT p.seen;
CREATE TEMP TABLE lost AS SELECT m.id, m.n FROM members m
  LEFT JOIN present p ON p.id = m.id WHERE p.seen IS NOT m.seen;
"""
FORGET = """
CREATE TEMP TABLE idle AS SELECT DISTINCT n FROM lost WHERE n NOT IN (SELECT n FROM members);
DELETE FROM keys WHERE n IN (SELECT n FROM idle);
DELETE FROM sets WHERE n IN (SELECT n FROM idle);
DELETE FROM verdicts WHERE a IN (SELECT n FROM idle);
DELETE FROM verdicts WHERE b IN (SELECT n FROM idle);
"""


class Updated(NamedTuple):
    """What an update did: records signed, gone, and not readable; and what there is now."""

    signed: int
    gone: int
    unreadable: int
    clusters: int
    copies: int


def update(store: Path, processes: int = 1, join: Join = "auto") -> Updated:
    """Look for duplicates among the records of a store, which the caller has locked.

    `join` says where keys are joined: in memory, by DuckDB, or by DuckDB where there are many.
    Raises Fault when the table is none, or DuckDB is wanted and not installed.
    """
    from flows.pool import pool, spread

    with opened(store) as base:
        base.execute("BEGIN IMMEDIATE")
        _start_again(base)
        _script(base, CHANGED)
        wanted, lost = _count(base, "wanted"), _count(base, "lost")
        gone = _count(base, "lost WHERE id NOT IN (SELECT id FROM wanted)")
        base.execute("DELETE FROM members WHERE id IN (SELECT id FROM lost)")
        with pool(processes if wanted >= WORTH_A_POOL else 1) as executor:
            work = partial(spread, executor, processes)
            signed = _sign(base, store, work) if wanted else 0
            if signed or lost:
                from flows.duplicates.judging import verdicts
                from flows.duplicates.link import link

                _script(base, FORGET)
                link(base, _candidates(base, store, join), partial(work, verdicts))
        base.execute("COMMIT")
        clusters = base.execute("SELECT count(DISTINCT cluster) FROM copies").fetchone()[0]
        copies = _count(base, "copies WHERE canonical <> id")
        return Updated(signed, gone, wanted - signed, clusters, copies)


def forget(store: Path, id: str) -> None:
    """Delete all that is known of one record, for good; of the copies it had, look anew."""
    with opened(store) as base:
        base.execute("PRAGMA secure_delete = 1")
        base.execute("BEGIN IMMEDIATE")
        base.execute(
            "CREATE TEMP TABLE kin AS SELECT id FROM copies"
            " WHERE cluster = (SELECT cluster FROM copies WHERE id = ?)",
            (id,),
        )
        base.execute("UPDATE members SET seen = '' WHERE id IN (SELECT id FROM kin)")
        base.execute("DELETE FROM copies WHERE id IN (SELECT id FROM kin)")
        base.execute("CREATE TEMP TABLE lost AS SELECT id, n FROM members WHERE id = ?", (id,))
        base.execute("DELETE FROM members WHERE id = ?", (id,))
        _script(base, FORGET)
        base.execute("COMMIT")


def _start_again(base: sqlite3.Connection) -> None:
    """Empty a table whose signatures are of another make: they cannot be compared.

    So is one that was made when members had no dates of real records.
    """
    from cleaners.signature import mark

    made = f"{mark()} dated"
    if base.execute("SELECT mark FROM mark").fetchone() == (made,):
        return
    for name in ("mark", "members", "keys", "sets", "verdicts", "copies"):
        base.execute(f"DELETE FROM {name}")  # noqa: S608  a name of ours
    base.execute("INSERT INTO mark VALUES (?)", (made,))


def _sign(base: sqlite3.Connection, store: Path, work: Work) -> int:
    """Sign every record that is wanted; returns how many could be read."""
    from flows.duplicates.bodies import add
    from flows.duplicates.signing import Wanted, sign

    rows = base.execute("SELECT id, file, seen FROM wanted")
    batches = iter(lambda: [Wanted(*row) for row in rows.fetchmany(BATCH)], [])
    count = 0
    for batch in work(partial(sign, store), batches):
        for one in batch:
            n = add(base, one.signature)
            row = (one.wanted.id, one.wanted.seen, n, one.published, one.length)
            base.execute("INSERT INTO members VALUES (?, ?, ?, ?, ?)", row)
        count += len(batch)
    return count


def _candidates(base: sqlite3.Connection, store: Path, join: Join) -> Iterator["Pairs"]:
    from flows.duplicates.join import candidates

    if join == "duckdb" or (join == "auto" and _count(base, "keys") > MOST_IN_MEMORY):
        from flows.duplicates import shuffle

        return shuffle.candidates(base, store)
    return candidates(base)


def _script(base: sqlite3.Connection, script: str) -> None:
    """Statements of a script, within the transaction: `executescript` would end it."""
    for statement in script.split(";"):
        base.execute(statement)


def _count(base: sqlite3.Connection, what: str) -> int:
    found: int = base.execute(f"SELECT count(*) FROM {what}").fetchone()[0]  # noqa: S608  ours
    return found
