"""The real flow on the real engine: the seeds, a second run, workers, bad neighbours."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from flows.sinks import records
from tests.expected import ROOT, SEEDS
from tests.flows.killing import environment, fill, finish, left_alive, start, state, writes
from tests.flows.running import run as run_here
from tests.soak.service import below, processes

pytestmark = pytest.mark.flow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all runs here: its database is made once."""
    return tmp_path_factory.mktemp("home")


def run(
    home: Path, source: Path, store: Path, *args: str, **more: str
) -> subprocess.CompletedProcess[str]:
    """`copydesk run`, as a process of its own, with a HOME that nobody else uses."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "COPYDESK_"))}
    ours = {"HOME": str(home), "COPYDESK_HOME": str(home / "copydesk")}
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", str(source), "--out", str(store), *args],
        env={**env, **ours, **more},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


def tree(store: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((store / "records").iterdir())}


def test_the_seeds_become_a_store(home: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = run(home, ROOT / "seeds", store)
    assert first.returncode == 0, first.stderr
    assert "5 in: 5 clean, 0 unchanged, 0 rejected" in first.stdout
    assert "North Korea-Russia" in first.stdout
    assert first.stderr == ""
    assert {r.id for r in records(store)} == {s.name for s in SEEDS}
    before = tree(store)
    second = run(home, ROOT / "seeds", store)
    assert "5 in: 0 clean, 5 unchanged, 0 rejected" in second.stdout
    assert tree(store) == before
    assert not (home / ".prefect").exists()


def test_one_process_runs_twice(home: Path, tmp_path: Path) -> None:
    """Each run has a server of its own; Prefect would go on to call the first one."""
    code = (
        "import sys; from flows.cli import main\n"
        "sys.exit(max(main(['run', sys.argv[1], '--out', out]) for out in sys.argv[2:]))"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "COPYDESK_"))}
    ours = {"HOME": str(home), "COPYDESK_HOME": str(home / "copydesk")}
    command = [
        sys.executable,
        "-c",
        code,
        str(ROOT / "seeds"),
        *map(str, (tmp_path / "1", tmp_path / "2")),
    ]
    done = subprocess.run(command, env={**env, **ours}, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "1") == tree(tmp_path / "2") and done.stderr == ""


def test_two_workers_write_the_same_bytes(home: Path, tmp_path: Path, prefect_url: str) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(40):
        (inbox / f"{n:02}.txt").write_bytes(SEEDS[n % 5].read_bytes() + f"\nNumber {n}.".encode())
    shards = {"COPYDESK_SHARD_ARTICLES": "7"}
    for workers in ("1", "2"):
        out = tmp_path / workers
        done = run(home, inbox, out, "--workers", workers, **shards, PREFECT_API_URL=prefect_url)
        assert "40 in: 40 clean" in done.stdout, done.stderr
    assert tree(tmp_path / "1") == tree(tmp_path / "2")


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_run_ends_with_its_server(home: Path, tmp_path: Path) -> None:
    inbox, store, env = tmp_path / "inbox", tmp_path / "store", environment(home)
    fill(inbox, 200)
    with start(inbox, store, env) as made:
        while writes(store) < 20:
            time.sleep(0.01)
        (server,) = (p.pid for p in below(made.pid, processes()) if b"flows.server" in p.words)
        os.kill(server, signal.SIGKILL)
        said = made.communicate(timeout=60)[1].decode()
    assert made.returncode == 2 and said.startswith("copydesk: Prefect's server has ended")
    assert "Traceback" not in said and not left_alive(str(home))
    finish(inbox, store, env)
    run_here(inbox, tmp_path / "calm", shard=20)
    assert state(store) == state(tmp_path / "calm")


def test_bad_neighbours_harm_nobody(home: Path, tmp_path: Path, prefect_url: str) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "good.txt").write_bytes(SEEDS[4].read_bytes())
    (inbox / "blank.txt").write_text(" \n ")
    (inbox / "noise.txt").write_bytes(bytes(range(256)) * 9)
    (inbox / "one-line.txt").write_bytes(b"x" * 50_000_000)
    (inbox / "loop.txt").symlink_to(inbox / "loop.txt")
    (inbox / "folder.txt").mkdir()
    done = run(home, inbox, tmp_path / "store", PREFECT_API_URL=prefect_url)
    assert done.returncode == 0, done.stderr
    assert "6 in: 1 clean, 0 unchanged, 5 rejected" in done.stdout
    assert "Traceback" not in done.stderr


def test_nothing_to_do_is_said(home: Path, tmp_path: Path, prefect_url: str) -> None:
    (tmp_path / "inbox").mkdir()
    done = run(home, tmp_path / "inbox", tmp_path / "store", PREFECT_API_URL=prefect_url)
    assert done.returncode == 0
    assert "Nothing to do" in done.stdout


def test_a_run_that_is_not_as_demanded_fails_and_keeps_its_output(
    home: Path, tmp_path: Path, prefect_url: str
) -> None:
    store = tmp_path / "store"
    demands = {"COPYDESK_MIN_ARTICLES": "99", "COPYDESK_REPORT_HTML": "true"}
    demands["PREFECT_API_URL"] = prefect_url
    done = run(home, ROOT / "seeds", store, **demands)
    assert done.returncode == 3
    assert done.stderr.startswith("copydesk: 5 articles came in; min_articles is 99")
    assert "Traceback" not in done.stderr and "5 in: 5 clean" in done.stdout
    assert len(tree(store)) == 5 and len(list((store / "reports").iterdir())) == 3
    shown = asked(prefect_url, "artifacts/latest/filter")
    keys = {artifact["key"] for artifact in shown}
    assert {"run-report", "clean-articles-counts", "run-picture"} <= keys
    (state,) = {r["state_type"] for r in asked(prefect_url, "flow_runs/filter") if failed(r)}
    assert state == "FAILED"
    for what in ("artifacts/filter", "flow_runs/filter", "task_runs/filter", "logs/filter"):
        text = json.dumps(asked(prefect_url, what), ensure_ascii=False)
        assert not any(n in text for n in SEEDS[0].read_text().split("\n") if len(n) > 40)


def test_old_runs_are_forgotten(prefect_url: str) -> None:
    code = (
        "from flows.artifacts import forget_runs; from flows.clean import clean_articles\n"
        "print(forget_runs('clean-articles', 1), forget_runs('clean-articles', 0))"
    )
    known = len(asked(prefect_url, "flow_runs/filter"))
    env = {**os.environ, "PREFECT_API_URL": prefect_url}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", str(known)]
    assert asked(prefect_url, "flow_runs/filter") == []
    assert asked(prefect_url, "artifacts/filter") == []


def asked(url: str, what: str) -> list[dict[str, object]]:
    """What Prefect's server answers."""
    request = urllib.request.Request(  # noqa: S310
        f"{url}/{what}", data=b"{}", headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        found: list[dict[str, object]] = json.load(answer)
        return found


def failed(run: dict[str, object]) -> bool:
    return "min_articles is 99" in json.dumps(run)
