"""Lines and line ends that belong to the page, not to the story.

All rows are judged together. First every line is explained as far as any row can; then the head
and the tail are peeled inwards, up to the first and the last line of the story; only then are the
rows of each zone allowed to act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from cleaners.document import Change, Notice
from cleaners.lines import Line, ends_sentence, is_prose, lines_of, word_count
from cleaners.profile import Profile
from cleaners.rule import Rule, facts_of, load, terms
from cleaners.starts import Index, places

LONGEST = 300  # code points; a row must say so to take a longer line: whole articles come on one
TOP = 5  # lines in which a page says who wrote when and where
SENTENCE_END = re.compile(r"[.!?…](?= [^a-z\d])|[。！？؟।]")
BLANKS = "\xa0\u2009\u202f\u3000"
ABOUT = ("byline", "date", "dateline")
SIZES = (0, 60, 160, 300, 100_000)  # rows are kept apart by the longest line they take
OPENING = 80  # code points at the start of a line that a dateline can take
TAIL = 180  # code points at the end of a line in which junk may begin
LAYERS = 3  # a credit behind a dateline behind a share bar


class Cut(NamedTuple):
    """What one row wants of one line, in offsets of the line's text."""

    rule: Rule
    start: int
    end: int
    facts: tuple[tuple[str, str], ...]


May = Callable[[Rule], bool]


def anywhere(rule: Rule) -> bool:
    """No zone is known yet: every row may speak."""
    return True


class Page(NamedTuple):
    """The lines of a text and what the rows say of each.

    Lines before `first` are the head, lines after `last` the tail; both stand at a line of prose
    that no row explains. A page without such a line has no story that anybody could be sure of.
    """

    lines: Sequence[Line]
    cuts: Sequence[tuple[Cut, ...]]
    first: int
    last: int

    def allows(self, n: int, rule: Rule) -> bool:
        """Whether a row may act on line `n`."""
        head, tail = n < self.first, n > self.last
        if rule.part == "start":
            head = n <= self.first
        if rule.kind in ABOUT:  # a standfirst may stand over them
            head = head or n < TOP
        if rule.part == "end":
            tail = n >= self.last
        zone = rule.zone
        return zone == "any" or (head and zone != "tail") or (tail and zone != "head")


class Row(NamedTuple):
    """A rule with what is asked of it for every line."""

    rule: Rule
    regex: re.Pattern[str]
    longest: int
    contains: tuple[str, ...]

    def may_stand_in(self, text: str, at: int, end: int) -> bool:
        """Whether `text` holds, in this range, what every match holds."""
        for word in self.contains:
            if text.find(word, at, end) >= 0:
                return True
        return not self.contains


