"""A real schedule fires on a real server on loopback, behind a password, and stops cleanly."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from flows.lock import locked
from flows.unit import unit
from flows.watch import PATIENCE, Arrivals, look
from tests.expected import ROOT
from tests.flows.killing import environment, left_alive
from tests.flows.running import STORY, copydesk
from tests.soak.service import below, processes

PASSWORD = "desk:open-sesame"  # noqa: S105  of this test's own server
PATIENT = 180  # seconds; a slow machine makes a new database in twenty


def call(url: str) -> int:
    """The status of a call without a password."""
    try:
        with urllib.request.urlopen(f"{url}/admin/version", timeout=20) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as e:
        return e.code


def reports(store: Path) -> list[Path]:
    return list((store / "reports").glob("*.json"))


@pytest.mark.flow
def test_a_schedule_fires_and_its_run_completes(tmp_path: Path) -> None:
    inbox, store, home = tmp_path / "inbox", tmp_path / "store", tmp_path / "home"
    inbox.mkdir()
    (inbox / "a.txt").write_text(STORY)
    env = environment(
        home,
        PREFECT_SERVER_API_AUTH_STRING=PASSWORD,
        PREFECT_RUNNER_POLL_FREQUENCY="2",
        PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS="5",
    )
    command = (sys.executable, "-m", "flows.cli", "schedule", str(inbox), "--out", str(store))
    with subprocess.Popen(
        [*command, "--every", "15s"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as made:
        assert made.stdout
        line = made.stdout.readline()
        url = line.partition(" answers at ")[2].partition(". ")[0]
        assert url.startswith("http://127.0.0.1:"), line
        assert call(url) == 401
        end = time.monotonic() + PATIENT
        while not completed(home) and time.monotonic() < end:
            time.sleep(0.5)
        time.sleep(5)  # Prefect calls a run cancelled whose process has not quite ended
        made.send_signal(signal.SIGTERM)
        said = made.communicate(timeout=60)[0]
    assert made.returncode == 0, said
    assert completed(home) and reports(store)
    assert json.loads(reports(store)[0].read_text())["counts"]["in"] == 1
    base = sqlite3.connect(home / "prefect/prefect.db")
    assert base.execute("SELECT paused FROM deployment").fetchall() == [(1,)]
    assert base.execute("SELECT name FROM automation").fetchall()
    base.close()
    assert PASSWORD not in line + said and STORY.strip() not in line + said
    assert not left_alive(str(home))


@pytest.mark.flow
def test_runs_of_a_killed_schedule_are_settled(tmp_path: Path, prefect_url: str) -> None:
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL, temporary_settings
    from prefect.states import Running

    from flows.clean import clean_articles
    from flows.schedule import deployment_name, mark_orphans

    store = tmp_path / "store"
    with temporary_settings({PREFECT_API_URL: prefect_url}), get_client(sync_client=True) as client:
        flow = client.create_flow(clean_articles)
        mine, other = (
            client.create_deployment(flow, deployment_name(str(where))) for where in (store, "x")
        )
        lost, alien = (
            client.create_flow_run_from_deployment(which, state=Running()).id
            for which in (mine, other)
        )
        with locked(store):
            assert mark_orphans(str(store)) == 0
        assert [mark_orphans(str(store)) for _ in range(2)] == [1, 0]
        states = [client.read_flow_run(run).state for run in (lost, alien)]
        assert [state and state.type.value for state in states] == ["CRASHED", "RUNNING"]


@pytest.mark.flow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_schedule_ends_with_its_server(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (tmp_path / "inbox").mkdir()
    command = (sys.executable, "-m", "flows.cli", "schedule", str(tmp_path / "inbox"))
    with subprocess.Popen(
        [*command, "--out", str(tmp_path / "store"), "--every", "1h"],
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as made:
        assert made.stdout and made.stdout.readline()
        (server,) = (p.pid for p in below(made.pid, processes()) if b"flows.server" in p.words)
        os.kill(server, signal.SIGKILL)
        said = made.communicate(timeout=60)[1].decode()
    assert made.returncode == 2 and "Prefect's server has ended" in said
    assert not left_alive(str(home))


def completed(home: Path) -> int:
    """How many runs that the schedule began have ended well."""
    path = home / "prefect/prefect.db"
    query = "SELECT count(*) FROM flow_run WHERE auto_scheduled AND state_type = 'COMPLETED'"
    base = sqlite3.connect(path, timeout=30)
    try:
        return int(base.execute(query).fetchone()[0])
    finally:
        base.close()


def test_files_that_grow_are_waited_for_but_not_for_ever() -> None:
    arrivals = Arrivals()
    assert arrivals.complete({"a": (1, 1)}) == {}
    looks = 0
    while not (whole := arrivals.complete({"a": (1, 1), "growing": (looks, looks)})):
        looks += 1
    assert whole == {"a": (1, 1)} and looks == PATIENCE
    arrivals.settle(whole)
    assert arrivals.complete({"a": (1, 1), "growing": (99, 99)}) == {}
    assert arrivals.complete({"a": (1, 1), "growing": (99, 99)}) == {"growing": (99, 99)}


def test_a_look_sees_articles_only(tmp_path: Path) -> None:
    for name in ("a.txt", "sub/b.jsonl", "c.tmp", ".hidden/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert {os.path.relpath(p, tmp_path) for p in look(tmp_path)} == {"a.txt", "sub/b.jsonl"}
    assert look(tmp_path / "nowhere") == {}


def test_a_unit_starts_the_same_schedule(tmp_path: Path) -> None:
    when = ("--cron", "*/5 * * * *", "--watch", "--print-unit")
    done = copydesk("schedule", "seeds", "--out", str(tmp_path), *when)
    assert f"{ROOT / 'seeds'} --out {tmp_path}" in done.stdout.decode()
    assert "--timezone UTC --watch\n" in done.stdout.decode()
    text = unit(["schedule", "a b", "--cron", "*/5 * * * *"], "a b", "s", Path("/h"))
    assert 'schedule "a b" --cron "*/5 * * * *"\n' in text


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--every", "10"), "expected a time as 30s, 10m, 6h or 1d"),
        ((), "expected --cron, --every or --watch"),
        (("--every", "1m", "--cron", "* * * * *"), "not allowed with argument"),
        (("--cron", "* * * * *", "--timezone", "Mars/X"), "expected a timezone as Europe/London"),
        (("--cron", "every day", "--print-unit"), "expected five fields"),
    ],
)
def test_wrong_use_is_said(args: tuple[str, ...], message: str, tmp_path: Path) -> None:
    done = copydesk("schedule", "seeds", "--out", str(tmp_path), *args)
    assert done.returncode == 2 and message in done.stderr.decode()


def test_prefect_is_told_to_forget_old_runs(tmp_path: Path) -> None:
    ask = """
import sys
from pathlib import Path
from flows.settings import prepare_prefect
prepare_prefect(Path(sys.argv[1]))
from prefect.settings import get_current_settings
print(*sorted(get_current_settings().server.services.db_vacuum.enabled_vacuum_types))
"""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    command = [sys.executable, "-c", ask, str(tmp_path)]
    told = subprocess.run(command, env=clean, capture_output=True, text=True, check=True)
    assert {"events", "flow_runs"} <= set(told.stdout.split())
