"""A whole run without Prefect: list, clean what has changed, remember, withdraw, learn."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cleaners import Profile
from cleaners.fingerprint import fingerprint
from flows.batch import Done, Job, shards
from flows.decisions import chosen as chosen_decisions
from flows.decisions import decided_in, forgotten_in
from flows.decisions import read as read_decisions
from flows.listing import GRAIN_NS, Item, Listing, Origin
from flows.manifest import RECORD, WITHDRAWN, opened, remember, remember_containers
from flows.settings import Settings
from flows.sinks import make_store, withdraw, writing
from flows.sites import chosen, learn_due, read_rows, sites_of
from flows.tally import Tally

Clean = Callable[[Iterator[Job]], Iterable[Done]]
Advance = Callable[[float, int], None]


class Options(NamedTuple):
    """How a run works: read every byte, redo records of outdated sites, learn sites at the end."""

    verify: bool = False
    refresh: bool = False
    learn: bool = True


@dataclass
class Result:
    """What a run did. `counts` are for people, `rejected` is by reason."""

    counts: dict[str, int] = field(default_factory=dict)
    rejected: Counter[str] = field(default_factory=Counter)
    tally: Tally = field(default_factory=Tally)


def origin_of(source: Path, store: Path, profile: Profile, options: Options) -> Origin:
    """What all rows of a run that starts now have in common."""
    trusted = time.time_ns() - GRAIN_NS
    root = os.path.abspath(source)  # noqa: PTH100  pathlib would keep `..`
    mark = fingerprint(profile)
    return Origin(source, root, store, profile, mark, trusted, options.verify, options.refresh)


def run(
    source: Path,
    store: Path,
    profile: Profile,
    settings: Settings,
    clean: Clean,
    options: Options = Options(),  # noqa: B008  it is frozen
    advance: Advance = lambda share, articles: None,
) -> Result:
    """Clean all that is new or changed below SOURCE into a store that is locked by the caller.

    `clean` turns jobs into what became of them, in their order; it says where they are worked on.
    Files are written first and the manifest after, so that a run that is killed anywhere leaves
    only work to do again.
    """
    origin = origin_of(source, store, profile, options)
    with writing(store), opened(make_store(store)) as base:
        sites = sites_of(read_rows(store))
        people = read_decisions(store)
        decisions = decided_in(people)
        listing = Listing(base, origin, sites, decisions, forgotten_in(people))

        def job(items: tuple[Item, ...]) -> Job:
            mine = chosen_decisions(decisions, (item.ref.id for item in items))
            return Job(items, origin, chosen(sites, {item.ref.site for item in items}), mine)

        total = Done()
        pieces = shards(listing.items(), settings.shard_articles, settings.shard_bytes)
        for done in clean(map(job, pieces)):
            remember(base, done.rows)
            _add(total, done)
            advance(listing.meter.share, total.outcomes.total())
        remember_containers(base, listing.containers())
        withdrawn = [
            row._replace(state=WITHDRAWN, file=withdraw(store, row.file)) for row in listing.gone()
        ]
        remember(base, withdrawn)
        if options.learn:
            learn_due(store, base)
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
    return Result(counts, Counter(rejected), done.tally)
