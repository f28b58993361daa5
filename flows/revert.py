"""Take back what one rule has done in a store: a decision for each of its edits."""

from collections import Counter
from pathlib import Path

from cleaners import Profile, Record
from cleaners.decisions import fitting
from cleaners.record import LedgerEdit
from cleaners.sites import site_of
from flows.again import redo
from flows.deciding import reject
from flows.decisions import NOTHING, append, decided
from flows.difference import source_of
from flows.fault import Fault
from flows.sinks import records

WHERE = ("site", "language", "id", "text", "below")  # what --where may speak of
SOME = 200  # records whose decisions are written at once


def revert(
    store: Path, rule: str, where: tuple[str, ...], profile: Profile, reason: str, who: str = ""
) -> Counter[str]:
    """Reject every edit of a rule where the conditions hold, and clean just those records again.

    Returns how many edits were taken back, and how many records came out as what.
    """
    tests = [_condition(text) for text in where]
    out: Counter[str] = Counter()
    ids: list[str] = []
    known = decided(store)
    for record in records(store):
        edits = [e for e in record.edits if e.rule == rule and _holds(record, e, tests)]
        if not edits:
            continue
        mine = known.get(record.id, NOTHING).decisions
        mine = fitting(mine, record.source.sha256, source_of(record))
        made = [reject(record, e, reason, who) for e in edits]
        made = [m for m in made if m.decision() not in mine]
        if not made:
            continue
        append(store, made)
        out["edits"] += len(made)
        ids.append(record.id)
        if len(ids) >= SOME:
            out += redo(store, ids, profile)
            ids = []
    return out + redo(store, ids, profile) if ids else out


def _condition(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or key not in WHERE or not value:
        raise Fault(f"--where {text}: expected KEY=VALUE, KEY one of {', '.join(WHERE)}")
    if key == "below":
        try:
            is_score = 0 <= float(value) <= 1
        except ValueError:
            is_score = False
        if not is_score:
            raise Fault(f"--where {text}: expected a score from 0 to 1")
    return key, value


def _holds(record: Record, edit: LedgerEdit, tests: list[tuple[str, str]]) -> bool:
    return all(_is(record, edit, key, value) for key, value in tests)


def _is(record: Record, edit: LedgerEdit, key: str, value: str) -> bool:
    if key == "site":
        return site_of(record.source.url) == value
    if key == "language":
        return record.language.code == value
    if key == "id":
        return record.id == value
    if key == "text":
        return value in edit.before
    return edit.score is not None and edit.score < float(value)
