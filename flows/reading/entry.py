"""What every reader of a container gives, and what it can say when it gives nothing.

A container is listed once, from end to end, in constant memory. Later its articles are read again,
in their order, by what the listing wrote down of each: where it stands, and a checksum.
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from cleaners.given import Given
from cleaners.record import Extractor, RejectCode

Columns = tuple[tuple[str, str], ...]
"""Pairs of a field and the column that a person has named for it; see `columns.py`."""


class Loss(NamedTuple):
    """Why something that is named like an article is none."""

    code: RejectCode
    message: str


def unreadable(e: OSError) -> Loss:
    """A file that the system refuses to read."""
    return Loss("unreadable", f"{e.strerror or e}; check the file and its permissions")


class Broken(Exception):  # noqa: N818  it is the file that is broken
    """A file that cannot be read on. What was read before it counts."""

    def __init__(self, code: RejectCode, message: str) -> None:
        super().__init__(message)
        self.loss = Loss(code, message)


class How(NamedTuple):
    """How containers are read: the largest article, and the columns that a person has named."""

    max_bytes: int
    columns: Columns = ()


class Row(NamedTuple):
    """What a row, or a page, holds of an article. `text` is bytes where the row was no valid UTF-8.

    `taken` says which columns were taken for which fields, as `text=body, url=link`.
    """

    id: str | None
    text: str | bytes
    url: str | None
    given: tuple[Given, ...] = ()
    extractor: Extractor | None = None
    taken: str = ""


class Entry(NamedTuple):
    """One article of a container.

    `unit` and `number` say for people where it stands (`line 7`), `offset` says it to the reader.
    `row` is None for what is no article; then `loss` tells why, `id` is the one it gives where
    that much can be read, and `data` is what stands there. A reader that lists may leave the text
    of a row empty.
    """

    unit: str
    number: int
    offset: int
    size: int
    checksum: int
    row: Row | None = None
    loss: Loss | None = None
    id: str | None = None
    data: bytes | None = None


class Reader(Protocol):
    """A container that is open. `position` is where it reads on without starting again."""

    position: int

    def entries(self) -> Iterator[Entry]:
        """Every article, in order; raises Broken where the file cannot be read on."""
        ...

    def again(self, offset: int, size: int) -> Entry | None:
        """The article that was listed there; None when there is none any more."""
        ...

    def share(self) -> float:
        """How far the reading has come, from 0 to 1."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...
