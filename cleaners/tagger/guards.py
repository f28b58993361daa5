"""Lines that the scorer must not take, however sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cleaners.lines import Line

LONGEST = 1000  # characters; a longer line can hold a whole article


class Scored(Protocol):
    """Anything with a score."""

    @property
    def score(self) -> float:
        """How surely a line is no story."""


def allows(lines: Sequence[Line], verdicts: Sequence[Scored], n: int, remove: float) -> bool:
    """Whether line `n` may go."""
    return len(lines[n].text) <= LONGEST
