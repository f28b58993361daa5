"""Clean again what a store holds, from the bytes it has kept, without a look at SOURCE."""

from collections import Counter
from collections.abc import Iterable, Mapping

from cleaners import Profile, Record
from cleaners.fingerprint import fingerprint
from cleaners.given import Given
from cleaners.record import Reject, restore
from cleaners.sites import Site, site_of
from flows.article import Raw, bytes_of, cleaned, digest_of
from flows.decisions import NOTHING, Decided, decided
from flows.listing import AGAIN
from flows.lock import locked
from flows.manifest import PRESENT, RECORD, WITHDRAWN, Row, begin, known, opened, remember
from flows.places import Place
from flows.reading.columns import RowError
from flows.reading.rows import read_row
from flows.sinks import read_record, read_reject, write, writing
from flows.sites import read_rows, sites_of

STEP = 200  # sources whose fate is written down at once


def redo(store: Place, ids: Iterable[str], profile: Profile, wait: bool = False) -> Counter[str]:
    """Clean some records again, because people have decided about them.

    Returns how many came out as what. A record that other rules or another profile have made, or
    that cannot be made from what the store has kept alone, is counted as `waiting`: the next run
    redoes it from SOURCE. Raises Busy while a run holds the store; the next one applies it then.
    """
    done: Counter[str] = Counter()
    wanted = sorted(set(ids))
    with locked(store, wait), writing(store), opened(store) as base:
        decisions, sites = decided(store), sites_of(read_rows(store))
        for at in range(0, len(wanted), STEP):
            made: list[Row] = []
            begin(base, wanted[at : at + STEP])
            for row in known(base, wanted[at : at + STEP]).values():
                raw = _kept(store, row) if row.fingerprint == fingerprint(profile) else None
                if raw is None or digest_of(raw) != row.digest:
                    done["waiting"] += 1
                    continue
                made.append(again(store, row, raw, profile, sites, decisions))
                done[made[-1].outcome] += 1
            remember(base, made, [row.id for row in made])
    return done


def again(
    store: Place,
    row: Row,
    raw: Raw,
    profile: Profile,
    sites: Mapping[str, Site],
    decisions: Mapping[str, Decided],
) -> Row:
    """Clean one source into the store; returns what the manifest is to say of it."""
    name, mine = site_of(raw.url), decisions.get(row.id, NOTHING)
    site = sites.get(name or "")
    result = cleaned(raw, profile, site, decisions=mine.decisions)
    return row._replace(
        digest=digest_of(raw),
        fingerprint=fingerprint(profile),
        outcome=RECORD if isinstance(result, Record) else result.code,
        file=write(store, result, bytes_of(raw)),
        site=name,
        furniture=site.digest if site else "",
        state=PRESENT if isinstance(result, Record) else row.state,
        decisions=mine.digest,
    )


def kept_raw(store: Place, row: Row) -> Raw | None:
    """What was rejected, as it came. None for what only another look at the source can change."""
    path = store / row.file
    kept = path.with_suffix(".bytes")
    if row.outcome in (*AGAIN, "no-article") or row.state == WITHDRAWN or not kept.is_file():
        return None
    return _raw(row, read_reject(path), kept.read_bytes())


def _raw(row: Row, reject: Reject, data: bytes) -> Raw | None:
    """What was rejected, as it came: a row of JSONL held a string. None for a row still broken."""
    source = reject.source
    if row.outcome == "bad-row":
        try:
            found = read_row(data)
        except RowError:
            return None
        return Raw(
            *(row.id, found.text, source.name, found.url, source.container, found.given),
            found.extractor,
        )
    text = _text(data) if source.container else data
    given = tuple(map(Given._make, source.given))
    return Raw(row.id, text, source.name, source.url, source.container, given, source.extractor)


def _text(data: bytes) -> str | bytes:
    """The string that a row of JSONL held, from the bytes that stand for it."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data


def _kept(store: Place, row: Row) -> Raw | None:
    """A source as the store has kept it; None for one that is withdrawn or was never read.

    None too for one of which more was said beside its text: only its row or page knows that.
    """
    if row.state != PRESENT:
        return None
    if row.outcome != RECORD:
        return kept_raw(store, row)
    record = read_record(store / row.file)
    data, source = restore(record), record.source
    raw = Raw(
        *(row.id, _text(data) if source.container else data, source.name),
        *(source.url, source.container),
    )
    return raw if digest_of(raw) == row.digest else None
