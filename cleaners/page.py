"""The lines of a page, and what the typed rows of the table say of each.

All rows are judged together. First every line is explained as far as any row can; then the head
and the tail are peeled inwards, up to the first and the last line of the story; only then is it
known in which zone each row may act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cleaners.lines import Line, is_prose, is_said, lines_of, word_count, wrapped
from cleaners.markdown import words_of
from cleaners.naming import is_told, may_name
from cleaners.prefilter import Prefilter
from cleaners.profile import Profile
from cleaners.rule import Part, Rule, facts_of, load
from cleaners.starts import Index, fold, places
from cleaners.tagger import Verdict

LONGEST = 300  # code points; a row must say so to take a longer line: whole articles come on one
TOP = 5  # lines in which a page says who wrote when and where
SENTENCE_END = re.compile(r"[.!?…](?= [^a-z\d])|[。！？؟।]")
BLANKS = "\xa0\u2009\u202f\u3000"
NAMED = ("credits", "agencies")  # fields that hold names
STANDFIRST = 3  # lines from the first paragraph on in which they still may say so
PICTURED = ("caption", "photo_credit")  # kinds
ABOUT = ("byline", "date", "dateline")  # kinds
# Kinds that say something of the article: an item of a list may say the same of something else.
TOLD = (*PICTURED, *ABOUT, "headline", "repeated_headline", "agency_credit", "correction_note")
# What a list, a button or a link prints around its words.
LEAD = re.compile(
    r"(?:[-–—*•·●○▪▫◦‣⁃■□►▶▸→➜➤»>+✓✔☑✅★☆📷📸🔴👉👇➡⬇🔗📰📩✉📧📲📱🔔💬\ufe0f] ?){1,3}"
    r"(?=[^\W\d])"
)
TRAIL = re.compile(r" ?[»›>→➜▶►▼:|⬇👇\ufe0f]{1,3}$")
SIZES = (0, 60, 160, 300, 100_000)  # rows are kept apart by the longest line they take
DIGIT = re.compile(r"\d")
CAPTION_WORDS = 30  # of a caption whose credit is known from knowledge alone
GLUED_LONG, GLUED = 18, 5  # words of a paragraph, and of a caption glued to its end
ROLE = "byline-role-line"
ENDING = 180  # code points at the end of a line in which junk may begin
PARTS: tuple[Part, ...] = ("line", "start", "end")
REMEMBERED = 120  # code points of a line whose cuts are kept in mind: pages print them again
LAYERS = 3  # a credit behind a dateline behind a share bar


class Cut(NamedTuple):
    """What one row wants of one line, in offsets of the line's text.

    A cut of the scorer has a verdict as well; a reason speaks for a site's furniture, or for a row
    that nobody has met.
    """

    rule: Rule
    start: int
    end: int
    facts: tuple[tuple[str, str], ...]
    verdict: Verdict | None = None
    reason: str | None = None


Cuts = Mapping[int, tuple[Cut, ...]]
May = Callable[[Rule], bool]


def anywhere(rule: Rule) -> bool:
    """No zone is known yet: every row may speak."""
    return True


class Page(NamedTuple):
    """The lines of a text and what the rows say of each.

    Lines before `first` are the head, lines after `last` the tail; both stand at a line of prose
    that no row explains. A page without such a line has no story that anybody could be sure of.
    Nothing but what rows explain stands between `first` and `under`.
    """

    lines: Sequence[Line]
    cuts: Sequence[tuple[Cut, ...]]
    first: int
    last: int
    under: int

    def allows(self, n: int, rule: Rule) -> bool:
        """Whether a row may act on line `n`."""
        head, tail = n < self.first, n > self.last
        if rule.part == "start":
            head = n <= self.first
        if rule.kind in ABOUT:  # a standfirst may stand over them
            head = head or n < max(TOP, self.first + STANDFIRST) or n <= self.under
        if rule.part == "end":
            tail = n >= self.last
        zone = rule.zone
        return zone == "any" or (head and zone != "tail") or (tail and zone != "head")


@dataclass
class Row:
    """A rule with what is asked of it for every line."""

    number: int  # in the table
    rule: Rule
    longest: int
    digit: bool  # every match holds one

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return self.rule.regex

    @cached_property
    def undated(self) -> re.Pattern[str]:
        """What finds the same in a text without a digit."""
        return self.rule.undated


class Table:
    """The rows of the stage that run, ready to be asked about a line.

    `below` is the same table without the rows that act in the head of a page only.
    """

    def __init__(self, rules: Sequence[Rule], full: Table | None = None) -> None:
        if full:
            self.prefilter: Prefilter = full.prefilter
            self.every: Mapping[Part, Index[Row]] = {
                part: full.every[part].where(lambda row: row.rule.zone != "head") for part in PARTS
            }
        else:
            with_pattern = [r for r in rules if r.pattern]
            rows = [Row(n, r, r.longest, r.holds_digit) for n, r in enumerate(with_pattern)]
            self.prefilter = Prefilter(_words_of(r) for r in with_pattern)
            self.every = {part: _index(rows, part) for part in PARTS}
        self.lines = [(most, self._longer_than(least)) for least, most in pairwise(SIZES)]
        self.starts, self.ends = self.every["start"], self.every["end"]
        self.functions = {r.function: r for r in rules if r.function}
        self.captions = self.functions.get("caption_with_credit")
        self.below = self if full else Table([r for r in rules if r.zone != "head"], self)

    def _longer_than(self, least: int) -> Index[Row]:
        return self.every["line"].where(lambda row: row.longest > least)

    def only(self, keep: May) -> Table:
        """The same table without the rows of whole lines that `keep` refuses."""
        fewer = copy(self)
        fewer.lines = [(most, rows.where(lambda row: keep(row.rule))) for most, rows in self.lines]
        return fewer

    def rows_for(self, text: str) -> Iterator[Row]:
        """The rows that may explain a whole line."""
        awake = self.prefilter.of(text)
        rows = next((rows.at(text, 0) for size, rows in self.lines if len(text) <= size), ())
        return (row for row in rows if row.number in awake and row.rule.may_match(text))


def _index(rows: Sequence[Row], part: Part) -> Index[Row]:
    return Index([row for row in rows if row.rule.part == part], lambda row: row.rule.begins)


def _words_of(rule: Rule) -> Sequence[str]:
    return rule.held or [fold(word) for word in rule.contains]


@cache
def table_of(off: tuple[str, ...]) -> Table:
    """The table without the rows and stages a profile turns off."""
    profile = Profile(name="table", off=off)
    return Table([r for r in load("boilerplate") if profile.runs(r.id)])


def explain(text: str, table: Table) -> Page:
    """What each row says of each line, and where head and tail end."""
    lines = lines_of(text)
    cuts: list[tuple[Cut, ...]] = []
    story: list[int] = []
    for n, line in enumerate(lines):
        # where no row of the head may act any more
        is_below = story and n >= max(TOP, story[0] + STANDFIRST)
        cuts.append(explain_line(line.text, table.below if is_below else table))
        if not covers(line.text, cuts[n]) and is_prose(line.text):
            story.append(n)
    if not story:
        story = sorted(wrapped(lines))
        inside = frozenset(story)
        cuts = [() if n in inside and covers(lines[n].text, c) else c for n, c in enumerate(cuts)]
    first, last = (story[0], story[-1]) if story else (0, -1)
    return Page(lines, cuts, first, last, _under_standfirst(lines, cuts, first))


def _under_standfirst(lines: Sequence[Line], cuts: Sequence[tuple[Cut, ...]], first: int) -> int:
    """The first line below the first paragraph that no row explains; a picture ends it too, whose
    credit would be taken for the writer."""
    return next(
        (
            n
            for n in range(first + 1, len(lines))
            if not covers(lines[n].text, cuts[n]) or cuts[n][0].rule.kind in PICTURED
        ),
        len(lines),
    )


def kinds(page: Page, cuts: Cuts) -> list[str | None]:
    """What the rows say each line is; None where they are silent or only flag."""
    return [
        cuts[n][0].rule.kind if n in cuts and removes(line.text, cuts[n]) else None
        for n, line in enumerate(page.lines)
    ]


def covers(text: str, cuts: Sequence[Cut]) -> bool:
    """Whether nothing but blanks is left of a line."""
    return bool(cuts) and not any(map(str.strip, left_of(text, cuts)))


def removes(text: str, cuts: Sequence[Cut]) -> bool:
    """Whether a line goes as a whole."""
    return covers(text, cuts) and not any(c.rule.message for c in cuts)


def acting(cuts: Sequence[Cut]) -> list[Cut]:
    """The cuts of a line without those that only flag."""
    return [c for c in cuts if c.reason or not c.rule.flags_only]


def left_of(text: str, cuts: Sequence[Cut]) -> Iterator[str]:
    """What the cuts of a line leave of it."""
    at = 0
    for cut in cuts:
        yield text[at : cut.start]
        at = cut.end
    yield text[at:]


def explain_line(text: str, table: Table, may: May = anywhere) -> tuple[Cut, ...]:
    """What the rows that may speak say of a line: one row for all of it, or rows for its start and
    its end, and one for what is left."""
    if may is anywhere and len(text) <= REMEMBERED:
        return _remembered(text, table)
    return _read(text, table, may)


def _read(text: str, table: Table, may: May) -> tuple[Cut, ...]:
    return whole(text, 0, table, may) or _captioned(text, _peeled(text, table, may), table)


@lru_cache(maxsize=2048)
def _remembered(text: str, table: Table) -> tuple[Cut, ...]:
    return _read(text, table, anywhere)


def whole(text: str, at: int, table: Table, may: May) -> tuple[Cut, ...]:
    """The row that takes a whole line: as it stands, or without the signs of a list around it."""
    size = len(text)
    text = squeezed(text)
    if text[:1] in "*_" and text[-1:] == text[:1]:
        text = text.strip("*_ ") or text
    found = _taken(text, table, may)
    for bare in () if found else _without_signs(text):
        found = found or _taken(bare, table, may)
        found = found if found and found[0].kind not in TOLD else None
    return (Cut(found[0], at, at + size, found[1]),) if found else ()


def _without_signs(text: str) -> Iterator[str]:
    """A line without what a list or a button prints before it, and around it, or without Markdown.

    >>> list(_without_signs("👉 Read more:")), list(_without_signs("Read more"))
    (['Read more:', 'Read more'], [])
    """
    words = words_of(text)
    if words and words != text:
        yield words
    lead, rest = LEAD.match(text), TRAIL.search(text)
    at = lead.end() if lead else 0
    if at:
        yield text[at:]
    if rest and rest.start() > at:
        yield text[at : rest.start()]


def _taken(text: str, table: Table, may: May) -> tuple[Rule, tuple[tuple[str, str], ...]] | None:
    has_digit = DIGIT.search(text) is not None
    for row in table.rows_for(text):
        if len(text) > row.longest or (row.digit and not has_digit):
            continue
        found = (row.regex if has_digit else row.undated).fullmatch(text)
        if found and may(row.rule):
            facts = tuple(facts_of(found, row.rule))
            if _are_names(facts) and not (facts and facts[0][0] == "bylines" and is_told(text)):
                return row.rule, facts
    return None


def _are_names(facts: Sequence[tuple[str, str]]) -> bool:
    """“Photo: a man runs from the police” is no credit."""
    return all(field not in NAMED or may_name(value) for field, value in facts)


def squeezed(text: str) -> str:
    """With single blanks and without soft hyphens, as rows are written."""
    if text.isprintable() and "  " not in text:
        return text
    return " ".join(text.replace("\xad", "").split())


def _peeled(text: str, table: Table, may: May) -> tuple[Cut, ...]:
    """Start and end of a line, layer by layer, and a row for what is left between them."""
    left, right = 0, len(text)
    if not text.isprintable():
        for blank in BLANKS:
            text = text.replace(blank, " ")
    awake = table.prefilter.of(text)
    starts: list[Cut] = []
    ends: list[Cut] = []
    for _ in range(LAYERS):
        start = _start(text, left, right, table, may, awake)
        if start:
            starts.append(start)
            left = start.end
        end = _end(text, left, right, table, may, awake)
        if end:
            ends.append(end)
            right = end.start
        if not start and not end:
            break
    if not starts and not ends:
        return ()
    inner = text[left:right]
    bare = inner.strip()
    middle = whole(bare, left + inner.find(bare), table, may) if bare else ()
    return (*starts, *middle, *reversed(ends))


def _start(
    text: str, left: int, right: int, table: Table, may: May, awake: Container[int]
) -> Cut | None:
    for row in table.starts.at(text, left):
        if row.number not in awake or not row.rule.may_match(text):
            continue
        found = row.regex.match(text, left, min(right, left + LONGEST))
        if found and found.end() > left and may(row.rule):
            end = found.end()
            while end < right and text[end].isspace():
                end += 1
            return Cut(row.rule, left, end, tuple(facts_of(found, row.rule)))
    return None


def _end(
    text: str, left: int, right: int, table: Table, may: May, awake: Container[int]
) -> Cut | None:
    if not any(row.number in awake for row in table.ends.rows):
        return None
    for at in places(text, max(left, right - ENDING), right):
        for row in table.ends.at(text, at):
            if row.number not in awake or not row.rule.may_match(text):
                continue
            found = row.regex.fullmatch(text, at, right)
            facts = tuple(facts_of(found, row.rule)) if found else ()
            if found and may(row.rule) and _are_names(facts):
                start = at
                while start > left and text[start - 1].isspace():
                    start -= 1
                return Cut(row.rule, start, right, facts)
    return None


def _captioned(text: str, cuts: tuple[Cut, ...], table: Table) -> tuple[Cut, ...]:
    """A line that ends in a photo credit is a caption as a whole, if it is no paragraph of a story:
    behind a dateline and in what somebody said only the credit goes."""
    if not cuts or not table.captions or len(text) > table.captions.longest:
        return cuts
    *before, credit = cuts
    is_credit = credit.rule.kind in ("photo_credit", "caption") and credit.rule.part == "end"
    if credit.end < len(text) or not is_credit or credit.rule.message:
        return cuts
    start = before[-1].end if before else 0
    start = _glued_from(text, start, credit.start)
    caption = text[start : credit.start].strip(" -–—|/")
    if not caption or len(SENTENCE_END.findall(caption)) > 2 or is_said(caption):
        return cuts
    if any(cut.rule.kind == "dateline" for cut in before):
        return cuts
    if credit.rule.flags_only and not _is_surely_caption(caption):
        return cuts
    return (*before, Cut(table.captions, start, credit.start, (("captions", caption),)), credit)


def _glued_from(text: str, start: int, end: int) -> int:
    """Where a caption begins: a few words behind a long sentence were glued to a paragraph."""
    *_, last = (start, *(m.end() for m in SENTENCE_END.finditer(text, start, max(start, end - 1))))
    is_glued = word_count(text[start:last]) >= GLUED_LONG and word_count(text[last:end]) <= GLUED
    begins = text[last] == " " and text[last + 1].isupper()
    return last + 1 if last > start and is_glued and begins else start


def _is_surely_caption(text: str) -> bool:
    """Whether one sentence of few words stands before a credit that nobody has met."""
    return not SENTENCE_END.search(text[:-1]) and 3 <= word_count(text) <= CAPTION_WORDS
