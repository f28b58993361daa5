"""What every match of a pattern holds: one of a few words. A line without them needs no look.

It is found when the tables are checked, and kept beside them; no run asks for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from cleaners.starts import fold
from cleaners.tagger.words import STOP_WORDS

parser = import_module("re._parser")
MOST = 500  # words
LINE = 200  # code points of the line that a guess is made for
WIDE = "\u2e80"  # from here on one character is a syllable or a word
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
    """The most telling words of a sequence: of all that a part must hold, the rarest."""
    return min(filter(_tells, _parts(items)), key=_share, default=None)


def _share(words: frozenset[str]) -> float:
    """How many lines hold one of the words: a guess that puts sets of words in order."""
    return sum(map(_chance, words))


def _chance(word: str) -> float:
    if word.strip() in STOP_WORDS:
        return 1.0
    return min(1.0, LINE * math.prod(map(_frequency, word)))


def _frequency(letter: str) -> float:
    """How often a place of a line holds a character."""
    if letter >= WIDE:
        return 1 / 300
    if letter.isalpha() or letter.isspace():
        return 1 / 18
    return 1 / 60 if letter in ",." else 1 / 400


def _tells(words: frozenset[str]) -> bool:
    """Whether words are few, and no blanks or single letters, which any line has."""
    return len(words) <= MOST and all(
        word.strip() and (len(word) > 1 or not word.isalnum() or word >= WIDE) for word in words
    )


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
    if op == "IN":
        return _one_of(value)
    if op == "SUBPATTERN":
        return _best(value[-1])
    if op == "ATOMIC_GROUP":
        return _best(value)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _best(value[2])
    if op == "BRANCH":
        return _any_of(value[1])
    return None


def _one_of(members: Sequence[Item]) -> frozenset[str] | None:
    """The characters of a class, where it lists them."""
    letters = [_folded(code) if str(kind) == "LITERAL" else None for kind, code in members]
    return None if None in letters else frozenset(filter(None, letters))


def _any_of(branches: Sequence[Iterable[Item]]) -> frozenset[str] | None:
    found = [_best(branch) for branch in branches]
    if any(words is None for words in found):
        return None
    return frozenset[str]().union(*(words for words in found if words))
