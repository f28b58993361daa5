"""Whole processes, measured in turn."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
EVERY = 0.05  # seconds between two looks at a process that runs
MANY = 20  # looks


class Run(NamedTuple):
    """What one process took and wrote: user and system seconds, kilobytes at most, its output."""

    cpu: float
    peak: int
    out: bytes


class DifferError(ValueError):
    """Two outputs that must agree and do not: there is no ratio."""


class Ratio(NamedTuple):
    """Ours against theirs, by median, with the lowest and the highest pair."""

    median: float
    lowest: float
    highest: float
    pairs: int

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.lowest:.2f} to {self.highest:.2f}, {self.pairs} pairs)"


def run(command: Sequence[str], feed: bytes) -> Run:
    """One process from its start to its end; raises CalledProcessError when it fails."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out:
        given.write(feed)
        given.seek(0)
        cpu, peak = follow(command, given, out)
        out.seek(0)
        return Run(cpu, peak, out.read())


def follow(command: Sequence[str], given: IO[bytes], out: IO[bytes]) -> tuple[float, int]:
    """The CPU of a process in seconds, and its peak in kilobytes.

    Bytecode is kept, as an installed package has it. What the system tells of the peak at the end
    counts who started the process as well; one that runs for a second is asked itself, where it can
    be.
    """
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdin=given, stdout=out, cwd=ROOT, env=kept)
    peak = looks = 0
    while not (waited := os.wait4(process.pid, os.WNOHANG))[0]:
        peak, looks = max(peak, _peak(process.pid)), looks + 1
        time.sleep(EVERY)
    _, status, used = waited
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_utime + used.ru_stime, peak if peak and looks >= MANY else used.ru_maxrss


def _peak(process: int) -> int:
    """The peak of a process that runs, in kilobytes; 0 where nobody tells."""
    try:
        told = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(row.split()[1]) for row in told.splitlines() if row[:6] == "VmHWM:"), 0)


def versus(
    ours: Callable[[], Run],
    theirs: Callable[[], Run],
    pairs: int,
    agree: Callable[[Run, Run], bool],
) -> Ratio:
    """Both in turn, once to warm up. Raises DifferError where the outputs do not agree."""
    found = []
    for n in range(pairs + 1):
        a, b = ours(), theirs()
        if not agree(a, b):
            raise DifferError("the outputs differ where they must agree; a ratio would say nothing")
        if n:
            found.append(a.cpu / b.cpu)
            print(f"  {a.cpu:.2f} s against {b.cpu:.2f} s CPU", file=sys.stderr)
    return ratio(found)


def ratio(found: Sequence[float]) -> Ratio:
    """The median of some ratios.

    >>> str(ratio([0.5, 0.7, 0.6]))
    '0.60 (0.50 to 0.70, 3 pairs)'
    """
    return Ratio(statistics.median(found), min(found), max(found), len(found))
