"""New files: which have arrived below a SOURCE, and which of them are complete."""

import os

from flows.fault import Fault
from flows.walk import walk

State = tuple[int, int]
PATIENCE = 6  # looks at complete files while others still grow, before they are taken as they are


class Arrivals:
    """What was seen below a SOURCE, look after look.

    A file is complete when two looks find the same size and time. While other new files grow, the
    complete ones wait for them, but not for ever: a feed may never pause.

    >>> arrivals = Arrivals()
    >>> [bool(arrivals.complete({"a.txt": (size, 0)})) for size in (1, 2, 2)]
    [False, False, True]
    >>> arrivals.settle({"a.txt": (2, 0)})
    >>> arrivals.complete({"a.txt": (2, 0)})
    {}
    """

    def __init__(self) -> None:
        self._settled: dict[str, State] = {}
        self._last: dict[str, State] = {}
        self._looks = 0

    def complete(self, seen: dict[str, State]) -> dict[str, State]:
        """The new files for which a run should start now; empty when none should."""
        fresh = {path: s for path, s in seen.items() if self._settled.get(path) != s}
        whole = {path: s for path, s in fresh.items() if self._last.get(path) == s}
        self._last = seen
        self._looks = self._looks + 1 if whole else 0
        return whole if len(whole) == len(fresh) or self._looks > PATIENCE else {}

    def settle(self, files: dict[str, State]) -> None:
        """A run has dealt with these files."""
        self._settled.update(files)
        self._looks = 0


def look(source: str | os.PathLike[str]) -> dict[str, State]:
    """Size and time of every article at SOURCE; empty when it cannot be read."""
    try:
        found = [seen for seen in walk(os.fspath(source)) if not seen.loss]
    except (Fault, OSError):
        return {}
    return {seen.path: (seen.size, seen.mtime_ns) for seen in found}
