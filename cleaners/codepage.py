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
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import ftfy.bad_codecs

from cleaners.alphabets import LANGUAGES, latin, other, owners
from cleaners.later import later

ftfy.bad_codecs.ok()  # the code pages that read every byte
CP1252, CP1250, CP1251 = "sloppy-windows-1252", "sloppy-windows-1250", "sloppy-windows-1251"


class Pair(NamedTuple):
    """A code page that a text is shown in, the one it was written in, and for which languages."""

    shown: str
    true: str
    languages: tuple[str, ...] = ()

    @property
    def is_mac(self) -> bool:
        """Whether the Macintosh had a hand in it: its letters read as symbols and capitals."""
        return "mac_roman" in self

    @property
    def reason(self) -> str:
        """What happened, in words."""
        return f"{_name(self.true)} read as {_name(self.shown)}"


class Reading(NamedTuple):
    """A line read anew, what proves the reading, and the pair that it proves."""

    text: str
    reason: str
    pair: Pair


Proven = frozenset[Pair]
NONE: Proven = frozenset()


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
    read = [_decoded(run, CP1252) for run in runs]
    return all(n and LATIN_LETTERS.fullmatch(text) for text, n in read)


def western(line: str, odd: str, proven: Proven = NONE, text: str | None = None) -> Reading | None:
    """What is left when ftfy has found nothing. Letters of the language of the whole text alone
    need no second look."""
    found = utf8(line, proven) if PAIR.search(odd) else None
    if found:
        return found
    broken = bool(BROKEN.search(odd))
    if broken or (_is_suspect(odd) and not _is_healthy(odd, text)):
        return latin_letters(line, broken, proven)
    return None


def _is_healthy(odd: str, text: str | None) -> bool:
    return text is not None and healthy(text).issuperset(HIGH_LETTERS.findall(odd))


PLAIN = frozenset(map(chr, range(0xA1, 0x530)))
HIGH_LETTERS = re.compile("[\u00a1-\u052f]")
LATIN_LETTERS = re.compile("[\u00c0-\u024f\u1e00-\u1eff]+")


@lru_cache(maxsize=4)
def healthy(text: str) -> frozenset[str]:
    """The letters of the language that a text's common words agree on; none when they do not.

    Of two languages with as many of them it is the first of the table, in every process.

    >>> "ñ" in healthy("el señor que no es de la ciudad dijo que la casa es suya y de los otros")
    True
    """
    if not _is_suspect(text):
        return PLAIN
    hits = _hits(TOKEN.findall(text[:900]))
    best = max(LANGUAGES, key=lambda language: hits.get(language, 0))
    return latin(best).letters if hits.get(best, 0) >= 6 else frozenset()


# ---- UTF-8 read byte by byte

HIGH = re.compile("[^\x00-\x7f]+")
KNOWN = "\u0080-\u017f\u0192\u02c6-\u02dd\u0400-\u045f\u0490\u0491\u2013-\u2122\u2202-\u25ca"
STRANGE = KNOWN.replace("\u0400-\u045f", "\u0400-\u040f\u0450-\u045f")  # without А to я
PAIR = re.compile(f"[{STRANGE}](?:(?=[{KNOWN}])|(?<=[{KNOWN}].))")
SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}"
)
RUSSIAN = re.compile("[а-яА-Я]+")  # the second byte of a sequence never looks like that
SHOWN_AS = (CP1252, "latin-1", CP1250, CP1251, "koi8-r", "mac_roman", "cp437", "cp850", "cp866")
EXPECTED = later(  # what UTF-8 of news decodes to; everything rarer is an accident
    "[\u00a0-\u017f\u0218-\u021b\u0386-\u03ce\u0401-\u045f\u0490\u0491\u05d0-\u05ea\u0600-\u06ff"
    "\u0900-\u0dff\u0e00-\u0e7f\u1ea0-\u1ef9\u200b-\u200f\u2010-\u2026\u2039\u203a\u20ac\u2122"
    "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff5e\U0001f300-\U0001faff]+"
)


def utf8(line: str, proven: Proven = NONE) -> Reading | None:
    """A line whose odd runs are UTF-8 that somebody read byte by byte."""
    best: tuple[int, str, Pair] | None = None
    runs = " ".join(HIGH.findall(line))
    for shown in SHOWN_AS:
        if not SEQUENCE.search(runs.encode(shown, "replace")):
            continue
        pair = Pair(shown, "utf-8")
        found = _sequences(line, shown, 1 if pair in proven else 2)
        if found and (best is None or found[0] > best[0]):
            best = (*found, pair)
    if best is None:
        return None
    count, text, pair = best
    return Reading(text, f"{pair.reason}: {count} whole sequences", pair)


def _sequences(line: str, shown: str, least: int) -> tuple[int, str] | None:
    """How many sequences a code page explains, and the line they make; None without proof.

    One sequence counts twice where what is shown can be no word.
    """
    out: list[str] = []
    at = count = proof = unread = 0
    for m in HIGH.finditer(line):
        text, n = _decoded(m[0], shown)
        if not n or not _fits(line, m.start(), m.end(), text):
            unread += len(m[0]) > 1 and m[0].isalpha()
        else:
            count += n
            proof += 2 if n > 1 or _is_impossible(line, m.start(), m.end()) else 1
            out += (line[at : m.start()], text)
            at = m.end()
    out.append(line[at:])
    return (count, "".join(out)) if proof >= least and count >= unread else None


