"""One broken input: its name, how it is made in words, and how it is made."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

FILLED = "Putin invited the North Korean leader Kim to Moscow on Wednesday. Both spoke of trade."
STORY = f"{FILLED}\nThe visit ended on Thursday, the ministry said in a statement to reporters."


class Text(NamedTuple):
    """The bytes of one article: given to the library, to the filter, and as a file of a folder."""

    name: str
    how: str
    make: Callable[[], bytes | str]


class Folder(NamedTuple):
    """Files that a run finds in its SOURCE."""

    name: str
    how: str
    make: Callable[[Path], object]


class Command(NamedTuple):
    """A command of the command line, in a folder of its own; `make` returns its arguments.

    Each begins with `store/`, which holds two records and a reject, and with `story.txt`.
    """

    name: str
    how: str
    make: Callable[[Path], list[str]]


Case = Text | Folder | Command


def holds(name: str, *parts: bytes | str) -> Callable[[Path], object]:
    """A maker of one file, of its bytes or of the UTF-8 of its text."""

    def make(folder: Path) -> object:
        data = b"".join(
            p.encode("utf-8", "surrogatepass") if isinstance(p, str) else p for p in parts
        )
        return Path(os.fsdecode(folder / name)).write_bytes(data)

    return make


def runs(*arguments: str) -> Callable[[Path], list[str]]:
    """A command that needs nothing but its arguments."""
    return lambda folder: list(arguments)


def both(*steps: Callable[[Path], object]) -> Callable[[Path], object]:
    """A maker that does one thing after the other."""
    return lambda folder: [step(folder) for step in steps]
