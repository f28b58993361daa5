"""Fits the forests with LightGBM and turns them into what `cleaners.tagger` reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import lightgbm
import numpy

from benchmarks.train.corpus import FACTS, FOLDS, STORY, TRUST, Sample, fold_of, worth
from benchmarks.train.letters import Spelled, runs_of
from benchmarks.train.vocabulary import Counts, Phrases, words_of
from cleaners.rule import KINDS
from cleaners.tagger import features, titles
from cleaners.tagger.lexicon import Lexicon
from cleaners.tagger.trees import TreeData
from cleaners.tagger.weights import Trees, lexicon_of

TITLE_TRUST = {"gold": 20.0}
RARE = 20  # lines; a kind of fewer is other_boilerplate
COMMON = {
    "learning_rate": 0.15,
    "lambda_l2": 20.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "min_child_samples": 200,
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
    "lambda_l2": 1.0,
    "num_leaves": 5,
    "learning_rate": 0.3,
}
BINARY = {"objective": "binary"}
TITLE_TASK = {"objective": "binary", "min_child_samples": 20, "lambda_l2": 5.0}
OWN_KINDS = tuple(kind for kind in KINDS if "headline" not in kind)  # headlines are found by place
ROUNDS = 100
TITLE_ROUNDS = 50
KIND_ROUNDS = 12
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


def measured(
    samples: Sequence[Sample], counts: Counts, known: Phrases, letters: Spelled
) -> list[Measured]:
    """Features of every sample, by a lexicon that has not seen the fold of the sample's site."""
    lexicons = [without(fold, counts, known, letters) for fold in range(FOLDS)]
    return [
        Measured(s, features.survey(s.lines, s.explained, lexicons[fold_of(s.site)]))
        for s in samples
    ]


def without(fold: int, counts: Counts, known: Phrases, letters: Spelled) -> Lexicon:
    """The lexicon that the sites outside a fold teach."""
    words = words_of(counts, [site for site in sorted(counts) if fold_of(site) != fold], known)
    return lexicon_of(words, runs_of(letters, lambda site: fold_of(site) != fold))


def fitted(seen: Sequence[Measured]) -> Trees:
    """The forests that these samples teach."""
    kinds = _kind_table(seen)
    names = sorted({name for name, _ in kinds})
    labels = [names.index(name) for name, _ in kinds]
    kind_table = Table([row for _, row in kinds], labels, [1.0] * len(kinds))
    forests = _forest(kind_table, KIND_ROUNDS, {**KIND_TASK, "num_class": len(names)})
    return {
        "features": features.NAMES,
        "scorer": _forest(_score_table(seen), ROUNDS, BINARY),
        "headline": _forest(_title_table(seen), TITLE_ROUNDS, TITLE_TASK),
        "kinds": {name: forests[n :: len(names)] for n, name in enumerate(names)},
    }


def _lines(seen: Sequence[Measured]) -> Iterator[tuple[Sample, int, str, Row]]:
    for one in seen:
        for n, label in enumerate(one.sample.labels):
            if label is not None and one.sample.explained[n] is None:
                yield one.sample, n, label, one.rows[n]


def _score_table(seen: Sequence[Measured]) -> Table:
    """Is a line story? Facts count half."""
    rows, labels, weights = [], [], []
    for sample, n, label, row in _lines(seen):
        if sample.source not in ("gold", "other") and label == "headline":
            continue
        weight = worth(sample, sample.lines[n])
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
                weights.append(TITLE_TRUST.get(sample.source, TRUST[sample.source]))
    return Table(rows, labels, weights)


def _kind_table(seen: Sequence[Measured]) -> list[tuple[str, Row]]:
    """What is a line that is no story? Only hand-labelled lines know."""
    found = [
        (label, row)
        for sample, _, label, row in _lines(seen)
        if sample.source in ("gold", "other") and label in OWN_KINDS
    ]
    count = Counter(label for label, _ in found)
    return [(name if count[name] >= RARE else "other_boilerplate", row) for name, row in found]


def _forest(table: Table, rounds: int, task: Mapping[str, object]) -> list[TreeData]:
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