def _decoded(run: str, shown: str) -> tuple[str, int]:
    """A run of odd characters as UTF-8, and its sequences; only marks may stay as they are."""
    if RUSSIAN.fullmatch(run):
        return run, 0
    out: list[str] = []
    at = count = 0
    raw = run.encode(shown, "replace")  # an ASCII “?” ends a sequence
    for m in SEQUENCE.finditer(raw) if len(raw) == len(run) else ():
        text = m[0].decode("utf-8", "replace")
        if any(map(str.isalpha, run[at : m.start()])) or not EXPECTED.fullmatch(text):
            return run, 0
        out += (run[at : m.start()], text)
        at = m.end()
        count += 1
    if any(map(str.isalpha, run[at:])):
        return run, 0
    return "".join((*out, run[at:])), count


def _fits(line: str, start: int, end: int, text: str) -> bool:
    """Whether the letters of a new reading go with the letters around them."""
    near = line[max(0, start - 1) : start] + line[end : end + 1]
    beside_latin = any(c.isalpha() for c in near)
    return not beside_latin or all(c < "\u0250" or c >= "\u1e00" or not c.isalpha() for c in text)


def _is_impossible(line: str, start: int, end: int) -> bool:
    """A capital or a symbol inside a word of small letters, or letters of two scripts in one."""
    before, run, after = line[max(0, start - 1) : start], line[start:end], line[end : end + 1]
    if any(map(str.isalpha, run)) and any("\u2500" <= c < "\u2600" for c in run):
        return True  # a letter and a piece of a frame
    if not (before.isalpha() or after.isalpha()):
        return False
    inside = before.islower() and (run[0].isupper() or (not run[0].isalnum() and after.isalpha()))
    symbol = after.islower() and not run[-1].isalnum() and run[-1] not in "’‘“”–—«»…"
    capitals = before.isupper() and after.isupper() and any(map(str.islower, run))
    capitals |= after.islower() and len(run) > 1 and run.isupper()
    mixed = any("\u0400" <= c <= "\u04ff" or "\u2200" < c < "\u2600" for c in run)
    return inside or symbol or capitals or mixed


# ---- one byte a letter: what a code page makes of a line


@cache
def _shows(codec: str) -> frozenset[str]:
    """Every character that a code page has beyond ASCII."""
    return frozenset(bytes(range(0x80, 0x100)).decode(codec, "ignore"))


@cache
def _map(shown: str, true: str) -> Mapping[int, int]:
    """Which shown character stands for which true one, where the two differ."""
    pairs: dict[int, int] = {}
    for n in range(0x80, 0x100):
        byte = bytes((n,))
        try:
            a, b = byte.decode(shown), byte.decode(true)
        except UnicodeDecodeError:
            continue
        if a != b:
            pairs[ord(a)] = ord(b)
    return pairs


def _name(codec: str) -> str:
    return codec.replace("sloppy-windows-", "cp")


# ---- Latin letters

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


def _is_suspect(text: str) -> bool:
    """Whether a character that some pair would read otherwise stands next to a letter."""
    alone, beside = _suspects()
    first = alone.search(text)
    return first is not None and beside.search(text, max(0, first.start() - 1)) is not None


@cache
def _suspects() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The characters that some pair would read otherwise: any of them, and one beside a letter."""
    odd = sorted({c for p in LATIN_PAIRS if not p.is_mac for c in _map(p.shown, p.true)})
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
    hits = _hits(tokens)
    letters = {c for t in odd for c in t if c >= "\x80"}
    shown = max((_points(odd, lang, hits) for lang in LANGUAGES if _has(lang, letters)), default=-1)
    found = [
        (_gain(odd, pair, language, hits), pair, language)
        for pair in LATIN_PAIRS
        if (broken or not pair.is_mac) and letters <= _shows(pair.shown)
        for language in pair.languages
        if _may_be(letters, pair, language)
    ]
    points, pair, language = max(found, key=lambda f: f[0], default=(0, LATIN_PAIRS[0], ""))
    points += 2 * (shown < 0 and len(letters) > 1)  # no one language writes what is shown
    least = LEAST if broken or hits.get(language) else LEAST + 1
    if points < (1 if pair in proven else least) or points < 2 * shown:
        return None
    table = _map(pair.shown, pair.true)
    text = TOKEN.sub(lambda m: m[0].translate(table) if _is_odd(m[0]) else m[0], line)
    return Reading(text, f"{pair.reason}: {points} marks of “{language}”", pair)


def _is_odd(token: str) -> bool:
    return not token.isascii() and any(map(str.isalpha, token))


def _may_be(letters: set[str], pair: Pair, language: str) -> bool:
    """Whether a reading changes letters, and all of them to some of the language."""
    table = _map(pair.shown, pair.true)
    read = {chr(table[ord(c)]) for c in letters if ord(c) in table}
    return bool(read) and all(c in latin(language).letters or c in MARKS for c in read)


def _has(language: str, letters: set[str]) -> bool:
    return letters <= latin(language).letters


def _hits(tokens: Sequence[str]) -> dict[str, int]:
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
    table = _map(pair.shown, pair.true)
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


# ---- other alphabets

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
        table = _map(pair.shown, pair.true)
        if high <= _shows(pair.shown):
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


# ---- Chinese, Japanese, Korean

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
