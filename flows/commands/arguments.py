"""What the parsers of several commands share, and how a command writes."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from flows.fault import Fault
from flows.manifest import NAME as MANIFEST
from flows.places import Place, Remote, place_of
from flows.sinks import RECORDS

Command = Callable[[argparse.Namespace], int]


class Add(Protocol):
    """Adds one command: its name, what runs it, one line about it, and examples of its use."""

    def __call__(
        self, name: str, command: Command, about: str, *examples: str
    ) -> argparse.ArgumentParser:
        """The parser of the new command."""
        ...


def add_profile(made: argparse.ArgumentParser, default: str = "news") -> None:
    """The options that choose how texts are cleaned."""
    made.add_argument(
        "--profile",
        default=default,
        metavar="NAME|FILE",
        help="news, boilerplate (removals and facts only), fragment (repairs only), or a TOML "
        f"file (default: {default})",
    )
    made.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="one setting of the profile, as names.style=as-written; may be repeated",
    )


def add_columns(made: argparse.ArgumentParser) -> None:
    """The option that says which columns of rows are which fields."""
    made.add_argument(
        "--columns",
        metavar="FIELD=COLUMN,…",
        help="columns of rows, as text=body,url=link (default: guessed, see docs/sources.md)",
    )


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, found {text!r}")
    return int(text)


def add_store(made: argparse.ArgumentParser, is_local: bool = False) -> None:
    """The store that a command looks into; one that is read with `local_store_of` is local."""
    where = "a folder of this machine" if is_local else "a folder or a URL"
    made.add_argument("store", metavar="STORE", help=f"a store that `copydesk run` made: {where}")


def store_of(text: str) -> Place:
    """The store a command was given; raises Fault when it is none."""
    store = place_of(text)
    if isinstance(store, Remote):
        if not (store / MANIFEST).exists():
            raise Fault(f"{store}: no store; expected a URL that `copydesk run` wrote to")
    elif not (store / RECORDS).is_dir():
        raise Fault(f"{store}: no store; expected a folder that `copydesk run` made")
    elif _is_empty(store / MANIFEST) and any((store / RECORDS).iterdir()):
        raise Fault(
            f"{store / MANIFEST}: lost; run `copydesk run` again: every record is then made anew "
            "from SOURCE"
        )
    return store


def _is_empty(path: Path) -> bool:
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def local_store_of(text: str) -> Path:
    """The same for a command that needs a store of this machine."""
    store = store_of(text)
    if isinstance(store, Remote):
        raise Fault(f"{store}: this command needs a folder; copy the store to this machine first")
    return store


def new_folder(text: str) -> Path:
    """A folder of this machine that a command is to make. Raises Fault for what is no path."""
    place = place_of(text)
    if isinstance(place, Remote):
        raise Fault(f"{text}: expected a folder of this machine")
    return place


def write(text: str) -> None:
    """Write to standard output at once, whatever encoding the terminal claims to have."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
