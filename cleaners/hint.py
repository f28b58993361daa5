"""A cheap guess at the language of a line, so that a rule for English leaves other lines alone.

It only steers rules that are bound to a language; what the record calls `language` is decided once,
on the cleaned body, by `language.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from cleaners.alphabets import STOP_WORDS, owners, votes, words

_OWNERS = owners((language, words(text)) for language, text in STOP_WORDS.items())
_WORD = re.compile(r"[^\W\d_]+")
_FAR = re.compile("[^\x00-\u024f]")
_BLANKED = {n: " " for n in range(128) if not chr(n).isalpha()}
# “lran” is a damaged “Iran”, which a repair writes large.
_SMALL_WORD = re.compile("(?<![^\\W_])(?!l[^aeiou])[a-zß-ɏ]+(?![^\\W_])")
UNKNOWN = ""


def hint(text: str) -> str:
    """The language whose stop words clearly lead, or the empty string.

    >>> hint("Putin invited the leader to Moscow and he was pleased.")
    'en'
    >>> hint("Reuters"), hint("Путин прибыл в Пхеньян")
    ('', '')
    """
    found = _words(text[:2000])
    counts = votes(Counter(filter(None, map(_OWNERS.get, found))))
    best = max(counts, key=lambda language: counts[language], default=UNKNOWN)
    most = counts.pop(best, 0)
    is_clear = most >= 2 and most * 12 >= len(found) and most not in counts.values()
    return best if is_clear else UNKNOWN


def _words(text: str) -> list[str]:
    if text.isascii():
        return text.lower().translate(_BLANKED).split()
    return " ".join(_WORD.findall(text)).casefold().split(" ")


def is_western(line: str) -> bool:
    """Whether no letter of a line lies beyond the Latin ones.

    >>> is_western("“Łódź”, 5 μ"), is_western("“Łódź” 5")
    (False, True)
    """
    return line.isascii() or not any(map(str.isalpha, _FAR.findall(line)))


def small_hint(text: str) -> str:
    """The hint of the words written small: no repair changes those, so it says the same after."""
    return hint(" ".join(_SMALL_WORD.findall(text[:4000])))


@lru_cache(maxsize=64)
def is_english(line: str, text: str) -> bool:
    """Whether a line is English; a line that tells nothing is what its text is."""
    return (small_hint(line) or (small_hint(text) if is_western(line) else "")) == "en"


@lru_cache(maxsize=64)
def may_be_english(line: str, text: str) -> bool:
    """Whether a line is English, or too short to tell."""
    return (small_hint(line) or small_hint(text) or "en") == "en"
