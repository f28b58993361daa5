"""A year of runs: new bytes are versions, what is gone is withdrawn, what stays is not read."""

import json
import os
from pathlib import Path

import pytest

from flows import sources, work
from flows.manifest import WITHDRAWN, begin, begun, opened, rows
from flows.sinks import file_name, read_record
from flows.work import Options
from tests.flows.running import STORY, old, run, tree


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.txt").write_text(f"{STORY}Article {n} of the four.\n")
        old(folder / f"{n}.txt")
    return folder


@pytest.fixture
def store(inbox: Path, tmp_path: Path) -> Path:
    run(inbox, tmp_path / "store")
    return tmp_path / "store"


def dump(path: Path, *texts: str) -> Path:
    """Rows without ids; their urls are numbered."""
    made = (
        {"url": f"https://example.org/{n}", "text": STORY + text} for n, text in enumerate(texts)
    )
    path.write_text("\n".join(map(json.dumps, made)))
    return old(path)


def states(store: Path) -> dict[str, str]:
    with opened(store, read_only=True) as base:
        return {row.id: row.state for row in rows(base)}


def file_of(folder: str, id: str) -> str:
    return f"{folder}/{file_name(id)}.json"


def test_the_older_version_stays_readable(inbox: Path, store: Path) -> None:
    before = (store / file_of("records", "1.txt")).read_bytes()
    (inbox / "1.txt").write_text(f"{STORY}More came in on Thursday.\n")
    assert run(inbox, store)["changed"] == 1
    (kept,) = (store / "versions" / file_name("1.txt")).iterdir()
    assert kept.read_bytes() == before
    assert kept.stem == read_record(kept).source.sha256[:12]
    assert "Thursday" in read_record(store / file_of("records", "1.txt")).text


def test_the_same_url_is_the_same_record(tmp_path: Path) -> None:
    path, store = tmp_path / "dump.jsonl", tmp_path / "store"
    run(dump(path, "More to follow.", "Whole."), store)
    assert run(dump(path, "The full story came later.", "Whole."), store)["changed"] == 1
    assert len(list((store / "records").iterdir())) == 2
    assert len(list((store / "versions" / file_name("https://example.org/0")).iterdir())) == 1


def test_new_rules_make_no_version(inbox: Path, store: Path) -> None:
    assert run(inbox, store, "fragment")["upgraded"] == 4
    assert not list((store / "versions").iterdir())


def test_a_version_that_a_killed_run_kept_is_left_alone(inbox: Path, store: Path) -> None:
    """Killed after the file was replaced, before the manifest knew."""
    (inbox / "1.txt").write_text(f"{STORY}More came in on Thursday.\n")
    with opened(store) as base:
        saved = list(rows(base))
    run(inbox, store)
    with opened(store) as base, base:
        base.execute("DELETE FROM sources")
        base.executemany(f"INSERT INTO sources VALUES ({', '.join('?' * 13)})", saved)  # noqa: S608
    run(inbox, store)
    (kept,) = (store / "versions" / file_name("1.txt")).iterdir()
    assert "four" in read_record(kept).text


def killed(inbox: Path, store: Path, profile: str = "news") -> None:
    """A run that is killed when all its files are written and the manifest knows of none."""

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(work, "remember", dies)
        run(inbox, store, profile)


def test_what_a_killed_run_wrote_is_not_taken_for_what_was_there(inbox: Path, store: Path) -> None:
    record, source = store / file_of("records", "1.txt"), (inbox / "1.txt").read_text()
    before = record.read_bytes()
    (inbox / "1.txt").write_text(f"{STORY}More came in on Thursday.\n")
    killed(inbox, store)
    cut = record.read_bytes()
    (inbox / "1.txt").write_text(source)
    old(inbox / "1.txt")
    assert run(inbox, store) == {"in": 4, "clean": 1, "unchanged": 3, "redone": 1}
    assert record.read_bytes() == before != cut
    assert cut in [
        kept.read_bytes() for kept in (store / "versions" / file_name("1.txt")).iterdir()
    ]
    assert run(inbox, store) == {"in": 4, "unchanged": 4}


