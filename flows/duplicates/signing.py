"""Signatures of the records in a store, made in processes that hand back no text."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import orjson

from cleaners.signature import Signature, signature
from flows.sinks import lies_inside


class Wanted(NamedTuple):
    """A record to sign: its file in the store, and what the manifest says of it."""

    id: str
    file: str
    seen: str


class Signed(NamedTuple):
    """A record's signature, and what the choice of a canonical record looks at."""

    wanted: Wanted
    published: str | None
    length: int
    signature: Signature


def sign(store: Path, batch: Sequence[Wanted]) -> list[Signed]:
    """The signatures of some records; a file that holds no record is left out."""
    found = (_signed(store, wanted) for wanted in batch)
    return [one for one in found if one]


def _signed(store: Path, wanted: Wanted) -> Signed | None:
    """A record is ours and was validated when it was written: here its text is enough."""
    try:
        if not lies_inside(wanted.file):
            return None
        record = orjson.loads((store / wanted.file).read_bytes())
        text = record["text"]
        return Signed(wanted, record.get("date"), len(text), signature(text))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
