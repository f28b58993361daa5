"""Lines that a row explains and that are the story's all the same: the lines around them say so.

A diary has dates, a story quotes the wording of pages, and a list of agencies is no row of credits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from cleaners.bylines import is_listed
from cleaners.lines import ends_sentence, is_prose, word_count
from cleaners.naming import SAID, is_sentence
from cleaners.page import (
    DIGIT,
    LONGEST,
    PICTURED,
    ROLE,
    Cut,
    Page,
    Table,
    covers,
    explain_line,
)

LONGEST_DATE = 120  # code points of a line that is only a date
SHORT = 2  # words: a cell of a table, an item of a list, a bare agency
TOLD = re.compile(  # a speaker behind the comma
    r", (?:[^\W\d_][\w’'-]* ){0,7}(?:said|says|told|admitted|wrote|writes|warned|joked|added"
    r"|claimed|argued|explained|insisted|recalled)\b[^,.!?\n]{0,60}[.!?]$"
)
SOURCE = "source-label-line"
CAPTION = "caption-with-credit"
BEHIND_STROKE = "credit-after-stroke-end"
CREDITED = (*PICTURED, "agency_credit")
WITHOUT_YEAR = "date-without-year"


def allowed(page: Page, table: Table) -> dict[int, tuple[Cut, ...]]:
    """The cuts that may act where they stand."""
    cuts: dict[int, tuple[Cut, ...]] = {}
    for n, found in enumerate(page.cuts):
        if not found:
            continue
        if not all(page.allows(n, c.rule) for c in found):
            # a row of another zone stood before those of this one
            found = explain_line(page.lines[n].text, table, partial(page.allows, n))
        if _is_signed(page, n, found):
            found = found[1:]
        if found and not _is_story(page, n, found):
            cuts[n] = found
    if any(_is_bare_date(page.lines[n].text, found) for n, found in cuts.items()):
        for n in (*entries(page, table), *_calendar(page, table)):
            cuts.pop(n, None)
    return cuts


def _is_story(page: Page, n: int, cuts: Sequence[Cut]) -> bool:
    """Whether the lines around say that a line is the story's, though it looks like the page's."""
    return (
        _in_list(page, n, cuts)
        or is_reported(page.lines[n].text, cuts)
        or _is_unfinished(page, n, cuts)
        or (n == 0 and cuts[0].rule.name == ROLE)  # “Letters to the editor” is a headline
        or _is_titled(page, n, cuts)
    )


def _is_signed(page: Page, n: int, cuts: Sequence[Cut]) -> bool:
    """Whether the agency behind a stroke signs the story: “… he told the court. — AFP” is its last
    paragraph, and no caption, where only furniture without pictures stands below."""
    if n != page.last + 1 or not n or [c.rule.name for c in cuts] != [CAPTION, BEHIND_STROKE]:
        return False
    text = page.lines[n].text[: cuts[0].end]
    below = range(n + 1, len(page.lines))
    is_last = all(
        page.cuts[m]
        and page.cuts[m][0].rule.kind not in PICTURED
        and covers(page.lines[m].text, page.cuts[m])
        for m in below
    )
    return is_last and is_prose(text) and ends_sentence(text.rstrip(" -–—/|"))


def _is_titled(page: Page, n: int, cuts: Sequence[Cut]) -> bool:
    """Whether a bar and an agency behind the first line name the site: “Pool closes | Reuters” over
    “HILLSIDE, March 5 (Reuters) - The pool …”."""
    if n or len(page.lines) < 2 or cuts[-1].rule.name != BEHIND_STROKE:
        return False
    agency = page.lines[0].text[cuts[-1].start :].strip(" |")
    return f"({agency})" in page.lines[1].text[:LONGEST_DATE]


def _is_unfinished(page: Page, n: int, cuts: Sequence[Cut]) -> bool:
    """Whether a byline is the beginning of a sentence: “By John Smith” over “it was begun.”"""
    if cuts[0].rule.kind != "byline" or n + 1 == len(page.lines):
        return False
    text = page.lines[n + 1].text
    return text[0].islower() and is_prose(text) and covers(page.lines[n].text, cuts)


def entries(page: Page, table: Table) -> list[int]:
    """The dates of a diary or a timeline: each heads a paragraph, and one ends above it."""
    lines = page.lines
    found = [
        n
        for n in _short_with_digit(page)
        if _tells(page, n + 1) and _is_bare_date(lines[n].text, explain_line(lines[n].text, table))
    ]
    texts = sorted({lines[n].text for n in found})
    are_days = len(texts) > 1 and not any(b.startswith(a) for a, b in pairwise(texts))
    return found if are_days and all(_tells(page, n - 1) for n in found[1:]) else []


def _calendar(page: Page, table: Table) -> list[int]:
    """Days without a year over the items of a programme or a police log: at least two of them."""
    found = [
        n
        for n in _short_with_digit(page)
        if [c.rule.name for c in explain_line(page.lines[n].text, table)] == [WITHOUT_YEAR]
    ]
    are_apart = all(b - a > 1 for a, b in pairwise(found))
    return found if are_apart and len({page.lines[n].text for n in found}) > 1 else []


def _short_with_digit(page: Page) -> Iterator[int]:
    """The lines that can be a date over something."""
    for n, line in enumerate(page.lines[:-1]):
        if len(line.text) <= LONGEST_DATE and DIGIT.search(line.text):
            yield n


def _is_bare_date(text: str, cuts: Sequence[Cut]) -> bool:
    return covers(text, cuts) and cuts[0].rule.heads_entry


def _tells(page: Page, n: int) -> bool:
    """Whether a line is a sentence that no row explains."""
    text = page.lines[n].text
    return (is_prose(text) or ends_sentence(text)) and not covers(text, page.cuts[n])


def is_reported(text: str, cuts: Sequence[Cut]) -> bool:
    """Whether a line is a reported sentence, or the answer to a question.

    “We use cookies, a spokesman admitted.” is a story about cookies, and “Yes.” is no button.
    """
    if not covers(text, cuts):
        return False
    is_control = cuts[0].rule.kind == "ui_control"
    is_answer = is_control and text[-1] in ".!" and text[-2:] != ".." and word_count(text) == 1
    is_picture = cuts[0].rule.kind in CREDITED and text[-1] in ".!?"
    is_said = is_picture and SAID.search(text, max(0, len(text) - LONGEST))
    is_credit = cuts[0].rule.kind == "photo_credit" or cuts[0].rule.name == SOURCE
    is_told = is_credit and is_sentence(text)
    return is_answer or is_told or bool(is_said or TOLD.search(text, max(0, len(text) - LONGEST)))


def _in_list(page: Page, n: int, cuts: Sequence[Cut]) -> bool:
    """Whether a bare agency inside the story is an item of a list or a table.

    A credit stands under a caption and over a paragraph. Four agencies in a row signed a letter,
    PA over a number is Pennsylvania, and names with their papers below a colon won a prize.
    """
    if not page.first < n < page.last or cuts[0].rule.kind != "photo_credit":
        return False
    text = page.lines[n].text
    if not covers(text, cuts):
        return False
    if word_count(text) > SHORT:
        return is_listed(page, n)
    near = (page.lines[n - 1].text, page.lines[n + 1].text)
    return any(word_count(other) <= SHORT and not other.endswith(":") for other in near)
