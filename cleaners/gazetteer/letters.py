"""Letters of names: what counts as the same letter, and which letters only look the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cleaners.alphabets import CYRILLIC_LATIN, GREEK_LATIN
from cleaners.later import later

SIGNS = "\\u3040-\\u30ff\\u3400-\\u9fff"  # scripts without spaces: each sign is a word
MARKS = "\\u0300-\\u036f\\u0591-\\u05c7\\u064b-\\u065f\\u0900-\\u0963\\u0966-\\u0dff"
ASCII_WORD = re.compile("[A-Za-z0-9]+")
TOKEN = later(f"[{SIGNS}]|(?:[^\\W_{SIGNS}]|[{MARKS}])+")
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"}
)
_TWINS = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o"})
_BARS = "l1|I"
_VOWELS = re.compile("[^b-df-hj-np-tv-xz0-9|]", re.IGNORECASE)
_NO_STROKES = str.maketrans("", "", _BARS + "0")
_PAIRS = (("rn", "m"), ("m", "rn"), ("vv", "w"), ("w", "vv"), ("cl", "d"), ("d", "cl"))
_LATIN = str.maketrans(CYRILLIC_LATIN | GREEK_LATIN)


class Damage(NamedTuple):
    """The right letters in the case of the written ones, and whether the written word could be one.

    `soft` damage (rn for m, cl for d, vv for w) leaves a word that somebody may bear; a digit or a
    capital inside a word does not.
    """

    after: str
    soft: bool


def tokens_of(text: str) -> tuple[str, ...]:
    """The words of a name; hyphens, dots and spaces only part them, and Han signs stand alone.

    >>> tokens_of("Kim Il-sung"), tokens_of("普京")
    (('Kim', 'Il', 'sung'), ('普', '京'))
    """
    return tuple((ASCII_WORD if text.isascii() else TOKEN).findall(text))


@lru_cache(maxsize=1 << 15)
def fold(token: str) -> str:
    """A token without case and accents.

    >>> fold("António"), fold("Łódź")
    ('antonio', 'lodz')
    """
    if token.isascii():
        return token.lower()
    plain = unicodedata.normalize("NFKD", token.translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=1 << 15)
def skeleton(token: str) -> str:
    """What all words share that look like this one; many that look different share it too.

    It only finds candidates: `damage` decides.

    >>> skeleton("II") == skeleton("Il"), skeleton("Kirn") == skeleton("KIM")
    (True, True)
    """
    key = fold(token).translate(_TWINS)
    return key.replace("rn", "m").replace("vv", "w").replace("cl", "d")


def key_of(tokens: Iterable[str]) -> str:
    """The key under which a name is kept: the skeletons of its words."""
    return " ".join(map(skeleton, tokens))


def fold_words(name: str) -> str:
    """A name without case, accents and marks between its words.

    >>> fold_words("Kim Il-sung") == fold_words("KIM IL SUNG")
    True
    """
    return " ".join(map(fold, tokens_of(name)))


def same(written: str, right: str) -> bool:
    """The same letters, whatever their case and accents.

    >>> same("GUTERRES", "Guterres"), same("II", "Il")
    (True, False)
    """
    return written == right or fold(written) == fold(right)


def damage(written: str, right: str, dotless: bool = False) -> Damage | None:
    """The look-alikes by which `written` differs from `right`; None if it differs otherwise.

    >>> damage("UKRAlNE", "Ukraine"), damage("Kirn", "Kim")
    (Damage(after='UKRAINE', soft=False), Damage(after='Kim', soft=True))
    >>> damage("All", "Ali"), damage("Kim", "Kim")
    (None, None)
    >>> damage("ln", "in")  # an l is an i where a word has no vowel else
    Damage(after='in', soft=False)
    >>> damage("ll", "il"), damage("ll", "Il")  # strokes alone are a capital and an l
    (None, Damage(after='Il', soft=False))
    >>> damage("Putln", "Putin", dotless=True)  # where the word can be no other
    Damage(after='Putin', soft=True)
    """
    upper = is_upper(written)
    bare = not _VOWELS.search(written) and bool(written.strip(_BARS))
    out: list[str] = []
    at = to = 0
    hard = soft = False
    while at < len(written) and to < len(right):
        c, r = written[at], right[to]
        size = 1, 1
        if _is_bar(c, r, upper) or (c == "0" and r in "oO") or (bare and c == "l" and r == "i"):
            hard = True
            out.append(r.upper() if upper else r)
        elif c == r or fold(c) == fold(r):
            out.append(c)
        elif dotless and c == "l" and r == "i":
            soft = True
            out.append(r)
        else:
            pair = _pair(written, at, right, to)
            if pair is None:
                return None
            size, soft = pair, True
            out.append(_cased(right[to : to + size[1]], written[at : at + size[0]], upper))
        at += size[0]
        to += size[1]
    if at < len(written) or to < len(right) or not (hard or soft):
        return None
    return Damage("".join(out), soft=not hard)


def latin(word: str) -> str:
    """A word with its Cyrillic and Greek letters as the Latin ones that look the same.

    >>> latin("\u0425i"), latin("\u041f\u0443\u0442\u0438\u043d")[:1]
    ('Xi', 'П')
    """
    return word.translate(_LATIN)


def is_upper(token: str) -> bool:
    """Whether a word stands in capitals, those letters aside that may stand for others.

    >>> is_upper("UKRAlNE"), is_upper("II"), is_upper("Ilham")
    (True, False, False)
    """
    letters = token.translate(_NO_STROKES)
    return len(letters) > 1 and letters.isupper()


def _is_bar(c: str, right: str, upper: bool) -> bool:
    """Whether a vertical stroke stands for another one."""
    if c not in _BARS or c == right:
        return False
    if right == "I" or (right == "i" and upper):
        return c != "I"
    if right == "i":
        return c == "1"
    return right == "l" and (c in "1|" or (c == "I" and not upper))


def _pair(written: str, at: int, right: str, to: int) -> tuple[int, int] | None:
    for a, b in _PAIRS:
        there, here = written[at : at + len(a)], right[to : to + len(b)]
        if there.lower() == a and here.lower() == b:
            return len(a), len(b)
    return None


def _cased(after: str, before: str, upper: bool) -> str:
    if upper:
        return after.upper()
    return after[0].upper() + after[1:].lower() if before[0].isupper() else after.lower()
