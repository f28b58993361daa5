"""Which rows of a table can match here, told from the first characters and from digits alone.

A page has many lines and a table many rows; asking every row about every line costs more than all
other work. A pattern that begins with fixed wording says so, and most lines need no pattern at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import cache
from itertools import accumulate, product
from typing import Generic, TypeVar

DEPTH = 3  # characters looked at; three tell "Sha" from "Sto"
MOST = 400  # beginnings of one row; a row with more of them is asked about fewer characters
PATIENCE = 200  # beginnings that are searched for before all are put in order
WIDEST = 200  # members of a character class that are worth listing
ENDLESS = 99  # repeats of `*`, `+` and `{2,}`: as good as any number beyond `DEPTH`

_ZEROS = "٠۰०০０"  # digits of other scripts, which `\d` takes as well
_FOLD = str.maketrans(
    {"İ": "i", "ı": "i", "ſ": "s", "Σ": "σ", "ς": "σ", "\u212a": "k", "µ": "μ"}
    | {chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)}
)
_TO_FOLD = re.compile(f"[{''.join(map(chr, _FOLD))}]")  # what `lower` leaves, or makes two of
_QUANTIFIER = re.compile(r"([?*+]|\{(\d*)(?:,(\d*))?\})([?+]?)")
_GROUP = re.compile(r"\?(?:P<\w+>|:|[a-z]*(?:-[a-z]+)?:|>)")
_ZERO_WIDTH = re.compile(r"\?(?:=|!|<=|<!)")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|[^\\\[()|]+", re.DOTALL)
_ITEM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_DIGIT = re.compile(r"[0-9]|\\d|\[(?:\\d|[0-9])(?:-?[0-9]|\\d)*\]")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}

Set = frozenset[str] | None  # the characters one place can hold; None for any
T = TypeVar("T")


def fold(text: str) -> str:
    """Without case, as `re.IGNORECASE` sees it, and with the digits of one script.

    >>> fold("İLGİLİ"), fold("Ilgılı"), fold("۵ مارس")
    ('ilgili', 'ilgili', '5 مارس')
    >>> fold("ΣΧΕΤΙΚΕΣ")
    'σχετικεσ'
    """
    if not text.isascii() and _TO_FOLD.search(text):
        text = text.translate(_FOLD)
    return text.lower()


@cache
def beginnings(pattern: str) -> frozenset[str]:
    """Folded strings of at most three characters, one of which begins every match.

    The empty string stands for a pattern that can begin with anything.

    >>> sorted(beginnings(r"(?:Read|See) (?:more|also)"))
    ['rea', 'see']
    >>> sorted(beginnings(r"\\(?[Pp]hoto:")), beginnings(r".+ photo")
    (['(ph', 'pho'], frozenset({''}))
    """
    closed, opened = _Reader(pattern).alternatives(0)
    found = set(closed | opened)
    return frozenset(t for t in found if not any(t[:n] in found for n in range(len(t))))


def holds_digit(pattern: str) -> bool:
    """Whether every match of a pattern holds a digit. False where that cannot be told.

    >>> holds_digit(r"(?:on )?[0-3]?\\d (?:May|June)|\\d\\d:\\d\\d"), holds_digit(r"May(?: \\d)?")
    (True, False)
    """
    return _holds_digit(pattern, 0)[0]


def _holds_digit(pattern: str, at: int) -> tuple[bool, int]:
    """The answer for a whole pattern or for a group, and where its bracket or the end is."""
    every, here = True, False
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            every, here, at = every and here, False, at + 1
            continue
        found, at = _digit_at(pattern, at)
        quantifier = _QUANTIFIER.match(pattern, at)
        if quantifier:
            at = quantifier.end()
            found = found and quantifier[1] not in ("?", "*") and int(quantifier[2] or 1) > 0
        here = here or found
    return every and here, at


def _digit_at(pattern: str, at: int) -> tuple[bool, int]:
    """Whether one item of a pattern is a digit or holds one, and where the next item is."""
    if pattern[at] != "(":
        token = _ITEM.match(pattern, at)
        text = token[0] if token else pattern[at]
        return _DIGIT.fullmatch(text) is not None, at + len(text)
    head = _GROUP.match(pattern, at + 1)
    found, end = _holds_digit(pattern, head.end() if head else at + 1)
    is_odd = not head and pattern[at + 1] == "?"  # it looks around, or sets flags
    return found and not is_odd, end + 1


class Index(Generic[T]):
    """Rows by what a match of their patterns begins with.

    `begins` gives the beginnings of a row, folded, one a line.

    >>> rows = [("a", "sha"), ("b", "pho"), ("c", "")]
    >>> [name for name, _ in Index(rows, lambda row: row[1]).at("Share this", 0)]
    ['a', 'c']
    """

    def __init__(self, rows: Sequence[T], begins: Callable[[T], str]) -> None:
        self._rows: Sequence[T | None] = rows
        self._begins = _Beginnings(map(begins, rows))
        self._known: dict[str, tuple[T, ...]] = {}

    def where(self, keep: Callable[[T], bool]) -> Index[T]:
        """The same index without some of its rows."""
        fewer = copy(self)
        fewer._known = {}
        fewer._rows = [row if row is not None and keep(row) else None for row in self._rows]
        return fewer

    @property
    def rows(self) -> Iterator[T]:
        """Every row, in the order of the table."""
        return (row for row in self._rows if row is not None)

    def at(self, text: str, at: int) -> tuple[T, ...]:
        """The rows that may match `text` at this place, in the order of the table."""
        key = text[at : at + DEPTH]
        rows = self._known.get(key)
        if rows is None:
            found = (self._rows[n] for n in self._begins.rows_of(fold(key)))
            rows = tuple(row for row in found if row is not None)
            if len(self._known) < 20_000:
                self._known[key] = rows
        return rows


class _Beginnings:
    """The beginnings of many rows, and in which rows each stands.

    The first keys are searched for in all of them as one text: to put 60,000 beginnings in order
    takes longer than to clean an article.
    """

    def __init__(self, begins: Iterable[str]) -> None:
        rows = [f"\n{lines}\n\0" for lines in begins]
        self._text = "".join(rows)
        self._ends = list(accumulate(map(len, rows)))
        self._searched: dict[str, tuple[int, ...]] = {}
        self._ordered: dict[str, list[int]] | None = None

    def rows_of(self, key: str) -> list[int]:
        """The numbers of the rows that a folded text of so few characters may begin, in order."""
        return sorted({n for size in range(len(key) + 1) for n in self._with(key[:size])})

    def _with(self, begin: str) -> Sequence[int]:
        if self._ordered is not None:
            return self._ordered.get(begin, ())
        found = self._searched.get(begin)
        if found is None:
            found = self._searched[begin] = tuple(self._search(begin))
            if len(self._searched) > PATIENCE:
                self._ordered = self._in_order()
        return found

    def _search(self, begin: str) -> Iterator[int]:
        if "\n" in begin or "\0" in begin:  # what stands between beginnings is none
            return
        line = f"\n{begin}\n"
        at = self._text.find(line)
        while at >= 0:
            yield bisect_right(self._ends, at)
            at = self._text.find(line, at + 1)

    def _in_order(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for n, row in enumerate(self._text.split("\0")[:-1]):
            for begin in row[1:-1].split("\n"):
                found.setdefault(begin, []).append(n)
        return found


class _Reader:
    """Reads a pattern from the left, as far as its beginning can be listed.

    A beginning is `opened` while more may follow, and `closed` once nothing more can be said.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def alternatives(self, at: int) -> tuple[frozenset[str], frozenset[str]]:
        """(closed, opened) of a whole pattern or of a group that begins at `at`; `self.at` is then
        at its bracket or at the end."""
        closed: set[str] = set()
        opened: set[str] = set()
        while True:
            done, more = self._sequence(at)
            closed |= done
            opened |= more
            if self.at >= len(self.pattern) or self.pattern[self.at] == ")":
                return frozenset(closed), frozenset(opened)
            at = self.at + 1

    def _sequence(self, at: int) -> tuple[frozenset[str], frozenset[str]]:
        self.at = at
        closed: frozenset[str] = frozenset()
        opened = frozenset({""})
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            if not opened:
                self._skip()
                break
            done, more = self._item()
            least, most = self._quantified()
            if most == 0:
                continue
            ends = _joined(opened, done)
            goes_on = _joined(opened, more)
            if most > 1 and (least != most or most > DEPTH):
                ends, goes_on = ends | goes_on, frozenset()
            elif most > 1:
                for _ in range(most - 1):
                    ends |= _joined(goes_on, done)
                    goes_on = _joined(goes_on, more)
            closed |= ends
            opened = goes_on | (opened if least == 0 else frozenset())
            full = frozenset(t for t in opened if len(t) >= DEPTH)
            closed, opened = closed | full, opened - full
            if len(closed) + len(opened) > MOST:
                closed, opened = _shortened(closed, opened)
        return closed, opened

    def _skip(self) -> None:
        """Go on to the end of this alternative: nothing more can be said of how it begins."""
        depth = 0
        for token in _TOKEN.finditer(self.pattern, self.at):
            depth += (token[0] == "(") - (token[0] == ")")
            if depth < 0 or (token[0] == "|" and depth == 0):
                self.at = token.start()
                return
        self.at = len(self.pattern)

    def _item(self) -> tuple[frozenset[str], frozenset[str]]:
        c = self.pattern[self.at]
        nothing: frozenset[str] = frozenset()
        if c == "(":
            return self._group()
        members = self._class() if c == "[" else self._character()
        if members is None:
            return frozenset({""}), nothing
        return nothing, members

    def _group(self) -> tuple[frozenset[str], frozenset[str]]:
        looks = _ZERO_WIDTH.match(self.pattern, self.at + 1)
        head = _GROUP.match(self.pattern, self.at + 1)
        is_odd = not head and self.pattern[self.at + 1] == "?"
        found = self.alternatives(head.end() if head else self.at + 1 + is_odd)
        self.at += 1
        if looks:
            return frozenset(), frozenset({""})
        return (frozenset({""}), frozenset()) if is_odd else found

    def _character(self) -> Set:
        c = self.pattern[self.at]
        self.at += 1
        if c == "\\":
            c = self.pattern[self.at]
            self.at += 1
            return self._escaped(c)
        if c in "^$":
            return frozenset({""})
        return None if c == "." else _folded(c)

    def _escaped(self, c: str) -> Set:
        if c in "bBAZ":
            return frozenset({""})
        if c == "d":
            return frozenset("0123456789")
        if c in "xuU":
            size = {"x": 2, "u": 4, "U": 8}[c]
            code = self.pattern[self.at : self.at + size]
            self.at += size
            return _folded(chr(int(code, 16)))
        if c in _LETTERS:
            return frozenset({_LETTERS[c]})
        return None if c.isalnum() else _folded(c)

    def _class(self) -> Set:
        self.at += 1
        negated = self.pattern[self.at] == "^"
        self.at += negated
        members: set[str] = set()
        listed = not negated
        first = True
        while first or self.pattern[self.at] != "]":
            first = False
            low = self._member()
            if self.pattern[self.at] == "-" and self.pattern[self.at + 1] != "]":
                self.at += 1
                high = self._member()
                if low is None or high is None or ord(high) - ord(low) > WIDEST:
                    listed = False
                else:
                    members |= {chr(n) for n in range(ord(low), ord(high) + 1)}
            elif low is None:
                listed = False
            else:
                members.add(low)
        self.at += 1
        folded = frozenset(f for m in members for f in _folded(m))
        return folded if listed and len(folded) <= WIDEST else None

    def _member(self) -> str | None:
        """One character of a class; None for a class within it, as digits are."""
        c = self.pattern[self.at]
        if c != "\\":
            self.at += 1
            return c
        found = self._character()
        return next(iter(found)) if found is not None and len(found) == 1 else None

    def _quantified(self) -> tuple[int, int]:
        found = _QUANTIFIER.match(self.pattern, self.at)
        if not found:
            return 1, 1
        self.at = found.end()
        if found[1] in ("?", "*", "+"):
            return {"?": (0, 1), "*": (0, ENDLESS), "+": (1, ENDLESS)}[found[1]]
        least = int(found[2] or 0)
        if found[3] is None:
            return least, least
        return least, int(found[3] or ENDLESS)


