"""The wheel and the sdist in fresh environments: plain, with each extra, on each Python there is.

SOAK_PYTHONS names interpreters, parted by colons; without it those on PATH are taken. Packages are
fetched as pip is set up. The table of what was installed is printed at the end.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.expected import ROOT, SEEDS, expected_path
from tests.test_imports import CORE, extra

EXTRAS = ("", "html", "warc", "parquet", "review", "dask", "s3", "all")
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "inbox", "clean")
IMPORT_ALL = """
import importlib, json, pkgutil, sys
import cleaners, flows
missing, count = {}, 0
for top in (cleaners, flows):
    for found in pkgutil.walk_packages(top.__path__, top.__name__ + "."):
        try:
            importlib.import_module(found.name)
            count += 1
        except ModuleNotFoundError as e:
            missing[found.name] = e.name.partition(".")[0]
print(json.dumps({"file": cleaners.__file__, "count": count, "missing": missing}))
"""
PAGE = (
    "<html><body><article><p>Putin invited Kim to Moscow on Wednesday.</p></article></body></html>"
)


def pythons() -> list[str]:
    """The interpreters to install into."""
    named = os.environ.get("SOAK_PYTHONS")
    if named:
        return named.split(":")
    found = (shutil.which(f"python3.{minor}") for minor in range(11, 15))
    return [path for path in found if path] or [sys.executable]


class Home:
    """A fresh environment."""

    def __init__(self, folder: Path, python: str) -> None:
        subprocess.run([python, "-m", "venv", str(folder)], check=True, capture_output=True)
        self.folder, self.bin = folder, folder / "bin"

    def run(self, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
        """A program of the environment, away from this tree."""
        known: Mapping[str, str] = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        return subprocess.run(
            [str(self.bin / command[0]), *command[1:]],
            cwd=self.folder,
            env={**known, "COPYDESK_HOME": str(self.folder / "home"), **env},
            capture_output=True,
            text=True,
        )

    def install(self, what: str) -> None:
        """Install, and let pip look whether all of it fits together."""
        done = self.run("pip", "install", "-q", what)
        assert done.returncode == 0, done.stderr[-2000:]
        checked = self.run("pip", "check")
        assert checked.returncode == 0, checked.stdout

    def megabytes(self) -> int:
        """How much lies in it."""
        return sum(p.stat().st_size for p in self.folder.rglob("*") if p.is_file()) // 1_000_000

    def imported(self) -> tuple[int, dict[str, str]]:
        """How many of our modules can be imported, and what the others miss."""
        done = self.run("python", "-c", IMPORT_ALL)
        assert done.returncode == 0, done.stderr[-2000:]
        told = json.loads(done.stdout.splitlines()[-1])
        assert Path(told["file"]).is_relative_to(self.folder)
        return told["count"], told["missing"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the sdist of this tree."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT, folder / "tree", ignore=LEFT_OUT)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "tree")], check=True, capture_output=True)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist}


@pytest.fixture(scope="module")
def table() -> Iterator[list[tuple[object, ...]]]:
    """Rows of what was installed, printed at the end."""
    rows: list[tuple[object, ...]] = []
    yield rows
    print("\n| Python | what | MB | modules | wait for an extra |\n|---|---|--:|--:|--:|")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")


def cleans_a_seed(home: Home) -> None:
    """The installed command gives the text that is held of a seed."""
    seed = SEEDS[0]
    done = home.run("copydesk", "clean", str(seed))
    held = json.loads(expected_path(seed).read_text("utf-8"))["text"]
    assert (done.stdout, done.stderr) == (f"{held}\n", "")


def tell(home: Home, what: str, table: list[tuple[object, ...]]) -> dict[str, str]:
    """Add a row, and return what the modules miss."""
    count, missing = home.imported()
    version = home.run("python", "-V").stdout.split()[1]
    table.append((version, what, home.megabytes(), count, len(missing)))
    return missing


@pytest.mark.parametrize("name", EXTRAS)
@pytest.mark.parametrize("python", pythons())
def test_the_wheel(
    python: str,
    name: str,
    built: dict[str, Path],
    table: list[tuple[object, ...]],
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home", python)
    home.install(f"{built['wheel']}[{name}]" if name else str(built["wheel"]))
    cleans_a_seed(home)
    missing = tell(home, f"wheel[{name}]" if name else "wheel", table)
    there = CORE | (extra(name) if name else set())
    assert not {module.replace("_", "-") for module in missing.values()} & there
    assert not (name == "all" and missing)
    if not name:
        tells_what_to_install(home)
    shutil.rmtree(home.folder)


def tells_what_to_install(home: Home) -> None:
    """Without an extra, whatever needs it says which. All of `review` comes with Prefect."""
    (home.folder / "in").mkdir()
    for seed in SEEDS[:2]:
        shutil.copy(seed, home.folder / "in")
    (home.folder / "page.html").write_text(PAGE)
    (home.folder / "dump.parquet").write_bytes(b"PAR1")
    (home.folder / "crawl.warc").write_bytes(b"WARC/1.0\r\n")
    run = home.run("copydesk", "run", "in", "--out", "store")
    assert "2 in: 2 clean" in run.stdout, run.stderr
    asked = {
        "html": ("clean", "page.html"),
        "parquet": ("export", "store", "--out", "out", "--format", "parquet"),
        "s3": ("run", "s3://desk/in", "--out", "new", "--dry-run"),
    }
    for name, command in asked.items():
        done = home.run("copydesk", *command)
        assert f"copydesk[{name}]" in done.stderr, (name, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
    for name, file in (("parquet", "dump.parquet"), ("warc", "crawl.warc")):
        done = home.run("copydesk", "run", file, "--out", f"store-{name}")
        assert f"copydesk[{name}]" in done.stdout, (name, done.stdout, done.stderr)
    env = {"COPYDESK_RUNNER": "dask", "COPYDESK_SHARD_ARTICLES": "1"}  # one shard needs no cluster
    done = home.run("copydesk", "run", "in", "--out", "other", **env)
    assert "copydesk[dask]" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("python", pythons())
def test_the_sdist(
    python: str, built: dict[str, Path], table: list[tuple[object, ...]], tmp_path: Path
) -> None:
    home = Home(tmp_path / "home", python)
    home.install(str(built["sdist"]))
    cleans_a_seed(home)
    tell(home, "sdist", table)


def test_the_sdist_passes_its_own_tests(built: dict[str, Path], tmp_path: Path) -> None:
    """The fast ones, with the packages that are here and nothing else of this tree."""
    with tarfile.open(built["sdist"]) as archive:
        archive.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.iterdir()
    env = {**os.environ, "PYTHONPATH": str(tree)}
    env.pop("SOAK")
    fast = ("tests/cleaners", "tests/test_house.py", "tests/test_seeds.py", "tests/test_broken.py")
    more = ("tests/test_imports.py", "tests/test_licences.py", "tests/test_contract.py", "cleaners")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *fast, *more]
    done = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
    checked = [sys.executable, "docs/generate.py", "--check"]
    done = subprocess.run(checked, cwd=tree, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
