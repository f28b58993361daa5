"""Latin letters whose accents come from the code page of another region."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from cleaners.alphabets import LANGUAGES, latin, owners
from cleaners.codepages.pair import (
    CP1250,
    CP1251,
    CP1252,
    NONE,
    Pair,
    Proven,
    Reading,
    letter_map,
    shows,
)

CENTRAL = ("pl", "cs", "sk", "hu", "ro", "hr")
WEST = ("fr", "es", "pt", "it", "de", "sv", "da", "no", "fi")
LATIN_PAIRS = (
    Pair(CP1252, "cp1250", CENTRAL),
    Pair(CP1252, "cp1254", ("tr",)),
    Pair(CP1252, "cp1257", ("lt", "lv")),
    Pair("latin-1", "iso8859_2", CENTRAL),
    Pair(CP1250, "cp1252", WEST),
    Pair(CP1250, "cp1254", ("tr",)),
    Pair(CP1251, "cp1252", WEST),
    Pair(CP1251, "cp1254", ("tr",)),
    Pair(CP1251, "cp1250", CENTRAL),
    Pair("mac_roman", "cp1252", WEST),
    Pair(CP1252, "mac_roman", WEST),
)
TOKEN = re.compile(r"[^\s!-/:-@\[-`{-~“”„’‘«»–—…]+")
SYMBOL = (
    "\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u02c6-\u02dd\u2020-\u2022\u2030‚„™‹›€"
)
CAPITAL = "À-ÖØ-ÞŠŽŸŒĐŁĄŞŻŚŤŹŢ"
BROKEN = re.compile(  # a capital or a symbol inside a word of small letters
    f"(?<=[a-zß-öø-ÿ])[{SYMBOL}{CAPITAL}](?=[a-zß-öø-ÿ{SYMBOL}])"
)
MIXED = re.compile(  # a Cyrillic letter with no Latin look-alike, inside a word of Latin letters
    "(?<=[A-Za-z])[бвгджзийлнптфцчшщъыьэюя](?![А-Яа-я])|(?<![А-Яа-я])[бвгджзийлнптфцчшщъыьэюя](?=[a-z])"
)
MISSHAPEN = re.compile(f"{BROKEN.pattern}|[{CAPITAL}][A-Z][a-z]")
MARKS = "“”„‘’–—…«»"
STANDING = re.compile("[anoANO]˜(?=[a-z])|[aeiouAEIOU]ˆ(?=[a-z])")  # an accent beside its letter
LEAST = 4  # points of evidence for one reading


def is_suspect(text: str) -> bool:
    """Whether a character that some pair would read otherwise stands next to a letter."""
    alone, beside = suspects()
    first = alone.search(text)
    return first is not None and beside.search(text, max(0, first.start() - 1)) is not None


@cache
def suspects() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The characters that some pair would read otherwise: any of them, and one beside a letter."""
    odd = sorted({c for p in LATIN_PAIRS if not p.is_mac for c in letter_map(p.shown, p.true)})
    chars = "".join(re.escape(chr(c)) for c in odd if chr(c) not in "“”’‘–—…\u00a0«»")
    beside = re.compile(f"[A-Za-z](?:(?=[{chars}])|(?<=[{chars}].))")
    return re.compile(f"[{chars}]"), beside


@cache
def _common() -> Mapping[str, tuple[str, ...]]:
    """Which languages a common word belongs to."""
    return owners((language, latin(language).words) for language in LANGUAGES)


def latin_letters(line: str, broken: bool, proven: Proven = NONE) -> Reading | None:
    """A line in Latin letters whose accents come from the code page of another region."""
    tokens = TOKEN.findall(line)
    odd = {t for t in tokens if _is_odd(t)}
    hits = hits_of(tokens)
    letters = {c for t in odd for c in t if c >= "\x80"}
    shown = max((_points(odd, lang, hits) for lang in LANGUAGES if _has(lang, letters)), default=-1)
    found = [
        (_gain(odd, pair, language, hits), pair, language)
        for pair in LATIN_PAIRS
        if (broken or not pair.is_mac) and letters <= shows(pair.shown)
        for language in pair.languages
        if _may_be(letters, pair, language)
    ]
    points, pair, language = max(found, key=lambda f: f[0], default=(0, LATIN_PAIRS[0], ""))
    points += 2 * (shown < 0 and len(letters) > 1)  # no one language writes what is shown
    least = LEAST if broken or hits.get(language) else LEAST + 1
    if points < (1 if pair in proven else least) or points < 2 * shown:
        return None
    table = letter_map(pair.shown, pair.true)
    text = TOKEN.sub(lambda m: m[0].translate(table) if _is_odd(m[0]) else m[0], line)
    return Reading(text, f"{pair.reason}: {points} marks of “{language}”", pair)


