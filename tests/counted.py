"""Work without a clock: how many lines of Python run. `test_patterns.py` counts for expressions."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(work: Callable[[], object]) -> int:
    """The lines of Python that some work runs, when all that is made but once is there.

    >>> def slow(size):
    ...     for n in range(size):
    ...         for m in range(n):
    ...             pass
    >>> 3.5 < lines_run(lambda: slow(200)) / lines_run(lambda: slow(100)) < 4.5
    True
    """
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    work()
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
