"""Where the time of cleaning goes."""

import gzip
from pathlib import Path

import pytest

from flows.cli import main
from tests.expected import SEEDS


@pytest.mark.parametrize("end", ["", ".gz"])
def test_every_stage_is_told(end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, data = tmp_path / f"a.txt{end}", SEEDS[0].read_bytes()
    path.write_bytes(gzip.compress(data) if end else data)
    assert main(["clean", "--profile-stages", str(path)]) == 0
    told = capsys.readouterr().err
    for stage in ("decode", "characters", "boilerplate", "names", "language", "record"):
        assert f"\n{stage} " in f"\n{told}"
