"""Marks of machine translation: closed patterns are repaired, the rest is flagged.

Most rows are bound to English paragraphs. A row's pattern runs only over texts that hold one of its
anchors, and what it found is weighed only then: its language, and what it requires before it.
"""

from __future__ import annotations

import html
import operator
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cleaners.document import Change, Notice
from cleaners.hint import STOP_WORDS, hint
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
    rules = [r for r in load("translation") if profile.runs(r.id) and r.may_match(text)]
    page = _Page(text)
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
    """A text, and the language of each of its lines, asked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._english: dict[int, tuple[int, int]] = {}
        self._whole: str | None = None

    @property
    def whole(self) -> str:
        """The language of the whole text."""
        if self._whole is None:
            self._whole = hint(self.text)
        return self._whole

    def line(self, at: int) -> tuple[int, int]:
        """Where the line around `at` starts and ends."""
        end = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end

    def is_english(self, at: int, rule: Rule) -> bool:
        """Whether a line is English. A line that tells nothing may be flagged, never changed."""
        start, end = self.line(at)
        if start not in self._english:
            self._english[start] = self._weigh(self.text[start:end][:1000])
        ours, others = self._english[start]
        return ours > others or (rule.flags_only and ours == others == 0)

    def is_english_without(self, start: int, end: int) -> bool:
        """Whether a text is English but for one line, which another language left in it."""
        rest = self.text[max(0, start - 3000) : start] + self.text[end : end + 3000]
        words = [w.casefold() for w in WORD.findall(rest)]
        ours = sum(w in ENGLISH for w in words)
        return 12 * ours >= len(words) and ours > max(sum(w in o for w in words) for o in OTHERS)

    def _weigh(self, line: str) -> tuple[int, int]:
        """How many common words of a line are English, and how many of the best other language."""
        words = {w.casefold() for w in WORD.findall(line)}
        if any(c >= "\u0370" and c.isalpha() for w in words for c in w):
            return 0, 1
        others = max(len(words & other) for other in OTHERS)
        ours = len(words & ENGLISH)
        if ours <= others and self.whole not in ("", "en"):
            return 0, 1
        return ours, others


WORD = re.compile(r"[^\W\d_]+")
ENGLISH = frozenset(STOP_WORDS["en"].split()) | frozenset(
    "a he she it said says did do does what who when how can you we i or but if about into there "
    "been all one also out up more no so than them then could would should".split()
)
OTHERS = [frozenset(words.split()) for lang, words in STOP_WORDS.items() if lang != "en"]


def _matches(page: _Page, rule: Rule) -> Iterator[Mark]:
    """The matches of a row's pattern that its conditions allow."""
    for m in rule.regex.finditer(page.text):
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


# ---- rows with a function


def repeated_line(page: _Page, rule: Rule) -> Iterator[Mark]:
    """A whole sentence on its own line, and the same line again right under it."""
    before, at = "", 0
    for line in page.text.split("\n"):
        if line and line == before and SENTENCE.fullmatch(line):
            yield Mark(rule, at, min(at + len(line) + 1, len(page.text)), "", "the line above is it")
        before = line
        at += len(line) + 1


SENTENCE = re.compile(r"[^\W\d_a-z][^“”\"«»?!:\n]{20,600}\.")


def repeated_clause(page: _Page, rule: Rule) -> Iterator[Mark]:
    """Three words or more, and the same words again at once."""
    words = page.text.split()
    for size in range(3, 8):
        same = bytes(map(operator.eq, words, words[size:]))
        n = same.find(b"\1" * size)
        if n < 0:
            continue
        twice = r"\s".join(map(re.escape, words[n : n + 2 * size]))
        found = re.search(twice, page.text)
        if found and "\n" not in found[0] and page.is_english(found.start(), rule):
            if any(w.islower() for w in words[n : n + size]) and '"' not in found[0]:
                yield Mark(rule, found.start(), found.end(), "")
                return


def quotation_marks(page: _Page, rule: Rule) -> Iterator[Mark]:
    """Both marks of a quotation in the style of another language, around English words."""
    for m in FOREIGN_QUOTES.finditer(page.text):
        inside = m[m.lastindex or 0]
        if page.is_english(m.start(), rule) and all(c < "\u0250" for c in inside if c.isalpha()):
            start, end = m.span(m.lastindex or 0)
            yield Mark(rule, m.start(), start, "“", "a pair around English words")
            yield Mark(rule, end, m.end(), "”", "a pair around English words")


FOREIGN_QUOTES = re.compile(
    "„([^„“”\"\n]{1,600})[“”]|„([^„“”\"\n]{1,600})\"|«[ \u00a0]?([^«»\n]{1,600}?)[ \u00a0]?»"
    "|»([^«»\n]{1,600}?)«"
)

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
MARKS = dict(zip("，。、；：！？（）", ", . , ; : ! ? ( )".split(), strict=True))
MARKS |= {"「": "“", "」": "”", "『": "‘", "』": "’", "《": "“", "》": "”", "【": "[", "】": "]"}
WIDE_MARK = re.compile("[，。、；：！？（）「」『』《》【】] ?")
WIDE = re.compile("[\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def wide_marks(page: _Page, rule: Rule) -> Iterator[Mark]:
    """Chinese and Japanese marks in a line that has no Chinese or Japanese letter."""
    for m in WIDE_MARK.finditer(page.text):
        start, end = page.line(m.start())
        if WIDE.search(page.text, start, end) or not page.is_english(m.start(), rule):
            continue
        after = MARKS[m[0].strip()]
        beside = page.text[m.end() : m.end() + 1]
        if after in ",.;:!?)”’]" and (m[0][1:] or beside.isalnum() or beside in tuple("“‘(\"「『《【（")):
            after += " "
        before = page.text[m.start() - 1 : m.start()]
        if after in "(“‘[" and before.isalnum():
            after = " " + after
        yield Mark(rule, m.start(), m.end(), after, "no letter of the line is Chinese or Japanese")


FUNCTIONS: dict[str, Callable[[_Page, Rule], Iterator[Mark]]] = {
    "repeated_line": repeated_line,
    "repeated_clause": repeated_clause,
    "quotation_marks": quotation_marks,
    "spaced_entity": spaced_entity,
    "wide_marks": wide_marks,
}


HUMAN = frozenset(  # slips and habits of people as much as of machines
    "doubled-mark doubled-stop repeated-line inverted-mark quotation-marks percent-before truncated "
    "thousand-word decimal-comma currency-after thousands-point worth-mentioning".split()
)


def suspicion(codes: list[str], words: int) -> tuple[float, tuple[str, ...]]:
    """How strongly the marks of a text say that a machine translated it, and which they are.

    A repaired mark never stands in real English news and counts full; a flagged one counts a third.
    Slips that people make too count nothing. Two full marks in a text of usual length make it as
    good as sure.

    >>> suspicion(["translation.orphan-said", "translation.orphan-words"], 300)
    (1.0, ('translation.orphan-said', 'translation.orphan-words'))
    >>> suspicion([], 300)
    (0.0, ())
    """
    rows = [r for r in load("translation") if r.name not in HUMAN]
    weight = {r.id: 1 / 3 if r.flags_only else 1.0 for r in rows}
    total = sum(weight[c] for c in codes if c in weight)
    score = min(1.0, total / 2 * min(1.0, 1000 / max(words, 1)))
    return round(score, 2), tuple(sorted({c for c in codes if c in weight}))
