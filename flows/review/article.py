"""An article as a page shows it: its lines with what became of them, its edits, flags and names."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleaners import Record
from cleaners.document import Edit
from cleaners.record import Entity, RecordFlag
from cleaners.rule import KINDS
from flows.decisions import Entry
from flows.difference import Row, Segment, kind, rows, segments
from flows.explain import reasons

FAMILIES = {  # classes that are shown in one colour
    "moved": (
        *("headline", "byline", "dateline", "date", "caption", "photo_credit", "agency_credit"),
        *("copyright", "correction_note", "more_to_follow"),
    ),
    "twice": ("repeated_headline",),
    "links": ("related_links",),
    "talk": ("share", "comment_form"),
    "sell": ("advert", "newsletter_promo", "subscription_or_paywall", "author_bio"),
    "page": ("navigation_or_tags", "ui_control", "cookie_or_consent", "other_boilerplate"),
}
FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
ABOUT = {
    "moved": "moved to a field",
    "twice": "printed twice",
    "links": "other stories",
    "talk": "sharing and comments",
    "sell": "adverts and offers",
    "page": "controls of the page",
}
MOST_TEXT = 200_000  # code points that a page shows of one article …
MOST_LINE = 20_000  # … and of one line
MOST_MARKS = 2_000


class Run(NamedTuple):
    """A piece of a cell: its text, its look, and the edit or the name that it stands for."""

    text: str
    look: str = ""  # same, gone, was, new
    family: str = ""
    mark: "Mark | None" = None
    first: bool = False
    entity: Entity | None = None


class Mark(NamedTuple):
    """An edit that a person can look at and judge."""

    id: str
    rule: str
    why: str
    kind: str
    family: str
    start: int
    end: int
    line: int
    before: str
    after: str
    score: float | None
    reasons: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


class Doubt(NamedTuple):
    """A flag that a person can look at and settle. `kind` is the class it speaks of."""

    id: str
    code: str
    why: str
    message: str
    kind: str
    start: int
    end: int
    line: int
    text: str
    is_line: bool


class Line(NamedTuple):
    """One line of the source: what stood there, what stands there, what is to be said of it."""

    number: int
    left: tuple[Run, ...]
    right: tuple[Run, ...]
    gone: str  # the class of a line that left the text as a whole
    family: str
    flags: tuple[Doubt, ...]
    decisions: tuple[Entry, ...]


class View(NamedTuple):
    """All that a page shows of one article. `hidden` counts what it does not show."""

    record: Record
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    doubts: tuple[Doubt, ...]
    names: tuple[tuple[Entity, int], ...]
    stale: tuple[Entry, ...]
    removed: float
    hidden: int


def view(record: Record, decisions: Sequence[Entry] = ()) -> View:
    """An article, ready to be shown."""
    found = segments(record)
    size = sum(len(s.before) for s in found)
    lines, marks = _lines(record, found, decisions)
    doubts = tuple(d for line in lines for d in line.flags)
    gone = sum(len(e.before) for e in record.edits if kind(e))
    shown = sum(len(r.text) for line in lines for r in line.left) + len(lines) - 1
    return View(
        *(record, tuple(lines), tuple(marks), doubts, tuple(_names(record.entities))),
        tuple(e for e in decisions if e.source and e.source != record.source.sha256),
        gone / max(1, size),
        max(0, size - shown),
    )


def why_of(rule: str) -> str:
    """Why a rule is there, in its own words."""
    return reasons().get(rule, "A rule of another version.")


def _lines(
    record: Record, found: Sequence[Segment], decisions: Sequence[Entry]
) -> tuple[list[Line], list[Mark]]:
    edits = [e.plain() for e in record.edits]
    entities = sorted((e for e in record.entities if e.field == "text"), key=lambda e: e.span)
    marks: dict[int, Mark] = {}
    out: list[Line] = []
    seen = 0
    for row in rows(found):
        if seen > MOST_TEXT or len(marks) > MOST_MARKS:
            break
        row = _cut(row)
        seen += len(row.text)
        left, right = _runs(row, edits, marks, entities)
        kinds = {kind(edits[s.owner]) for s in row.segments if s.owner is not None and not s.after}
        whole = bool(row.text.strip()) and not any(s.after.strip() for s in row.segments)
        gone = min(filter(None, kinds), default="") if whole else ""
        out.append(
            Line(
                *(row.number, tuple(left), tuple(right), gone, FAMILY.get(gone, "page")),
                tuple(
                    _doubt(f, n, row)
                    for n, f in enumerate(record.flags)
                    if _stands(row, f.source.start, f.source.end)
                ),
                tuple(
                    d
                    for d in decisions
                    if d.source == record.source.sha256 and d.before and _stands(row, *d.span)
                ),
            )
        )
    return out, list(marks.values())


def _cut(row: Row) -> Row:
    """A line that is too long to be shown, cut."""
    if len(row.text) <= MOST_LINE:
        return row
    kept, room = [], MOST_LINE
    for s in row.segments:
        if room <= 0:
            break
        kept.append(s._replace(before=s.before[:room], after=s.after[:room]))
        room -= len(s.before)
    return row._replace(text=row.text[:MOST_LINE], segments=tuple(kept))


def _stands(row: Row, start: int, end: int) -> bool:
    """Whether a place of the source begins on a line."""
    return row.start <= start <= row.start + len(row.text) and (end > start or start > 0)


def _runs(
    row: Row, edits: Sequence[Edit], marks: dict[int, Mark], entities: Sequence[Entity]
) -> tuple[list[Run], list[Run]]:
    left: list[Run] = []
    right: list[Run] = []
    for s in row.segments:
        if s.owner is None:
            left.append(Run(s.before, "same"))
            right += _named(s, Run(s.after, "same"), entities)
            continue
        edit = edits[s.owner]
        is_quiet = not (s.before + s.after).strip()
        first = not is_quiet and s.owner not in marks
        if first:
            marks[s.owner] = _mark(edit, row.number, len(marks))
        mark = marks.get(s.owner)
        family = FAMILY.get(kind(edit) or "", "fix")
        if is_quiet:
            left.append(Run(s.before, "quiet"))
            right.append(Run(s.after.replace("\n", ""), "same"))
            continue
        if not s.after:
            left.append(Run(s.before, "gone", family, mark, first))
            continue
        left.append(Run(s.before, "was", family))
        right += _named(s, Run(s.after, "new", family, mark, first), entities)
    return left, right


def _named(s: Segment, run: Run, entities: Sequence[Entity]) -> Iterator[Run]:
    """A run of the text, cut where names begin and end."""
    at, end = s.text, s.text + len(s.after)
    for e in entities:
        if e.span.end <= at:
            continue
        if e.span.start >= end:
            break
        start, stop = max(at, e.span.start), min(end, e.span.end)
        if at < start:
            yield run._replace(text=s.after[at - s.text : start - s.text])
            run = run._replace(first=False)
        yield run._replace(text=s.after[start - s.text : stop - s.text], entity=e)
        run = run._replace(first=False)
        at = stop
    if at < end:
        yield run._replace(text=s.after[at - s.text :])


def _mark(edit: Edit, line: int, number: int) -> Mark:
    what = kind(edit) or ""
    return Mark(
        id=f"e{number}",
        rule=edit.rule,
        why=why_of(edit.rule),
        kind=what,
        family=FAMILY.get(what, "fix"),
        start=edit.source.start,
        end=edit.source.end,
        line=line,
        before=edit.before,
        after=edit.after,
        score=edit.score,
        reasons=edit.reasons,
        facts=edit.facts,
    )


def _doubt(flag: RecordFlag, number: int, row: Row) -> Doubt:
    start, end = flag.source
    return Doubt(
        id=f"f{number}",
        code=flag.code,
        why=why_of(flag.code),
        message=flag.message,
        kind=next((k for k in KINDS if f" {k}: " in flag.message), ""),
        start=start,
        end=end,
        line=row.number,
        text=row.text[start - row.start : end - row.start],
        is_line=flag.code.startswith("boilerplate."),
    )


def _names(entities: Iterable[Entity]) -> list[tuple[Entity, int]]:
    """Each name once, with the number of its mentions, most mentioned first."""
    first: dict[tuple[str, str | None], Entity] = {}
    count: dict[tuple[str, str | None], int] = {}
    for e in entities:
        key = (e.canonical, e.id)
        first.setdefault(key, e)
        count[key] = count.get(key, 0) + 1
    return sorted(((first[k], n) for k, n in count.items()), key=lambda en: (-en[1], en[0].span))
