"""Containers of rows as bytes: whatever can be cut into pieces that are read alone.

JSONL, JSON and CSV differ in how they are cut and in how a piece is read, and in nothing else.
"""

import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Callable, Iterator
from typing import BinaryIO

from flows.reading.columns import RowError
from flows.reading.entry import Broken, Entry, How, Loss, Row
from flows.reading.rows import Line, longest_line
from flows.reading.streams import compression, opened, sniffed, unpacked

UTF32 = (BOM_UTF32_LE, BOM_UTF32_BE)
UTF16 = (BOM_UTF16_LE, BOM_UTF16_BE)

Cut = Callable[[BinaryIO, int], Iterator[Line]]
Parse = Callable[[bytes], Row]
Begin = Callable[[BinaryIO], None]


class Pieces:
    """A file that is cut into pieces of bytes, each of them one article.

    `size` is that of the file as it lies on the disk.
    """

    def __init__(
        self, path: str, size: int, how: How, cut: Cut, parse: Parse, begin: Begin = lambda s: None
    ) -> None:
        self._raw = opened(path)
        self._size, self._how, self._cut, self._parse = size, how, cut, parse
        self._begin, self._is_begun = begin, False
        self._stream = unpacked(self._raw, compression(path))
        self.position = 0

    def entries(self) -> Iterator[Entry]:
        """Every article, in order."""
        self._look()
        for line in self._cut(self._stream, longest_line(self._how.max_bytes)):
            yield self._entry(line)

    def again(self, offset: int, size: int) -> Entry | None:
        """The piece that was listed there."""
        if not self._is_begun:
            self._look()
        self.position = offset + size
        self._stream.seek(offset)
        data = self._stream.read(size)
        return self._entry(Line(0, offset, size, data)) if data else None

    def share(self) -> float:
        """How far the file on the disk was read."""
        return min(1.0, self._raw.tell() / (self._size or 1))

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _entry(self, line: Line) -> Entry:
        place = (line.unit, line.number, line.offset, line.size)
        if line.data is None:
            most = self._how.max_bytes
            message = f"a row of {line.size:,} bytes; reject.max_bytes is {most:,}"
            return Entry(*place, 0, loss=Loss("too-large", message))
        checksum = zlib.crc32(line.data)
        try:
            return Entry(*place, checksum, self._parse(line.data))
        except RowError as e:
            loss = Loss("bad-row", f"{line.unit} {line.number}: {e}")
            return Entry(*place, checksum, loss=loss, id=e.id, data=line.data)

    def _look(self) -> None:
        """Make sure that these are rows, and read what stands above them."""
        self._is_begun = True
        beginning = self._stream.read(8)
        self._stream.seek(0)
        found = sniffed(beginning)
        if found:
            raise Broken("broken-file", f"holds {found} data; give it the name of what it is")
        wide = _wide(beginning)
        if wide:
            raise Broken("broken-file", f"{wide}; rows are read as UTF-8, convert it")
        self._begin(self._stream)


def _wide(beginning: bytes) -> str | None:
    """What the first eight bytes show that is no UTF-8.

    >>> _wide(b"{\\0\\0\\0[\\0\\0\\0"), _wide(b"{\\0[\\0{\\0[\\0"), _wide(b'{"text"')
    ('is UTF-32', 'is UTF-16', None)
    """
    zeros = bytes(byte == 0 for byte in beginning)
    if beginning.startswith(UTF32) or zeros in (b"\0\1\1\1" * 2, b"\1\1\1\0" * 2):
        return "is UTF-32"
    if beginning.startswith(UTF16) or zeros in (b"\0\1" * 4, b"\1\0" * 4):
        return "is UTF-16"
    return None