class Table:
    """The rows of the stage that run, ready to be asked about a line."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        def rows(part: str, least: int = 0) -> Index[Row]:
            chosen = [r for r in rules if r.pattern and r.part == part and r.longest > least]
            return Index(
                [Row(r, r.regex, r.longest, r.contains) for r in chosen], lambda x: x.regex.pattern
            )

        self.lines = [(size, rows("line", least)) for least, size in pairwise(SIZES)]
        self.starts, self.ends = rows("start"), rows("end")
        self.functions = [r for r in rules if r.function in FUNCTIONS]
        self.captions = next((r for r in rules if r.function == "caption_with_credit"), None)
        self.below = (
            self
            if not any(r.zone == "head" for r in rules)
            else Table([r for r in rules if r.zone != "head"])
        )

    def rows_for(self, text: str) -> tuple[Row, ...]:
        """The rows that may explain a whole line."""
        for size, index in self.lines:
            if len(text) <= size:
                return index.at(text, 0)
        return ()


@cache
def table_of(off: tuple[str, ...]) -> Table:
    """The table without the rows and stages a profile turns off."""
    profile = Profile(name="table", off=off)
    return Table([r for r in load("boilerplate") if profile.runs(r.id)])


def find(text: str, profile: Profile) -> Iterator[Change | Notice]:
    """Every line, or end of a line, that a row explains in its zone.

    >>> story = "Putin invited the North Korean leader Kim to Moscow on Wednesday."
    >>> found = find(f"Dark Mode\\n\\n{story}\\n\\nLeave a Reply", Profile(name="x"))
    >>> [c.rule for c in found if isinstance(c, Change)]
    ['boilerplate.dark-mode', 'boilerplate.leave-a-reply']
    """
    table = table_of(profile.off)
    page = explain(text, table)
    if page.last < page.first:
        return
    for n, cuts in _chosen(page, table):
        line = page.lines[n]
        whole = _covers(line.text, cuts)
        for cut in cuts:
            if cut.rule.message or (cut.rule.flags_only and not whole):
                yield _notice(line, cut)
            else:
                yield _change(line, cut, whole)


def explain(text: str, table: Table) -> Page:
    """What each row says of each line, and where head and tail end."""
    lines = lines_of(text)
    cuts: list[tuple[Cut, ...]] = []
    story: list[int] = []
    for n, line in enumerate(lines):
        is_below = story and n >= TOP  # where no row of the head may act any more
        cuts.append(_explained(line.text, table.below if is_below else table))
        if not _covers(line.text, cuts[n]) and is_prose(line.text):
            story.append(n)
    return Page(lines, cuts, story[0] if story else 0, story[-1] if story else -1)


def _chosen(page: Page, table: Table) -> Iterator[tuple[int, tuple[Cut, ...]]]:
    cuts: dict[int, tuple[Cut, ...]] = {}
    for n, found in enumerate(page.cuts):
        if all(page.allows(n, c.rule) for c in found):
            cuts[n] = found
        else:  # a row of another zone stood before those of this one
            cuts[n] = _explained(page.lines[n].text, table, partial(page.allows, n))
    for rule in table.functions:
        for n, cut in FUNCTIONS[rule.function or ""](page, cuts, rule):
            cuts[n] = (cut,)
    for n in sorted(cuts):
        yield n, cuts[n]


def _change(line: Line, cut: Cut, whole: bool) -> Change:
    """A whole line goes with its line break; a part goes with the blanks that joined it."""
    is_first, is_last = whole and cut.start == 0, whole and cut.end == len(line.text)
    start = line.begin if is_first else line.start + cut.start
    end = line.next if is_last else line.start + cut.end
    return Change(cut.rule.id, start, end, "", facts=cut.facts)


def _notice(line: Line, cut: Cut) -> Notice:
    kind = (cut.rule.kind or "junk").replace("_", " ")
    message = cut.rule.message or f"looks like {kind}, but nobody has met it at this place yet"
    return Notice(cut.rule.id, line.start + cut.start, line.start + cut.end, message)


def _explained(text: str, table: Table, may: May = anywhere) -> tuple[Cut, ...]:
    """One row for the whole line; or rows for its start and its end, and one for what is left."""
    return _whole(text, 0, table, may) or _captioned(text, _peeled(text, table, may), table)


def _whole(text: str, at: int, table: Table, may: May) -> tuple[Cut, ...]:
    size = len(text)
    text = _squeezed(text)
    for row in table.rows_for(text):
        if len(text) > row.longest or (row.contains and not row.may_stand_in(text, 0, size)):
            continue
        found = row.regex.fullmatch(text)
        if found and may(row.rule):
            return (Cut(row.rule, at, at + size, tuple(facts_of(found, row.rule))),)
    return ()


def _squeezed(text: str) -> str:
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
    starts: list[Cut] = []
    ends: list[Cut] = []
    for _ in range(LAYERS):
        start = _start(text, left, right, table, may)
        if start:
            starts.append(start)
            left = start.end
        end = _end(text, left, right, table, may)
        if end:
            ends.append(end)
            right = end.start
        if not start and not end:
            break
    if not starts and not ends:
        return ()
    inner = text[left:right]
    bare = inner.strip()
    middle = _whole(bare, left + inner.find(bare), table, may) if bare else ()
    return (*starts, *middle, *reversed(ends))


def _start(text: str, left: int, right: int, table: Table, may: May) -> Cut | None:
    for row in table.starts.at(text, left):
        if row.contains and not row.may_stand_in(text, left, left + OPENING):
            continue
        found = row.regex.match(text, left, min(right, left + LONGEST))
        if found and found.end() > left and may(row.rule):
            end = found.end()
            while end < right and text[end].isspace():
                end += 1
            return Cut(row.rule, left, end, tuple(facts_of(found, row.rule)))
    return None


def _end(text: str, left: int, right: int, table: Table, may: May) -> Cut | None:
    for at in places(text, max(left, right - TAIL), right):
        for row in table.ends.at(text, at):
            if row.contains and not row.may_stand_in(text, at, right):
                continue
            found = row.regex.fullmatch(text, at, right)
            if found and may(row.rule):
                start = at
                while start > left and text[start - 1].isspace():
                    start -= 1
                return Cut(row.rule, start, right, tuple(facts_of(found, row.rule)))
    return None


def _captioned(text: str, cuts: tuple[Cut, ...], table: Table) -> tuple[Cut, ...]:
    """A line that ends in a photo credit is a caption as a whole."""
    if not cuts or not table.captions or len(text) > table.captions.longest:
        return cuts
    *before, credit = cuts
    is_credit = credit.rule.kind in ("photo_credit", "caption") and credit.rule.part == "end"
    if credit.end < len(text) or not is_credit or credit.rule.flags_only:
        return cuts
    start = before[-1].end if before else 0
    caption = text[start : credit.start].strip(" -–—|/")
    if not caption or len(SENTENCE_END.findall(caption)) > 2:
        return cuts
    return (*before, Cut(table.captions, start, credit.start, (("captions", caption),)), credit)


def _covers(text: str, cuts: Sequence[Cut]) -> bool:
    """Whether nothing but blanks is left of a line."""
    at = 0
    for cut in cuts:
        if text[at : cut.start].strip():
            return False
        at = cut.end
    return bool(cuts) and not text[at:].strip()


Cuts = dict[int, tuple[Cut, ...]]
Found = Iterator[tuple[int, Cut]]


def _cut_line(page: Page, n: int, rule: Rule, field: str | None) -> tuple[int, Cut]:
    text = page.lines[n].text
    return n, Cut(rule, 0, len(text), ((field, text),) if field else ())


def headline(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """The first line of the head that no row explains, when it is shaped like a headline.

    A line that ends in a colon is a subhead; one that ends as a sentence does is a standfirst.
    """
    for n in range(page.first):
        text = page.lines[n].text
        if _covers(text, page.cuts[n]):
            continue
        is_shaped = 3 <= word_count(text) <= 40 and len(text) <= LONGEST
        if is_shaped and not text.endswith((":", ",", ".", ";")):
            yield _cut_line(page, n, rule, "headline")
        return


def caption_above_credit(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """A line without an end mark right above a line that only names an agency or photographer."""
    for n in range(len(page.lines) - 1):
        below = cuts.get(n + 1, ())
        if not below or cuts.get(n):
            continue
        is_credit = below[0].rule.kind == "photo_credit" and _covers(page.lines[n + 1].text, below)
        text = page.lines[n].text
        is_open = not ends_sentence(text) and not text.endswith(":")
        if is_credit and is_open and 3 <= word_count(text) <= 40:
            yield _cut_line(page, n, rule, "captions")


def people_caption(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """People with their titles, joined by “&” or “and”, between the headline and the story."""
    top = [n for n in range(page.first) if any(c.rule.kind == "headline" for c in cuts.get(n, ()))]
    if not top:
        return
    for n in range(top[0] + 1, page.first):
        text = page.lines[n].text
        if not cuts.get(n) and len(text) <= LONGEST and PEOPLE.fullmatch(text):
            yield _cut_line(page, n, rule, "captions")


def byline_below_label(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """Persons right below a line that is only “By”, “Von” or “Written by”."""
    for n in range(1, len(page.lines)):
        above = page.lines[n - 1].text
        is_label = _has_kind(cuts, n - 1, "byline") and BARE_LABEL.fullmatch(above)
        if not is_label or cuts.get(n):
            continue
        text = _squeezed(page.lines[n].text)
        if NAMES.fullmatch(text) and not is_prose(text):
            yield n, Cut(rule, 0, len(page.lines[n].text), (("bylines", text),))


def byline_signature(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """A dash and a person right below the story; two such lines are a list."""
    n = page.last + 1
    signed = [SIGNATURE.fullmatch(line.text) for line in page.lines[n : n + 2]]
    if signed and signed[0] and not any(signed[1:]) and not cuts.get(n):
        yield n, Cut(rule, 0, len(page.lines[n].text), (("bylines", signed[0][1]),))


def byline_beside_date(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """Persons in the line above or below a date or an address, near the top."""
    for n in range(min(max(page.first, TOP), len(page.lines))):
        text = _squeezed(page.lines[n].text)
        if cuts.get(n) or len(text) > 80 or not NAMES.fullmatch(text):
            continue
        beside = (m for m in (n - 1, n + 1) if _has_kind(cuts, m, "date", "byline"))
        if any(not BARE_LABEL.fullmatch(page.lines[m].text) for m in beside):
            yield n, Cut(rule, 0, len(page.lines[n].text), (("bylines", text),))


def _has_kind(cuts: Cuts, n: int, *kinds: str) -> bool:
    return any(c.rule.kind in kinds for c in cuts.get(n, ()))


BARE_LABEL = re.compile(r"[^\W\d_]{2,12}(?: [^\W\d_]{2,8}){0,2} ?:?")
NAMES = re.compile(r"(?!Ort )" + terms()["people"] + r"(?:, [A-Z]\w{2,20})?")
SIGNATURE = re.compile(r"[-–—] ?(" + terms()["person"] + ")")

_TITLE = (
    r"(?:President|Prime Minister|Chancellor|Supreme Leader|King|Queen|Prince|Princess|Pope|"
    r"(?:Foreign |Defen[cs]e )?Minister|Governor|Senator|Secretary|Ambassador|General)"
)
_NAME = r"[A-Z][\w’'-]{0,30}(?: [A-Z][\w’'-]{0,30}){0,4}"
PEOPLE = re.compile(rf"{_TITLE} {_NAME}(?: (?:&|and|with) (?:{_TITLE} )?{_NAME}){{1,3}}")

FUNCTIONS: dict[str, Callable[[Page, Cuts, Rule], Found]] = {
    "headline": headline,
    "caption_above_credit": caption_above_credit,
    "people_caption": people_caption,
    "byline_signature": byline_signature,
    "byline_below_label": byline_below_label,
    "byline_beside_date": byline_beside_date,
}
