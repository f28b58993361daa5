"""The benchmark of duplicates, small: most copies are found, and no look-alike is taken for one."""

import re
from pathlib import Path

from benchmarks.duplicates import quality


def test_copies_are_found_and_look_alikes_are_not(tmp_path: Path) -> None:
    lines = quality.measure(tmp_path, quality.made(quality.stories(30), 12))
    found = {
        m[1].strip(): float(m[2]) for line in lines if (m := re.match(r"(.+?) +([\d.]+)% of", line))
    }
    assert {kind for kind, share in found.items() if share < 85} == {"cut to 50%", "cut to 40%"}
    assert lines[-1].endswith(" 0 were taken for copies")
