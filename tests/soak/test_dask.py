"""A run on a local Dask cluster that is killed, its leader too, leaves no process and only work."""

from pathlib import Path

import pytest

from tests.flows.killing import environment, kill_and_compare

pytest.importorskip("prefect_dask", reason="pip install copydesk[dask]")


def test_killed_clusters_leave_no_trace(tmp_path: Path) -> None:
    env = environment(tmp_path / "home", COPYDESK_RUNNER="dask")
    kill_and_compare(tmp_path, env, articles=400, kills=4)
