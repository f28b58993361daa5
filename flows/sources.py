"""Where articles come from: a folder, one file, or rows of JSONL.

Listing and reading are two steps, so that a run hands paths around and never texts. Everything that
is named like an article is listed; what is none says why.
"""

import hashlib
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from cleaners.record import Container, RejectCode
from cleaners.sites import site_of
from flows.article import Lost, Raw, bytes_of, rejected
from flows.fault import Fault
from flows.rows import RowError, lines, longest_line, read_row

TEXTS = (".txt", ".md")
ROWS = ".jsonl"
EXPECTED = "a folder, or a file that ends in .txt, .md or .jsonl"
NO_BYTES = ("not-a-file", "outside-source", "unreadable", "too-large")


class Place(NamedTuple):
    """Where a row stands in its container, and a checksum to know it again by."""

    line: int
    offset: int
    checksum: int
    container: Container


class Loss(NamedTuple):
    """Why something that is named like an article is none."""

    code: RejectCode
    message: str


class Ref(NamedTuple):
    """What a listing knows of one article, not yet read. `path` is absolute."""

    id: str
    name: str
    path: str = ""
    size: int = 0
    mtime_ns: int = 0
    place: Place | None = None
    loss: Loss | None = None
    site: str | None = None


class Meter:
    """How far a listing has come, from 0 to 1, by files and by the bytes of files of rows."""

    def __init__(self) -> None:
        self.share = 0.0
        self._file, self._files = 0, 1

    def at_file(self, number: int, files: int) -> None:
        """The listing has come to this file of so many."""
        self._file, self._files = number, files
        self.share = number / files

    def inside(self, share: float) -> None:
        """The listing has come this far into its present file."""
        self.share = (self._file + share) / self._files


class Look(NamedTuple):
    """How a listing is made: the largest article, which files of rows need no look, how far it is.

    `skip` is asked with a reference to the whole file, and speaks for all of its rows.
    """

    max_bytes: int
    skip: Callable[[Ref], bool] = lambda ref: False
    meter: Meter = Meter()


def discover(source: Path, look: Look) -> Iterator[Ref]:
    """All that is named like an article below SOURCE, in the order of paths and lines.

    Rows of JSONL are looked into for their ids; no text is kept. Raises Fault when SOURCE is
    missing, unreadable, or neither a folder nor an article.
    """
    try:
        mode = source.stat().st_mode
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) else e
        raise Fault(f"{source}: {reason}; expected {EXPECTED}") from None
    if stat.S_ISDIR(mode):
        yield from _folder(source, look)
    elif is_article(source.name):
        path = os.path.abspath(source)  # noqa: PTH100  pathlib would keep `..`
        yield from _file(Ref(name_of(source.name), name_of(source.name), path), look)
    else:
        raise Fault(f"{source}: expected {EXPECTED}")


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


def read(ref: Ref, max_bytes: int) -> Raw | Lost:
    """The article behind a reference, or why there is none."""
    if ref.loss and ref.loss.code in NO_BYTES:
        return lost(ref, *ref.loss)
    try:
        if ref.loss and ref.loss.code == "bad-row":
            return lost(ref, *ref.loss, _line(ref))
        raw = _read_row(ref) if ref.place else _read_file(ref, max_bytes)
    except OSError as e:
        return lost(ref, "unreadable", f"{e.strerror or e}; check the file and its permissions")
    if ref.loss:
        return lost(ref, *ref.loss, raw.data if isinstance(raw, Lost) else bytes_of(raw))
    return raw


def lost(ref: Ref, code: RejectCode, message: str, data: bytes | None = None) -> Lost:
    """What becomes of a reference that leads to no article."""
    container = ref.place.container if ref.place else None
    reject = rejected(
        *(ref.id, code, message), name=ref.name, data=data, size=ref.size, container=container
    )
    return Lost(reject, data)


def is_article(name: str) -> bool:
    """Whether a file of this name is taken for an article, or for rows of them.

    >>> is_article("Kim visits Moscow.TXT"), is_article(".draft.txt"), is_article("notes.html")
    (True, False, False)
    """
    return not name.startswith(".") and name.lower().endswith((*TEXTS, ROWS))


