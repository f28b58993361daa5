"""The journal: every change of a record once, in order, whatever was killed or done again."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from flows.batch import Done, run_shard
from flows.fault import Fault
from flows.journal import START, Change, changes, end
from flows.listing import Job
from flows.manifest import NAME, WITHDRAWN, Row, opened, remember, rows
from flows.work import Options
from tests.flows.killing import Follower, changes_of
from tests.flows.running import STORY, old, run

VERSION_1 = """
CREATE TABLE sources (id TEXT PRIMARY KEY, digest TEXT, fingerprint TEXT NOT NULL,
  outcome TEXT NOT NULL, file TEXT NOT NULL, site TEXT, furniture TEXT NOT NULL,
  root TEXT NOT NULL, container TEXT, size INTEGER NOT NULL, mtime_ns INTEGER,
  state TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX by_site ON sources (site) WHERE site IS NOT NULL;
CREATE INDEX by_container ON sources (container) WHERE container IS NOT NULL;
CREATE TABLE containers (root TEXT, path TEXT, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
  rows INTEGER NOT NULL, PRIMARY KEY (root, path)) WITHOUT ROWID;
CREATE TABLE learned (site TEXT PRIMARY KEY, records INTEGER NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 1;
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.txt").write_text(f"{STORY}Article {n} of the four.\n")
        old(folder / f"{n}.txt")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture
def store(inbox: Path, tmp_path: Path) -> Path:
    run(inbox, tmp_path / "store")
    return tmp_path / "store"


def told(found: list[Change]) -> list[str]:
    return [f"{c.kind} {c.id}" for c in found]


def news(store: Path, since: str) -> list[str]:
    with opened(store, read_only=True) as base:
        return told(list(changes(base, since)))


def last(store: Path) -> str:
    with opened(store, read_only=True) as base:
        return end(base)


def as_version_1(store: Path) -> None:
    """The manifest as the first release would have left it."""
    with opened(store) as base:
        found = [row[:12] for row in rows(base)]
    (store / NAME).unlink()
    made = sqlite3.connect(store / NAME)
    made.executescript(VERSION_1)
    marks = ", ".join("?" * 12)
    made.executemany(f"INSERT INTO sources VALUES ({marks})", found)  # noqa: S608
    made.commit()
    made.close()


def test_every_kind_of_change_is_told_once(inbox: Path, store: Path) -> None:
    assert told(changes_of(store)) == [f"added {n}.txt" for n in range(4)]
    at = last(store)
    run(inbox, store)
    run(inbox, store, options=Options(verify=True))
    assert news(store, at) == []
    (inbox / "0.txt").write_text(f"{STORY}More came in on Thursday.\n")
    (inbox / "1.txt").unlink()
    (inbox / "2.txt").write_text("")
    (inbox / "empty.txt").write_text(STORY)
    run(inbox, store)
    assert news(store, at) == [
        *("changed 0.txt", "withdrawn 2.txt", "added empty.txt", "withdrawn 1.txt"),
    ]
    at = last(store)
    (inbox / "1.txt").write_text(f"{STORY}Article 1 of the four.\n")
    (inbox / "2.txt").unlink()  # a reject by now: its going is no news
    run(inbox, store)
    assert news(store, at) == ["added 1.txt"]


def test_other_rules_change_a_record(inbox: Path, store: Path) -> None:
    at = last(store)
    run(inbox, store, "fragment")
    assert news(store, at) == [f"changed {n}.txt" for n in range(4)]


def test_a_record_that_is_made_again_is_no_news(inbox: Path, store: Path) -> None:
    at = last(store)
    next((store / "records").iterdir()).unlink()
    assert run(inbox, store)["redone"] == 1
    assert news(store, at) == []


def test_a_record_that_cannot_be_read_for_a_while_is_no_news(store: Path) -> None:
    at = last(store)
    with opened(store) as base:
        before = next(rows(base, "id = ?", "1.txt"))
        remember(base, [before._replace(fingerprint="", mtime_ns=None)])
        remember(base, [before])
    assert news(store, at) == []


def test_decisions_and_furniture_change_a_record(store: Path) -> None:
    at = last(store)
    with opened(store) as base:
        before = next(rows(base, "id = ?", "1.txt"))
        remember(base, [before._replace(decisions="abc")])
        remember(base, [before._replace(decisions="abc", furniture="def")])
        remember(base, [before._replace(decisions="abc", furniture="def", mtime_ns=7)])
        remember(base, [before._replace(state="forgotten")])
    assert news(store, at) == ["changed 1.txt", "changed 1.txt", "withdrawn 1.txt"]


def test_one_transaction_may_tell_a_record_twice(tmp_path: Path) -> None:
    row = Row("a", "1", "f", "record", "records/a.json")
    with opened(tmp_path) as base:
        remember(base, [row, row, row._replace(digest="2"), row._replace(state=WITHDRAWN)])
        assert told(list(changes(base))) == ["added a", "changed a", "withdrawn a"]


def test_any_steps_of_reading_give_the_same(inbox: Path, store: Path) -> None:
    run(inbox, store, "fragment")
    whole = changes_of(store)
    assert len(whole) == 8 and len({c.cursor for c in whole}) == 8
    for step in (1, 3, 8, 9):
        at, found = START, list[Change]()
        while True:
            with opened(store, read_only=True) as base:
                some = list(changes(base, at, step))
            assert len(some) <= step
            if not some:
                break
            found += some
            at = some[-1].cursor
        assert found == whole


def test_a_long_journal_is_read_in_pieces(tmp_path: Path) -> None:
    with opened(tmp_path) as base:
        remember(base, [Row(f"{n:04}", "1", "f", "record", "x") for n in range(1203)])
        assert [c.id for c in changes(base)] == [f"{n:04}" for n in range(1203)]
        assert len(list(changes(base, limit=1001))) == 1001
        assert list(changes(base, limit=0)) == []


def test_a_cursor_of_another_store_is_told(inbox: Path, store: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "other")
    with pytest.raises(Fault, match="of another store"):
        news(store, last(tmp_path / "other"))


def test_a_cursor_beyond_the_end_is_told(inbox: Path, store: Path) -> None:
    """As when a backup is put back: the journal is shorter, and then it goes another way."""
    saved = (store / NAME).read_bytes()
    (inbox / "0.txt").write_text(f"{STORY}More came in on Thursday.\n")
    run(inbox, store)
    at = last(store)
    (store / NAME).write_bytes(saved)
    with pytest.raises(Fault, match="beyond the end"):
        news(store, at)
    (inbox / "0.txt").write_text(f"{STORY}More came in on Friday.\n")
    run(inbox, store)
    with pytest.raises(Fault, match="change 5 of this store is another one"):
        news(store, at)


@pytest.mark.parametrize(
    "cursor", ["", "7", "x", "../..", "a-b-c", "a-" + "9" * 99, "a--1", "a-²-"]
)
def test_what_is_no_cursor_is_told(store: Path, cursor: str) -> None:
    with pytest.raises(Fault, match="is no cursor"):
        news(store, cursor)


def test_a_crash_before_the_manifest_knows_is_told_once(inbox: Path, store: Path) -> None:
    """Killed after the files of a shard were written: nothing is in the journal, then all is."""
    at = last(store)
    (inbox / "0.txt").write_text(f"{STORY}More came in on Thursday.\n")

    class Killed(BaseException):
        pass

    def dying(job: Job) -> Done:
        run_shard(job)
        raise Killed

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.flows.running.run_shard", dying)
        with pytest.raises(Killed):
            run(inbox, store)
    assert news(store, at) == []
    run(inbox, store)
    run(inbox, store)
    assert news(store, at) == ["changed 0.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="kills itself")
def test_a_transaction_cut_short_is_taken_back_even_by_a_reader(store: Path) -> None:
    """Killed in mid-write, with half a transaction on the disk."""
    follower = Follower()
    follower.follow(store)
    code = f"""
import os, pathlib, signal
from flows.manifest import Row, opened, remember
class Rows(list):
    def __iter__(self):
        yield from super().__iter__()
        os.kill(os.getpid(), signal.SIGKILL)
rows = Rows(Row(f"new {{n}}", "1", "f", "record", "x" * 200) for n in range(4000))
with opened(pathlib.Path({str(store)!r})) as base:
    base.execute("PRAGMA cache_size = 5")
    remember(base, rows)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -9
    assert (store / f"{NAME}-journal").stat().st_size > 0
    follower.check(store)
    assert len(follower.seen) == 4


def test_a_manifest_of_version_1_is_upgraded_in_place(inbox: Path, store: Path) -> None:
    with opened(store) as base:
        before = list(rows(base))
    as_version_1(store)
    with opened(store, read_only=True) as base:
        assert list(rows(base)) == before
        with pytest.raises(Fault, match="no journal yet"):
            list(changes(base))
    assert run(inbox, store) == {"in": 5, "unchanged": 5}
    with opened(store) as base:
        assert list(rows(base)) == before
    assert told(changes_of(store)) == [f"added {n}.txt" for n in range(4)]
    at = last(store)
    (inbox / "0.txt").unlink()
    run(inbox, store)
    assert news(store, at) == ["withdrawn 0.txt"]


def test_an_upgrade_cut_short_leaves_version_1(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_version_1(store)
    broken = "ALTER TABLE sources ADD COLUMN decisions TEXT NOT NULL DEFAULT ''; SELECT nothing;"
    with monkeypatch.context() as patched:
        patched.setattr("flows.manifest.UPGRADE", broken)
        with pytest.raises(Fault, match="nothing"), opened(store):
            pass
    with opened(store) as base:
        assert len(list(changes(base))) == 4


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    "change", ["ALTER TABLE sources ADD COLUMN colour TEXT", "CREATE TABLE feed (other TEXT)"]
)
def test_a_manifest_that_was_never_released_is_told(store: Path, version: int, change: str) -> None:
    if version == 1:
        as_version_1(store)
    else:
        change = change.replace("CREATE TABLE feed (other TEXT)", "DROP TABLE feed")
    base = sqlite3.connect(store / NAME)
    base.execute(change)
    base.close()
    with pytest.raises(Fault, match="never released; move it away and run again"), opened(store):
        pass


def test_a_reader_cannot_write(store: Path) -> None:
    with (
        pytest.raises(Fault, match="readonly"),
        opened(store, read_only=True) as base,
    ):
        base.execute("DELETE FROM sources")
