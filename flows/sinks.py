"""The store: a folder of records and rejects. Every file is written whole or not at all."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from cleaners.record import Record, Reject

RECORDS, REJECTS = "records", "rejects"
TEMPORARY = ".copydesk-"
UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


def file_name(id: str) -> str:
    """The name under which a store keeps an id: readable, safe on any system, never shared.

    >>> file_name("politics/Kim visits Moscow.txt")
    'politics_Kim_visits_Moscow.txt-2e24982dd074'
    >>> file_name("../../etc/passwd")
    '_.._etc_passwd-3754d6cb3a38'
    """
    safe = UNSAFE.sub("_", id).lstrip(".")[:60]
    return f"{safe}-{hashlib.sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def make_store(store: Path) -> None:
    """The folders of a store; left-overs of a run that was killed are swept away."""
    for name in (RECORDS, REJECTS):
        folder = store / name
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{TEMPORARY}*"):
            left.unlink(missing_ok=True)


def as_json(model: Record | Reject) -> str:
    """A record or reject as the store holds it: indented, one newline at the end."""
    return json.dumps(model.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def write(store: Path, result: Record | Reject, data: bytes | None) -> str:
    """Put a result into the store and take its other form away. Returns the path in the store.

    `data` is the source of a reject; a record needs none, it holds its own.
    """
    name = file_name(result.id)
    record, reject = store / RECORDS / f"{name}.json", store / REJECTS / f"{name}.json"
    source = store / REJECTS / f"{name}.bytes"
    if isinstance(result, Record):
        write_whole(record, as_json(result).encode())
        reject.unlink(missing_ok=True)
        source.unlink(missing_ok=True)
        return f"{RECORDS}/{record.name}"
    if data is not None:
        write_whole(source, data)
    write_whole(reject, as_json(result).encode())
    record.unlink(missing_ok=True)
    return f"{REJECTS}/{reject.name}"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is either as it was or all there, whatever happens on the way."""
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name[-40:]}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def read_record(path: Path) -> Record:
    """A record of a store; raises ValueError when it does not keep its promise."""
    return Record.model_validate_json(path.read_bytes())


def records(store: Path) -> Iterator[Record]:
    """Every record of a store, in the order of the file names."""
    for path in sorted((store / RECORDS).glob("*.json")):
        yield read_record(path)


def rejects(store: Path) -> Iterator[Reject]:
    """Every reject of a store, in the order of the file names."""
    for path in sorted((store / REJECTS).glob("*.json")):
        yield Reject.model_validate_json(path.read_bytes())
