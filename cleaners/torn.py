"""Names that were torn apart: a room of names.py.

Only line breaks, blanks and the hyphen of a break come and go here; no letter changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.alphabets import words
from cleaners.document import Change
from cleaners.gazetteer import Gazetteer, gazetteer
from cleaners.gazetteer.letters import fold
from cleaners.gazetteer.scan import Mention, scan
from cleaners.gazetteer.words import is_known, is_word, parts
from cleaners.hint import is_english, may_be_english
from cleaners.later import later
from cleaners.odd import odd
from cleaners.profile import Profile

LETTERS = r"[^\W\d_]{1,30}"
TORN = later(rf"(?<![^\W\d_])(?:{LETTERS}[ -]){{0,3}}{LETTERS}(-\n)[a-zà-ÿ]{{1,30}}(?![^\W\d_])")
BREAK = re.compile(r"(?<=[^\W\d_])(-)(\n)(?=[A-ZÀ-Þ][a-zà-ÿ])")
APOSTROPHE_GAP = later(r"(?<=[^\W\d_])( ?)([’'`´])( ?)(?=[^\W\d_])(?:(?<= )|(?<= .))")
OF_IRELAND = later(
    r"(?:(?<=[a-z] O)|(?<=[a-z]\. O))( ?)([’'`´])( ?)(?=([A-Z][a-z]{2,20})(?![\w’'`´]))"
)
DASH = later(r"(?<=[^\W\d_])([–—−¬])(?=[^\W\d_])")
HYPHEN_GAP = re.compile(r"(?<=[^\W\d_])(?=[ -]{2})( ?)-( ?)(?=[^\W\d_])")
BEFORE_GAP = re.compile(rf"(?<![^\W_])(?:{LETTERS}(?: ?- ?| )){{0,2}}{LETTERS}$")
AFTER_GAP = re.compile(rf"{LETTERS}(?:(?: ?- ?| ){LETTERS}){{0,2}}(?![^\W_])")
LOOSE_HYPHEN = re.compile(" ?- ?")
FIRST_LETTER = re.compile(r"(?m:^)([A-Z]) ([A-Z]{2,30}|[a-z]{2,30})(?![\w’'-])")
OPENERS = words(  # at a story's start, though their rest may be a word: `T he`, `W hen`
    "The This That There They Their Then When Where What While With She You"
)
NEAR = 500  # characters around a place that tell the language
LONG_NAME = 8  # letters of a torn name that stands alone
_SMALL = "[a-zà-ÿ\u0100-\u024f]"
# A quick look for `IN_TWO`, whose signs around a word cost more to ask.
PAIRS = re.compile(f"([A-ZÀ-Þ]{_SMALL}{{0,20}}) ({_SMALL}{{3,20}})")
IN_TWO = later(rf"(?<![\w@#/.’'-])([A-ZÀ-Þ]{_SMALL}{{0,20}}) ({_SMALL}{{3,20}})(?![\w/’'-])")


def find_splits(text: str, profile: Profile) -> Iterator[Change]:
    """Names that a line break tore apart at a hyphen; the hyphen stays where the name has one.

    >>> [c.after for c in find_splits("President Xi Jin-\\nping said", Profile(name="x"))]
    ['']
    >>> [(c.start, c.end) for c in find_splits("Kim Jong-\\nun said", Profile(name="x"))]
    [(9, 10)]
    """
    if "-\n" not in text or not profile.runs("names.split"):
        return
    names = _names(profile)
    for m in BREAK.finditer(text):
        mention, written = _across(text, m.span(), "-", names)
        if mention and fold(written) == fold(mention.form.surface):
            yield _gone("names.split", m.start(2), m.end(2), mention.form.surface)
    for m in TORN.finditer(text):
        whole, hyphened = m[0].replace("-\n", ""), m[0].replace("\n", "")
        found = _last_name(whole, names, 2) or _torn_word(whole, names)
        size = 2
        if not found:
            found, size = _last_name(hyphened, names, 3), 1
        if not found:
            found, size = _name_across(text, (m.end(1) - 2, m.end(1)), names), 2
        if found:
            yield _gone("names.split", m.end(1) - size, m.end(1), found)


def find_gaps(text: str, profile: Profile) -> Iterator[Change]:
    """What stands inside a name and belongs there not: blanks and dashes around or for its own
    hyphen, a blank inside one of its words, and behind the large first letter of a story.

    >>> [(c.start, c.end) for c in find_gaps("Ban Ki - moon spoke.", Profile(name="x"))]
    [(6, 7), (8, 9)]
    >>> [(c.start, c.end) for c in find_gaps("Emmanuel Mac ron spoke.", Profile(name="x"))]
    [(12, 13)]
    >>> [(c.start, c.end) for c in find_gaps("B EIJING (AP) - Talks began.", Profile(name="x"))]
    [(1, 2)]
    """
    names = _names(profile)
    if (" -" in text or "- " in text) and profile.runs("names.hyphen-gap"):
        for m in HYPHEN_GAP.finditer(text):
            yield from _hyphen_gap(text, m, names)
    if profile.runs("names.apostrophe"):
        yield from _apostrophes(text, names)
    if any(d in odd(text) for d in "–—−¬") and profile.runs("names.dash"):
        yield from _dashes(text, names)
    if profile.runs("names.gap") and any(_are_halves(a, b) for a, b in PAIRS.findall(text)):
        for m in IN_TWO.finditer(text):
            yield from _word_in_two(text, m, names)
    if profile.runs("names.first-letter"):
        yield from _first_letters(text, names)


def _dashes(text: str, names: Gazetteer) -> Iterator[Change]:
    """A dash where a known name has its hyphen."""
    for m in DASH.finditer(text):
        mention, written = _across(text, m.span(), "-", names)
        if mention and fold(written) == fold(mention.form.surface):
            yield _gone("names.dash", *m.span(), mention.form.surface)._replace(after="-")


def _first_letters(text: str, names: Gazetteer) -> Iterator[Change]:
    """The blank behind the large first letter of a story, which pages set as a picture."""
    for m in FIRST_LETTER.finditer(text):
        whole = m[1] + m[2]
        known = len(m[2]) > 2 and (is_known(whole) or _last_name(whole, names, 1))
        if (whole in OPENERS or (known and not is_known(m[2]))) and _may_stand(text, m):
            reason = f"“{m[2]}” is no word, “{whole}” is one"
            yield Change("names.first-letter", m.end(1), m.start(2), "", reasons=(reason,))


def _names(profile: Profile) -> Gazetteer:
    return gazetteer(profile.names.gazetteer, profile.names.never)


def _gone(rule: str, start: int, end: int, name: str) -> Change:
    return Change(rule, start, end, "", reasons=(f"“{name}” is a known name",))


def _near(text: str, at: int) -> str:
    """The line around a place, or what lies next to it: a whole article may be one line."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[max(start, at - NEAR) : min(len(text) if end < 0 else end, at + NEAR)]


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
    mention, written = _across(text, gap.span(), "-", names)
    if mention and fold(written) == fold(mention.form.surface):
        for start, end in (gap.span(1), gap.span(2)):
            if start < end:
                yield _gone("names.hyphen-gap", start, end, mention.form.surface)


