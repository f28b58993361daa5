"""The files a command reads: an article, rows, or a record."""

import sys
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from cleaners import Record
from flows.fault import Fault
from flows.places import Remote, is_url
from flows.places import opened as opened_there
from flows.stdin import STDIN
from flows.terminal import shown

INPUT_HELP = "a file; - or nothing for standard input"


def read_record_file(path: str) -> Record:
    """A record that keeps its promise. Raises Fault for anything else."""
    with opened(path) as stream:
        data = stream.read()
    try:
        return Record.model_validate_json(data)
    except ValidationError as e:
        if (
            '"code"' in data[:4000].decode("utf-8", "replace")
            and Path(path).parent.name == "rejects"
        ):
            source = Path(path).with_suffix(".bytes").name
            raise Fault(f"{path}: a reject; its source lies beside it, in {source}") from None
        first = e.errors()[0]
        place = ".".join(map(str, first["loc"]))
        reason = first["msg"].removeprefix("Value error, ")
        found = f"{place}: {reason}" if place else reason
        raise Fault(f"{path}: no record of Copydesk, or one that was changed: {found}") from None


def opened(path: str) -> BinaryIO:
    """A file, or standard input, to be read. Raises Fault when it cannot be."""
    if path == STDIN:
        return sys.stdin.buffer
    try:
        if is_url(path):
            return opened_there(Remote(path))
        return Path(path).open("rb")
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) else e
        raise Fault(f"{shown(path, 300)}: {reason}; expected {INPUT_HELP}") from None