def name_of(path: Path | str) -> str:
    r"""A path as a name that any file can hold; bytes that are no UTF-8 are written as escapes.

    >>> name_of("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    text = path if isinstance(path, str) else path.as_posix()
    if text.isascii():
        return text
    return os.fsencode(text).decode("utf-8", "backslashreplace")


def _folder(folder: Path, look: Look) -> Iterator[Ref]:
    """Everything in a folder. What is hidden is skipped, and no link to a folder is followed."""
    top = os.path.abspath(folder)  # noqa: PTH100  pathlib would be slow here, and keep `..`
    faults: list[OSError] = []
    found: list[str] = []
    for place, folders, files in os.walk(top, onerror=faults.append):
        inside = place[len(top) :].lstrip("/")
        prefix = f"{inside}/" if inside else ""
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        found += (prefix + name for name in files if is_article(name))
        found += (prefix + name for name in folders if is_article(name) or name in links)
        folders[:] = [f for f in folders if not f.startswith(".") and not is_article(f)]
    reasons = {str(e.filename)[len(top) :].lstrip("/"): str(e.strerror) for e in faults}
    if "" in reasons:
        raise Fault(f"{folder}: {reasons['']}; check its permissions")
    names = sorted({*found, *reasons}, key=os.fsencode)
    for n, name in enumerate(names):
        look.meter.at_file(n, len(names))
        shown = name_of(name)
        ref = Ref(shown, shown, f"{top}/{name}")
        if name in reasons:
            yield ref._replace(loss=Loss("unreadable", f"{reasons[name]}; a folder nobody read"))
        else:
            yield from _entry(ref, top, look)


def _entry(ref: Ref, top: str, look: Look) -> Iterator[Ref]:
    """A file or a link; one look at the disk is enough for a file."""
    try:
        seen = os.lstat(ref.path)
    except OSError:
        yield from _file(ref, look)  # which says what is wrong
        return
    if stat.S_ISLNK(seen.st_mode):
        yield from _link(ref, top, look)
    else:
        yield from _file(ref, look, seen)


def _link(ref: Ref, top: str, look: Look) -> Iterator[Ref]:
    """A link counts as what it leads to, as long as that lies in SOURCE.

    A link to a folder in SOURCE is nothing of its own: what it leads to is listed where it stands.
    """
    path = Path(ref.path)
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        if is_article(path.name):
            yield ref._replace(loss=Loss("not-a-file", "a link that leads nowhere; remove it"))
        return
    if not target.is_relative_to(Path(top).resolve()):
        message = "a link that leads out of SOURCE; copy what it leads to, or give that as SOURCE"
        yield ref._replace(loss=Loss("outside-source", message))
    elif is_article(path.name):
        yield from _file(ref, look)


def _file(ref: Ref, look: Look, seen: os.stat_result | None = None) -> Iterator[Ref]:
    """A reference to one file, or to each of its rows."""
    try:
        seen = seen or os.stat(ref.path)  # noqa: PTH116
        ref = ref._replace(size=seen.st_size, mtime_ns=seen.st_mtime_ns)
        kind = _odd(seen.st_mode)
        if kind:
            message = f"{kind} with the name of an article; rename it or move it away"
            yield ref._replace(size=0, loss=Loss("not-a-file", message))
        elif not ref.path.lower().endswith(ROWS):
            yield ref
        elif not look.skip(ref):
            yield from _rows(ref, look)
    except OSError as e:
        message = f"{e.strerror or e}; check the file and its permissions"
        yield ref._replace(loss=Loss("unreadable", message))


def _odd(mode: int) -> str | None:
    """What a thing is that is no regular file."""
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return None if stat.S_ISREG(mode) else kinds.get(stat.S_IFMT(mode), "no regular file")


def _rows(ref: Ref, look: Look) -> Iterator[Ref]:
    """A reference to every row of a container, which is read twice: its digest comes first."""
    with _opened(ref.path) as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        for line in lines(stream, longest_line(look.max_bytes)):
            look.meter.inside(line.offset / (ref.size or 1))
            name = f"{ref.name}:{line.number}"
            row = ref._replace(id=name, name=name, size=line.size)
            checksum = 0
            if line.data is None:
                message = f"a row of {line.size:,} bytes; reject.max_bytes is {look.max_bytes:,}"
                row = row._replace(loss=Loss("too-large", message))
            else:
                checksum = zlib.crc32(line.data)
                row = _looked_into(row, line.number, line.data)
            container = Container(path=ref.name, place=f"line {line.number}", sha256=digest)
            yield row._replace(place=Place(line.number, line.offset, checksum, container))


def _looked_into(row: Ref, number: int, line: bytes) -> Ref:
    try:
        found = read_row(line)
        return row._replace(id=found.id or found.url or row.id, site=site_of(found.url))
    except RowError as e:
        return row._replace(id=e.id or row.id, loss=Loss("bad-row", f"line {number}: {e}"))


def _read_row(ref: Ref) -> Raw | Lost:
    line = _line(ref)
    if ref.place is None or zlib.crc32(line) != ref.place.checksum:
        return _changed(ref, line)
    _, text, url = read_row(line)
    return Raw(ref.id, text, ref.name, url, ref.place.container)


def _line(ref: Ref) -> bytes:
    """The bytes where a row stood when it was listed."""
    with _opened(ref.path) as file:
        file.seek(ref.place.offset if ref.place else 0)
        return file.read(ref.size)


def _read_file(ref: Ref, max_bytes: int) -> Raw | Lost:
    with _opened(ref.path) as file:
        before = os.fstat(file.fileno())
        if before.st_size > max_bytes:
            message = f"{before.st_size:,} bytes; reject.max_bytes is {max_bytes:,}"
            return lost(ref._replace(size=before.st_size), "too-large", message)
        data = file.read(max_bytes + 1)
    after = Path(ref.path).stat()
    if len(data) != before.st_size or _state(before) != _state(after):
        return _changed(ref, data)
    return Raw(ref.id, data, ref.name)


def _state(seen: os.stat_result) -> tuple[int, int, int]:
    return seen.st_ino, seen.st_size, seen.st_mtime_ns


def _changed(ref: Ref, data: bytes) -> Lost:
    return lost(ref, "changed-while-read", "the file changed while it was read; run again", data)


def _opened(path: str) -> BufferedReader:
    """A file to read. Never waits, even if a named pipe has taken the place of the file."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(f"{path} is no regular file any more")
    return os.fdopen(number, "rb")
