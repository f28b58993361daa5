"""A batch of sources through `clean` into a store. No Prefect: the flow and the tests both call it.

Paths go in and counts come out, so that a process pool moves no text.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cleaners import Profile, Record, Reject, clean
from cleaners.fingerprint import fingerprint
from cleaners.record import Rejected
from flows.manifest import RECORD, Row
from flows.sinks import write
from flows.sources import Lost, Raw, Ref, lost, read


class Job(NamedTuple):
    """What a worker needs to clean one shard: references, where to write, how to clean."""

    refs: tuple[Ref | Lost, ...]
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


def shards(
    found: Iterable[Ref | Lost], articles: int, size: int
) -> Iterator[tuple[Ref | Lost, ...]]:
    """The listing in pieces of at most so many articles, or of about so many bytes."""
    shard: list[Ref | Lost] = []
    held = 0
    for item in found:
        shard.append(item)
        held += item.size if isinstance(item, Ref) else len(item.data or b"")
        if len(shard) >= articles or held >= size:
            yield tuple(shard)
            shard, held = [], 0
    if shard:
        yield tuple(shard)


def without_duplicates(found: Iterable[Ref | Lost]) -> Iterator[Ref | Lost]:
    """The listing, with a reject in place of every id that this run has already seen.

    The reject's own id names the place too, so that it takes nothing away from the first.
    """
    seen: set[str] = set()
    for item in found:
        id_ = item.id if isinstance(item, Ref) else item.reject.id
        if id_ not in seen:
            seen.add(id_)
            yield item
        elif isinstance(item, Ref):
            message = f"{item.name}: the id {id_!r} was already used in this run; make ids unique"
            again = item._replace(id=f"{id_}#{item.name}")
            raw = read(item, 6 * item.size + 1)
            yield lost(
                again, "duplicate-id", message, None if isinstance(raw, Lost) else _bytes(raw)
            )
        else:
            changed = item.reject.model_copy(update={"id": f"{id_}#{item.reject.source.name}"})
            yield item._replace(reject=changed)


def run_shard(job: Job) -> Done:
    """Clean every source of a shard that has changed, write it, and say what became of it."""
    store = Path(job.store)
    rows: list[Row] = []
    unchanged = 0
    for item in job.refs:
        row = _run_one(item, store, job.profile, job.known)
        if row is None:
            unchanged += 1
        else:
            rows.append(row)
    return Done(tuple(rows), unchanged)


def _run_one(
    item: Ref | Lost, store: Path, profile: Profile, known: Mapping[str, Row]
) -> Row | None:
    """One source into the store; None when the store already holds this very result."""
    mark = fingerprint(profile)
    raw = read(item, profile.reject.max_bytes) if isinstance(item, Ref) else item
    if isinstance(raw, Lost):
        result: Record | Reject = raw.reject
        data = raw.data
        digest = raw.reject.source.sha256
    else:
        data = _bytes(raw)
        digest = hashlib.sha256(data).hexdigest()
        if _is_known(known.get(raw.id), digest, mark, store):
            return None
        result = cleaned(raw, profile)
    outcome = RECORD if isinstance(result, Record) else result.code
    before = known.get(result.id)
    if isinstance(raw, Lost) and before and before.outcome == outcome:
        if _is_known(before, digest, mark, store):
            return None
    file = write(store, result, data)
    return Row(result.id, digest, mark, outcome, file)


def cleaned(raw: Raw, profile: Profile) -> Record | Reject:
    """One article through the library. A fault of our own rejects this article, not the batch."""
    try:
        return clean(
            raw.data,
            profile,
            id=raw.id,
            name=raw.name,
            url=raw.url,
            container=raw.container,
        )
    except Exception as e:
        data = _bytes(raw)
        message = f"{raw.name}: {type(e).__name__} inside Copydesk; please report it with the file"
        source = Rejected(
            name=raw.name,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            container=raw.container,
            url=raw.url,
        )
        return Reject(id=raw.id, source=source, code="internal-error", message=message)


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


def _is_known(row: Row | None, digest: str | None, mark: str, store: Path) -> bool:
    return (
        row is not None
        and (row.digest, row.fingerprint) == (digest, mark)
        and (store / row.file).is_file()
    )


def _bytes(raw: Raw) -> bytes:
    return raw.data if isinstance(raw.data, bytes) else raw.data.encode("utf-8", "surrogatepass")
