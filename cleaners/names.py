"""Names: repair damaged ones, spell a person's name one way, link mentions to entities.

Repair changes letters that only look right, and needs proof. Spelling changes nothing but case,
hyphens, spaces and accents. Linking changes nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cleaners.alphabets import words
from cleaners.document import Change, Notice, smallest
from cleaners.gazetteer import Gazetteer, gazetteer
from cleaners.gazetteer.around import LONG_WORD, begins_sentence, is_part_of_longer_name
from cleaners.gazetteer.context import KOREAN_FAMILIES, NUMBERED
from cleaners.gazetteer.letters import fold, latin
from cleaners.gazetteer.linking import links
from cleaners.gazetteer.scan import ROMAN, Mention, Scan, Suspect, scan
from cleaners.gazetteer.spelling import Verdict
from cleaners.gazetteer.words import is_known, parts
from cleaners.hint import hint, is_western
from cleaners.profile import Names, Profile
from cleaners.record import Entity

FAR_LETTER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
FOREIGN = re.compile(
    "(?<![^\\W\\d_])[^\\W\\d_]{0,30}[\u0370-\u03ff\u0400-\u052f][^\\W\\d_]{0,30}(?![^\\W\\d_])"
)
LATIN = re.compile("[A-Za-z]")
SMALL_WORD = re.compile("(?<![^\\W_])(?!l[^aeiou])[a-zß-ɏ]+(?![^\\W_])")
STROKES = re.compile(r"[Il1|]{2}")
NO_DESK_WRITES = re.compile(r"[āēīōūĀĒĪŌŪ]|\b[A-Z]\. [A-Z]\.")  # macrons, spaced initials
QUOTED = re.compile('[“„"«‘]([^“”„"«»‘\n]{3,90})[”“"»’]')
TWO_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{2}[a-zß-ÿ]{2,30}\b")
LONGEST_TITLE = 90  # characters of a quoted title
TORN = re.compile(
    r"(?<![^\W\d_])(?:[^\W\d_]{1,30}[ -]){0,3}[^\W\d_]{1,30}(-\n)[a-zà-ÿ]{1,30}(?![^\W\d_])"
)
HYPHEN_GAP = re.compile(r"(?<=[^\W\d_])(?=[ -]{2})( ?)-( ?)(?=[^\W\d_])")
BEFORE_GAP = re.compile(r"(?<![^\W_])(?:[^\W\d_]{1,30} ){0,2}[^\W\d_]{1,30}$")
AFTER_GAP = re.compile(r"[^\W\d_]{1,30}(?: [^\W\d_]{1,30}){0,2}(?![^\W_])")
FIRST_LETTER = re.compile(r"(?m:^)([A-Z]) ([A-Z]{2,30}|[a-z]{2,30})(?![\w’'-])")
OPENERS = words(  # at a story's start, though their rest may be a word: `T he`, `W hen`
    "The This That There They Their Then When Where What While With She You"
)
LONE_STROKE = re.compile(r"(?<![^\W_])([A-Z][a-z]{1,20}) (l)(?![\w’'])(?!\.\w)")
LONG_NAME = 8  # letters of a torn name that stands alone
IN_ADDRESS = ("/", "@", "#", "_", "\\", "=", "&", "~")
DEFAULT = Names()


def find_damage(text: str, profile: Profile) -> Iterator[Change | Notice]:
    """Words and names in which letters were swapped for their look-alikes.

    >>> [(c.start, c.after) for c in find_damage("at Kim II-Sung Square", Profile(name="x"))]
    [(8, 'l')]
    >>> list(find_damage("Kim II, a gaming handle, won the match.", Profile(name="x")))
    []
    """
    names = _names(profile.names)
    at = 0
    for line in text.split("\n"):
        found, changes = scan(line, names), []
        if found.suspects or found.odd:
            changes = list(_damage_in(found, at, text, profile))
            yield from changes
        if (
            not line.isascii()
            and FAR_LETTER.search(line)
            and LATIN.search(line)
            and profile.runs("names.look-alike")
        ):
            yield from _foreign_in(line, at, names)
        if " l" in line and profile.runs("names.look-alike"):
            repaired = {c.start for c in changes}
            yield from (c for c in _lone_strokes(line, at) if c.start not in repaired)
        at += len(line) + 1


def find_splits(text: str, profile: Profile) -> Iterator[Change]:
    """Names that a line break tore apart at a hyphen; the hyphen stays where the name has one.

    >>> [c.after for c in find_splits("President Xi Jin-\\nping said", Profile(name="x"))]
    ['']
    >>> [(c.start, c.end) for c in find_splits("Kim Jong-\\nun said", Profile(name="x"))]
    [(9, 10)]
    """
    if "-\n" not in text or not profile.runs("names.split"):
        return
    names = _names(profile.names)
    for m in TORN.finditer(text):
        whole, hyphened = m[0].replace("-\n", ""), m[0].replace("\n", "")
        found = _last_name(whole, names, 2) or _torn_word(whole, names)
        size = 2
        if not found:
            found, size = _last_name(hyphened, names, 3), 1
        if found:
            reason = f"“{found}” is a known name"
            yield Change("names.split", m.end(1) - size, m.end(1), "", reasons=(reason,))


def find_gaps(text: str, profile: Profile) -> Iterator[Change]:
    """Blanks inside a name: around its own hyphen, and behind the large first letter of a story.

    >>> [(c.start, c.end) for c in find_gaps("Ban Ki - moon spoke.", Profile(name="x"))]
    [(6, 7), (8, 9)]
    >>> [(c.start, c.end) for c in find_gaps("B EIJING (AP) - Talks began.", Profile(name="x"))]
    [(1, 2)]
    """
    names = _names(profile.names)
    if (" -" in text or "- " in text) and profile.runs("names.hyphen-gap"):
        for m in HYPHEN_GAP.finditer(text):
            yield from _hyphen_gap(text, m, names)
    if profile.runs("names.first-letter"):
        for m in FIRST_LETTER.finditer(text):
            whole = m[1] + m[2]
            known = len(m[2]) > 2 and (is_known(whole) or _last_name(whole, names, 1))
            if (whole in OPENERS or (known and not is_known(m[2]))) and _may_stand(text, m):
                reason = f"“{m[2]}” is no word, “{whole}” is one"
                yield Change("names.first-letter", m.end(1), m.start(2), "", reasons=(reason,))


def _may_stand(text: str, letter: re.Match[str]) -> bool:
    """Whether a letter at the start of a line may be the first of an English story.

    `A` and `I` are words, and the other vowels are in languages near by.
    """
    line = text[letter.start() : letter.start() + 500].split("\n", 1)[0]
    if letter[1] in "AEIOUY":
        return letter[1] not in "AI" and is_english(line, text)
    return may_be_english(line, text)


def _hyphen_gap(text: str, gap: re.Match[str], names: Gazetteer) -> Iterator[Change]:
    """The blanks around a hyphen that a known name has there, with none."""
    before = BEFORE_GAP.search(text, max(0, gap.start() - 40), gap.start())
    after = AFTER_GAP.match(text, gap.end())
    if not before or not after:
        return
    at = len(before[0])
    for mention in scan(f"{before[0]}-{after[0]}", names).mentions:
        here = mention.span
        written = f"{before[0]}-{after[0]}"[here.start : here.end]
        if here.start < at < here.end and fold(written) == fold(mention.form.surface):
            reason = f"“{mention.form.surface}” is a known name"
            for start, end in (gap.span(1), gap.span(2)):
                if start < end:
                    yield Change("names.hyphen-gap", start, end, "", reasons=(reason,))


def _last_name(text: str, names: Gazetteer, least: int) -> str:
    """The known name of so many words at least at the end of a text, and of its last words."""
    found = scan(text, names).mentions
    is_last = found and found[-1].span.end == len(text)
    return found[-1].form.surface if is_last and found[-1].last - found[-1].first >= least else ""


def _torn_word(text: str, names: Gazetteer) -> str:
    """The last word, where it is a long one of names: no family of two syllables with a hyphen."""
    word = text.rsplit(" ", 1)[-1]
    is_long = len(word) >= LONG_NAME and word[0].isupper() and "-" not in word
    return word if is_long and (fold(word) in parts() or _last_name(word, names, 1)) else ""


def find_spellings(text: str, profile: Profile) -> Iterator[Change]:
    """Full names of persons in English lines that differ from the usual form in case, hyphen,
    space or accents only.

    >>> [c.after for c in find_spellings("Kim Jong Un was in the city.", Profile(name="x"))]
    ['Kim Jong-un']
    """
    style = profile.names.style
    if style == "as-written" or not profile.runs("names.spell"):
        return
    names = _names(profile.names)
    at = 0
    for line in text.split("\n"):
        found = scan(line, names)
        for m in found.mentions:
            usual = _usual(found, m, style)
            if usual and is_english(line, text):
                start = at + m.span.start
                reason = f"the usual spelling of {m.form.entry.id or m.form.entry.name}"
                yield Change("names.spell", start, at + m.span.end, usual, reasons=(reason,))
        at += len(line) + 1


def link(text: str, headline: str | None, names: Names = DEFAULT) -> tuple[Entity, ...]:
    """Every mention of a known name. A short form links only where one person can be meant.

    >>> [(e.surface, e.id) for e in link("Vladimir Putin met aides. Later Putin left.", None)]
    [('Vladimir Putin', 'Q7747'), ('Putin', 'Q7747')]
    >>> link("Lyudmila Putin left.", None)
    ()
    """
    parts = (text, headline) if headline else (text,)
    found = [
        Entity(
            field="text" if k.part == 0 else "headline",
            span=k.span,
            surface=k.span.of(parts[k.part]),
            canonical=k.entry.name,
            id=k.entry.id,
            kind=k.entry.kind,
            method=k.method,
        )
        for k in links(parts, _names(names))
    ]
    return tuple(sorted(found, key=lambda e: (e.field, e.span)))


@lru_cache(maxsize=64)
def is_english(line: str, text: str) -> bool:
    """Whether a line is English; a line that tells nothing is what its text is."""
    return (_small_hint(line) or (_small_hint(text) if is_western(line) else "")) == "en"


@lru_cache(maxsize=64)
def may_be_english(line: str, text: str) -> bool:
    """Whether a line is English, or too short to tell."""
    return (_small_hint(line) or _small_hint(text) or "en") == "en"


def _sets_no_inner_capital(line: str) -> bool:
    """Whether a line is of a language whose words have one capital; German writes `LehrerInnen`."""
    return _small_hint(line) in ("en", "es", "fr", "it", "pt")


def _small_hint(text: str) -> str:
    """The hint of the words written small: no repair changes those, so it says the same after."""
    return hint(" ".join(SMALL_WORD.findall(text[:4000])))


def _names(settings: Names) -> Gazetteer:
    return gazetteer(settings.gazetteer, settings.never)


def _damage_in(found: Scan, at: int, text: str, profile: Profile) -> Iterator[Change | Notice]:
    taken: set[int] = set()
    changes: list[Change | Notice] = []
    for s in found.suspects:
        if not _in_address(found, s.first, s.last):
            taken.update(range(s.first, s.last))
            changes += _respelled(found, s, at)
    for n, v in found.odd:
        if n not in taken and not _in_address(found, n, n + 1):
            changes += _judged(found, n, v, at, text)
    yield from (c for c in changes if profile.runs(c.rule if isinstance(c, Change) else c.code))


def _lone_strokes(line: str, at: int) -> Iterator[Change]:
    """An l that is the numeral behind `World War` or a king's name."""
    for m in LONE_STROKE.finditer(line):
        if m[1].lower() in NUMBERED:
            start = at + m.start(2)
            reason = f"{m[1]} has a numeral behind it"
            yield Change("names.look-alike", start, start + 1, "I", reasons=(reason,))


