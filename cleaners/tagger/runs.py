"""Runs of letters of many lines at once, by numpy: what `letters.py` does one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cleaners.tagger.letters import FACTORS, LONGEST, SIZES

_BREAK, _ZERO, _TEN = np.uint32(10), np.uint32(48), np.uint32(10)
_FACTORS = tuple(map(np.uint32, FACTORS))

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]


class Table:
    """The weights as an array."""

    def __init__(self, weights: Sequence[int]) -> None:
        self._weights = np.array(weights, np.int32)

    def sums(self, lines: Sequence[str]) -> list[tuple[int, int]]:
        """For each line the sum of the weights of its runs, and how many they are."""
        codes = _codes(lines)
        breaks = np.flatnonzero(codes == _BREAK)
        total = np.zeros(len(lines), np.int64)
        count = np.zeros(len(lines), np.int64)
        for size, buckets in zip(SIZES, _buckets(codes), strict=True):
            first, behind = _spans(breaks, size)
            summed = np.zeros(len(buckets) + 1, np.int64)
            np.cumsum(self._weights[buckets], out=summed[1:])
            total += summed[behind] - summed[first]
            count += behind - first
        return list(zip(total.tolist(), count.tolist(), strict=True))


def buckets_of(lines: Sequence[str]) -> list[Codes]:
    """For each line the bucket of every run of letters in it: what training counts."""
    codes = _codes(lines)
    breaks = np.flatnonzero(codes == _BREAK)
    found = [
        (buckets, *_spans(breaks, size))
        for size, buckets in zip(SIZES, _buckets(codes), strict=True)
    ]
    return [
        np.concatenate([buckets[first[n] : behind[n]] for buckets, first, behind in found])
        for n in range(len(lines))
    ]


def _codes(lines: Sequence[str]) -> Codes:
    """The code points of the lines between breaks, without case; every digit is a 0."""
    text = "\n".join(("", *(line[:LONGEST] for line in lines), "\n\n")).lower()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(codes - _ZERO < _TEN, _ZERO, codes)


def _buckets(codes: Codes) -> list[Codes]:
    """For each of `SIZES` the bucket of the run that begins at each place."""
    mixed = codes * _FACTORS[0]
    found = []
    for n in range(1, SIZES[-1]):
        mixed = mixed[:-1] ^ (mixed[:-1] >> np.uint32(15))
        mixed = mixed * _FACTORS[-1] + codes[n:] * _FACTORS[n]
        if n + 1 in SIZES:
            found.append((mixed ^ (mixed >> np.uint32(13))) >> np.uint32(16))
    return found


def _spans(breaks: Places, size: int) -> tuple[Places, Places]:
    """Where the runs of each line begin, and where they are behind it.

    The text ends in three breaks, so that the last line has its runs too.
    """
    first = breaks[:-3]
    return first, np.maximum(first, breaks[1:-2] + 2 - size)
