"""How the work of an expression grows with its text."""

import re
from itertools import product
from typing import NamedTuple

from tests.fuzz.machine import TooMuch, machine
from tests.fuzz.patterns import Pattern
from tests.fuzz.probes import ends, filled, probes

SMALL, LARGE = 150, 300  # characters
STEEPEST = 2.6  # twice the text; in proportion it is 2, by the square 4
DEAREST = 2_500  # steps for one character
FLAGS = re.compile(r"\(\?[a-z]+\)")  # of a whole expression, which stand before all else


class Growth(NamedTuple):
    """The worst that a probe shows: how often the work for twice the text, and for a character."""

    ratio: float
    each: float
    probe: tuple[str, str]

    def is_slow(self) -> bool:
        """Whether the work outgrows the text."""
        return self.ratio > STEEPEST or self.each > DEAREST


def growth(pattern: Pattern, most: int = 10) -> Growth:
    """The work of an expression on texts made of its own beginnings, by counted steps."""
    made = machine(pattern.pattern, pattern.flags)
    ways = [made.match_once if pattern.is_anchored else made.search_all]
    if pattern.is_whole:
        flags = FLAGS.match(pattern.pattern)
        at = flags.end() if flags else 0
        whole = rf"{pattern.pattern[:at]}(?:{pattern.pattern[at:]})\Z"
        ways.append(machine(whole, pattern.flags).match_once)
    worst = Growth(0.0, 0.0, ("", ""))
    for count, probe, end in product(ways, probes(pattern, most), ends(pattern)):
        text = filled(probe, LARGE, end)
        try:
            small, large = count(filled(probe, SMALL, end)), count(text)
        except TooMuch:
            return Growth(float("inf"), float("inf"), probe)
        found = Growth(large / small, large / len(text), probe)
        worst = max(worst, found, key=lambda g: (g.is_slow(), g.ratio))
    return worst
