"""The journal of a store: what became of its records, in order, for those who follow it.

An entry is written in the transaction that changes the manifest, and only when a record is really
another one: so a reader who keeps the cursor of the last entry gets each change exactly once,
whatever was killed and however often a run was repeated.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from flows.fault import Fault

ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"
START = "0"
FEED = ("store", "described")  # the columns of the table of that name
SCHEMA = """
CREATE TABLE feed (store TEXT NOT NULL, described TEXT);
INSERT INTO feed VALUES (lower(hex(randomblob(8))), NULL);
CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL,
  file TEXT NOT NULL, digest TEXT, fingerprint TEXT NOT NULL, furniture TEXT NOT NULL,
  decisions TEXT NOT NULL DEFAULT '');
CREATE INDEX changes_by_id ON changes (id, seq);
"""
STEP = 500  # entries read at once: a reader must not keep a run from writing


class Entry(NamedTuple):
    """A record as the manifest knows it: where it is, and all that decides its bytes."""

    id: str
    file: str
    digest: str | None
    fingerprint: str
    furniture: str = ""
    decisions: str = ""


class Change(NamedTuple):
    """One change of a store. A reader who has dealt with it goes on from `cursor`.

    `file` is where the record stands in the store, or what is left of it; it may be newer than this
    change, and then a later change says so.
    """

    cursor: str
    kind: str
    id: str
    file: str
    digest: str | None
    fingerprint: str


def note(base: sqlite3.Connection, entry: Entry, is_there: bool) -> None:
    """Write down what became of a record, in the transaction that is open, if anything did.

    What is compared is what the journal said last, not what a run has done: a record that is made
    again with the same bytes is no change.
    """
    query = (
        "SELECT kind, digest, fingerprint, furniture, decisions FROM changes"
        " WHERE id = ? ORDER BY seq DESC LIMIT 1"
    )
    last = base.execute(query, (entry.id,)).fetchone()
    was_there = last is not None and last[0] != WITHDRAWN
    if is_there and not was_there:
        kind = ADDED
    elif is_there and last[1:] != entry[2:]:
        kind = CHANGED
    elif was_there and not is_there:
        kind = WITHDRAWN
    else:
        return
    base.execute(
        "INSERT INTO changes (kind, id, file, digest, fingerprint, furniture, decisions)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (kind, *entry),
    )


def changes(base: sqlite3.Connection, since: str = START, limit: int = -1) -> Iterator[Change]:
    """What became of records after a cursor, in order; at most `limit` changes, -1 for all.

    Raises Fault for a cursor that this store has not given.
    """
    store = _store(base)
    at = _place(base, store, since)
    while limit:
        query = "SELECT * FROM changes WHERE seq > ? ORDER BY seq LIMIT ?"
        most = min(STEP, limit) if limit > 0 else STEP
        found = base.execute(query, (at, most)).fetchall()
        if not found:
            return
        for row in found:
            if not all(isinstance(text, str) for text in row[1:4]):
                raise sqlite3.DatabaseError(f"change {row[0]} holds values that no run has written")
            yield Change(_cursor(store, row), *row[1:6])
        at, limit = found[-1][0], max(limit - len(found), -1) if limit > 0 else limit


def end(base: sqlite3.Connection) -> str:
    """The cursor of the last change: who goes on from it gets what comes from now on."""
    last = base.execute("SELECT * FROM changes ORDER BY seq DESC LIMIT 1").fetchone()
    return _cursor(_store(base), last) if last else START


def _store(base: sqlite3.Connection) -> str:
    """The name that a store gives itself, and that its cursors carry."""
    try:
        row = base.execute("SELECT store FROM feed").fetchone()
    except sqlite3.OperationalError as e:
        if "no such table" not in str(e):
            raise
        raise Fault(
            "this store has no journal yet: an older Copydesk made it; `copydesk run` on it "
            "writes one"
        ) from None
    if row is None or not isinstance(row[0], str):
        raise sqlite3.DatabaseError("the journal has lost the name of its store")
    return row[0]


def _cursor(store: str, row: tuple[object, ...]) -> str:
    """Store, number of the change, and a digest of it: a copy that went another way has others."""
    return f"{store}-{row[0]}-{hashlib.sha256(repr(row).encode()).hexdigest()[:8]}"


def _place(base: sqlite3.Connection, store: str, cursor: str) -> int:
    """The number of the change that a cursor stands behind."""
    if cursor == START:
        return 0
    name, _, rest = cursor.partition("-")
    number = rest.partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Fault(f"{cursor[:80]!r} is no cursor; expected one that `changes` gave, or {START}")
    if name != store:
        raise Fault(
            f"cursor {cursor[:80]}: of another store, this one is {store}; begin again with {START}"
        )
    row = base.execute("SELECT * FROM changes WHERE seq = ?", (int(number),)).fetchone()
    if row is None:
        raise Fault(
            f"cursor {cursor[:80]}: beyond the end of the journal, which is {end(base)}; was an "
            f"older copy of the store put back? Begin again with {START}"
        )
    if _cursor(store, row) != cursor:
        raise Fault(
            f"cursor {cursor[:80]}: change {number} of this store is another one; was a copy of "
            f"the store put back? Begin again with {START}"
        )
    return int(number)
