"""Standard input as a SOURCE: rows of JSONL, written to a file first, so that references hold."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.places import Place
from flows.sinks import TEMPORARY

STDIN = "-"


@contextmanager
def spooled(source: str | os.PathLike[str], store: Place | None) -> Iterator[str]:
    """The path of the file that standard input was written to; empty when SOURCE is another.

    It lies in the store, where the next run sweeps away what a killed one has left, or among the
    temporary files when there is no store to write to.
    """
    if os.fspath(source) != STDIN:
        yield ""
        return
    number, path = tempfile.mkstemp(
        prefix=TEMPORARY, suffix=".jsonl", dir=store if isinstance(store, Path) else None
    )
    try:
        with os.fdopen(number, "wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
        yield path
    finally:
        Path(path).unlink(missing_ok=True)
