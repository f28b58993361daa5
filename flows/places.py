"""Where articles and stores lie: a path of this machine, or a URL that fsspec can reach.

`place_of` tells the two apart once; from then on a `Path` is used as it always was, and a `Remote`
answers to the few of its verbs that sources and stores need. What fails raises OSError, whatever
the library below calls it. Keys and endpoints come from where each library looks for them, as
AWS_ENDPOINT_URL and ~/.aws for S3; never from a URL.
"""

import errno
import hashlib
import io
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

from flows.fault import Fault

URL = re.compile(r"[a-z][a-z0-9+.-]{0,30}://", re.IGNORECASE)
EXTRAS = {"s3": "copydesk[s3]", "s3a": "copydesk[s3]", "gs": "gcsfs", "gcs": "gcsfs"}
EXTRAS |= dict.fromkeys(("abfs", "abfss", "az"), "adlfs")
AHEAD = 1 << 16  # bytes that a file elsewhere is read ahead
UNTOLD = 2**63 - 1  # a stamp of the far future: such a time is never trusted
VERSIONS = ("ETag", "etag", "md5Hash")
TIMES = ("LastModified", "last_modified", "mtime", "updated", "modified", "created")


class _Files(Protocol):
    """What is asked of an fsspec file system."""

    def cat_file(self, path: str, start: int | None = None, end: int | None = None) -> bytes: ...
    def cp_file(self, path1: str, path2: str) -> None: ...
    def find(self, path: str, detail: bool) -> Mapping[str, Mapping[str, object]]: ...
    def get_file(self, rpath: str, lpath: str) -> None: ...
    def info(self, path: str) -> Mapping[str, object]: ...
    def invalidate_cache(self) -> None: ...
    def open(self, path: str, mode: str) -> BinaryIO: ...
    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite") -> None: ...
    def put_file(self, lpath: str, rpath: str) -> None: ...
    def rm_file(self, path: str) -> None: ...
    def _strip_protocol(self, path: str) -> str: ...


class Entry(NamedTuple):
    """One file below a URL: its path there, its whole address, and how to know it again.

    `stamp` stands where a local file has its time in nanoseconds. A place that gives an ETag gives
    a negative number made of it, which needs no trust in any clock; one that tells nothing gives a
    time in the far future, which is never trusted.
    """

    name: str
    url: str
    size: int
    stamp: int


@dataclass(frozen=True)
class Remote:
    """A URL, with the verbs of `Path` that a store needs. Small enough to travel to any worker.

    >>> record = Remote("s3://desk/store") / "records" / "kim.json"
    >>> str(record.with_suffix(".bytes")), record.name, record.stem, str(record.parent)
    ('s3://desk/store/records/kim.bytes', 'kim.json', 'kim', 's3://desk/store/records')
    """

    url: str

    def __truediv__(self, name: str) -> "Remote":
        return Remote(f"{self.url}/{name}")

    def __str__(self) -> str:
        return self.url

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.url.rsplit("/", 1)[1]

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return Path(self.name).stem

    @property
    def parent(self) -> "Remote":
        """One level up."""
        return Remote(self.url.rsplit("/", 1)[0])

    @property
    def scheme(self) -> str:
        """What reaches it, as `s3`."""
        return self.url.split("://", 1)[0].lower()

    def with_suffix(self, suffix: str) -> "Remote":
        """The same with another suffix."""
        return self.parent / Path(self.name).with_suffix(suffix).name

    def exists(self) -> bool:
        """Whether an object of this very name is there; folders do not count."""
        return self.stamp() is not None

    is_file = exists

    def stamp(self) -> int | None:
        """How to know what is there again; None when nothing is."""
        try:
            return seen(self).stamp
        except (FileNotFoundError, IsADirectoryError):
            return None

    def read_bytes(self) -> bytes:
        """All of it."""
        with _asked(self) as (files, path):
            return files.cat_file(path)

    def write_bytes(self, data: bytes, new: bool = False) -> None:
        """Put it there as a whole; with `new`, raise FileExistsError when something is there."""
        with _asked(self) as (files, path):
            files.pipe_file(path, data, mode="create" if new else "overwrite")

    def fetch(self, into: Path) -> None:
        """Copy it into a file of this machine."""
        with _asked(self) as (files, path):
            files.get_file(path, os.fspath(into))

    def put(self, file: Path) -> None:
        """Replace it, as a whole, by a file of this machine."""
        with _asked(self) as (files, path):
            files.put_file(os.fspath(file), path)

    def replace(self, target: str) -> None:
        """Move it within its file system: it is whole at its new place before it leaves the old."""
        with _asked(self) as (files, path):
            files.cp_file(path, files._strip_protocol(target))
            files.rm_file(path)

    def unlink(self, missing_ok: bool = False) -> None:
        """Delete it."""
        with _asked(self) as (files, path):
            try:
                files.rm_file(path)
            except FileNotFoundError:
                if not missing_ok:
                    raise


Place = Path | Remote


