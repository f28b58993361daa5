"""From pairs of bodies to clusters: judge what nobody has judged, then choose canonical records."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from flows.duplicates.bodies import Judge
from flows.duplicates.join import Pairs

FRESH = """
CREATE TEMP TABLE fresh AS SELECT p.a, p.b FROM pairs p LEFT JOIN verdicts v
  ON v.a = p.a AND v.b = p.b WHERE v.a IS NULL ORDER BY p.a, p.b
"""
ALIKE = (
    "SELECT p.a, p.b FROM pairs p JOIN verdicts v ON v.a = p.a AND v.b = p.b"
    " WHERE v.kind <> 'other'"
)
GROUPED = (
    "SELECT g.root, m.id, m.n, m.published, m.length, k.exact FROM groups g"
    " JOIN members m ON m.n = g.n JOIN keys k ON k.n = g.n ORDER BY g.root"
)


class Entry(NamedTuple):
    """A record among those that are linked to it, directly or through others."""

    root: int
    id: str
    n: int
    published: str | None
    length: int
    exact: bytes


def link(base: sqlite3.Connection, pairs: Iterable[Pairs]) -> None:
    """Write the clusters of all records anew, from the pairs of bodies that may be copies."""
    base.execute("CREATE TEMP TABLE pairs (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID")
    for one, two in pairs:
        found = zip(one.tolist(), two.tolist(), strict=True)
        base.executemany("INSERT OR IGNORE INTO pairs VALUES (?, ?)", found)
    base.execute(FRESH)
    judge = Judge(base)
    for a, b in base.execute("SELECT a, b FROM fresh"):
        judge.compare(a, b)
    _group(base)
    base.execute("DELETE FROM copies")
    for _, entries in groupby(map(Entry._make, base.execute(GROUPED)), lambda entry: entry.root):
        for rows in stars(list(entries), judge):
            base.executemany("INSERT INTO copies VALUES (?, ?, ?, ?, ?)", rows)


def stars(group: Sequence[Entry], judge: Judge) -> Iterator[list[tuple[str, str, str, str, float]]]:
    """The clusters of a linked group: a canonical record and all that are copies of that very one.

    What is linked through others only may tell another story in the end: it starts a cluster of
    its own, or stands alone.
    """
    left = sorted(group, key=_rank)
    while left:
        first = left[0]
        found = {n: judge.judge(first.n, n) for n in {e.n for e in left} - {first.n}}
        mine = [e for e in left if e.n == first.n or found[e.n].kind != "other"]
        left = [e for e in left if e.n != first.n and found[e.n].kind == "other"]
        cluster = min(e.exact for e in mine).hex()[:12]
        rows = [(first.id, cluster, first.id, "canonical", 1.0)]
        for entry in mine[1:]:
            kind, similarity = found.get(entry.n, ("exact", 1.0))
            rows.append((entry.id, cluster, first.id, kind, similarity))
        if len(rows) > 1:
            yield rows


def _rank(entry: Entry) -> tuple[bool, str, int, str]:
    """Earliest published, where that is known; then longest; then by id."""
    moment = _moment(entry.published)
    return moment is None, moment or "", -entry.length, entry.id


def _moment(published: str | None) -> str | None:
    """A printed time as a moment that can be compared; a day counts as its beginning.

    >>> _moment("2024-06-19"), _moment("2024-06-19T01:30:00+09:00"), _moment("noon")
    ('2024-06-19T00:00:00+00:00', '2024-06-18T16:30:00+00:00', None)
    """
    try:
        found = datetime.fromisoformat(published or "")
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def _group(base: sqlite3.Connection) -> None:
    """Number the bodies that are linked to each other, and those of several records."""
    roots: dict[int, int] = {}
    for a, b in base.execute(ALIKE):
        one, two = _root(roots, a), _root(roots, b)
        roots[max(one, two)] = min(one, two)
    base.execute("CREATE TEMP TABLE groups (n INTEGER PRIMARY KEY, root INTEGER)")
    base.executemany("INSERT INTO groups VALUES (?, ?)", ((n, _root(roots, n)) for n in [*roots]))
    base.execute(
        "INSERT OR IGNORE INTO groups SELECT n, n FROM members GROUP BY n HAVING count(*) > 1"
    )


def _root(roots: dict[int, int], n: int) -> int:
    """The smallest body that is linked to this one; paths are halved on the way."""
    roots.setdefault(n, n)
    while roots[n] != n:
        roots[n] = n = roots[roots[n]]
    return n
