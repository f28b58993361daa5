"""Where articles come from: folders, patterns, URLs; single files, and containers of many articles.

Listing and reading are two steps, so that a run hands references around and never texts. Everything
that is named like an article is listed; what is none says why. How formats are read stands in
`flows/reading/`, and docs/sources.md says what becomes of each.
"""

import hashlib
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import BinaryIO, NamedTuple

from cleaners.record import Container, RejectCode
from cleaners.sites import site_of
from flows import walk
from flows.article import Lost, Raw, bytes_of, rejected
from flows.places import Remote, is_url
from flows.places import seen as seen_elsewhere
from flows.reading.entry import Broken, Columns, Entry, How, Loss, Row, unreadable
from flows.reading.formats import (
    ARCHIVES,
    CRAWLS,
    PAGES,
    READERS,
    TEXTS,
    kind_of,
    open_reader,
)
from flows.reading.html import extractor, read_page
from flows.reading.idle import reading
from flows.reading.streams import compression, opened, unpacked

NO_BYTES = (
    *("not-a-file", "outside-source", "unreadable", "too-large"),
    *("archive", "bomb", "broken-file", "missing-extra", "no-columns"),
)
WHOLE = "the whole file"
STDIN = "stdin"


class Spot(NamedTuple):
    """Where a row stands in its container, and a checksum to know it again by."""

    offset: int
    checksum: int
    container: Container


class Ref(NamedTuple):
    """What a listing knows of one article, not yet read. `path` is absolute, or a URL."""

    id: str
    name: str
    path: str = ""
    size: int = 0
    mtime_ns: int = 0
    spot: Spot | None = None
    loss: Loss | None = None
    site: str | None = None


class Meter:
    """How far a listing has come, from 0 to 1, by files and by the bytes of containers.

    `columns` counts the rows by the columns that were taken of them, as `text=body, url=link`.
    """

    def __init__(self) -> None:
        self.share = 0.0
        self.columns: Counter[str] = Counter()
        self._file, self._files = 0, 1

    def at_file(self, number: int, files: int) -> None:
        """The listing has come to this file of so many."""
        self._file, self._files = number, files
        self.share = number / files

    def inside(self, share: float) -> None:
        """The listing has come this far into its present file."""
        self.share = (self._file + share) / self._files


class Look(NamedTuple):
    """How a listing is made: the largest article, which containers need no look, how far it is.

    `skip` is asked with a reference to the whole file, and speaks for all of its rows. `columns`
    are those that a person has named.
    """

    max_bytes: int
    skip: Callable[[Ref], bool] = lambda ref: False
    meter: Meter = Meter()
    columns: Columns = ()


def discover(source: str | os.PathLike[str], look: Look, spool: str = "") -> Iterator[Ref]:
    """All that is named like an article at SOURCE, in the order of paths and places.

    Containers are looked into for the ids of their articles; no text is kept. `spool` holds what
    came from standard input, where that is the source. Raises Fault when SOURCE is missing,
    unreadable, or neither a folder nor an article.
    """
    if spool:
        seen = os.stat(spool)  # noqa: PTH116
        yield from _rows(Ref(STDIN, STDIN, spool, seen.st_size, seen.st_mtime_ns), look)
        return
    for found in walk.walk(os.fspath(source), look.meter.at_file):
        name = name_of(found.name)
        ref = Ref(name, name, found.path, found.size, found.mtime_ns, loss=found.loss)
        if ref.loss or found.path.endswith(TEXTS):
            yield ref
        else:
            yield from _told(ref, look)


def without_duplicates(refs: Iterator[Ref], seen: set[str] | None = None) -> Iterator[Ref]:
    """The listing, where an id that this run has already seen marks a loss.

    The later one gets an id of its own that names its place, so that it takes nothing away from
    the first.
    """
    seen = set() if seen is None else seen
    for ref in refs:
        if ref.id in seen:
            message = f"the id {ref.id!r} was seen before in this run; give every article its own"
            ref = ref._replace(id=f"{ref.id}#{ref.name}", loss=Loss("duplicate-id", message))
            while ref.id in seen:
                ref = ref._replace(id=f"{ref.id}#")
        seen.add(ref.id)
        yield ref


def read(ref: Ref, max_bytes: int, columns: Columns = ()) -> Raw | Lost:
    """The article behind a reference, or why there is none."""
    if ref.loss and ref.loss.code in NO_BYTES:
        return lost(ref, *ref.loss)
    how = How(max_bytes, columns)
    try:
        raw = _read_row(ref, ref.spot, how) if ref.spot else _read_file(ref, max_bytes)
    except OSError as e:
        return lost(ref, *unreadable(e))
    except Broken as e:
        return lost(ref, *e.loss)
    if ref.loss and not (isinstance(raw, Lost) and raw.reject.code == "changed-while-read"):
        return lost(ref, *ref.loss, raw.data if isinstance(raw, Lost) else bytes_of(raw))
    return raw


def lost(ref: Ref, code: RejectCode, message: str, data: bytes | None = None) -> Lost:
    """What becomes of a reference that leads to no article."""
    container = ref.spot.container if ref.spot else None
    reject = rejected(
        *(ref.id, code, message), name=ref.name, data=data, size=ref.size, container=container
    )
    return Lost(reject, data)


