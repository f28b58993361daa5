"""What a form of the article page asks for: a decision, written down and carried out."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cleaners import Profile, Record
from cleaners.document import Span
from flows.again import redo
from flows.deciding import accept, correct, dismiss, edit_at, keep, reject, remove, reviewed
from flows.decisions import Entry, append, of_record, undo
from flows.difference import source_of
from flows.explain import line_of
from flows.fault import Busy, Fault


class Done(NamedTuple):
    """What was decided: its key, the line it is about, and whether it waits for the next run."""

    key: str
    line: int
    waits: bool


def act(store: Path, record: Record, form: Mapping[str, str], profile: Profile) -> Done:
    """Write a decision down, and clean the record again. Raises Fault when it cannot be made."""
    what = form.get("do", "")
    if what == "undo":
        mine = {e.key for e in of_record(store, record.id)}
        key = form.get("key", "")
        if key not in mine:
            raise Fault("this decision does not stand any more")
        taken = undo(store, key)
        return Done("undone", _line(record, taken), _waits(store, record, profile))
    made = _made(record, what, form)
    append(store, made)
    return Done(made[0].key, _line(record, made[0]), _waits(store, record, profile))


def _made(record: Record, what: str, form: Mapping[str, str]) -> list[Entry]:
    reason = form.get("reason", "").strip()
    if what == "reviewed":
        return [reviewed(record, reason)]
    if what in ("accept", "reject"):
        place = Span(_number(form, "start"), _number(form, "end"))
        edit = edit_at(record, form.get("rule", ""), place)
        return [(accept if what == "accept" else reject)(record, edit, reason)]
    if what == "dismiss":
        place = Span(_number(form, "start"), _number(form, "end"))
        return [dismiss(record, form.get("rule", ""), place, reason)]
    if what not in ("keep", "remove", "name"):
        raise Fault(f"{what[:40]!r} is nothing that can be decided")
    line = _number(form, "line")
    if what == "keep":
        return [keep(record, line, reason)]
    if what == "remove":
        return [remove(record, line, form.get("kind", ""), reason)]
    everywhere = form.get("everywhere") == "1"
    found, after = form.get("found", "").strip(), form.get("after", "").strip()
    return correct(record, None if everywhere else line, found, after, reason)


def _number(form: Mapping[str, str], key: str) -> int:
    text = form.get(key, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise Fault(f"{key}: expected a number, found {text[:40]!r}")
    return int(text)


def _line(record: Record, made: Entry) -> int:
    """The line a decision is about; 0 for the article as a whole."""
    if not made.before or made.source != record.source.sha256:
        return 0
    return line_of(source_of(record), made.span[0])


def _waits(store: Path, record: Record, profile: Profile) -> bool:
    """Clean the record again; True when that is left to the next run."""
    try:
        return bool(redo(store, [record.id], profile)["waiting"])
    except Busy:
        return True