def _apostrophes(text: str, names: Gazetteer) -> Iterator[Change]:
    """Blanks around the apostrophe of a known name, and of an Irish family: `Sinead O ' Connor`."""
    if not any(f" {a}" in text or f"{a} " in text for a in "’'`´"):
        return
    done: set[int] = set()
    for m in APOSTROPHE_GAP.finditer(text):
        mention, written = _across(text, m.span(), "'", names)
        if mention and fold(written) == fold(mention.form.surface.replace("’", "'")):
            done.add(m.start())
            yield _closed(m, f"“{mention.form.surface}” is a known name")
    for m in OF_IRELAND.finditer(text):
        if m.start() not in done and (m[1] or m[3]) and fold(m[4]) in parts():
            yield _closed(m, f"{m[4]} is a name, and O stands before it")


def _closed(gap: re.Match[str], reason: str) -> Change:
    sign = gap[2] if gap[2] in "’'" else "'"
    return Change("names.apostrophe", gap.start(1), gap.end(3), sign, reasons=(reason,))


def _word_in_two(text: str, word: re.Match[str], names: Gazetteer) -> Iterator[Change]:
    """The blank in a word of a known name, if one of its halves alone is no word.

    `Jin ping` may be two words of a name that has both, so that reading must be none.
    """
    first, second = word[1], word[2]
    whole = first + second
    if not _are_halves(first, second):
        return
    gap = (word.end(1), word.start(2))
    mention, _ = _across(text, gap, "", names)
    if not mention:
        return
    is_long = len(whole) >= LONG_NAME and mention.form.entry.kind == "place" and len(first) > 2
    is_name = mention.last - mention.first > 1
    is_proven = is_name or (is_long and may_be_english(_near(text, word.start()), text))
    if is_proven and not _across(text, gap, " ", names, second.capitalize())[0]:
        yield _gone("names.gap", *gap, mention.form.surface)


def _are_halves(first: str, second: str) -> bool:
    """Whether two words make a known one, and one of them is none."""
    return (len(first) == 1 or not is_word(second)) and is_known(first + second)


def _across(
    text: str, gap: tuple[int, int], joint: str, names: Gazetteer, second: str = ""
) -> tuple[Mention | None, str]:
    """The known name that lies across a gap when a joint fills it, and how it is written then."""
    before = BEFORE_GAP.search(text, max(0, gap[0] - 40), gap[0])
    after = AFTER_GAP.match(text, gap[1])
    if not before or not after:
        return None, ""
    left = LOOSE_HYPHEN.sub("-", before[0])
    right = LOOSE_HYPHEN.sub("-", second + after[0][len(second) :])
    line = left + joint + right
    for mention in scan(line, names).mentions:
        if mention.span.start < len(left) < mention.span.end:
            return mention, mention.span.of(line)
    return None, ""


def _name_across(text: str, gap: tuple[int, int], names: Gazetteer) -> str:
    """The known name of several words across a break; its first halves must be none with it."""
    mention, _ = _across(text, gap, "", names)
    return mention.form.surface if mention and mention.last - mention.first > 1 else ""


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
