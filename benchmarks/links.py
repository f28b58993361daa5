"""Draw links from cleaned news, so that a person can judge them.

    python -m benchmarks.links ARTICLES.jsonl [--links 200] [--seed 1] [--per-site 5] [--raw]

Rows are {id, site, text}. The same rows and the same seed give the same table: number, site, kind,
method, canonical name, identifier, and the mention in its sentence. Every article is cleaned first;
with --raw its text is linked as it is.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleaners import Record, clean
from cleaners.names import link
from cleaners.record import Entity

AROUND = 60  # characters of the sentence on each side


class Drawn(NamedTuple):
    """A link and where it was found."""

    site: str
    entity: Entity
    context: str


def every_link(path: Path, raw: bool) -> Iterator[Drawn]:
    """All links of a file, article by article."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            record = None if raw else clean(row["text"], id=str(row["id"]))
            if isinstance(record, Record):
                text, headline, found = record.text, record.headline or "", record.entities
            elif raw:
                text, headline, found = row["text"], "", link(row["text"], None)
            else:
                continue
            for e in found:
                part = headline if e.field == "headline" else text
                yield Drawn(row.get("site") or row["id"], e, _context(part, e))


def draw(links: list[Drawn], number: int, seed: int, per_site: int) -> list[Drawn]:
    """Some links at random, no more than a few from one site."""
    order = list(links)
    random.Random(seed).shuffle(order)
    taken: Counter[str] = Counter()
    out: list[Drawn] = []
    for drawn in order:
        if taken[drawn.site] < per_site and len(out) < number:
            taken[drawn.site] += 1
            out.append(drawn)
    return out


def _context(text: str, e: Entity) -> str:
    before = text[max(0, e.span.start - AROUND) : e.span.start]
    after = text[e.span.end : e.span.end + AROUND]
    return f"{before}[[{e.surface}]]{after}".replace("\n", " ¶ ").replace("\t", " ")


def main() -> None:
    """Print the table, and what it was drawn from."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("articles", type=Path)
    ask.add_argument("--links", type=int, default=200)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--per-site", type=int, default=5)
    ask.add_argument("--raw", action="store_true")
    args = ask.parse_args()
    links = list(every_link(args.articles, args.raw))
    drawn = draw(links, args.links, args.seed, args.per_site)
    for n, d in enumerate(drawn, 1):
        e = d.entity
        cells = (str(n), d.site, e.kind, e.method, e.canonical, e.id or "-", d.context)
        print("\t".join(cells))
    kinds = Counter(d.entity.kind for d in drawn)
    print(
        f"{len(drawn)} of {len(links)} links, {len({d.site for d in drawn})} sites, {dict(kinds)}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
