"""The file of decisions, and the runs that follow it."""

import json
import multiprocessing
from pathlib import Path

import pytest

from cleaners.document import Span
from cleaners.profile import named
from cleaners.record import restore
from flows.again import redo
from flows.decisions import (
    LOCK,
    NAME,
    append,
    decided,
    drop,
    entry,
    of_record,
    read,
    standing,
    undo,
)
from flows.fault import Busy, Fault
from flows.forget import forget, recall
from flows.lock import locked
from flows.manifest import opened
from flows.sinks import file_name
from flows.work import Options
from tests.carrier import HEADLINE, STORY
from tests.flows.running import record, run, tree

NEWS = named("news")
LINE = STORY[3]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.txt").write_text("\n".join((HEADLINE, *STORY, f"It was day {n} of it.")))
    rows = [{"id": f"row {n}", "text": "\n".join((HEADLINE, *STORY, f"Row {n}."))} for n in (1, 2)]
    (folder / "rows.jsonl").write_text("".join(f"{json.dumps(r)}\n" for r in rows))
    return folder


def decide(store: Path, id: str, part: str = LINE) -> str:
    """A line of a record is an advert; returns the key of the decision."""
    found = record(store, id)
    source = restore(found).decode()
    at = source.index(part)
    made = entry(
        *("remove", id, "anna"),
        source=found.source.sha256,
        span=(at, at + len(part)),
        before=part,
        kind="advert",
        reason="seen on the page",
    )
    append(store, [made])
    return made.key


