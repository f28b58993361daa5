"""The language of page furniture: word patterns that stand in it more often than in stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOUND = 4.0
NAMES = ("furniture", "furniture most", "furniture least")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`weights`: hundredths of log odds of patterns; `headings`: folded headings of link lists."""

    weights: Mapping[str, int]
    headings: frozenset[str]

    def weigh(self, patterns: Sequence[str]) -> list[float]:
        """Mean, highest and lowest weight of the patterns that are known.

        >>> Lexicon({"read more": 300, "said": -200}, frozenset()).weigh(["read more", "said", "x"])
        [0.5, 3.0, -2.0]
        """
        get = self.weights.get
        known = [w for w in map(get, patterns) if w is not None]
        if not known:
            return [0.0, 0.0, 0.0]
        mean = sum(known) / len(known) / 100
        return [mean, max(known) / 100, min(known) / 100]
