"""What a run finds below its SOURCE, and which of it needs work.

A file whose size and time are those the manifest remembers is not read, and a file of rows that
stayed as it was is not even looked into. Everything else is read, and told by its digest.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from cleaners import Profile
from cleaners.sites import Site
from flows import decisions, manifest
from flows.decisions import NOTHING, Decided
from flows.manifest import ACCEPTED, PRESENT, WITHDRAWN, Container, Row, known
from flows.places import Place
from flows.reading.entry import Columns
from flows.reading.formats import TEXTS
from flows.sinks import RECORDS, REJECTS, file_name, forms, inventory, read_reject
from flows.sites import chosen, read_rows, sites_of
from flows.sources import Look, Meter, Ref, discover, is_container, made_by, without_duplicates

GRAIN_NS = 2_000_000_000  # some disks tell times no finer; what is younger may change unseen
HELD = (PRESENT, ACCEPTED)
AGAIN = frozenset({"duplicate-id", "changed-while-read", "unreadable", "missing-extra"})
"""Outcomes that not the source alone decides."""
HIDING = frozenset(
    {"unreadable", "outside-source", "broken-file", "bomb", "missing-extra", "no-columns"}
)
"""Losses behind which articles may stand as they did."""
SOME = 500


class Origin(NamedTuple):
    """Where a run looks and how: what every row of it has in common.

    `root` is SOURCE as the manifest names it, `mark` the fingerprint of code and profile, and
    `trusted_ns` the time before which a file must have been changed for its time to be trusted.
    `columns` are those that a person has named. `spool` is the file that standard input was
    written to, where that is the source.
    """

    source: str
    root: str
    store: Place
    profile: Profile
    mark: str
    trusted_ns: int
    verify: bool = False
    refresh: bool = False
    columns: Columns = ()
    spool: str = ""

    def mark_of(self, path: str) -> str:
        """The fingerprint of all that decides the articles of a file, the way it is read too."""
        if path.endswith(TEXTS):
            return self.mark
        return _mark(self.mark, made_by(path), self.columns if is_container(path) else ())


@lru_cache(maxsize=64)
def _mark(mark: str, by: str, columns: Columns) -> str:
    if not (by or columns):
        return mark
    return f"{mark}+{hashlib.sha256(repr((by, columns)).encode()).hexdigest()[:8]}"


class Item(NamedTuple):
    """One source that needs work, and what an earlier run did with it."""

    ref: Ref
    before: Row | None


class Job(NamedTuple):
    """What a worker needs to clean one shard: references, sites, decisions by id.

    `held` are the files that a store at a URL has of them already.
    """

    items: tuple[Item, ...]
    origin: Origin
    sites: Mapping[str, Site] = {}
    held: frozenset[str] | None = None
    decided: Mapping[str, Decided] = {}


class Listing:
    """The sources of one run, listed once.

    `items` yields those that need work; the counts are whole when it has ended.
    """

    def __init__(self, base: sqlite3.Connection, origin: Origin) -> None:
        self.found = self.unchanged = self.outdated = self.forgotten = 0
        self.meter = Meter()
        self._base, self._origin = base, origin
        self._sites = sites_of(read_rows(origin.store))
        people = decisions.read(origin.store)
        self._decided = decisions.decided_in(people)
        self._forgotten = decisions.forgotten_in(people)
        self._seen: set[str] = set()
        self._unread: list[str] = []
        self._containers: dict[str, Container] = {}
        self._inventory = inventory(origin.store)
        self._begun = manifest.begun(base)

    def job(self, items: tuple[Item, ...]) -> Job:
        """What a worker needs to clean these."""
        sites = chosen(self._sites, {item.ref.site for item in items})
        decided = decisions.chosen(self._decided, (item.ref.id for item in items))
        return Job(items, self._origin, sites, self._held(items), decided)

    def items(self) -> Iterator[Item]:
        """Every source that has to be read. What is left alone is counted."""
        here = self._origin
        look = Look(here.profile.reject.max_bytes, self._skip, self.meter, here.columns)
        refs = without_duplicates(discover(here.source, look, here.spool), self._seen)
        while some := list(islice(refs, SOME)):
            before = known(self._base, [ref.id for ref in some])
            for ref in some:
                if self._forgotten and decisions.tombstone(ref.id) in self._forgotten:
                    self.forgotten += 1
                    continue
                self._saw(ref)
                row = before.get(ref.id)
                if row and row.id in self._begun:  # whatever its file holds, it is made again
                    yield Item(ref, row._replace(fingerprint=""))
                elif row is None or not self._is_same(ref, row):
                    yield Item(ref, row)
                else:
                    self._leave(row)
        self.meter.share = 1.0

    def containers(self) -> list[Container]:
        """The files of rows that were read from end to end, as they were."""
        return list(self._containers.values())

    def gone(self) -> list[Row]:
        """The sources of earlier runs that are no longer there.

        Empty when nothing was listed, and without what lies below a place that nobody could read:
        an empty or unreadable SOURCE withdraws nothing, and neither does standard input, which
        nobody expects to say everything again.
        """
        if not self.found or self._origin.spool:
            return []
        places = manifest.places(self._base, self._origin.root)
        gone = [id for id, place in places if id not in self._seen and not self._is_hidden(place)]
        rows = known(self._base, gone)
        rows.update((row.id, row) for row in self._cut_short())
        return list(rows.values())

    def settled(self) -> list[str]:
        """Sources that a killed run had begun and that went away: once `gone` is withdrawn, nothing
        is left of them to do."""
        return [row.id for row in self._went_away()]

    def _held(self, items: Iterable[Item]) -> frozenset[str] | None:
        """The files that a store at a URL has of these sources; None for a folder."""
        if self._inventory is None:
            return None
        return self._inventory.intersection(form for item in items for form in forms(item.ref.id))

    def _went_away(self) -> list[Row]:
        """Sources a killed run had begun that are not there, unless another root has them."""
        here = self._origin
        if not self.found or here.spool or self._unread:
            return []
        mine = [i for i, root in self._begun.items() if root == here.root and i not in self._seen]
        rows = known(self._base, mine)
        found = (rows.get(id) or Row(id, None, "", "", "", root=here.root) for id in mine)
        return [row for row in found if row.root == here.root or row.state == WITHDRAWN]

    def _cut_short(self) -> Iterator[Row]:
        """What a killed run made of sources that went away before the manifest knew what it is."""
        here = self._origin
        for row in self._went_away():
            for file in (f"{folder}/{file_name(row.id)}.json" for folder in (RECORDS, REJECTS)):
                if self._is_there(file):
                    is_record = file.startswith(RECORDS)
                    outcome = manifest.RECORD if is_record else read_reject(here.store / file).code
                    yield row._replace(outcome=outcome, file=file)

    def _saw(self, ref: Ref) -> None:
        self.found += 1
        if ref.loss and ref.loss.code in HIDING:
            self._unread.append(ref.name)
        if ref.spot and ref.spot.container.path in self._containers:
            path = ref.spot.container.path
            read = self._containers[path]
            self._containers[path] = read._replace(rows=read.rows + 1)

    def _leave(self, row: Row) -> None:
        self.unchanged += 1
        self.outdated += self._is_outdated(row)

    def _is_hidden(self, place: str) -> bool:
        """Whether a source may well be there, behind something that could not be read."""
        return any(place == name or place.startswith(f"{name}/") for name in self._unread)

    def _is_same(self, ref: Ref, row: Row) -> bool:
        """Whether a file needs no reading at all."""
        return (
            not self._origin.verify
            and ref.loss is None
            and ref.spot is None
            and row.mtime_ns == ref.mtime_ns
            and row.size == ref.size
            and row.root == self._origin.root
            and row.container is None
            and row.outcome not in AGAIN
            and self._is_held(row, self._origin.mark_of(ref.path))
        )

    def _is_held(self, row: Row, mark: str) -> bool:
        """Whether the store still holds what this version makes of a source."""
        return (
            row.state in HELD
            and row.fingerprint == mark
            and row.decisions == self._decided.get(row.id, NOTHING).digest
            and not (self._origin.refresh and self._is_outdated(row))
            and self._is_there(row.file)
        )

    def _is_there(self, file: str) -> bool:
        if self._inventory is not None:
            return file in self._inventory
        return os.path.isfile(f"{self._origin.store}/{file}")  # noqa: PTH113  a million times

    def _is_outdated(self, row: Row) -> bool:
        site = self._sites.get(row.site or "")
        return row.outcome == manifest.RECORD and row.furniture != (site.digest if site else "")

    def _skip(self, ref: Ref) -> bool:
        """Whether a file of rows may stay unread, because all of its rows are as they were.

        Not when another file of this run has an id of its rows: which of them comes first must not
        depend on what an earlier run has read.
        """
        root = self._origin.root
        self._containers.pop(ref.name, None)
        if ref.mtime_ns < self._origin.trusted_ns:
            read = Container(root, ref.name, ref.size, ref.mtime_ns, 0)
            self._containers[ref.name] = read
        last = manifest.container_of(self._base, root, ref.name)
        if (
            self._origin.verify
            or last is None
            or (last.size, last.mtime_ns) != (ref.size, ref.mtime_ns)
        ):
            return False
        where = "container = ? AND root = ? AND state <> ?"
        rows = list(manifest.rows(self._base, where, ref.name, root, WITHDRAWN))
        mark = self._origin.mark_of(ref.path)
        if len(rows) != last.rows or not all(self._is_settled(row, mark) for row in rows):
            return False
        for row in rows:
            self._seen.add(row.id)
            self._leave(row)
        self.found += len(rows)
        self._containers.pop(ref.name, None)
        return True

    def _is_settled(self, row: Row, mark: str) -> bool:
        return (
            row.outcome not in AGAIN
            and row.id not in self._seen
            and row.id not in self._begun
            and self._is_held(row, mark)
        )
