"""What a run would do: which records would change, by rule, and how some of them would look.

Nothing is written, not even a lock. No Prefect.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import unified_diff

from cleaners import Profile, Record, Reject
from cleaners.sites import site_of
from flows.article import Lost, cleaned
from flows.batch import new_row, same_source, shards
from flows.decisions import NOTHING
from flows.listing import Job, Listing
from flows.manifest import RECORD, Row, opened
from flows.places import Place, is_private
from flows.pool import pool, spread
from flows.reading import idle
from flows.settings import Settings
from flows.sources import Ref, read
from flows.stdin import spooled
from flows.terminal import shown
from flows.work import Options, origin_of

SHOWN = 10  # differences
LINES = 12  # of one difference
WIDTH = 160


@dataclass
class Forecast:
    """Counts of sources by what would become of them, and of records that would change."""

    what: Counter[str] = field(default_factory=Counter)
    more: Counter[str] = field(default_factory=Counter)
    fewer: Counter[str] = field(default_factory=Counter)
    differences: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, other: "Forecast") -> None:
        """Add what was foreseen for another shard."""
        self.what.update(other.what)
        self.more.update(other.more)
        self.fewer.update(other.fewer)
        self.differences = [*self.differences, *other.differences][:SHOWN]


def forecast(
    source: str | os.PathLike[str],
    store: Place,
    profile: Profile,
    settings: Settings,
    options: Options,
) -> Forecast:
    """What `copydesk run` would do now."""
    total = Forecast()
    workers = 1 if is_private(store) else settings.workers
    with (
        opened(store, read_only=True) as base,
        pool(workers) as executor,
        spooled(source, None) as spool,
        idle.forgotten(),
    ):
        origin = origin_of(source, store, profile, options, spool)
        listing = Listing(base, origin)
        pieces = shards(listing.items(), settings.shard_articles, settings.shard_bytes)
        for foreseen in spread(executor, workers, foresee, map(listing.job, pieces)):
            total.add(foreseen)
        total.what.update(
            {"in": listing.found, "unchanged": listing.unchanged, "withdrawn": len(listing.gone())}
        )
    return total


def foresee(job: Job) -> Forecast:
    """What a run would do with one shard."""
    out = Forecast()
    for ref, before in job.items:
        _foresee(ref, before, job, out)
    return out


def _foresee(ref: Ref, before: Row | None, job: Job, out: Forecast) -> None:
    raw = read(ref, job.origin.profile.reject.max_bytes, job.origin.columns)
    if isinstance(raw, Lost):
        out.what["rejected"] += 1
        return
    mine = job.decided.get(ref.id, NOTHING)
    row = new_row(ref, raw, job.origin, mine.digest)
    if before and same_source(before, row, job.origin) and not job.origin.refresh:
        out.what["unchanged"] += 1
        return
    site = job.sites.get(site_of(raw.url) or "")
    result = cleaned(raw, job.origin.profile, site, decisions=mine.decisions)
    if before is None:
        out.what["new"] += 1
        return
    same = (before.digest, before.fingerprint) == (row.digest, row.fingerprint)
    decided_only = same and before.decisions != row.decisions
    what = "changed" if before.digest != row.digest else "upgraded"
    out.what["decided" if decided_only else what] += 1
    _compare(_stored(job.origin.store / before.file), before, result, out)


def _compare(
    old: dict[str, object] | None, before: Row, result: Record | Reject, out: Forecast
) -> None:
    """Book how a result differs from what the store holds."""
    outcome = RECORD if isinstance(result, Record) else result.code
    if outcome != before.outcome:
        out.what["differ"] += 1
        out.more[outcome] += 1
        out.fewer[before.outcome] += 1
        _show(out, before.id, [f"{before.outcome} becomes {outcome}"])
    elif isinstance(result, Record) and old is not None:
        new = json.loads(result.model_dump_json())
        fields = [k for k in new if k != "pipeline" and new[k] != old.get(k)]
        if fields:
            out.what["differ"] += 1
            had, has = rules_of(old), rules_of(new)
            out.more.update(has - had)
            out.fewer.update(had - has)
            _show(out, before.id, text_difference(str(old.get("text")), result.text, fields))


def _show(out: Forecast, id: str, lines: list[str]) -> None:
    if len(out.differences) < SHOWN:
        out.differences.append((shown(id, WIDTH), *(shown(line, WIDTH) for line in lines)))


def text_difference(old: str, new: str, fields: list[str]) -> list[str]:
    """The lines of a text that would change, or the fields where the text stays."""
    made = unified_diff(old.split("\n"), new.split("\n"), n=0, lineterm="")
    lines = [line for line in made if not line.startswith(("---", "+++"))]
    more = [f"… {len(lines) - LINES} more lines"] if len(lines) > LINES else []
    return [*lines[:LINES], *more] or [f"other {', '.join(fields)}"]


def rules_of(record: dict[str, object]) -> Counter[str]:
    """How often each rule edited or flagged."""
    found: Counter[str] = Counter()
    for name, key in (("edits", "rule"), ("flags", "code")):
        entries = record.get(name)
        if isinstance(entries, list):
            found.update(str(entry[key]) for entry in entries)
    return found


def _stored(path: Place) -> dict[str, object] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def lines(found: Forecast) -> Iterator[str]:
    """A forecast in words."""
    what = found.what
    yield "Nothing is written by a dry run. A run would find:"
    by_people = f"{what['decided']:,} by other decisions, " if what["decided"] else ""
    yield f"{what['in']:,} in: {what['new']:,} new, {what['changed']:,} with other bytes, " + (
        f"{what['upgraded']:,} to redo by other rules, {by_people}{what['unchanged']:,} unchanged, "
        f"{what['rejected']:,} that cannot be read, {what['withdrawn']:,} gone"
    )
    redone = what["changed"] + what["upgraded"] + what["decided"]
    yield f"{what['differ']:,} of {redone:,} would differ from what the store holds."
    for rule in sorted(found.more | found.fewer):
        yield f"  {rule:<36} {found.more[rule] - found.fewer[rule]:+,}"
    for id, *difference in found.differences:
        yield ""
        yield id
        yield from (f"  {line}" for line in difference)
