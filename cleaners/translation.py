"""Marks of machine translation: closed patterns are repaired, the rest is flagged.

Most rows are bound to English paragraphs. A row's pattern runs only over texts that hold one of its
anchors, and what it found is weighed only then: its language, and what it requires before it.
"""

from __future__ import annotations

import html
import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cleaners.alphabets import LANGUAGES, latin, owners, votes, words
from cleaners.document import Change, Notice
from cleaners.hint import STOP_WORDS
from cleaners.later import later
from cleaners.lines import word_count
from cleaners.profile import Profile
from cleaners.rule import Rule, load


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
    page = _Page(text)
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


class _Page:
    """A text, its words, and the language of each of its lines, asked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = text.split()
        tokens = set(self.tokens)
        self.words = tokens | {w.strip(OUTER) for w in tokens if not w.isalnum()}
        self._english: dict[int, tuple[int, int]] = {}
        self._whole: bool | None = None

    @property
    def is_foreign(self) -> bool:
        """Whether the whole text is in another language."""
        if self._whole is None:
            ours, others = _weigh(self.words)
            self._whole = others > ours
        return self._whole

    def line(self, at: int) -> tuple[int, int]:
        """Where the line around `at` starts and ends."""
        end = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end

    def is_english(self, at: int, rule: Rule) -> bool:
        """Whether a line is English. A line that tells little may be flagged, never changed."""
        start, end = self.line(at)
        if start not in self._english:
            self._english[start] = _weigh(WORD.findall(self.text[start:end][:1000]))
        ours, others = self._english[start]
        if self.is_foreign:
            return ours >= 3 and ours > 2 * others
        return ours > others or (rule.flags_only and ours == others)

    def is_english_without(self, start: int, end: int) -> bool:
        """Whether a text is English but for one line, which another language left in it."""
        rest = WORD.findall(self.text[max(0, start - 3000) : start] + self.text[end : end + 3000])
        ours, others = _weigh(rest)
        return ours > others


def _weigh(tokens: Iterable[str]) -> tuple[int, int]:
    """How many common words are English, and how many of the best other language.

    Where most words are in another alphabet, the others have it.
    """
    low = {w.lower() for w in tokens}
    far = [w for w in low if w > "\u0370"]
    if 2 * sum(w[:1].isalpha() for w in far) > len(low):
        return 0, 1
    others = votes(Counter(filter(None, map(_OWNERS.get, low))))
    return len(low & ENGLISH), max(others.values(), default=0)


WORD = re.compile(r"[^\W\d_]+")
OUTER = ".,;:!?()[]\"“”‘’«»„'%"
ENGLISH = words(STOP_WORDS["en"]) | words(
    "a he she it said says did do does what who when how can you we i or but if about into there "
    "been all one also out up more no so than them then could would should"
)
OTHERS = [
    *(words(common) for lang, common in STOP_WORDS.items() if lang != "en"),
    *(latin(lang).words for lang in LANGUAGES if lang != "en"),
]
_OWNERS = owners(enumerate(OTHERS))


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


def _candidates(page: _Page) -> list[Rule]:
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


def _matches(page: _Page, rule: Rule) -> Iterator[Mark]:
    """The matches of a row's pattern that its conditions allow."""
    for m in _found(page, rule):
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


def _found(page: _Page, rule: Rule) -> Iterator[re.Match[str]]:
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


def repeated_line(page: _Page, rule: Rule) -> Iterator[Mark]:
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


def repeated_clause(page: _Page, rule: Rule) -> Iterator[Mark]:
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
            before = page.text[page.line(found.start())[0] : found.start()]
            is_spoken = before.count("“") > before.count("”") or before.count('"') % 2
            unit = page.tokens[n : n + size]
            is_clause = 2 * sum(map(str.islower, unit)) >= size and len(set(unit)) > 2
            if is_clause and not is_spoken:  # a name in a caption and in its credit is none
                yield Mark(rule, found.start(), found.end(), "")
                return


CLAUSE = (3, 4, 5, 6)  # words
LONG_CLAUSE = 5  # words; what is shorter and ends in a comma is a refrain


def inverted_mark(page: _Page, rule: Rule) -> Iterator[Mark]:
    """The Spanish mark before an English question or cry; a Spanish one keeps it."""
    for m in INVERTED.finditer(page.text):
        ours, others = _weigh(WORD.findall(m[1]))
        if m[1].isascii() and ours > others and page.is_english(m.start(), rule):
            yield Mark(rule, m.start(), m.start() + 1, "")


INVERTED = re.compile(r"[¿¡](?=([A-Za-z“\"‘][^¿¡?!\n]{1,300})[?!])")


def quotation_marks(page: _Page, rule: Rule) -> Iterator[Mark]:
    """Both marks of a quotation in the style of another language, around English words."""
    for m in FOREIGN_QUOTES.finditer("" if page.is_foreign else page.text):
        inside = m[m.lastindex or 0]
        if page.is_english(m.start(), rule) and inside.isascii():
            start, end = m.span(m.lastindex or 0)
            yield Mark(rule, m.start(), start, "“", "a pair around English words")
            yield Mark(rule, end, m.end(), "”", "a pair around English words")


FOREIGN_QUOTES = re.compile(
    '„([^„“”"\n]{1,600})[“”]|„([^„“”"\n]{1,600})"|«[ \u00a0]?([^«»\n]{1,600}?)[ \u00a0]?»'
    "|»([^«»\n]{1,600}?)«|(?<![^\\s:(]),,(?=[^\\s,])([^,\n\"][^\n\"]{1,600}?)''"
)


def lonely_quote(page: _Page, rule: Rule) -> Iterator[Mark]:
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


def spaced_entity(page: _Page, rule: Rule) -> Iterator[Mark]:
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
WIDE = later("[\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def wide_marks(page: _Page, rule: Rule) -> Iterator[Mark]:
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


FUNCTIONS: dict[str, Callable[[_Page, Rule], Iterator[Mark]]] = {
    "repeated_line": repeated_line,
    "repeated_clause": repeated_clause,
    "inverted_mark": inverted_mark,
    "quotation_marks": quotation_marks,
    "lonely_quote": lonely_quote,
    "spaced_entity": spaced_entity,
    "wide_marks": wide_marks,
}


HUMAN = words(  # slips and habits of people as much as of machines
    "doubled-mark doubled-stop repeated-line inverted-mark quotation-marks percent-before "
    "truncated thousand-word decimal-comma currency-after thousands-point worth-mentioning odd-date"
)


def suspicion(codes: Sequence[str], text: str) -> tuple[float, tuple[str, ...]]:
    """How strongly the marks of a text say that a machine translated it, and which they are.

    A repaired mark never stands in real English news and counts full; a flagged one counts a third.
    Slips that people make too count nothing. Two full marks in a text of usual length make it as
    good as sure.

    >>> suspicion(["translation.orphan-said", "translation.orphan-words"], "The text.")
    (1.0, ('translation.orphan-said', 'translation.orphan-words'))
    >>> suspicion(["translation.repeated-line"], "The text.")
    (0.0, ())
    """
    marks = [c for c in codes if c in _weights()]
    if not marks:
        return 0.0, ()
    total = sum(_weights()[c] for c in marks)
    score = min(1.0, total / 2 * min(1.0, 1000 / max(word_count(text), 1)))
    return round(score, 2), tuple(sorted(set(marks)))


@cache
def _weights() -> dict[str, float]:
    """How much each mark counts that machines leave more often than people."""
    rows = [r for r in load("translation") if r.name not in HUMAN]
    return {r.id: 1 / 3 if r.flags_only else 1.0 for r in rows}
