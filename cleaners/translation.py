"""Marks of machine translation: closed patterns are repaired, the rest is flagged.

Most rows are bound to English paragraphs. A row's pattern runs only over texts that hold one of its
anchors, and what it found is weighed only then: its language, and what it requires before it.
"""

from __future__ import annotations

import html
import operator
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleaners.alphabets import words
from cleaners.document import Change, Notice
from cleaners.english import FAR, WORD, Page, weigh
from cleaners.later import later
from cleaners.odd import odd
from cleaners.profile import Profile
from cleaners.rule import Rule, load

MOST_LINES = 100  # of one page that a row about whole lines may explain


class Mark(NamedTuple):
    """What one row found: where, and what would stand there after a repair."""

    rule: Rule
    start: int
    end: int
    after: str
    reason: str = ""


def find(text: str, profile: Profile) -> Iterator[Change | Notice]:
    """What the table of translation marks says about a text.

    >>> text = "Putin said, “We value your support in all of this.” he said."
    >>> [c.rule for c in find(text, Profile(name="x"))]
    ['translation.second-attribution']
    """
    page = Page(text)
    rules = [r for r in _candidates(page) if profile.runs(r.id)]
    marks = [m for r in rules for m in (FUNCTIONS[r.function] if r.function else _matches)(page, r)]
    taken = 0
    repaired: list[Mark] = []
    for mark in sorted(marks, key=lambda m: m.start):
        if not mark.rule.flags_only and mark.start >= taken:
            repaired.append(mark)
            taken = mark.end
            reasons = (mark.reason or _why(mark.rule),)
            yield Change(mark.rule.id, mark.start, mark.end, mark.after, reasons=reasons)
    for mark in marks:
        if mark.rule.message and not any(r.start < mark.end > mark.start < r.end for r in repaired):
            yield Notice(mark.rule.id, mark.start, mark.end, mark.rule.message)


def _why(rule: Rule) -> str:
    return "the sentence names its speaker before" if rule.requires else "no English desk writes it"


class _Anchors(NamedTuple):
    """The rows by what they contain: words, marks, and what opens a line.

    Before a mark stands a sign of it that few texts have, for one sign is found far sooner.
    """

    words: dict[str, list[int]]
    marks: list[tuple[str, str, list[int]]]
    openers: tuple[str, ...]


@cache
def _anchors() -> _Anchors:
    by_word: dict[str, list[int]] = {}
    by_mark: dict[str, list[int]] = {}
    openers: list[str] = []
    for n, rule in enumerate(load("translation")):
        for anchor in rule.contains:
            if rule.pattern and rule.part == "line":
                openers.append(anchor)
            elif _is_word(anchor, rule):
                by_word.setdefault(anchor, []).append(n)
            else:
                by_mark.setdefault(anchor, []).append(n)
    marks = [(_rarest(mark), mark, owners) for mark, owners in by_mark.items()]
    return _Anchors(by_word, marks, tuple(openers))


def _is_word(anchor: str, rule: Rule) -> bool:
    """Whether an anchor stands between blanks and marks; what a pattern begins with may not."""
    begins = rule.pattern is not None and rule.pattern.startswith(anchor)
    return (anchor.rstrip(".,:").isalpha() or anchor in "—–-") and not begins


def _rarest(mark: str) -> str:
    """A sign of a mark, rather none of a quotation; empty for letters, points and commas."""
    signs = [c for c in mark if not c.isalpha() and c not in " .,"]
    return next((c for c in signs if c not in "“”’"), "".join(signs[:1]))


def _candidates(page: Page) -> list[Rule]:
    """The rows of which an anchor stands in the text."""
    rules, (by_word, marks, openers) = load("translation"), _anchors()
    found = {n for word in by_word.keys() & page.words for n in by_word[word]}
    text = page.text
    found.update(n for sign, mark, owners in marks if sign in text and mark in text for n in owners)
    short = [line.lstrip(" [（(【") for line in page.text.split("\n") if len(line) < 200]
    opened = [line for line in short if line.startswith(openers)]
    for n, rule in enumerate(rules):
        is_line = rule.pattern and rule.part == "line"
        if not rule.contains or (is_line and opened and any(map(rule.may_match, opened))):
            found.add(n)
    return [rules[n] for n in sorted(found)]


