"""Line breaks, blank lines and blanks: the shape of a text, never its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.document import Change
from cleaners.profile import Profile

LINE_END = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


def find_line_ends(text: str, profile: Profile) -> Iterator[Change]:
    """Every way to end a line becomes a newline.

    >>> [c.after for c in find_line_ends("one\\r\\ntwo", Profile(name="x"))]
    ['\\n']
    """
    if profile.runs("layout.line-ends"):
        for m in LINE_END.finditer(text):
            yield Change("layout.line-ends", m.start(), m.end(), "\n")


def find_spaces(text: str, profile: Profile) -> Iterator[Change]:
    """Blanks at the ends of lines."""
    if profile.runs("layout.spaces"):
        at = 0
        for line in text.split("\n"):
            left = len(line) - len(line.lstrip(" \t"))
            right = len(line.rstrip(" \t"))
            if left:
                yield Change("layout.spaces", at, at + left, "")
            if left < len(line) and right < len(line):
                yield Change("layout.spaces", at + right, at + len(line), "")
            at += len(line) + 1


def find_blank_lines(text: str, profile: Profile) -> Iterator[Change]:
    """Runs of blank lines become one; none stand at the start or the end.

    >>> changes = find_blank_lines("a\\n\\n\\n\\nb\\n", Profile(name="x"))
    >>> [(c.start, c.end, c.after) for c in changes]
    [(1, 5, '\\n\\n'), (6, 7, '')]
    """
    if not profile.runs("layout.blank-lines"):
        return
    bare = text.strip()
    first = len(text) - len(text.lstrip())
    if first:
        yield Change("layout.blank-lines", 0, first, "")
    last = first + len(bare)
    for m in BLANK_LINES.finditer(bare):
        yield Change("layout.blank-lines", first + m.start(), first + m.end(), "\n\n")
    if bare and last < len(text):
        yield Change("layout.blank-lines", last, len(text), "")
