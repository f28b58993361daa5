"""A store of made records: what an update reads of them, and a ledger that it passes over."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import orjson

from flows.manifest import PRESENT, RECORD, Row, opened, remember
from flows.sinks import RECORDS, file_name, make_store


class Made(NamedTuple):
    """A record as far as duplicates go."""

    id: str
    text: str
    published: str | None = None


def fill(store: Path, records: Iterable[Made]) -> int:
    """Write records into a store, and the manifest; returns the bytes written."""
    size, rows = 0, []
    with opened(make_store(store)) as base:
        for made in records:
            file = f"{RECORDS}/{file_name(made.id)}.json"
            data = _record(made)
            (store / file).write_bytes(data)
            size += len(data)
            digest = hashlib.sha256(data).hexdigest()
            rows.append(Row(made.id, digest, "made", RECORD, file, state=PRESENT))
            if len(rows) == 1000:
                remember(base, rows)
                rows = []
        remember(base, rows)
    return size


def _record(made: Made) -> bytes:
    """A record with ten edits, as the cleaning of an article leaves some."""
    edit = {
        "rule": "boilerplate.share",
        "start": 0,
        "before": "Share this article on " * 6,
        "after": "",
    }
    said = {"published": made.published, "date": made.published}
    record = {"id": made.id, "text": made.text, **said, "edits": [edit] * 10}
    return orjson.dumps(record, option=orjson.OPT_INDENT_2)
