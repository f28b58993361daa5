"""A store at a URL holds the same bytes as a folder, and is held by one run at a time."""

import gzip
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import fsspec
import pyarrow
import pyarrow.parquet
import pytest

from cleaners.profile import named
from flows import claim, manifest, work, working_copy
from flows.batch import Done, run_shard
from flows.claim import Holder
from flows.cli import main
from flows.commands.arguments import local_store_of
from flows.fault import Busy, Fault
from flows.listing import Job
from flows.lock import locked
from flows.manifest import opened, rows
from flows.places import Remote, listed, place_of
from flows.rejected import accept, open_rejects, retry
from flows.runs import last_report
from flows.settings import Settings
from flows.sinks import inventory, records
from flows.sites import Row, read_rows, write_rows
from flows.status import status
from flows.work import Options
from tests.carrier import STORY
from tests.expected import SEEDS
from tests.flows.killing import change, fill
from tests.flows.running import old, tree
from tests.flows.running import run as run_here

NEWS = named("news")


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A bucket on a server of this machine."""
    moto = pytest.importorskip("moto.server", reason="pip install copydesk[dev]")
    pytest.importorskip("s3fs", reason="pip install copydesk[s3]")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    host, port = server.get_host_and_port()
    ours = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "desk",
        "AWS_SECRET_ACCESS_KEY": "desk",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as patched:
        for name, value in ours.items():
            patched.setenv(name, value)
        fsspec.filesystem("s3").mkdir("desk")
        yield "s3://desk"
    server.stop()


@pytest.fixture(params=["memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Remote:
    """An empty place of its own."""
    top = request.getfixturevalue("s3") if request.param == "s3" else "memory://elsewhere"
    place = place_of(f"{top}/{tmp_path.name}")
    assert isinstance(place, Remote)
    return place


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COPYDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    fill(tmp_path / "inbox", 60)
    for seed in SEEDS:
        old(Path(shutil.copy(seed, tmp_path / "inbox")))
    return tmp_path / "inbox"


def run(source: Path | str, store: Remote, options: Options = Options()) -> dict[str, int]:  # noqa: B008  frozen
    settings = Settings().model_copy(update={"shard_articles": 20})
    with locked(store):
        clean = partial(map, run_shard)
        result = work.run(source, store, NEWS, settings, clean, options)
    return {k: n for k, n in result.counts.items() if n}


def in_both(store: Path) -> dict[str, bytes]:
    """What a folder holds; duplicates are looked for in a folder only."""
    return {name: data for name, data in tree(store).items() if name != "duplicates.sqlite"}


def files(store: Remote) -> dict[str, bytes]:
    skipped = (".lock", "manifest.sqlite")
    return {e.name: Remote(e.url).read_bytes() for e in listed(store) if e.name not in skipped}


def remembered(store: Path | Remote) -> list[manifest.Row]:
    with opened(store, read_only=True) as base:
        return list(rows(base))


def test_the_same_bytes_as_in_a_folder(inbox: Path, store: Remote, tmp_path: Path) -> None:
    """New, unchanged, changed, withdrawn, rejected, come back: each as in a folder."""
    here = tmp_path / "here"
    for alter in (lambda _: None, lambda _: None, change, lambda i: fill_again(i)):
        alter(inbox)
        assert run(inbox, store) == run_here(inbox, here, shard=20)
        assert files(store) == in_both(here)
        assert remembered(store) == remembered(here)
    assert {name.split("/")[0] for name in files(store)} >= {"records", "rejects", "versions"}
    assert any(name.startswith("withdrawn/") for name in files(store))


def test_source_and_store_at_urls(inbox: Path, store: Remote, tmp_path: Path) -> None:
    """Texts and rows are read where they lie; a second run asks for none of them again."""
    (inbox / "rows.jsonl").write_text(f'{{"id": "row", "text": "{STORY[0]}"}}\n')
    packed = gzip.compress(f'{{"id": "packed", "text": "{STORY[1]}"}}\n'.encode())
    (inbox / "packed.jsonl.gz").write_bytes(packed)
    (inbox / "page.html").write_text(f"<article>{''.join(f'<p>{p}</p>' for p in STORY)}</article>")
    table = pyarrow.table({"id": ["a", "b"], "text": [STORY[2], STORY[3]]})
    pyarrow.parquet.write_table(table, inbox / "rows.parquet")
    source = place_of(f"{store}-in")
    assert isinstance(source, Remote)
    for path in inbox.iterdir():
        (source / path.name).put(path)
    counts = run(str(source), store)
    assert counts == run_here(inbox, tmp_path / "here", shard=20)
    taken = {path.name: path for path in (tmp_path / "here/records").iterdir()}
    found = {e.name.removeprefix("records/"): e for e in listed(store) if "records/" in e.name}
    assert found.keys() == taken.keys()
    assert all(Remote(found[n].url).read_bytes() == taken[n].read_bytes() for n in taken)
    assert run(str(source), store) == {"in": counts["in"], "unchanged": counts["in"]}


def fill_again(inbox: Path) -> None:
    """One text comes back, one goes bad."""
    old(Path(shutil.copy(SEEDS[0], inbox / "00009.txt")))
    (inbox / "00001.txt").write_bytes(bytes(range(256)))
    old(inbox / "00001.txt")


def test_what_a_store_holds_is_listed_once_and_asked_once(
    inbox: Path, store: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new article costs one request, that which puts it there; one that is unchanged none."""
    asked: list[str] = []
    for verb in ("read_bytes", "write_bytes", "unlink", "stamp"):
        monkeypatch.setattr(Remote, verb, counted(asked, verb, getattr(Remote, verb)))
    run(inbox, store, options=Options(learn=False))
    assert sum("/records/" in line for line in asked) == len(list(records(store)))
    asked.clear()
    run(inbox, store, options=Options(learn=False))
    assert not [line for line in asked if "/records/" in line or "/rejects/" in line]


