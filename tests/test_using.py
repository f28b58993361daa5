"""The recipes of docs/using.md, run as they stand, on a store that changes between two runs."""

import re
import shlex
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows import selection
from flows.cli import main
from tests.expected import ROOT
from tests.flows import varied
from tests.flows.running import run

BLOCK = re.compile(r"^```(python|bash)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIES = frozenset({"https://www.example.com/1"})


def blocks(title: str) -> list[tuple[str, str]]:
    """The commands and programs under a heading."""
    page = (ROOT / "docs/using.md").read_text("utf-8")
    (part,) = (p for p in page.split("\n## ") if p.startswith(f"{title}\n"))
    return BLOCK.findall(part)


def follow(title: str) -> SimpleNamespace:
    """Do what stands under a heading; returns what its program made."""
    made: dict[str, object] = {"__name__": "recipe"}
    for kind, code in blocks(title):
        if kind == "bash":
            for line in code.splitlines():
                assert main(shlex.split(line)[1:]) == 0
        else:
            exec(compile(code, f"docs/using.md, {title}", "exec"), made)  # noqa: S102
    return SimpleNamespace(**made)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(selection, "copies_in", lambda store: COPIES)
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    return varied.make(tmp_path)


def test_python(capsys: pytest.CaptureFixture[str]) -> None:
    follow("Python")
    said = capsys.readouterr().out
    assert "https://www.example.com/1 " in said and "latin.txt" not in said


def test_a_search_index(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = follow("A search index").index
    assert index.execute("SELECT count(*) FROM news").fetchone() == (15,)
    assert "https://www.example.com/1 " in capsys.readouterr().out
    (tmp_path / "inbox/latin.txt").unlink()
    (tmp_path / "inbox/a.txt").write_text("Nothing at all was said in Vladivostok on Thursday.")
    run(tmp_path / "inbox", store)
    index = follow("A search index").index
    assert index.execute("SELECT count(*) FROM news").fetchone() == (14,)
    query = "SELECT id FROM news WHERE news MATCH 'vladivostok'"
    assert index.execute(query).fetchall() == [("a.txt",)]


def test_training_data() -> None:
    train = follow("Training data").train
    assert "https://www.example.com/3" not in train["id"], "that one is German"
    assert not COPIES & set(train["id"]) and len(train) == 9
    assert "edits" not in train.column_names


def test_a_dashboard(capsys: pytest.CaptureFixture[str]) -> None:
    follow("A dashboard")
    said = capsys.readouterr().out
    assert "2023-09-12" in said and "boilerplate." in said
    follow("A dashboard")


def test_every_recipe_is_followed() -> None:
    page = (ROOT / "docs/using.md").read_text("utf-8")
    tested = ("Python", "A search index", "Training data", "A dashboard")
    assert len(BLOCK.findall(page)) == sum(len(blocks(title)) for title in tested)
    assert sys.modules["flows.cli"]
