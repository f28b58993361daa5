"""The page stages on labelled news, by site: no document is judged by weights that saw its site.

    python -m benchmarks.crossval DATA           the development sites, every fold with own weights
    python -m benchmarks.crossval DATA --held    the held-out fifth with the weights that ship

Needs the extras `train` and `bench`. `DATA` is the folder that `benchmarks.train` reads.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from benchmarks.extraction import REGIMES, measure, read_extracted
from benchmarks.train.corpus import FOLDS, fold_of, held_out, samples
from benchmarks.train.fit import fitted, measured, without
from benchmarks.train.letters import spelled
from benchmarks.train.vocabulary import counts, phrases
from cleaners import Profile, Record, Reject, tagger
from cleaners.profile import named, override
from cleaners.tagger.weights import Weights, built_in, weights_of
from flows.article import Raw, cleaned
from flows.evaluate import figures, read_labelled


class Job(NamedTuple):
    """A text to clean; one without a site is a site of its own."""

    id: str
    site: str
    text: str
    url: str | None


def main() -> None:
    """Print the figures of every measure, over all folds or for the held-out fifth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--set", action="append", default=[], help="a setting of the profile")
    given = parser.parse_args()
    profile = override(named("boilerplate"), tuple(given.set))
    articles = [a for a in read_labelled(given.data / "gold") if held_out(a.site) == given.held]
    files = sorted((given.data / "lines").glob("*.jsonl.gz"))
    pages = [d for f in files for d in read_extracted(f) if held_out(d.site) == given.held]
    jobs = [Job(a.id, a.site or f"id:{a.id}", a.text, a.url) for a in articles]
    jobs += [Job(d.id, d.site or f"id:{d.id}", d.text, d.url) for d in pages]
    results: dict[str, Record | Reject] = {}
    for weights, mine in _rounds(given.data, given.held, jobs):
        results |= _cleaned(mine, weights, profile)
    print(f"gold: {len(articles)} articles")
    for line in figures(articles, [results[a.id] for a in articles]):
        print(line)
    texts = [r.text if isinstance(r, Record) else "" for r in (results[d.id] for d in pages)]
    print("\nlines        documents    F1  body lost  harmed  junk lines removed")
    for regime, done in measure(pages, texts).items():
        if regime in REGIMES:
            print(
                f"  {regime:<12}{done.documents:>8}{done.f1:>7.2f}{done.body_lost:>10.2f}"
                f"{done.harmed:>9.2f}{done.junk_lines_removed:>19.2f}"
            )


def _rounds(data: Path, held: bool, jobs: Sequence[Job]) -> Iterator[tuple[Weights, Iterable[Job]]]:
    """Weights, and the texts they may judge."""
    if held:
        yield built_in(), jobs
        return
    every, wording = samples(data), phrases(data)
    counted, lines = counts(every), spelled(every)
    seen = measured(every, counted, wording, lines)
    for fold in range(FOLDS):
        trees = fitted([m for m in seen if fold_of(m.sample.site) != fold])
        weights = weights_of(without(fold, counted, wording, lines), trees)
        yield weights, [job for job in jobs if fold_of(job.site) == fold]


def _cleaned(jobs: Iterable[Job], weights: Weights, profile: Profile) -> dict[str, Record | Reject]:
    """The records, made by the real pipeline; only the weights are others."""
    with patch("cleaners.boilerplate.judge", partial(tagger.judge, weights=weights)):
        return {j.id: cleaned(Raw(j.id, j.text, url=j.url), profile) for j in jobs}


if __name__ == "__main__":
    main()
