"""Makes the lexicon: which word patterns stand in page furniture, on how many sites."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.train.corpus import STORY, Sample
from cleaners.lines import folded
from cleaners.tagger.lexicon import BOUND
from cleaners.tagger.weights import Words
from cleaners.tagger.words import patterns, tokens

LEAST = 3  # sites; a pattern of fewer is that site's own
MOST = 12_000  # patterns in the lexicon
SMOOTH = 0.5
PHRASE = 2  # sites; what a phrase of the list is worth

Counts = Mapping[str, tuple[frozenset[str], frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The wording of furniture in many languages: all of it, and the headings of link lists."""

    patterns: Counter[str]
    headings: frozenset[str]


def phrases(data: Path) -> Phrases:
    """What `phrases/phrases.tsv` says."""
    with (data / "phrases/phrases.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = Counter(p for row in rows for p in set(patterns(tokens(row["phrase"]))))
    headings = (
        row["phrase"]
        for row in rows
        if row["class"] == "related_links" and row["match"] in ("line", "prefix")
    )
    return Phrases(found, frozenset(folded(h[:80]) for h in headings))


def counts(samples: Iterable[Sample]) -> Counts:
    """For each site the patterns that stand in its furniture, and those in its stories."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for sample in samples:
        furniture, story = found.setdefault(sample.site, (set(), set()))
        for line, label in zip(sample.lines, sample.labels, strict=True):
            if label is not None:
                into = story if label == STORY else furniture
                into.update(patterns(tokens(line.text)))
    return {site: (frozenset(a), frozenset(b)) for site, (a, b) in found.items()}


def words_of(counts: Counts, sites: Sequence[str], known: Phrases) -> Words:
    """Log odds of the patterns that the named sites have, the most telling of them."""
    furniture = Counter({p: n * PHRASE for p, n in known.patterns.items()})
    story: Counter[str] = Counter()
    for site in sites:
        furniture.update(counts[site][0])
        story.update(counts[site][1])
    base = math.log(story.total() / furniture.total())
    weights = {
        p: base + math.log((furniture[p] + SMOOTH) / (story[p] + SMOOTH))
        for p in furniture.keys() | story.keys()
        if furniture[p] + story[p] >= LEAST
    }
    telling = sorted(
        weights, key=lambda p: (-abs(weights[p]) * math.log1p(furniture[p] + story[p]), p)
    )
    bounded = {p: round(100 * max(-BOUND, min(BOUND, weights[p]))) for p in telling[:MOST]}
    return {"patterns": dict(sorted(bounded.items())), "headings": sorted(known.headings)}
