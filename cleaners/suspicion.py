"""How likely a machine translated a text: a room of translation.py."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cleaners.alphabets import words
from cleaners.lines import word_count
from cleaners.rule import load

HUMAN = words(  # slips and habits of people as much as of machines
    "doubled-mark doubled-stop repeated-line inverted-mark quotation-marks percent-before "
    "truncated thousand-word decimal-comma currency-after thousands-point worth-mentioning odd-date"
)


def suspicion(codes: Sequence[str], text: str) -> tuple[float, tuple[str, ...]]:
    """How strongly the marks of a text say that a machine translated it, and which they are.

    A repaired mark never stands in real English news and counts full; a flagged one counts a third.
    Slips that people make too count nothing. Two full marks in a text of usual length make it as
    good as sure.

    >>> suspicion(["translation.orphan-said", "translation.orphan-words"], "The text.")
    (1.0, ('translation.orphan-said', 'translation.orphan-words'))
    >>> suspicion(["translation.repeated-line"], "The text.")
    (0.0, ())
    """
    marks = [c for c in codes if c in _weights()]
    if not marks:
        return 0.0, ()
    total = sum(_weights()[c] for c in marks)
    score = min(1.0, total / 2 * min(1.0, 1000 / max(word_count(text), 1)))
    return round(score, 2), tuple(sorted(set(marks)))


@cache
def _weights() -> dict[str, float]:
    """How much each mark counts that machines leave more often than people."""
    rows = [r for r in load("translation") if r.name not in HUMAN]
    return {r.id: 1 / 3 if r.flags_only else 1.0 for r in rows}