@pytest.mark.parametrize("id", ["1.txt", "row 1"])
def test_a_decision_changes_the_next_run_and_only_its_record(
    id: str, inbox: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    run(inbox, store)
    before = tree(store)
    key = decide(store, id)
    assert run(inbox, store) == {"in": 6, "clean": 1, "unchanged": 5, "decided": 1}
    after = tree(store)
    mine = f"records/{file_name(id)}.json"
    about = {"croissant.json", "datapackage.json", "duplicates.sqlite"}
    assert {k for k in after if after[k] != before.get(k)} - about == {mine, NAME, LOCK}
    assert LINE not in record(store, id).text
    assert run(inbox, store) == {"in": 6, "unchanged": 6}
    undo(store, key)
    assert run(inbox, store) == {"in": 6, "clean": 1, "unchanged": 5, "decided": 1}
    assert tree(store)[mine] == before[mine]


def test_a_decision_is_stale_when_its_source_changes(inbox: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(inbox, store)
    decide(store, "1.txt")
    (inbox / "1.txt").write_text("\n".join((HEADLINE, *STORY, "The end was new.")))
    run(inbox, store)
    assert LINE in record(store, "1.txt").text
    assert [f.code for f in record(store, "1.txt").flags] == ["decisions.stale"]


def test_records_are_redone_from_their_restored_sources(inbox: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(inbox, store)
    decide(store, "1.txt")
    decide(store, "row 2")
    for path in inbox.iterdir():
        path.unlink()
    assert redo(store, ["1.txt", "row 2"], NEWS) == {"record": 2}
    assert all(LINE not in record(store, id).text for id in ("1.txt", "row 2"))
    assert redo(store, ["1.txt"], named("fragment")) == {"waiting": 1}
    with locked(store), pytest.raises(Busy):
        redo(store, ["1.txt"], NEWS)


def test_what_was_redone_is_what_a_run_makes(inbox: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(inbox, store)
    decide(store, "1.txt")
    decide(store, "row 2")
    redo(store, ["1.txt", "row 2"], NEWS)
    before = [path.read_bytes() for path in sorted(store.glob("records/*"))]
    assert run(inbox, store, options=Options(verify=True)) == {"in": 6, "unchanged": 6}
    assert [path.read_bytes() for path in sorted(store.glob("records/*"))] == before


def test_an_article_of_which_all_was_removed_comes_back_when_that_is_undone(
    inbox: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    run(inbox, store)
    before = record(store, "1.txt")
    key = decide(store, "1.txt", restore(before).decode())
    assert redo(store, ["1.txt"], NEWS) == {"nothing-left": 1}
    undo(store, key)
    assert redo(store, ["1.txt"], NEWS) == {"record": 1}
    assert record(store, "1.txt") == before


def many(store: Path, who: str, count: int) -> None:
    for n in range(count):
        append(store, [entry("accept", f"{who} {n}", who, reason="é" * 500)])


def test_two_people_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    people = [context.Process(target=many, args=(tmp_path, who, 40)) for who in "abc"]
    for person in people:
        person.start()
    for person in people:
        person.join()
    found = read(tmp_path)
    assert len(found) == 120 and len({e.key for e in found}) == 120
    for who in "abc":
        assert [e.id for e in found if e.who == who] == [f"{who} {n}" for n in range(40)]


def test_a_line_that_a_kill_cut_short_is_no_decision(tmp_path: Path) -> None:
    append(tmp_path, [entry("accept", "a"), entry("accept", "b")])
    whole = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole[:-20])
    assert [e.id for e in read(tmp_path)] == ["a"]
    append(tmp_path, [entry("accept", "c")])
    assert [e.id for e in read(tmp_path)] == ["a", "c"]


def test_a_line_that_is_none_says_where_it_stands(tmp_path: Path) -> None:
    append(tmp_path, [entry("accept", "a")])
    with (tmp_path / NAME).open("a") as file:
        file.write('{"what": "delete all"}\n')
    with pytest.raises(Fault, match=r"decisions\.jsonl, line 2: no decision"):
        read(tmp_path)


def test_wrong_decisions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="no class of lines; expected one of headline"):
        entry("remove", "a", kind="rubbish")
    with pytest.raises(Fault, match="corrected to nothing"):
        entry("name", "a", before="Kim", after=" ")
    with pytest.raises(Fault, match="no decision 'x' stands"):
        undo(tmp_path, "x")


def test_undone_decisions_do_not_stand(tmp_path: Path) -> None:
    first, second = entry("accept", "a"), entry("accept", "a")
    append(tmp_path, [first, second])
    undo(tmp_path, first.key)
    assert standing(read(tmp_path)) == [second] == of_record(tmp_path, "a")
    assert len(read(tmp_path)) == 3
    assert decided(tmp_path) == {}


@pytest.mark.parametrize("id", ["1.txt", "row 1"])
def test_what_is_forgotten_is_gone_and_stays_away(id: str, inbox: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    mark = f"The secret of {id}."
    if id == "1.txt":
        (inbox / id).write_text("\n".join((HEADLINE, *STORY, mark, LINE)))
    else:
        row = {"id": id, "text": "\n".join((HEADLINE, *STORY, mark, LINE))}
        (inbox / "rows.jsonl").write_text(f"{json.dumps(row)}\n")
    run(inbox, store)
    count = len(list((store / "records").glob("*.json")))
    decide(store, id, mark)
    run(inbox, store)
    for left in (store / "reports" / "report.html", store / "records" / ".copydesk-9-killed"):
        left.write_text(mark)
    forget(store, id, "asked to")
    held = b"".join(p.read_bytes() for p in store.rglob("*") if p.is_file())
    assert mark.encode() not in held and b'"id":"' + id.encode() not in held
    assert run(inbox, store) == {"in": count - 1, "unchanged": count - 1, "forgotten": 1}
    assert run(inbox, store, options=Options(verify=True))["forgotten"] == 1
    with opened(store) as base:
        kinds = base.execute("SELECT kind FROM changes WHERE id = ? ORDER BY seq", (id,))
        assert [k for (k,) in kinds][-1] == "withdrawn"
    recall(store, id)
    assert run(inbox, store)["new"] == 1
    assert mark in record(store, id).text


def test_only_what_is_there_can_be_forgotten(inbox: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(inbox, store)
    with pytest.raises(Fault, match="holds nothing of it; is the id right"):
        forget(store, "../../etc/passwd")
    with pytest.raises(Fault, match="was not forgotten"):
        recall(store, "1.txt")
    forget(store, "1.txt")
    with pytest.raises(Fault, match="was forgotten before"):
        forget(store, "1.txt")
    assert drop(store, "1.txt") == 0


def test_a_decision_survives_json(tmp_path: Path) -> None:
    made = entry("keep", "a", source="5d", span=(3, 9), before="a\nb\u2028\u202e", rule="names.x")
    append(tmp_path, [made])
    (found,) = read(tmp_path)
    assert found == made
    decision = found.decision()
    assert decision is not None and decision.span == Span(3, 9)
