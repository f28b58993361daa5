"""WARC and WET: the pages and the texts that a crawl has fetched.

A page is a response of status 200 whose type is HTML, a text is a conversion record of plain text.
Requests, redirects, pictures and the crawl's own notes are no articles.
"""

import logging
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol, cast

from cleaners.record import Extractor
from flows.reading.entry import Broken, Entry, How, Loss, Reader, Row
from flows.reading.extra import needed
from flows.reading.html import read_page
from flows.reading.streams import compression, opened, unpacked

PAGES = frozenset({"text/html", "application/xhtml+xml"})
TEXT = "text/plain"
CHUNK = 1 << 16
LONGEST_LINE = 1 << 20  # of a record's head
WET = Extractor(name="wet")


class _Headers(Protocol):
    headers: list[tuple[str, str]]

    def get_header(self, name: str) -> str | None: ...
    def get_statuscode(self) -> str: ...


class _Limited(Protocol):
    limit: int

    def read(self, size: int) -> bytes: ...


class _Record(Protocol):
    rec_type: str
    rec_headers: _Headers
    http_headers: _Headers | None
    raw_stream: _Limited

    def content_stream(self) -> BinaryIO: ...


class _Lines(Protocol):
    def readline(self, length: int | None = None) -> bytes: ...


class _Unpacking(Protocol):
    decompressor: "zlib._Decompress | None"
    num_block_read: int

    def _decompress(self, data: bytes) -> bytes: ...


class _Records(Protocol):
    INC_RECORD: str  # what it would print of a record that ends elsewhere
    reader: _Lines
    err_count: int

    def __iter__(self) -> Iterator[_Record]: ...
    def get_record_offset(self) -> int: ...


def open_warc(path: str, size: int, how: How) -> Reader:
    """A file of WARC or WET."""
    return _Warc(path, size, how)


class _Warc:
    """One file. Where each record is packed alone, as crawlers do it, any can be found at once."""

    def __init__(self, path: str, size: int, how: How) -> None:
        needed("warcio", "warc")
        self._raw, self._size, self._how = opened(path), size, how
        suffix = compression(path)
        # warcio unpacks gzip itself, record by record; other kinds are one stream.
        self._stream = self._raw if suffix in ("", ".gz") else unpacked(self._raw, suffix)
        self.position = 0

    def entries(self) -> Iterator[Entry]:
        """Every page and every text, in order."""
        records = _records(self._stream)
        at = 0
        for record in _safely(records, at):
            size = _size(record, at)
            entry = self._listed(record, size)
            _read_out(record, at)
            at = records.get_record_offset()
            if entry:
                yield entry._replace(number=at, offset=at)
            if records.err_count:
                message = f"the record behind offset {at:,} ends elsewhere than its head says"
                raise Broken("broken-file", f"{message}; fetch it again")

    def again(self, offset: int, size: int) -> Entry | None:
        """The record that was listed there."""
        self._stream.seek(offset)
        self.position = offset + 1
        for record in _safely(_records(self._stream), offset):
            return self._whole(record, offset)
        return None

    def share(self) -> float:
        """How far the file was read."""
        return min(1.0, self._raw.tell() / (self._size or 1))

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _listed(self, record: _Record, size: int) -> Entry | None:
        """A record without its content; None for what is no article."""
        if not _is_article(record):
            return None
        entry = Entry("offset", 0, 0, size, _checksum(record))
        return entry._replace(row=Row(None, "", _url(record)))

    def _whole(self, record: _Record, offset: int) -> Entry:
        entry = Entry("offset", offset, offset, _size(record, offset), _checksum(record))
        most = self._how.max_bytes
        try:
            stream = record.content_stream()
            _fails(stream)
            data = stream.read(most + 1)
        except Exception as e:  # an encoding that is not what its header says
            message = f"its content cannot be unpacked ({type(e).__name__})"
            return entry._replace(loss=Loss("broken-file", message))
        if len(data) > most:
            message = f"a page of more than {most:,} bytes (reject.max_bytes)"
            return entry._replace(loss=Loss("too-large", message))
        try:
            return entry._replace(row=_row(record, data))
        except Broken as e:
            return entry._replace(loss=e.loss, data=data)


def _row(record: _Record, data: bytes) -> Row:
    if record.rec_type == "conversion":
        return Row(None, data, _url(record), extractor=WET)
    kind = (record.http_headers and record.http_headers.get_header("Content-Type")) or ""
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    return read_page(data, _url(record), charset or None)


def _is_article(record: _Record) -> bool:
    if record.rec_type == "conversion":
        return _type(record.rec_headers) == TEXT
    if record.rec_type != "response" or record.http_headers is None:
        return False
    return record.http_headers.get_statuscode() == "200" and _type(record.http_headers) in PAGES


def _type(headers: _Headers) -> str:
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _url(record: _Record) -> str | None:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ") or None


def _checksum(record: _Record) -> int:
    """A record is known by its head, which holds its name, its time and mostly its digest."""
    return zlib.crc32(repr(record.rec_headers.headers).encode("utf-8", "backslashreplace"))


def _records(stream: BinaryIO) -> _Records:
    made = cast(_Records, needed("warcio.archiveiterator", "warc").ArchiveIterator(stream))
    plain = made.reader.readline

    def bounded(length: int | None = None) -> bytes:
        return plain(length or LONGEST_LINE)

    made.reader.readline = bounded  # type: ignore[method-assign]
    _fails(made.reader)
    made.INC_RECORD = ""
    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # what it says, we say as a reject
    return made


def _fails(stream: object) -> None:
    """Make a stream of warcio's fail where its packed data does; it would print that and go on."""
    if not hasattr(stream, "_decompress"):
        return
    reader = cast(_Unpacking, stream)
    plain = reader._decompress

    def decompress(data: bytes) -> bytes:
        packed = reader.decompressor if reader.num_block_read else None
        return packed.decompress(data) if packed and data else plain(data)

    reader._decompress = decompress  # type: ignore[method-assign]


def _size(record: _Record, at: int) -> int:
    """How many bytes a record still holds, as its head says it."""
    size: int | None = getattr(record.raw_stream, "limit", None)
    if size is None:
        message = f"the record behind offset {at:,} does not say its length; fetch it again"
        raise Broken("broken-file", message)
    return size


def _safely(records: _Records, at: int) -> Iterator[_Record]:
    """The records, as far as the file can be read."""
    try:
        yield from records
    except Broken:
        raise
    except OSError as e:
        if e.errno:
            raise
        raise _broken(e, at) from None
    except Exception as e:  # warcio raises what it meets: zlib's errors, its own, IndexError
        raise _broken(e, at) from None


def _broken(e: Exception, at: int) -> Broken:
    plain = "".join(c if c.isprintable() else " " for c in str(e)[:400])
    reason = " ".join(plain.split())[:200] or type(e).__name__
    if "non-chunked gzip" in reason:
        reason = "its gzip holds all records as one; `warcio recompress` mends that"
    return Broken("broken-file", f"no WARC behind offset {at:,}: {reason}")


def _read_out(record: _Record, at: int) -> None:
    """Read a record to its end, which a file that is cut does not have."""
    try:
        while record.raw_stream.read(CHUNK):
            pass
    except zlib.error as e:
        raise _broken(e, at) from None
    if record.raw_stream.limit:
        raise Broken("broken-file", f"ends inside the record behind offset {at:,}; fetch it again")
