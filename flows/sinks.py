"""The store: a folder of records and rejects. Every file is written whole or not at all.

A store may lie at a URL. Its file system must put an object as a whole, which is what makes a
folder's rename safe there, and every question costs a request: so all that it holds is listed once
a run, and `held` goes along with what is written.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ValidationError

from cleaners.record import Record, Reject
from flows.fault import Fault
from flows.places import Place, Remote, listed

RECORDS, REJECTS, VERSIONS, WITHDRAWN, REPORTS = (
    *("records", "rejects", "versions", "withdrawn", "reports"),
)
FOLDERS = (RECORDS, REJECTS, VERSIONS, WITHDRAWN, REPORTS)
# Files at the top of a store that are named like sources, and are none.
OWN = frozenset(
    ("croissant.json", "datapackage.json", "decisions.jsonl", "record.schema.json", "sites.tsv")
)
GONE_REJECTS = f"{WITHDRAWN}/{REJECTS}"
TEMPORARY = ".copydesk-"
UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class Damaged(Fault, ValueError):  # noqa: N818  as Fault is
    """A file of a store holds no record, reject or report any more."""


def file_name(id: str) -> str:
    """The name under which a store keeps an id: readable, safe on any system, never shared.

    >>> file_name("politics/Kim visits Moscow.txt")
    'politics_Kim_visits_Moscow.txt-2e24982dd074'
    >>> file_name("../../etc/passwd")
    '_.._etc_passwd-3754d6cb3a38'
    """
    safe = UNSAFE.sub("_", id).lstrip(".")[:60]
    return f"{safe}-{hashlib.sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def lies_inside(file: str) -> bool:
    """Whether a path, as a manifest holds it, leads to a file of the store and nowhere else.

    A store may come from somebody else, and a run moves and deletes what its manifest names.

    >>> lies_inside("withdrawn/rejects/a.txt-2e24982dd074.json"), lies_inside("../../.ssh/id")
    (True, False)
    """
    parts = file.split("/")
    return len(parts) > 1 and not any(
        part[:1] in ("", ".") or UNSAFE.search(part) for part in parts
    )


def make_store(store: Place) -> Place:
    """The folders of a store, which is returned; left-overs of a killed run are swept away.

    A URL has no folders to make, and what is put there leaves nothing over.
    """
    if isinstance(store, Remote):
        return store
    for name in ("", *FOLDERS, GONE_REJECTS):
        folder = store / name
        folder.mkdir(parents=True, exist_ok=True)
        with os.scandir(folder) as entries:
            left = [e.path for e in entries if e.name.startswith(TEMPORARY)]
        for path in left:
            Path(path).unlink(missing_ok=True)
    return store


@contextmanager
def writing(store: Place) -> Iterator[None]:
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


def inventory(store: Place) -> frozenset[str] | None:
    """Every file of a store at a URL, as its path in the store; None for a folder, which is asked.

    A listing answers a thousand files at a time; to ask for each would take hours of a large store.
    """
    if not isinstance(store, Remote):
        return None
    try:
        return frozenset(entry.name for entry in listed(store))
    except FileNotFoundError:
        return frozenset()


def forms(id: str) -> tuple[str, ...]:
    """All files that a store may hold of an id, versions aside."""
    name = file_name(id)
    made = ((folder, ".json") for folder in (RECORDS, WITHDRAWN))
    rejected = ((folder, end) for folder in (REJECTS, GONE_REJECTS) for end in (".json", ".bytes"))
    return tuple(f"{folder}/{name}{end}" for folder, end in (*made, *rejected))


def file_of(result: Record | Reject) -> str:
    """Where a store keeps a result."""
    folder = RECORDS if isinstance(result, Record) else REJECTS
    return f"{folder}/{file_name(result.id)}.json"


def write(
    store: Place, result: Record | Reject, data: bytes | None, held: frozenset[str] | None = None
) -> str:
    """Put a result into the store and take its other forms away. Returns the path in the store.

    A record of other bytes is kept as a version first. `data` is the source of a reject; a record
    needs none, it holds its own. `held` are the files that the store has, where they are known.
    """
    file, digest = file_of(result), result.source.sha256
    there = [form for form in forms(result.id) if held is None or form in held]
    for form in there:
        if form.startswith((f"{RECORDS}/", f"{WITHDRAWN}/")):
            _keep_version(store, form, digest)
    source = f"{file.removesuffix('.json')}.bytes"
    if isinstance(result, Reject) and data is not None:
        write_whole(store / source, data)
    write_whole(store / file, as_json(result).encode())
    for form in there:
        if form != file and (form != source or isinstance(result, Record)):
            (store / form).unlink(missing_ok=True)
    return file


def _keep_version(store: Place, file: str, digest: str | None) -> None:
    """Keep a record that is about to be replaced by one of other bytes.

    The file itself says whose record it is: after a crash the manifest may be behind it. A version
    that is there already was kept by a run that was killed before it could go on.
    """
    old = store / file
    try:
        before = json.loads(old.read_bytes())["source"]["sha256"]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):
        before = "unreadable"
    if before == digest:
        return
    kept = store / VERSIONS / old.stem / f"{before[:12]}.json"
    if not kept.exists():
        _copy(store, old, kept)


def _copy(store: Place, old: Place, kept: Place) -> None:
    if isinstance(old, Path) and isinstance(kept, Path):
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            kept.hardlink_to(old)
            return
        except OSError:  # a disk without hard links
            pass
    write_whole(kept, old.read_bytes(), beside=store / VERSIONS)


def withdraw(store: Place, file: str) -> str:
    """Move what was made of a source that is gone; returns where it is now.

    It may have been moved already, by a run that was killed before it wrote that down.
    """
    folder = WITHDRAWN if file.startswith(f"{RECORDS}/") else GONE_REJECTS
    name = file.rsplit("/", 1)[1]
    for moved in ((name.removesuffix(".json") + ".bytes"), name):
        old = store / file.rsplit("/", 1)[0] / moved
        if old.exists():
            old.replace(str(store / folder / moved))
    return f"{folder}/{name}"


def write_whole(path: Place, data: bytes, beside: Place | None = None) -> None:
    """Write a file that is either as it was or all there, whatever happens on the way.

    The unfinished file stands in the same folder, or in `beside`.
    """
    if isinstance(path, Remote):
        path.write_bytes(data)
        return
    name = f"{TEMPORARY}{os.getpid()}-{path.name[-40:]}"
    temporary = (beside if isinstance(beside, Path) else path.parent) / name
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as e:
        temporary.unlink(missing_ok=True)
        e.filename = str(path)  # the name that means something to who reads the message
        raise


def files_in(store: Place, folder: str, end: str = ".json") -> list[str]:
    """The names of the files of a store's folder, in order."""
    if isinstance(store, Remote):
        try:
            found = [entry.name for entry in listed(store / folder) if "/" not in entry.name]
        except FileNotFoundError:
            return []
    else:
        found = [path.name for path in (store / folder).glob(f"*{end}")]
    return sorted(name for name in found if name.endswith(end))


def read_record(path: Place) -> Record:
    """A record of a store; raises Damaged when it does not keep its promise."""
    try:
        return Record.model_validate_json(path.read_bytes())
    except ValidationError as e:
        raise _damaged(path, "record", e) from None


def read_reject(path: Place) -> Reject:
    """A reject of a store; raises Damaged when it is none."""
    try:
        return Reject.model_validate_json(path.read_bytes())
    except ValidationError as e:
        raise _damaged(path, "reject", e) from None


def _damaged(path: Place, what: str, e: ValidationError) -> Damaged:
    reason = e.errors()[0]["msg"].removeprefix("Value error, ")
    return Damaged(f"{path}: no {what} any more: {reason}; delete it and run `copydesk run` again")


def records(store: Place) -> Iterator[Record]:
    """Every record of a store, in the order of the file names."""
    return (read_record(store / RECORDS / name) for name in files_in(store, RECORDS))


def rejects(store: Place) -> Iterator[Reject]:
    """Every reject of a store, in the order of the file names."""
    return (read_reject(store / REJECTS / name) for name in files_in(store, REJECTS))
