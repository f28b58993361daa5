"""Twenty kills over two thousand articles, each run with a Prefect server of its own."""

from pathlib import Path

from tests.flows.killing import environment, kill_and_compare


def test_twenty_kills(tmp_path: Path) -> None:
    kill_and_compare(tmp_path, environment(tmp_path / "home"), articles=2000, kills=20)
