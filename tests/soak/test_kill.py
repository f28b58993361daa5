"""Twenty kills over two thousand articles, each run with a Prefect server of its own."""

import os
from pathlib import Path

import pytest

from tests.flows.killing import environment, kill_and_compare

pytestmark = pytest.mark.skipif("SOAK" not in os.environ, reason="minutes; `make soak` runs it")


def test_twenty_kills(tmp_path: Path) -> None:
    kill_and_compare(tmp_path, environment(tmp_path / "home"), articles=2000, kills=20)