def _matches(page: Page, rule: Rule) -> Iterator[Mark]:
    """The matches of a row's pattern that its conditions allow.

    Where a row knows a hundred lines and more, no translator left them: the page is in their
    language, and to weigh what stands around each would take long.
    """
    found = list(_found(page, rule))
    if rule.part == "line" and len(found) > MOST_LINES:
        return
    for m in found:
        start, end = page.line(m.start())
        if rule.part == "line":
            if page.is_english_without(m.start(), m.end()):
                stop = min(m.end() + 1, len(page.text))
                yield Mark(rule, m.start(), stop, "", "the lines around it are English")
            continue
        if rule.languages and not page.is_english(m.start(), rule):
            continue
        line, at = page.text[start:end], m.start() - start
        if rule.requires is not None and not rule.required_before(line, at):
            continue
        yield Mark(rule, m.start(), m.end(), m.expand(rule.after or ""))


def _found(page: Page, rule: Rule) -> Iterator[re.Match[str]]:
    """The matches of a pattern; a row inside a line looks only at lines with one of its anchors."""
    if rule.part != "inside" or not rule.contains:
        yield from rule.regex.finditer(page.text)
        return
    lines: set[tuple[int, int]] = set()
    for anchor in rule.contains:
        at = page.text.find(anchor)
        while at >= 0:
            start, end = page.line(at)
            lines.add((start, end))
            at = page.text.find(anchor, end)
    for start, end in sorted(lines):
        yield from rule.regex.finditer(page.text, start, end)


# ---- rows with a function


def repeated_line(page: Page, rule: Rule) -> Iterator[Mark]:
    """A whole sentence on its own line, and the same line again right under it."""
    before, at = "", 0
    for line in page.text.split("\n"):
        if line and line == before and SENTENCE.fullmatch(line):
            yield Mark(
                rule, at, min(at + len(line) + 1, len(page.text)), "", "the line above is it"
            )
        before = line
        at += len(line) + 1


SENTENCE = re.compile(r"[^\W\d_a-z][^“”\"«»?!:\n]{20,600}\.")


def repeated_sentence(page: Page, rule: Rule) -> Iterator[Mark]:
    """A plain sentence of the story, and the same one again at once; speech repeats on purpose."""
    parts = page.text.split(". ")
    is_near = any(b.startswith(a.rsplit("\n", 1)[-1]) for a, b in pairwise(parts))
    speech = _Speech(page)
    for m in SENTENCE_TWICE.finditer(page.text) if is_near else ():
        is_told = not speech.holds(m.start()) and not SPEAKS.search(m[1])
        if is_told and page.is_english(m.start(), rule):
            yield Mark(rule, m.end(1), m.end(), "", "the sentence before is it")