def _foreign_in(line: str, at: int, names: Gazetteer) -> Iterator[Change]:
    """Words with Cyrillic or Greek letters that belong to a known name when read as Latin."""
    words = [(m, latin(m[0])) for m in FOREIGN.finditer(line)]
    words = [(m, after) for m, after in words if after != m[0] and not FOREIGN.search(after)]
    if not words:
        return
    pieces: list[str] = []
    at_line = 0
    for m, after in words:
        pieces += (line[at_line : m.start()], after)
        at_line = m.end()
    left = {m.start(): (m, after) for m, after in words}
    for mention in scan("".join(pieces) + line[at_line:], names).mentions:
        inside = [left[n] for n in range(*mention.span) if n in left]
        if inside and mention.last - mention.first > len(inside):
            reason = f"“{mention.form.surface}” is a known name"
            for m, after in inside:
                start = at + m.start()
                yield Change("names.look-alike", start, at + m.end(), after, reasons=(reason,))


def _respelled(found: Scan, s: Suspect, at: int) -> Iterator[Change]:
    reason = f"“{s.form.surface}” is a known name; {', '.join(s.anchors)} stands as in it"
    for n, after in s.repairs:
        yield _change(found, n, after, at, reason)


def _judged(found: Scan, n: int, v: Verdict, at: int, text: str) -> Iterator[Change | Notice]:
    """Repair or flag one odd word, by how sure the verdict is."""
    if v.degree == "stroke":
        after, reason = _stroke(found, n, v.after)
        if after:
            yield _change(found, n, after, at, reason)
        return
    if v.degree == "start":
        follows = found.gaps[n + 1] == " " and n + 1 < len(found.words)
        if follows and begins_sentence(found, n) and may_be_english(found.line, text):
            yield _change(found, n, v.after, at, v.reason)
        return
    proven = (
        v.degree == "sure"
        or (v.degree in ("likely", "western") and may_be_english(found.line, text))
        or (v.degree == "western" and _sets_no_inner_capital(found.line))
        or (v.degree == "english" and is_english(found.line, text))
    )
    if not proven and re.search(rf"\b{re.escape(v.after)}\b", text):
        yield _change(
            found, n, v.after, at, f"{v.reason}; “{v.after}” stands elsewhere in the text"
        )
    elif proven:
        yield _change(found, n, v.after, at, v.reason)
    elif found.words[n][0].isupper() and is_english(found.line, text):
        start = at + found.start(n)
        yield Notice("names.look-alike-doubt", start, start + len(found.words[n]), v.reason)


