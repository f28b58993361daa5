"""What a person says of a record, as lines for the file of decisions."""

import re
from collections.abc import Iterator
from pathlib import Path

from cleaners import Record
from cleaners.decisions import touch
from cleaners.document import Document, Span
from cleaners.record import LedgerEdit
from flows.decisions import Entry, What, entry
from flows.difference import replay, source_of
from flows.fault import Fault
from flows.sinks import RECORDS, file_name, read_record
from flows.terminal import shown


def record_of(store: Path, id: str) -> Record:
    """The record with this id. Raises Fault when the store has none."""
    path = store / RECORDS / f"{file_name(id)}.json"
    if not path.is_file():
        raise Fault(f"{shown(id)}: no record of {store}; `copydesk review` lists them")
    return read_record(path)


def edit_at(record: Record, rule: str, place: Span) -> LedgerEdit:
    """The edit of a rule at a place of the source. Raises Fault when it is not there (any more)."""
    for edit in record.edits:
        if edit.rule == rule and edit.source == place:
            return edit
    raise Fault(f"{rule} has no edit at {place.start}:{place.end}; look at the article again")


def reject(record: Record, edit: LedgerEdit, reason: str = "", who: str = "") -> Entry:
    """An edit is wrong: what stood there stays as it came."""
    source = source_of(record)
    place = _bare(edit.source, source) if edit.after == "" else edit.source
    return _entry("keep", record, source, place, who, rule=edit.rule, reason=reason)


def accept(record: Record, edit: LedgerEdit, reason: str = "", who: str = "") -> Entry:
    """An edit is right."""
    source = source_of(record)
    return _entry("accept", record, source, edit.source, who, rule=edit.rule, reason=reason)


def dismiss(record: Record, code: str, place: Span, reason: str = "", who: str = "") -> Entry:
    """A flag is wrong: the place is right as it is. Raises Fault when the flag is not there."""
    if not any(f.code == code and f.source == place for f in record.flags):
        raise Fault(
            f"{code} raises no flag at {place.start}:{place.end}; look at the article again"
        )
    return _entry("keep", record, source_of(record), place, who, rule=code, reason=reason)


def reviewed(record: Record, reason: str = "", who: str = "") -> Entry:
    """The whole article is right as it now is: every line may be learned from."""
    source = source_of(record)
    return _entry("reviewed", record, source, Span(0, 0), who, reason=reason)


def keep(record: Record, line: int, reason: str = "", who: str = "", rule: str = "") -> Entry:
    """A line is story: nothing takes it away. With a rule, only that rule leaves it alone."""
    source = source_of(record)
    place = line_at(source, line)
    return _entry("keep", record, source, place, who, rule=rule, reason=reason)


def remove(record: Record, line: int, kind: str, reason: str = "", who: str = "") -> Entry:
    """A line is junk, or a fact, of a class."""
    source = source_of(record)
    return _entry("remove", record, source, line_at(source, line), who, kind=kind, reason=reason)


def correct(
    record: Record, line: int | None, found: str, after: str, reason: str = "", who: str = ""
) -> list[Entry]:
    """A name is another one, wherever it stands in a line, or in the whole text.

    What is looked for is what the text says now; where it does not say it, what the source says.
    """
    if found == after:
        raise Fault(f"{found[:80]!r} is what stands there already")
    doc = replay(record)
    area = Span(0, len(doc.source)) if line is None else line_at(doc.source, line)
    places = sorted(set(_places(doc, area, found)))
    if not places:
        where = "this article" if line is None else f"line {line}"
        raise Fault(f"{found[:80]!r} does not stand in {where}")
    return [
        _entry("name", record, doc.source, place, who, after=after, reason=reason)
        for place in places
    ]


def decided_in_words(
    record: Record,
    what: str,
    line: int | None,
    rule: str | None,
    kind: str | None,
    found: str | None,
    after: str | None,
    reason: str,
    who: str,
) -> list[Entry]:
    """What the words of a command ask for. Raises Fault when some are missing."""
    if what == "reviewed":
        return [reviewed(record, reason, who)]
    if what == "name":
        if not found or not after:
            raise Fault("decide name: expected --found and --after, and --line for one line only")
        return correct(record, line, found, after, reason, who)
    if line is None:
        raise Fault(f"decide {what}: expected --line; `copydesk explain` tells the lines")
    if what == "remove":
        return [remove(record, line, kind or "other_boilerplate", reason, who)]
    if what == "keep":
        return [keep(record, line, reason, who, rule or "")]
    place = line_at(source_of(record), line)
    edits = [e for e in record.edits if rule in (None, e.rule) and touch(place, e.source)]
    if not edits:
        raise Fault(f"decide {what}: no edit{f' of {rule}' if rule else ''} in line {line}")
    act = accept if what == "accept" else reject
    return [act(record, e, reason, who) for e in edits]


def line_at(source: str, number: int) -> Span:
    """Where a line of the source stands, from 1, without its line break.

    >>> line_at("One\\nTwo", 2)
    Span(start=4, end=7)
    """
    lines = source.split("\n")
    if not 1 <= number <= len(lines):
        raise Fault(f"line {number}: the source has lines 1 to {len(lines)}")
    start = sum(len(line) + 1 for line in lines[: number - 1])
    place = Span(start, start + len(lines[number - 1]))
    if not place.of(source).strip():
        raise Fault(f"line {number} is blank; there is nothing to decide")
    return place


def _places(doc: Document, area: Span, found: str) -> Iterator[Span]:
    if not found.strip():
        return
    word = re.compile(rf"(?<!\w){re.escape(found)}(?!\w)")
    seen = False
    for match in word.finditer(doc.text):
        place = doc.source_span(*match.span())
        if area.start <= place.start and place.end <= area.end:
            seen = True
            yield place
    if not seen:
        yield from (Span(*m.span()) for m in word.finditer(doc.source, *area))


def _bare(place: Span, source: str) -> Span:
    """A removed place without the line breaks that went with it."""
    text = place.of(source)
    start = place.start + len(text) - len(text.lstrip("\r\n"))
    end = place.end - (len(text) - len(text.rstrip("\r\n")))
    return Span(start, end) if start < end else place


def _entry(what: What, record: Record, source: str, place: Span, who: str, **more: object) -> Entry:
    mark = record.source.sha256
    return entry(
        *(what, record.id, who), source=mark, span=tuple(place), before=place.of(source), **more
    )
