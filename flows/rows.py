"""Rows of JSONL: one article a line, as `{"id": …, "text": …, "url": …}`; id and url may be left
out. A row without an id goes by its url: the same url again is the same record."""

import json
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

BOM = b"\xef\xbb\xbf"
CHUNK = 1 << 20


class Row(NamedTuple):
    """What a row holds. The text is bytes where the row was no valid UTF-8."""

    id: str | None
    text: str | bytes
    url: str | None


class Line(NamedTuple):
    """One line of a file, counted from 1. `data` is None for one that was too long to hold."""

    number: int
    offset: int
    size: int
    data: bytes | None


class RowError(ValueError):
    """A row that is no article. `id` is the one it gives, where that much can be read."""

    def __init__(self, message: str, id: str | None = None) -> None:
        super().__init__(message)
        self.id = id


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


def read_row(line: bytes) -> Row:
    r"""The id, text and url of one row. Raises RowError with what is wrong.

    >>> read_row(b'{"id": 7, "text": "Putin arrived."}')
    Row(id='7', text='Putin arrived.', url=None)
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
        raise RowError(f"expected an object with id and text, found {_kind(row)}")
    id = _id(row.get("id"))
    text, url = row.get("text"), row.get("url")
    if not isinstance(text, str):
        found = _kind(text) if "text" in row else "none"
        raise RowError(f"expected a string as text, found {found}", id)
    if url is not None and not isinstance(url, str):
        raise RowError(f"expected a string as url, found {_kind(url)}", id)
    return Row(id, _as_written(text, line), None if url is None else visible(url))


def visible(name: str) -> str:
    r"""A name that any file can hold: lone surrogates are written as escapes.

    >>> visible("kim \ud800")
    'kim \\ud800'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _id(given: object) -> str | None:
    if given is None:
        return None
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if not isinstance(given, str) or not given:
        found = given if isinstance(given, float) else _kind(given)
        raise RowError(f"expected a string or a whole number as id, found {found}")
    return visible(given)


def _as_written(text: str, line: bytes) -> str | bytes:
    """The very bytes of a text whose row is no UTF-8, so that its encoding can be found out."""
    if text.isascii() or _is_utf8(line):
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


def _kind(value: object) -> str:
    """What JSON calls a value.

    >>> _kind(True), _kind({}), _kind("")
    ('a boolean', 'an object', 'an empty string')
    """
    if value == "":
        return "an empty string"
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return names.get(type(value), "null" if value is None else "a number")
