"""Copies in a store: found in any order of arrival, never deleted, and forgotten when they go."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.duplicates.made import cut, developed, edited, relaid, story
from benchmarks.duplicates.store import Made, fill
from benchmarks.duplicates.templates import filled
from cleaners.profile import named
from flows import work
from flows.batch import run_shard
from flows.cli import main
from flows.duplicates import Cluster, cluster_of, clusters, copies, judging, shuffle, table, update
from flows.duplicates import join as memory
from flows.duplicates.signing import Wanted, sign
from flows.fault import Fault
from flows.forget import forget
from flows.lock import locked
from flows.manifest import WITHDRAWN, opened, remember, rows
from flows.settings import Settings

DRAW = random.Random(5)
STORIES = [story(DRAW, 120) for _ in range(3)]
TEXTS = [
    text
    for base in STORIES
    for text in (
        *(base, relaid(DRAW, base), edited(DRAW, base), developed(DRAW, base)),
        *(cut(0.6)(DRAW, base), cut(0.8)(DRAW, base), cut(0.5)(DRAW, base)),
    )
] + [filled(DRAW, "weather") for _ in range(3)]


def withdraw(store: Path, ids: Iterable[str]) -> None:
    with opened(store) as base:
        gone = [row._replace(state=WITHDRAWN) for id in ids for row in rows(base, "id = ?", id)]
        remember(base, gone)


def found(store: Path) -> list[Cluster]:
    return list(clusters(store))


def anew(records: Iterable[Made]) -> list[Cluster]:
    """What a new table over these records says."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), records)
        update(Path(folder))
        return found(Path(folder))


def test_exact_near_and_partial_copies_are_found(tmp_path: Path) -> None:
    one, other = STORIES[:2]
    fill(
        tmp_path,
        [
            Made("wire", one, "2026-03-01"),
            Made("syndicated", relaid(DRAW, one), "2026-03-02"),
            Made("edited", edited(DRAW, one), "2026-03-02"),
            Made("short", cut(0.7)(DRAW, one)),
            Made("else", other),
        ],
    )
    assert update(tmp_path)[:3] == (5, 0, 0)
    (cluster,) = found(tmp_path)
    assert cluster.canonical == cluster.members[0].id == "wire"
    kinds = {member.id: member.kind for member in cluster.members}
    assert kinds.pop("edited") in ("near", "partial")
    assert kinds == {"wire": "canonical", "syndicated": "exact", "short": "partial"}
    assert copies(tmp_path) == {"syndicated", "edited", "short"}
    assert cluster_of(tmp_path, "short") == cluster
    assert cluster_of(tmp_path, "else") is None


def test_the_canonical_record_is_the_earliest_then_the_longest_then_by_id(tmp_path: Path) -> None:
    text = STORIES[0]
    made = [
        Made("z", text, "2026-03-01T00:30:00+02:00"),
        Made("a", text, "2026-03-01"),
        Made("b", text + " ***", None),
        Made("c", text, None),
        Made("d", text, None),
    ]
    for expected in ("z", "a", "b", "c"):
        fill(tmp_path, made)
        update(tmp_path)
        assert found(tmp_path)[0].canonical == expected
        withdraw(tmp_path, [expected])
        made = [one for one in made if one.id != expected]
    update(tmp_path)
    assert found(tmp_path) == []


def test_processes_judge_as_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [Made(f"r{n}", text) for n, text in enumerate(TEXTS)]
    monkeypatch.setattr(sys.modules["flows.duplicates.update"], "WORTH_A_POOL", 1)
    monkeypatch.setattr(judging, "BATCH", 7)
    fill(tmp_path, made)
    assert update(tmp_path, 2).signed == len(made)
    assert found(tmp_path) == anew(made) != []


RECORD = st.builds(
    Made,
    st.sampled_from("abcdefghij"),
    st.sampled_from(TEXTS),
    st.sampled_from([None, "2026-01-01", "2026-01-02", "2026-01-02T12:00:00+09:00"]),
)
STEP = st.tuples(st.lists(RECORD, max_size=6), st.lists(st.sampled_from("abcdefghij"), max_size=3))


