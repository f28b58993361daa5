"""A text, what it came from, and the ledger of every edit between the two.

Stages look and ask; only `Document.apply` changes a text, and it writes down what it did.
This module imports nothing of ours, so that everything else can stand on it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points.

    >>> Span(0, 5).of("Putin greeted")
    'Putin'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that stand in this span."""
        return text[self.start : self.end]


class Change(NamedTuple):
    """What a stage asks for, in offsets of the present text.

    `rule` is the full rule id (`stage.row`). `score` (0 to 1) and `reasons` say why, where a rule
    alone does not: the strongest features of a scorer, or the proof of a repair. `facts` are
    (field, value) pairs that move out of the text with this change. `kind` is what was removed,
    where the rule alone does not tell.
    """

    rule: str
    start: int
    end: int
    after: str
    score: float | None = None
    reasons: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    kind: str | None = None


class Notice(NamedTuple):
    """A doubt, in offsets of the present text: the place stays as it is and the record says so."""

    code: str
    start: int
    end: int
    message: str


class Edit(NamedTuple):
    """A change that was made.

    `start` counts in the text as it stood just before this very edit; `source` is the smallest
    span of the source text that covers what was replaced.
    """

    rule: str
    start: int
    before: str
    after: str
    source: Span
    score: float | None = None
    reasons: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    kind: str | None = None


class Flag(NamedTuple):
    """A doubt, in offsets of the source."""

    code: str
    source: Span
    message: str


