"""Where the time of cleaning goes."""

import pytest

from flows.cli import main
from tests.expected import SEEDS


def test_every_stage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", "--profile-stages", str(SEEDS[0])]) == 0
    told = capsys.readouterr().err
    for stage in ("decode", "characters", "boilerplate", "names", "language", "record"):
        assert f"\n{stage} " in f"\n{told}"