def counted(asked: list[str], verb: str, work: Callable[..., object]) -> Callable[..., object]:
    def wrapped(place: Remote, *rest: object, **named: object) -> object:
        asked.append(f"{verb} {place}")
        return work(place, *rest, **named)

    return wrapped


def test_people_can_look_into_it(inbox: Path, store: Remote) -> None:
    run(inbox, store)
    (first, *more) = [row.id for row, _ in open_rejects(store)]
    assert accept(store, [first]) == 1
    assert retry(store, (), NEWS).total() == len(more)
    said = "\n".join(status(store, NEWS))
    assert f"{len(more)} open" in said and "1 accepted" in said
    write_rows(store, [Row("example.org", "always", 9, "Sign here")])
    assert read_rows(store) == (Row("example.org", "always", 9, "Sign here"),)
    assert last_report(store) is None


def test_one_run_at_a_time(store: Remote) -> None:
    with locked(store):
        with pytest.raises(Busy, match=f"pid {os.getpid()} on"), locked(store):
            pass
        assert inventory(store) == frozenset({".lock"})
    assert inventory(store) == frozenset()


def left_by(store: Remote, **other: object) -> None:
    """The lock of a run that has not freed it."""
    with locked(store):
        mine = Holder.model_validate_json((store / ".lock").read_bytes())
    theirs = mine.model_copy(update={"token": "theirs", **other})
    (store / ".lock").write_bytes(theirs.model_dump_json().encode())


def test_a_dead_holder_of_this_machine_is_followed_at_once(
    store: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim, "SETTLE", 0.0)
    left_by(store, pid=2**22 + 1)
    with locked(store):
        pass
    assert inventory(store) == frozenset()


def test_a_silent_holder_elsewhere_is_followed_after_a_while(
    store: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim, "SETTLE", 0.0)
    left_by(store, machine="another", host="far")
    with pytest.raises(Busy, match="on far"), locked(store):
        pass
    left = Holder.model_validate_json((store / ".lock").read_bytes())
    silent = left.model_copy(update={"seen": left.seen - claim.SILENCE})
    (store / ".lock").write_bytes(silent.model_dump_json().encode())
    with locked(store):
        pass


