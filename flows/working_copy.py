"""A database of a store at a URL: brought here, worked on, put back as a whole.

It comes to lie below COPYDESK_HOME. A crash leaves the store with an older one, which speaks of
nothing that is not there: only work is done again. A copy that a killed run has left is taken up
again when the store still has the one that it was made of.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.claim import demand
from flows.places import Place, Remote
from flows.sinks import file_name, write_whole

EVERY = 60.0  # seconds between two times it is put back
SHARE = 20  # at least so many times as long as the last time took
CHANGES = slice(24, 28)  # where SQLite counts the transactions that changed a file


@dataclass
class _Copy:
    """A copy that is worked on, and what of it the store has. `due` is when to put it back."""

    file: Remote
    path: Path
    saved: str
    due: float


_OPEN: dict[str, _Copy] = {}


@contextmanager
def at_hand(file: Place, read_only: bool = False) -> Iterator[Path]:
    """A database as a file of this machine, which may not be there; a local one is that itself.

    What was written is put back at the end. The caller holds the store, or only reads.
    """
    if isinstance(file, Path):
        yield file
    elif read_only and file.url not in _OPEN:
        with TemporaryDirectory(prefix="copydesk-") as folder:
            path = Path(folder) / file.name
            if file.exists():
                file.fetch(path)
            yield path
    elif read_only:
        yield _OPEN[file.url].path
    else:
        copy = _OPEN[file.url] = _brought(file)
        try:
            yield copy.path
        finally:
            del _OPEN[file.url]
            _put(copy)


def keep(file: Place) -> None:
    """Put a database back that is being worked on, if that is due. A local one needs no such thing.

    No transaction may be open.
    """
    copy = _OPEN.get(str(file))
    if copy and time.monotonic() >= copy.due:
        start = time.monotonic()
        _put(copy)
        end = time.monotonic()
        copy.due = end + max(EVERY, SHARE * (end - start))


def _brought(file: Remote) -> _Copy:
    """A new copy, or that of a killed run when the store has nothing newer."""
    from flows.settings import read_settings

    folder = read_settings().home / "stores" / file_name(file.parent.url)
    folder.mkdir(parents=True, exist_ok=True)
    path, stamp, due = folder / file.name, file.stamp(), time.monotonic() + EVERY
    noted = _note(path).read_text().split() if path.exists() and _note(path).exists() else []
    if stamp is not None and stamp < 0 and noted[:1] == [str(stamp)]:
        return _Copy(file, path, noted[1], due)
    for end in ("", "-journal", "-wal", ".stamp"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    if stamp is not None:
        file.fetch(path)
    copy = _Copy(file, path, _state(path), due)
    _write_note(copy, stamp)
    return copy


def _put(copy: _Copy) -> None:
    state = _state(copy.path)
    if state == copy.saved:
        return
    demand(copy.file.parent)
    copy.file.put(copy.path)
    copy.saved = state
    _write_note(copy, copy.file.stamp())


def _note(path: Path) -> Path:
    """Where it is noted which database the store has, and how the copy was when it had the same."""
    return path.with_name(f"{path.name}.stamp")


def _write_note(copy: _Copy, stamp: int | None) -> None:
    write_whole(_note(copy.path), f"{stamp} {copy.saved}\n".encode())


def _state(path: Path) -> str:
    """What is other after every transaction; `none` while there is no file."""
    if not path.exists():
        return "none"
    with path.open("rb") as stream:
        return f"{stream.read(CHANGES.stop)[CHANGES].hex()}-{path.stat().st_mtime_ns}"
