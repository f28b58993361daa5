"""What one site prints on article after article: its furniture, learned from a store of articles.

Learning and cleaning are two steps. `learn` looks at many articles and writes down lines; `clean`
is given those of one site and changes nothing about them. So the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST = 600  # code points; longer lines are stories, or whole pages on one line
LEAST_LETTERS = 3
LEAST_SEEN = 5  # distinct articles of a site before anything is learned
SUPPORT = 3  # distinct articles that print a line …
SHARE = 0.01  # … and at least this part of all: furniture that went out of use is forgotten
PROSE = 60  # letters; only such lines tell whether two articles are one
SAME = 0.6  # part of the smaller one's prose that two prints of one article share
COMMON = 20  # articles; a line that more of them print says nothing about two of them
DIGITS = re.compile(r"\d+")
BLANKS = re.compile(r"\s+")


class Site(NamedTuple):
    """The furniture of one site, as `normal` writes it: what `clean` is given."""

    name: str
    lines: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """What a record depends on: 16 hex digits over the lines, empty for none.

        >>> Site("example.org").digest
        ''
        """
        if not self.lines:
            return ""
        return hashlib.sha256("\n".join(sorted(self.lines)).encode()).hexdigest()[:16]


class Furniture(NamedTuple):
    """A line that a site repeats, and how many of its distinct articles print it."""

    line: str
    articles: int


def site_of(url: str | None) -> str | None:
    """The site an address belongs to; None where there is none.

    >>> site_of("https://www.example.org:443/politics/1.html"), site_of("no address")
    ('example.org', None)
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=.*\.)", "", host) if host else None


def normal(line: str) -> str:
    """A line as it is compared: without width, case, extra blanks, and with every number the same.

    >>> normal("  12 Comments\\u00a0(3 new)")
    '0 comments (0 new)'
    """
    plain = unicodedata.normalize("NFKC", line).casefold()
    return DIGITS.sub("0", BLANKS.sub(" ", plain)).strip()


def learn(articles: Iterable[Sequence[str]]) -> tuple[Furniture, ...]:
    """The furniture of one site, from the lines of its articles, most printed first.

    Prints of one article count once: without that, a story stored twice would be learned as
    furniture. Nothing is learned from fewer than five distinct articles.

    >>> learn([[f"Story number {'ABCDE'[n]}", "Follow us on Twitter"] for n in range(5)])
    (Furniture(line='follow us on twitter', articles=5),)
    """
    pages = [frozenset(filter(_counts, map(normal, lines))) for lines in articles]
    groups = _distinct(sorted({p for p in pages if p}, key=sorted))
    if len(groups) < LEAST_SEEN:
        return ()
    support = Counter(line for group in groups for line in frozenset[str]().union(*group))
    least = max(SUPPORT, len(groups) * SHARE)
    found = (Furniture(line, n) for line, n in support.items() if n >= least)
    return tuple(sorted(found, key=lambda f: (-f.articles, f.line)))


def _counts(line: str) -> bool:
    return len(line) <= LONGEST and sum(map(str.isalpha, line)) >= LEAST_LETTERS


def _distinct(pages: Sequence[frozenset[str]]) -> list[list[frozenset[str]]]:
    """Pages by article: those that share most of their prose are prints of one."""
    prose = [{line for line in page if len(line) >= PROSE} for page in pages]
    having: dict[str, list[int]] = defaultdict(list)
    for n, lines in enumerate(prose):
        for line in lines:
            having[line].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for line, at in having.items():
        if 1 < len(at) <= COMMON:
            shared.update({(a, b): len(line) for a in at for b in at if a < b})
    own = [sum(len(line) for line in lines if len(having[line]) <= COMMON) for lines in prose]
    root = list(range(len(pages)))
    for (a, b), size in shared.items():
        if size >= SAME * min(own[a], own[b]):
            root[_root(root, b)] = _root(root, a)
    groups: dict[int, list[frozenset[str]]] = defaultdict(list)
    for n, page in enumerate(pages):
        groups[_root(root, n)].append(page)
    return list(groups.values())


def _root(root: list[int], n: int) -> int:
    while root[n] != n:
        root[n] = root[root[n]]
        n = root[n]
    return n
