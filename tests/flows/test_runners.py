"""The same flow on a Dask cluster, one worker of which is killed: the same bytes."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from cleaners.profile import named
from flows.batch import run_shard
from flows.fault import Fault
from flows.listing import Item, Job
from flows.lock import locked
from flows.runners import Counted, _agree, _ray, _reachable, _sign
from flows.settings import Settings, read_settings
from flows.sinks import make_store
from flows.sources import Ref
from flows.work import Options, origin_of
from tests.flows.killing import environment, fill, left_alive, start, state, writes
from tests.flows.running import run
from tests.flows.test_clean import asked

pytest.importorskip("prefect_dask", reason="pip install copydesk[dask]")
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def workers(leader: int) -> list[int]:
    """The processes of a local cluster, which its leader has spawned."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            parent = int((folder / "stat").read_text().rsplit(") ", 1)[1].split()[1])
            words = (folder / "cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            continue
        if parent == leader and b"spawn_main" in words:
            found.append(int(folder.name))
    return sorted(found)


def kill_one(leader: subprocess.Popen[bytes], store: Path, after: int) -> int:
    """Kill a worker of a run when so many files are written; returns which, 0 for none."""
    while writes(store) < after and leader.poll() is None:
        time.sleep(0.002)
    found = workers(leader.pid)
    if len(found) == 2:
        os.kill(found[0], signal.SIGKILL)
        return found[0]
    return 0


@linux
@pytest.mark.flow
def test_a_killed_worker_changes_no_byte(tmp_path: Path, prefect_url: str) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "store"
    fill(inbox, 300)
    env = environment(tmp_path / "home", PREFECT_API_URL=prefect_url, COPYDESK_RUNNER="dask")
    with start(inbox, store, env) as made:
        killed = kill_one(made, store, after=60)
        _, errors = made.communicate()
    assert killed and not Path(f"/proc/{killed}").exists()
    assert made.returncode == 0, errors.decode()
    assert b"Traceback" not in errors
    counts = run(inbox, tmp_path / "calm", shard=20)
    assert counts["in"] == 300 == counts["clean"] + counts["rejected"]
    assert state(store) == state(tmp_path / "calm")
    assert not left_alive(env["COPYDESK_HOME"])
    for what in ("task_runs/filter", "logs/filter"):
        assert "records/" not in json.dumps(asked(prefect_url, what))


def job(tmp_path: Path, text: str = "Putin arrived.") -> Job:
    (tmp_path / "a.txt").write_text(text)
    origin = origin_of(tmp_path, tmp_path / "store", named("news"), Options())
    return Job((Item(Ref("a.txt", "a.txt", str(tmp_path / "a.txt")), None),), origin)


def test_a_worker_that_would_write_elsewhere_refuses(tmp_path: Path) -> None:
    made = job(tmp_path)
    with locked(tmp_path / "store"):
        _agree(made, _sign(made))
        with pytest.raises(Fault, match="is another folder"):
            _agree(made, "12345\n")
        (tmp_path / "a.txt").unlink()
        with pytest.raises(Fault, match=r"a\.txt is not there; share the folder"):
            _agree(made, _sign(made))
    other = made.origin._replace(store=tmp_path / "nowhere")
    with pytest.raises(Fault, match="is another folder"):
        _agree(made._replace(origin=other), "")


def test_ray_that_is_not_there_says_what_to_install() -> None:
    if find_spec("prefect_ray"):
        pytest.skip("it is there")
    with pytest.raises(Fault, match=r"pip install copydesk\[ray\]"), _ray(Settings(), 2):
        pass


def test_a_worker_of_another_version_refuses(tmp_path: Path) -> None:
    made = job(tmp_path)
    older = made._replace(origin=made.origin._replace(mark="0123456789abcdef"))
    with pytest.raises(Fault, match="install the same version"):
        _agree(older, "")


def test_what_travels_back_holds_no_text(tmp_path: Path) -> None:
    story = "Putin invited the North Korean leader Kim to Moscow on Wednesday.\nSign up here\n"
    make_store(tmp_path / "store")
    back = pickle.dumps(Counted(run_shard(job(tmp_path, story))))
    again = pickle.loads(back)  # noqa: S301
    assert again == {"record": 1} and again.done.rows[0].id == "a.txt"
    assert b"Putin" not in back and b"Wednesday" not in back


def test_workers_elsewhere_need_a_prefect_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:8123/api")
    for near in (None, "tcp://127.0.0.1:8786"):
        _reachable(near)
    with pytest.raises(Fault, match="cannot reach Prefect at http://127"):
        _reachable("tcp://10.0.0.7:8786")
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.internal:4200/api")
    _reachable("tcp://10.0.0.7:8786")


def test_an_address_needs_its_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CLUSTER", "tcp://10.0.0.7:8786")
    with pytest.raises(Fault, match="expected runner = dask"):
        read_settings()
    monkeypatch.setenv("COPYDESK_RUNNER", "thread")
    with pytest.raises(Fault, match="COPYDESK_RUNNER: Input should be 'process', 'dask' or 'ray'"):
        read_settings()
    monkeypatch.setenv("COPYDESK_RUNNER", "dask")
    assert Settings().cluster == "tcp://10.0.0.7:8786"


def test_nobody_pays_for_dask_who_does_not_use_it() -> None:
    code = (
        "import flows.cli, flows.clean, sys\n"
        "print(sorted({'distributed', 'dask', 'prefect_dask', 's3fs'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
