"""A batch of sources through `clean` into a store. No Prefect: the flow and the tests both call it.

References go in and counts come out, so that a process pool moves no text.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from cleaners import Record, Reject
from cleaners.sites import site_of
from flows.article import Lost, Raw, bytes_of, cleaned, digest_of
from flows.decisions import NOTHING
from flows.listing import HELD, Item, Job, Origin
from flows.manifest import ACCEPTED, PRESENT, RECORD, Row
from flows.overlap import Later, ahead, hands, later
from flows.sinks import file_of, write, writing
from flows.sources import Ref, read
from flows.tally import Tally

PASSING = ("unreadable", "changed-while-read", "missing-extra")  # the next run may well read it


@dataclass
class Done:
    """What became of a shard: rows for the manifest, sources by outcome, what was done to texts.

    `unchanged` is an outcome. `why` counts the sources that were redone: new, changed (other
    bytes), upgraded (other rules), decided (other decisions) or redone (lost, cut short, or asked
    for).
    """

    rows: list[Row] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    outdated: int = 0
    tally: Tally = field(default_factory=Tally)


def shards(items: Iterable[Item], articles: int, size: int) -> Iterator[tuple[Item, ...]]:
    """The listing in pieces of at most so many articles, or of about so many bytes."""
    shard: list[Item] = []
    held = 0
    for item in items:
        shard.append(item)
        held += item.ref.size
        if len(shard) >= articles or held >= size:
            yield tuple(shard)
            shard, held = [], 0
    if shard:
        yield tuple(shard)


def run_shard(job: Job) -> Done:
    """Clean every source of a shard that has changed, write it, and say what became of it.

    Where the source or the store is a URL, reading runs ahead of cleaning and writing behind it.
    Raises Fault when the store cannot be written to; what was written stays, whole.
    """
    done = Done()
    store, most = job.origin.store, job.origin.profile.reject.max_bytes
    is_one_file = any(item.ref.spot for item in job.items)  # which is read forwards, by one
    with writing(store), hands(job.origin.root, store) as executor, later(executor) as put:
        readers = None if is_one_file else executor
        raws = ahead(readers, lambda item: read(item.ref, most, job.origin.columns), job.items)
        for item in job.items:
            _run_one(item, raws, job, done, partial(_put, job, put))
    return done


Put = Callable[[Record | Reject, bytes | None], str]


def _put(job: Job, put: Later, result: Record | Reject, data: bytes | None) -> str:
    """Write a result into the store, now or soon; returns where it will be."""
    put(lambda: write(job.origin.store, result, data, job.held))
    return file_of(result)


def _run_one(item: Item, raws: Iterator[Raw | Lost], job: Job, done: Done, put: Put) -> None:
    """One source into the store, unless the store already holds what it would give."""
    ref, before = item
    clock = done.tally.clock()
    raw = next(raws)
    if isinstance(raw, Lost):
        _lose(item, raw, job, done, put)
        return
    site = job.sites.get(site_of(raw.url) or "")
    decided = job.decided.get(ref.id, NOTHING)
    row = new_row(ref, raw, job.origin, decided.digest)
    row = row._replace(furniture=site.digest if site else "")
    if before and same_source(before, row, job.origin):
        is_outdated = before.outcome == RECORD and before.furniture != row.furniture
        if not (is_outdated and job.origin.refresh):
            done.outdated += is_outdated
            _leave(before, row, done)
            return
    clock("read")
    result = cleaned(raw, job.origin.profile, site, clock, decided.decisions)
    clock("record")
    outcome = RECORD if isinstance(result, Record) else result.code
    if isinstance(result, Record):
        done.tally.count(result)
    file = put(result, bytes_of(raw))
    clock("write")
    _write_down(before, row._replace(outcome=outcome, file=file), done)


def _lose(item: Item, lost: Lost, job: Job, done: Done, put: Put) -> None:
    """A source that gave no article. One that can only not be read now keeps its record."""
    ref, before = item
    code = lost.reject.code
    mark = job.decided.get(ref.id, NOTHING).digest
    row = _row(ref, lost.reject.source.sha256, job.origin)._replace(outcome=code, decisions=mark)
    if before and code in PASSING and (before.outcome, before.state) == (RECORD, PRESENT):
        done.outcomes[code] += 1
        done.rows.append(before._replace(fingerprint="", mtime_ns=None))
    elif before and before.outcome == code and same_source(before, row, job.origin):
        _leave(before, row, done)
    else:
        _write_down(before, row._replace(file=put(*lost)), done)


def new_row(ref: Ref, raw: Raw, origin: Origin, decisions: str = "") -> Row:
    """What the manifest will say of an article that was read, but for what becomes of it."""
    return _row(ref, digest_of(raw), origin)._replace(site=site_of(raw.url), decisions=decisions)


def _row(ref: Ref, digest: str | None, origin: Origin) -> Row:
    """A row as far as the listing knows it."""
    row = Row(ref.id, digest, origin.mark_of(ref.path), "", "", root=origin.root)
    if ref.spot:
        return row._replace(container=ref.spot.container.path)
    is_old = ref.mtime_ns < origin.trusted_ns
    return row._replace(size=ref.size, mtime_ns=ref.mtime_ns if is_old else None)


def same_source(before: Row, now: Row, origin: Origin) -> bool:
    """Whether the store holds what this source would give, its site's furniture aside."""
    return (
        before.state in HELD
        and (before.digest, before.fingerprint, before.decisions)
        == (now.digest, now.fingerprint, now.decisions)
        and (origin.store / before.file).is_file()
    )


def _leave(before: Row, now: Row, done: Done) -> None:
    """A source that is as it was; the manifest may have to learn where it stands now."""
    kept = now._replace(
        outcome=before.outcome,
        file=before.file,
        site=before.site,
        furniture=before.furniture,
        decisions=before.decisions,
        state=before.state,
    )
    if kept != before:
        done.rows.append(kept)
    done.outcomes["unchanged"] += 1


def _write_down(before: Row | None, now: Row, done: Done) -> None:
    """A source that was worked on. A reject that a person has accepted stays accepted."""
    done.outcomes[now.outcome] += 1
    if before is None or before.state not in HELD:
        done.why["new"] += 1
    elif before.digest != now.digest:
        done.why["changed"] += 1
    elif before.fingerprint and before.fingerprint != now.fingerprint:
        done.why["upgraded"] += 1
    elif before.decisions != now.decisions:
        done.why["decided"] += 1
    else:
        done.why["redone"] += 1
    if before and before.state == ACCEPTED:
        same = (before.digest, before.outcome) == (now.digest, now.outcome)
        now = now._replace(state=ACCEPTED if same else PRESENT)
    done.rows.append(now)
