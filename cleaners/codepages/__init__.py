"""Text that was read in the wrong code page, where the text itself proves the right one.

Four proofs. UTF-8 is hard to hit by chance: two sequences that decode are no accident. A language
in Latin letters shows itself by its common words and letter pairs, and by words that no language
could write (`Wa³êsa`). A language in other letters shows itself by which letters are frequent, and
by capitals that stand where capitals stand. Chinese, Japanese and Korean show their commonest
signs.

What one line proves, a shorter line of the same text may rest on (`proven`).
"""

from __future__ import annotations

import re

from cleaners.codepages.alien import CYRILLIC, INVERTED, RUN, asian, other_letters
from cleaners.codepages.latin import BROKEN, healthy, is_suspect, latin_letters
from cleaners.codepages.pair import CP1252, HIGH, NONE, Pair, Proven, Reading
from cleaners.codepages.sequences import PAIR, decoded, utf8

__all__ = ["Pair", "Reading", "foreign", "odd_words", "read_anew", "western"]

HIGH_LETTERS = re.compile("[\u00a1-\u052f]")
LATIN_LETTERS = re.compile("[\u00c0-\u024f\u1e00-\u1eff]+")


def read_anew(line: str, proven: Proven = NONE) -> Reading | None:
    """The line in the code page it was written in; None where nothing proves one.

    >>> read_anew("Recep Tayyip ErdoÄŸan arrived").text
    'Recep Tayyip Erdoğan arrived'
    >>> read_anew("Ïðåçèäåíò Ðîññèè Âëàäèìèð Ïóòèí").text
    'Президент России Владимир Путин'
    >>> read_anew("El señor Muñoz, l’été, «état», Łódź, ПУТИН") is None
    True
    """
    odd = odd_words(line)
    return foreign(line, odd, proven) or western(line, odd, proven)


def odd_words(line: str) -> str:
    """The words of a line that are not plain ASCII: all that a first look needs."""
    return " ".join([word for word in line.split() if not word.isascii()]) + " "


def foreign(line: str, odd: str, proven: Proven = NONE) -> Reading | None:
    """Readings in other letters. They go before ftfy, which takes some of their bytes for UTF-8."""
    if RUN.search(odd) and not _is_latin_utf8(odd):
        return other_letters(line, proven) or asian(line, proven)
    if CYRILLIC.search(odd) and INVERTED.search(odd):
        return other_letters(line, proven)
    return None


def _is_latin_utf8(odd: str) -> bool:
    """Whether every odd run is UTF-8 of Latin letters: the bytes of `Wałęsa` are Japanese, too."""
    runs = HIGH.findall(odd)
    read = [decoded(run, CP1252) for run in runs]
    return all(n and LATIN_LETTERS.fullmatch(text) for text, n in read)


def western(line: str, odd: str, proven: Proven = NONE, text: str | None = None) -> Reading | None:
    """What is left when ftfy has found nothing. Letters of the language of the whole text alone
    need no second look."""
    found = utf8(line, proven) if PAIR.search(odd) else None
    if found:
        return found
    broken = bool(BROKEN.search(odd))
    if broken or (is_suspect(odd) and not _is_healthy(odd, text)):
        return latin_letters(line, broken, proven)
    return None


def _is_healthy(odd: str, text: str | None) -> bool:
    return text is not None and healthy(text).issuperset(HIGH_LETTERS.findall(odd))
