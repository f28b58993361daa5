"""Texts on which a slow expression shows: its own beginnings, repeated, and an end that fails."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from tests.fuzz.machine import Item, c, parser, single
from tests.fuzz.patterns import Pattern

Repeat = tuple[int, int, Sequence[Item]]  # least, most, what is repeated
UNITS = (" ", "a", "A", "A a", "1", "\n", '"', "“", "(", "a.", ", ", "é", "а", "漢", "-", "<a")
SAMPLES = "aA1 .,;:-–\"“'(/<\n|@#&=éа漢क\t_%…©"
FAILS = "\x00"
BEHIND = ("a", "1")  # what a look ahead may forbid
LONG = 50  # times; a repeat of more is pumped as one without an end


def probes(pattern: Pattern, most: int = 10) -> list[tuple[str, str]]:
    """Pairs of a beginning and of what is repeated behind it, each once."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    flags = tree.state.flags
    found = [*_pumps(list(tree), "", flags)]
    for example in pattern.examples[:2]:
        found += [("", example), ("", example[: len(example) // 2]), (example[:-1], example[-1:])]
    whole = _sample(list(tree), flags)[:40]
    found += [("", whole), ("", whole[:-1]), *(("", unit) for unit in UNITS)]
    return [pair for pair in dict.fromkeys(found) if pair[1]][:most]


def ends(pattern: Pattern) -> tuple[str, ...]:
    """Ends of a text at which the expression may fail in the last moment."""
    return (FAILS, *BEHIND) if "(?!" in pattern.pattern else (FAILS,)


def filled(probe: tuple[str, str], size: int, end: str = FAILS) -> str:
    """A text of about so many characters."""
    begin, unit = probe
    return begin + unit * (size // len(unit) + 1) + end


def _pumps(items: Iterable[Item], begin: str, flags: int) -> Iterator[tuple[str, str]]:
    for item in items:
        op, value = item
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            _, most, body = cast(Repeat, value)
            if most >= LONG:
                yield from ((begin, unit) for unit in _bodies(list(body), flags))
            yield from _pumps(body, begin, flags)
        elif op is c.BRANCH:
            for way in value[1]:
                yield from _pumps(way, begin, flags)
        elif op is c.SUBPATTERN:
            yield from _pumps(value[3], begin, flags)
        elif op in (c.ASSERT, c.ASSERT_NOT):
            yield from _pumps(value[1], begin, flags)
        begin = (begin + _sample([item], flags))[-200:]


def _bodies(body: Sequence[Item], flags: int) -> Iterator[str]:
    """What a repeat's body may be: its sample, or some characters of its class."""
    yield _sample(body, flags)
    if len(body) == 1 and body[0][0] in (c.IN, c.ANY, c.NOT_LITERAL):
        test = single(repr(body[0]), flags, (body[0],))
        yield from [char for char in SAMPLES if test.match(char)][:3]


def _sample(items: Iterable[Item], flags: int) -> str:
    """A text that these items match, as a rule."""
    return "".join(_one(item, flags) for item in items)


def _one(item: Item, flags: int) -> str:
    op, value = item
    if op is c.LITERAL:
        return chr(value)
    if op in (c.IN, c.ANY, c.NOT_LITERAL):
        test = single(repr(item), flags, (item,))
        near = (chr(n) for n in range(0x20, 0x3000))
        return next((char for char in (*SAMPLES, *near) if test.match(char)), "")
    if op is c.BRANCH:
        return _sample(value[1][0], flags)
    if op is c.SUBPATTERN:
        return _sample(value[3], flags)
    if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        least, most, body = cast(Repeat, value)
        return _sample(body, flags) * min(max(1, int(least)), int(most), 3)
    return _sample(value, flags) if op is c.ATOMIC_GROUP else ""
