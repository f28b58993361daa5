"""A writer's bare name, known by the given name alone: no label, no date, no agency beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from cleaners.later import later
from cleaners.lines import ends_sentence, is_quotation, word_count
from cleaners.page import Cut, Cuts, Page, removes, squeezed
from cleaners.people import persons
from cleaners.rule import Rule, terms

LONGEST = 70  # code points
EARLY = 6  # lines of the story in which it names whom it is about
MANY = 3  # names in a row; a list of them is no byline
LONG_LIST = 40  # names below a colon
ASKED = ("?", "？", "؟")
OVER = 3  # words of a line that may be the headline
PLACE = rf"(?:d[aeo]s? |w |в )?{terms()['word']}(?: {terms()['word']}){{0,2}}"
UPPER = terms()["upper"]
INITIAL = re.compile(r"(?:[A-ZÀ-Þ]\. ?){1,2}[A-ZÀ-Þ’'-]{3,20}(?: [A-ZÀ-Þ’'-]{2,20})?")
PRONOUN = re.compile(
    r"(?:He|She|Er|Sie|Elle|Hij|Zij|Han|Hun|Hon|Он|Она|Він|Вона|Il (?:a|est|avait|était)) "
)
SIGNATURE = later(rf"(?:[-–—] ?)?({terms()['person']})")
NAMED = later(
    rf"(?:[-–—] ?)?(?P<names>{terms()['people']})"
    rf"(?: ?[,|•·/–—-] ?{PLACE}| [|•·–—-] {UPPER}[^,.!?:;\n]{{2,30}}"
    rf"| (?:in|at|aus|à|en|em|da) {PLACE}| \({terms()['agency']}\))?"
)


def byline_bare(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """Writers between the headline and the story, or right below it.

    Whom the story is about stands in its headline or in its first paragraphs; who wrote it does
    not. Right over the story they may stand below a section alone. Three such lines are a list,
    and so are names below a colon. Names between its paragraphs are whom each tells of, or who
    signed each letter.
    """
    over = headline_over(page, cuts)
    places = [n for n in range(1, page.first) if n > over or n + 1 == page.first]
    below = page.last + 1
    if below < len(page.lines) and _is_told_to_end(page.lines[page.last].text):
        places.append(below)
    found = [(n, names) for n in places if not cuts.get(n) and (names := _writers(page, cuts, n))]
    found = [(n, names) for n, names in found if not is_told_of(page, n)]
    if len(found) < MANY and not (found and _has_names_between(page, cuts)):
        for n, names in found:
            yield n, Cut(rule, 0, len(page.lines[n].text), (("bylines", names),))


def byline_signature(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """A person right below the story, behind a dash or as the last line that is no furniture; two
    such lines are a list, and below a quotation it says whose words they are."""
    n = page.last + 1
    signed = [SIGNATURE.fullmatch(line.text) for line in page.lines[n : n + 2]]
    if not signed or not signed[0] or any(signed[1:]) or cuts.get(n) or n < 2:
        return
    if is_quotation(page.lines[page.last].text):  # whose words they are
        return
    is_last = all(
        removes(page.lines[m].text, cuts.get(m, ())) for m in range(n + 1, len(page.lines))
    )
    name = signed[0][1]
    is_short = word_count(name) <= 3 and (has_given_name(name) or not name.isascii())
    is_bare = is_short and is_last and _is_told_to_end(page.lines[n - 1].text)
    is_told = is_about(page, cuts, n, persons(name))
    if persons(name) and not is_told and (page.lines[n].text[0] in "-–—" or is_bare):
        yield n, Cut(rule, 0, len(page.lines[n].text), (("bylines", name),))


def _is_told_to_end(text: str) -> bool:
    """Whether a paragraph ends; below a question stands the answer."""
    return ends_sentence(text) and not text.endswith(ASKED)


def is_told_of(page: Page, n: int) -> bool:
    """Whether what stands above or below a line says whom it names.

    That is a list that a colon opens, words somebody said, a story that begins with “He”.
    """
    above = n - 1
    while above > max(0, n - LONG_LIST) and _is_name(page.lines[above].text):
        above -= 1
    text = page.lines[above].text
    below = page.lines[n + 1].text if n + 1 < len(page.lines) else ""
    return text.endswith((":", "：")) or is_quotation(text) or PRONOUN.match(below) is not None


def is_listed(page: Page, n: int) -> bool:
    """Whether a line is one of several names in a row that a colon opens."""
    beside = (page.lines[m].text for m in (n - 1, n + 1) if 0 <= m < len(page.lines))
    return _is_name(page.lines[n].text) and any(map(_is_name, beside)) and is_told_of(page, n)


def _has_names_between(page: Page, cuts: Cuts) -> bool:
    between = range(page.first + 1, page.last)
    return any(not cuts.get(n) and _is_name(page.lines[n].text) for n in between)


def _is_name(text: str) -> bool:
    return _names(text) is not None


def _names(text: str) -> str | None:
    """The names of a line that holds nothing else, but perhaps a place or an agency."""
    found = NAMED.fullmatch(text) if len(text) <= LONGEST else None
    names = persons(found["names"]) if found else ()
    return found["names"] if found and names and all(map(has_given_name, names)) else None


def headline_over(page: Page, cuts: Cuts) -> int:
    """The first line that may be the headline, which is over every line below; else their number.

    It is looked for once: a page may begin with thousands of short lines.
    """
    told = (n for n, line in enumerate(page.lines) if not cuts.get(n) and _may_head(line.text))
    return next(told, len(page.lines))


def _may_head(text: str) -> bool:
    return word_count(text) >= OVER


def _writers(page: Page, cuts: Cuts, n: int) -> str | None:
    names = _names(squeezed(page.lines[n].text))
    return names if names and not is_about(page, cuts, n, persons(names)) else None


def is_about(page: Page, cuts: Cuts, n: int, names: Sequence[str]) -> bool:
    """Whether the story tells of somebody whom line `n` names.

    The headline and the first paragraphs say whom it is about. So does a credit, whose photographer
    is no writer; another byline does not.
    """
    early = enumerate(page.lines[: page.first + EARLY])
    written = [m for m, found in cuts.items() if found and found[0].rule.kind == "byline"]
    told = [line.text for m, line in early if m != n and m not in written]
    return any(_last_of(name) in text for name in names for text in told)


def _last_of(name: str) -> str:
    """What a story calls somebody: the last name, or the whole of “Anna M.”."""
    last = name.split()[-1]
    return last if len(last.rstrip(".")) > 1 else name


def has_given_name(name: str) -> bool:
    """Whether a name of two to four words begins with a given name, or is an initial and capitals.

    A Hungarian name ends in it. Of a name with a hyphen each part is one. “Victoria Station” is
    nobody.

    >>> has_given_name("Anna Meyer"), has_given_name("ANNA MEYER"), has_given_name("Prince Albert")
    (True, True, False)
    >>> has_given_name("M. FONTÁN"), has_given_name("M. Fontán")
    (True, False)
    >>> has_given_name("Nagy Péter"), has_given_name("Karl-Torsten Berg")
    (True, True)
    >>> has_given_name("Max-Planck Institut"), has_given_name("Victoria Station")
    (False, False)
    """
    if INITIAL.fullmatch(name):
        return True
    words = name.title().split() if name.isupper() else name.split()
    if not 2 <= len(words) <= 4 or not _names_of("no_name").isdisjoint(words[1:]):
        return False
    given = _names_of("given")
    first_is_given = words[0] in given or given.issuperset(words[0].split("-"))
    return first_is_given or words[-1] in _names_of("given_last")


@cache
def _names_of(table: str) -> frozenset[str]:
    text = (files("cleaners") / "rules" / f"{table}.txt").read_text("utf-8")
    return frozenset(w for row in text.split("\n") if not row.startswith("#") for w in row.split())
