"""The store: a folder of records and rejects. Every file is written whole or not at all."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel

from cleaners.record import Record, Reject
from flows.fault import Fault

RECORDS, REJECTS, VERSIONS, WITHDRAWN, REPORTS = (
    *("records", "rejects", "versions", "withdrawn", "reports"),
)
GONE_REJECTS = f"{WITHDRAWN}/{REJECTS}"
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


def make_store(store: Path) -> Path:
    """The folders of a store, which is returned; left-overs of a killed run are swept away."""
    for name in ("", RECORDS, REJECTS, VERSIONS, WITHDRAWN, GONE_REJECTS, REPORTS):
        folder = store / name
        folder.mkdir(parents=True, exist_ok=True)
        with os.scandir(folder) as entries:
            left = [e.path for e in entries if e.name.startswith(TEMPORARY)]
        for path in left:
            Path(path).unlink(missing_ok=True)
    return store


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """A full or read-only disk is the user's to mend: one line, and the next run goes on."""
    try:
        yield
    except OSError as e:
        raise Fault(
            f"{e.filename or store}: {e.strerror or e}; what is written is whole and stays, "
            "run again when that is mended"
        ) from None


def as_json(model: BaseModel) -> str:
    """A record or reject as the store holds it: indented, one newline at the end."""
    return json.dumps(model.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def write(store: Path, result: Record | Reject, data: bytes | None) -> str:
    """Put a result into the store and take its other forms away. Returns the path in the store.

    A record of other bytes is kept as a version first. `data` is the source of a reject; a record
    needs none, it holds its own.
    """
    name = file_name(result.id)
    record, reject = store / RECORDS / f"{name}.json", store / REJECTS / f"{name}.json"
    gone = store / WITHDRAWN / f"{name}.json"
    for old in (record, gone):
        _keep_version(store, old, name, result.source.sha256)
    if isinstance(result, Record):
        write_whole(record, as_json(result).encode())
        others = [reject, reject.with_suffix(".bytes")]
    else:
        if data is not None:
            write_whole(reject.with_suffix(".bytes"), data)
        write_whole(reject, as_json(result).encode())
        others = [record]
    gone_reject = store / GONE_REJECTS / f"{name}.json"
    for other in (*others, gone, gone_reject, gone_reject.with_suffix(".bytes")):
        other.unlink(missing_ok=True)
    return f"{RECORDS}/{record.name}" if isinstance(result, Record) else f"{REJECTS}/{reject.name}"


def _keep_version(store: Path, old: Path, name: str, digest: str | None) -> None:
    """Keep a record that is about to be replaced by one of other bytes.

    The file itself says whose record it is: after a crash the manifest may be behind it. A version
    that is there already was kept by a run that was killed before it could go on.
    """
    try:
        before = json.loads(old.read_bytes())["source"]["sha256"]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):
        before = "unreadable"
    if before == digest:
        return
    kept = store / VERSIONS / name / f"{before[:12]}.json"
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        kept.hardlink_to(old)
    except OSError:  # a disk without hard links
        write_whole(kept, old.read_bytes(), beside=store / VERSIONS)


def withdraw(store: Path, file: str) -> str:
    """Move what was made of a source that is gone; returns where it is now.

    It may have been moved already, by a run that was killed before it wrote that down.
    """
    old = store / file
    folder = store / (WITHDRAWN if file.startswith(f"{RECORDS}/") else GONE_REJECTS)
    for path in (old.with_suffix(".bytes"), old):
        if path.exists():
            path.replace(folder / path.name)
    return f"{folder.relative_to(store)}/{old.name}"


def write_whole(path: Path, data: bytes, beside: Path | None = None) -> None:
    """Write a file that is either as it was or all there, whatever happens on the way.

    The unfinished file stands in the same folder, or in `beside`.
    """
    name = f"{TEMPORARY}{os.getpid()}-{path.name[-40:]}"
    temporary = (beside or path.parent) / name
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def read_record(path: Path) -> Record:
    """A record of a store; raises ValueError when it does not keep its promise."""
    return Record.model_validate_json(path.read_bytes())


def read_reject(path: Path) -> Reject:
    """A reject of a store."""
    return Reject.model_validate_json(path.read_bytes())


def records(store: Path) -> Iterator[Record]:
    """Every record of a store, in the order of the file names."""
    return map(read_record, sorted((store / RECORDS).glob("*.json")))


def rejects(store: Path) -> Iterator[Reject]:
    """Every reject of a store, in the order of the file names."""
    return map(read_reject, sorted((store / REJECTS).glob("*.json")))
