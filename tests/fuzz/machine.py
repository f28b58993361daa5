"""A regular expression run step by step, to count its work: the same count on any machine.

It backtracks as `re` does. Two things differ, so that a short text tells what a long one costs:
repeats of more than CAP times stop there, and a way that cannot begin with the next character is
not tried. What grows faster than its text here does so in `re`.
"""

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

compiler, c, parser = (import_module(f"re._{name}") for name in ("compiler", "constants", "parser"))
CAP = 6
BUDGET = 2_000_000  # steps of one search
Item = tuple[object, Any]  # what an operation goes with: Python gives its parse tree no types


class TooMuch(Exception):  # noqa: N818  it is the expression that is at fault
    """A search took more than BUDGET steps."""


class Step(NamedTuple):
    """One instruction. `to` are the places where it goes on, most wanted first."""

    what: str
    to: tuple[int, ...] = ()
    test: "re.Pattern[str] | None" = None
    inner: "Machine | None" = None
    slot: int = 0
    is_not: bool = False


class Machine:
    """An expression, or a part of one that is judged by itself."""

    def __init__(self, items: Iterable[Item], flags: int) -> None:
        self.steps: list[Step] = []
        self.spent = 0
        self._flags = flags
        self._begins: dict[tuple[int, str], bool] = {}
        self._is: dict[tuple[int, str], bool] = {}
        self._sequence(items)
        self._add(Step("end"))

    def search_all(self, text: str) -> int:
        """The steps that `finditer` takes over a text."""
        self.spent = at = 0
        while at <= len(text):
            end = self.match(text, at)
            self.spent += 1
            at = at + 1 if end is None or end == at else end
        return self.spent

    def match_once(self, text: str) -> int:
        """The steps that `match` takes at the start of a text."""
        self.spent = 1
        self.match(text, 0)
        return self.spent

    def match(self, text: str, at: int, kept: tuple[tuple[int, int], ...] = ()) -> int | None:
        """Where the first match that begins here ends."""
        waiting = [(0, at, kept)] if self._may(0, text[at : at + 1]) else []
        while waiting:
            n, at, kept = waiting.pop()
            step = self.steps[n]
            self.spent += 1
            if self.spent > BUDGET:
                raise TooMuch
            if step.what == "end":
                return at
            if step.what == "fork":
                near = text[at : at + 1]
                waiting += [(to, at, kept) for to in reversed(step.to) if self._may(to, near)]
                continue
            end = self._passed(n, step, text, at, kept)
            if end is not None:
                if step.what in ("keep", "open", "close"):
                    kept = (*(k for k in kept if k[0] != step.slot), (step.slot, at))
                waiting.append((n + 1, end, kept))
        return None

    def _passed(
        self, n: int, step: Step, text: str, at: int, kept: tuple[tuple[int, int], ...]
    ) -> int | None:
        """Where a step ends that does not fork; None where it fails."""
        if step.what == "one":
            return at + 1 if at < len(text) and self._one(n, text[at]) else None
        if step.what == "zero" and step.test:
            return at if (step.test.match(text, at) is None) == step.is_not else None
        if step.what == "moved":
            return at if dict(kept).get(step.slot) != at else None
        if step.what == "again":
            was = dict(kept)
            part = text[was.get(step.slot, 0) : was.get(step.slot + 1, 0)]
            self.spent += len(part)
            return at + len(part) if text.startswith(part, at) else None
        if step.inner:
            step.inner.spent = 0
            end = step.inner.match(text, at, kept)
            self.spent += step.inner.spent
            if step.what == "alone":
                return end
            return at if (end is None) == step.is_not else None
        return at

    def _one(self, n: int, char: str) -> bool:
        key = (n, char)
        found = self._is.get(key)
        if found is None:
            test = self.steps[n].test
            found = self._is[key] = bool(test and test.match(char))
        return found

    def _may(self, n: int, near: str) -> bool:
        """Whether a way that begins at a step may go on with this character, or end there."""
        key = (n, near)
        if key not in self._begins:
            self._begins[key] = self._look(n, near)
        return self._begins[key]

    def _look(self, n: int, near: str) -> bool:
        seen, waiting = set[int](), [n]
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            step = self.steps[at]
            if step.what == "fork":
                waiting += step.to
            elif step.what in ("keep", "moved", "open", "close"):
                waiting.append(at + 1)
            elif step.what != "one" or (near and self._one(at, near)):
                return True
        return False

    def _add(self, step: Step) -> int:
        self.steps.append(step)
        return len(self.steps) - 1

    def _sequence(self, items: Iterable[Item]) -> None:
        for item in items:
            self._item(item)

    def _item(self, item: Item) -> None:
        op, value = item
        if op in (c.LITERAL, c.NOT_LITERAL, c.IN, c.ANY):
            self._add(Step("one", test=single(repr(item), self._flags, (item,))))
        elif op is c.AT:
            self._add(Step("zero", test=single(repr(item), self._flags, (item,))))
        elif op is c.BRANCH:
            self._branch(value[1])
        elif op is c.SUBPATTERN:
            self._group(*value)
        elif op in (c.MAX_REPEAT, c.MIN_REPEAT):
            least, most, body = value
            self._repeat(least, most, body, op is c.MAX_REPEAT)
        elif op is c.POSSESSIVE_REPEAT:
            self._add(Step("alone", inner=Machine([(c.MAX_REPEAT, value)], self._flags)))
        elif op is c.ATOMIC_GROUP:
            self._add(Step("alone", inner=Machine(value, self._flags)))
        elif op in (c.ASSERT, c.ASSERT_NOT):
            way, body = value
            self._looks(item, way, body, op is c.ASSERT_NOT)
        elif op is c.GROUPREF:
            self._add(Step("again", slot=-2 * int(value)))
        else:
            raise NotImplementedError(f"{op}")

    def _looks(self, item: Item, way: int, body: Sequence[Item], is_not: bool) -> None:
        if way < 0:
            plain = (c.ASSERT, item[1])
            self._add(Step("zero", test=single(repr(plain), self._flags, (plain,)), is_not=is_not))
        else:
            self._add(Step("looks", inner=Machine(body, self._flags), is_not=is_not))

    def _branch(self, ways: Sequence[Iterable[Item]]) -> None:
        fork = self._add(Step("fork"))
        starts, ends = [], []
        for way in ways:
            starts.append(len(self.steps))
            self._sequence(way)
            ends.append(self._add(Step("fork")))
        self.steps[fork] = Step("fork", tuple(starts))
        for end in ends:
            self.steps[end] = Step("fork", (len(self.steps),))

    def _group(self, number: int | None, on: int, off: int, body: Iterable[Item]) -> None:
        before, self._flags = self._flags, (self._flags | on) & ~off
        if number:
            self._add(Step("open", slot=-2 * number))
        self._sequence(body)
        if number:
            self._add(Step("close", slot=-2 * number + 1))
        self._flags = before

    def _repeat(self, least: int, most: int, body: Sequence[Item], is_greedy: bool) -> None:
        for _ in range(min(int(least), CAP)):
            self._sequence(body)
        if most is c.MAXREPEAT:
            loop = self._add(Step("fork"))
            self._add(Step("keep", slot=loop + 1))
            self._sequence(body)
            self._add(Step("moved", slot=loop + 1))
            self._add(Step("fork", to=(loop,)))
            self._fork(loop, len(self.steps), is_greedy)
            return
        forks = []
        for _ in range(min(int(most), CAP) - min(int(least), CAP)):
            forks.append(self._add(Step("fork")))
            self._sequence(body)
        for fork in forks:
            self._fork(fork, len(self.steps), is_greedy)

    def _fork(self, at: int, out: int, is_greedy: bool) -> None:
        self.steps[at] = Step("fork", (at + 1, out) if is_greedy else (out, at + 1))


def machine(pattern: str, flags: int) -> Machine:
    """The machine of an expression."""
    tree = parser.parse(pattern, flags)
    return Machine(tree, tree.state.flags)


_known: dict[tuple[str, int], "re.Pattern[str]"] = {}


def single(name: str, flags: int, items: tuple[Item, ...]) -> "re.Pattern[str]":
    """An expression of one item, compiled by `re` itself."""
    flags &= int(re.IGNORECASE | re.MULTILINE | re.DOTALL | re.ASCII)
    if (name, flags) not in _known:
        state = parser.State()
        state.flags = flags
        made = compiler.compile(parser.SubPattern(state, list(items)), flags)
        _known[name, flags] = made
    return _known[name, flags]
