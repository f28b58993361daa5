"""What moved a score, in words for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleaners.tagger.features import NAMES

MOST = 3  # reasons a person reads


def reasons(row: Sequence[float], moved: Mapping[int, float]) -> tuple[str, ...]:
    """The features that spoke most strongly for the score, strongest first."""
    strongest = sorted(((-by, n) for n, by in moved.items() if by > 0))[:MOST]
    return tuple(f"{NAMES[n]}: {row[n]:.3g}" for _, n in strongest)
