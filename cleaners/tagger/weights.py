"""The learned weights, read once from the JSON files beside this module.

They were made by `python -m benchmarks.train`; nobody edits them by hand. The trees that come with
Copydesk are run as the Python of `grown.py`, as long as that was made from the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TypedDict

import orjson

from cleaners.tagger import features, grown, titles
from cleaners.tagger.letters import Letters
from cleaners.tagger.lexicon import Lexicon
from cleaners.tagger.trees import Forest, Grown, TreeData, forest_of


class Words(TypedDict):
    """What `lexicon.json` holds: weights of word patterns, and headings of two kinds of lists."""

    patterns: dict[str, int]
    links: list[str]
    comments: list[str]


class Runs(TypedDict):
    """What `letters.json` holds: a weight for each bucket of runs of letters."""

    weights: list[int]


class Trees(TypedDict):
    """What `trees.json` holds: the names of the features, and three kinds of forest."""

    features: Sequence[str]
    scorer: Sequence[TreeData]
    headline: Sequence[TreeData]
    kinds: Mapping[str, Sequence[TreeData]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What judges a line: is it no story, is it the headline, and of what kind is it."""

    lexicon: Lexicon
    scorer: Forest | Grown
    headline: Forest | Grown
    kinds: Callable[[Sequence[float]], Mapping[str, float]]  # log odds of each kind


class WeightsError(ValueError):
    """Weights that were trained on other features than this version computes."""


@cache
def built_in() -> Weights:
    """The weights that come with Copydesk."""
    folder = files("cleaners") / "tagger" / "weights"
    words: Words = orjson.loads((folder / "lexicon.json").read_bytes())
    runs: Runs = orjson.loads((folder / "letters.json").read_bytes())
    data = (folder / "trees.json").read_bytes()
    names = (features.NAMES, titles.NAMES)
    if sha256(data).hexdigest() != grown.TREES or names != (grown.FEATURES, grown.TITLES):
        return weights_of(lexicon_of(words, runs), orjson.loads(data))
    return Weights(
        lexicon_of(words, runs),
        Grown(grown.scorer_first, grown.scorer_rest, grown.scorer_paths),
        Grown(grown.headline_first, grown.headline_rest),
        grown.kinds,
    )


def weights_of(lexicon: Lexicon, trees: Trees) -> Weights:
    """Weights from a lexicon and what `trees.json` holds."""
    if tuple(trees["features"]) != features.NAMES:
        odd = sorted(set(trees["features"]) ^ set(features.NAMES))
        raise WeightsError(
            f"tagger/weights/trees.json: trained on other features ({', '.join(odd) or 'order'}); "
            "train again with python -m benchmarks.train"
        )
    kinds = {kind: forest_of(data) for kind, data in trees["kinds"].items()}
    return Weights(
        lexicon,
        forest_of(trees["scorer"]),
        forest_of(trees["headline"]),
        lambda row: {kind: forest.add(row) for kind, forest in kinds.items()},
    )


def lexicon_of(words: Words, runs: Runs) -> Lexicon:
    """A lexicon from what its two files hold."""
    headings = frozenset(words["links"]), frozenset(words["comments"])
    return Lexicon(words["patterns"], *headings, Letters(runs["weights"]))