def _stroke(found: Scan, n: int, numeral: str) -> tuple[str, str]:
    """`Il` after `World War` is a numeral, `II` in `Ri II-hwan` a syllable; else neither."""
    word = found.words[n]
    before = found.words[n - 1] if n else ""
    gap, behind = found.gaps[n], found.gaps[n + 1]
    if STROKES.fullmatch(word) and before:
        after = found.words[n + 1] if n + 1 < len(found.words) else ""
        if gap == " " and behind in ("-", "‑") and after.isalpha() and before in KOREAN_FAMILIES:
            return "Il", f"no numeral is joined to a syllable; {before} is a Korean family name"
        first = found.words[n - 2] if n > 1 else ""
        if gap in ("-", "‑") and behind != "-" and first in KOREAN_FAMILIES and before.isalpha():
            return "il", f"no numeral is joined to a syllable; {first} is a Korean family name"
    numbered = gap == " " and before.lower() in NUMBERED and before[0].isupper()
    if numbered and word != numeral and ROMAN.fullmatch(numeral):
        return numeral, f"{before} has a numeral behind it"
    return "", ""


def _change(found: Scan, n: int, after: str, at: int, reason: str) -> Change:
    """The smallest change that makes a word the right one."""
    word, start = found.words[n], at + found.start(n)
    change = Change("names.look-alike", start, start + len(word), after, reasons=(reason,))
    return smallest(change, word)


