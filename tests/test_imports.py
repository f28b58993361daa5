"""Every import of another project is declared, and a missing extra is named where it is missed."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.expected import ROOT

OURS = {"benchmarks", "cleaners", "docs", "flows", "tests"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Modules that are named otherwise than their projects.
NAMED = {"ahocorasick": "pyahocorasick", "sklearn": "scikit-learn"}
# What a project that reads a store has itself; `flows/store.py` says which it misses.
READERS = {"datasets", "pandas", "polars"}
# Rooms that are entered by one door, which names the extra.
DOORS = {
    "flows/forms.py": "flows/columns.py",
    "flows/store.py": "flows/columns.py",
    "flows/review/guard.py": "flows/commands/review.py",
    "flows/review/pages.py": "flows/commands/review.py",
    "flows/review/server.py": "flows/commands/review.py",
}


def name_of(requirement: str) -> str:
    """The project that a requirement asks for.

    >>> name_of("moto[server]>=5.0")
    'moto'
    """
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return found[0].lower().replace("_", "-")


def extra(*names: str) -> set[str]:
    """The projects of some extras, and of the extras that these name."""
    found: set[str] = set()
    for name in names:
        for requirement in PROJECT["optional-dependencies"][name]:
            inner = re.match(r"copydesk\[([^\]]+)\]", requirement)
            found |= extra(*inner[1].split(",")) if inner else {name_of(requirement)}
    return found


CORE = {name_of(requirement) for requirement in PROJECT["dependencies"]}


def foreign(path: Path) -> set[str]:
    """The projects a file imports, wherever the import stands, by name or by `needed`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "needed":
            found |= {str(a.value) for a in node.args[:1] if isinstance(a, ast.Constant)}
    tops = {name.partition(".")[0] for name in found} - OURS - sys.stdlib_module_names
    return {NAMED.get(top, top.replace("_", "-")) for top in tops}


def files(*tops: str) -> list[str]:
    found = (path for top in tops for path in sorted((ROOT / top).rglob("*.py")))
    return [str(path.relative_to(ROOT)) for path in found]


@pytest.mark.parametrize("path", files("cleaners"))
def test_the_library_needs_no_extra(path: str) -> None:
    assert foreign(ROOT / path) <= CORE


@pytest.mark.parametrize("path", files("flows"))
def test_what_flows_import_is_declared(path: str) -> None:
    allowed = CORE | extra("all", "ray") | (READERS if path == "flows/store.py" else set())
    assert foreign(ROOT / path) <= allowed


@pytest.mark.parametrize("path", files("benchmarks", "docs", "tests"))
def test_what_tests_and_benchmarks_import_is_declared(path: str) -> None:
    assert foreign(ROOT / path) <= CORE | extra("bench", "dev", "train")


@pytest.mark.parametrize("path", files("flows"))
def test_where_an_extra_is_used_its_absence_names_it(path: str) -> None:
    """The file, or the door to its room, tells which extra to install."""
    text = (ROOT / DOORS.get(path, path)).read_text("utf-8")
    for project in foreign(ROOT / path) - CORE - READERS:
        extras = [e for e in PROJECT["optional-dependencies"] if project in extra(e)]
        told = {f"copydesk[{e}]" for e in extras} | {f'"{e}")' for e in extras}
        assert any(words in text for words in told), f"{project} is of {', '.join(extras)}"


def test_every_door_leads_somewhere() -> None:
    for room, door in DOORS.items():
        assert foreign(ROOT / room) - CORE and (ROOT / door).is_file()


def test_the_lock_pins_all_that_is_declared() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE))
    assert CORE | extra("dev") <= {name.replace("_", "-") for name in pinned}


def test_the_lock_names_no_host() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text("utf-8")
