"""Fits the weights of `cleaners.tagger.letters`: logistic regression on hashed runs of letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.train.corpus import STORY, Sample, worth
from cleaners.tagger.letters import BUCKETS, SCALE
from cleaners.tagger.runs import buckets_of
from cleaners.tagger.weights import Runs

LARGEST = 127


@dataclass(frozen=True, slots=True)
class Spelled:
    """Every line that has a label: its runs of letters, whether it is story, what it counts."""

    runs: csr_matrix
    labels: NDArray[numpy.int64]
    weights: NDArray[numpy.float64]
    sites: Sequence[str]


def spelled(samples: Sequence[Sample]) -> Spelled:
    """What the fit needs of the samples; the lines that rows explain teach wording as well."""
    runs, labels, weights, sites = [], [], [], []
    for sample in samples:
        buckets = buckets_of([line.text for line in sample.lines])
        for line, label, found in zip(sample.lines, sample.labels, buckets, strict=True):
            if label is None or (label == "headline" and sample.source not in ("gold", "other")):
                continue
            runs.append(found)
            labels.append(int(label != STORY))
            weights.append(worth(sample, line))
            sites.append(sample.site)
    sizes = [len(found) for found in runs]
    ends = numpy.cumsum([0, *sizes])
    share = numpy.repeat([max(size, 1) ** -0.5 for size in sizes], sizes)
    matrix = csr_matrix((share, numpy.concatenate(runs), ends), shape=(len(runs), BUCKETS))
    matrix.sum_duplicates()
    scaled = numpy.array(weights)
    return Spelled(matrix, numpy.array(labels), scaled / scaled.mean(), sites)


def runs_of(known: Spelled, takes: Callable[[str], bool] = lambda site: True) -> Runs:
    """The weights that the lines of the sites teach which `takes` takes."""
    chosen = numpy.flatnonzero([takes(site) for site in known.sites])
    model = LogisticRegression(
        solver="liblinear", fit_intercept=False, max_iter=200, random_state=7
    )
    model.fit(known.runs[chosen], known.labels[chosen], sample_weight=known.weights[chosen])
    bounded = numpy.clip(numpy.round(model.coef_[0] * SCALE), -LARGEST, LARGEST)
    return {"weights": [int(weight) for weight in bounded]}
