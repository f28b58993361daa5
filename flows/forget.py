"""Forget one article: the one exception to "nothing is lost".

What the store holds of it goes: record, versions, source, edits, duplicates, decisions. A tombstone
stays, a digest of its id, so that a later run does not bring it back. Its file below SOURCE, and
what was exported before, are not the store's to delete.
"""

import shutil
from pathlib import Path

from flows import duplicates
from flows.decisions import append, drop, entry, forgotten, tombstone
from flows.duplicates.table import NAME as DUPLICATES
from flows.fault import Fault
from flows.lock import locked
from flows.manifest import WITHDRAWN as GONE
from flows.manifest import known, opened, remember
from flows.runs import PICTURE
from flows.sinks import (
    GONE_REJECTS,
    RECORDS,
    REJECTS,
    REPORTS,
    VERSIONS,
    WITHDRAWN,
    file_name,
    make_store,
    writing,
)


def forget(store: Path, id: str, reason: str = "", who: str = "") -> int:
    """Delete all that a store holds of one article; returns how many files went.

    The tombstone is written first: a kill in between leaves an article that no run brings back,
    and to forget it again deletes the rest.
    """
    with locked(store), writing(store):
        mark = tombstone(id)
        with opened(store) as base:
            rows = list(known(base, [id]).values())
            found = [p for p in _paths(store, id) if p.exists()]
            if not rows and not found:
                already = " and was forgotten before" if mark in forgotten(store) else ""
                raise Fault(f"{id}: the store holds nothing of it{already}; is the id right?")
            if mark not in forgotten(store):
                append(store, [entry("forget", mark, who, reason=reason)])
            remember(base, [row._replace(state=GONE) for row in rows])  # tells who follows
            base.execute("PRAGMA secure_delete = 1")
            with base:
                base.execute("DELETE FROM sources WHERE id = ?", (id,))
        if (store / DUPLICATES).is_file():
            duplicates.forget(store, id)
        drop(store, id)
        for path in found:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        (store / REPORTS / PICTURE).unlink(missing_ok=True)  # it may show the article
        make_store(store)  # sweeps away what a killed run has left half written
    return len(found)


def recall(store: Path, id: str, reason: str = "", who: str = "") -> None:
    """Let the next run clean a forgotten article again. Raises Fault when it was not forgotten."""
    with locked(store):
        mark = tombstone(id)
        if mark not in forgotten(store):
            raise Fault(f"{id}: was not forgotten; is the id right?")
        append(store, [entry("recall", mark, who, reason=reason)])
        with opened(store) as base, base:  # a file of rows that holds it must be read again
            base.execute("DELETE FROM containers")


def _paths(store: Path, id: str) -> list[Path]:
    """Every file and folder in which a store may hold something of an article."""
    name = file_name(id)
    found = [store / folder / f"{name}.json" for folder in (RECORDS, WITHDRAWN)]
    for folder in (REJECTS, GONE_REJECTS):
        found += [store / folder / f"{name}.json", store / folder / f"{name}.bytes"]
    return [*found, store / VERSIONS / name]
