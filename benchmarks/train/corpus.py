"""Labelled documents as the scorer meets them: repaired, in lines, asked of the typed rules."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TypedDict

from cleaners import boilerplate
from cleaners.decode import decode
from cleaners.lines import Line, folded
from cleaners.pipeline import edit
from cleaners.profile import Profile, named

FOLDS = 5
BEFORE = named("boilerplate").model_copy(
    update={"off": (*named("boilerplate").off, "boilerplate", "repeats")}
)
RAW = 3  # one in so many pages with every visible block: they are long and all alike
TRUST = {"gold": 15.0, "other": 5.0, "naive": 1.0, "residual": 1.0, "raw": 0.3}  # in a label
STORY = "keep"
FACTS = ("headline", "byline", "date", "dateline")
UNKNOWN = ("unsure", "blank")


class Article(TypedDict):
    """A row of `gold/articles.jsonl`, as far as it is read here."""

    id: str
    site: str | None
    url: str | None
    lang: str
    text: str


class Labels(TypedDict):
    """A row of `gold/labels.jsonl`."""

    id: str
    news: bool
    lines: list[str]
    inline: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One document with a label for each of its lines; None where nobody knows.

    `source` is gold, residual, naive or raw. The labels of gold are kinds or `keep`; the others
    know only `keep`, `junk`, and `headline` for the page's own title.
    """

    id: str
    site: str
    source: str
    url: str | None
    lines: Sequence[Line]
    explained: Sequence[str | None]
    labels: Sequence[str | None]


def worth(sample: Sample, line: Line) -> float:
    """What a label counts: that of a long line more, as it does in the measure."""
    size = len(folded(line.text))
    return TRUST[sample.source] * math.sqrt(min(3.0, 0.5 + size / 60))


def held_out(site: str | None) -> bool:
    """Whether a site is kept for the last measure; a document without a site never is."""
    return site is not None and _digest(site) % 5 == 0


def fold_of(site: str) -> int:
    """The fold of a site in cross-validation."""
    return _digest(f"fold {site}") % FOLDS


def _digest(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def samples(data: Path) -> list[Sample]:
    """Every labelled document outside the held-out fifth."""
    return [*_gold(data), *_aligned(data)]


def rows(path: Path) -> Iterator[str]:
    """The lines of a JSONL file, packed or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        yield from (line for line in file if line.strip())


def site_of(article: Article) -> str:
    """The site of an article; one without a site is a site of its own."""
    return article["site"] or f"id:{article['id']}"


def articles(data: Path, held: bool = False) -> list[tuple[Article, Labels]]:
    """The hand-labelled articles with their labels, of the one part or of the other."""
    found: dict[str, Article] = {}
    for row in rows(data / "gold/articles.jsonl"):
        article: Article = json.loads(row)
        if held_out(article["site"]) == held:
            found[article["id"]] = article
    every: Iterable[Labels] = map(json.loads, rows(data / "gold/labels.jsonl"))
    return [(found[labels["id"]], labels) for labels in every if labels["id"] in found]


def _gold(data: Path) -> Iterator[Sample]:
    for article, labels in articles(data):
        known = [None if label in UNKNOWN else label for label in labels["lines"]]
        source = "gold" if labels.get("news", True) else "other"
        yield _sample(article, site_of(article), source, article["text"], known)


class Aligned(TypedDict):
    """A document of `lines/`."""

    id: str
    regime: str
    site: str
    gold_id: str
    url: str
    lines: list[str]
    keep: list[int | None]


def aligned(data: Path, held: bool = False) -> Iterator[Aligned]:
    """The documents of `lines/`, of the one part or of the other."""
    for path in sorted((data / "lines").glob("*.jsonl.gz")):
        for row in rows(path):
            if '"regime"' in row:
                document: Aligned = json.loads(row)
                if held_out(document["site"]) == held:
                    yield document


def _aligned(data: Path) -> Iterator[Sample]:
    names = {1: STORY, 0: "junk", None: "headline"}
    for document in aligned(data):
        if document["regime"] == "raw" and _digest(document["id"]) % RAW:
            continue
        text = "\n".join(" ".join(line.splitlines()) for line in document["lines"])
        known = [names[keep] for keep in document["keep"]]
        yield _sample(document, document["site"], document["regime"], text, known)


def _sample(
    row: Article | Aligned, site: str, source: str, text: str, labels: Sequence[str | None]
) -> Sample:
    """The document just before the page stages, each line with the label of its source line."""
    doc = edit(decode(text), BEFORE)
    lines, explained = boilerplate.typed(doc.text, Profile(name="typed"))
    starts = [0, *accumulate(len(line) + 1 for line in doc.source.split("\n"))]
    places = (doc.source_span(line.start, line.end).start for line in lines)
    found = [labels[bisect_right(starts, place) - 1] for place in places]
    return Sample(row["id"], site, source, row["url"], lines, explained, found)
