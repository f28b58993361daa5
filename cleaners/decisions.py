"""What people have decided about one article, as edits and flags of rules of their own.

A decision speaks of a place in the source and of what stood there. Where either is another now, it
is stale: nothing is changed, and the record says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from cleaners.boilerplate import FIELD_OF
from cleaners.document import Change, Document, Notice, Span
from cleaners.lines import lines_of

KEEP, REMOVE, NAME, STALE = (f"decisions.{what}" for what in ("keep", "remove", "name", "stale"))
REMOVALS = ("boilerplate.", "repeats.")
FIELDS = {"headline": "headline", **FIELD_OF}
WHY = {
    KEEP: "A person wants this place as it came; a rule would have changed it.",
    REMOVE: "A person has seen that this line belongs to the page, not to the story.",
    NAME: "A person has corrected this name.",
    STALE: "A person has decided about this article, but its source is another one now.",
}
"""What each rule of this stage means; it has no table, for people are its rows."""


class Decision(NamedTuple):
    """One decision about one place of a source.

    `keep`: the rule makes no edit and raises no flag here; without a rule, nothing is removed here.
    `remove`: the line is junk, or a fact, of the class `kind`. `name`: it reads `after`.
    `source` is the SHA-256 of the bytes, `span` a place in their text, `before` what stands there.
    """

    what: Literal["keep", "remove", "name"]
    source: str
    span: Span
    before: str
    rule: str = ""
    kind: str = ""
    after: str = ""
    reason: str = ""


def digest(decisions: Sequence[Decision]) -> str:
    """What a record depends on: 16 hex digits over the decisions in their order; empty for none.

    >>> digest(())
    ''
    """
    if not decisions:
        return ""
    return hashlib.sha256(repr([tuple(d) for d in decisions]).encode()).hexdigest()[:16]


def fitting(decisions: Iterable[Decision], source: str, text: str) -> tuple[Decision, ...]:
    """The decisions that speak of this source, as they stand when later ones overrule earlier.

    >>> line = Decision("remove", "5d41", Span(0, 10), "Dark Mode\\n", kind="ui_control")
    >>> fitting([line], "5d41", "Dark Mode\\nKim arrived.") == (line,)
    True
    >>> fitting([line], "7f83", "Dark Mode\\nKim arrived.")
    ()
    """
    found: list[Decision] = []
    for d in reversed([d for d in decisions if fits(d, source, text)]):
        if not any(_overrules(later, d) for later in found):
            found.append(d)
    return tuple(reversed(found))


def fits(decision: Decision, source: str, text: str) -> bool:
    """Whether a decision was made on this very source, about a place that it has."""
    start, end = decision.span
    is_there = 0 <= start <= end <= len(text) and text[start:end] == decision.before
    return decision.source == source and is_there


def notices(decisions: Sequence[Decision], source: str, text: str) -> Iterator[Notice]:
    """What the record says of decisions that change nothing: kept places, and stale decisions."""
    standing = fitting(decisions, source, text)
    for d in decisions:
        why = f": {d.reason}" if d.reason else ""
        if not fits(d, source, text):
            message = f"{d.what} was decided for {d.before[:80]!r} in another source{why}"
            yield Notice(STALE, 0, 0, message)
        elif d.what == "keep" and d in standing:
            yield Notice(KEEP, *d.span, f"{d.rule or 'a removal'} is not wanted here{why}")


def allowed(
    doc: Document, found: Iterable[Change | Notice], decisions: Sequence[Decision]
) -> Iterator[Change | Notice]:
    """What a stage has found, without what a person does not want."""
    kept = [d for d in decisions if d.what == "keep"]
    for asked in found:
        rule = asked.rule if isinstance(asked, Change) else asked.code
        mine = [d for d in kept if rule.startswith(REMOVALS if not d.rule else d.rule)]
        if not mine or not _meets(doc, asked, mine):
            yield asked


def names(doc: Document, decisions: Iterable[Decision]) -> Iterator[Change | Notice]:
    """The names that a person has corrected, where they stand now.

    >>> doc = Document.of("Kim Jon arrived.")
    >>> [c.after for c in names(doc, [Decision("name", "", Span(0, 7), "Kim Jon", after="Kim")])]
    ['Kim']
    """
    end = 0
    for d in sorted((d for d in decisions if d.what == "name"), key=lambda d: d.span):
        place = doc.locate(d.span)
        if place is None or place.start < end:
            yield _moot(d)
            continue
        end = place.end
        yield Change(NAME, *place, d.after, reasons=_reasons(d))


def removals(
    doc: Document, found: Iterable[Change | Notice], decisions: Sequence[Decision]
) -> Iterator[Change | Notice]:
    """What the page stage has found, but what a person has said of a line counts before it."""
    asked_for = sorted((d for d in decisions if d.what == "remove"), key=lambda d: d.span)
    mine = [d for d in asked_for if d.span.start < d.span.end]
    yield from (_moot(d) for d in asked_for if d not in mine)
    for asked in found:
        if not mine or not _meets(doc, asked, mine):
            yield asked
    lines, end = lines_of(doc.text) if mine else [], 0
    for d in mine:
        place = doc.locate(d.span)
        if place is None or place.start < end:
            yield _moot(d)
            continue
        text, field = place.of(doc.text).strip(), FIELDS.get(d.kind)
        facts = ((field, text),) if field and text else ()
        for line in lines:  # a line that goes as a whole takes its line break with it
            if place.start <= line.start and line.end <= place.end:
                place = Span(min(place.start, line.begin), max(place.end, line.next))
        place = Span(max(place.start, end), place.end)
        end = place.end
        yield Change(REMOVE, *place, "", reasons=_reasons(d), facts=facts, kind=d.kind or None)


def _moot(decision: Decision) -> Notice:
    """The doubt about a decision for whose place nothing is left to do."""
    message = f"{decision.what} was decided for {decision.before[:80]!r}, which is gone already"
    return Notice(STALE, 0, 0, message)


def _reasons(decision: Decision) -> tuple[str, ...]:
    return (decision.reason,) if decision.reason else ()


def _meets(doc: Document, asked: Change | Notice, decisions: Iterable[Decision]) -> bool:
    """Whether something asked for touches a place that one of the decisions speaks of."""
    place = doc.source_span(asked.start, asked.end)
    return any(touch(place, d.span) for d in decisions)


def touch(one: Span, other: Span) -> bool:
    """Whether two spans share characters, or are the same empty place.

    >>> touch(Span(0, 3), Span(2, 5)), touch(Span(0, 3), Span(3, 5)), touch(Span(3, 3), Span(3, 3))
    (True, False, True)
    """
    return one == other or max(one.start, other.start) < min(one.end, other.end)


def _overrules(later: Decision, earlier: Decision) -> bool:
    """Whether a later decision takes the place of an earlier one.

    >>> name = Decision("name", "5d41", Span(0, 7), "Kim Jon", after="Kim Jong-un")
    >>> _overrules(Decision("keep", "5d41", Span(0, 7), "Kim Jon", rule=NAME), name)
    True
    """
    if not touch(later.span, earlier.span):
        return False
    if later.what == "keep":
        return _refuses(later, earlier)
    return _refuses(earlier, later) if earlier.what == "keep" else later.what == earlier.what


def _refuses(keep: Decision, other: Decision) -> bool:
    """Whether to keep a place means not to do what another decision there asks for."""
    return {"remove": keep.rule in ("", REMOVE), "name": keep.rule == NAME}.get(other.what, False)
