"""What a store or an export says of itself: a Frictionless data package, and a Croissant file.

Both name the licence, where the data comes from, how much there is, and digests. They say nothing
of time or place, so that the same data is described by the same bytes.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaners.fingerprint import package_version
from cleaners.record import SCHEMA_VERSION
from flows.manifest import PRESENT, RECORD, described, remember_described
from flows.places import Place
from flows.schema import Json, as_text
from flows.sinks import write_whole

PACKAGE, CROISSANT, SCHEMA = "datapackage.json", "croissant.json", "record.schema.json"
EXPORT, STORE = "copydesk-export", "copydesk-store"
UNKNOWN = "unknown"
RIGHTS = "Unknown: the texts belong to their publishers"
CHUNK = 1 << 20
CONFORMS = "http://mlcommons.org/croissant/1.0"
CONTEXT: dict[str, Json] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


class File(NamedTuple):
    """A file that a package holds, by its path in it. `records` is None where it holds none."""

    path: str
    media_type: str
    size: int
    sha256: str
    records: int | None = None


class Files(NamedTuple):
    """Many files of one kind, by a pattern. `columns` are texts that readers can be led to."""

    name: str
    pattern: str
    media_type: str
    columns: tuple[str, ...] = ()


class About(NamedTuple):
    """What a package says of itself in words, and the numbers behind it."""

    name: str
    title: str
    description: str
    license: str | None
    facts: Mapping[str, Json]


def file_of(folder: Path, path: str, media_type: str, records: int | None = None) -> File:
    """A file as it is, read once from end to end."""
    digest, size = hashlib.sha256(), 0
    with (folder / path).open("rb") as stream:
        while data := stream.read(CHUNK):
            digest.update(data)
            size += len(data)
    return File(path, media_type, size, digest.hexdigest(), records)


def _file(path: str, media_type: str, data: bytes) -> File:
    return File(path, media_type, len(data), hashlib.sha256(data).hexdigest())


def describe(folder: Place, about: About, files: Sequence[File], sets: Iterable[Files]) -> None:
    """Write both descriptions; a file that would stay the same is left alone."""
    data = _as_json(_datapackage(about, files))
    _write(folder / PACKAGE, data)
    package = _file(PACKAGE, "application/json", data)
    _write(folder / CROISSANT, _as_json(_croissant(about, [*files, package], sets)))


def describe_store(store: Place, base: sqlite3.Connection, license: str | None) -> None:
    """What a store says of itself after a run. No record is read: the manifest knows them all.

    Nothing is done when the manifest has not changed since the last time.
    """
    mark = f"{package_version()} {SCHEMA_VERSION} {license}"
    if described(base) == mark and all((store / n).exists() for n in (PACKAGE, CROISSANT, SCHEMA)):
        return
    query = "SELECT outcome = ?, state, count(*) FROM sources GROUP BY 1, 2"
    counts = {(bool(r), s): n for r, s, n in base.execute(query, (RECORD,))}
    records = counts.get((True, PRESENT), 0)
    facts: dict[str, Json] = {
        **made_by(),
        "records": records,
        "rejects": sum(n for (is_record, s), n in counts.items() if not is_record),
        "withdrawn": sum(n for (is_record, s), n in counts.items() if is_record) - records,
        "digest": state_digest(base),
    }
    about = About(
        STORE,
        "A store of Copydesk",
        "Cleaned news articles, a JSON file each below records/, with every edit in a ledger. "
        "`copydesk export` makes files of other forms of it, with a digest each.",
        license,
        facts,
    )
    schema = as_text("record").encode()
    _write(store / SCHEMA, schema)
    files = [_file(SCHEMA, "application/schema+json", schema)]
    describe(store, about, files, [Files("records", "records/*.json", "application/json")])
    remember_described(base, mark)


def state_digest(base: sqlite3.Connection) -> str:
    """The SHA-256 of what a store holds: every record's id and all that decides its bytes."""
    digest = hashlib.sha256()
    query = (
        "SELECT id, digest, fingerprint, furniture, decisions FROM sources"
        " WHERE outcome = ? AND state = ? ORDER BY id"
    )
    for row in base.execute(query, (RECORD, PRESENT)):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def made_by() -> dict[str, Json]:
    """The versions of what made it."""
    return {"version": package_version(), "schema_version": SCHEMA_VERSION}


def _datapackage(about: About, files: Sequence[File]) -> dict[str, Json]:
    name = re.sub(r"[^A-Za-z0-9._-]", "-", about.license or UNKNOWN)
    return {
        "profile": "data-package",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "licenses": [{"name": name, "title": about.license or RIGHTS}],
        "resources": [_resource(file) for file in files],
        "copydesk": dict(about.facts),
    }


def _resource(file: File) -> dict[str, Json]:
    name = re.sub(r"[^a-z0-9._-]", "-", file.path.lower())
    return {
        "name": f"{name}-{hashlib.sha256(file.path.encode()).hexdigest()[:8]}",
        "type": "file",
        "path": file.path,
        "mediatype": file.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        **({} if file.records is None else {"records": file.records}),
    }


def _croissant(about: About, files: Sequence[File], sets: Iterable[Files]) -> dict[str, Json]:
    found = list(sets)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS,
        "name": about.name,
        "description": about.description,
        "license": about.license or RIGHTS,
        "version": f"{SCHEMA_VERSION}.0",
        "creator": {"@type": "Organization", "name": f"Copydesk {package_version()}"},
        "distribution": [*map(_file_object, files), *map(_file_set, found)],
        "recordSet": [_record_set(one) for one in found if one.columns],
    }


def _file_object(file: File) -> dict[str, Json]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
    }


def _file_set(files: Files) -> dict[str, Json]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{files.name}-files",
        "name": f"{files.name}-files",
        "includes": files.pattern,
        "encodingFormat": files.media_type,
    }


def _record_set(files: Files) -> dict[str, Json]:
    """The texts of a record that a reader of Croissant gets without knowing the schema."""
    return {
        "@type": "cr:RecordSet",
        "@id": files.name,
        "name": files.name,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{files.name}/{column}",
                "name": column,
                "dataType": "sc:Text",
                "source": {
                    "fileSet": {"@id": f"{files.name}-files"},
                    "extract": {"column": column},
                },
            }
            for column in files.columns
        ],
    }


def _as_json(made: dict[str, Json]) -> bytes:
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _write(path: Place, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        write_whole(path, data)
