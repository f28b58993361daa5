"""What the letters of a line say: every run of three to five letters has a learned weight.

The weights are kept by hash: the table has a fixed size, and no wording of a training page is in
it. Whole numbers are added up, so every machine comes to the same score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 16
SIZES = (3, 4, 5)  # letters of a run
LONGEST = 400  # code points of a line that are read; the first ones tell what it is
BOUND = 4.0
SCALE = 50  # a weight of 50 in the table is 1
_BREAK, _ZERO, _TEN = np.uint32(10), np.uint32(48), np.uint32(10)
_FACTORS = tuple(  # odd and far apart
    map(np.uint32, (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F, 0x165667B1, 0x2C1B3C6D))
)

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Letters:
    """`weights`: a whole number for each bucket; above 0 it speaks for page furniture."""

    weights: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(BUCKETS, np.int32))

    def weigh(self, lines: Sequence[str]) -> list[float]:
        """The score of each line, from -4 (stories) to 4 (page furniture). Linear in the text.

        >>> Letters().weigh(["Read more", ""])
        [0.0, 0.0]
        """
        codes = _codes(lines)
        breaks = np.flatnonzero(codes == _BREAK)
        total = np.zeros(len(lines), np.int64)
        runs = np.zeros(len(lines), np.int64)
        for size, buckets in zip(SIZES, _buckets(codes), strict=True):
            first, behind = _spans(breaks, size)
            summed = np.zeros(len(buckets) + 1, np.int32)  # may wrap around; differences do not
            self.weights.take(buckets).cumsum(dtype=np.int32, out=summed[1:])
            total += summed[behind] - summed[first]
            runs += behind - first
        scores = total / SCALE / np.sqrt(np.maximum(runs, 1))
        answer: list[float] = np.clip(scores, -BOUND, BOUND).round(3).tolist()
        return answer


def letters_of(weights: Sequence[int]) -> Letters:
    """Letters from what `letters.json` holds."""
    return Letters(np.array(weights, np.int32))


def buckets_of(lines: Sequence[str]) -> list[Codes]:
    """For each line the bucket of every run of letters in it, as `weigh` sees them."""
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

    The break before a line and the one after it belong to its runs: they tell the first words and
    the last. The text ends in three breaks, so that the last line has its runs too.
    """
    first = breaks[:-3]
    return first, np.maximum(first, breaks[1:-2] + 2 - size)
