"""Which lines of a text are English: a room of translation.py."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cleaners.alphabets import LANGUAGES, STOP_WORDS, latin, owners, votes, words
from cleaners.later import later
from cleaners.rule import Rule


class Page:
    """A text, its words, and the language of each of its lines, asked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = text.split()
        tokens = set(self.tokens)
        self.words = tokens | {w.strip(OUTER) for w in tokens if not w.isalnum()}
        self._english: dict[int, tuple[int, int]] = {}
        self._whole: bool | None = None
        self._line = (1, 0)  # the last one that was asked for

    @property
    def is_foreign(self) -> bool:
        """Whether the whole text is in another language."""
        if self._whole is None:
            ours, others = weigh(self.words)
            self._whole = others > ours
        return self._whole

    def line(self, at: int) -> tuple[int, int]:
        """Where the line around `at` starts and ends."""
        start, end = self._line
        if not start <= at <= end:  # most questions in a row are about one line, and it may be long
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            self._line = self.text.rfind("\n", 0, at) + 1, end
        return self._line

    def is_english(self, at: int, rule: Rule) -> bool:
        """Whether a line is English. A line that tells little may be flagged, never changed."""
        start, end = self.line(at)
        if start not in self._english:
            self._english[start] = weigh(WORD.findall(self.text[start:end][:1000]))
        ours, others = self._english[start]
        if self.is_foreign:
            return ours >= 3 and ours > 2 * others
        return ours > others or (rule.flags_only and ours == others)

    def is_english_without(self, start: int, end: int) -> bool:
        """Whether a text is English but for one line, which another language left in it.

        A line of another alphabet may leave a tie: no other line has its letters.
        """
        near = self.text[max(0, start - 3000) : start] + self.text[end : end + 3000]
        ours, others = weigh(WORD.findall(near))
        is_far = FAR.search(self.text, start, end) and not FAR.search(near)
        return ours > others or bool(is_far and ours == others and LATIN.search(near))


def weigh(tokens: Iterable[str]) -> tuple[int, int]:
    """How many common words are English, and how many of the best other language.

    Where most words are in another alphabet, the others have it.
    """
    low = {w.lower() for w in tokens}
    far = [w for w in low if w > "\u0370"]
    if 2 * sum(w[:1].isalpha() for w in far) > len(low):
        return 0, 1
    others = votes(Counter(filter(None, map(_OWNERS.get, low))))
    return len(low & ENGLISH), max(others.values(), default=0)


WORD = re.compile(r"[^\W\d_]+")
FAR = later("[^\x00-\u036f\u1e00-\u2e7f\ud800-\uf8ff\ufe00-\U0010ffff]")
LATIN = re.compile("[a-z]{3}")
OUTER = ".,;:!?()[]\"“”‘’«»„'%"
ENGLISH = words(STOP_WORDS["en"]) | words(
    "a he she it said says did do does what who when how can you we i or but if about into there "
    "been all one also out up more no so than them then could would should"
)
OTHERS = [
    *(words(common) for lang, common in STOP_WORDS.items() if lang not in LANGUAGES),
    *(latin(lang).words for lang in LANGUAGES if lang != "en"),
]
_OWNERS = owners(enumerate(OTHERS))
