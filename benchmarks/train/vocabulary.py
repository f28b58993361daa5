"""Makes the lexicon: which word patterns stand in page furniture, on how many sites."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.train.corpus import STORY, Sample
from cleaners.tagger.lexicon import BOUND
from cleaners.tagger.weights import Words
from cleaners.tagger.words import patterns, tokens

LEAST = 3  # sites; a pattern of fewer is that site's own
MOST = 12_000  # patterns in the lexicon
SMOOTH = 0.5
PHRASE = 2  # sites; what a phrase of the list is worth

LINKS = """
read more, read also, also read, read next, see also, related, related articles, related stories,
related news, related links, related content, related topics, related posts, more news, more
stories, more from, more on this story, more on this topic, more like this, most read, most
popular, most viewed, trending, trending now, popular, latest news, latest stories, latest, top
stories, top news, recommended, recommended for you, you may also like, you might also like, you
may like, don't miss, editor's picks, editors' picks, what to read next, up next, in other news,
headlines, also in the news, recent posts, recent stories, previous, next, from the web, around
the web, watch, must read, promoted stories, sponsored, sponsored content, more in, more, in case
you missed it, follow us, lesen sie auch, lesen sie mehr, mehr zum thema, mehr dazu, auch
interessant, das könnte sie auch interessieren, das könnte dich auch interessieren, weitere
artikel, weitere meldungen, weitere themen, weitere nachrichten, zum thema, ähnliche artikel,
ähnliche beiträge, meistgelesen, meistgelesene artikel, am meisten gelesen, empfehlungen,
empfohlene artikel, passend zum thema, mehr aus, neueste artikel, aktuelle meldungen, weiterlesen,
verwandte artikel, verwandte themen, links zum thema, top themen, mehr, siehe auch, lea también,
lee también, leer más, le puede interesar, te puede interesar, también te puede interesar, puede
interesarte, te recomendamos, noticias relacionadas, artículos relacionados, relacionadas,
relacionados, más noticias, más leídas, las más leídas, lo más leído, lo más visto, últimas
noticias, ver también, más información, recomendados, recomendado para ti, temas relacionados,
sigue leyendo, destacados, más sobre
""".replace("\n", " ")
COMMENTS = """
comments, leave a reply, leave a comment, post a comment, add a comment, join the conversation,
join the discussion, view comments, show comments, reader comments, comments are closed,
conversation, kommentare, kommentar schreiben, schreiben sie einen kommentar, kommentieren,
leserkommentare, ihr kommentar, diskutieren sie mit, comentarios, deja un comentario, deja una
respuesta, escribe un comentario, comentar
""".replace("\n", " ")

Counts = Mapping[str, tuple[frozenset[str], frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The wording of furniture in many languages: all of it, and the headings of two lists."""

    patterns: Counter[str]
    links: frozenset[str]
    comments: frozenset[str]


def phrases(data: Path) -> Phrases:
    """What `phrases/phrases.tsv` says."""
    with (data / "phrases/phrases.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = Counter(p for row in rows for p in set(patterns(tokens(row["phrase"]))))
    links = {_heading(r["phrase"]) for r in rows if _heads(r, "related_links")}
    comments = {_heading(r["phrase"]) for r in rows if _heads(r, "comment_form")}
    return Phrases(
        found,
        frozenset(links | {_heading(h) for h in LINKS.split(",")}),
        frozenset(comments | {_heading(h) for h in COMMENTS.split(",")}),
    )


def _heads(row: Mapping[str, str], kind: str) -> bool:
    return row["class"] == kind and row["match"] in ("line", "prefix")


def _heading(text: str) -> str:
    return " ".join(tokens(text.rstrip(": ")))


def counts(samples: Iterable[Sample]) -> Counts:
    """For each site the patterns that stand in its furniture, and those in its stories."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for sample in samples:
        furniture, story = found.setdefault(sample.site, (set(), set()))
        for line, label in zip(sample.lines, sample.labels, strict=True):
            if label is not None:
                into = story if label == STORY else furniture
                into.update(patterns(tokens(line.text)))
    return {site: (frozenset(a), frozenset(b)) for site, (a, b) in found.items()}


def words_of(counts: Counts, sites: Sequence[str], known: Phrases) -> Words:
    """Log odds of the patterns that the named sites have, the most telling of them."""
    furniture = Counter({p: n * PHRASE for p, n in known.patterns.items()})
    story: Counter[str] = Counter()
    for site in sites:
        furniture.update(counts[site][0])
        story.update(counts[site][1])
    base = math.log(story.total() / furniture.total())
    weights = {
        p: base + math.log((furniture[p] + SMOOTH) / (story[p] + SMOOTH))
        for p in furniture.keys() | story.keys()
        if furniture[p] + story[p] >= LEAST
    }
    telling = sorted(
        weights, key=lambda p: (-abs(weights[p]) * math.log1p(furniture[p] + story[p]), p)
    )
    bounded = {p: round(100 * max(-BOUND, min(BOUND, weights[p]))) for p in telling[:MOST]}
    return {
        "patterns": dict(sorted(bounded.items())),
        "links": sorted(known.links),
        "comments": sorted(known.comments),
    }
