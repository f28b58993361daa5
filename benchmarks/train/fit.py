"""Fits the forests with LightGBM and turns them into what `cleaners.tagger` reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

import lightgbm
import numpy

from benchmarks.train.corpus import FACTS, FOLDS, STORY, Sample, fold_of
from benchmarks.train.vocabulary import Counts, Phrases, words_of
from cleaners.lines import folded
from cleaners.rule import KINDS
from cleaners.tagger import features, titles
from cleaners.tagger.lexicon import Lexicon
from cleaners.tagger.trees import TreeData
from cleaners.tagger.weights import Trees, Words

TRUST = {"gold": 6.0, "other": 2.0, "naive": 1.0, "residual": 0.3, "raw": 0.3}
RARE = 20  # lines; a kind of fewer is other_boilerplate
COMMON = {
    "learning_rate": 0.1,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "min_child_samples": 40,
    "num_leaves": 8,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "use_missing": False,
    "verbose": -1,
}
KIND_TASK = {
    "objective": "multiclass",
    "min_child_samples": 8,
    "num_leaves": 5,
    "learning_rate": 0.3,
}
ROUNDS = 150
TITLE_ROUNDS = 60
KIND_ROUNDS = 20
Row = list[float]


@dataclass(frozen=True, slots=True)
class Measured:
    """A sample with the features of its lines."""

    sample: Sample
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, what each is, and how much it counts."""

    rows: Sequence[Row]
    labels: Sequence[int]
    weights: Sequence[float]


def measured(samples: Sequence[Sample], counts: Counts, known: Phrases) -> list[Measured]:
    """Features of every sample, by a lexicon that has not seen the fold of the sample's site."""
    sites = sorted({s.site for s in samples})
    lexicons = []
    for fold in range(FOLDS):
        words = words_of(counts, [s for s in sites if fold_of(s) != fold], known)
        lexicons.append(Lexicon(words["patterns"], frozenset(words["headings"])))
    return [
        Measured(s, features.survey(s.lines, s.explained, lexicons[fold_of(s.site)]))
        for s in samples
    ]


def train(samples: Sequence[Sample], known: Phrases, counts: Counts) -> tuple[Words, Trees]:
    """The lexicon and the forests that these samples teach."""
    seen = measured(samples, counts, known)
    kinds = _kind_table(seen)
    names = sorted({name for name, _, _ in kinds})
    kind_table = Table(
        [row for _, row, _ in kinds],
        [names.index(name) for name, _, _ in kinds],
        [weight for _, _, weight in kinds],
    )
    forests = _fitted(kind_table, KIND_ROUNDS, len(names))
    trees: Trees = {
        "features": features.NAMES,
        "scorer": _fitted(_score_table(seen), ROUNDS),
        "headline": _fitted(_title_table(seen), TITLE_ROUNDS),
        "kinds": {name: forests[n :: len(names)] for n, name in enumerate(names)},
    }
    return words_of(counts, sorted({s.site for s in samples}), known), trees


def _lines(seen: Sequence[Measured]) -> Iterator[tuple[Sample, int, str, Row]]:
    for one in seen:
        for n, label in enumerate(one.sample.labels):
            if label is not None and one.sample.explained[n] is None:
                yield one.sample, n, label, one.rows[n]


def _score_table(seen: Sequence[Measured]) -> Table:
    """Is a line story? Long lines count more, as they do in the measure; facts count half."""
    rows, labels, weights = [], [], []
    for sample, n, label, row in _lines(seen):
        if sample.source not in ("gold", "other") and label == "headline":
            continue
        size = len(folded(sample.lines[n].text))
        weight = TRUST[sample.source] * min(3.0, 0.5 + size / 60) ** 0.5
        rows.append(row)
        labels.append(int(label != STORY))
        weights.append(weight / 2 if label in FACTS else weight)
    return Table(rows, labels, weights)


def _title_table(seen: Sequence[Measured]) -> Table:
    """Which line of the top is the headline?"""
    rows, labels, weights = [], [], []
    for one in seen:
        sample = one.sample
        if sample.source == "other":
            continue
        for n, row in titles.title_rows(sample.lines, sample.explained, one.rows, sample.url):
            label = sample.labels[n]
            if label is not None:
                rows.append(row)
                labels.append(int(label in ("headline", "repeated_headline")))
                weights.append(20.0 if sample.source == "gold" else TRUST[sample.source])
    return Table(rows, labels, weights)


def _kind_table(seen: Sequence[Measured]) -> list[tuple[str, Row, float]]:
    """What is a line that is no story? Only hand-labelled lines know."""
    found = [
        (label, row)
        for sample, _, label, row in _lines(seen)
        if sample.source in ("gold", "other") and label in KINDS
    ]
    own = [(label, row) for label, row in found if label not in ("headline", "repeated_headline")]
    count = {label: sum(name == label for name, _ in own) for label, _ in own}
    named = [(name if count[name] >= RARE else "other_boilerplate", row) for name, row in own]
    return [(name, row, 1.0) for name, row in named]


def _fitted(table: Table, rounds: int, classes: int = 2) -> list[TreeData]:
    task = {**KIND_TASK, "num_class": classes} if classes > 2 else {"objective": "binary"}
    data = lightgbm.Dataset(
        numpy.array(table.rows, dtype=numpy.float64),
        numpy.array(table.labels),
        weight=numpy.array(table.weights),
    )
    booster = lightgbm.train({**COMMON, **task}, data, rounds)
    return [flat(info["tree_structure"]) for info in booster.dump_model()["tree_info"]]


class Branch(TypedDict, total=False):
    """A node of a tree as LightGBM dumps it."""

    leaf_value: float
    internal_value: float
    split_feature: int
    threshold: float
    left_child: Branch
    right_child: Branch


def flat(root: Branch) -> TreeData:
    """A tree as lists: nodes in the order they are met, leaves likewise."""
    feature: list[int] = []
    threshold: list[float] = []
    low: list[int] = []
    high: list[int] = []
    means: list[float] = []
    leaves: list[float] = []

    def visit(node: Branch) -> int:
        if "leaf_value" in node:
            leaves.append(_rounded(node["leaf_value"]))
            return -len(leaves)
        n = len(feature)
        feature.append(node["split_feature"])
        threshold.append(node["threshold"])
        means.append(_rounded(node["internal_value"]))
        low.append(0)
        high.append(0)
        low[n] = visit(node["left_child"])
        high[n] = visit(node["right_child"])
        return n

    visit(root)
    return {
        "feature": feature,
        "threshold": threshold,
        "low": low,
        "high": high,
        "means": means,
        "leaves": leaves,
    }


def _rounded(value: float) -> float:
    return round(value, 5)
