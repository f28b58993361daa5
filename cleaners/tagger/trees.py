"""Small boosted trees, read from JSON and walked in plain Python."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

Node = tuple[int, float, int, int]  # feature, threshold, next if at most that, next if more
FIRST = 40  # trees that are always asked
NO = -2.0  # log odds after them: on labelled pages no later tree turned such a line round


@dataclass(frozen=True, slots=True)
class Tree:
    """A negative next is a leaf: `~next` is its place in `leaves`. `means` are those of the nodes:
    what the tree would answer if it stopped there."""

    nodes: Sequence[Node]
    leaves: Sequence[float]
    means: Sequence[float]


@dataclass(frozen=True)
class Forest:
    """Trees whose answers add up to log odds.

    >>> tree = Tree([(0, 2.5, -1, -2)], [-1.0, 1.0], [0.0])
    >>> forest = Forest([tree, tree])
    >>> forest.add([3.0]), round(forest.score([3.0]), 3)
    (2.0, 0.881)
    """

    trees: Sequence[Tree]

    @cached_property
    def walks(self) -> Sequence[tuple[Sequence[Node], Sequence[float]]]:
        """The nodes and the leaves of each tree."""
        return [(tree.nodes, tree.leaves) for tree in self.trees]

    def add(self, row: Sequence[float]) -> float:
        """The sum of what every tree answers.

        When the first trees already say no, the rest are not asked: later trees correct less.
        """
        total = 0.0
        for count, (nodes, leaves) in enumerate(self.walks):
            if count == FIRST and total < NO:
                return total
            n = 0 if nodes else -1
            while n >= 0:
                feature, threshold, low, high = nodes[n]
                n = low if row[feature] <= threshold else high
            total += leaves[~n]
        return total

    def score(self, row: Sequence[float]) -> float:
        """The sum as a probability."""
        return logistic(self.add(row))

    def contributions(self, row: Sequence[float]) -> list[float]:
        """How much each feature moved the sum: along every path, the change of the nodes' means.

        >>> Forest([Tree([(0, 2.5, -1, -2)], [-1.0, 1.0], [0.25])]).contributions([3.0])
        [0.75]
        """
        moved = [0.0] * len(row)
        for nodes, leaves, means in ((t.nodes, t.leaves, t.means) for t in self.trees if t.nodes):
            n, was = 0, means[0]
            while n >= 0:
                feature, threshold, low, high = nodes[n]
                n = low if row[feature] <= threshold else high
                now = means[n] if n >= 0 else leaves[~n]
                moved[feature] += now - was
                was = now
        return moved


@dataclass(frozen=True, slots=True)
class Grown:
    """A forest written out as Python, as `grown.py` holds it; it answers as the lists do."""

    first: Callable[[Sequence[float]], float]
    rest: Callable[[Sequence[float], float], float]
    paths: Callable[[Sequence[float]], Sequence[Sequence[tuple[int, float]]]] | None = None

    def score(self, row: Sequence[float]) -> float:
        """As `Forest.score`."""
        total = self.first(row)
        return logistic(total if total < NO else self.rest(row, total))

    def contributions(self, row: Sequence[float]) -> list[float]:
        """As `Forest.contributions`."""
        moved = [0.0] * len(row)
        for path in self.paths(row) if self.paths else ():
            for feature, by in path:
                moved[feature] += by
        return moved


def logistic(x: float) -> float:
    """Log odds as a probability.

    >>> logistic(0.0), logistic(-800.0)
    (0.5, 0.0)
    """
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


class TreeData(TypedDict):
    """A tree as the weights file holds it: one entry for each node, one for each leaf."""

    feature: Sequence[int]
    threshold: Sequence[float]
    low: Sequence[int]
    high: Sequence[int]
    means: Sequence[float]
    leaves: Sequence[float]


def forest_of(data: Sequence[TreeData]) -> Forest:
    """A forest from the lists of a weights file."""
    return Forest([_tree(tree) for tree in data])


def _tree(data: TreeData) -> Tree:
    columns = (data["feature"], data["threshold"], data["low"], data["high"])
    return Tree(list(zip(*columns, strict=True)), data["leaves"], data["means"])
