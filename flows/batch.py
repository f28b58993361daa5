"""A batch of sources through `clean` into a store. No Prefect: the flow and the tests both call it.

References go in and counts come out, so that a process pool moves no text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cleaners import Profile, Record
from cleaners.fingerprint import fingerprint
from cleaners.sites import Site, site_of
from flows.article import Lost, bytes_of, cleaned, digest_of
from flows.manifest import RECORD, Row
from flows.sinks import write
from flows.sources import Ref, read


class Job(NamedTuple):
    """What a worker needs to clean one shard: references, where to write, how to clean.

    `known` is what earlier runs did, `sites` the furniture of the shard's sites. With `refresh`
    records are also redone when only the furniture of their site has changed.
    """

    refs: tuple[Ref, ...]
    store: str
    profile: Profile
    known: Mapping[str, Row]
    sites: Mapping[str, Site] = {}
    refresh: bool = False


class Done(NamedTuple):
    """What became of a shard: a row for every source it wrote, and how many were left alone.

    `outdated` are those of the unchanged whose site has other furniture now.
    """

    rows: tuple[Row, ...]
    unchanged: int = 0
    outdated: int = 0

    def counts(self) -> Counter[str]:
        """Sources by outcome; `unchanged` counts those that were not redone."""
        return Counter({**Counter(row.outcome for row in self.rows), "unchanged": self.unchanged})

    def with_shard(self, other: "Done") -> "Done":
        """Two shards taken together."""
        return Done(
            self.rows + other.rows,
            self.unchanged + other.unchanged,
            self.outdated + other.outdated,
        )


def shards(refs: Iterable[Ref], articles: int, size: int) -> Iterator[tuple[Ref, ...]]:
    """The listing in pieces of at most so many articles, or of about so many bytes."""
    shard: list[Ref] = []
    held = 0
    for ref in refs:
        shard.append(ref)
        held += ref.size
        if len(shard) >= articles or held >= size:
            yield tuple(shard)
            shard, held = [], 0
    if shard:
        yield tuple(shard)


def run_shard(job: Job) -> Done:
    """Clean every source of a shard that has changed, write it, and say what became of it."""
    rows, outdated = [], 0
    for ref in job.refs:
        row, is_outdated = _run_one(ref, job)
        outdated += is_outdated
        if row is not None:
            rows.append(row)
    return Done(tuple(rows), len(job.refs) - len(rows), outdated)


def _run_one(ref: Ref, job: Job) -> tuple[Row | None, bool]:
    """One source into the store; no row when the store already holds what it would give."""
    store, mark = Path(job.store), fingerprint(job.profile)
    before = job.known.get(ref.id)
    raw = read(ref, job.profile.reject.max_bytes)
    if isinstance(raw, Lost):
        reject = raw.reject
        now = Row(ref.id, reject.source.sha256, mark, reject.code, "")
        if _is_held(before, now, store):
            return None, False
        return now._replace(file=write(store, reject, raw.data)), False
    name = site_of(raw.url)
    site = job.sites.get(name or "")
    furniture = site.digest if site else ""
    outcome = before.outcome if before else RECORD
    now = Row(ref.id, digest_of(raw), mark, outcome, "", name, furniture)
    if _is_held(before, now, store):
        is_outdated = before is not None and before.furniture != furniture
        if not (is_outdated and job.refresh):
            return None, is_outdated
    result = cleaned(raw, job.profile, site)
    outcome = RECORD if isinstance(result, Record) else result.code
    return now._replace(outcome=outcome, file=write(store, result, bytes_of(raw))), False


def _is_held(before: Row | None, now: Row, store: Path) -> bool:
    """Whether the store holds what this source would give, its site's furniture aside."""
    if before is None or not (store / before.file).is_file():
        return False
    return before._replace(file="", furniture="", site=None) == now._replace(
        furniture="", site=None
    )


def summary(found: int, done: Done) -> dict[str, int]:
    """The counts of a run: in = clean + unchanged + rejected. Raises when they do not add up.

    >>> summary(2, Done((Row("a", None, "", "record", ""),), unchanged=1))
    {'in': 2, 'clean': 1, 'unchanged': 1, 'rejected': 0, 'outdated': 0}
    """
    total = done.counts().total()
    if total != found:
        raise RuntimeError(f"{found} sources were found, {total} came out; please report this")
    clean = done.counts()[RECORD]
    return {
        "in": found,
        "clean": clean,
        "unchanged": done.unchanged,
        "rejected": total - clean - done.unchanged,
        "outdated": done.outdated,
    }
