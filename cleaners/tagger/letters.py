"""What the letters of a line say: every run of three to five letters has a learned weight.

The weights are kept by hash: the table has a fixed size, and no wording of a training page is in
it. Whole numbers are added up, so every machine comes to the same score.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Protocol

BUCKETS = 1 << 16
SIZES = (3, 4, 5)  # letters of a run
LONGEST = 400  # code points of a line that are read; the first ones tell what it is
BOUND = 4.0
SCALE = 50  # a weight of 50 in the table is 1
FACTORS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F, 0x165667B1, 0x2C1B3C6D)  # odd, far apart
FEW = 8_000  # code points: two or three articles, read before numpy would have been imported
_MASK = 0xFFFFFFFF


class Sums(Protocol):
    """Adds up the weights of the runs of each line, and counts them."""

    def sums(self, lines: Sequence[str]) -> list[tuple[int, int]]:
        """One pair for each line."""


class Letters:
    """`weights`: a whole number for each bucket; above 0 it speaks for page furniture.

    The first lines are read one by one: to import numpy takes longer than to do without it for one
    article. After them all lines of a text are read at once. The scores are the same.
    """

    def __init__(self, weights: Sequence[int] = (0,) * BUCKETS, few: int = FEW) -> None:
        self.weights = weights
        self._left = few
        self._table: Sums | None = None

    def weigh(self, lines: Sequence[str]) -> list[float]:
        """The score of each line, from -4 (stories) to 4 (page furniture). Linear in the text.

        >>> Letters().weigh(["Read more", ""])
        [0.0, 0.0]
        """
        return [_score(total, count) for total, count in self._sums(lines)]

    def _sums(self, lines: Sequence[str]) -> list[tuple[int, int]]:
        if self._table is None:
            self._left -= sum(min(len(line), LONGEST) for line in lines)
            if self._left >= 0:
                return [self._sum(line) for line in lines]
            from cleaners.tagger.runs import Table

            self._table = Table(self.weights)
        return self._table.sums(lines)

    def _sum(self, line: str) -> tuple[int, int]:
        codes = [10, *(48 if 48 <= c < 58 else c for c in map(ord, line[:LONGEST].lower())), 10]
        total = count = 0
        for first, code in enumerate(codes):
            mixed = code * FACTORS[0]
            for n, following in enumerate(codes[first + 1 : first + SIZES[-1]], 1):
                mixed &= _MASK
                mixed = ((mixed ^ mixed >> 15) * FACTORS[-1] + following * FACTORS[n]) & _MASK
                if n + 1 >= SIZES[0]:
                    total += self.weights[(mixed ^ mixed >> 13) >> 16]
                    count += 1
        return total, count


def _score(total: int, count: int) -> float:
    """The mean weight of a run, times the root of how many they are: more runs say more."""
    return max(-BOUND, min(BOUND, round(total / SCALE / sqrt(max(count, 1)), 3)))
