"""Names: repair damaged ones, spell a person's name one way, link mentions to entities.

Repair changes letters that only look right, and needs proof. Spelling changes nothing but case,
hyphens, spaces and accents. Linking changes nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.document import Change, Notice, smallest
from cleaners.gazetteer import Gazetteer, gazetteer
from cleaners.gazetteer.around import LONG_WORD, begins_sentence, is_part_of_longer_name
from cleaners.gazetteer.context import KOREAN_FAMILIES, NUMBERED
from cleaners.gazetteer.letters import fold, latin
from cleaners.gazetteer.linking import links
from cleaners.gazetteer.scan import ROMAN, Mention, Scan, Suspect, scan
from cleaners.gazetteer.spelling import Verdict
from cleaners.gazetteer.words import is_common, words
from cleaners.hint import is_english, is_western, may_be_english, small_hint
from cleaners.profile import Names, Profile
from cleaners.record import Entity

FAR_LETTER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
FOREIGN = re.compile(
    "(?<![^\\W\\d_])[^\\W\\d_]{0,30}[\u0370-\u03ff\u0400-\u052f][^\\W\\d_]{0,30}(?![^\\W\\d_])"
)
LATIN = re.compile("[A-Za-z]")
NUMERAL = re.compile(r"[Il1|]{2}")
ZERO = re.compile(
    r"(?<![\w@#/.-])(?:[Ѐ-ӿ]{1,20}0[а-ѿ]{2,20}|[Ѐ-Я]{1,20}0[Ѐ-Я]{3,20}|0[а-ѿ]{4,20})(?![\w@/])"
)
GREEK = re.compile("[\u0370-\u03ff]")
GREEK_CAPITALS = re.compile(  # not in quotation marks or brackets
    r"(?:(?<=^)|(?<=[ ’]))[Α-Ω]{3,6}(?=[ ,.;:’]|$)"
)
STROKE_IN_NUMERAL = re.compile(r"[XVL]I{0,3}[l1|][Il1|]{0,3}[XVI]")  # `XlX`, `XVlII`
LONG_NUMERAL = re.compile("(?=.{3})[XVL]+[Il1|]+")  # that no word looks like: `LVlll`
NO_DESK_WRITES = re.compile(r"[āēīōūĀĒĪŌŪ]|\b[A-Z]\. [A-Z]\.")  # macrons, spaced initials
QUOTED = re.compile('[“„"«‘]([^“”„"«»‘\n]{3,90})[”“"»’]')
TWO_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{2}[a-zß-ÿ]{1,30}\b")
ACRONYMS = ("EU", "AI", "IT", "US")  # that a place may be made to begin with
LONGEST_TITLE = 90  # characters of a quoted title
OTHER_O = re.compile(r"(?<!\S)(?:i|og|er|til|det|som|af|på|w|na|się|nie)(?!\S)")
SMALL_WORDS = re.compile("(?<![^ ])[a-zà-ÿ]{2}")
LONE_STROKE = re.compile(r"(?<![^\W_])([A-Z][a-z]{1,20}) (l)(?![\w’'])(?!\.\w)")
ARTICLE = re.compile(
    r"(?<![\w.@/-])[ae]([I|])[-‑](?=([A-Z][a-zà-ÿ]{2,20})(?![^\W_]))"
)  # `aI-Qaeda`
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
            yield from _acronyms(line, at, names)
        if "0" in line and profile.runs("names.look-alike") and ZERO.search(line):
            yield from _zeros(line, at, names)
        strokes = [*_lone_strokes(line, at), *_articles(line, at)]
        if strokes and profile.runs("names.look-alike"):
            repaired = {c.start for c in changes}
            yield from (c for c in strokes if c.start not in repaired)
        at += len(line) + 1


def find_spellings(text: str, profile: Profile) -> Iterator[Change]:
    """Full names of persons in English lines that differ from the usual form in case, hyphen,
    space or accents only.

    >>> [c.after for c in find_spellings("Kim Jong Un was in the city.", Profile(name="x"))]
    ['Kim Jong-un']
    """
    style = profile.names.style
    spells = style != "as-written" and profile.runs("names.spell")
    once = profile.runs("names.second-capital")
    if not spells and not once:
        return
    names = _names(profile.names)
    at = 0
    for line in text.split("\n"):
        found = scan(line, names)
        for m in found.mentions:
            start, end = at + m.span.start, at + m.span.end
            usual = _with_one_capital(found, m) if once else None
            if usual:
                reason = f"“{m.form.surface}” is a known name"
                yield Change("names.second-capital", start, end, usual, reasons=(reason,))
                continue
            usual = _usual(found, m, style) if spells else None
            if usual and is_english(line, text):
                reason = f"the usual spelling of {m.form.entry.id or m.form.entry.name}"
                yield Change("names.spell", start, end, usual, reasons=(reason,))
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


def _sets_no_inner_capital(line: str) -> bool:
    """Whether a line is of a language whose words have one capital; German writes `LehrerInnen`."""
    return small_hint(line) in ("en", "es", "fr", "it", "pt")


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


def _articles(line: str, at: int) -> Iterator[Change]:
    """The Arabic article before a name, with a capital I; `aI-Generated` has a word behind it."""
    for m in ARTICLE.finditer(line) if "-" in line or "‑" in line else ():
        if not is_common(m[2]):
            reason = f"the article al- or el- stands before {m[2]}"
            yield Change("names.look-alike", at + m.start(1), at + m.end(1), "l", reasons=(reason,))


def _zeros(line: str, at: int, names: Gazetteer) -> Iterator[Change]:
    """A 0 inside a Cyrillic word, or at the start of a known name: `0десса`, but `0рублей`."""
    for m in ZERO.finditer(line):
        start = at + m.start() + m[0].index("0")
        letter = "О" if m[0][0] == "0" or m[0].isupper() else "о"
        known = [f.form.surface for f in scan(m[0].replace("0", letter), names).mentions]
        if m[0][0] != "0" or m[0].replace("0", letter) in known:
            reason = "no Cyrillic word has a digit inside"
            yield Change("names.look-alike", start, start + 1, letter, reasons=(reason,))


def _acronyms(line: str, at: int, names: Gazetteer) -> Iterator[Change]:
    """A known acronym all letters of which are Greek, in a line of Latin letters."""
    for m in GREEK_CAPITALS.finditer(line):
        after = latin(m[0])
        fits = after.isascii() and (after in words() or scan(after, names).mentions)
        if fits and not GREEK.search(line[: m.start()] + line[m.end() :]):
            reason = f"{after} is known; all its letters are Greek, and no others of the line"
            yield Change("names.look-alike", at + m.start(), at + m.end(), after, reasons=(reason,))


def _lone_strokes(line: str, at: int) -> Iterator[Change]:
    """An l that is the numeral behind `World War` or a king's name."""
    for m in LONE_STROKE.finditer(line) if " l" in line else ():
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
    if v.degree == "glued":
        if len(SMALL_WORDS.findall(found.line)) > 1:  # a list of tags has none
            yield from _unglued(found, n, v, at)
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
        or (v.degree == "latin" and _has_plain_o(found.words[n], found.line))
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


