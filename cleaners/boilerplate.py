"""Lines and line ends that belong to the page, not to the story.

All rows are judged together. First every line is explained as far as any row can; then the head
and the tail are peeled inwards, up to the first and the last line of the story; only then are the
rows of each zone allowed to act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cleaners.document import Change
from cleaners.lines import Line, ends_sentence, is_prose, lines_of, word_count
from cleaners.profile import Profile
from cleaners.rule import Rule, facts_of, load

LONGEST = 300  # code points; no row may take a longer line: whole articles come on one line


class Cut(NamedTuple):
    """What one row wants of one line, in offsets of the line's text."""

    rule: Rule
    start: int
    end: int
    facts: tuple[tuple[str, str], ...]


class Page(NamedTuple):
    """The lines of a text and what the rows say of each.

    Lines before `first` are the head, lines after `last` the tail; both stand at a line of prose
    that no row explains. A page without such a line has no story that anybody could be sure of.
    """

    lines: Sequence[Line]
    cuts: Sequence[tuple[Cut, ...]]
    first: int
    last: int

    def allows(self, n: int, cut: Cut) -> bool:
        """Whether the row of a cut may act on line `n`."""
        head, tail = n < self.first, n > self.last
        if cut.rule.part == "start":
            head = n <= self.first
        if cut.rule.part == "end":
            tail = n >= self.last
        zone = cut.rule.zone
        return zone == "any" or (head and zone != "tail") or (tail and zone != "head")


def find(text: str, profile: Profile) -> Iterator[Change]:
    """Every line, or end of a line, that a row explains in its zone.

    >>> story = "Putin invited the North Korean leader Kim to Moscow on Wednesday."
    >>> [c.rule for c in find(f"Dark Mode\\n\\n{story}\\n\\nLeave a Reply", Profile(name="x"))]
    ['boilerplate.dark-mode', 'boilerplate.leave-a-reply']
    """
    rules = [r for r in load("boilerplate") if profile.runs(r.id)]
    page = explain(text, rules)
    if page.last < page.first:
        return
    for n, cut in _chosen(page, rules):
        yield _change(text, page.lines[n], cut)


def explain(text: str, rules: Sequence[Rule]) -> Page:
    """What each row says of each line, and where head and tail end."""
    patterns = [r for r in rules if r.pattern is not None]
    lines = lines_of(text)
    cuts = [_explained(line.text, patterns) for line in lines]
    story = [
        n for n, line in enumerate(lines) if is_prose(line.text) and not _covers(line.text, cuts[n])
    ]
    return Page(lines, cuts, story[0] if story else 0, story[-1] if story else -1)


def _chosen(page: Page, rules: Sequence[Rule]) -> Iterator[tuple[int, Cut]]:
    cuts: dict[int, tuple[Cut, ...]] = {}
    for n, found in enumerate(page.cuts):
        allowed = tuple(c for c in found if page.allows(n, c))
        whole = _covers(page.lines[n].text, found)
        if not whole or len(allowed) == len(found):  # half of an explanation is none
            cuts[n] = allowed
    for rule in rules:
        if rule.function is not None:
            for n, cut in FUNCTIONS[rule.function](page, cuts, rule):
                cuts[n] = (cut,)
    for n in sorted(cuts):
        for cut in cuts[n]:
            yield n, cut


def _change(text: str, line: Line, cut: Cut) -> Change:
    """A whole line goes with its line break; a part goes with the blanks that joined it."""
    if cut.start == 0 and cut.end == len(line.text):
        return Change(cut.rule.id, line.begin, line.next, "", facts=cut.facts)
    start, end = line.start + cut.start, line.start + cut.end
    return Change(cut.rule.id, start, end, "", facts=cut.facts)


def _explained(text: str, rules: Sequence[Rule]) -> tuple[Cut, ...]:
    """One row for the whole line; or rows for its start and its end, and one for what is left."""
    if len(text) > LONGEST:
        return _peeled(text, rules)
    return _whole(text, 0, rules) or _peeled(text, rules)


def _whole(text: str, at: int, rules: Sequence[Rule]) -> tuple[Cut, ...]:
    for rule in rules:
        if rule.part == "line":
            found = rule.regex.fullmatch(text)
            if found:
                return (Cut(rule, at, at + len(text), tuple(facts_of(found, rule))),)
    return ()


def _peeled(text: str, rules: Sequence[Rule]) -> tuple[Cut, ...]:
    start = end = None
    for rule in rules:
        if rule.part == "start" and start is None:
            found = rule.regex.match(text[:LONGEST])
            start = found and Cut(rule, 0, found.end(), tuple(facts_of(found, rule)))
        elif rule.part == "end" and end is None:
            offset = max(0, len(text) - LONGEST)
            found = rule.regex.search(text, offset)
            end = found and Cut(rule, found.start(), len(text), tuple(facts_of(found, rule)))
    left = start.end if start else 0
    right = end.start if end and end.start >= left else len(text)
    cuts = [c for c in (start, end if right < len(text) else None) if c]
    if not cuts or right - left > LONGEST:
        return tuple(cuts)
    inner = text[left:right]
    bare = inner.strip()
    at = left + len(inner) - len(inner.lstrip())
    cuts += _whole(bare, at, rules) if bare else ()
    return tuple(sorted(cuts, key=lambda c: c.start))


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
        is_open = not ends_sentence(text[-1:]) and not text.endswith(":")
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
}
