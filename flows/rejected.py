"""Rejects of a store, for people: list them, try them again, accept what they are."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaners import Profile, Record, Reject
from cleaners.fingerprint import fingerprint
from cleaners.given import Given
from cleaners.sites import site_of
from flows.article import Raw, bytes_of, cleaned, digest_of
from flows.fault import Fault
from flows.listing import AGAIN
from flows.lock import locked
from flows.manifest import ACCEPTED, PRESENT, RECORD, WITHDRAWN, Row, opened, remember, rows
from flows.places import Place
from flows.rows import RowError, read_row
from flows.sinks import read_reject, write, writing
from flows.sites import read_rows, sites_of

STEP = 200  # sources whose fate is written down at once


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
    that is used twice, is counted as `skipped`.
    """
    done: Counter[str] = Counter()
    with locked(store), writing(store):
        chosen = named(store, ids) if ids else open_rejects(store)
        with opened(store) as base:
            for at in range(0, len(chosen), STEP):
                made = [_again(store, *pair, profile) for pair in chosen[at : at + STEP]]
                remember(base, [row for row in made if row])
                done.update(row.outcome if row else "skipped" for row in made)
    return done


def _again(store: Place, row: Row, reject: Reject, profile: Profile) -> Row | None:
    kept = (store / row.file).with_suffix(".bytes")
    if row.outcome in (*AGAIN, "no-article") or row.state == WITHDRAWN or not kept.is_file():
        return None
    raw = _raw(row, reject, kept.read_bytes())
    if raw is None:
        return row
    name = site_of(raw.url)
    site = sites_of(read_rows(store)).get(name or "")
    result = cleaned(raw, profile, site)
    return row._replace(
        digest=digest_of(raw),
        fingerprint=fingerprint(profile),
        outcome=RECORD if isinstance(result, Record) else result.code,
        file=write(store, result, bytes_of(raw)),
        site=name,
        furniture=site.digest if site else "",
        state=PRESENT if isinstance(result, Record) else row.state,
    )


def _raw(row: Row, reject: Reject, data: bytes) -> Raw | None:
    """What was rejected, as it came: a row of JSONL held a string. None for a row still broken."""
    source = reject.source
    text = _text(data) if source.container else data
    given = tuple(map(Given._make, source.given))
    if row.outcome == "bad-row":
        try:
            found = read_row(data)
        except RowError:
            return None
        return Raw(
            *(row.id, found.text, source.name, found.url, source.container, found.given),
            found.extractor,
        )
    return Raw(row.id, text, source.name, source.url, source.container, given, source.extractor)


def _text(data: bytes) -> str | bytes:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data


def listed(found: Sequence[tuple[Row, Reject]]) -> Iterator[str]:
    """One line for each reject: its code, whether it was accepted, its id."""
    for row, reject in found:
        mark = "  accepted" if row.state == ACCEPTED else ""
        yield f"{reject.code:<18}  {row.id}{mark}"
