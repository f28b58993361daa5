"""A store as files for others: chosen records in one form, in a folder that is whole or not there.

The same store and the same wishes give the same bytes. Memory does not grow with the store.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from cleaners.record import Article, Record
from cleaners.sites import site_of
from flows.aside import real, whole
from flows.fault import Fault
from flows.forms import (
    COLUMNS,
    EMBEDDED,
    FORMS,
    NONE,
    SIDECAR,
    TEXT,
    Ledger,
    listed,
    parted,
    single,
)
from flows.journal import end
from flows.lock import unchanging
from flows.manifest import known, opened
from flows.package import file_of
from flows.selection import chosen, day_of, read
from flows.sinks import as_json, file_name
from flows.wish import DATA, Export, Wish, describe_export

EDITS, LIST, ORDER = "edits", "articles.csv", ".order.sqlite"
BY = ("language", "site", "date")
FOLDERS = {"language": "lang", "site": "site", "date": "day"}
NULL = "__HIVE_DEFAULT_PARTITION__"  # what DuckDB, Polars and Arrow read as null
LONGEST = 150  # letters of a folder's name


def export(store: Path, out: Path, wish: Wish, replace: bool = False, wait: bool = False) -> Export:
    """Write what is wanted of a store into a new folder.

    Raises Fault when the folder is there and may not be replaced, and Busy while a run goes on.
    """
    if wish.form == TEXT and wish.edits != NONE:
        raise Fault("plain text holds no edits; expected --edits none")
    named = real(out)
    if store.resolve() in (named, *named.parents):
        raise Fault(f"{out}: inside the store; expected a folder of its own")
    with unchanging(store, wait), whole(out, replace) as folder:
        done = Export(folder, wish)
        if wish.form in FORMS:
            _write_parts(store, done)
        else:
            _write_files(store, done)
        with opened(store, read_only=True) as base:
            describe_export(done, end(base))
    return done


def _write_parts(store: Path, done: Export) -> None:
    """Files of many records."""
    for where, records in groupby(_ordered(store, done), lambda found: found[0]):
        left = (record for _, record in records)
        number = 0
        while (first := next(left, None)) is not None:
            _write_part(f"{where}part-{number:05}", first, left, done)
            number += 1
    if not done.files:
        _write_part("part-00000", None, iter(()), done)


def _write_part(path: str, first: Record | None, left: Iterator[Record], done: Export) -> None:
    """One file, and one with the edits beside it when they are wanted there."""
    wish, form = done.wish, FORMS[done.wish.form]
    kinds: list[tuple[str, type[Article | Ledger]]] = [
        (DATA, Record if wish.edits == EMBEDDED else Article)
    ]
    if wish.edits == SIDECAR:
        kinds.append((EDITS, Ledger))
    paths = [f"{kind}/{path}{form.suffix}" for kind, _ in kinds]
    for one in paths:
        (done.folder / one).parent.mkdir(parents=True, exist_ok=True)
    written = size = 0
    record = first
    with ExitStack() as opened_parts:
        parts = [
            opened_parts.enter_context(closing(form.open(done.folder / one, model)))
            for one, (_, model) in zip(paths, kinds, strict=True)
        ]
        while record is not None:
            done.add(record)
            for part, what in zip(parts, parted(record, wish.edits), strict=False):
                if what is not None:
                    part.write(what)
            written, size = written + 1, size + _size(record, wish.edits)
            record = next(left, None) if size < wish.part_size else None
    done.files += (file_of(done.folder, one, form.media_type, written) for one in paths)


def _write_files(store: Path, done: Export) -> None:
    """A file for each article, and a list of them all with their digests."""
    wish, folder = done.wish, done.folder
    with (folder / LIST).open("xb") as names:
        names.write(listed(COLUMNS))
        for where, record in _ordered(store, done):
            done.add(record)
            article, beside = parted(record, wish.edits)
            name, data = single(article, wish.form, wish.headline)
            made = [(f"{DATA}/{where}{name}", data)]
            if beside is not None:
                made.append((f"{EDITS}/{where}{name}", as_json(beside).encode()))
            for path, content in made:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
                names.write(listed((record.id, path, len(content), sha256(content).hexdigest())))
    done.files.append(file_of(folder, LIST, "text/csv"))


def _ordered(store: Path, done: Export) -> Iterator[tuple[str, Record]]:
    """The records in the order in which they are written, each with its folder.

    To write one folder after another, a first pass notes where each record goes; texts are not
    held, they are read again.
    """
    wish = done.wish
    found = chosen(store, wish.selection, done.count)
    if not wish.by:
        yield from (("", record) for _, record in found)
        return
    path = done.folder / ORDER
    base = sqlite3.connect(path)
    try:
        base.execute("CREATE TABLE records (place TEXT, id TEXT)")
        where = partial(_folder, by=wish.by)
        base.executemany("INSERT INTO records VALUES (?, ?)", ((where(r), r.id) for _, r in found))
        base.commit()
        with opened(store, read_only=True) as manifest:
            for place, id in base.execute("SELECT place, id FROM records ORDER BY place, id"):
                record = read(store, known(manifest, [id])[id])
                if record is not None:
                    yield place, record
    finally:
        base.close()
        path.unlink()


def _folder(record: Article, by: tuple[str, ...]) -> str:
    """The folders of a record, as Hive names them: `lang=en/site=example.org/`."""
    day = day_of(record)
    values = {
        "language": record.language.code,
        "site": site_of(record.source.url),
        "date": day.isoformat() if day else None,
    }
    return "".join(f"{FOLDERS[key]}={_safe(values[key])}/" for key in by)


def _safe(value: str | None) -> str:
    """A value as the name of a folder.

    >>> _safe("example.org"), _safe("a/b"), _safe(None)
    ('example.org', 'a%2Fb', '__HIVE_DEFAULT_PARTITION__')
    """
    if not value:
        return NULL
    quoted = quote(value, safe="", errors="surrogatepass")
    return quoted if len(quoted) <= LONGEST else file_name(value)


def _size(record: Record, edits: str) -> int:
    """About how much text a record is."""
    ledger = sum(len(e.before) + len(e.after) + 200 for e in record.edits)
    return len(record.text) + 1_000 + (ledger if edits == EMBEDDED else 0)
