"""docs/licences.md names what the lock pins: all of it, and nothing that is not there."""

import csv
import re
from collections import defaultdict

from tests.expected import ROOT
from tests.test_imports import CORE, extra


def packages() -> list[dict[str, str]]:
    """The rows of the table that the page is made from."""
    with (ROOT / "docs/licences.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def pinned() -> dict[str, set[str]]:
    """Every version of each project in the lock; some have one for each Python."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    found: dict[str, set[str]] = defaultdict(set)
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", lock, re.MULTILINE):
        found[name.replace("_", "-")].add(version)
    return found


def test_every_version_is_that_of_the_lock() -> None:
    lock = pinned()
    stale = [p["name"] for p in packages() if p["version"] not in lock[p["name"].replace("_", "-")]]
    assert not stale, "run `python docs/licences.py`"


def test_all_that_is_declared_is_told() -> None:
    told = {p["name"]: p for p in packages()}
    assert CORE | extra("all") <= told.keys()
    assert all(told[name]["extras"] == "core" for name in CORE)
    assert all(p["licence"] and p["licence"] != "UNKNOWN" for p in told.values())
