"""What runs remember about sources: id → digest, fingerprint, outcome. One SQLite file in a store.

It is written after the files it speaks of, so a crash in between only means that work is redone.
Before a file is made its source is marked as begun: after a crash the file may be of other bytes,
or of other rules, than the row says, or there may be no row. The next run must not trust it. What
became of records is written into the journal of `flows.journal` in the same transaction.
"""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from flows import journal
from flows.fault import Fault
from flows.journal import Entry
from flows.places import Place
from flows.sinks import lies_inside
from flows.terminal import shown
from flows.working_copy import at_hand, keep

NAME = "manifest.sqlite"
VERSION = 2
RECORD = "record"
PRESENT, ACCEPTED, WITHDRAWN = "present", "accepted", "withdrawn"
SCHEMA = f"""
CREATE TABLE sources (id TEXT PRIMARY KEY, digest TEXT, fingerprint TEXT NOT NULL,
  outcome TEXT NOT NULL, file TEXT NOT NULL, site TEXT, furniture TEXT NOT NULL,
  root TEXT NOT NULL, container TEXT, size INTEGER NOT NULL, mtime_ns INTEGER,
  state TEXT NOT NULL, decisions TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE INDEX by_site ON sources (site) WHERE site IS NOT NULL;
CREATE INDEX by_container ON sources (container) WHERE container IS NOT NULL;
CREATE TABLE containers (root TEXT, path TEXT, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
  rows INTEGER NOT NULL, PRIMARY KEY (root, path)) WITHOUT ROWID;
CREATE TABLE learned (site TEXT PRIMARY KEY, records INTEGER NOT NULL) WITHOUT ROWID;
{journal.SCHEMA}"""
UPGRADE = f"""
ALTER TABLE sources ADD COLUMN decisions TEXT NOT NULL DEFAULT '';
{journal.SCHEMA}
INSERT INTO changes (kind, id, file, digest, fingerprint, furniture)
  SELECT '{journal.ADDED}', id, file, digest, fingerprint, furniture FROM sources
  WHERE outcome = '{RECORD}' AND state = '{PRESENT}' ORDER BY id;
"""  # noqa: S608  no input
BEGUN = "CREATE TABLE IF NOT EXISTS begun (id TEXT PRIMARY KEY, root TEXT NOT NULL) WITHOUT ROWID"
PUT = "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
MOST = 500  # values in one query
ANEW = "move it away and run again: every record is then made anew from SOURCE"


class Row(NamedTuple):
    """What a run did with one source.

    `outcome` is `record` or the code of a reject, `fingerprint` covers code and profile, and
    `furniture` is the digest of what was known of the article's site. `root` is the SOURCE it was
    found below, `container` the file of rows it stands in. A file that still has this `size` and
    `mtime_ns` need not be read; `mtime_ns` is None where the clock is too coarse to tell. `state`
    is present, withdrawn (gone from SOURCE) or accepted (a reject that a person has seen).
    `decisions` is the digest of what people have decided about this very article.
    """

    id: str
    digest: str | None
    fingerprint: str
    outcome: str
    file: str
    site: str | None = None
    furniture: str = ""
    root: str = ""
    container: str | None = None
    size: int = 0
    mtime_ns: int | None = None
    state: str = PRESENT
    decisions: str = ""


class Container(NamedTuple):
    """A file of rows as it was when all of its rows had been dealt with."""

    root: str
    path: str
    size: int
    mtime_ns: int
    rows: int


