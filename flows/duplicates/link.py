"""From pairs of bodies to clusters: judge what nobody has judged, then choose canonical records."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from cleaners.signature import Relation
from flows.duplicates.bodies import Judge, Verdict
from flows.duplicates.join import Pairs
from flows.duplicates.judging import Case, cases

Judged = Callable[[Iterator[Case]], Iterable[list[Verdict]]]

ALIKE = (
    "SELECT p.a, p.b FROM pairs p JOIN verdicts v ON v.a = p.a AND v.b = p.b"
    " WHERE v.kind <> 'other'"
)
GROUP = f"""
CREATE TEMP TABLE edges AS SELECT g.root, p.a, p.b FROM ({ALIKE}) p JOIN groups g ON g.n = p.a;
CREATE INDEX temp.by_root ON edges (root);
INSERT OR IGNORE INTO groups SELECT n, n FROM members GROUP BY n HAVING count(*) > 1
"""  # noqa: S608  ours
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


def link(base: sqlite3.Connection, pairs: Iterable[Pairs], judged: Judged) -> None:
    """Write the clusters of all records anew, from the pairs of bodies that may be copies."""
    base.execute("CREATE TEMP TABLE pairs (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID")
    for one, two in pairs:
        numbers = zip(one.tolist(), two.tolist(), strict=True)
        base.executemany("INSERT OR IGNORE INTO pairs VALUES (?, ?)", numbers)
    judge = Judge(base)
    for found in judged(cases(base, judge)):
        judge.keep(found)
    _group(base)
    base.execute("DELETE FROM copies")
    for root, entries in groupby(map(Entry._make, base.execute(GROUPED)), lambda entry: entry.root):
        near = defaultdict[int, list[int]](list)
        for a, b in base.execute("SELECT a, b FROM edges WHERE root = ?", (root,)):
            near[a].append(b)
            near[b].append(a)
        for rows in stars(list(entries), near, judge):
            base.executemany("INSERT INTO copies VALUES (?, ?, ?, ?, ?)", rows)


def stars(
    group: Iterable[Entry], near: Mapping[int, Sequence[int]], judge: Judge
) -> Iterator[list[tuple[str, str, str, str, float]]]:
    """The clusters of a linked group: a canonical record and all that are copies of that very one.

    What is linked through others only may tell another story in the end: it starts a cluster of
    its own, or stands alone.
    """
    left: dict[int, list[Entry]] = defaultdict(list)
    ranked = sorted(group, key=_rank)
    for entry in ranked:
        left[entry.n].append(entry)
    for first in ranked:
        if first.n not in left:
            continue
        found = _around(first.n, left.keys(), near, judge)
        mine = [(entry, found[n]) for n in found for entry in left.pop(n) if entry != first]
        if mine:
            cluster = min(first.exact, *(entry.exact for entry, _ in mine)).hex()[:12]
            copies = [(e.id, cluster, first.id, what.kind, what.similarity) for e, what in mine]
            yield [(first.id, cluster, first.id, "canonical", 1.0), *copies]


def _around(
    first: int, left: Container[int], near: Mapping[int, Sequence[int]], judge: Judge
) -> dict[int, Relation]:
    """The bodies that are copies of this one, looked for among the neighbours of those found."""
    found = {first: Relation("exact", 1.0)}
    seen, waiting = {first}, [first]
    while waiting:
        for n in near.get(waiting.pop(), ()):
            if n in seen or n not in left:
                continue
            seen.add(n)
            what = judge.judge(first, n)
            if what.kind != "other":
                found[n] = what
                waiting.append(n)
    return found


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
    for statement in GROUP.split(";"):
        base.execute(statement)


def _root(roots: dict[int, int], n: int) -> int:
    """The smallest body that is linked to this one; paths are halved on the way."""
    roots.setdefault(n, n)
    while roots[n] != n:
        roots[n] = n = roots[roots[n]]
    return n
