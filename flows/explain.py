"""Every edit of a record in words: which rule, why, where, what stood there, what stands there."""

from collections.abc import Iterator, Mapping
from functools import cache

from cleaners import Record
from cleaners.decisions import WHY
from cleaners.document import Span
from cleaners.rule import Rule, all_rules
from flows.difference import source_of
from flows.fault import Fault
from flows.terminal import shown

SHORT = 16  # an edit of fewer code points is shown with the words around it
NEAR = 20  # code points


def explain(record: Record, line: int | None = None) -> Iterator[str]:
    """The lines that tell what was done to an article, or to a line of its source, in order.

    Raises Fault for a line that the source does not have.
    """
    source = source_of(record)
    lines = source.count("\n") + 1
    if line is not None and line > lines:
        raise Fault(f"line {line}: the source has lines 1 to {lines}")
    why = reasons()
    edits, flags = record.edits, record.flags
    if line is not None:
        edits = tuple(e for e in edits if _is_on(source, e.source, line))
        flags = tuple(f for f in flags if _is_on(source, f.source, line))
    yield f"{shown(record.id)}: {len(edits)} edits, {len(flags)} flags"
    for edit in sorted(edits, key=lambda e: e.source):
        yield ""
        yield f"line {line_of(source, edit.source.start)}  {edit.rule}"
        yield f"  {shown(edit.before)} → {shown(edit.after) if edit.after else 'removed'}"
        if len(edit.before) < SHORT and edit.before.strip():
            yield f"  in: {shown(around(source, *edit.source))}"
        yield f"  why: {why.get(edit.rule, 'a rule of another version')}"
        if edit.score is not None:
            yield f"  score: {edit.score:.2f}{f', as {edit.kind}' if edit.kind else ''}"
        for reason in edit.reasons:
            yield f"  because {shown(reason)}"
        for field, value in edit.facts:
            yield f"  moved to {field}: {shown(value)}"
    for flag in flags:
        yield ""
        yield f"line {line_of(source, flag.source.start)}  {flag.code} (flag: nothing was changed)"
        yield f"  {shown(flag.source.of(source))}: {shown(flag.message)}"


@cache
def reasons() -> Mapping[str, str]:
    """Why each rule is there, by its id; what people decide counts as a rule."""
    return {r.id: r.why for r in all_rules()} | WHY


def around(source: str, start: int, end: int) -> str:
    """The words a place of the source stands in, as far as they stand on its line.

    >>> around("The ceremony at Kim II-Sung Square began.", 21, 22)
    'ceremony at Kim II-Sung Square began.'
    """
    left = max(source.rfind("\n", 0, start) + 1, start - NEAR)
    found = source.find("\n", end, end + NEAR)
    right = found if found >= 0 else min(len(source), end + NEAR)
    head = source[left:start].partition(" ")[2] if start - left == NEAR else source[left:start]
    return head + source[start:right]


def _is_on(source: str, place: Span, line: int) -> bool:
    """Whether a place of the source reaches into a line of it."""
    last = place.end - (place.end > place.start)
    return line_of(source, place.start) <= line <= line_of(source, last)


def line_of(source: str, at: int) -> int:
    """The number of the line, from 1, in which a place of the source stands."""
    return source.count("\n", 0, at) + 1


def described(rule: Rule) -> Iterator[str]:
    """Everything a table says of one rule."""
    yield rule.id
    yield f"  why       {rule.why}"
    acts = "flags" if rule.flags_only else "replaces" if rule.after is not None else "removes"
    yield f"  does      {acts} ({rule.part}, zone {rule.zone})"
    for name in (
        "kind",
        "field",
        "pattern",
        "function",
        "requires",
        "after",
        "message",
        "evidence",
    ):
        value = getattr(rule, name)
        if value is not None:
            yield f"  {name:<9} {shown(value)}"
    if rule.languages:
        yield f"  languages {', '.join(rule.languages)}"
    for hit in rule.hits:
        pair = hit if isinstance(hit, str) else " → ".join(map(shown, hit))
        yield f"  hit       {shown(pair) if isinstance(hit, str) else pair}"
    for miss in rule.misses:
        yield f"  miss      {shown(miss)}"
