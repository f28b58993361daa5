"""What could not be cleaned waits for a person, who lists, shows, retries or accepts it."""

import json
import os
from pathlib import Path

import pytest

from cleaners.profile import named as profile_named
from cleaners.profile import override
from flows.fault import Fault
from flows.rejected import accept, listed, named, open_rejects, retry
from flows.sinks import file_name, read_record
from flows.status import status
from tests.flows.running import NEWS, STORY, copydesk, run

SHORT = override(NEWS, ("reject.min_letters=1000",))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "good.txt").write_text(STORY)
    (inbox / "empty.txt").write_text("")
    (inbox / "noise.txt").write_bytes(bytes(range(256)) * 4)
    rows = ['{"id": "row", "text": " ", "url": "https://example.org/1"}', "broken"]
    (inbox / "dump.jsonl").write_text("\n".join(rows))
    run(inbox, tmp_path / "store")
    return tmp_path / "store"


def test_rejects_are_listed_by_id(store: Path) -> None:
    found = list(listed(open_rejects(store)))
    assert [line.split(maxsplit=1) for line in found] == [
        ["bad-row", "dump.jsonl:2"],
        ["empty", "empty.txt"],
        ["binary", "noise.txt"],
        ["empty", "row (dump.jsonl, line 1)"],
    ]


def test_an_accepted_reject_is_open_no_more(store: Path, tmp_path: Path) -> None:
    assert accept(store, ["empty.txt"]) == 1
    assert len(open_rejects(store)) == 3
    assert run(tmp_path / "inbox", store)["unchanged"] == 5
    run(tmp_path / "inbox", store, "fragment")
    assert len(open_rejects(store)) == 3
    (tmp_path / "inbox/empty.txt").write_text("\n\n")
    run(tmp_path / "inbox", store, "fragment")
    assert len(open_rejects(store)) == 4


def test_an_unknown_id_is_said(store: Path) -> None:
    with pytest.raises(Fault, match="no reject with the id"):
        named(store, ["good.txt"])


def test_a_mended_rule_is_tried_on_the_kept_bytes(tmp_path: Path) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "store"
    inbox.mkdir()
    (inbox / "a.txt").write_text(STORY)
    (inbox / "b.jsonl").write_text(json.dumps({"url": "https://x.org/b", "text": STORY}))
    assert run(inbox, store, SHORT)["rejected"] == 2
    kept = inbox.rename(tmp_path / "away")
    assert retry(store, (), profile_named("news")) == {"record": 2}
    assert not list((store / "rejects").iterdir())
    assert json.loads((store / "datapackage.json").read_text())["copydesk"]["records"] == 2
    assert read_record(store / f"records/{file_name('a.txt')}.json").text == STORY.strip()
    kept.rename(inbox)
    for path in inbox.iterdir():
        os.utime(path, (1, 1))
    assert run(inbox, store) == {"in": 2, "unchanged": 2}


def test_what_is_still_broken_stays(store: Path) -> None:
    assert retry(store, (), NEWS) == {"bad-row": 1, "empty": 2, "binary": 1}
    assert len(open_rejects(store)) == 4


def test_the_commands(store: Path) -> None:
    assert copydesk("rejects", "list", str(store)).stdout.count(b"\n") == 4
    shown = copydesk("rejects", "show", str(store), "noise.txt").stdout.decode()
    assert "code     binary" in shown and "1,024 bytes in" in shown
    assert copydesk("rejects", "accept", str(store), "noise.txt").stdout == b"1 accepted\n"
    assert copydesk("rejects", "retry", str(store), "row").stdout == b"empty  1\n"
    assert copydesk("rejects", "accept", str(store)).returncode == 2
    text = copydesk("status", str(store)).stdout.decode()
    assert "records    1\n" in text
    assert "rejects    3 open (bad-row 1, empty 2), 1 accepted\n" in text


def test_a_store_says_how_it_is(store: Path, tmp_path: Path) -> None:
    (tmp_path / "inbox/good.txt").write_text(f"{STORY}More on Thursday.\n")
    (tmp_path / "inbox/empty.txt").unlink()
    run(tmp_path / "inbox", store)
    text = "\n".join(status(store, NEWS))
    for line in ("withdrawn  1", "versions   1", "up to date 4 of 4", "last run   none"):
        assert line in text
    assert "up to date 0 of 4 with this version and profile fragment; `copydesk run" in "\n".join(
        status(store, profile_named("fragment"))
    )


@pytest.mark.flow
def test_the_flow_does_the_same(store: Path) -> None:
    from flows.retry import retry_rejects

    assert retry_rejects.fn(str(store), ("row",)) == {"empty": 1}
