"""One run at a time, and a store that cannot be written to is said in one line."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.fault import Busy, Fault
from flows.lock import locked
from tests.expected import ROOT, SEEDS
from tests.flows.running import copydesk

HOLD = (
    "import sys, time; from pathlib import Path; from flows.lock import locked\n"
    "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(float(sys.argv[2]))"
)


def holder(store: Path, seconds: float) -> "subprocess.Popen[str]":
    """Another process that holds a store."""
    made = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store), str(seconds)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert made.stdout and made.stdout.readline() == "held\n"
    return made


def test_a_second_run_exits_with_75_and_names_the_first(tmp_path: Path) -> None:
    with holder(tmp_path, 60) as first:
        try:
            done = copydesk("run", str(SEEDS[0].parent), "--out", str(tmp_path))
            with pytest.raises(Busy, match=f"pid {first.pid}"), locked(tmp_path):
                pass
        finally:
            first.kill()
    assert done.returncode == 75
    assert f"held by a run with pid {first.pid}" in done.stderr.decode()
    with locked(tmp_path):  # a holder that was killed holds no more
        pass


def test_it_can_wait(tmp_path: Path) -> None:
    start = time.monotonic()
    with holder(tmp_path, 0.5), locked(tmp_path, wait=True):
        assert time.monotonic() - start >= 0.3


def test_a_store_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Fault, match="expected a folder"), locked(tmp_path / "file"):
        pass
