"""The speed table measures whole processes, and refuses a ratio of outputs that differ."""

import json
import sys

import pytest

from benchmarks.speed.corpus import articles
from benchmarks.speed.measure import DifferError, Run, run, versus
from benchmarks.speed.rows import How, repair, same_articles


def test_the_corpus_is_the_same_every_time_and_has_all_it_should() -> None:
    rows = list(articles(60))
    assert rows == list(articles(60))
    texts = [json.loads(row)["text"] for row in rows]
    assert 2_500 < sum(map(len, texts)) / len(texts) < 5_000
    assert any("Gewerkschaft" in text or "sindicato" in text for text in texts)


def test_a_process_is_measured_with_what_it_reads_and_writes() -> None:
    done = run((sys.executable, "-c", "print(input())"), b"Pyongyang\n")
    assert done.out == b"Pyongyang\n" and done.cpu > 0 and done.peak > 1000


def test_outputs_that_differ_give_no_ratio() -> None:
    one, other = (Run(1.0, 1, f'{{"id": "{n}", "text": "x"}}\n'.encode()) for n in (1, 2))
    assert str(versus(lambda: one, lambda: one, 2, same_articles)).startswith("1.00")
    with pytest.raises(DifferError):
        versus(lambda: one, lambda: other, 2, same_articles)


def test_repair_gives_what_ftfy_gives() -> None:
    assert "pairs" in repair(How(articles=20, pairs=1))
