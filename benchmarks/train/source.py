"""The trained trees written out as Python: `cleaners/tagger/grown.py`.

A walk through lists costs four times as much as the comparisons written down. The weights stay the
JSON file; `grown.py` says by its digest which one it was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from cleaners.tagger.features import NAMES
from cleaners.tagger.titles import NAMES as TITLE_NAMES
from cleaners.tagger.trees import FIRST, Tree, forest_of
from cleaners.tagger.weights import Trees

HEAD = '''"""The trees of weights/trees.json as Python, made by `python -m benchmarks.train`.

A tree is one line: a value for each way through it. `paths` gives what every feature on the way
adds. `tests/cleaners/test_grown.py` checks all of it against the lists.
"""

from collections.abc import Sequence

Row = Sequence[float]
Path = tuple[tuple[int, float], ...]

TREES = "{digest}"
FEATURES = {features!r}
TITLES = {titles!r}
'''


def source(trees: Trees, json: bytes) -> str:
    """The module for trees that were read from `json`."""
    features = tuple(trees["features"])
    every = (*features, *TITLE_NAMES)
    scorer, headline = forest_of(trees["scorer"]).trees, forest_of(trees["headline"]).trees
    digest = hashlib.sha256(json).hexdigest()
    parts = [HEAD.format(digest=digest, features=NAMES, titles=TITLE_NAMES)]
    parts += _sums("scorer", scorer, features)
    parts.append(_paths(scorer, features))
    parts += _sums("headline", headline, every)
    kinds = {kind: forest_of(data).trees for kind, data in trees["kinds"].items()}
    parts.append(_kinds(kinds, features))
    return "\n\n".join(parts)


def _variable(feature: str) -> str:
    return feature.replace(" ", "_").replace("-", "_")


def _opening(features: Sequence[str]) -> str:
    return f"    {', '.join(map(_variable, features))} = row\n"


def _sums(name: str, trees: Sequence[Tree], features: Sequence[str]) -> Iterator[str]:
    for part, start, some in (("first", "0.0", trees[:FIRST]), ("rest", "total", trees[FIRST:])):
        given = "row: Row" if part == "first" else "row: Row, total: float"
        lines = "".join(f"        + ({_written(tree, features)})\n" for tree in some)
        yield (
            f"def {name}_{part}({given}) -> float:\n{_opening(features)}"
            f"    return (\n        {start}\n{lines}    )\n"
        )


def _kinds(kinds: dict[str, Sequence[Tree]], features: Sequence[str]) -> str:
    out = [f"def kinds(row: Row) -> dict[str, float]:\n{_opening(features)}    return {{\n"]
    for kind, trees in kinds.items():
        lines = "".join(f"            + ({_written(tree, features)})\n" for tree in trees)
        out.append(f'        "{kind}": (\n            0.0\n{lines}        ),\n')
    return "".join((*out, "    }\n"))


def _paths(trees: Sequence[Tree], features: Sequence[str]) -> str:
    lines = "".join(f"        {_path(tree, features)},\n" for tree in trees if tree.nodes)
    opening = _opening(features)
    return f"def scorer_paths(row: Row) -> tuple[Path, ...]:\n{opening}    return (\n{lines}    )\n"


def _written(tree: Tree, features: Sequence[str], n: int = 0) -> str:
    """A tree as an expression."""
    if n < 0 or not tree.nodes:
        return repr(float(tree.leaves[~n if n < 0 else 0]))
    feature, threshold, low, high = tree.nodes[n]
    yes, no = _written(tree, features, low), _written(tree, features, high)
    yes = yes if low < 0 else f"({yes})"
    no = no if high < 0 else f"({no})"
    return f"{yes} if {_variable(features[feature])} <= {threshold!r} else {no}"


def _path(
    tree: Tree, features: Sequence[str], n: int = 0, way: tuple[tuple[int, float], ...] = ()
) -> str:
    """A tree as an expression for the features on the way, each with what it adds."""
    if n < 0:
        return repr(way)
    feature, threshold, low, high = tree.nodes[n]
    sides = []
    for following in (low, high):
        now = tree.means[following] if following >= 0 else tree.leaves[~following]
        sides.append(_path(tree, features, following, (*way, (feature, now - tree.means[n]))))
    return f"({sides[0]} if {_variable(features[feature])} <= {threshold!r} else {sides[1]})"
