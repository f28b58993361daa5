"""The learned line scorer: is a line part of the story, and if not, what is it?

`features.py` says what is seen of a line, `trees.py` how it is judged, `reasons.py` how that is
told to a person; `weights/` was made by `python -m benchmarks.train`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from cleaners.lines import Line
from cleaners.tagger.features import survey
from cleaners.tagger.guards import NEVER, threshold
from cleaners.tagger.reasons import reasons
from cleaners.tagger.surety import LIKELY, is_address, is_no_headline, needed
from cleaners.tagger.titles import best, title_rows
from cleaners.tagger.weights import Weights, built_in

FACTS = ("byline", "date", "dateline", "caption", "photo_credit", "agency_credit", "copyright")
SURE_FACT = 0.6


class Verdict(NamedTuple):
    """How surely a line is no story (0 to 1), what it is then, and the strongest reasons.

    `goes` says whether that is sure enough to remove it.
    """

    score: float
    kind: str
    reasons: tuple[str, ...]
    goes: bool


def judge(
    lines: Sequence[Line],
    explained: Sequence[str | None],
    remove: float = 0.8,
    flag: float = 0.5,
    url: str | None = None,
    weights: Weights | None = None,
) -> list[Verdict]:
    """One verdict for each line.

    `explained` is what typed rules say a line is, None where they are silent; a line they explain
    is what they say. Lines that score below `flag`, or that can never go, get no reasons. At most
    one line, which `url` helps to know, is of the kind headline.
    """
    weights = weights or built_in()
    rows = survey(lines, explained, weights.lexicon)
    verdicts = [
        _verdict(row, remove, flag, weights) if known is None else Verdict(1.0, known, (), False)
        for row, known in zip(rows, explained, strict=True)
    ]
    titles = dict(title_rows(lines, explained, rows, url))
    scores = [
        (n, 1.0 if is_address(lines[n].text, url) else weights.headline.score(row))
        for n, row in titles.items()
        if is_address(lines[n].text, url) or not is_no_headline(lines, n, explained)
    ]
    place, surety = best(scores, lines)
    if surety >= LIKELY:
        goes = verdicts[place].goes
        if surety >= needed(lines, place, titles[place], goes, url):
            verdicts[place] = verdicts[place]._replace(kind="headline")
    return verdicts


def _verdict(row: Sequence[float], remove: float, flag: float, weights: Weights) -> Verdict:
    score = weights.scorer.score(row)
    least = threshold(row, remove) if score >= flag else NEVER
    if least == NEVER:
        return Verdict(score, "other_boilerplate", (), False)
    why = reasons(row, weights.scorer.contributions(row))
    return Verdict(score, _kind(row, weights), why, score >= least)


def _kind(row: Sequence[float], weights: Weights) -> str:
    """The kind whose trees answer highest; a fact, which becomes a field, must be surer."""
    sums = weights.kinds(row)
    first = max(sums, key=lambda kind: sums[kind])
    share = 1 / sum(exp(other - sums[first]) for other in sums.values())
    if first in FACTS and share < SURE_FACT:
        return max((kind for kind in sums if kind not in FACTS), key=lambda kind: sums[kind])
    return first
