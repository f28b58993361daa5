"""The trees as Python answer as the lists of the weights do, bit for bit."""

import json
import random
from importlib.resources import files

from benchmarks.train.source import source
from cleaners.tagger import grown
from cleaners.tagger.features import NAMES
from cleaners.tagger.titles import NAMES as TITLE_NAMES
from cleaners.tagger.trees import Grown, forest_of
from cleaners.tagger.weights import Trees, built_in

DATA = (files("cleaners") / "tagger" / "weights" / "trees.json").read_bytes()
TREES: Trees = json.loads(DATA)


def rows(width: int) -> list[list[float]]:
    """Rows whose values lie around the thresholds, and on them."""
    draw = random.Random(7)
    forests = [TREES["scorer"], TREES["headline"], *TREES["kinds"].values()]
    edges: list[list[float]] = [[0.0] for _ in range(width)]
    for tree in (tree for forest in forests for tree in forest):
        for feature, threshold in zip(tree["feature"], tree["threshold"], strict=True):
            if feature < width:
                edges[feature] += [threshold, threshold - 0.01, threshold + 0.01, -1.0, 60.0]
    return [[draw.choice(edge) for edge in edges] for _ in range(300)]


def test_grown_is_made_from_the_weights() -> None:
    made = (files("cleaners") / "tagger" / "grown.py").read_text("utf-8")
    assert made == source(TREES, DATA), "run `python -m benchmarks.train`"
    assert isinstance(built_in().scorer, Grown)


def test_scores_and_reasons_are_the_same() -> None:
    weights, forest = built_in(), forest_of(TREES["scorer"])
    kinds = {kind: forest_of(data) for kind, data in TREES["kinds"].items()}
    for row in rows(len(NAMES)):
        assert weights.scorer.score(row) == forest.score(row)
        assert weights.scorer.contributions(row) == forest.contributions(row)
        assert weights.kinds(row) == {kind: trees.add(row) for kind, trees in kinds.items()}


def test_headlines_are_the_same() -> None:
    forest = forest_of(TREES["headline"])
    for row in rows(len(NAMES) + len(TITLE_NAMES)):
        assert built_in().headline.score(row) == forest.score(row)
    assert (grown.FEATURES, grown.TITLES) == (NAMES, TITLE_NAMES)
