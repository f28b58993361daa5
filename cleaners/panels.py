"""Lines that the page says of itself by its manner: what a press release tells of its house, and
links to other stories in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.lines import is_prose, word_count
from cleaners.page import Cut, Cuts, Page, removes, squeezed
from cleaners.rule import Rule

Found = Iterator[tuple[int, Cut]]

HOUSE = re.compile(r"About (?:the )?(?P<name>[A-Z0-9][^\n!?:]{1,70}?)[.:]?")
TELLS = re.compile(  # what such a paragraph says of a house, near its beginning
    r"\b(?:is|are|was|were|has|have|provides?|operates?|offers?|develops?|delivers?|designs?|helps?"
    r"|serves?|makes?|manufactures?|owns?|manages?|enables?|connects?|brings?|focus(?:es|ed)?"
    r"|speciali[sz]es?|trades?|\((?:NYSE|NASDAQ|Nasdaq|TSX|LSE|ASX)\b)"
)
FURTHER = re.compile(  # what stands below it
    r"(?:For (?:more|further|additional) (?:information|details)|To learn more|Learn more|Visit |"
    r"Follow (?:us|the)|More information|(?:Media|Press|Investor|Company)(?: \w+)? ?"
    r"(?:[Cc]ontacts?|[Ii]nquiries|[Rr]elations)|Contacts?\b|SOURCE |Source:|"
    r"Forward-[Ll]ooking|Safe [Hh]arbor|"
    r"Tel\b|Phone|E-?mail|Web(?:site)?:|www\.|https?:|\+?\d[\d ().-]{7,20}$|\S+@\S+$)"
)
NEAR = 120  # code points in which the verb stands
CALL = re.compile(r"\bCLICK(?:ING)? HERE\b")
LEAST, MOST = 5, 25  # words of a link
LETTERS = 15


def about_house(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """“About Hillside Mining” under a release, the paragraphs that tell of the house, and where to
    ask for more: only where nothing else follows to the end of the page."""
    n = page.first + 1
    while n < len(page.lines) - 1:
        end = _end_of_house(page, cuts, n)
        if end > n and all(_goes(page, cuts, m) for m in range(end, len(page.lines))):
            for m in range(n, len(page.lines)):
                if not _goes(page, cuts, m):
                    yield m, Cut(rule, 0, len(page.lines[m].text), ())
            return
        n = max(n + 1, end)  # what stands between them ends at the same line


def _end_of_house(page: Page, cuts: Cuts, n: int) -> int:
    """Behind the last line about the houses that are named from `n` on; `n` where none is."""
    end = n
    while end < len(page.lines) - 1:
        found = HOUSE.fullmatch(squeezed(page.lines[end].text))
        if not found or not _tells_of(found["name"], page.lines[end + 1].text):
            return end
        end += 2
        while end < len(page.lines) and _is_further(page, cuts, end, found["name"]):
            end += 1
    return end


def _is_further(page: Page, cuts: Cuts, n: int, name: str) -> bool:
    text = page.lines[n].text
    if HOUSE.fullmatch(squeezed(text)):
        return False
    return _begins(text, name) or FURTHER.match(text) is not None or _goes(page, cuts, n)


def _tells_of(name: str, text: str) -> bool:
    return is_prose(text) and _begins(text, name) and TELLS.search(text[:NEAR]) is not None


def _begins(text: str, name: str) -> bool:
    """Whether a paragraph begins with the name, or with its first word of some length."""
    text = text.removeprefix("The ").removeprefix("At ")
    first = next((w for w in name.split() if len(w) > 1), name).rstrip(".,")
    return re.match(rf"{re.escape(first)}(?![\w])", text, re.IGNORECASE) is not None


def _goes(page: Page, cuts: Cuts, n: int) -> bool:
    return removes(page.lines[n].text, cuts.get(n, ()))


def link_in_capitals(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """A title in capitals between two paragraphs, on a page that sets its calls so too: “CLICK HERE
    TO GET THE APP”. Subheads in capitals are shorter, or stand on pages without such calls."""
    if not any(_in_capitals(a.text) and CALL.search(a.text) for a in page.lines):
        return
    for n in range(page.first + 1, page.last):
        text = page.lines[n].text
        is_title = LEAST <= word_count(text) <= MOST and text[-1] not in ".!:,;"
        is_row = "|" in text or "\t" in text  # of a table
        if is_title and not (is_row or cuts.get(n)) and _in_capitals(text):
            yield n, Cut(rule, 0, len(text), ())


def _in_capitals(text: str) -> bool:
    return text == text.upper() and sum(map(str.isalpha, text)) >= LETTERS