def _is_odd(token: str) -> bool:
    return not token.isascii() and any(map(str.isalpha, token))


def _may_be(letters: set[str], pair: Pair, language: str) -> bool:
    """Whether a reading changes letters, and all of them to some of the language."""
    table = letter_map(pair.shown, pair.true)
    read = {chr(table[ord(c)]) for c in letters if ord(c) in table}
    return bool(read) and all(c in latin(language).letters or c in MARKS for c in read)


def _has(language: str, letters: set[str]) -> bool:
    return letters <= latin(language).letters


def hits_of(tokens: Sequence[str]) -> dict[str, int]:
    """How often each language shows by a common word without accents."""
    counts: dict[str, int] = {}
    for word in {t.casefold() for t in tokens if t.isascii()}:
        for language in _common().get(word, ()):
            counts[language] = counts.get(language, 0) + (2 if len(word) > 1 else 1)
    return counts


def _points(words: set[str], language: str, hits: Mapping[str, int]) -> int:
    """How much speaks for a language: common words, and letter pairs of its own."""
    known = latin(language)
    low = {w.casefold() for w in words}
    pairs = sum(any(part in w for part in known.parts) for w in low)
    return 3 * len(low & known.words) + pairs + hits.get(language, 0)


def _is_meant(token: str, language: str) -> bool:
    """Whether a word as shown looks like another language: its letters, and a letter pair of it."""
    letters = {c for c in token if c >= "\x80"}
    for name in LANGUAGES:
        if name != language and _has(name, letters):
            own = "" if language == "tr" else "ðþ"  # sound Turkish has letters cp1252 lacks
            if any(p in token for p in latin(name).parts if len(p) > 1 or p in own):
                return True
    return False


def _gain(odd: set[str], pair: Pair, language: str, hits: Mapping[str, int]) -> int:
    """How much speaks for one reading; 0 when a word of it is none of the language."""
    if pair.is_mac and any(map(STANDING.search, odd)):
        return 0
    table = letter_map(pair.shown, pair.true)
    letters = latin(language).letters
    changed = {t for t in odd if any(ord(c) in table for c in t)}
    read = {t.translate(table) for t in odd}
    broken = 0
    for token in changed:
        anew = token.translate(table).strip(MARKS)
        if any(c >= "\x80" and c not in letters for c in anew) or MISSHAPEN.search(anew):
            return 0
        broken += len(BROKEN.findall(token)) + len(MIXED.findall(token))
    new = {t.translate(table).casefold() for t in changed}
    kinds = {c.casefold() for t in changed for c in t if ord(c) in table}
    several = len(kinds) > 1 or hits.get(language, 0) >= LEAST
    typical = several and any(p in t for p in latin(language).parts for t in new)
    known = new & latin(language).words
    if not (typical or broken or known):
        return 0
    meant = sum(_is_meant(t.casefold(), language) for t in changed)
    if not (broken or known) and 2 * meant >= len(changed):
        return 0  # a name from elsewhere, in a sound line
    return _points(read, language, hits) + 2 * broken


PLAIN = frozenset(map(chr, range(0xA1, 0x530)))


@lru_cache(maxsize=4)
def healthy(text: str) -> frozenset[str]:
    """The letters of the language that a text's common words agree on; none when they do not.

    Of two languages with as many of them it is the first of the table, in every process.

    >>> "ñ" in healthy("el señor que no es de la ciudad dijo que la casa es suya y de los otros")
    True
    """
    if not is_suspect(text):
        return PLAIN
    hits = hits_of(TOKEN.findall(text[:900]))
    best = max(LANGUAGES, key=lambda language: hits.get(language, 0))
    return latin(best).letters if hits.get(best, 0) >= 6 else frozenset()
