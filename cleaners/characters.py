"""Damaged characters: text read in the wrong encoding, look-alike letters, invisible characters.

Nothing here touches good text: quotation marks, ligatures and letter widths stay as they came.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import ftfy

from cleaners.document import Change, Notice
from cleaners.profile import Profile

CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization="NFC",
)
ODD = re.compile("[^\t\n -~‘’“”–—…]")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")
BIDI = re.compile("(?<=[A-Za-z\u00c0-\u024f])[\u200e\u200f\u202a-\u202e]+(?=[A-Za-z\u00c0-\u024f])")
SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\u206a-\u206f\ufff9-\ufffb]+")
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
CYRILLIC = re.compile("[\u0400-\u052f]")
GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")

# Letters that share one shape in print; source: Unicode's confusables (UTS #39), checked by eye.
CYRILLIC_LATIN = dict(
    zip("АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝ", "ABEKMHOPCTYXIJSaeopcyxijsdhqw", strict=True)
)
GREEK_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϳ", "ABEZHIKMNOPTYXoj", strict=True))
TO_LATIN = CYRILLIC_LATIN | GREEK_LATIN
TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in CYRILLIC_LATIN.items()}


def find_damage(text: str, profile: Profile) -> Iterator[Change]:
    """Encoding damage and control characters, line by line, and only in lines with odd characters.

    >>> [c[:4] for c in find_damage("Pedro SÃ¡nchez", Profile(name="x"))]
    [('characters.mojibake', 7, 9, 'á')]
    """
    at = 0
    for line in text.split("\n"):
        if ODD.search(line):
            yield from _damage_in(line, at, profile)
        at += len(line) + 1


def find_invisible(text: str, profile: Profile) -> Iterator[Change]:
    """Characters that nobody sees, and blanks that are no plain space.

    The joiners U+200C and U+200D stay: Persian, Hindi and emoji need them.
    """
    for rule, pattern, after in (
        ("characters.control", CONTROL, ""),
        ("characters.invisible", INVISIBLE, ""),
        ("characters.direction-mark", BIDI, ""),
        ("characters.space", SPACE, " "),
    ):
        if profile.runs(rule):
            for m in pattern.finditer(text):
                yield Change(rule, m.start(), m.end(), after * (m.end() - m.start()))


def find_look_alikes(text: str, profile: Profile) -> Iterator[Change | Notice]:
    """Words of two scripts in which every foreign letter has a twin in the word's own script.

    The word's script must also be that of its line, or the word is only flagged.

    >>> [c.after for c in find_look_alikes("at Vostochny \\u0421osmodrome in Amur", Profile(name="x"))]
    ['C']
    >>> list(find_look_alikes("Toys Я Us, KoЯn, 5 μm", Profile(name="x")))
    []
    """
    at = 0
    for line in text.split("\n"):
        if LATIN.search(line) and (CYRILLIC.search(line) or GREEK.search(line)):
            yield from _look_alikes_in(line, at, profile)
        at += len(line) + 1


def _damage_in(line: str, at: int, profile: Profile) -> Iterator[Change]:
    composed = unicodedata.normalize("NFC", line)
    fixed = ftfy.fix_text(line, CONFIG)
    if fixed == composed or not profile.runs("characters.mojibake"):
        rule, fixed = "characters.normal-form", composed
    else:
        rule = "characters.mojibake"
    if fixed != line and profile.runs(rule):
        yield from _differences(rule, line, fixed, at)


def _differences(rule: str, before: str, after: str, at: int) -> Iterator[Change]:
    """One small change for each word that differs, or one for all where words do not pair up."""
    old, new = re.split(r"(\s+)", before), re.split(r"(\s+)", after)
    if len(old) != len(new):
        old, new = [before], [after]
    for a, b in zip(old, new, strict=True):
        if a != b:
            head = _shared(a, b)
            tail = _shared(a[head:][::-1], b[head:][::-1])
            yield Change(rule, at + head, at + len(a) - tail, b[head : len(b) - tail])
        at += len(a)


def _shared(a: str, b: str) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def _look_alikes_in(line: str, at: int, profile: Profile) -> Iterator[Change | Notice]:
    counts = {
        "Latin": len(LATIN.findall(line)),
        "Cyrillic": len(CYRILLIC.findall(line)),
        "Greek": len(GREEK.findall(line)),
    }
    main = max(counts, key=lambda k: counts[k])
    for m in WORD.finditer(line):
        word = m[0]
        latin, cyrillic = len(LATIN.findall(word)), len(CYRILLIC.findall(word))
        greek = len(GREEK.findall(word))
        if not latin or not (cyrillic or greek) or latin + cyrillic + greek < len(word):
            continue
        twins = TO_LATIN if main == "Latin" else TO_CYRILLIC
        own = LATIN if main == "Latin" else CYRILLIC
        foreign = [(n, c) for n, c in enumerate(word) if not own.match(c)]
        if main == "Greek" or any(c not in twins for _, c in foreign):
            continue
        start = at + m.start()
        if 2 * len(foreign) < len(word):
            reason = f"{word} is {main} but for {len(foreign)} look-alike"
            if profile.runs("characters.look-alike"):
                for n, c in foreign:
                    yield Change(
                        "characters.look-alike",
                        start + n,
                        start + n + 1,
                        twins[c],
                        reasons=(reason,),
                    )
        elif profile.runs("characters.mixed-script"):
            message = f"{word!r} mixes scripts; no reading of it is sure"
            yield Notice("characters.mixed-script", start, start + len(word), message)
