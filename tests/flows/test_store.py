"""Batches into a store: atomic files, honest counts, nothing done twice."""

import os
import sqlite3
from pathlib import Path

import pytest

from flows import work
from flows.batch import run_shard, shards
from flows.fault import Fault
from flows.listing import Item
from flows.lock import locked
from flows.manifest import opened
from flows.sinks import file_name, make_store, read_record, records, rejects, write_whole
from flows.sources import Look, discover
from tests.expected import SEEDS
from tests.flows.running import HERE, NEWS, STORY, run, tree


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(7):
        (folder / f"{n}.txt").write_text(f"{STORY}Article {n} of the seven.\n")
    (folder / "empty.txt").write_text("")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 4)
    return folder


def test_every_input_is_a_record_or_a_reject(inbox: Path, tmp_path: Path) -> None:
    done = run(inbox, tmp_path / "store")
    assert done == {"in": 9, "clean": 7, "rejected": 2, "new": 9}
    assert {r.code for r in rejects(tmp_path / "store")} == {"empty", "binary"}
    kept = tmp_path / "store/rejects" / f"{file_name('noise.txt')}.bytes"
    assert kept.read_bytes() == bytes(range(256)) * 4


def test_a_second_run_redoes_nothing(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "store")
    before = tree(tmp_path / "store")
    assert run(inbox, tmp_path / "store") == {"in": 9, "unchanged": 9}
    assert tree(tmp_path / "store") == before


def test_only_what_changed_is_redone(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "store")
    (inbox / "3.txt").write_text("The story was written anew on Thursday by the desk.")
    (inbox / "empty.txt").write_text(STORY)
    done = run(inbox, tmp_path / "store")
    assert done == {"in": 9, "clean": 2, "unchanged": 7, "changed": 2}
    assert not (tmp_path / "store/rejects" / f"{file_name('empty.txt')}.json").exists()


def test_a_record_that_was_lost_is_made_again(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "store")
    (tmp_path / "store/records" / f"{file_name('2.txt')}.json").unlink()
    done = run(inbox, tmp_path / "store")
    assert done == {"in": 9, "clean": 1, "unchanged": 8, "redone": 1}


def test_another_profile_redoes_everything(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "store")
    done = run(inbox, tmp_path / "store", "fragment")
    assert done == {"in": 9, "clean": 7, "rejected": 2, "upgraded": 9}


def test_the_size_of_shards_does_not_matter(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "one", shard=1)
    run(inbox, tmp_path / "many", shard=500)
    assert tree(tmp_path / "one") == tree(tmp_path / "many")


def test_equal_bytes_under_two_names_are_two_records(inbox: Path, tmp_path: Path) -> None:
    (inbox / "copy.txt").write_bytes((inbox / "1.txt").read_bytes())
    run(inbox, tmp_path / "store")
    assert {"1.txt", "copy.txt"} <= {r.id for r in records(tmp_path / "store")}


def test_counts_that_do_not_add_up_are_an_error(inbox: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "s"), pytest.raises(RuntimeError, match="found, 0 came"):
        work.run(inbox, tmp_path / "s", NEWS, HERE, lambda jobs: [run_shard(j) for j in jobs][:0])


def test_shards_end_at_their_size() -> None:
    items = [Item(ref, None) for ref in discover(SEEDS[0].parent, Look(10**6))]
    assert [len(s) for s in shards(items, 2, 10**6)] == [2, 2, 1]
    assert [len(s) for s in shards(items, 500, 1)] == [1] * 5


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "record.json"
    write_whole(path, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["record.json"]
    assert path.read_bytes() == b"old"


def test_left_overs_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    make_store(tmp_path)
    (tmp_path / "records/.copydesk-123-x.json").write_text("half")
    make_store(tmp_path)
    assert not list((tmp_path / "records").iterdir())


def test_no_id_leads_out_of_the_store(tmp_path: Path) -> None:
    for id in ("../../etc/passwd", "/etc/passwd", "..", "", "a\x00b", "con", "x" * 900, "é/\ud800"):
        name = file_name(id)
        assert os.path.basename(name) == name  # noqa: PTH119
        assert not name.startswith(".") and len(name.encode()) < 200


def test_a_record_that_was_changed_is_refused(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "store")
    path = next((tmp_path / "store/records").iterdir())
    path.write_text(path.read_text().replace("Wednesday", "Thursday!"))
    with pytest.raises(ValueError, match="does not lead back"):
        read_record(path)


def test_a_manifest_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "manifest.sqlite")
    base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(Fault, match="version 99"), opened(tmp_path):
        pass


def test_a_file_that_is_no_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.sqlite").write_text("no database at all" * 99)
    with pytest.raises(Fault, match="is it a manifest"), opened(tmp_path):
        pass


def test_a_full_disk_is_one_line_and_the_next_run_goes_on(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, calm = tmp_path / "store", tmp_path / "calm"
    written = 0

    def filling(self: Path, data: bytes) -> int:
        nonlocal written
        written += 1
        with self.open("wb") as file:
            file.write(data[: len(data) if written < 5 else 9])
        if written >= 5:
            raise OSError(28, "No space left on device", str(self))
        return len(data)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", filling)
        with pytest.raises(Fault, match="No space left on device; what is written is whole"):
            run(inbox, store)
    assert not list(store.rglob(".copydesk-*"))
    assert [r.id for r in records(store)] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    run(inbox, store)
    run(inbox, calm)
    assert tree(store) == tree(calm)


def test_a_store_that_is_read_only_is_one_line(inbox: Path) -> None:
    with pytest.raises(Fault, match=r"expected a folder that may be written to"):
        run(inbox, Path("/proc/store"))