def _in_address(found: Scan, first: int, last: int) -> bool:
    """Whether words are part of an address, a tag or a file's name."""
    before, after = found.gaps[first], found.gaps[last]
    dotted = (before == "." and first > 0) or (after == "." and last < len(found.words))
    return dotted or before.endswith(IN_ADDRESS) or after.startswith(IN_ADDRESS)


def _usual(found: Scan, m: Mention, style: str) -> str | None:
    """The usual spelling of a person's full name, where the written one is another."""
    entry = m.form.entry
    surface = m.span.of(found.line)
    if entry.kind != "person" or m.last - m.first < 2:
        return None
    if TWO_CAPITALS.search(surface):
        once = TWO_CAPITALS.sub(lambda c: c[0].capitalize(), surface)
        if once in m.form.surface:
            return once
    if m.form.ambiguous or entry.links != "alone":
        return None
    usual = entry.ap if style == "ap" and entry.ap else entry.name
    if surface == usual or surface.isupper() or _letters(surface) != _letters(usual):
        return None
    if not surface.isascii() and usual.isascii():
        return None  # accents that a writer set are no mistake
    if NO_DESK_WRITES.search(usual):
        return None
    if is_part_of_longer_name(found, m) or _is_in_a_title(found.line, m):
        return None
    return usual


def _is_in_a_title(line: str, m: Mention) -> bool:
    """Whether a name stands in the quoted title of a work: `“Kim Jong Un and the Bomb”`."""
    low = max(0, m.span.start - LONGEST_TITLE)
    for quoted in QUOTED.finditer(line, low, m.span.end + LONGEST_TITLE):
        if quoted.start() < m.span.start and m.span.end < quoted.end():
            rest = line[quoted.start() : m.span.start] + line[m.span.end : quoted.end()]
            long = LONG_WORD.findall(rest)
            return bool(long) and all(c.isupper() for c in long)
    return False


def _letters(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())
