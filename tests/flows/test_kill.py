"""Runs that are killed three times leave what an undisturbed run leaves."""

import sys
from pathlib import Path

import pytest

from tests.flows.killing import environment, kill_and_compare

pytestmark = [
    pytest.mark.flow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]


def test_killed_runs_leave_no_trace(tmp_path: Path, prefect_url: str) -> None:
    env = environment(tmp_path / "home", PREFECT_API_URL=prefect_url)
    kill_and_compare(tmp_path, env, articles=200, kills=3)
