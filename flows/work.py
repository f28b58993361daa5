"""A whole run without Prefect: list, clean what has changed, remember, withdraw, learn, compare."""

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cleaners import Profile
from cleaners.fingerprint import fingerprint
from flows.batch import Done, shards
from flows.listing import GRAIN_NS, Item, Job, Listing, Origin
from flows.manifest import (
    RECORD,
    WITHDRAWN,
    begin,
    opened,
    put_back,
    remember,
    remember_containers,
)
from flows.overlap import ahead, hands
from flows.package import describe_store
from flows.places import Place
from flows.reading import idle
from flows.reading.entry import Columns
from flows.settings import Settings
from flows.sinks import make_store, withdraw, writing
from flows.sites import learn_due
from flows.stdin import spooled
from flows.tally import Tally
from flows.walk import root_of

Clean = Callable[[Iterator[Job]], Iterable[Done]]
Advance = Callable[[float, int], None]


class Options(NamedTuple):
    """How a run works: read every byte, redo records of outdated sites, learn sites at the end.

    `columns` are those that a person has named, as pairs of a field and a column.
    """

    verify: bool = False
    refresh: bool = False
    learn: bool = True
    columns: Columns = ()


@dataclass
class Result:
    """What a run did. `counts` are for people, `rejected` is by reason, `columns` counts the rows
    of which these columns were taken."""

    counts: dict[str, int] = field(default_factory=dict)
    rejected: Counter[str] = field(default_factory=Counter)
    columns: Counter[str] = field(default_factory=Counter)
    tally: Tally = field(default_factory=Tally)


def origin_of(
    source: str | os.PathLike[str],
    store: Place,
    profile: Profile,
    options: Options,
    spool: str = "",
) -> Origin:
    """What all rows of a run that starts now have in common."""
    name = os.fspath(source)
    trusted = time.time_ns() - GRAIN_NS
    root = name if spool else root_of(name)
    work = (options.verify, options.refresh, options.columns)
    return Origin(name, root, store, profile, fingerprint(profile), trusted, *work, spool)


def run(
    source: str | os.PathLike[str],
    store: Place,
    profile: Profile,
    settings: Settings,
    clean: Clean,
    options: Options = Options(),  # noqa: B008  it is frozen
    advance: Advance = lambda share, articles: None,
) -> Result:
    """Clean all that is new or changed at SOURCE into a store that is locked by the caller.

    `clean` turns jobs into what became of them, in their order; it says where they are worked on.
    Files are written first and the manifest after, so that a run that is killed anywhere leaves
    only work to do again; what it was at is marked before.
    """
    with (
        writing(store),
        opened(make_store(store)) as base,
        spooled(source, store) as spool,
        idle.forgotten(),
    ):
        origin = origin_of(source, store, profile, options, spool)
        listing = Listing(base, origin)
        at_work: deque[list[str]] = deque()

        def job(items: tuple[Item, ...]) -> Job:
            at_work.append([item.ref.id for item in items])
            begin(base, at_work[-1], origin.root)
            return listing.job(items)

        total = Done()
        pieces = shards(listing.items(), settings.shard_articles, settings.shard_bytes)
        for done in clean(map(job, pieces)):
            remember(base, done.rows, at_work.popleft())
            put_back(store)
            _add(total, done)
            advance(listing.meter.share, total.outcomes.total())
        remember_containers(base, listing.containers())
        gone = listing.gone()
        with hands(store) as executor:
            files = list(ahead(executor, partial(withdraw, store), [row.file for row in gone]))
        withdrawn = [
            row._replace(state=WITHDRAWN, file=file) for row, file in zip(gone, files, strict=True)
        ]
        remember(base, withdrawn, [*(row.id for row in withdrawn), *listing.settled()])
        if options.learn:
            learn_due(store, base)
        if settings.duplicates and isinstance(store, Path):  # it needs a folder
            from flows.duplicates import update

            update(store, settings.workers, settings.duplicates_join)
        describe_store(store, base, settings.license)
        return _result(listing, total, len(withdrawn))


def _add(total: Done, done: Done) -> None:
    """Add a shard's counts; its rows are in the manifest and are not held."""
    total.outcomes.update(done.outcomes)
    total.why.update(done.why)
    total.outdated += done.outdated
    total.tally.add(done.tally)


def _result(listing: Listing, done: Done, withdrawn: int) -> Result:
    """The counts of a run: in = clean + unchanged + rejected. Raises when they do not add up."""
    came = listing.unchanged + done.outcomes.total()
    if came != listing.found:
        raise RuntimeError(
            f"{listing.found} sources were found, {came} came out; please report this"
        )
    clean, unchanged = done.outcomes[RECORD], listing.unchanged + done.outcomes["unchanged"]
    counts = {
        "in": listing.found,
        "clean": clean,
        "unchanged": unchanged,
        "rejected": listing.found - clean - unchanged,
        "outdated": listing.outdated + done.outdated,
        **{why: done.why[why] for why in ("new", "changed", "upgraded", "decided", "redone")},
        "withdrawn": withdrawn,
        "forgotten": listing.forgotten,
    }
    rejected = {k: n for k, n in done.outcomes.items() if k not in (RECORD, "unchanged")}
    return Result(counts, Counter(rejected), listing.meter.columns, done.tally)
