"""The language of page furniture: word patterns that stand in it more often than in stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cleaners.tagger.letters import Letters

BOUND = 4.0
NAMES = ("furniture", "furniture most", "furniture least")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """`weights`: hundredths of log odds of patterns.

    `links` and `comments` are headings of lists of links and of readers' comments, as words.
    `letters` knows wording that no list of words holds.
    """

    weights: Mapping[str, int]
    links: frozenset[str] = frozenset()
    comments: frozenset[str] = frozenset()
    letters: Letters = field(default_factory=Letters)

    def weigh(self, patterns: Sequence[str]) -> list[float]:
        """Mean, highest and lowest weight of the patterns that are known.

        >>> Lexicon({"read more": 300, "said": -200}).weigh(["read more", "said", "x"])
        [0.5, 3.0, -2.0]
        """
        get = self.weights.get
        known = [w for w in map(get, patterns) if w is not None]
        if not known:
            return [0.0, 0.0, 0.0]
        return [sum(known) / len(known) / 100, max(known) / 100, min(known) / 100]
