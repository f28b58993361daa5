"""Parquet: only the columns that are needed, in batches, one row group after the other."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO, Protocol, cast

from flows.reading.columns import RowError, choices, no_text, row_of
from flows.reading.entry import Broken, Entry, How, Loss, Reader
from flows.reading.extra import needed
from flows.reading.streams import opened
from flows.terminal import shown

BATCH = 64  # rows; a text of the largest size each would still fit
LARGEST_GROUP = 1 << 31  # unpacked bytes that a row group says it has, in the columns that are read


class _Group(Protocol):
    num_rows: int
    num_columns: int
    total_byte_size: int

    def column(self, n: int) -> "_Chunk": ...


class _Chunk(Protocol):
    path_in_schema: str
    total_uncompressed_size: int


class _Metadata(Protocol):
    num_row_groups: int
    num_rows: int

    def row_group(self, n: int) -> _Group: ...


class _Schema(Protocol):
    names: Sequence[str]


class _Batch(Protocol):
    def to_pylist(self) -> list[dict[str, object]]: ...


class _File(Protocol):
    metadata: _Metadata
    schema_arrow: _Schema

    def iter_batches(
        self, batch_size: int, row_groups: Sequence[int], columns: Sequence[str], use_threads: bool
    ) -> Iterator[_Batch]: ...


def open_parquet(path: str, size: int, how: How) -> Reader:
    """A file of Parquet."""
    return _Parquet(path, how)


class _Parquet:
    """One file. `position` counts rows: a row in front of it means a new start of its group."""

    def __init__(self, path: str, how: How) -> None:
        self._how, self.position = how, 0
        self._errors = _errors()
        self._raw = opened(path)
        try:
            self._file, self._columns = self._head(how)
        except BaseException:
            self._raw.close()
            raise
        groups = range(self._file.metadata.num_row_groups)
        self._groups = [max(0, self._file.metadata.row_group(n).num_rows) for n in groups]
        self._rows = sum(self._groups)
        self._ahead: Iterator[Mapping[str, object]] = iter(())
        self._end = 0  # of the group that is read

    def entries(self) -> Iterator[Entry]:
        """Every row, in order."""
        for number in range(self._rows):
            yield self._next(number)
        told = self._file.metadata.num_rows
        if told != self._rows:
            message = f"its end tells of {told:,} rows, its groups hold {self._rows:,}"
            raise Broken("broken-file", f"{message}; fetch it again")

    def again(self, offset: int, size: int) -> Entry | None:
        """The row of this number."""
        return self._next(offset) if offset < self._rows else None

    def share(self) -> float:
        """How many of the rows were read."""
        return self.position / (self._rows or 1)

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def _head(self, how: How) -> tuple[_File, list[str]]:
        """The file, and those of its columns that are needed."""
        try:
            file = _file(self._raw)
        except self._errors as e:
            _pass_on(e)
            raise Broken("broken-file", f"no Parquet: {_first(e)}") from None
        names = tuple(file.schema_arrow.names)
        found = choices(names, how.columns)
        if "text" not in found:
            raise Broken("no-columns", no_text(names))
        return file, [name for name in names if any(name in some for some in found.values())]

    def _next(self, number: int) -> Entry:
        try:
            if number < self.position or number >= self._end:
                self._start(number)
            while self.position <= number:
                values = next(self._ahead)
                self.position += 1
        except StopIteration:
            raise Broken("broken-file", f"a row group ends before row {number + 1}") from None
        except self._errors as e:
            _pass_on(e)
            message = f"cannot be read from row {number + 1} on: {_first(e)}; fetch it again"
            raise Broken("broken-file", message) from None
        return self._entry(number, values)

    def _start(self, number: int) -> None:
        """Read from the beginning of the group that a row is in."""
        group = first = 0
        while number >= first + self._groups[group]:
            first, group = first + self._groups[group], group + 1
        self._fits(group)
        self.position, self._end = first, first + self._groups[group]
        batches = self._file.iter_batches(BATCH, [group], self._columns, use_threads=False)
        self._ahead = (row for batch in batches for row in batch.to_pylist())

    def _fits(self, group: int) -> None:
        about = self._file.metadata.row_group(group)
        if about.total_byte_size <= LARGEST_GROUP:
            return  # to ask a damaged file for a chunk can end the process: pyarrow catches nothing
        chunks = map(about.column, range(about.num_columns))
        size = sum(
            c.total_uncompressed_size
            for c in chunks
            if c.path_in_schema.split(".")[0] in self._columns
        )
        if size > LARGEST_GROUP:
            raise Broken(
                "bomb",
                f"row group {group} unpacks to {size:,} bytes; up to {LARGEST_GROUP:,} are read. "
                "Write it again with smaller row groups",
            )

    def _entry(self, number: int, values: Mapping[str, object]) -> Entry:
        plain = {name: _plain(value) for name, value in values.items()}
        place = ("row", number + 1, number)
        try:
            row = row_of(plain, self._how.columns)
        except RowError as e:
            data = repr(plain)[: self._how.max_bytes].encode("utf-8", "backslashreplace")
            loss = Loss("bad-row", f"row {number + 1}: {e}")
            return Entry(*place, len(data), zlib.crc32(data), loss=loss, id=e.id, data=data)
        data = row.text if isinstance(row.text, bytes) else row.text.encode("utf-8", "replace")
        if len(data) > self._how.max_bytes:
            most = self._how.max_bytes
            message = f"a text of {len(data):,} bytes; reject.max_bytes is {most:,}"
            return Entry(*place, len(data), 0, loss=Loss("too-large", message))
        return Entry(*place, len(data), zlib.crc32(data), row)


def _plain(value: object) -> object:
    """A value as JSON would have it: days and times as ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def _file(raw: BinaryIO) -> _File:
    made = needed("pyarrow.parquet", "parquet").ParquetFile(raw, pre_buffer=False)
    return cast(_File, made)


def _errors() -> tuple[type[Exception], ...]:
    """What pyarrow raises for a broken file."""
    arrow = cast(type[Exception], needed("pyarrow", "parquet").ArrowException)
    return arrow, OSError, ValueError, OverflowError


def _pass_on(e: Exception) -> None:
    """What the system says is no fault of the file's."""
    if isinstance(e, OSError) and e.errno:
        raise e


def _first(e: Exception) -> str:
    return shown(str(e).split("\n")[0] or type(e).__name__, 200)
