"""Lines made alike: the dates of a tour, the rows of a table, answers behind “A:”.

Where most of such lines are story, one that the scorer doubts is story too; so are the items of a
list with numbers, the days of a programme, and a work that a story about science names below.
Titles are made alike as well, of words and a colon or a dash: those prove nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from cleaners.later import later
from cleaners.lines import Line, word_count
from cleaners.rule import terms

LEAST = 2  # lines made alike that stay
HEAD = 60  # code points that are looked at
PARTS = 3  # of a line that are compared
PART = re.compile(r"[^\W\d_]+|\d+|(?<= )-(?= )|[:–—@/|%+=()\[\]]")
LEAST_REFERENCE = 8  # words: authors, title and journal
DOI = re.compile(r"\b10\.\d{4,9}/\S")
LABEL = re.compile(r"[A-ZÀ-ÞА-Я]{1,2}[:.] ")  # who asks and who answers
NUMBER = re.compile(r"(\d{1,2})[.)] ?\D")
MINUTE = re.compile(r"\d{1,3}(?:\+\d{1,2})?['’′] ?(?=[^\W\d])")
ITEM = re.compile(r"^[^<>{}=&]{3,}\w[”»\"]?[;；]$")
LEAST_HEADING = 5  # words of the line over a numbered list
POST = re.compile(r"[—–-] ?[^\n()]{2,60} \(@\w{1,30}\) [^\n]{3,40}\d")
LEAST_DAYS, DAY_WORDS = 4, 14  # entries of a programme, and words of one
LONGEST_ENTRY = 200  # code points
LIKELY = re.compile(r"\d[^\n]{0,40}?[–—:@-]")  # what every entry has, asked for first
# A day without its year near the start of a line, and a sign: links to other stories have the year.
ENTRY = later(
    rf"(?i:(?:[^\n]{{0,24}}[ :])?(?:{terms()['month']}\.? \d{{1,2}}(?:st|nd|rd|th)?|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.|º|°)? (?:de |of )?{terms()['later_month']})(?:\.|\b)"
    r"(?!,? (?:de )?(?:19|20)\d\d)[^\n\d]{0,20}[–—:@-])"
)


def alike(lines: Sequence[Line], goes: Sequence[bool]) -> frozenset[int]:
    """The lines that are to go and are made like others of the page, of which as many stay.

    >>> from cleaners.lines import lines_of
    >>> tour = lines_of("May 2 – Oslo @ Arena\\nMay 4 – Bergen @ Hall\\nMay 8 – Moss @ Club")
    >>> alike(tour, [False, False, True])
    frozenset({2})
    """
    doubted = {n: form for n, go in enumerate(goes) if go and (form := form_of(lines[n].text))}
    if not doubted:
        return frozenset()
    stay = Counter(form_of(line.text) for line, go in zip(lines, goes, strict=True) if not go)
    gone = Counter(doubted.values())
    return frozenset(n for n, f in doubted.items() if stay[f] >= max(LEAST, gone[f]))


def numbered(lines: Sequence[Line], goes: Sequence[bool]) -> frozenset[int]:
    """The items 1, 2, 3 of a list that the story announces with a colon, if one of them stays.

    >>> from cleaners.lines import lines_of
    >>> roads = "Three roads are open to all today:\\n1. North: Elm Road\\n2. South: Oak Road"
    >>> sorted(numbered(lines_of(roads), [False, True, False]))
    [1, 2]
    """
    items: set[int] = set()
    for n, line in enumerate(lines):
        if goes[n] or line.text[-1:] not in (":", "："):
            continue
        end = n + 1
        while end < len(lines) and _number(lines[end].text) == end - n:
            end += 1
        if not all(goes[n + 1 : end]) and word_count(line.text) >= LEAST_HEADING:
            items.update(range(n + 1, end))
    return frozenset(items)


def programme(lines: Sequence[Line]) -> frozenset[int]:
    """The entries of a programme: lines in a row that begin with days of no year, and say where.

    >>> from cleaners.lines import lines_of
    >>> sorted(programme(lines_of("May 2 – Oslo\\nMay 4 – Bergen\\nMay 8 – Moss\\nMay 9 – Hamar")))
    [0, 1, 2, 3]
    """
    found: set[int] = set()
    for is_likely, near in groupby(range(len(lines)), lambda n: _is_likely(lines[n].text)):
        likely = list(near) if is_likely else []  # the days are a long expression to ask
        if len(likely) >= LEAST_DAYS:
            for is_entry, run in groupby(likely, lambda n: _is_entry(lines[n].text)):
                entries = list(run)
                if is_entry and len(entries) >= LEAST_DAYS:
                    found.update(entries)
    return frozenset(found)


def _is_likely(text: str) -> bool:
    return len(text) <= LONGEST_ENTRY and LIKELY.search(text, 0, HEAD) is not None


def _is_entry(text: str) -> bool:
    return ENTRY.match(text) is not None and word_count(text) <= DAY_WORDS


def _number(text: str) -> int:
    found = NUMBER.match(text)
    return int(found[1]) if found else 0


def is_reference(text: str) -> bool:
    """Whether a line names a work that the story is about, and where it was published.

    >>> is_reference("A. Meyer and B. Roe: Sleep of bears. Nature 12, 2021, DOI 10.1000/182")
    True
    >>> is_reference("DOI: 10.1000/182")
    False
    """
    return "10." in text and DOI.search(text) is not None and word_count(text) >= LEAST_REFERENCE


def is_minute(text: str) -> bool:
    """Whether a line begins with a minute of play: who scored then, or what happened.

    >>> is_minute("32' e 88' Rossi"), is_minute("90+3’ Rossi")
    (True, True)
    """
    return MINUTE.match(text) is not None


def is_post_sign(text: str) -> bool:
    """Whether a line says who wrote the post above it, and when.

    >>> is_post_sign("— Anna Meyer (@ameyer) November 19, 2019"), is_post_sign("— @ameyer")
    (True, False)
    """
    return POST.fullmatch(text) is not None


def is_item(text: str) -> bool:
    """Whether a line is one part of a sentence that goes on in the next: words and a semicolon.

    >>> is_item("Copy the code;"), is_item("cookies.load();"), is_item("Words&nbsp;")
    (True, False, False)
    """
    return ITEM.search(text) is not None


def form_of(text: str) -> tuple[str, ...]:
    """How a line begins: words as “a”, numbers as “0”, and signs; empty where it proves nothing.

    >>> form_of("August 2 – Clarkston, MI @ DTE Energy Music Theatre")
    ('a', '0', '–')
    >>> form_of("A: Bob Marley, Bruno Mars"), form_of("Storm: two people die")
    (('A: ',), ())
    """
    label = LABEL.match(text)
    if label:
        return (label[0],)
    form: list[str] = []
    for m in PART.finditer(text, 0, HEAD):
        part = "0" if m[0].isdecimal() else "a" if m[0][0].isalpha() else m[0]
        if not form or part != "a" or form[-1] != "a":
            form.append(part)
        if len(form) == PARTS:
            break
    return tuple(form) if "0" in form and not {"a", "0"}.issuperset(form) else ()
