"""An hour of CPU for made inputs: every target, every property, each failure written to a file.

SOAK_FUZZ_SECONDS and SOAK_SEED choose how long and which inputs; SOAK_FUZZ_FOUND names the folder
of the failing ones, else it is one of the test's own.
"""

import os
from pathlib import Path

from tests.fuzz.loop import fuzzed, table
from tests.fuzz.targets import TARGETS

SECONDS = float(os.environ.get("SOAK_FUZZ_SECONDS", "3600"))
SEED = int(os.environ.get("SOAK_SEED", "1"))


def test_an_hour_of_made_inputs(tmp_path: Path) -> None:
    found = Path(os.environ.get("SOAK_FUZZ_FOUND", tmp_path / "found"))
    accounts = fuzzed(TARGETS, SEED, SECONDS, found, _say)
    _say(f"\nseed {SEED}\n" + "\n".join(table(accounts)))
    assert not any(a.failures for a in accounts.values()), f"failing inputs are in {found}"


def _say(line: str) -> None:
    print(line, flush=True)