def test_what_a_killed_run_of_other_rules_wrote_is_made_again(tmp_path: Path) -> None:
    path, store = tmp_path / "dump.jsonl", tmp_path / "store"
    run(dump(path, "More to follow.", "Whole."), store)
    before = tree(store)
    killed(path, store, "fragment")
    assert tree(store) != before
    assert run(path, store) == {"in": 2, "clean": 2, "redone": 2}
    assert tree(store) == before
    assert run(path, store) == {"in": 2, "unchanged": 2}


def test_what_a_killed_run_made_of_a_source_that_is_gone_is_withdrawn(
    inbox: Path, store: Path
) -> None:
    (inbox / "3.txt").rename(inbox / "3.away")
    assert run(inbox, store)["withdrawn"] == 1
    (inbox / "3.away").rename(inbox / "3.txt")
    (inbox / "new.txt").write_text(STORY)
    (inbox / "2.txt").write_text("")
    killed(inbox, store)
    for name in ("3.txt", "new.txt", "2.txt"):
        (inbox / name).unlink()
    assert run(inbox, store) == {"in": 2, "unchanged": 2, "withdrawn": 3}
    assert len(list((store / "records").iterdir())) == 2
    assert not list((store / "rejects").iterdir())
    for name, folder in (
        *(("3.txt", "withdrawn"), ("new.txt", "withdrawn"), ("2.txt", "withdrawn/rejects")),
    ):
        assert (store / file_of(folder, name)).exists()
    assert (store / "versions" / file_name("2.txt")).exists()
    assert run(inbox, store) == {"in": 2, "unchanged": 2}


def test_what_is_gone_is_withdrawn_and_comes_back(inbox: Path, store: Path) -> None:
    before = (store / file_of("records", "2.txt")).read_bytes()
    (inbox / "2.txt").rename(inbox / "2.away")
    assert run(inbox, store)["withdrawn"] == 1
    assert states(store)["2.txt"] == WITHDRAWN
    assert (store / file_of("withdrawn", "2.txt")).read_bytes() == before
    assert not (store / file_of("records", "2.txt")).exists()
    assert run(inbox, store) == {"in": 3, "unchanged": 3}
    (inbox / "2.away").rename(inbox / "2.txt")
    assert run(inbox, store)["new"] == 1
    assert (store / file_of("records", "2.txt")).read_bytes() == before
    assert not (store / file_of("withdrawn", "2.txt")).exists()


def test_what_comes_back_changed_has_a_version(inbox: Path, store: Path) -> None:
    (inbox / "2.txt").unlink()
    run(inbox, store)
    (inbox / "2.txt").write_text(f"{STORY}It is back with more.\n")
    run(inbox, store)
    assert len(list((store / "versions" / file_name("2.txt")).iterdir())) == 1
    assert not (store / file_of("withdrawn", "2.txt")).exists()


def test_a_withdrawal_that_was_cut_short_is_finished(inbox: Path, store: Path) -> None:
    (inbox / "2.txt").unlink()
    here, there = store / file_of("records", "2.txt"), store / file_of("withdrawn", "2.txt")
    here.rename(there)
    assert run(inbox, store)["withdrawn"] == 1
    assert there.exists() and states(store)["2.txt"] == WITHDRAWN


def test_an_empty_source_withdraws_nothing(inbox: Path, store: Path) -> None:
    for path in inbox.iterdir():
        path.unlink()
    assert run(inbox, store) == {}
    assert set(states(store).values()) == {"present"}


def test_another_source_withdraws_nothing(inbox: Path, store: Path, tmp_path: Path) -> None:
    assert run(dump(tmp_path / "dump.jsonl", "One."), store)["clean"] == 1
    assert set(states(store).values()) == {"present"}