def _folded(c: str) -> frozenset[str]:
    return frozenset({fold(c)[:1]})


def _joined(heads: Iterable[str], tails: Iterable[str]) -> frozenset[str]:
    return frozenset((a + b)[:DEPTH] for a, b in product(heads, tails))


def _shortened(
    closed: frozenset[str], opened: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Fewer and shorter beginnings, none of them open any more."""
    every = closed | opened
    for size in range(DEPTH - 1, -1, -1):
        short = frozenset(t[:size] for t in every)
        if len(short) <= MOST:
            return short, frozenset()
    return frozenset({""}), frozenset()


def places(text: str, at: int, end: int) -> Iterator[int]:
    """Where junk at the end of a line may begin: at a bracket or sign, at a word behind a blank or
    a sentence, and at a capital glued to a small letter. Words with the commonest small letters
    begin no junk; leaving them out halves the work.

    >>> [text[n:] for text in ["in Paris. (Photo: AP)"] for n in places(text, 0, 21)]
    ['Paris. (Photo: AP)', '(Photo: AP)', 'AP)']
    """
    return (found.start() for found in _PLACE.finditer(text, at, end))


_PLACE = re.compile(
    r"[^\sa-egi-oq-ux-zà-ÿ.,;:!?'\"’”…)\]}]"
    r"(?:(?<=[(\[©|–—【（«►▶→#@/])|(?<=[\s.!?…。！？”»)\]].)|(?<=[a-zà-ÿ][A-ZÀ-Þ])|(?<=＝))"
)