class Piece(NamedTuple):
    """A run of the present text and the run of the source it came from.

    A copied piece maps character by character; any other piece maps only as a whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    copied: bool


class OverlapError(ValueError):
    """Two changes of one batch claim the same characters, or one lies outside the text."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text on its way from source to record.

    >>> doc = Document.of("Kim II-Sung Square")
    >>> doc = doc.apply([Change("names.look-alike", 4, 6, "Il")])
    >>> doc.text
    'Kim Il-Sung Square'
    >>> doc.edits[0].before, doc.edits[0].source
    ('II', Span(start=4, end=6))
    >>> undo(doc.text, doc.edits)
    'Kim II-Sung Square'
    """

    source: str
    text: str
    edits: tuple[Edit, ...] = ()
    flags: tuple[Flag, ...] = ()
    pieces: tuple[Piece, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, source: str) -> Document:
        """A document that nobody has touched yet."""
        size = len(source)
        return cls(source, source, pieces=(Piece(0, size, 0, size, True),) if source else ())

    def apply(self, changes: Iterable[Change]) -> Document:
        """Make every change, left to right, and log it.

        Changes that change nothing are dropped. Raises `OverlapError` when two changes claim the
        same characters or reach outside the text.
        """
        wanted = sorted(
            (c for c in changes if self.text[c.start : c.end] != c.after),
            key=lambda c: (c.start, c.end),
        )
        if not wanted:
            return self
        _check(wanted, len(self.text))
        cut = _Cutter(self.pieces)
        out: list[str] = []
        edits: list[Edit] = []
        at = shift = 0
        for c in wanted:
            out += (self.text[at : c.start], c.after)
            before = self.text[c.start : c.end]
            source = cut.replace(c.start, c.end, len(c.after))
            edits.append(Edit(c.rule, c.start + shift, before, c.after, source, *c[4:]))
            shift += len(c.after) - len(before)
            at = c.end
        out.append(self.text[at:])
        return Document(
            self.source, "".join(out), self.edits + tuple(edits), self.flags, cut.finish()
        )

    def flag(self, notices: Iterable[Notice]) -> Document:
        """Keep each doubt, placed in the source, where no later edit can move it."""
        flags = tuple(Flag(n.code, self.source_span(n.start, n.end), n.message) for n in notices)
        if not flags:
            return self
        return Document(self.source, self.text, self.edits, self.flags + flags, self.pieces)

    def source_span(self, start: int, end: int) -> Span:
        """The smallest span of the source that covers `text[start:end]`.

        >>> Document.of("a  b").apply([Change("layout.spaces", 1, 3, " ")]).source_span(0, 2)
        Span(start=0, end=3)
        """
        return _cover(self.pieces, start, end)

    def locate(self, source: Span) -> Span | None:
        """Where a span of the source stands now; None when none of it is left.

        >>> doc = Document.of("Share this. Story.").apply([Change("boilerplate.share", 0, 12, "")])
        >>> doc.locate(Span(12, 18)), doc.locate(Span(0, 5))
        (Span(start=0, end=6), None)
        """
        first: int | None = None
        last = 0
        n = bisect_right(self.pieces, source.start, key=lambda p: p.source_end)
        while n < len(self.pieces) and self.pieces[n].source_start < source.end:
            p = self.pieces[n]
            start, end = p.start, p.end
            if p.copied:
                start += max(0, source.start - p.source_start)
                end -= max(0, p.source_end - source.end)
            first = start if first is None else first
            last = end
            n += 1
        return None if first is None else Span(first, last)


def undo(text: str, edits: Sequence[Edit]) -> str:
    """Play the ledger backwards: the text before the first edit.

    Raises ValueError when the ledger does not fit the text.

    >>> undo("Kim Il-Sung", [Edit("names.look-alike", 4, "II", "Il", Span(4, 6))])
    'Kim II-Sung'
    """
    end = len(edits)
    while end:
        first = end - 1  # edits of one batch run left to right: undo the whole batch in one pass
        while first and edits[first - 1].start + len(edits[first - 1].after) <= edits[first].start:
            first -= 1
        out: list[str] = []
        at = 0
        for n in range(first, end):
            e = edits[n]
            stop = e.start + len(e.after)
            if e.start < at or text[e.start : stop] != e.after:
                raise ValueError(
                    f"edit {n} ({e.rule}) does not fit: expected {e.after[:40]!r} at {e.start}, "
                    f"found {text[e.start : stop][:40]!r}"
                )
            out += (text[at : e.start], e.before)
            at = stop
        out.append(text[at:])
        text = "".join(out)
        end = first
    return text


def smallest(change: Change, before: str) -> Change:
    """A change of `before`, without the letters at its start and end that stay as they are.

    >>> smallest(Change("names.look-alike", 4, 11, "Il-Sung"), "II-Sung")[1:4]
    (5, 6, 'l')
    """
    after = change.after
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    return change._replace(
        start=change.start + head, end=change.end - tail, after=after[head : len(after) - tail]
    )


def _shared(one: str, other: str) -> int:
    """How many letters two words share at their start."""
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return n


def _check(wanted: Sequence[Change], size: int) -> None:
    at = 0
    for n, c in enumerate(wanted):
        if not at <= c.start <= c.end <= size:
            other = f" after {wanted[n - 1].rule}" if n else ""
            raise OverlapError(f"{c.rule} asks for {c.start}:{c.end}{other}; free is {at}:{size}")
        at = c.end


def _cover(pieces: Sequence[Piece], start: int, end: int) -> Span:
    n = bisect_right(pieces, start, key=lambda p: p.end)
    if start == end:
        return _point(pieces, n, start)
    low: int | None = None
    high = 0
    while n < len(pieces) and pieces[n].start < end:
        p = pieces[n]
        left, right = p.source_start, p.source_end
        if p.copied:
            left += max(0, start - p.start)
            right -= max(0, p.end - end)
        low = left if low is None else min(low, left)
        high = max(high, right)
        n += 1
    return Span(0 if low is None else low, high)


def _point(pieces: Sequence[Piece], n: int, at: int) -> Span:
    """The place in the source where an insertion at `at` stands."""
    if n < len(pieces):
        p = pieces[n]
        if at <= p.start:
            return Span(p.source_start, p.source_start)
        if p.copied:
            place = p.source_start + at - p.start
            return Span(place, place)
        return Span(p.source_start, p.source_end)
    place = pieces[-1].source_end if pieces else 0
    return Span(place, place)


class _Cutter:
    """Rewrites the pieces of a document while changes are played in, left to right."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.old = pieces
        self.new: list[Piece] = []
        self.n = 0  # the first old piece not yet fully taken over
        self.at = 0  # the place in the old text up to which all is taken over
        self.shift = 0

    def replace(self, start: int, end: int, size: int) -> Span:
        self._copy(start)
        source = _point(self.old, self.n, start) if start == end else _cover(self.old, start, end)
        if size:
            here = start + self.shift
            self.new.append(Piece(here, here + size, source.start, source.end, False))
        self.shift += size - (end - start)
        while self.n < len(self.old) and self.old[self.n].end <= end:
            self.n += 1
        self.at = end
        return source

    def finish(self) -> tuple[Piece, ...]:
        self._copy(self.old[-1].end if self.old else 0)
        return tuple(self.new)

    def _copy(self, to: int) -> None:
        """Take over the old pieces from `self.at` to `to`."""
        while self.n < len(self.old) and self.at < to:
            p = self.old[self.n]
            start, end = max(p.start, self.at), min(p.end, to)
            left, right = p.source_start, p.source_end
            if p.copied:
                left += start - p.start
                right -= p.end - end
            self.new.append(Piece(start + self.shift, end + self.shift, left, right, p.copied))
            self.at = end
            if end < p.end:
                return
            self.n += 1
