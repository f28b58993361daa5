"""A source and what became of it, side by side: every piece of one with its piece of the other.

Not guessed from two texts: the ledger is played in, so each difference knows its edits.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cleaners import Record, undo
from cleaners.decisions import touch
from cleaners.document import Change, Document, Edit, Span
from cleaners.record import LedgerEdit
from flows.tally import class_of


class Segment(NamedTuple):
    """A run of the source and what stands in its place.

    `source` and `text` say where both begin. `edits` are numbers in the ledger, none where nothing
    has changed; `owner` is the edit that tells most about the difference.
    """

    before: str
    after: str
    source: int
    text: int
    edits: tuple[int, ...] = ()
    owner: int | None = None

    @property
    def place(self) -> Span:
        """Where it stands in the source."""
        return Span(self.source, self.source + len(self.before))


class Row(NamedTuple):
    """One line of the source, from 1, and its segments without line breaks."""

    number: int
    start: int
    text: str
    segments: tuple[Segment, ...]


def source_of(record: Record) -> str:
    """The text a record was made from."""
    return undo(record.text, [e.plain() for e in record.edits])


def replay(record: Record) -> Document:
    """The document that a record's ledger makes of its source, with its pieces.

    Edits that run left to right are one batch, as when they were made.
    """
    doc, edits = Document.of(source_of(record)), [e.plain() for e in record.edits]
    batch: list[Change] = []
    shift = at = 0
    for edit in edits:
        if edit.start < at:
            doc, batch, shift = doc.apply(batch), [], 0
        start = edit.start - shift
        batch.append(Change(edit.rule, start, start + len(edit.before), edit.after))
        shift += len(edit.after) - len(edit.before)
        at = edit.start + len(edit.after)
    doc = doc.apply(batch)
    return replace(doc, edits=tuple(edits))


def segments(record: Record) -> list[Segment]:
    """A record's source and text from end to end.

    >>> from cleaners import clean
    >>> record = clean("Putin started his visit at Kim II-Sung Square on Wednesday morning.")
    >>> [(s.before, s.after) for s in segments(record) if s.edits]
    [('I', 'l')]
    """
    doc = replay(record)
    cuts = sorted({at for e in doc.edits if kind(e) for at in e.source})
    parts = [part for s in _raw(doc) for part in _without_blanks(s, cuts)]
    return _owned(list(_split(parts, cuts)), doc.edits)


def rows(found: Sequence[Segment]) -> Iterator[Row]:
    """The segments by lines of the source."""
    number, start = 1, 0
    line: list[Segment] = []
    for segment in found:
        parts = segment.before.split("\n")
        afters = parts if segment.before == segment.after else [segment.after] + [""] * len(parts)
        at, text = segment.source, segment.text
        for n, part in enumerate(parts):
            if n:
                yield Row(number, start, "".join(s.before for s in line), tuple(line))
                number, start, line = number + 1, at, []
            if part or afters[n]:
                line.append(segment._replace(before=part, after=afters[n], source=at, text=text))
            at += len(part) + 1
            text += len(afters[n]) + (segment.before == segment.after)
    yield Row(number, start, "".join(s.before for s in line), tuple(line))


def kind(edit: Edit | LedgerEdit) -> str | None:
    """The class of what an edit took out of the text; None for a repair."""
    return class_of(edit.rule, edit.after, edit.kind)


def _raw(doc: Document) -> Iterator[Segment]:
    """Pieces as segments, with what is gone between them; their edits are not known yet."""
    done = 0
    held: Segment | None = None  # a replaced run, which later pieces may have a part of
    for p in doc.pieces:
        after = doc.text[p.start : p.end]
        if held and p.source_start < done:
            done = max(done, p.source_end)
            held = held._replace(before=doc.source[held.source : done], after=held.after + after)
            continue
        if held:
            yield held
            held = None
        if done < p.source_start:
            yield Segment(doc.source[done : p.source_start], "", done, p.start)
        before = doc.source[p.source_start : p.source_end]
        found = Segment(before, after, p.source_start, p.start)
        done = p.source_end
        if p.copied:
            yield found
        else:
            held = found
    if held:
        yield held
    if done < len(doc.source):
        yield Segment(doc.source[done:], "", done, len(doc.text))


def _without_blanks(s: Segment, cuts: Sequence[int]) -> Iterator[Segment]:
    """A line that went, between blanks of which some stayed: the line, and the blanks beside it."""
    head = len(s.before) - len(s.before.lstrip())
    tail = len(s.before.rstrip())
    is_line = s.after and not s.after.strip() and head < tail
    removed = is_line and bisect_left(cuts, s.source) < bisect_left(cuts, s.place.end + 1)
    if removed and head:
        yield s._replace(before=s.before[:head])
        yield Segment(s.before[head:], "", s.source + head, s.text + len(s.after))
    elif removed and tail < len(s.before):
        yield Segment(s.before[:tail], "", s.source, s.text)
        yield s._replace(before=s.before[tail:], source=s.source + tail)
    else:
        yield s


def _split(found: Sequence[Segment], cuts: Sequence[int]) -> Iterator[Segment]:
    """What is gone, parted where the edits that took it away meet."""
    for s in found:
        if s.after or not s.before:
            yield s
            continue
        first, last = s.place
        inner = cuts[bisect_left(cuts, first + 1) : bisect_left(cuts, last)]
        for start, end in zip((first, *inner), (*inner, last), strict=True):
            yield s._replace(before=s.before[start - first : end - first], source=start)


def _owned(found: list[Segment], edits: Sequence[Edit]) -> list[Segment]:
    """Segments with the edits that made them what they are."""
    starts = [s.source for s in found]
    mine: dict[int, list[int]] = {}
    for number, edit in enumerate(edits):
        n = max(0, bisect_left(starts, edit.source.start) - 1)
        while n < len(found) and found[n].source <= edit.source.end:
            s = found[n]
            if s.before != s.after and touch(s.place, edit.source):
                mine.setdefault(n, []).append(number)
            n += 1
    for n, numbers in mine.items():

        def rank(number: int, gone: bool = not found[n].after) -> tuple[bool, int, int]:
            e = edits[number]
            return ((kind(e) is not None) != gone, e.source.end - e.source.start, -number)

        found[n] = found[n]._replace(edits=tuple(numbers), owner=min(numbers, key=rank))
    return found
