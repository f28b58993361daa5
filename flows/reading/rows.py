"""Rows of JSONL: one article a line, as `{"id": …, "text": …, "url": …}`.

Id and url may be left out. A row without an id goes by its url: the same url again is the same
record. Other names of columns are understood too, see `columns.py`.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from flows.reading.columns import RowError, kind, row_of
from flows.reading.entry import Columns, Row

BOM = b"\xef\xbb\xbf"
CHUNK = 1 << 20


class Line(NamedTuple):
    """One line of a file, or one value of several in it, counted from 1.

    `data` is None for one that was too long to hold.
    """

    number: int
    offset: int
    size: int
    data: bytes | None
    unit: str = "line"


def longest_line(max_bytes: int) -> int:
    r"""The most bytes a row may have, when its text may have so many.

    JSON can write one character as six (`\u00e9`), and the id and the url need some room.
    """
    return 6 * max_bytes + 65_536


def lines(stream: BinaryIO, most: int) -> Iterator[Line]:
    r"""Every line that is not blank, none held that is longer than `most`.

    >>> import io
    >>> [(n.number, n.data) for n in lines(io.BytesIO(b"{}\n\nlonger\n[]"), 4)]
    [(1, b'{}\n'), (3, None), (4, b'[]')]
    """
    number = offset = 0
    while data := stream.readline(most):
        number, size, whole = number + 1, len(data), True
        last = data
        while not last.endswith(b"\n") and (last := stream.readline(CHUNK)):
            whole, size = False, size + len(last)
        if data.removeprefix(BOM).strip() or not whole:
            yield Line(number, offset, size, data if whole else None)
        offset += size


def read_row(line: bytes, columns: Columns = ()) -> Row:
    r"""The article of one row. Raises RowError with what is wrong.

    >>> read_row(b'{"id": 7, "text": "Putin arrived."}')[:3]
    ('7', 'Putin arrived.', None)
    >>> read_row(b'{"text": "caf\xe9"}').text
    b'caf\xe9'
    """
    try:
        row = json.loads(line.removeprefix(BOM).decode("utf-8", "surrogateescape"))
    except RecursionError:
        raise RowError("the JSON is nested too deep") from None
    except json.JSONDecodeError as e:
        raise RowError(f"no JSON: {e}") from None
    except ValueError:
        raise RowError("a number of more digits than anybody needs") from None
    if not isinstance(row, dict):
        raise RowError(f"expected an object with id and text, found {kind(row)}")
    found = row_of(row, columns)
    return found._replace(text=as_written(found.text, line))


def as_written(text: str | bytes, line: bytes) -> str | bytes:
    """The very bytes of a text whose row is no UTF-8, so that its encoding can be found out."""
    if isinstance(text, bytes) or text.isascii() or _is_utf8(line):
        return text
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # escaped surrogates as well: the bytes cannot be told apart
        return text


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