def _has_plain_o(word: str, line: str) -> bool:
    """Whether a 0 in a word can only be an o: in Danish it may be an ø, in Polish an ó."""
    is_beside_vowel = re.search("[aeiou]0|0[aeiou]", word) is not None
    return is_western(line) and (is_beside_vowel or not OTHER_O.search(line))


def _unglued(found: Scan, n: int, v: Verdict, at: int) -> Iterator[Change]:
    for seam, c in enumerate(v.after):
        if c == " ":
            place = at + found.start(n) + seam - v.after[:seam].count(" ")
            yield Change("names.glued", place, place, " ", reasons=(v.reason,))


def _stroke(found: Scan, n: int, numeral: str) -> tuple[str, str]:
    """`Il` after `World War` is a numeral, `II` in `Ri II-hwan` a syllable; else neither."""
    word = found.words[n]
    before = found.words[n - 1] if n else ""
    gap, behind = found.gaps[n], found.gaps[n + 1]
    if NUMERAL.fullmatch(word) and before:
        after = found.words[n + 1] if n + 1 < len(found.words) else ""
        if gap == " " and behind in ("-", "‑") and after.isalpha() and before in KOREAN_FAMILIES:
            return "Il", f"no numeral is joined to a syllable; {before} is a Korean family name"
        first = found.words[n - 2] if n > 1 else ""
        if gap in ("-", "‑") and behind != "-" and first in KOREAN_FAMILIES and before.isalpha():
            return "il", f"no numeral is joined to a syllable; {first} is a Korean family name"
    if gap != " " or word == numeral or not before or not ROMAN.fullmatch(numeral):
        return "", ""
    capital = before[0].isupper()
    if capital and before.lower() in NUMBERED and not _is_article(found, n):
        return numeral, f"{before} has a numeral behind it"
    if STROKE_IN_NUMERAL.search(word) or (capital and LONG_NUMERAL.fullmatch(word)):
        return numeral, f"{word} is no word, and {numeral} a numeral"
    return "", ""


def _is_article(found: Scan, n: int) -> bool:
    """Whether `Il` is the Italian article: `La scelta di Carlo Il Calvo`."""
    follows = found.gaps[n + 1] == " " and n + 1 < len(found.words)
    before_name = follows and found.words[n + 1][0].isupper()
    return found.words[n] == "Il" and (before_name or small_hint(found.line) == "it")


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


def _with_one_capital(found: Scan, m: Mention) -> str | None:
    """A full name of a person, or a place, one word of which begins with two capitals.

    `EUrope` is meant so.
    """
    surface = m.span.of(found.line)
    if not TWO_CAPITALS.search(surface) or _in_address(found, m.first, m.last):
        return None
    kind, size = m.form.entry.kind, m.last - m.first
    is_one = kind == "place" and len(surface) > 4 and not surface.startswith(ACRONYMS)
    once = TWO_CAPITALS.sub(lambda c: c[0].capitalize(), surface)
    return once if (is_one or size > 1) and once in m.form.surface else None


def _usual(found: Scan, m: Mention, style: str) -> str | None:
    """The usual spelling of a person's full name, where the written one is another."""
    entry = m.form.entry
    surface = m.span.of(found.line)
    if entry.kind != "person" or m.last - m.first < 2:
        return None
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
