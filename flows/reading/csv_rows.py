"""CSV with a line of names on top: commas, semicolons, tabs or bars between its cells."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from flows.reading.columns import RowError, choices, no_text, row_of
from flows.reading.entry import Broken, How, Reader, Row
from flows.reading.pieces import Pieces
from flows.reading.rows import BOM, CHUNK, Line, as_written

SEPARATORS = ",;\t|"
LONGEST_HEAD = 1 << 20
MOST_LINES = 100_000  # of one row
BARE = "its lines may end with a carriage return alone, make it a line feed"


def open_csv(path: str, size: int, how: How) -> Reader:
    """A file of CSV."""
    return _Csv(path, size, how).pieces


class _Csv:
    """How one file of CSV is cut and read: by the names on its first line."""

    def __init__(self, path: str, size: int, how: How) -> None:
        csv.field_size_limit(2**31 - 1)  # a row is bounded before its cells are looked at
        self._columns = how.columns
        self._names: tuple[str, ...] = ()
        self._separator, self._head = ",", 0
        self.pieces = Pieces(path, size, how, self._cut, self._parse, self._begin)

    def _begin(self, stream: BinaryIO) -> None:
        """Read the names of the columns."""
        head = stream.readline(LONGEST_HEAD)
        self._head = len(head)
        line = head.removeprefix(BOM).decode("utf-8", "surrogateescape")
        self._separator = max(SEPARATORS, key=line.count)
        try:
            self._names = tuple(name.strip() for name in next(self._reader([line]), []))
        except csv.Error:
            raise Broken("broken-file", f"no CSV; {BARE}") from None
        if "text" not in choices(self._names, self._columns):
            raise Broken("no-columns", no_text(self._names))

    def _cut(self, stream: BinaryIO, most: int) -> Iterator[Line]:
        """Every row, with the line it begins in. None is held that is longer than `most`."""
        back: deque[bytes] = deque()
        number, offset = 2, self._head
        while first := back.popleft() if back else stream.readline(most + 1):
            size, data = len(first), [first]
            if size > most:
                while not first.endswith(b"\n") and (first := stream.readline(CHUNK)):
                    size += len(first)
                yield Line(number, offset, size, None)
            elif first.strip():
                data = self._row(first, back, stream, most)
                size = sum(map(len, data))
                yield Line(number, offset, size, b"".join(data))
            number, offset = number + len(data), offset + size

    def _row(self, first: bytes, back: deque[bytes], stream: BinaryIO, most: int) -> list[bytes]:
        """The lines of a row. A quote that never closes takes no other row with it."""
        if first.count(b'"') % 2 == 0:
            return [first]
        taken: list[bytes] = []
        held, line = 0, first

        def more() -> Iterator[str]:
            nonlocal held, line
            while line and held <= most and len(taken) < MOST_LINES:
                taken.append(line)
                held += len(line)
                yield line.decode("utf-8", "surrogateescape")
                line = back.popleft() if back else stream.readline(most + 1)
            if line:
                taken.append(line)

        try:
            cells = next(self._reader(more()), [])
        except csv.Error:
            cells = []
        is_open = len(taken) > 1 and not line and b"".join(taken).count(b'"') % 2
        if len(cells) == len(self._names) and held <= most and not is_open:
            return taken
        back.extendleft(reversed(taken[1:]))
        return taken[:1]

    def _parse(self, data: bytes) -> Row:
        try:
            cells = next(self._reader([data.decode("utf-8", "surrogateescape")]), [])
        except csv.Error as e:
            raise RowError(f"no CSV; {BARE}" if b"\r" in data.strip() else f"no CSV: {e}") from None
        if len(cells) != len(self._names):
            raise RowError(f"expected {len(self._names)} cells, found {len(cells)}")
        values: dict[str, str] = {}
        for name, cell in zip(self._names, cells, strict=True):
            values[name] = values.get(name) or cell  # two columns may have one name
        found = row_of(values, self._columns)
        return found._replace(text=as_written(found.text, data))

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._separator)
