"""A folder that appears whole or not at all: it is written aside and renamed."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.fault import Busy, Fault
from flows.package import EXPORT, PACKAGE
from flows.sinks import TEMPORARY


@contextmanager
def whole(out: Path, replace: bool) -> Iterator[Path]:
    """An empty folder to write into, which is `out` when all went well.

    What stood at `out` stays until then, and nothing but an export of ours is ever replaced. A kill
    between the two renames leaves the old folder beside; the next export puts it back first.

    Raises Fault when `out` may not be written, and Busy while another export writes it.
    """
    out = real(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    new, old = (out.parent / f"{TEMPORARY}{what}-{out.name}" for what in ("new", "old"))
    new.mkdir(exist_ok=True)
    number = os.open(new, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _hold(number, new, out)
        _mend(out, old)
        _permit(out, replace)
        _empty(new)
        yield new
        if out.exists():
            out.rename(old)
        new.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException as e:
        if not isinstance(e, Busy):
            shutil.rmtree(new, ignore_errors=True)
        raise
    finally:
        os.close(number)


def real(out: Path) -> Path:
    """What a link or `.` names: by that name it cannot be renamed. Raises Fault for a loop."""
    try:
        found = out.resolve()
    except (OSError, RuntimeError):
        found = out
    if found.is_symlink():  # Python 3.13 and later raise nothing
        raise Fault(f"{out}: a link that leads to itself; name another folder")
    return found


def _hold(number: int, new: Path, out: Path) -> None:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_ours = new.exists() and os.path.samestat(os.fstat(number), new.stat())
    except BlockingIOError:
        is_ours = False
    if not is_ours:
        raise Busy(f"{out}: another export is writing it; try later")


def _mend(out: Path, old: Path) -> None:
    """Finish what a killed export has left between its two renames, or after them."""
    if old.exists() and out.exists():
        shutil.rmtree(old)
    elif old.exists():
        old.rename(out)


def _permit(out: Path, replace: bool) -> None:
    if not os.path.lexists(out) or (out.is_dir() and not any(out.iterdir())):
        return
    if not replace:
        raise Fault(f"{out}: is there already; name another folder, or --replace it")
    try:
        name = json.loads((out / PACKAGE).read_bytes())["name"]
    except (OSError, ValueError, KeyError, TypeError):
        name = None
    if name != EXPORT:
        raise Fault(f"{out}: no export of Copydesk, so it is not replaced; name another folder")


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
