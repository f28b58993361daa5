"""A batch of sources through `clean` into a store. No Prefect: the flow and the tests both call it.

References go in and counts come out, so that a process pool moves no text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cleaners import Profile, Record
from cleaners.fingerprint import fingerprint
from flows.article import Lost, bytes_of, cleaned, digest_of
from flows.manifest import RECORD, Row
from flows.sinks import write
from flows.sources import Ref, read


class Job(NamedTuple):
    """What a worker needs to clean one shard: references, where to write, how to clean."""

    refs: tuple[Ref, ...]
    store: str
    profile: Profile
    known: Mapping[str, Row]


class Done(NamedTuple):
    """What became of a shard: a row for every source it wrote, and how many were unchanged."""

    rows: tuple[Row, ...]
    unchanged: int

    def counts(self) -> Counter[str]:
        """Sources by outcome; `unchanged` counts those that were not redone."""
        return Counter({**Counter(row.outcome for row in self.rows), "unchanged": self.unchanged})


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
    rows = [row for ref in job.refs if (row := _run_one(ref, job)) is not None]
    return Done(tuple(rows), len(job.refs) - len(rows))


def _run_one(ref: Ref, job: Job) -> Row | None:
    """One source into the store; None when the store already holds this very result."""
    store, mark = Path(job.store), fingerprint(job.profile)
    before = job.known.get(ref.id)
    raw = read(ref, job.profile.reject.max_bytes)
    if isinstance(raw, Lost):
        reject = raw.reject
        now = Row(ref.id, reject.source.sha256, mark, reject.code, "")
        if _is_held(before, now, store):
            return None
        return now._replace(file=write(store, reject, raw.data))
    now = Row(ref.id, digest_of(raw), mark, before.outcome if before else RECORD, "")
    if _is_held(before, now, store):
        return None
    result = cleaned(raw, job.profile)
    outcome = RECORD if isinstance(result, Record) else result.code
    return now._replace(outcome=outcome, file=write(store, result, bytes_of(raw)))


def _is_held(before: Row | None, now: Row, store: Path) -> bool:
    """Whether the store holds what this source, cleaned again, would give."""
    return (
        before is not None and before._replace(file="") == now and (store / before.file).is_file()
    )


def summary(found: int, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts of a run: in, clean, unchanged, rejected. Raises when they do not add up.

    >>> summary(6, {"record": 3, "empty": 1, "unchanged": 2})
    {'in': 6, 'clean': 3, 'unchanged': 2, 'rejected': 1}
    """
    total = sum(counts.values())
    if total != found:
        raise RuntimeError(f"{found} sources were found, {total} came out; please report this")
    done, same = counts.get(RECORD, 0), counts.get("unchanged", 0)
    return {"in": found, "clean": done, "unchanged": same, "rejected": total - done - same}
