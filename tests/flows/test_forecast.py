"""A dry run says what would change and writes nothing at all."""

from pathlib import Path

import pytest

from cleaners.profile import named
from flows.forecast import forecast, lines
from flows.settings import Settings
from flows.work import Options
from tests.flows.running import copydesk, run

HERE = Settings(workers=1)
STORY = "Putin greeted the people at Kim II-Sung Square on Wednesday morning, the agency said.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.txt").write_text(f"Dark Mode\n\n{STORY}Article {n} of twelve.\n")
    (folder / "plain.txt").write_text("Nobody had asked for the new bridge, the mayor said.\n")
    return folder


def said(source: Path, store: Path, profile: str) -> str:
    found = forecast(source, store, named(profile), HERE, Options())
    return "\n".join(lines(found))


def test_nothing_changes_where_nothing_changed(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "store")
    assert "13 in: 0 new, 0 with other bytes, 0 to redo by other rules, 13 unchanged" in said(
        inbox, tmp_path / "store", "news"
    )


def test_other_rules_are_told_by_rule_with_ten_differences(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "store")
    text = said(inbox, tmp_path / "store", "boilerplate")
    assert "13 to redo by other rules" in text
    assert "12 of 13 would differ" in text
    assert "names.look-alike                     -12" in text
    assert "+Putin greeted the people at Kim II-Sung" in text
    assert text.count("\n00.txt\n") == 1 and "\n11.txt" not in text


def test_a_dry_run_writes_nothing(inbox: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    home = tmp_path / "home"
    done = copydesk(
        *("run", str(inbox), "--out", str(tmp_path / "store"), "--dry-run"),
        COPYDESK_HOME=str(home),
    )
    assert done.returncode == 0 and b"13 new" in done.stdout
    assert sorted(tmp_path.rglob("*")) == before


def test_text_of_an_article_cannot_command_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    run(path, tmp_path / "store")
    path.write_text(f"{STORY}\x1b]0;owned\x07 Red \x1b[31m letters were seen on Monday.\n")
    assert "\x1b" not in said(path, tmp_path / "store", "news")


def test_what_would_be_rejected_is_told(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "store")
    (inbox / "00.txt").write_text("")
    text = said(inbox, tmp_path / "store", "news")
    assert "1 with other bytes" in text and "record becomes empty" in text