@contextmanager
def opened(store: Place, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    """The manifest of a store, made when it is not there; closed at the end.

    One of version 1 is brought up to date where it stands, unless it is only read: then its rows
    can be read, and it has no journal. One that is only read and not there is empty. That of a
    store at a URL is worked on here, and put back at the end.

    Raises Fault for a file of a newer version, of another shape, or that is no manifest; and where
    something fails and the file turns out to be damaged.
    """
    with at_hand(store / NAME, read_only) as path, _opened(path, read_only) as base:
        yield base


def put_back(store: Place) -> None:
    """Let a store at a URL have its open manifest as it is now, when the last time is a while ago.

    No transaction may be open.
    """
    keep(store / NAME)


@contextmanager
def _opened(path: Path, read_only: bool) -> Iterator[sqlite3.Connection]:
    try:
        base = sqlite3.connect(_address(path, read_only), timeout=60, uri=True)
    except sqlite3.Error as e:
        raise Fault(f"{path}: {e}; is it a store that may be written to?") from None
    try:
        _prepare(base, path, read_only)
        yield base
    except Fault:
        raise
    except Exception as e:
        damage = _damage(base)
        if damage:
            told = f"{shown(damage, 200)}; is it a manifest? Then it is damaged: {ANEW}"
            raise Fault(f"{path}: {told}") from e
        if isinstance(e, sqlite3.DatabaseError):
            raise Fault(f"{path}: {e}; is it a manifest, and is the disk writable?") from e
        raise
    finally:
        base.close()


def known(base: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Row]:
    """What earlier runs did with these sources."""
    found: dict[str, Row] = {}
    for at in range(0, len(ids), MOST):
        some = ids[at : at + MOST]
        marks = ", ".join("?" * len(some))
        query = f"SELECT * FROM sources WHERE id IN ({marks})"  # noqa: S608  question marks
        found.update((row.id, row) for row in map(_row, base.execute(query, some)))
    return found


def rows(base: sqlite3.Connection, where: str = "1", *values: str) -> Iterator[Row]:
    """The rows for which a condition of ours holds, in the order of their ids."""
    query = f"SELECT * FROM sources WHERE {where} ORDER BY id"  # noqa: S608  no input
    return map(_row, base.execute(query, values))


def tally(base: sqlite3.Connection) -> Iterator[tuple[str, str, str, int]]:
    """How many sources there are of each state, outcome and fingerprint."""
    query = "SELECT state, outcome, fingerprint, count(*) FROM sources GROUP BY 1, 2, 3"
    for *values, count in base.execute(query):
        if not all(isinstance(value, str) for value in values):
            raise sqlite3.DatabaseError(f"rows hold {values!r}, which no run has written")
        state, outcome, mark = values
        yield state, outcome, mark, count


def page(base: sqlite3.Connection, after: str) -> list[Row]:
    """Some records that are there, in the order of their ids, the first one after an id.

    A damaged manifest may give them in another order; who asks for the next would never end.
    """
    query = "SELECT * FROM sources WHERE id > ? AND outcome = ? AND state = ? ORDER BY id LIMIT ?"
    found = list(map(_row, base.execute(query, (after, RECORD, PRESENT, MOST))))
    if any(one >= two for one, two in pairwise((after, *(row.id for row in found)))):
        raise sqlite3.DatabaseError("its rows are out of order")
    return found


def places(base: sqlite3.Connection, root: str) -> Iterator[tuple[str, str]]:
    """Id and place of every source below a root that was not withdrawn.

    The place is a file's path in the root: its id, unless it is a row of a container.
    """
    query = "SELECT id, ifnull(container, id) FROM sources WHERE root = ? AND state <> ?"
    return iter(base.execute(query, (root, WITHDRAWN)))


def begin(base: sqlite3.Connection, ids: Iterable[str], root: str = "") -> None:
    """Mark sources whose files are about to be made, until it is remembered what they are."""
    with base:
        base.executemany("INSERT OR IGNORE INTO begun VALUES (?, ?)", ((id, root) for id in ids))


def begun(base: sqlite3.Connection) -> dict[str, str]:
    """The sources that a run had begun when it was killed, or failed, and the root of each."""
    if not _columns(base, "begun"):  # only read, and not written to by this version yet
        return {}
    return dict(base.execute("SELECT id, root FROM begun ORDER BY id"))


def remember(base: sqlite3.Connection, rows: Sequence[Row], ended: Iterable[str] = ()) -> None:
    """Write down what became of sources, all of them or none, and what that changes for readers.

    `ended` are the sources that had been begun, whether or not there is anything to say of them.

    A record that was kept because its source cannot be read now has no fingerprint, and is not
    changed by that.
    """
    with base:
        for row in rows:
            base.execute(PUT, row)
            if row.outcome == RECORD and row.state == PRESENT and not row.fingerprint:
                continue
            entry = Entry(
                *(row.id, row.file, row.digest, row.fingerprint, row.furniture, row.decisions)
            )
            journal.note(base, entry, row.outcome == RECORD and row.state == PRESENT)
        base.executemany("DELETE FROM begun WHERE id = ?", ((id,) for id in ended))
        if rows:
            base.execute("UPDATE feed SET described = NULL")


def described(base: sqlite3.Connection) -> str | None:
    """By whom the store was described, when nothing was remembered since."""
    row = base.execute("SELECT described FROM feed").fetchone()
    return None if row is None else row[0]


def remember_described(base: sqlite3.Connection, mark: str) -> None:
    """Write down that the description of the store is that of this manifest."""
    with base:
        base.execute("UPDATE feed SET described = ?", (mark,))


def container_of(base: sqlite3.Connection, root: str, path: str) -> Container | None:
    """A file of rows as the last whole reading left it."""
    query = "SELECT * FROM containers WHERE root = ? AND path = ?"
    row = base.execute(query, (root, path)).fetchone()
    return Container._make(row) if row else None


def remember_containers(base: sqlite3.Connection, containers: Iterable[Container]) -> None:
    """Write down which files of rows need no reading as long as they stay as they are."""
    with base:
        base.executemany("INSERT OR REPLACE INTO containers VALUES (?, ?, ?, ?, ?)", containers)


def files_by_site(base: sqlite3.Connection) -> dict[str, list[str]]:
    """The record files of every site, in the order of their sources' digests."""
    found: dict[str, list[str]] = defaultdict(list)
    query = (
        "SELECT site, file FROM sources WHERE site IS NOT NULL AND outcome = ? AND state = ?"
        " ORDER BY site, digest, id"
    )
    for site, file in base.execute(query, (RECORD, PRESENT)):
        found[site].append(file)
    return dict(found)


def sites_to_learn(base: sqlite3.Connection) -> tuple[str, ...]:
    """The sites that have a tenth more records than when they were learned, or never were.

    To learn after each run would read every record of a site for one that is new.
    """
    query = (
        "SELECT s.site FROM (SELECT site, count(*) AS records FROM sources"
        " WHERE site IS NOT NULL AND outcome = ? AND state = ? GROUP BY site) AS s"
        " LEFT JOIN learned AS l ON l.site = s.site"
        " WHERE l.site IS NULL OR s.records * 10 >= l.records * 11 ORDER BY s.site"
    )
    return tuple(site for (site,) in base.execute(query, (RECORD, PRESENT)))


def remember_learned(base: sqlite3.Connection, sites: Iterable[str]) -> None:
    """Write down how many records these sites have now that they were learned."""
    query = (
        "INSERT OR REPLACE INTO learned SELECT site, count(*) FROM sources"
        " WHERE site = ? AND outcome = ? AND state = ? GROUP BY site"
    )
    with base:
        base.executemany(query, ((site, RECORD, PRESENT) for site in sites))


def _row(values: tuple[object, ...]) -> Row:
    """A row, when its values are of the kinds that runs write."""
    row = Row(*values)  # type: ignore[arg-type]
    is_ours = (
        all(isinstance(text, str) for text in (row.id, row.outcome, row.file, row.state))
        and all(text is None or isinstance(text, str) for text in (row.digest, *row[5:9]))
        and isinstance(row.size, int)
        and isinstance(row.mtime_ns, int | None)
        and lies_inside(row.file)
    )
    if not is_ours:
        raise sqlite3.DatabaseError(f"the row of {row.id!r} holds values that no run has written")
    return row


def _prepare(base: sqlite3.Connection, path: Path, read_only: bool) -> None:
    """Make the tables, or bring them up to date, in one transaction."""
    found = base.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise Fault(f"{path}: version {found}; this Copydesk reads {VERSION}, upgrade it")
    expected = {0: 0, 1: len(Row._fields) - 1}.get(found, len(Row._fields))
    feed = journal.FEED if found == VERSION else ()
    if _columns(base, "sources") != Row._fields[:expected] or _columns(base, "feed") != feed:
        raise Fault(f"{path}: made by a Copydesk that was never released; {ANEW}")
    if read_only and found:
        base.execute("PRAGMA query_only = 1")
    elif found < VERSION:
        made = UPGRADE if found else SCHEMA
        base.executescript(f"BEGIN;{made}PRAGMA user_version = {VERSION};COMMIT;")
    if not read_only:
        base.execute(BEGUN)


def _damage(base: sqlite3.Connection) -> str | None:
    """What is wrong with a file that made something fail; None when it is sound.

    To look at all of it takes a while, so nobody asks before.
    """
    try:
        base.rollback()
        found = base.execute("PRAGMA quick_check(1)").fetchone()[0]
        return None if found == "ok" else str(found)
    except (sqlite3.Error, UnicodeDecodeError) as e:
        is_ours = isinstance(e, sqlite3.OperationalError) and "locked" in str(e)
        return None if is_ours else str(e)


def _columns(base: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of a table; none when there is no such table."""
    query = "SELECT name FROM pragma_table_info(?)"
    try:
        return tuple(name for (name,) in base.execute(query, (table,)))
    except UnicodeDecodeError:  # what sqlite says of a schema that is damaged
        raise sqlite3.DatabaseError("its schema cannot be read") from None


def _address(path: Path, read_only: bool) -> str:
    """Where SQLite finds the file.

    One that may be written to is opened so even to be read: only then can a transaction that a
    kill has cut short be taken back.
    """
    if read_only and not path.exists():
        return "file::memory:"
    mode = "rwc" if not read_only else "rw" if os.access(path, os.W_OK) else "ro"
    return f"{path.absolute().as_uri()}?mode={mode}"
