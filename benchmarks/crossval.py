"""The page stages on labelled news, by site: no document is judged by weights that saw its site.

    python -m benchmarks.crossval DATA           the development sites, every fold with own weights
    python -m benchmarks.crossval DATA --held    the held-out fifth with the weights that ship

Needs the extra `train`. `DATA` is the folder that `benchmarks.train` reads.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

from benchmarks.measures import Answer, Extracted, Labelled, against_article, facts, gold, parts_of
from benchmarks.train.corpus import (
    FOLDS,
    Aligned,
    aligned,
    articles,
    fold_of,
    rows,
    samples,
    site_of,
)
from benchmarks.train.fit import fitted, measured
from benchmarks.train.vocabulary import counts, phrases, words_of
from cleaners import clean, tagger
from cleaners.profile import Profile, named, override
from cleaners.record import Record
from cleaners.tagger.weights import Weights, built_in, weights_of

Job = tuple[str, str, str, str | None]  # id, site, text, url
SCORED = ("residual", "naive")


def main() -> None:
    """Print the figures of every measure, over all folds or for the held-out fifth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--set", action="append", default=[], help="a setting of the profile")
    parser.add_argument("--json", type=Path, help="keep the answers, one a line")
    given = parser.parse_args()
    profile = override(named("boilerplate"), tuple(given.set))
    labelled, extracted, jobs = _jobs(given.data, given.held)
    answers: dict[str, Answer] = {}
    for weights, mine in _rounds(given.data, given.held, jobs):
        answers |= _answers(mine, weights, profile)
    if given.json:
        text = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in answers.values())
        given.json.write_text(text, "utf-8")
    _print("gold", gold(labelled, answers))
    _print("facts", facts(labelled, answers))
    _print("lines", against_article(extracted, answers))


def _jobs(data: Path, held: bool) -> tuple[list[Labelled], list[Extracted], list[Job]]:
    """What is measured, and every text that must be cleaned for it."""
    hand = [(a, known) for a, known in articles(data, held) if known.get("news", True)]
    labelled = [
        Labelled(a["id"], list(parts_of(a["text"], known["lines"], known["inline"])))
        for a, known in hand
    ]
    pages = [d for d in aligned(data, held) if d["regime"] in SCORED]
    stories = dict(_stories(data))
    extracted = [
        Extracted(d["id"], d["regime"], d["lines"], d["keep"], stories[d["gold_id"]]) for d in pages
    ]
    jobs = [(a["id"], site_of(a), a["text"], a["url"]) for a, _ in hand]
    return labelled, extracted, jobs + [_job(d) for d in pages]


def _job(document: Aligned) -> Job:
    return document["id"], document["site"], "\n".join(document["lines"]), document["url"]


def _stories(data: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((data / "lines").glob("*.jsonl.gz")):
        for row in rows(path):
            if '"regime"' not in row:
                found: Mapping[str, str] = json.loads(row)
                yield found["gold_id"], found["gold"]


def _rounds(data: Path, held: bool, jobs: Sequence[Job]) -> Iterator[tuple[Weights, Iterable[Job]]]:
    """Weights, and the texts they may judge."""
    if held:
        yield built_in(), jobs
        return
    every, wording = samples(data), phrases(data)
    counted = counts(every)
    seen = measured(every, counted, wording)
    for fold in range(FOLDS):
        words = words_of(counted, [s for s in sorted(counted) if fold_of(s) != fold], wording)
        trees = fitted([m for m in seen if fold_of(m.sample.site) != fold])
        yield weights_of(words, trees), [job for job in jobs if fold_of(job[1]) == fold]


def _answers(jobs: Iterable[Job], weights: Weights, profile: Profile) -> dict[str, Answer]:
    """The records, made by the real pipeline; only the weights are others."""
    found: dict[str, Answer] = {}
    with patch("cleaners.boilerplate.judge", partial(tagger.judge, weights=weights)):
        for id, _, text, url in jobs:
            result = clean(text, profile, id=id, url=url)
            nothing: Answer = {"id": id, "text": ""}
            found[id] = result.model_dump(mode="json") if isinstance(result, Record) else nothing
    return found


def _print(name: str, figures: Mapping[str, float]) -> None:
    print(f"\n{name}")
    for key, value in figures.items():
        print(f"  {key:<32}{value:8.2f}")


if __name__ == "__main__":
    main()
