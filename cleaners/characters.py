"""Damaged characters: text read in the wrong encoding, look-alike letters, invisible characters.

Nothing here touches good text: quotation marks, fractions and symbols stay as they came.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ftfy
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad

from cleaners import codepages, markup, scripts
from cleaners.decode import ESCAPES
from cleaners.document import Change, Notice, smallest
from cleaners.later import later
from cleaners.odd import left, odd
from cleaners.profile import Profile
from cleaners.rule import load

CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    remove_terminal_escapes=False,
    normalization="NFC",
)
ODD = re.compile("[^\t\n -~‘’“”–—…]")
# What ftfy looks at. It mends nothing without two of these in a row, one of them no common letter,
KNOWN = "".join(MOJIBAKE_CATEGORIES.values())
RARE = "".join(v for k, v in MOJIBAKE_CATEGORIES.items() if not k.endswith("_common")) + "Ђ"
PAIR = later(f"[{KNOWN}](?:[{RARE}]|(?<=[{RARE}])[{KNOWN}])|[ÂÃ] ")
BESIDE = re.compile(  # nor without a sign that is no Russian letter, or stands between two of four
    "[^\x00-\x7fА-яЁё’–—…](?:(?<![«»“”„‘])|(?<=[ВГРС].)(?=[ВГРС]))"
)
SIGNS = later(f"{PAIR.pattern}|[Œœ]")  # one of these is in all that ftfy calls bad,
REACH = 6  # and no more characters are on either side of it
BROKEN = re.compile("[\x80-\x9f\ud800-\udfff]")  # what ftfy repairs besides mojibake
PLAIN = "\u0000-\u024f\u1e00-\u1eff\u2010-\u2027"  # Latin letters and their marks
INVISIBLE = re.compile(
    "\u00ad(?:[ \t]*\n(?=[a-z\u00df-\u00ff]))?|[\u200b\u2060\ufeff\u034f\ufffc]+"
    f"|(?<![^{PLAIN}])[\u200c\u200d]+(?![^{PLAIN}])"
)
SOFT_HYPHEN = re.compile("(?<=[a-zà-ÿ]{2})¬(?:[ \t]*\n)?(?=[a-zà-ÿ]{2})")
SELECTOR = later("(?<![\u00a9\u00ae\u203c-\U0010ffff])[\ufe0e\ufe0f]+(?!\u20e3)")
BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
HYPHEN = re.compile(r"(?<=\w)[\u2010\u2011](?=\w)")
SPACELESS = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\u206a-\u206f\ufff9-\ufffb]+")
COMPOSABLE = re.compile(  # a letter and its marks, or the parts of a Korean syllable
    "[^\\W\\d_][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u3099\u309a]+"
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
HIDDEN_TEXT = later(  # Chinese letters take one selector each
    f"[\U000e0001\U000e0020-\U000e007f]+|[{SELECTORS}]{{2,}}"
    "|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
)
UNSEEN = (
    ("characters.terminal-escape", ESCAPES, ""),
    ("characters.space", SPACE, " "),
    ("characters.invisible", INVISIBLE, ""),
    ("characters.hyphen", HYPHEN, "-"),
    ("characters.soft-hyphen", SOFT_HYPHEN, ""),
    ("characters.selector", SELECTOR, ""),
    ("characters.control", CONTROL, ""),
    ("characters.hidden-text", HIDDEN_TEXT, ""),
)
HIDDEN = re.compile(  # the first character of any of them; or the whole flag of Scotland
    "[\x00-\x08\x0e-\x1f\x7f\u00a0\u00ac\u00ad\u034f\u1680\u2000-\u200d\u2010\u2011\u202f\u205f"
    "\u2060\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U0001f3f4\U000e0001-\U000e01ef]"
    "(?:(?<=\U0001f3f4)[\U000e0030-\U000e007a]{3,6}\U000e007f)?"
)
FORMS = re.compile(
    "[\ufb00-\ufb06\u2160-\u217f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+"
)
WIDE = later("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff61-\uff9f]")


def find_damage(text: str, profile: Profile) -> Iterator[Change]:
    """Encoding damage, line by line, and only in lines with odd characters.

    A second look takes up the lines that prove nothing by themselves, with what others proved.

    >>> [c.after for c in find_damage("Pedro SÃ¡nchez", Profile(name="x"))]
    ['á']
    """
    if text.isascii() or not ODD.search(left(text)):
        return
    proven: set[codepages.Pair] = set()
    unproven: list[tuple[str, int]] = []
    at = 0
    for line in text.split("\n"):
        odd = "" if line.isascii() else left(line)
        words = codepages.odd_words(line) if ODD.search(odd) else ""
        if ODD.search(words):
            read = _read(line, odd, words, profile, text)
            if read.pair:
                proven.add(read.pair)
            elif read.text == line:
                unproven.append((line, at))
            yield from _differences(read, line, at)
        at += len(line) + 1
    for line, at in unproven if proven else ():
        found = codepages.read_anew(line, frozenset(proven))
        if found:
            yield from _differences(_with_rule(found), line, at)


class Read(NamedTuple):
    """A line read anew: by which rule, how, and why."""

    rule: str
    text: str
    reason: str
    pair: codepages.Pair | None = None


def _read(line: str, odd: str, words: str, profile: Profile, text: str) -> Read:
    """The first reading that changes a line: another code page, ftfy, letters made one.

    `odd` are its characters that are not plain, `words` the words that have one.
    """
    if _is_disguised(line, odd):
        return Read("", line, "")
    found = codepages.foreign(line, words) if profile.runs("characters.code-page") else None
    is_doubtful = BROKEN.search(odd) or _is_bad(line, line if "\xa0" in odd else words)
    if not found and is_doubtful and profile.runs("characters.mojibake"):
        after = ftfy.fix_text(line, CONFIG)
        if after != unicodedata.normalize("NFC", line):
            return Read("characters.mojibake", after, "ftfy: UTF-8 read byte by byte")
    if not found and profile.runs("characters.code-page"):
        found = codepages.western(line, words, text=text)
    if found:
        return _with_rule(found)
    if profile.runs("characters.normal-form") and not unicodedata.is_normalized("NFC", line):
        after = COMPOSABLE.sub(lambda m: unicodedata.normalize("NFC", m[0]), line)
        return Read("characters.normal-form", after, "one letter for a letter and its mark")
    return Read("", line, "")


def _is_bad(line: str, odd: str) -> bool:
    """Whether ftfy sees mojibake in a line; its odd words tell of most lines that it does not."""
    return bool(BESIDE.search(odd) and PAIR.search(odd)) and is_bad(_around_pairs(line))


def _around_pairs(line: str) -> str:
    """What ftfy has to see of a line: a letter that it knows stands where something was left out.

    >>> _around_pairs("Der Bürgermeister von Köln sagte am Montag: „Übel!“")
    'antag: „Übel!“'
    """
    parts: list[str] = []
    end = 0
    for found in SIGNS.finditer(line):
        start = found.start() - REACH
        if start > end:
            parts.append("a")
            end = start
        parts.append(line[end : found.end() + REACH])
        end = found.end() + REACH
    return "".join(parts)


def _is_disguised(line: str, odd: str) -> bool:
    """Whether a third of all words are Latin with letters of another alphabet that look alike.

    Of a code page that was read wrong, other letters would be left as well.
    """
    if len(set(scripts.FOREIGN.findall(odd))) < 2 or scripts.OWN.search(odd):
        return False
    words = scripts.WORD.findall(line)
    mixed = [w for w in words if scripts.FOREIGN.search(w) and scripts.LATIN.search(w)]
    return len(mixed) > 2 and 3 * len(mixed) > len(words)


def _with_rule(found: codepages.Reading) -> Read:
    rule = "characters.mojibake" if found.pair.true == "utf-8" else "characters.code-page"
    return Read(rule, unicodedata.normalize("NFC", found.text), found.reason, found.pair)


def _differences(read: Read, before: str, at: int) -> Iterator[Change]:
    """One small change for each word that differs, or one for all where words do not pair up."""
    if read.text == before:
        return
    old, new = re.split(r"(\s+)", before), re.split(r"(\s+)", read.text)
    if len(old) != len(new):
        old, new = [before], [read.text]
    for a, b in zip(old, new, strict=True):
        if a != b:
            yield smallest(Change(read.rule, at, at + len(a), b, reasons=(read.reason,)), a)
        at += len(a)


def find_entities(text: str, profile: Profile) -> Iterator[Change]:
    """Character references of HTML, decoded in full.

    >>> [c.after for c in find_entities("Q&amp;amp;A", Profile(name="x"))]
    ['&']
    """
    yield from _remnants(markup.entities(text), profile)


def find_markup(text: str, profile: Profile) -> Iterator[Change]:
    """Tags, style sheets, scripts and shortcodes; what they enclose stays, unless it is code too.

    >>> [c.rule for c in find_markup("one<br>two", Profile(name="x"))]
    ['characters.tag']
    """
    found = [
        *markup.tags(text),
        *markup.styles(text),
        *markup.shortcodes(text),
        *markup.scripts(text),
    ]
    at = 0
    for r in sorted(found, key=lambda r: (r.start, -r.end)):
        if r.start >= at:
            yield from _remnants((r,), profile)
            at = r.end


def _remnants(found: Iterable[markup.Remnant], profile: Profile) -> Iterator[Change]:
    for r in found:
        if profile.runs(f"characters.{r.name}"):
            yield Change(f"characters.{r.name}", r.start, r.end, r.after, reasons=(r.reason,))


def find_invisible(text: str, profile: Profile) -> Iterator[Change]:
    """Characters that nobody sees, and blanks and hyphens that look plain and are not.

    The joiners U+200C and U+200D stay outside Latin text: Persian, Hindi and emoji need them.
    """
    at = 0
    taken: list[Change] = []
    for hidden in HIDDEN.finditer(text) if HIDDEN.search(odd(text)) else ():
        if hidden.start() < at:
            continue
        for rule, pattern, after in UNSEEN:
            m = pattern.match(text, hidden.start())
            if m:
                at = m.end()
                if profile.runs(rule) and not _parts_words(text, m.start(), at):
                    taken.append(Change(rule, m.start(), at, after * (at - m.start())))
                break
    yield from taken
    if profile.runs("characters.direction-mark") and BIDI.search(odd(text)):
        yield from _direction_marks(text, taken)


def _parts_words(text: str, start: int, end: int) -> bool:
    """Whether a zero-width space stands where Thai, Lao, Burmese or Khmer part words with it."""
    near = text[max(0, start - 1) : start] + text[end : end + 1]
    return text[start] == "\u200b" and bool(SPACELESS.search(near))


def _direction_marks(text: str, taken: Iterable[Change]) -> Iterator[Change]:
    """Marks of direction in a line that has no letter written from right to left, where they are
    no part of what goes already."""
    at = 0
    inside = {n for c in taken for n in range(c.start, c.end)}
    for line in text.split("\n"):
        if not RIGHT_TO_LEFT.search(line):
            for m in BIDI.finditer(line):
                if inside.isdisjoint(range(at + m.start(), at + m.end())):
                    yield Change("characters.direction-mark", at + m.start(), at + m.end(), "")
        at += len(line) + 1


def find_forms(text: str, profile: Profile) -> Iterator[Change]:
    """Ligatures, wide letters, Roman numerals of one character, mathematical letters.

    A line with Chinese, Japanese or Korean keeps them, and a text that is mostly in one of these:
    there they are house style. One mathematical letter alone is a variable.

    >>> [c.after for c in find_forms("World War Ⅱ, the ﬁnance minister", Profile(name="x"))]
    ['II', 'fi']
    """
    if not FORMS.search(odd(text)) or not profile.runs("characters.form"):
        return
    if 5 * len(WIDE.findall(text)) > len(text):
        return
    at = 0
    for line in text.split("\n"):
        if not WIDE.search(line):
            for m in FORMS.finditer(line):
                if len(m[0]) == 1 and m[0] > "\U0001d3ff":
                    continue
                after = unicodedata.normalize("NFKC", m[0])
                reason = "no letter of the line is Chinese, Japanese or Korean"
                start = at + m.start()
                yield Change("characters.form", start, at + m.end(), after, reasons=(reason,))
        at += len(line) + 1


def find_apostrophes(text: str, profile: Profile) -> Iterator[Change]:
    """An accent, or a lost character, where an ending says that an apostrophe stood.

    >>> [c.after for c in find_apostrophes("Putin`s visit, l´été, didn\\ufffdt", Profile(name="x"))]
    ["'", "'", '’']
    """
    if "`" in text or "´" in text or "‚" in text:
        yield from _replace("characters.apostrophe", ACCENT, text, "'", profile)
    if "\ufffd" in text or "n?t" in text:
        yield from _replace("characters.lost-apostrophe", LOST, text, "’", profile)


ACCENT = re.compile(
    r"(?<=[A-Za-zÀ-ÿ])[`´‚](?=(?:s|t|re|ve|ll|d|m)\b(?![`´]|'(?:s|t|re|ve|ll|d|m)\b))"
    r"|(?<=\b[ldjcnstmLDJCNSTMO])[`´](?=[aeiouyhàâéèêîôûA-ZÀ-Ý][a-zà-ÿ])"
)
LOST = re.compile(r"(?<=[a-z]n)[?\ufffd](?=t\b(?![=&/]))|(?<=[A-Za-z])\ufffd(?=(?:re|ve|ll)\b)")


def _replace(
    rule: str, pattern: re.Pattern[str], text: str, after: str, profile: Profile
) -> Iterator[Change]:
    if profile.runs(rule):
        for m in pattern.finditer(text):
            reason = f"“{text[m.end() : m.end() + 2].strip()}” follows an apostrophe"
            yield Change(rule, m.start(), m.end(), after, reasons=(reason,))


def find_accents(text: str, profile: Profile) -> Iterator[Change]:
    """An accent that stands apart from its letter, where one of its neighbours can bear it.

    An acute may be an apostrophe, unless a letter without a dot waits for one.

    >>> [c.after for c in find_accents("Mu¨nchen, Franc¸ois, Garc´ıa", Profile(name="x"))]
    ['ü', 'ç', 'í']
    """
    if not APART.search(odd(text)) or not profile.runs("characters.accent"):
        return
    has_acutes = "ı´" in text or "´ı" in text
    taken = 0
    for m in BETWEEN.finditer(text):
        before, after = _bearing(m[1], m[2]), _bearing(m[3], m[2])
        if m.start() < taken or (m[2] == "´" and not has_acutes) or not (before or after):
            continue
        is_before = not after or (before and (before <= LATIN_1 or after > LATIN_1))
        span = m.span(1)[0], m.end(2)
        if not is_before:
            span = m.start(2), m.end(3)
        taken = span[1]
        reason = f"“{m[2]}” belongs on a letter"
        yield Change("characters.accent", *span, before if is_before else after, reasons=(reason,))


def _bearing(letter: str, accent: str) -> str:
    """A letter with an accent, where they make one letter of a European language."""
    whole = unicodedata.normalize("NFC", ("i" if letter == "ı" else letter) + MARK[accent])
    is_letter = len(whole) == 1 and (whole <= LATIN_1 or (accent != "´" and whole <= "\u017f"))
    return whole if is_letter else ""


LATIN_1 = "\u00ff"
MARK = dict(zip("¨¸ˆ˜˚ˇ˝´", "\u0308\u0327\u0302\u0303\u030a\u030c\u030b\u0301", strict=True))
APART = re.compile("[¨¸ˆ˜˚ˇ˝´]")
BETWEEN = re.compile("([A-Za-zÀ-ÿı])([¨¸ˆ˜˚ˇ˝´])(?=([A-Za-zÀ-ÿı]))")


def find_look_alikes(text: str, profile: Profile) -> Iterator[Change | Notice]:
    """Letters of another alphabet in a word, or a whole word of them, where the line proves it.

    >>> [c.after for c in find_look_alikes("at the \\u0421osmodrome in Amur", Profile(name="x"))]
    ['C']
    >>> list(find_look_alikes("Toys Я Us, KoЯn, 5 μm", Profile(name="x")))
    []
    """
    if not scripts.FOREIGN.search(odd(text)):
        return
    at = 0
    for line in text.split("\n"):
        if scripts.FOREIGN.search(line) and scripts.LATIN.search(line):
            yield from _look_alikes_in(line, at, profile)
        at += len(line) + 1


def _look_alikes_in(line: str, at: int, profile: Profile) -> Iterator[Change | Notice]:
    words = [(m.start(), m[0]) for m in scripts.WORD.finditer(line)]
    weight = scripts.weigh([word for _, word in words])
    for begin, word in words:
        if not scripts.FOREIGN.search(word):
            continue
        start, end = at + begin, at + begin + len(word)
        if scripts.LATIN.search(word):
            rule, repair = "characters.look-alike", scripts.mixed(word, weight, line)
        else:
            near = line[max(0, begin - 1) : begin] + line[begin + len(word) :][:1]
            rule, repair = "characters.whole-word", scripts.whole(word, weight, near)
        if repair is None:
            continue
        if repair.letters and profile.runs(rule):
            for n, c in repair.letters:
                yield Change(rule, start + n, start + n + 1, c, reasons=(repair.reason,))
        elif not repair.letters and profile.runs("characters.mixed-script"):
            message = f"{word!r} mixes scripts; no reading of it is sure"
            yield Notice("characters.mixed-script", start, end, message)


def find_placeholders(text: str, profile: Profile) -> Iterator[Notice]:
    """What stands where a reader saw something else: the table's rows with a pattern.

    >>> [n.code for n in find_placeholders("Write to [email protected]", Profile(name="x"))]
    ['characters.protected-email']
    """
    for row in load("characters"):
        if row.message and row.pattern and row.may_match(text) and profile.runs(row.id):
            for m in row.regex.finditer(text):
                yield Notice(row.id, m.start(), m.end(), row.message)