class _Speech:
    """Whether a place is inside a quotation of its line; asked from left to right, a long line is
    read once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._line = self._at = self._open = self._straight = 0  # of the line, up to `_at`

    def holds(self, at: int) -> bool:
        """Whether a quotation before `at` is open there."""
        start, _ = self._page.line(at)
        if start != self._line:
            self._line = self._at = start
            self._open = self._straight = 0
        text = self._page.text
        self._open += text.count("“", self._at, at) - text.count("”", self._at, at)
        self._straight += text.count('"', self._at, at)
        self._at = at
        return self._open > 0 or self._straight % 2 == 1


SENTENCE_TWICE = later(
    r"(?:(?m:^)|(?<=[.!?] ))([A-Z][a-z’]{0,20}(?: [^ .!?:;“”\"\n]{1,20}){4,60}\.) \1(?=\s|$)"
)
SPEAKS = re.compile(r"\b(?:I|we|We|you|You|me|us|my|our|your|not|never|Never|again)\b")


def repeated_clause(page: Page, rule: Rule) -> Iterator[Mark]:
    """Three words or more, and the same words again at once; a short refrain has its comma."""
    tokens = page.text.lower().split()
    for size in CLAUSE:
        same = bytes(map(operator.eq, tokens, tokens[size:]))
        n = same.find(b"\1" * size)
        if n < 0 or (size < LONG_CLAUSE and not tokens[n + size - 1][-1:].isalnum()):
            continue
        twice = r"\s".join(map(re.escape, page.tokens[n : n + 2 * size]))
        found = re.search(twice, page.text)
        if found and "\n" not in found[0] and page.is_english(found.start(), rule):
            unit = page.tokens[n : n + size]
            is_clause = 2 * sum(map(str.islower, unit)) >= size and len(set(unit)) > 2
            # a name in a caption and in its credit is no clause
            if is_clause and not _Speech(page).holds(found.start()):
                yield Mark(rule, found.start(), found.end(), "")
                return


CLAUSE = (3, 4, 5, 6)  # words
LONG_CLAUSE = 5  # words; what is shorter and ends in a comma is a refrain


def inverted_mark(page: Page, rule: Rule) -> Iterator[Mark]:
    """The Spanish mark before an English question or cry; a Spanish one keeps it."""
    for m in INVERTED.finditer(page.text):
        ours, others = weigh(WORD.findall(m[1]))
        if m[1].isascii() and ours > others and page.is_english(m.start(), rule):
            yield Mark(rule, m.start(), m.start() + 1, "")


INVERTED = re.compile(r"[¿¡](?=([A-Za-z“\"‘][^¿¡?!\n]{1,300})[?!])")


def quotation_marks(page: Page, rule: Rule) -> Iterator[Mark]:
    """Both marks of a quotation in the style of another language, around English words."""
    for m in FOREIGN_QUOTES.finditer("" if page.is_foreign else page.text):
        inside = m[m.lastindex or 0]
        if page.is_english(m.start(), rule) and inside.isascii():
            start, end = m.span(m.lastindex or 0)
            marks = "‘’" if m[0][0] == "‚" else "“”"
            yield Mark(rule, m.start(), start, marks[0], "a pair around English words")
            yield Mark(rule, end, m.end(), marks[1], "a pair around English words")


FOREIGN_QUOTES = re.compile(
    r'„([^„“”"\n]{1,600})[“”](?![^\W_])|„([^„“”"\n]{1,600})"'
    r"|«[ \u00a0]?([^«»\n]{1,600}?)[ \u00a0]?»|»([^«»\n]{1,600}?)«"
    r"|(?<![^\s(])‚(?=\w)([^‚‘’\"\n]{3,600})[‘’](?![\w])"
    r"|(?<![^\s:(]),,(?=[^\s,])([^,\n\"][^\n\"]{1,600}?)''"
)


def lonely_quote(page: Page, rule: Rule) -> Iterator[Mark]:
    """A curly mark without its partner, in its line and in those it may run on to."""
    waiting = -1  # where a quotation opened that is still open
    at = 0
    for line in page.text.split("\n"):
        opens, closes = line.count("“"), line.count("”")
        lonely = -1
        if waiting >= 0 and opens >= closes and opens and not line.startswith("“"):
            lonely, waiting = waiting, -1
        if opens == closes + 1 and "„" not in line and '"' not in line:
            waiting = at + line.rfind("“")
        elif closes == opens + 1 and waiting < 0 and "„" not in line and '"' not in line:
            mark = line.find("”")
            is_quote = not line[:mark][-1:].isdigit() and line[mark - 1 : mark + 2] != ".”."
            lonely = at + mark if is_quote else -1  # no inch, no clause of a statute
        elif closes:
            waiting = -1
        if closes > opens:
            waiting = -1
        if lonely >= 0 and page.is_english(lonely, rule):
            yield Mark(rule, lonely, lonely + 1, "")
        at += len(line) + 1
    if waiting >= 0 and page.is_english(waiting, rule):
        yield Mark(rule, waiting, waiting + 1, "")


def spaced_entity(page: Page, rule: Rule) -> Iterator[Mark]:
    """A character reference with spaces in it."""
    for m in SPACED.finditer(page.text):
        name = m[1].replace(" ", "").lower()
        after = html.unescape(f"&{name};")
        if after.isspace():
            yield Mark(rule, m.start(), m.end(), " ")
        elif m[1] != name or m[0].strip(" ") != f"&{name};":
            left = len(m[0]) - len(m[0].lstrip(" "))
            right = len(m[0]) - len(m[0].rstrip(" "))
            yield Mark(rule, m.start() + left, m.end() - right, after)


SPACED = re.compile(
    r" ?& ?(# ?x?[0-9a-fA-F]{2,6}|(?i:nbsp|amp|quot|apos|lt|gt|[lr]squo|[lr]dquo|[mn]dash|hellip|"
    r"laquo|raquo)) ?; ?"
)
MARKS = dict(zip("，。、；：！？（）", ",.,;:!?()", strict=True))
MARKS |= {"「": "“", "」": "”", "『": "‘", "』": "’", "《": "“", "》": "”", "【": "[", "】": "]"}
WIDE_MARK = re.compile("[，。、；：！？（）「」『』《》【】] ?")
FAR_MARKS = dict(zip("،؛؟۔।", ",;?..", strict=True))
FAR_MARK = later('(?<=[a-z0-9)”"]) ?[،؛؟۔।](?=[ \n]|$)')
WIDE = later("[\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def wide_marks(page: Page, rule: Rule) -> Iterator[Mark]:
    """Chinese and Japanese marks in a line that has no Chinese or Japanese letter."""
    end, is_foreign = -1, False
    for m in WIDE_MARK.finditer(page.text):
        if m.start() >= end:
            start, end = page.line(m.start())
            is_foreign = bool(WIDE.search(page.text, start, end))
        if is_foreign or not page.is_english(m.start(), rule):
            continue
        after = MARKS[m[0].strip()]
        beside = page.text[m.end() : m.end() + 1]
        if after in ",.;:!?)”’]" and (
            m[0][1:] or beside.isalnum() or beside in tuple('“‘("「『《【（')
        ):
            after += " "
        before = page.text[m.start() - 1 : m.start()]
        if after in "(“‘[" and before.isalnum():
            after = " " + after
        yield Mark(rule, m.start(), m.end(), after, "no letter of the line is Chinese or Japanese")


def far_marks(page: Page, rule: Rule) -> Iterator[Mark]:
    """Arabic and Indian marks in a line without a letter of these scripts."""
    for m in FAR_MARK.finditer(page.text):
        start, end = page.line(m.start())
        line = page.text[start:end]
        if not any(c > "\u02ff" and c.isalpha() for c in line) and page.is_english(m.start(), rule):
            after = FAR_MARKS[m[0].strip()]
            yield Mark(rule, m.start(), m.end(), after, "no letter of the line is of its script")


def word_left(page: Page, rule: Rule) -> Iterator[Mark]:
    """A small word in its own letters between English ones, that the sentence does not speak of."""
    for m in WORD_LEFT.finditer(page.text) if FAR.search(odd(page.text)) else ():
        is_named = m["before"] in BEFORE_FOREIGN or m["behind"] in BEHIND_FOREIGN
        if not is_named and page.is_english(m.start(), rule):
            yield Mark(rule, *m.span("word"), "")


WORD_LEFT = later(
    "(?<![^ ])(?P<before>[a-z]{1,30}) (?P<word>[а-яёіїєґ]{4,30}|[\u4e00-\u9fff\uac00-\ud7af]{2,12}"
    "|[\u0620-\u064a]{3,20}|[\u0904-\u0963]{3,20})(?= (?P<behind>[a-z]{1,30})(?![^ .,;:!?]))"
)
BEFORE_FOREIGN = words(
    "word words term terms letter letters phrase name names called named verb noun character "
    "characters reads read means written as is or like expression hashtag slogan from says title"
)
BEHIND_FOREIGN = words("means mean meaning is was or and translates stands")


def speaker_twice(page: Page, rule: Rule) -> Iterator[Mark]:
    """A quotation whose speaker is named before it, and by the same name behind it."""
    for m in SPEAKER_TWICE.finditer(page.text):
        if page.is_english(m.start(), rule):
            yield Mark(rule, *m.span("again"), "", f"{m['name']} is named before the quotation")


SPEAKER_TWICE = later(
    r"(?P<name>[A-Z][\w’-]{2,30}) (?:said|stated|added|noted|explained|continued)"
    r"(?: [^“”\".!?:\n]{1,80})?[,:] ?(?:“[^“”\n]{1,2000}[.!?…]”|\"[^\"\n]{1,2000}[.!?…]\")"
    r"(?P<again> (?:(?:said|stated|added|noted|explained) (?:[\w’-]{1,30} ){0,2}(?P=name)"
    r"|(?:[\w’-]{1,30} ){0,2}(?P=name) (?:said|stated|added|noted|explained))\.)(?=\s|$)"
)


FUNCTIONS: dict[str, Callable[[Page, Rule], Iterator[Mark]]] = {
    "repeated_line": repeated_line,
    "repeated_sentence": repeated_sentence,
    "repeated_clause": repeated_clause,
    "inverted_mark": inverted_mark,
    "quotation_marks": quotation_marks,
    "lonely_quote": lonely_quote,
    "spaced_entity": spaced_entity,
    "wide_marks": wide_marks,
    "far_marks": far_marks,
    "word_left": word_left,
    "speaker_twice": speaker_twice,
}