@settings(max_examples=500 if os.environ.get("SOAK") else 15, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_updates_in_any_order_give_what_a_new_table_gives(
    steps: list[tuple[list[Made], list[str]]], draw: random.Random
) -> None:
    now: dict[str, Made] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        for came, gone in steps:
            fill(store, came)
            withdraw(store, gone)
            update(store)
            now.update((made.id, made) for made in came)
            for id in gone:
                now.pop(id, None)
        assert found(store) == anew(draw.sample(list(now.values()), len(now)))
        assert copies(store) <= now.keys()


def crowd(count: int) -> list[Made]:
    """Copies and a template that more records share than a record has neighbours."""
    draw = random.Random(9)
    base = story(draw, 200)
    made = [Made(f"copy-{n}", edited(draw, base)) for n in range(count)]
    return made + [Made(f"weather-{n}", filled(draw, "weather")) for n in range(count)]


def test_the_join_out_of_memory_finds_the_same_pairs(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    fill(tmp_path, crowd(60))
    update(tmp_path)
    with table.opened(tmp_path, read_only=True) as base:
        ours, theirs = (
            sorted(
                {ab for one, two in pairs for ab in zip(one.tolist(), two.tolist(), strict=True)}
            )
            for pairs in (memory.candidates(base), shuffle.candidates(base, tmp_path))
        )
    assert ours == theirs
    assert len(ours) > 500
    before = found(tmp_path)
    (tmp_path / table.NAME).unlink()
    update(tmp_path, join="duckdb")
    assert found(tmp_path) == before
    assert not (tmp_path / shuffle.FOLDER).exists()


def test_what_a_killed_join_left_is_swept_away(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    fill(tmp_path, [Made("a", STORIES[0]), Made("b", STORIES[0])])
    (tmp_path / shuffle.FOLDER).mkdir()
    (tmp_path / shuffle.FOLDER / "keys.parquet").write_bytes(b"half")
    update(tmp_path, join="duckdb")
    assert copies(tmp_path) == {"b"}
    assert not (tmp_path / shuffle.FOLDER).exists()


def test_a_join_without_duckdb_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, [Made("a", STORIES[0])])
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(Fault, match=r"pip install copydesk\[parquet\]"):
        update(tmp_path, join="duckdb")
    assert update(tmp_path).signed == 1


def test_a_key_that_many_share_does_not_cost_the_square(tmp_path: Path) -> None:
    fill(tmp_path, crowd(100))
    update(tmp_path)
    with table.opened(tmp_path, read_only=True) as base:
        bodies = base.execute("SELECT count(*) FROM keys").fetchone()[0]
        judged = base.execute("SELECT count(*) FROM verdicts").fetchone()[0]
    assert judged < bodies * 50
    assert {c.canonical.split("-")[0] for c in found(tmp_path)} == {"copy"}


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    fill(tmp_path, [Made(str(n), text) for n, text in enumerate(TEXTS)])
    update(tmp_path)
    before = (tmp_path / table.NAME).read_bytes()
    for path in (tmp_path / "records").iterdir():
        path.write_bytes(b"")  # none of these may be looked into
    assert update(tmp_path)[:3] == (0, 0, 0)
    assert (tmp_path / table.NAME).read_bytes() == before
    fill(tmp_path, [Made("new", STORIES[0])])
    assert update(tmp_path)[:3] == (1, 0, 0)


def test_a_file_that_holds_no_record_is_counted_and_tried_again(tmp_path: Path) -> None:
    fill(tmp_path, [Made("a", STORIES[0]), Made("b", STORIES[0])])
    (path,) = (tmp_path / "records").glob("b*")
    good = path.read_bytes()
    path.write_bytes(b"{}")
    assert update(tmp_path)[:3] == (1, 0, 1)
    path.write_bytes(good)
    assert update(tmp_path)[:3] == (1, 0, 0)
    assert copies(tmp_path) == {"b"}


def test_nobody_is_a_copy_of_a_record_that_went_or_changed(tmp_path: Path) -> None:
    fill(tmp_path, [Made(id, STORIES[0]) for id in "abc"])
    assert copies(tmp_path) == frozenset()
    update(tmp_path)
    assert copies(tmp_path) == {"b", "c"}
    fill(tmp_path, [Made("b", STORIES[1])])
    assert copies(tmp_path) == {"c"}
    withdraw(tmp_path, "a")
    assert copies(tmp_path) == frozenset()
    update(tmp_path)
    assert found(tmp_path) == []


@pytest.mark.parametrize("id", ["a", "b"])
def test_a_forgotten_record_leaves_no_copy_and_no_signature(id: str, tmp_path: Path) -> None:
    made = [Made("a", STORIES[0]), Made("b", edited(DRAW, STORIES[0])), Made("c", STORIES[0])]
    made += [Made("d", cut(0.8)(DRAW, STORIES[0]))]
    fill(tmp_path, made)
    update(tmp_path)
    forget(tmp_path, id)
    assert copies(tmp_path) == frozenset() and found(tmp_path) == []
    update(tmp_path)
    left = [m for m in made if m.id != id]
    assert found(tmp_path) == anew(left)
    with sqlite3.connect(tmp_path / table.NAME) as base:
        bodies = base.execute("SELECT count(*) FROM keys").fetchone()[0]
    assert bodies == len({m.text for m in left})


def test_signatures_of_another_make_are_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, [Made("a", STORIES[0]), Made("b", STORIES[0])])
    update(tmp_path)
    monkeypatch.setattr("cleaners.signature.VERSION", 99)
    assert update(tmp_path).signed == 2
    assert update(tmp_path).signed == 0
    assert copies(tmp_path) == {"b"}


KILLED = """
import os, sys
from pathlib import Path
from flows.duplicates import bodies, update
held, add = [], bodies.add
def dying(base, signature):
    held.append(signature)
    if len(held) > 15:
        base.execute("PRAGMA cache_spill")
        os.kill(os.getpid(), 9)
    return add(base, signature)
bodies.add = dying
update(Path(sys.argv[1]))
"""


def test_a_kill_leaves_the_table_as_it_was(tmp_path: Path) -> None:
    fill(tmp_path, [Made("a", STORIES[0]), Made("b", STORIES[0])])
    update(tmp_path)
    before = found(tmp_path)
    fill(tmp_path, [Made(f"n{n}", text) for n, text in enumerate(TEXTS)])
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert done.returncode == -9
    assert found(tmp_path) == before
    update(tmp_path)
    again = found(tmp_path)
    (tmp_path / table.NAME).unlink()
    update(tmp_path)
    assert found(tmp_path) == again


def test_a_broken_table_is_a_fault_that_says_what_to_do(tmp_path: Path) -> None:
    fill(tmp_path, [Made("a", STORIES[0])])
    (tmp_path / table.NAME).write_bytes(b"no table at all " * 99)
    with pytest.raises(Fault, match=r"duplicates\.sqlite.*may be deleted"):
        update(tmp_path)
    (tmp_path / table.NAME).unlink()
    with sqlite3.connect(tmp_path / table.NAME) as base:
        base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(Fault, match="upgrade"):
        copies(tmp_path)


def run(source: Path, store: Path, duplicates: bool) -> None:
    with locked(store):
        chosen = Settings(duplicates=duplicates)
        work.run(source, store, named("news"), chosen, partial(map, run_shard))


@pytest.mark.parametrize("wanted", [True, False])
def test_a_run_ends_with_a_look_for_duplicates(tmp_path: Path, wanted: bool) -> None:
    source, store = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for id in "ab":
        (source / f"{id}.txt").write_text(STORIES[0])
    run(source, store, wanted)
    assert (store / table.NAME).exists() == wanted
    assert copies(store) == ({"b.txt"} if wanted else set())
    assert len(list((store / "records").iterdir())) == 2


def test_the_dates_of_real_records_are_compared(tmp_path: Path) -> None:
    source, store = tmp_path / "dump.jsonl", tmp_path / "out"
    made = (
        {"id": "a", "text": STORIES[0], "date": "2026-03-02"},
        {"id": "b", "text": STORIES[0], "date": "2026-03-01"},
        {"id": "c", "text": f"Published March 3, 2026\n{STORIES[0]}"},
    )
    source.write_text("\n".join(map(json.dumps, made)))
    run(source, store, duplicates=True)
    (cluster,) = found(store)
    assert [(m.id, m.published) for m in cluster.members] == [
        *(("b", "2026-03-01"), ("a", "2026-03-02"), ("c", "2026-03-03")),
    ]
    assert update(store)[:3] == (0, 0, 0)


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, [Made("a", STORIES[0], "2026-01-02"), Made("b\x1b[2J", STORIES[0])])
    assert main(["duplicates", "list", str(tmp_path)]) == 0
    assert capfd.readouterr().out == ""
    assert main(["duplicates", "update", str(tmp_path), "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["copies"] == 1
    assert main(["duplicates", "list", str(tmp_path)]) == 0
    shown = capfd.readouterr().out.splitlines()
    assert shown[0].split() == ["canonical", "1.00", "2026-01-02", "a"]
    assert len(shown) == 2
    assert "\x1b" not in shown[1]
    assert main(["duplicates", "show", str(tmp_path), "a", "--json"]) == 0
    row = json.loads(capfd.readouterr().out)
    assert [member["id"] for member in row["members"]] == ["a", "b\x1b[2J"]
    assert main(["duplicates", "show", str(tmp_path)]) == 2
    assert main(["duplicates", "show", str(tmp_path), "c"]) == 2
    assert "no record" in capfd.readouterr().err


def test_no_file_outside_of_the_store_is_signed(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "mine.json").write_text(json.dumps({"text": "It is mine. " * 40}))
    assert not sign(tmp_path / "store", [Wanted("a", "../mine.json", "")])


def test_no_command_loads_what_only_this_one_needs() -> None:
    code = "import flows.cli, sys; print({'numpy', 'rensa', 'duckdb'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
