"""What each row of the boilerplate tables does to labelled news.

    python -m benchmarks.rules GOLD_FOLDER [LINES.jsonl.gz] [--show ROW] [--worst]

GOLD_FOLDER holds articles.jsonl and labels.jsonl, as docs/ describes them; LINES the output of
extractors with a label for each line. Sites whose SHA-256 leaves 0 when divided by 5 are skipped:
they are kept for measuring. Prints, for each row: hits, articles, precision in lines, real
characters lost. Lines that two readers would label differently (credits, dates) count as right.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypedDict

from benchmarks.extraction import REGIMES
from benchmarks.train.corpus import held_out
from benchmarks.train.corpus import rows as lines_of
from cleaners.boilerplate import find
from cleaners.document import Change
from cleaners.profile import Profile
from cleaners.rule import load, rule

KEEP = "keep"
PROFILE = Profile(name="rules")


class SpanRow(TypedDict):
    """A labelled span inside a line."""

    line: int
    start: int
    end: int
    label: str


class LabelledRow(TypedDict, total=False):
    """A row of either file: articles and labels of one, pages and lines of the other."""

    id: str
    site: str | None
    text: str
    news: bool
    lines: list[str]
    inline: list[SpanRow]
    regime: str
    gold_id: str
    keep: list[int | None]


class Labelled(NamedTuple):
    """A text, and of each run of characters whether it belongs to the story."""

    id: str
    text: str
    runs: tuple[tuple[int, int, str], ...]


class Hit(NamedTuple):
    """What one row took from one text."""

    id: str
    text: str
    real: int
    label: str


def main() -> None:
    """Print the table, or the hits of one row."""
    parser = argparse.ArgumentParser(description="What each row does to labelled news.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("lines", type=Path, nargs="?")
    parser.add_argument("--show", help="print every hit of this row")
    parser.add_argument("--worst", action="store_true", help="print every hit that lost real text")
    options = parser.parse_args()
    hits: dict[str, list[Hit]] = defaultdict(list)
    texts = [*gold(options.gold)] + ([*extracted(options.lines)] if options.lines else [])
    for text in texts:
        for id, hit in judged(text):
            hits[id].append(hit)
    if options.show or options.worst:
        _show(hits, options.show)
    else:
        _table(hits)


def gold(folder: Path) -> Iterator[Labelled]:
    """Hand-labelled articles: a label for each line, and spans within lines."""
    labels = {row["id"]: row for row in _rows(folder / "labels.jsonl")}
    for article in _rows(folder / "articles.jsonl"):
        row = labels.get(article["id"])
        if row is None or not row.get("news", True) or held_out(article.get("site")):
            continue
        runs = []
        at = 0
        for n, line in enumerate(article["text"].split("\n")):
            inline = sorted((s for s in row["inline"] if s["line"] == n), key=lambda s: s["start"])
            start = 0
            for span in inline:
                runs.append((at + start, at + span["start"], row["lines"][n]))
                runs.append((at + span["start"], at + span["end"], span["label"]))
                start = span["end"]
            runs.append((at + start, at + len(line), row["lines"][n]))
            at += len(line) + 1
        yield Labelled(f"gold {article['id']}", article["text"], tuple(runs))


def extracted(file: Path) -> Iterator[Labelled]:
    """What extractors left of a page: a line is the story's or not."""
    seen = set()
    for row in _rows(file):
        if row.get("regime") not in REGIMES or held_out(row.get("site")):
            continue
        text = "\n".join(row["lines"])
        if text in seen:
            continue
        seen.add(text)
        runs = []
        at = 0
        for line, keep in zip(row["lines"], row["keep"], strict=True):
            label = "unsure" if keep is None else KEEP if keep else "drop"
            runs.append((at, at + len(line), label))
            at += len(line) + 1
        yield Labelled(f"lines {row['gold_id']}", text, tuple(runs))


def judged(labelled: Labelled) -> Iterator[tuple[str, Hit]]:
    """Every removal, with the letters of the story that went with it."""
    for change in find(labelled.text, PROFILE):
        if not isinstance(change, Change):
            continue
        real = 0
        names: dict[str, int] = defaultdict(int)
        for start, end, label in labelled.runs:
            part = labelled.text[max(start, change.start) : min(end, change.end)]
            letters = sum(map(str.isalnum, part))
            names[label] += letters
            real += letters * (label == KEEP)
        text = labelled.text[change.start : change.end].strip()
        yield change.rule, Hit(labelled.id, text, real, max(names, key=lambda n: names[n]))


def _table(hits: dict[str, list[Hit]]) -> None:
    print("rule\tkind\thits\tarticles\tprecision %\treal characters lost")
    for r in load("boilerplate"):
        found = hits[r.id]
        right = sum(h.real == 0 for h in found)
        precision = f"{100 * right / len(found):.1f}" if found else "-"
        lost = sum(h.real for h in found)
        articles = len({h.id for h in found})
        print(f"{r.name}\t{r.kind}\t{len(found)}\t{articles}\t{precision}\t{lost}")


def _show(hits: dict[str, list[Hit]], row: str | None) -> None:
    for id, found in hits.items():
        for hit in found:
            if (row and id == f"boilerplate.{row}") or (not row and hit.real):
                print(id, rule(id).kind, hit.label, hit.real, hit.id, repr(hit.text), sep="\t")


def _rows(path: Path) -> Iterator[LabelledRow]:
    for line in lines_of(path):
        row: LabelledRow = json.loads(line)
        yield row


if __name__ == "__main__":
    main()
