"""Letters of other alphabets, and Chinese, Japanese and Korean, that were read as Western ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from cleaners.alphabets import other
from cleaners.codepages.pair import (
    CP1250,
    CP1251,
    CP1252,
    HIGH,
    NONE,
    Pair,
    Proven,
    Reading,
    letter_map,
    shows,
)

SLAVIC = ("ru", "uk", "bg")
ALIEN_PAIRS = (
    *(Pair(CP1252, true, SLAVIC) for true in ("cp1251", "koi8-r", "koi8-u", "cp866")),
    *(Pair(CP1252, true, SLAVIC) for true in ("iso8859_5", "mac_cyrillic")),
    Pair(CP1252, "cp1253", ("el",)),
    Pair(CP1252, "cp1255", ("he",)),
    Pair(CP1252, "cp1256", ("ar", "fa")),
    *(Pair(CP1250, true, SLAVIC) for true in ("cp1251", "koi8-r")),
    *(Pair(CP1251, true, SLAVIC) for true in ("koi8-r", "koi8-u", "cp866", "iso8859_5")),
    *(Pair("koi8-r", true, SLAVIC) for true in ("cp1251", "cp866")),
)
_RUN = "[\u0080-\u017f\u0192\u02c6-\u02dd\u2013-\u2122]"  # ‚ and ƒ are among them
RUN = re.compile(f"{_RUN}(?:{_RUN}{{3}}|(?<=[‚ƒ]).(?:[‚ƒ].){{2}})")
INVERTED = re.compile(
    "[А-ЯЁ\u2500-\u25ff¤-ª¬-º‚](?:(?<=[а-яёЂ-џ][А-ЯЁ])[А-ЯЁ]|(?<=[А-ЯЁ])[А-ЯЁ]{3} [А-ЯЁ]"
    "|(?<=[\u2500-\u25ff¤-ª¬-º‚])[а-яА-ЯЂ-џ]|(?<=[а-яЂ-џ][\u2500-\u25ff¤-ª¬-º]))"
)
_FOREIGN = "[^\\s\x00-\x7f“”«»–—…№]"
WORDS = re.compile(  # where a run begins, or behind its first letter: no run is read twice
    f"(?:(?<![A-Za-z])(?<!{_FOREIGN})|(?<=[A-Za-z]{_FOREIGN})){_FOREIGN}++(?![A-Za-z])"
)
CYRILLIC = re.compile("[\u0400-\u045f]")
LIKE = 0.62  # a real line of a language scores 0.65 to 0.95, the best wrong reading 0.5


def other_letters(line: str, proven: Proven = NONE) -> Reading | None:
    """A line in Cyrillic, Greek, Hebrew or Arabic that was read as something else."""
    shown = WORDS.findall(line)
    now = max(_likeness(shown, language) for language in SLAVIC)
    found = sorted(_alien_readings(line), key=lambda f: -f[0])
    letters = sum(map(len, shown))
    if not found or letters < 5 or 2 * letters < sum(map(len, HIGH.findall(line))):
        return None
    points, pair, language, text = found[0]
    rival = max((p for p, q, *_ in found if q.true[:4] != pair.true[:4]), default=now)
    least = 0.4 if pair in proven else LIKE
    if points < least or points < rival + 0.05 or points < now + 0.2:
        return None
    return Reading(text, f"{pair.reason}: letters as in “{language}”", pair)


def _alien_readings(line: str) -> Iterator[tuple[float, Pair, str, str]]:
    high = {c for c in line if c >= "\x80"}
    for pair in ALIEN_PAIRS:
        table = letter_map(pair.shown, pair.true)
        if high <= shows(pair.shown):
            text = line.translate(table)
            words = WORDS.findall(text)
            for language in pair.languages:
                yield _likeness(words, language), pair, language, text


def _likeness(words: Sequence[str], language: str) -> float:
    """From -1 to 1.5: how much words look like a language."""
    common, frequent = other(language).words, _frequent(language)
    total = points = 0.0
    for word in words:
        size, low = len(word), word.lower()
        if size == 1:
            continue  # one letter tells nothing
        total += size
        if not frequent.keys() >= set(low):
            points -= size
        elif word not in (low, word.upper()) and not word[1:].islower():
            points -= size / 2
        else:
            points += sum(map(frequent.__getitem__, low))
            points += 0.5 * size * (low in common)
    return points / total if total else -1.0


@cache
def _frequent(language: str) -> Mapping[str, float]:
    """The letters of a language, from 1 for the most frequent one down to nearly 0."""
    order, _ = other(language)
    return {c: 1 - n / len(order) for n, c in enumerate(order)}


SIGNS = {
    "gb18030": "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也对年日月，。",
    "big5": "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也對年日月，。",
    "cp932": "のにはをたがでてとしれさるいあもなことう、。年日ーンス",
    "cp949": "이다는을의에가한고로기지사하은도를서정대인일",
}


def asian(line: str, proven: Proven = NONE) -> Reading | None:
    """A line in Chinese, Japanese or Korean that was read as Western letters."""
    try:
        raw = line.encode(CP1252)
    except UnicodeEncodeError:
        return None
    best: tuple[float, str, Pair] | None = None
    for codec, signs in SIGNS.items():
        text = raw.decode(codec, "replace")
        odd = HIGH.sub("", text)
        high = len(text) - len(odd)
        share = sum(c in signs for c in text) / max(high, 1)
        if "\ufffd" not in text and high >= 3 and (best is None or share > best[0]):
            best = (share, text, Pair(CP1252, codec))
    if best is None or best[0] < (0.1 if best[2] in proven else 0.15):
        return None
    share, text, pair = best
    return Reading(text, f"{pair.reason}: {share:.0%} of it are the commonest signs", pair)
