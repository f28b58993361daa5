"""Which rows of a table a text can match, told from the words it holds.

Every match of most patterns holds one of a few words. One pass over a text finds them all (Aho and
Corasick), and only the rows whose words were found are asked.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import ahocorasick

from cleaners.starts import fold

# Texts that are searched for the words of each row in turn. To build the automaton takes as long:
# a command for one article would wait for it longer than for all other work on the rows.
PATIENCE = 200


class Prefilter:
    """The folded words of rows, by the rows' numbers. A row without words is asked of every text.

    >>> rows = Prefilter([["foto", "photo"], [], ["share"]])
    >>> awake = rows.of("photo: jane doe")
    >>> [n in awake for n in range(3)]
    [True, True, False]
    """

    def __init__(self, words: Iterable[Sequence[str]]) -> None:
        self.words = tuple(words)
        self._always = frozenset(n for n, held in enumerate(self.words) if not held)
        self._texts = 0
        self._last: tuple[str, Container[int]] = "", _Asked(self.words, "")
        self._automaton: ahocorasick.Automaton | None = None

    def of(self, text: str) -> Container[int]:
        """The numbers of the rows that may match anywhere in a text."""
        known, found = self._last
        if text != known:
            found = self._found(fold(text))
            self._last = text, found
        return found

    def _found(self, folded: str) -> Container[int]:
        self._texts += 1
        if self._texts <= PATIENCE:
            return _Asked(self.words, folded)
        if self._automaton is None:
            self._automaton = _built(self.words)
        found = set(self._always)
        for _, rows in self._automaton.iter(folded):
            found.update(rows)
        return found


class _Asked:
    """The same for a few rows: each is looked up when it is asked for."""

    def __init__(self, words: Sequence[Sequence[str]], folded: str) -> None:
        self.words = words
        self._folded = folded

    def __contains__(self, n: object) -> bool:
        held = self.words[n] if isinstance(n, int) else ()
        return not held or any(word in self._folded for word in held)


def _built(words: Sequence[Sequence[str]]) -> ahocorasick.Automaton:
    rows: dict[str, list[int]] = {}
    for n, held in enumerate(words):
        for word in held:
            rows.setdefault(word, []).append(n)
    automaton = ahocorasick.Automaton()
    for word in sorted(rows):
        automaton.add_word(word, rows[word])
    automaton.make_automaton()
    return automaton
