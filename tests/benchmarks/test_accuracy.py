"""The comparison runs with whatever is installed, and says what is not."""

import sys
from pathlib import Path

import pytest

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.keywords import without_keywords
from benchmarks.accuracy.tools import Missing, Tool, available, page
from tests.benchmarks.test_extraction import ARTICLE, GOLD, LINES, row, stored

OTHERS = ("datatrove", "datatrove.data", "datatrove.pipeline.filters", "justext", "trafilatura")
LABELS = ("share", "keep", "keep", "photo_credit", "related_links")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the extra."""
    for name in OTHERS:
        monkeypatch.setitem(sys.modules, name, None)


def labelled(folder: Path) -> Path:
    """A folder of one labelled article."""
    stored(folder / "articles.jsonl", {"id": "a", "text": "\n".join(LINES), "lang": "en"})
    stored(folder / "labels.jsonl", {"id": "a", "lines": LABELS})
    return folder


@pytest.mark.usefixtures("bare")
def test_what_is_missing_is_named_with_what_to_install() -> None:
    missing = [t for t in available() if isinstance(t, Missing)]
    assert [t.name for t in missing] == ["trafilatura", "jusText", "C4"]
    assert all('pip install "copydesk[bench]"' in t.reason for t in missing)


@pytest.mark.usefixtures("bare")
def test_the_baselines_and_copydesk_need_nothing() -> None:
    tools = {t.name: t for t in available() if isinstance(t, Tool)}
    text = "\n".join(LINES)
    assert list(tools) == ["nothing", "keywords", "copydesk"]
    assert tools["nothing"].clean(text, None) == text
    assert tools["copydesk"].clean(ARTICLE, None) == ARTICLE


@pytest.mark.usefixtures("bare")
def test_one_table_for_each_data_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = stored(tmp_path / "lines.jsonl.gz", GOLD, row(), row(regime="residual"))
    assert main([str(labelled(tmp_path)), "--lines", str(lines)]) == 0
    said = capsys.readouterr().out
    assert f"$ python -m benchmarks.accuracy {tmp_path} --lines {lines}" in said
    assert "1 labelled articles" in said
    assert "| nothing  |           0.00 |" in said
    assert "Some tools did not run" in said


def test_a_wrong_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_what_runs_here_gives_the_story_back() -> None:
    """With the extra installed this holds of every peer; without it, of ours."""
    sentence = "The council of the town had closed the old bridge for the rest of the year. "
    story = "\n".join(sentence * 3 + f"This was paragraph number {n} of the story." for n in "123")
    for tool in (t for t in available() if isinstance(t, Tool)):
        left = tool.clean(story, None)
        assert left is not None and left.split() == story.split(), tool.name


def test_a_keyword_in_a_long_line_is_no_reason() -> None:
    assert without_keywords("Sign up for our newsletter") == ""
    assert without_keywords("Sign up for our newsletter. " * 9) != ""


def test_a_page_holds_no_character_that_html_cannot() -> None:
    assert "<p>a &lt;b&gt; c</p>" in page("a <b>\x00 c\ud800")
