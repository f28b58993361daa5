"""What every match of a pattern holds: one of a few words. A line without them needs no look.

It is found when the tables are checked, and kept beside them; no run asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from cleaners.starts import fold

parser = import_module("re._parser")
MOST = 60  # words
Item = tuple[Any, Any]  # Python gives its parse tree no types


def held(pattern: str, ignore_case: bool = False) -> tuple[str, ...]:
    """Folded words, one of which stands in every match; none where that cannot be told.

    >>> held(r"[A-Z]\\w+ ?/ ?(?:FOTO|VIDEO)"), held(r"(?:Read|See) more:? .+")
    (('foto', 'video'), (' more',))
    >>> held(r"\\w+ \\d+")
    ()
    """
    flags = re.IGNORECASE if ignore_case else 0
    return tuple(sorted(_best(list(parser.parse(pattern, flags))) or ()))


def _best(items: Iterable[Item]) -> frozenset[str] | None:
    """The most telling words of a sequence: of all that a part must hold, the longest."""
    found = [words for words in _parts(items) if _tells(words)]
    return max(found, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def _tells(words: frozenset[str]) -> bool:
    """Whether words are few, and no blanks or single letters, which any line has."""
    return len(words) <= MOST and all(w.strip() and (len(w) > 1 or not w.isalnum()) for w in words)


def _parts(items: Iterable[Item]) -> Iterable[frozenset[str]]:
    """Words that each part of a sequence must hold; letters side by side are one word."""
    run = ""
    for op, value in items:
        letter = _letter(str(op), value)
        if letter is not None:
            run += letter
            continue
        if str(op) in ("ASSERT", "ASSERT_NOT", "AT"):  # they take no room
            continue
        if run:
            yield frozenset({run})
        run = ""
        inner = _inner(str(op), value)
        if inner is not None:
            yield inner
    if run:
        yield frozenset({run})


def _letter(op: str, value: Any) -> str | None:
    """The one folded character of a place that can hold no other."""
    if op == "LITERAL":
        return _folded(value)
    if op == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        letters = {_folded(code) for _, code in value}
        return letters.pop() if len(letters) == 1 else None
    return None


def _folded(code: int) -> str | None:
    """A character without case; None where folding makes another number of them."""
    letter = fold(chr(code))
    return letter if len(letter) == 1 else None


def _inner(op: str, value: Any) -> frozenset[str] | None:
    if op == "SUBPATTERN":
        return _best(value[-1])
    if op == "ATOMIC_GROUP":
        return _best(value)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _best(value[2])
    if op == "BRANCH":
        return _any_of(value[1])
    return None


def _any_of(branches: Sequence[Iterable[Item]]) -> frozenset[str] | None:
    found = [_best(branch) for branch in branches]
    if any(words is None for words in found):
        return None
    return frozenset[str]().union(*(words for words in found if words))
