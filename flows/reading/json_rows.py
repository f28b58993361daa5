"""JSONL, and JSON that holds one article, a list of them, or one after another."""

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from flows.reading.entry import How, Reader
from flows.reading.pieces import Pieces
from flows.reading.rows import BOM, CHUNK, Line, lines, read_row

BETWEEN = re.compile(rb"[\s,]+")
SIGN = re.compile(rb'["{}\[\]]')
STRING_SIGN = re.compile(rb'["\\]')


def open_lines(path: str, size: int, how: How) -> Reader:
    """A file of JSONL."""
    return Pieces(path, size, how, lines, partial(read_row, columns=how.columns))


def open_values(path: str, size: int, how: How) -> Reader:
    """A file of JSON."""
    return Pieces(path, size, how, values, partial(read_row, columns=how.columns))


def values(stream: BinaryIO, most: int) -> Iterator[Line]:
    r"""Every value of a file of JSON, or of the one list that it is, with the line it begins in.

    Where several begin in one line, each has the next number: no two have the same. None is held
    that is longer than `most`. A line that is no JSON is a piece of its own.

    >>> import io
    >>> [v.data for v in values(io.BytesIO(b'[{"a": "]"},\n {"b": [1]}]'), 99)]
    [b'{"a": "]"}', b'{"b": [1]}']
    >>> [v.data for v in values(io.BytesIO(b'{"a": 1}\n{"b": 2} no way'), 99)]
    [b'{"a": 1}', b'{"b": 2}', b'no way']
    >>> [v.number for v in values(io.BytesIO(b'[{}, {}, {},\n{},\n{}]'), 99)]
    [1, 2, 3, 4, 5]
    >>> [v.number for v in values(io.BytesIO(b'[\n{},\n\n{}]'), 99)]
    [2, 4]
    """
    cutter = _Cutter(most)
    while chunk := stream.read(CHUNK):
        yield from cutter.feed(chunk)
    if cutter.size:
        yield cutter.cut()


class _Cutter:
    """Cuts JSON as it comes in. It counts brackets outside of strings and reads nothing else."""

    def __init__(self, most: int) -> None:
        self.size = 0  # of the value so far
        self._most, self._held = most, bytearray()
        self._offset, self._line, self._lines = 0, 1, 0  # where it begins; line ends in it
        self._depth = self._number = 0
        self._in_string = self._is_escaped = self._in_list = self._in_scalar = False

    def feed(self, chunk: bytes) -> Iterator[Line]:
        """The values that end in the next piece of the file."""
        at = 0
        while at < len(chunk):
            if self._in_string:
                at = self._string(chunk, at)
            elif self._in_scalar:
                at = self._scalar(chunk, at)
            elif self._depth:
                at = self._inside(chunk, at)
            else:
                at = self._between(chunk, at)
                continue
            if self.size and not (self._depth or self._in_scalar):
                yield self.cut()

    def cut(self) -> Line:
        """The value so far is one."""
        data = bytes(self._held) if self.size <= self._most else None
        self._number = max(self._line, self._number + 1)
        unit = "line" if self._number == self._line else "value"
        made = Line(self._number, self._offset, self.size, data, unit)
        self._offset += self.size
        self._line += self._lines
        self._held.clear()
        self.size = self._lines = 0
        return made

    def _hold(self, chunk: bytes, at: int, end: int) -> int:
        self._lines += chunk.count(b"\n", at, end)
        self.size += end - at
        if self.size <= self._most:
            self._held += chunk[at:end]
        return end

    def _between(self, chunk: bytes, at: int) -> int:
        """Blanks, commas and the brackets of the list; or the first sign of a value."""
        blank = BETWEEN.match(chunk, at)
        end = blank.end() if blank else at
        if not blank and self._offset == 0 and chunk.startswith(BOM, at):
            end = at + len(BOM)
        elif not blank and chunk[at : at + 1] == (b"]" if self._in_list else b"["):
            self._in_list = not self._in_list
            end = at + 1
        if end > at:
            self._offset += end - at
            self._line += chunk.count(b"\n", at, end)
            return end
        self._depth = int(chunk[at : at + 1] in (b"{", b"["))
        self._in_scalar = not self._depth
        return self._hold(chunk, at, at + 1)

    def _scalar(self, chunk: bytes, at: int) -> int:
        """What is neither object nor list, up to the end of its line."""
        end = chunk.find(b"\n", at)
        self._in_scalar = end < 0
        return self._hold(chunk, at, len(chunk) if end < 0 else end)

    def _inside(self, chunk: bytes, at: int) -> int:
        """The next bracket or string of an open value."""
        sign = SIGN.search(chunk, at)
        if sign and sign[0] == b'"':
            self._in_string = True
        elif sign:
            self._depth += 1 if sign[0] in (b"{", b"[") else -1
        return self._hold(chunk, at, sign.end() if sign else len(chunk))

    def _string(self, chunk: bytes, at: int) -> int:
        if self._is_escaped:
            self._is_escaped = False
            return self._hold(chunk, at, at + 1)
        sign = STRING_SIGN.search(chunk, at)
        self._in_string = not (sign and sign[0] == b'"')
        self._is_escaped = bool(sign and sign[0] == b"\\")
        return self._hold(chunk, at, sign.end() if sign else len(chunk))
