"""Rejects of a store, for people: list them, try them again, accept what they are."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaners import Profile, Reject
from flows.again import STEP, again, kept_raw
from flows.decisions import decided
from flows.fault import Fault
from flows.lock import locked
from flows.manifest import ACCEPTED, PRESENT, RECORD, Row, begin, opened, remember, rows
from flows.package import describe_store
from flows.places import Place
from flows.settings import read_settings
from flows.sinks import read_reject, writing
from flows.sites import read_rows, sites_of


def open_rejects(store: Place, states: Sequence[str] = (PRESENT,)) -> list[tuple[Row, Reject]]:
    """The rejects that nobody has settled yet, in the order of their ids."""
    with opened(store, read_only=True) as base:
        found = [r for r in rows(base, "outcome <> ?", RECORD) if r.state in states]
    return [(row, read_reject(store / row.file)) for row in found if (store / row.file).is_file()]


def named(store: Place, ids: Sequence[str]) -> list[tuple[Row, Reject]]:
    """The rejects with these ids, settled or not. Raises Fault for one that is none."""
    found = {row.id: (row, reject) for row, reject in open_rejects(store, (PRESENT, ACCEPTED))}
    missing = [id for id in ids if id not in found]
    if missing:
        raise Fault(f"no reject with the id {missing[0]!r}; `copydesk rejects list` shows them")
    return [found[id] for id in ids]


def accept(store: Place, ids: Sequence[str]) -> int:
    """Mark rejects as known: they stay, and are open no more. Returns how many."""
    with locked(store):
        chosen = named(store, ids)
        with opened(store) as base:
            remember(base, [row._replace(state=ACCEPTED) for row, _ in chosen])
    return len(chosen)


def retry(store: Place, ids: Sequence[str], profile: Profile) -> Counter[str]:
    """Clean rejects again from the bytes the store has kept; all that are open when none is named.

    Returns how many came out as what. What only another look at the source can change, as an id
    that is used twice, is counted as `skipped`; a reject whose file is gone as `lost`: the next run
    makes it anew.
    """
    done: Counter[str] = Counter()
    with locked(store), writing(store):
        chosen = named(store, ids) if ids else open_rejects(store)
        if not ids:
            done.update({"lost": lost} if (lost := _lost(store)) else {})
        decisions, sites = decided(store), sites_of(read_rows(store))
        with opened(store) as base:
            for at in range(0, len(chosen), STEP):
                made: list[Row] = []
                for row, _ in chosen[at : at + STEP]:
                    raw = kept_raw(store, row)
                    if raw is None:
                        done["bad-row" if row.outcome == "bad-row" else "skipped"] += 1
                    else:
                        begin(base, [row.id])
                        made.append(again(store, row, raw, profile, sites, decisions))
                        done[made[-1].outcome] += 1
                remember(base, made, [row.id for row in made])
            describe_store(store, base, read_settings().license)
    return done


def _lost(store: Place) -> int:
    """How many open rejects the manifest knows whose files are gone."""
    with opened(store, read_only=True) as base:
        found = list(rows(base, "outcome <> ? AND state = ?", RECORD, PRESENT))
    return sum(not (store / row.file).is_file() for row in found)


def listed(found: Sequence[tuple[Row, Reject]]) -> Iterator[str]:
    """One line for each reject: its code, its id, where a row stands, whether it was accepted."""
    for row, reject in found:
        mark = "  accepted" if row.state == ACCEPTED else ""
        yield f"{reject.code:<18}  {row.id}{where(reject)}{mark}"


def where(reject: Reject) -> str:
    """The file and the place in it of a row with an id of its own; empty for others."""
    held = reject.source.container
    if held is None or reject.id.startswith(held.path):
        return ""
    return f" ({held.path}, {held.place})"
