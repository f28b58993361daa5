"""A second project that installs only the wheel reads a store with one import."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.expected import ROOT
from tests.flows import varied

PROJECT = """
import sys
from pathlib import Path

from flows.store import Article, Record, open_store

site = Path(sys.argv[1]).resolve()
for name in ("cleaners", "flows"):
    found = Path(sys.modules[name].__file__).resolve()
    assert site in found.parents, f"{name} came from {found}"

store = open_store(sys.argv[2])
records = list(store.records())
assert len(records) == 15 and all(isinstance(r, Record) for r in records)
article = next(store.articles(language="fr"))
assert isinstance(article, Article) and not isinstance(article, Record)
assert store.to_arrow().read_all().num_rows == 15
assert store.to_pandas(site="example.com").shape[0] == 6
assert store.to_polars().collect().height == 15
assert len(list(store.to_datasets(language="de"))) == 4
assert sorted(c.id for c in store.changes()) == [r.id for r in records]
assert list(store.changes(store.cursor())) == []
assert "prefect" not in sys.modules
print("read", len(records))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What pip installs of a wheel that was just built."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    skip = shutil.ignore_patterns("__pycache__")
    for name in ("cleaners", "flows"):
        shutil.copytree(ROOT / name, source / name, ignore=skip)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    tool = [sys.executable, "-m"]
    build = [*tool, "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    install = [*tool, "pip", "install", "-qq", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*install, "--target", str(folder / "site"), str(wheel)], check=True)
    return folder / "site"


def test_the_wheel_reads_a_store(site: Path, tmp_path: Path) -> None:
    store = varied.make(tmp_path)
    project = tmp_path / "project"
    project.mkdir()
    (project / "read.py").write_text(PROJECT)
    env = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "read.py", str(site), str(store)]
    done = subprocess.run(
        command, cwd=project, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "read 15\n"
