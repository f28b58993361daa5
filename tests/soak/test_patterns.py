"""Texts of 100 kB against every regular expression: twice the text, less than three times the time.

Steps are counted for more probes than the normal tests take; then the clock of the CPU says what
bounded repeats cost, which the counting cuts short. It runs as the expression is used: rows of
`boilerplate` are asked at a place, all others are searched for.
"""

import re
import statistics
import time

import pytest

from tests.fuzz.growth import growth
from tests.fuzz.patterns import Pattern, patterns
from tests.fuzz.probes import filled, probes

SIZE = 50_000
TOO_SHORT = 1.0  # seconds: the square of 100,000 steps takes longer, however short a step is
MOST = 30  # probes of one expression
TIMED = 10  # of them whose time is taken
REPEATS = 7
LONGEST = 20.0  # seconds of CPU for 100 kB


@pytest.mark.parametrize("pattern", patterns(), ids=lambda p: p.name)
def test_counted_work(pattern: Pattern) -> None:
    found = growth(pattern, MOST)
    assert not found.is_slow(), found


@pytest.mark.parametrize("pattern", patterns(), ids=lambda p: p.name)
def test_time_of_the_cpu(pattern: Pattern) -> None:
    compiled = re.compile(pattern.pattern, pattern.flags)
    for probe in probes(pattern, TIMED):
        small, large = (filled(probe, size) for size in (SIZE, 2 * SIZE))
        first = _seconds(pattern, compiled, large)
        assert first < LONGEST, (probe, first)
        if first > TOO_SHORT:
            times = [
                _seconds(pattern, compiled, large) / max(_seconds(pattern, compiled, small), 1e-4)
                for _ in range(REPEATS)
            ]
            assert statistics.median(times) < 3, (probe, first, times)


def _seconds(pattern: Pattern, compiled: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    compiled.match(text)
    if pattern.is_whole:
        compiled.fullmatch(text)
    if not (pattern.is_anchored or pattern.is_row):
        for _ in compiled.finditer(text):
            pass
    return time.process_time() - start
