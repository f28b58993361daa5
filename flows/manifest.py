"""What runs remember about sources: id → digest, fingerprint, outcome. One SQLite file in a store.

It is written after the files it speaks of, so a crash in between only means that work is redone.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from flows.fault import Fault

NAME = "manifest.sqlite"
VERSION = 1
RECORD = "record"
TABLE = (
    "CREATE TABLE IF NOT EXISTS sources (id TEXT PRIMARY KEY, digest TEXT,"
    " fingerprint TEXT NOT NULL, outcome TEXT NOT NULL, file TEXT NOT NULL,"
    " site TEXT, furniture TEXT NOT NULL)"
)


class Row(NamedTuple):
    """What a run did with one source.

    `outcome` is `record` or the code of a reject, `fingerprint` covers code and profile, and
    `furniture` is the digest of what was known of the article's site.
    """

    id: str
    digest: str | None
    fingerprint: str
    outcome: str
    file: str
    site: str | None = None
    furniture: str = ""


@contextmanager
def opened(store: Path) -> Iterator[sqlite3.Connection]:
    """The manifest of a store, made when it is not there; closed at the end.

    Raises Fault for a file of a newer version or that is no manifest.
    """
    path = store / NAME
    try:
        base = sqlite3.connect(path, timeout=60)
    except sqlite3.Error as e:
        raise Fault(f"{path}: {e}; is it a store that may be written to?") from None
    try:
        found = base.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise Fault(f"{path}: version {found}; this Copydesk reads {VERSION}, upgrade it")
        if found == 0:
            with base:
                base.execute(TABLE)
                base.execute("CREATE INDEX IF NOT EXISTS by_site ON sources (site)")
                base.execute(f"PRAGMA user_version = {VERSION}")
        yield base
    except sqlite3.DatabaseError as e:
        raise Fault(f"{path}: {e}; is it a manifest, and is the disk writable?") from e
    finally:
        base.close()


def known(base: sqlite3.Connection) -> dict[str, Row]:
    """Every source that earlier runs have seen."""
    return {row[0]: Row(*row) for row in base.execute("SELECT * FROM sources")}


def remember(base: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write down what became of sources, all of them or none."""
    with base:
        base.executemany("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def files_by_site(base: sqlite3.Connection) -> dict[str, list[str]]:
    """The record files of every site, in the order of their sources' digests."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = base.execute(
        "SELECT site, file FROM sources WHERE site IS NOT NULL AND outcome = ?"
        " ORDER BY site, digest, id",
        (RECORD,),
    )
    for site, file in rows:
        found[site].append(file)
    return dict(found)