def test_who_lost_the_store_puts_nothing_back(
    inbox: Path, store: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(inbox, store)
    before = (store / "manifest.sqlite").read_bytes()
    change(inbox)
    with monkeypatch.context() as patched:
        patched.setattr(Holder, "token", "another", raising=False)
        with pytest.raises(Fault, match="another run has taken this store"):
            work.run(inbox, store, NEWS, Settings(), partial(map, run_shard))
    assert (store / "manifest.sqlite").read_bytes() == before


def test_a_lock_that_is_none_is_said(store: Remote) -> None:
    (store / ".lock").write_bytes(b"[]")
    with pytest.raises(Fault, match="no lock of Copydesk"), locked(store):
        pass


class Killed(BaseException):
    """What no code of ours catches."""


def dying(inbox: Path, store: Remote, monkeypatch: pytest.MonkeyPatch, shards: int) -> None:
    """A run that dies when so many shards are remembered and one more is written."""

    def some(jobs: Iterator[Job]) -> Iterator[Done]:
        for number, job in enumerate(jobs):
            done = run_shard(job)
            if number == shards:
                patched.setattr(working_copy, "_put", lambda copy: None)
                raise Killed
            yield done

    settings = Settings().model_copy(update={"shard_articles": 10})
    with monkeypatch.context() as patched, locked(store), pytest.raises(Killed):
        work.run(inbox, store, NEWS, settings, some)


def test_a_run_that_dies_leaves_only_work(
    inbox: Path, store: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest is put back after each shard here; another machine goes on."""
    for name in ("EVERY", "SHARE"):
        monkeypatch.setattr(working_copy, name, 0)
    dying(inbox, store, monkeypatch, shards=2)
    known = len(remembered(store))
    assert known == 20
    monkeypatch.setenv("COPYDESK_HOME", str(tmp_path / "another"))
    assert run(inbox, store)["unchanged"] == known
    run_here(inbox, tmp_path / "here", shard=10)
    assert files(store) == in_both(tmp_path / "here")
    assert remembered(store) == remembered(tmp_path / "here")


def test_the_same_machine_goes_on_where_it_died(
    inbox: Path, s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own copy of the manifest knows more than the store's, and is of the same line."""
    store, here = Remote(f"{s3}/{tmp_path.name}"), tmp_path / "here"
    run(inbox, store)
    run_here(inbox, here)
    change(inbox)
    dying(inbox, store, monkeypatch, shards=2)
    assert run(inbox, store)["changed"] == run_here(inbox, here)["changed"] - 20
    assert files(store) == in_both(here)


def test_commands_take_a_url(
    inbox: Path, s3: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    store = Remote(f"{s3}/{tmp_path.name}")
    run(inbox, store)
    for words in ("status", "rejects list"):
        assert main([*words.split(), store.url]) == 0
        assert capfd.readouterr().out.startswith(("records", "empty"))
    path = next(e.url for e in listed(store) if "/00001.txt" in e.name)
    assert main(["undo", path]) == 0
    assert capfd.readouterr().out.encode() == (inbox / "00001.txt").read_bytes()
    assert main(["status", f"{store}/nothing"]) == 2
    assert "expected a URL that" in capfd.readouterr().err


def test_a_command_may_need_a_folder(inbox: Path, store: Remote) -> None:
    run(inbox, store)
    with pytest.raises(Fault, match="copy the store to this machine first"):
        local_store_of(store.url)


def test_a_place_that_cannot_hold_a_store_is_refused() -> None:
    there = place_of("https://example.org/store")
    with pytest.raises(Fault, match="objects that are put as a whole"), locked(there):
        pass
    with pytest.raises(Fault, match="Protocol not known"):
        place_of("nowhere://desk")