def name_of(path: str) -> str:
    r"""A path as a name that any file can hold; bytes that are no UTF-8 are written as escapes.

    >>> name_of("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    if path.isascii():
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def made_by(path: str) -> str:
    """What besides the code decides what a file's articles are: the extractor of its pages."""
    kind = "" if path.endswith(TEXTS) else kind_of(path)
    by = extractor() if kind in PAGES or kind in CRAWLS else None
    return f"{by.name} {by.version}" if by else ""


def is_container(path: str) -> bool:
    """Whether a file holds many articles."""
    return kind_of(path) in READERS


def _told(ref: Ref, look: Look) -> Iterator[Ref]:
    """A reference to one file, or to each article of a container."""
    kind = kind_of(ref.path)
    if kind in ARCHIVES:
        message = "an archive of files, or a file that was compressed twice; unpack it"
        yield ref._replace(loss=Loss("archive", message))
    elif kind not in READERS:
        yield ref
    elif not look.skip(ref):
        try:
            yield from _rows(ref, look)
        except OSError as e:
            yield ref._replace(loss=unreadable(e))


def _rows(ref: Ref, look: Look) -> Iterator[Ref]:
    """A reference to every article of a container, which is read twice: its digest comes first.

    Where it cannot be read on, that is a loss of its own; what came before counts.
    """
    with closing(opened(ref.path)) as stream:
        digest = _digest(stream)
    where = "at its start"
    try:
        with closing(open_reader(ref.path, ref.size, How(look.max_bytes, look.columns))) as r:
            for entry in r.entries():
                look.meter.inside(r.share())
                where = f"{entry.unit} {entry.number}"
                container = Container(path=ref.name, place=where, sha256=digest)
                yield _row(ref, entry, container, look.meter)
    except Broken as e:
        after = where if where == "at its start" else f"after {where}"
        container = Container(path=ref.name, place=after, sha256=digest)
        loss = Loss(e.loss.code, f"{after}: {e.loss.message}")
        yield ref._replace(spot=Spot(0, 0, container), loss=loss)


def _row(ref: Ref, entry: Entry, container: Container, meter: Meter) -> Ref:
    name = f"{ref.name}:{entry.number}"
    spot = Spot(entry.offset, entry.checksum, container)
    row = entry.row
    if row is None:
        return ref._replace(
            id=entry.id or name, name=name, size=entry.size, spot=spot, loss=entry.loss
        )
    if row.taken:
        meter.columns[row.taken] += 1
    id = row.id or row.url or (_named(row) if ref.name == STDIN else name)
    return ref._replace(id=id, name=name, size=entry.size, spot=spot, site=site_of(row.url))


def _named(row: Row) -> str:
    """The id of a row of standard input, where places change each time: its text's digest."""
    return hashlib.sha256(bytes_of(Raw(None, row.text))).hexdigest()[:16]


def _read_row(ref: Ref, spot: Spot, how: How) -> Raw | Lost:
    with reading(ref.path, ref.mtime_ns, spot.offset, how) as reader:
        entry = reader.again(spot.offset, ref.size)
    if entry is None or entry.checksum != spot.checksum:
        return _changed(ref, entry.data if entry else None)
    if entry.row is None:
        loss = ref.loss or entry.loss or Loss("bad-row", "no article any more")
        return lost(ref, *loss, entry.data)
    return _raw(ref, entry.row, spot.container)


def _read_file(ref: Ref, max_bytes: int) -> Raw | Lost:
    """A file that is one article: a text, a page, either of them compressed."""
    with closing(opened(ref.path)) as file:
        before = _state(ref.path, file)
        if before[0] > max_bytes:
            message = f"{before[0]:,} bytes; reject.max_bytes is {max_bytes:,}"
            return lost(ref._replace(size=before[0]), "too-large", message)
        data = file.read(max_bytes + 1)
    if len(data) != before[0] or before != _state(ref.path):
        return _changed(ref, data)
    suffix = compression(ref.path)
    if not suffix and kind_of(ref.path) not in PAGES:
        return Raw(ref.id, data, ref.name)
    digest = hashlib.sha256(data).hexdigest()
    container = Container(path=ref.name, place=WHOLE, sha256=digest)
    try:
        plain = unpacked(io.BytesIO(data), suffix).read(max_bytes + 1)
        if len(plain) > max_bytes:
            message = f"unpacks to more than {max_bytes:,} bytes (reject.max_bytes)"
            return lost(ref, "too-large", message)
        if kind_of(ref.path) not in PAGES:
            return Raw(ref.id, plain, ref.name, container=container)
        return _raw(ref, read_page(plain), container)
    except Broken as e:
        return lost(ref, *e.loss, data)


def _raw(ref: Ref, row: Row, container: Container) -> Raw:
    return Raw(ref.id, row.text, ref.name, row.url, container, row.given, row.extractor)


def _digest(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while some := stream.read(1 << 20):
        digest.update(some)
    return digest.hexdigest()


def _state(path: str, file: BinaryIO | None = None) -> tuple[int, ...]:
    """Size and time of a file, and which one it is: what changes when somebody writes to it."""
    if is_url(path):
        entry = seen_elsewhere(Remote(path))
        return entry.size, entry.stamp
    seen = os.fstat(file.fileno()) if file else os.stat(path)  # noqa: PTH116
    return seen.st_size, seen.st_ino, seen.st_mtime_ns


def _changed(ref: Ref, data: bytes | None) -> Lost:
    return lost(ref, "changed-while-read", "the file changed while it was read; run again", data)