def is_url(text: str) -> bool:
    """Whether this names a place elsewhere.

    >>> is_url("s3://desk/store"), is_url("C:/articles"), is_url("articles")
    (True, False, False)
    """
    return URL.match(text) is not None


def place_of(text: str) -> Place:
    """The place a person has named. Raises Fault for a URL that nothing here can reach.

    >>> place_of("file:///srv/store"), place_of("memory://desk/store/")
    (PosixPath('/srv/store'), Remote(url='memory://desk/store'))
    """
    if not text or "\0" in text:
        raise Fault(f"{text!r}: no path; expected one, or a URL as s3://bucket/folder")
    if not is_url(text):
        return Path(text)
    if text.lower().startswith("file://"):
        return Path(text[len("file://") :])
    if "::" in text:
        raise Fault(f"{text}: a chain of URLs; expected one, as s3://bucket/folder")
    place = Remote(text.rstrip("/"))
    if not URL.match(place.url):
        raise Fault(f"{text}: names no folder; expected one, as s3://bucket/folder")
    with _asked(place):
        return place


def is_private(place: Place | str) -> bool:
    """Whether only this process can see it, as `memory://`: work on it cannot be handed out."""
    return str(place).lower().startswith("memory://")


def full(place: Place) -> str:
    """An address that means the same from any folder. A path keeps its `..`, as pathlib would not.

    >>> full(Remote("memory://desk"))
    'memory://desk'
    """
    return str(place) if isinstance(place, Remote) else os.path.abspath(place)  # noqa: PTH100


def listed(top: Remote) -> list[Entry]:
    """Every file below a URL in the order of names, or the one file that it is.

    Raises FileNotFoundError when nothing is there.
    """
    with _asked(top) as (files, path):
        files.invalidate_cache()
        found = files.find(path, detail=True)
    if not found:
        raise FileNotFoundError(errno.ENOENT, "nothing is there", top.url)
    entries = (_entry(top, path, name, about) for name, about in found.items())
    return sorted(entries, key=lambda entry: entry.name.encode("utf-8", "surrogatepass"))


def seen(place: Remote) -> Entry:
    """What is known of one file. Raises FileNotFoundError, or IsADirectoryError for a folder."""
    with _asked(place) as (files, path):
        files.invalidate_cache()
        about = files.info(path)
        if about.get("type") == "directory":
            raise IsADirectoryError(errno.EISDIR, "a folder", place.url)
        return _entry(place, path, path, about)


def opened(place: Remote) -> BinaryIO:
    """A file to read from its start, which can seek; bytes are fetched as they are asked for."""
    with _asked(place) as (files, path):
        if is_private(place):  # its files all share one position
            return io.BytesIO(files.cat_file(path))
        # fsspec's own files read no line of a bounded length
        return io.BufferedReader(cast(io.RawIOBase, files.open(path, "rb")), AHEAD)


def part(place: Remote, start: int, size: int) -> bytes:
    """So many bytes of a file from a place in it, in one request."""
    with _asked(place) as (files, path):
        return files.cat_file(path, start=start, end=start + size)


def _entry(top: Remote, path: str, name: str, about: Mapping[str, object]) -> Entry:
    """A file below a folder; the folder may be the file itself, which then goes by its name."""
    inside = name[len(path) :].lstrip("/") if name != path else ""
    url = f"{top.url}/{inside}" if inside else top.url
    size = about.get("size")
    return Entry(inside or top.name, url, size if isinstance(size, int) else 0, _stamp(about))


def _stamp(about: Mapping[str, object]) -> int:
    """A number that changes when a file does.

    >>> _stamp({"ETag": '"9b2cf5"'}) < 0, _stamp({"mtime": 2.5}), _stamp({}) == UNTOLD
    (True, 2500000000, True)
    """
    for key in VERSIONS:
        if about.get(key):
            digest = hashlib.sha256(str(about[key]).encode()).digest()
            return -1 - int.from_bytes(digest[:8], "big") // 2
    for key in TIMES:
        found = about.get(key)
        if isinstance(found, datetime):
            return int(found.timestamp() * 1_000_000) * 1000
        if isinstance(found, int | float):
            return int(found * 1_000_000) * 1000
    return UNTOLD


@contextmanager
def _asked(place: Remote) -> Iterator[tuple[_Files, str]]:
    """The file system behind a URL and the path there; what fails inside is an OSError."""
    try:
        import fsspec.core

        files, path = fsspec.core.url_to_fs(place.url)
        yield cast(_Files, files), str(path)
    except ImportError as e:
        need = EXTRAS.get(place.scheme)
        raise Fault(f"{place}: {e}" + (f"; pip install {need}" if need else "")) from None
    except OSError as e:
        if e.filename:
            raise
        raise type(e)(
            e.errno or errno.EIO, e.strerror or str(e) or type(e).__name__, place.url
        ) from e
    except (Fault, KeyboardInterrupt):
        raise
    except Exception as e:
        if isinstance(e, ValueError) and "rotocol" in str(e):
            raise Fault(f"{place}: {e}; expected a path, or a URL as s3://bucket/folder") from None
        raise OSError(errno.EIO, f"{type(e).__name__}: {e}", place.url) from e
