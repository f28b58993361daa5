"""Recall over made near-copies and precision over made look-alikes, through the whole update."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.duplicates.made import COPIES, story
from benchmarks.duplicates.store import Made, fill
from benchmarks.duplicates.templates import TEMPLATES, filled
from flows.duplicates import clusters, update

FIRST, LATER = "2026-01-01", "2026-01-02"


def made(bases: Sequence[str], each: int, seed: int = 1) -> list[Made]:
    """Originals, every kind of copy of each, and look-alikes. An id says what it is a copy of."""
    draw = random.Random(seed)
    out = []
    for n, base in enumerate(bases):
        out.append(Made(f"{n}/original", base, FIRST))
        out += [Made(f"{n}/{kind}", copy(draw, base), LATER) for kind, copy in COPIES.items()]
    for kind in TEMPLATES:
        out += [Made(f"{kind} {n}/{kind}", filled(draw, kind), LATER) for n in range(each)]
    return out


def stories(count: int, seed: int = 2) -> list[str]:
    """Stories that are all different."""
    draw = random.Random(seed)
    return [story(draw) for _ in range(count)]


def measure(store: Path, records: Sequence[Made]) -> list[str]:
    """What was found of each kind of copy, and how much of what was found is right."""
    fill(store, records)
    update(store)
    found, right, wrong, groups = Counter[str](), 0, Counter[str](), 0
    for cluster in clusters(store):
        groups += 1
        ids = [m.id.split("/") for m in cluster.members]
        if cluster.canonical.endswith("/original"):
            base = cluster.canonical.split("/")[0]
            found.update(kind for of, kind in ids if of == base)
        for one, two in combinations(ids, 2):
            if one[0] == two[0]:
                right += 1
            else:
                wrong[f"{one[1]} + {two[1]}"] += 1
    total = Counter(record.id.split("/")[1] for record in records)
    out = [f"{kind:<32} {found[kind] / total[kind]:7.1%} of {total[kind]}" for kind in COPIES]
    pairs = right + wrong.total()
    out.append(f"{groups} clusters, {pairs} pairs, {right / max(1, pairs):.2%} of them right")
    out += [f"  wrong: {kinds} {n}" for kinds, n in wrong.most_common(12)]
    lookalikes = sum(total[kind] * (total[kind] - 1) // 2 for kind in TEMPLATES)
    out.append(f"of {lookalikes} pairs of look-alikes {wrong.total()} were taken for copies")
    return out
