"""How a store is: what it holds, what waits for a person, what the last run did."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from cleaners import Profile
from cleaners.fingerprint import fingerprint
from flows.manifest import ACCEPTED, RECORD, WITHDRAWN, opened, tally
from flows.places import Place, Remote, listed
from flows.runs import Report, last_report
from flows.sinks import VERSIONS

SETTLED = (ACCEPTED, WITHDRAWN)


def status(store: Place, profile: Profile) -> Iterator[str]:
    """The lines that say how a store is. Reads the manifest and writes nothing."""
    with opened(store, read_only=True) as base:
        states = Counter[tuple[str, str]]()
        marks = Counter[str]()
        for state, outcome, mark, count in tally(base):
            states[state, outcome] += count
            if state != WITHDRAWN:
                marks[mark] += count
    yield f"records    {sum(n for (s, o), n in states.items() if o == RECORD and s != WITHDRAWN):,}"
    waiting = {o: n for (s, o), n in states.items() if o != RECORD and s not in SETTLED}
    reasons = ", ".join(f"{o} {n}" for o, n in sorted(waiting.items()))
    accepted = sum(n for (s, o), n in states.items() if s == ACCEPTED)
    yield f"rejects    {sum(waiting.values()):,} open{f' ({reasons})' if reasons else ''}, " + (
        f"{accepted:,} accepted"
    )
    yield f"withdrawn  {sum(n for (s, _), n in states.items() if s == WITHDRAWN):,}"
    yield f"versions   {_files(store / VERSIONS):,}"
    mark = fingerprint(profile)
    mine = sum(n for found, n in marks.items() if found.partition("+")[0] == mark)
    total = sum(marks.values())
    yield f"up to date {mine:,} of {total:,} with this version and profile {profile.name}" + (
        "" if mine == total else "; `copydesk run --dry-run` shows what would change"
    )
    report = last_report(store)
    yield from _last(report) if report else ("last run   none",)


def _last(report: Report) -> Iterator[str]:
    when = datetime.strptime(report.run[:16], "%Y%m%dT%H%M%S%z")
    yield f"last run   {when:%Y-%m-%d %H:%M} UTC, {report.seconds:,} s, reports/{report.run}.md"
    yield "           " + ", ".join(f"{k} {n:,}" for k, n in report.counts.items() if n)
    yield from (f"           not as demanded: {what}" for what in report.unmet)


def _files(folder: Place) -> int:
    if isinstance(folder, Remote):
        try:
            return len(listed(folder))
        except FileNotFoundError:
            return 0
    return sum(len(files) for _, _, files in os.walk(folder))
