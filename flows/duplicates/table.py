"""`duplicates.sqlite`: signatures of the records in a store, and the clusters they fall into."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from flows.fault import Fault
from flows.manifest import NAME as MANIFEST
from flows.manifest import PRESENT, RECORD

NAME = "duplicates.sqlite"
VERSION = 1
CACHE = 64_000  # kilobytes
# `members` are the records; those of one body have one `n`. `keys` and `sets` hold a body's
# signature: what a join reads, and what a pair is judged by. `verdicts` are of two bodies and stay
# true for as long as both are there. `copies` holds every record of a cluster, the original too.
SCHEMA = """
CREATE TABLE mark (mark TEXT NOT NULL);
CREATE TABLE members (id TEXT PRIMARY KEY, seen TEXT NOT NULL, n INTEGER NOT NULL, published TEXT,
  length INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX by_body ON members (n);
CREATE TABLE keys (n INTEGER PRIMARY KEY, exact BLOB NOT NULL UNIQUE, place BLOB NOT NULL,
  keys BLOB NOT NULL);
CREATE TABLE sets (n INTEGER PRIMARY KEY, shingles BLOB NOT NULL, numbers BLOB NOT NULL,
  names BLOB NOT NULL);
CREATE TABLE verdicts (a INTEGER, b INTEGER, kind TEXT NOT NULL, similarity REAL NOT NULL,
  PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX by_second ON verdicts (b);
CREATE TABLE copies (id TEXT PRIMARY KEY, cluster TEXT NOT NULL, canonical TEXT NOT NULL,
  kind TEXT NOT NULL, similarity REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX by_cluster ON copies (cluster);
"""
# A record as the manifest knows it; `seen` is all that its text depends on.
PRESENT_RECORDS = (
    "SELECT id, file, digest || ' ' || fingerprint || ' ' || furniture || ' ' || decisions AS seen"  # noqa: S608
    f" FROM manifest.sources WHERE outcome = '{RECORD}' AND state = '{PRESENT}'"
)
# What has become of a record since is not known: it and its copies count as originals.
CURRENT = (
    "SELECT c.id FROM copies c"
    " JOIN members m ON m.id = c.id JOIN present p ON p.id = c.id AND p.seen = m.seen"
    " JOIN members o ON o.id = c.canonical JOIN present q ON q.id = o.id AND q.seen = o.seen"
    " WHERE c.canonical <> c.id"
)


class Member(NamedTuple):
    """One record of a cluster. `similarity` and `kind` tell what it is to the canonical one.

    `kind` is `canonical`, or `exact`, `near` or `partial`: docs/duplicates.md says what they mean.
    """

    id: str
    kind: str
    similarity: float
    published: str | None
    length: int


class Cluster(NamedTuple):
    """Records that tell one story in the same words; the canonical one stands first."""

    cluster: str
    canonical: str
    members: tuple[Member, ...]


@contextmanager
def opened(store: Path, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    """The table of a store with its manifest attached; made when it is not there.

    Raises Fault for a file that is no such table, or of a newer version.
    """
    path = store / NAME
    if not (store / MANIFEST).is_file():
        raise Fault(f"{store}: no {MANIFEST}; expected a store that `copydesk run` made")
    base = sqlite3.connect(_address(path, read_only), timeout=60, uri=True, isolation_level=None)
    try:
        found = base.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise Fault(f"{path}: version {found}; this Copydesk reads {VERSION}, upgrade it")
        if found == 0:
            base.executescript(f"BEGIN;{SCHEMA}PRAGMA user_version = {VERSION};COMMIT;")
        base.execute(f"PRAGMA cache_size = -{CACHE}")
        base.execute("ATTACH ? AS manifest", (f"{(store / MANIFEST).absolute().as_uri()}?mode=ro",))
        base.execute(f"CREATE TEMP VIEW present AS {PRESENT_RECORDS}")
        yield base
    except sqlite3.DatabaseError as e:
        raise Fault(f"{path}: {e}; the file may be deleted, it is made again") from e
    finally:
        base.close()


def copies(store: Path) -> frozenset[str]:
    """The ids of all records that are copies of another one, which is none of them.

    Empty when nobody has looked for duplicates. A record that was changed or withdrawn since, or
    whose canonical one was, is no copy until the next look.
    """
    if not (store / NAME).is_file():
        return frozenset()
    with opened(store, read_only=True) as base:
        return frozenset(id for (id,) in base.execute(CURRENT))


def clusters(store: Path) -> Iterator[Cluster]:
    """Every cluster of a store, in the order of their canonical records' ids."""
    if (store / NAME).is_file():
        with opened(store, read_only=True) as base:
            yield from _clusters(base, "1")


def cluster_of(store: Path, id: str) -> Cluster | None:
    """The cluster a record belongs to; None when it has no copy that is known."""
    if not (store / NAME).is_file():
        return None
    with opened(store, read_only=True) as base:
        mine = "c.cluster = (SELECT cluster FROM copies WHERE id = ?)"
        return next(_clusters(base, mine, id), None)


def _clusters(base: sqlite3.Connection, where: str, *values: str) -> Iterator[Cluster]:
    query = (
        "SELECT c.cluster, c.canonical, c.id, c.kind, c.similarity, m.published, m.length"  # noqa: S608
        f" FROM copies c JOIN members m USING (id) WHERE {where}"
        " ORDER BY c.canonical, c.id <> c.canonical, c.id"
    )
    for (cluster, canonical), rows in groupby(base.execute(query, values), lambda row: row[:2]):
        yield Cluster(cluster, canonical, tuple(Member(*row[2:]) for row in rows))


def _address(path: Path, read_only: bool) -> str:
    """Who may write opens for writing even to read: only so does SQLite undo a killed update."""
    mode = "rwc" if not read_only else "rw" if os.access(path, os.W_OK) else "ro"
    return f"{path.absolute().as_uri()}?mode={mode}"
