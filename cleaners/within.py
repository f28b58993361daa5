"""Sentences of the page in a paragraph of the story: scrapers that join lines leave them there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from cleaners.guards import is_reported
from cleaners.lines import is_prose, word_count
from cleaners.page import LONGEST, TOLD, Cut, Cuts, Page, Table, acting, left_of, whole
from cleaners.rule import Rule

Found = Iterator[tuple[int, Cut]]

BOUND = re.compile(  # behind one sentence and before another
    r"[.!?…。！？।؟][”\"’')\]»]{0,2}\s*(?=[^\W\da-z]|[“\"‘'«»\[(►▶👉*•→])"
)
SHORTEST = 8  # code points
WORDS = 4  # of a sentence that tells what it is without its place
# The most words of such a sentence. Lines are joined without a stop, too: behind the title of a
# link, whose own end is no full stop, the same sentence may go on with the story.
MOST, MOST_OF_LINK = 18, 8
FULL_STOP = (".", "。", "।", "۔")
STAYS = {*TOLD, "author_bio", "copyright", "more_to_follow"}  # kinds that a story may say so too


def page_sentences(page: Page, cuts: Cuts, table: Table) -> Found:
    """Whole sentences that a row takes where they are a line: “Sign up for our newsletter.” behind
    the last sentence of a story, or between two of them. Nothing goes that somebody is quoted with.
    """
    rule = table.functions.get("page_sentences")
    for n, line in enumerate(page.lines) if rule else ():
        if rule and is_prose(line.text) and not _goes(line.text, cuts.get(n, ())):
            for start, end, row in _sentences(page, n, table):
                if all(end <= c.start or c.end <= start for c in acting(cuts.get(n, ()))):
                    why = f"{row.name} takes this sentence where it is a line"
                    yield n, Cut(rule, start, end, (), reason=why)


def _goes(text: str, cuts: Sequence[Cut]) -> bool:
    return bool(cuts) and not is_prose("".join(left_of(text, cuts)))


def _sentences(page: Page, n: int, table: Table) -> Iterator[tuple[int, int, Rule]]:
    """What goes of a line. Each sentence speaks for itself: a row that begins with a call and takes
    all that follows would take the story behind it."""
    text = page.lines[n].text
    bounds = [0, *(m.end() for m in BOUND.finditer(text)), len(text)]
    for start, end in pairwise(bounds) if len(bounds) > 2 else ():
        row = _row(page, n, table, start, end)
        if row and start:
            yield len(text[:start].rstrip()), len(text[:end].rstrip()), row
        elif row:
            yield start, end, row


def _row(page: Page, n: int, table: Table, start: int, end: int) -> Rule | None:
    """The row that takes a part of a line, where it takes it for no fact."""
    line = page.lines[n].text
    text = line[start:end].strip()
    if not SHORTEST <= len(text) <= LONGEST or not WORDS <= word_count(text) <= MOST:
        return None
    is_end = n >= page.last and end == len(line)
    found = whole(text, 0, _rows(table), _may_end if is_end else _may)
    if not found or found[0].facts or _is_joined(text, found[0].rule):
        return None
    return None if _is_quoted(line[:start]) or is_reported(text, found) else found[0].rule


def _is_joined(text: str, rule: Rule) -> bool:
    """Whether the title of a link may go on with the story."""
    is_link = rule.kind == "related_links" and text.endswith(FULL_STOP)
    return is_link and word_count(text) > MOST_OF_LINK


@cache
def _rows(table: Table) -> Table:
    """The rows that may take a sentence anywhere: most rows may not, and need not be asked."""
    return table.only(_may_end)


def _may_end(rule: Rule) -> bool:
    return rule.zone != "head" and rule.kind not in STAYS and rule.message is None


def _may(rule: Rule) -> bool:
    return rule.zone == "any" and _may_end(rule)


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open behind these words. One of several paragraphs opens anew with
    each of them and is closed once."""
    is_low = "„" in before  # „so“ they are set in German
    opening, closing = ("„«「『", "“”»」』") if is_low else ("“«「『", "”»」』")
    is_open = max(map(before.rfind, opening)) > max(map(before.rfind, closing))
    return is_open or before.count('"') % 2 == 1
