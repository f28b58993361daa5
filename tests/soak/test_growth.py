"""Articles of 100 kB made of one piece again and again: all of `clean`, by the clock of the CPU."""

import statistics
import time

import pytest

from cleaners import Reject, clean
from cleaners.profile import named
from tests.fuzz.pieces import HOSTILE
from tests.test_laws import HOSTILE as REPAIRED

SIZE = 50_000
ENOUGH = 1.0  # seconds for 100 kB; below, caches and the collector hide the ratio
WORDS = ("Share this. ", "Kim said. ", "By Jane Doe\n", "© 2023 ANN\n", "Photo: AP ", "I1l| ")


@pytest.mark.parametrize("piece", sorted({*HOSTILE, *REPAIRED, *WORDS}), ids=ascii)
def test_cleaning_takes_time_in_proportion_to_the_text(piece: str) -> None:
    small, large = (piece * (size // len(piece)) for size in (SIZE, 2 * SIZE))
    first = _seconds(large)
    print(f"{piece!a}: {first:.2f} s")
    if first > ENOUGH:
        ratios = [_seconds(large) / _seconds(small) for _ in range(3)]
        assert statistics.median(ratios) < 3, (first, ratios)


def _seconds(text: str) -> float:
    start = time.process_time()
    result = clean(text, named("news"))
    assert not isinstance(result, Reject) or result.code != "internal-error"
    return time.process_time() - start
