"""Whether a store holds what its inbox says, and nothing else."""

import json
import re
import shutil
from pathlib import Path

from cleaners.record import restore
from flows.lock import unchanging
from flows.manifest import PRESENT, RECORD, Row, begun, opened, rows
from flows.runs import last_report
from flows.sinks import TEMPORARY, read_record, read_reject
from flows.work import Options
from tests.flows.running import run
from tests.soak.feed import Feed

DUMP = re.compile(rb'\n  "name": "dump\.jsonl:\d+"|\n  "container": \{[^{}]*"path": "dump[^{}]*\}')
CALM = Options(refresh=True, learn=False)


def taken(store: Path, folder: Path) -> Path:
    """A copy of a store while no run changes it."""
    with unchanging(store, wait=True):
        return Path(shutil.copytree(store, folder))


def verify(copy: Path, feed: Feed) -> None:
    """Every input is a record or a reject, every file is somebody's, all numbers add up."""
    with opened(copy, read_only=True) as base:
        here = {row.id: row for row in rows(base) if row.state == PRESENT}
        assert begun(base) == {}
    assert here.keys() == feed.ids(), here.keys() ^ feed.ids()
    for row in here.values():
        _agrees(copy, row, feed)
    _no_strangers(copy, here)
    report = last_report(copy)
    assert report
    counts = report.counts
    assert counts["in"] == len(here) == counts["clean"] + counts["unchanged"] + counts["rejected"]
    said = json.loads((copy / "datapackage.json").read_text("utf-8"))["copydesk"]
    assert said["records"] == sum(row.outcome == RECORD for row in here.values())


def _agrees(copy: Path, row: Row, feed: Feed) -> None:
    """What the manifest says of a source is what stands in its file, down to the bytes."""
    path = copy / row.file
    if row.outcome != RECORD:
        reject = read_reject(path)
        assert (reject.id, reject.code) == (row.id, row.outcome)
        assert path.with_suffix(".bytes").read_bytes() == feed.source(row.id)
        return
    record = read_record(path)
    assert record.id == row.id and restore(record) == feed.source(row.id)


def _no_strangers(copy: Path, here: dict[str, Row]) -> None:
    found = {p.relative_to(copy).as_posix() for p in copy.glob("re[cj]*/*.json")}
    found = {name for name in found if name.startswith(("records/", "rejects/"))}
    assert found == {row.file for row in here.values()}
    assert not list(copy.rglob(f"{TEMPORARY}*")), "half a file was left"


def compare(copy: Path, feed: Feed, folder: Path) -> None:
    """A run that nobody disturbs makes the same bytes, given what was known of the sites.

    What older knowledge of a site has made is redone on both sides first.
    """
    calm = folder / "calm"
    calm.mkdir()
    if (copy / "sites.tsv").exists():
        shutil.copy(copy / "sites.tsv", calm)
    for store in (calm, copy):
        run(feed.folder, store, options=CALM)
    assert _content(copy) == _content(calm)


def _content(store: Path) -> dict[str, bytes]:
    """Every record and reject; without the dump that a row was first seen in: it has changed."""
    found = [p for name in ("records", "rejects") for p in (store / name).iterdir()]
    return {f"{p.parent.name}/{p.name}": DUMP.sub(b"", p.read_bytes()) for p in found}
