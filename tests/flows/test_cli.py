"""The command, as a person and as a pipe would use it."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.expected import ROOT, SEEDS
from tests.flows.running import BASE, copydesk


def test_a_text_in_a_text_out() -> None:
    done = copydesk("clean", feed=b"Dark Mode\n\nPutin invited Kim to Moscow on Wednesday.")
    assert done.stdout.decode() == "Putin invited Kim to Moscow on Wednesday.\n"


def test_rows_come_out_in_order_and_every_row_gives_a_line() -> None:
    rows = [
        {"id": "b", "text": "Putin invited Kim to Moscow on Wednesday.", "url": "https://x.org/b"},
        {"id": "a", "text": ""},
        "broken",
        {"text": "half \ud800 pair of a character"},
    ]
    feed = "\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows).encode()
    done = copydesk("clean", "--jsonl", "-", feed=feed)
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [line["id"] for line in lines] == ["b", "a", "stdin:3", "stdin:4"]
    assert lines[0]["source"]["url"] == "https://x.org/b"
    assert lines[1] == {
        "id": "a",
        "text": "",
        "reject": {"code": "empty", "message": "no text: nothing but blanks"},
    }
    assert lines[2]["reject"]["code"] == "bad-row"
    assert lines[3]["source"]["patches"][0][1] == "eda080"
    assert done.returncode == 0
    assert copydesk("clean", "--jsonl", "--strict", feed=feed).returncode == 1


def test_a_record_is_undone_to_the_very_bytes(tmp_path: Path) -> None:
    for seed in SEEDS:
        (tmp_path / "r.json").write_bytes(copydesk("clean", "--json", str(seed)).stdout)
        assert copydesk("undo", str(tmp_path / "r.json")).stdout == seed.read_bytes()


def test_explain_tells_every_edit(tmp_path: Path) -> None:
    out = copydesk("explain", str(SEEDS[0])).stdout.decode()
    assert "translation.orphan-said" in out and "Turkish" in out and "→ removed" in out
    assert "names.look-alike" in out and "“Kim Il" in out
    (tmp_path / "r.json").write_bytes(copydesk("clean", "--json", str(SEEDS[0])).stdout)
    assert copydesk("explain", str(tmp_path / "r.json")).stdout.decode() == out


def test_rules_are_listed_and_told() -> None:
    assert "boilerplate.copyright" in copydesk("rules").stdout.decode()
    assert "  miss " in copydesk("rules", "boilerplate.copyright").stdout.decode()
    assert copydesk("rules", "layout").stdout.decode().count("\n") >= 3


def test_the_schema_is_json() -> None:
    assert json.loads(copydesk("schema").stdout)["title"] == "Record"
    assert json.loads(copydesk("schema", "--reject").stdout)["title"] == "Reject"


def test_a_rule_is_found_by_the_name_in_its_table_too() -> None:
    short, full = copydesk("rules", "headline-below"), copydesk("rules", "repeats.headline-below")
    assert short.stdout == full.stdout and short.stdout.startswith(b"repeats.headline-below\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("explain", "--line", "9999", str(SEEDS[0])), "line 9999: the source has lines 1 to"),
        (("clean", "nowhere.txt"), "nowhere.txt: No such file or directory"),
        (("clean", "seeds"), "seeds: Is a directory"),
        (("clean", "a\nb"), "No such file"),
        (("clean", "--profile", "nwes"), "no profile named 'nwes'"),
        (("clean", "--profile", "no.toml"), "profile no.toml: No such file"),
        (("clean", "--set", "names.style=fancy"), "names.style"),
        (("clean", "--set", "x"), "expected key=value"),
        (("explain", "nowhere.json"), "nowhere.json: No such file"),
        (("undo", "pyproject.toml"), "no record of Copydesk"),
        (("rules", "nothing"), "no rule or stage 'nothing'"),
        (("run", "nowhere", "--out", "x"), "nowhere: no such file or folder"),
        (("run", "seeds", "--out", "x", "--profile", "nwes"), "no profile named"),
        (("run", "seeds"), "--out"),
        (("clean", "--columns", "text=body", "seeds"), "give --jsonl as well"),
        (("run", "seeds", "--out", "x", "--workers", "0"), "whole number from 1"),
        ((), "COMMAND"),
    ],
)
def test_wrong_use_is_said_in_one_line(args: tuple[str, ...], message: str) -> None:
    done = copydesk(*args)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert message in said and "Traceback" not in said
    assert said.splitlines()[-1].startswith("copydesk")


def test_a_reader_that_leaves_early_breaks_nothing() -> None:
    row = json.dumps({"text": "Putin invited Kim to Moscow on Wednesday. " * 20})
    with subprocess.Popen(
        [*BASE, "clean", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as made:
        assert made.stdin and made.stdout and made.stderr
        made.stdin.write(f"{row}\n".encode() * 20)
        made.stdin.flush()
        assert made.stdout.readline().startswith(b"{")
        made.stdout.close()
        made.stdin.write(f"{row}\n".encode() * 20)
        made.stdin.close()
        assert made.stderr.read() == b""
    assert made.returncode == 128 + signal.SIGPIPE


def test_empty_input_is_a_reject_and_no_row_is_nothing() -> None:
    assert b"nothing but blanks" in copydesk("clean").stderr
    assert copydesk("clean", "--jsonl").stdout == b""


def test_help_shows_examples() -> None:
    for command in ("run", "schedule", "status", "rejects", "clean", "explain", "undo", "rules"):
        assert b"examples:\n  copydesk " in copydesk(command, "--help").stdout


def test_cleaning_needs_no_prefect() -> None:
    code = (
        "import sys; from flows.cli import main; main(['clean', 'seeds/004_1db89f9d34d9bd10.txt']);"
        "sys.exit('prefect' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).returncode == 0
    )
