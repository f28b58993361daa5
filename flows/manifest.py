"""What runs remember about sources: id → digest, fingerprint, outcome. One SQLite file in a store.

It is written after the files it speaks of, so a crash in between only means that work is redone.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from flows.fault import Fault

NAME = "manifest.sqlite"
VERSION = 1
RECORD = "record"


class Row(NamedTuple):
    """What a run did with one source. `outcome` is `record` or the code of a reject."""

    id: str
    digest: str | None
    fingerprint: str
    outcome: str
    file: str


@contextmanager
def opened(store: Path) -> Iterator[sqlite3.Connection]:
    """The manifest of a store, made when it is not there; closed at the end.

    Raises Fault for a file of a newer version or that is no manifest.
    """
    path = store / NAME
    base = sqlite3.connect(path, timeout=60)
    try:
        found = base.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise Fault(f"{path}: version {found}, this Copydesk reads {VERSION}; upgrade it")
        if found == 0:
            with base:
                base.execute(
                    "CREATE TABLE IF NOT EXISTS sources (id TEXT PRIMARY KEY, digest TEXT,"
                    " fingerprint TEXT NOT NULL, outcome TEXT NOT NULL, file TEXT NOT NULL)"
                )
                base.execute(f"PRAGMA user_version = {VERSION}")
        yield base
    except sqlite3.DatabaseError as e:
        raise Fault(f"{path}: {e}; is it a manifest, and is the disk writable?") from e
    finally:
        base.close()


def known(base: sqlite3.Connection) -> dict[str, Row]:
    """Every source that earlier runs have seen."""
    rows = base.execute("SELECT id, digest, fingerprint, outcome, file FROM sources")
    return {row[0]: Row(*row) for row in rows}


def remember(base: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write down what became of sources, all of them or none."""
    with base:
        base.executemany("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)", rows)
