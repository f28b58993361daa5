"""A record's difference on a terminal, by word: what went and what came, with their rules."""

import re
from collections.abc import Iterator

from cleaners import Record
from flows.difference import Row, Segment, rows, segments
from flows.terminal import shown

WIDTH = 2_000  # characters of one piece; a line of a megabyte is no help on a terminal
RED, GREEN, DIM, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"
TAIL = re.compile(r"(?<!\w)\w+$")
HEAD = re.compile(r"^\w+")


def difference(record: Record, colour: bool, everything: bool = False) -> Iterator[str]:
    """The lines of the source in which something has changed, or all of them.

    Without colour what went is written `[-so-]` and what came `{+so+}`, as git does.

    >>> from cleaners import clean
    >>> record = clean("Putin started his visit at Kim II-Sung Square on Wednesday morning.")
    >>> [line.partition(" at ")[2] for line in difference(record, colour=False)]
    ['Kim [-II-]{+Il+}-Sung Square on Wednesday morning.  (names.look-alike)']
    """
    for row in rows(segments(record)):
        changed = [s for s in row.segments if s.edits and (s.before + s.after).strip()]
        if not changed:
            if everything:
                yield f"{row.number:>5}  {shown(row.text, WIDTH)}"
            continue
        rules = dict.fromkeys(record.edits[s.owner].rule for s in changed if s.owner is not None)
        line = "".join(_written(s, colour) for s in _by_word(row))
        note = f"({', '.join(rules)})"
        yield f"{row.number:>5}  {line}  {f'{DIM}{note}{PLAIN}' if colour else note}"


def _by_word(row: Row) -> Iterator[Segment]:
    """Segments in which what has changed reaches from word to word."""
    held: list[Segment] = list(row.segments)
    for n, s in enumerate(held):
        if not s.edits or not s.before.strip() or not s.after.strip():
            continue
        head = TAIL.search(held[n - 1].before) if n and not held[n - 1].edits else None
        tail = HEAD.search(held[n + 1].before) if n + 1 < len(held) else None
        if n + 1 < len(held) and held[n + 1].edits:
            tail = None
        if head:
            held[n - 1] = _cut(held[n - 1], slice(0, head.start()))
        if tail:
            held[n + 1] = _cut(held[n + 1], slice(tail.end(), None))
        left, right = head[0] if head else "", tail[0] if tail else ""
        held[n] = s._replace(before=f"{left}{s.before}{right}", after=f"{left}{s.after}{right}")
    yield from held


def _cut(s: Segment, part: slice) -> Segment:
    return s._replace(before=s.before[part], after=s.after[part])


def _written(s: Segment, colour: bool) -> str:
    before, after = shown(s.before, WIDTH), shown(s.after, WIDTH)
    if not s.edits:
        return before
    gone = (f"{RED}{before}{PLAIN}" if colour else f"[-{before}-]") if before else ""
    came = (f"{GREEN}{after}{PLAIN}" if colour else f"{{+{after}+}}") if after else ""
    return gone + came