def test_what_cannot_be_read_is_not_withdrawn(inbox: Path, store: Path, tmp_path: Path) -> None:
    folder = inbox / "sub"
    folder.mkdir()
    (folder / "x.txt").write_text(STORY)
    old(folder / "x.txt")
    run(inbox, store)
    (folder / "x.txt").rename(tmp_path / "x.txt")
    folder.rmdir()
    folder.symlink_to(tmp_path)  # an unreadable folder is one that root cannot be refused
    assert run(inbox, store)["rejected"] == 1
    assert states(store)["sub/x.txt"] == "present"


def test_a_record_outlives_a_bad_read(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "1.txt").write_text(f"{STORY}New on Friday.\n")

    def refused(path: str) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(sources, "opened", refused)
        assert run(inbox, store)["rejected"] == 1
    assert (store / file_of("records", "1.txt")).exists()
    assert run(inbox, store)["clean"] == 1


def test_what_has_not_changed_is_not_read(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(dump(inbox / "rows.jsonl", "One.", "Two."), store)
    run(inbox, store)

    def never(path: str) -> None:
        raise AssertionError(f"{path} was read")

    with monkeypatch.context() as patched:
        patched.setattr(sources, "opened", never)
        assert run(inbox, store) == {"in": 6, "unchanged": 6}
    dump(inbox / "rows.jsonl", "One.", "Too.")  # of the same size and time
    assert run(inbox, store, options=Options(verify=True))["changed"] == 1


def test_a_time_that_is_too_young_is_not_trusted(inbox: Path, store: Path) -> None:
    """Two writes in one tick of the disk's clock, or a clock that went back."""
    for minutes in (0, -60):
        path = inbox / "1.txt"
        path.write_text(f"{STORY}First {minutes:3}.\n")
        seen = old(path, minutes).stat()
        run(inbox, store)
        path.write_text(f"{STORY}Again {minutes:3}.\n")
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
        assert run(inbox, store)["changed"] == 1


def test_an_unchanged_dump_is_looked_into_when_another_has_its_ids(tmp_path: Path) -> None:
    folder, store = tmp_path / "dumps", tmp_path / "store"
    folder.mkdir()
    dump(folder / "b.jsonl", "One.", "Two.")
    run(folder, store)
    dump(folder / "a.jsonl", "One, again.")
    done = run(folder, store)
    assert (done["in"], done["rejected"], done["changed"]) == (3, 1, 1)
    (folder / "a.jsonl").unlink()
    done = run(folder, store)
    assert (done["in"], done["clean"], done["withdrawn"]) == (2, 1, 1)


def test_an_unchanged_file_costs_two_looks(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the file and at its record; at a million files every further one would cost seconds."""
    for n in range(40):
        (inbox / f"more-{n}.txt").write_text(f"{STORY}{n}")
    for path in inbox.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))  # one that can be trusted
    count = run(inbox, store)["in"]
    looks: list[str] = []
    real, isfile = os.lstat, os.path.isfile

    def lstat(path: str) -> os.stat_result:
        looks.append(path)
        return real(path)

    def is_file(path: str) -> bool:
        looks.append(path)
        return isfile(path)

    def never(*given: object) -> None:
        raise AssertionError("an unchanged file was read")

    with monkeypatch.context() as patched:
        patched.setattr(sources, "opened", never)
        patched.setattr(sources, "kind_of", never)
        patched.setattr("flows.listing.os.path.isfile", is_file)
        patched.setattr("flows.walk.os.lstat", lstat)
        assert run(inbox, store) == {"in": count, "unchanged": count}
    mine = [path for path in looks if path.endswith((".txt", ".json"))]
    assert len(mine) == 2 * count


def test_what_was_begun_and_went_away_is_settled(inbox: Path, store: Path) -> None:
    """A run was killed before it had made anything of a source, which is then renamed."""
    with opened(store) as base:
        here = next(rows(base)).root
        begin(base, ["gone.txt"], here)
        begin(base, ["of-others.txt"], f"{here}-other")
    (inbox / "3.txt").unlink()
    run(inbox, store)
    with opened(store) as base:
        assert begun(base) == {"of-others.txt": f"{here}-other"}
