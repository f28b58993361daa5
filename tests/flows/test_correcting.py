"""Correcting a store from the terminal, learning from it, and handing it around."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from cleaners import Record
from cleaners.rule import parse
from flows.cli import main
from flows.deciding import remove
from flows.decisions import append, read, standing
from flows.evaluate import read_labelled
from flows.labels import labels_of
from flows.picture import write_picture
from flows.sinks import file_name, records
from flows.suggest import pattern_of, suggest
from flows.work import Options
from tests.carrier import HEADLINE, STORY
from tests.flows.running import record, run, tree

BAR = "Leave a Reply"
CUT = "Tap here for the Gazette crossword"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(3):
        lines = (HEADLINE, *STORY, f"Day {n} went by and Kim II-Sung Square was full.", CUT, BAR)
        (inbox / f"{n}.txt").write_text("\n".join(lines))
    (inbox / "tap.txt").write_text(
        f"{HEADLINE}\nTap here for the truth, the sign said on the governor’s door. It was red.\n"
        f"{STORY[1]}\n{STORY[2]}"
    )
    run(inbox, tmp_path / "store")
    return tmp_path / "store"


def said(capfd: pytest.CaptureFixture[str], *words: str | Path, status: int = 0) -> str:
    assert main([str(w) for w in words]) == status
    out = capfd.readouterr()
    return out.out if status == 0 else out.err


def test_each_decision_from_the_terminal(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bar = str(len(STORY) + 4)
    assert "cleaned again" in said(
        capfd, "decide", store, "0.txt", "reject", "--line", bar, "--reason", "a song"
    )
    assert record(store, "0.txt").text.endswith(BAR)
    said(capfd, "decide", store, "0.txt", "remove", "--line", "5", "--class", "advert")
    assert STORY[3] not in record(store, "0.txt").text
    said(capfd, "decide", store, "0.txt", "name", "--found", "Kim", "--after", "Kim Jong-un")
    assert record(store, "0.txt").text.startswith("Kim Jong-un arrived")
    said(capfd, "decide", store, "0.txt", "keep", "--line", "5")
    assert STORY[3] in record(store, "0.txt").text
    said(capfd, "decide", store, "1.txt", "accept", "--line", bar)
    said(capfd, "decide", store, "1.txt", "reviewed", "--who", "anna")
    listed = said(capfd, "decisions", "list", store)
    assert "a song" in listed and "anna" in listed
    assert listed.count("\n") == len(standing(read(store)))
    key = next(e.key for e in read(store) if e.what == "keep" and e.reason == "a song")
    said(capfd, "decisions", "undo", store, key)
    assert not record(store, "0.txt").text.endswith(BAR)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nothing.txt", "reviewed"), "no record of"),
        (("0.txt", "keep"), "expected --line"),
        (("0.txt", "keep", "--line", "99"), "has lines 1 to"),
        (("0.txt", "remove", "--line", "5", "--class", "rubbish"), "no class of lines"),
        (("0.txt", "reject", "--line", "5"), "no edit in line 5"),
        (("0.txt", "name", "--found", "Kim"), "expected --found and --after"),
        (
            ("0.txt", "name", "--found", "Nobody Here", "--after", "x"),
            "does not stand in",
        ),
        (("0.txt", "name", "--found", "Kim", "--after", "Kim\nUn"), "without a line break"),
    ],
)
def test_what_cannot_be_decided_is_said(
    words: tuple[str, ...], why: str, store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert why in said(capfd, "decide", store, *words, status=2)
    assert read(store) == []


def test_a_rule_is_reverted_in_just_its_records(
    store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = tree(store)
    rule = "names.look-alike"
    out = said(capfd, "revert", store, "--rule", rule, "--where", "id=1.txt")
    assert "1 edits of names.look-alike taken back\n1  cleaned again" in out
    assert "II-Sung" in record(store, "1.txt").text and "Il-Sung" in record(store, "2.txt").text
    out = said(capfd, "revert", store, "--rule", rule, "--reason", "we spell it so")
    assert out.startswith("2 edits")
    assert all("II-Sung" in r.text for r in records(store) if "Square" in r.text)
    after = tree(store)
    assert (
        after[f"records/{file_name('tap.txt')}.json"]
        == before[f"records/{file_name('tap.txt')}.json"]
    )
    assert said(capfd, "revert", store, "--rule", rule).startswith("0 edits")
    assert "no rule" in said(capfd, "revert", store, "--rule", "names.nothing", status=2)
    assert "expected KEY=VALUE" in said(
        capfd, "revert", store, "--rule", rule, "--where", "x", status=2
    )
    for score in ("nan", "2", "low"):
        assert "from 0 to 1" in said(
            capfd, "revert", store, "--rule", rule, "--where", f"below={score}", status=2
        )
    assert run(store.parent / "inbox", store, options=Options(verify=True)) == {
        "in": 4,
        "unchanged": 4,
    }


def test_what_people_decided_is_reverted_and_decided_again(
    store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name = ("decide", store, "0.txt", "name", "--found", "Kim", "--after", "Kim Jong-un")
    remove = ("decide", store, "0.txt", "remove", "--line", "5", "--class", "advert")
    before = record(store, "0.txt").text
    for words, rule in ((name, "decisions.name"), (remove, "decisions.remove")):
        said(capfd, *words)
        made = record(store, "0.txt")
        assert made.text != before
        assert "cleaned again" in said(capfd, "revert", store, "--rule", rule)
        assert record(store, "0.txt").text == before
        said(capfd, *words)
        assert record(store, "0.txt").text == made.text
        assert f"{rule} is not wanted here" not in str(record(store, "0.txt").flags)
        said(capfd, "revert", store, "--rule", rule)
        assert record(store, "0.txt").text == before
        assert said(capfd, "revert", store, "--rule", rule).startswith("0 edits")


def test_a_damaged_record_is_told_of(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (store / "records" / f"{file_name('0.txt')}.json").write_bytes(b"\xff{")
    for words in (
        ("decide", store, "0.txt", "reviewed"),
        ("revert", store, "--rule", "names.spell"),
        ("rules", "suggest", store),
        ("report", store, "--html", store.parent / "report.html"),
    ):
        out = said(capfd, *words, status=2)
        assert file_name("0.txt") in out and "o record" in out and "Traceback" not in out


def test_forget_and_recall(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = said(capfd, "forget", store, "1.txt")
    assert "yours to delete" in out
    assert not (store / "records" / f"{file_name('1.txt')}.json").exists()
    assert run(store.parent / "inbox", store)["forgotten"] == 1
    said(capfd, "forget", store, "1.txt", "--recall")
    assert run(store.parent / "inbox", store)["new"] == 1
    assert "holds nothing of it" in said(capfd, "forget", store, "nothing", status=2)


def test_decisions_are_labels_that_evaluate_reads(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said(capfd, "decide", store, "0.txt", "remove", "--line", "5", "--class", "advert")
    said(capfd, "decide", store, "1.txt", "reviewed")
    out = said(capfd, "decisions", "export", store, "--gold", tmp_path / "gold")
    assert out.startswith("2 articles")
    first, second = read_labelled(tmp_path / "gold")
    assert [n for n in first.lines if n != "unsure"] == ["advert"] and first.lines[4] == "advert"
    assert second.lines[0] == "headline" and second.lines[-1] == "comment_form"
    assert set(second.lines[1:7]) == {"keep"}
    assert "2 articles, profile" in said(capfd, "evaluate", tmp_path / "gold")


def test_a_part_of_a_line_is_an_inline_label(store: Path) -> None:
    from cleaners import clean
    from flows.deciding import reviewed

    text = "\n".join((HEADLINE, f"MOSCOW, June 19 (Reuters) - {STORY[0]}", *STORY[1:]))
    made = clean(text)
    assert isinstance(made, Record)
    lines, inline = labels_of(made, [reviewed(made)])
    assert lines[1] == "keep"
    assert [s["label"] for s in inline if s["line"] == 1] and inline[0]["start"] == 0


def test_rules_are_suggested_from_what_people_marked(
    store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    line = str(len(STORY) + 3)
    for n in range(2):
        said(capfd, "decide", store, f"{n}.txt", "remove", "--line", line, "--class", "advert")
    out = said(capfd, "rules", "suggest", store)
    (row,) = [r for r in tomllib.loads(out)["rule"] if r["hits"] == [CUT]]
    assert row["kind"] == "advert" and row["zone"] == "tail"
    assert row["misses"] == ["Tap here for the truth, the sign said on the governor’s door."]
    assert re.fullmatch(row["pattern"], CUT)
    (rule,) = (r for r in parse(out, "boilerplate", "suggested") if r.hits == (CUT,))
    assert rule.regex.fullmatch(CUT) and not rule.regex.fullmatch(rule.misses[0])
    assert "expected a STORE" in said(capfd, "rules", "suggest", status=2)


def test_a_suggestion_counts_sites_and_not_addresses(tmp_path: Path) -> None:
    store = tmp_path / "store"
    rows = (
        {"url": f"https://{site}/{n}", "text": "\n".join((HEADLINE, *STORY, f"Day {n}.", CUT))}
        for site in ("example.org", "example.com")
        for n in range(4)
    )
    (tmp_path / "dump.jsonl").write_text("\n".join(map(json.dumps, rows)))
    run(tmp_path / "dump.jsonl", store)
    for article in records(store):
        append(store, [remove(article, len(STORY) + 3, "advert")])
    (found,) = (s for s in suggest(store) if s.hits == (CUT,))
    assert (found.articles, found.sites, found.marked) == (8, 2, 8)


def test_a_pattern_takes_any_number() -> None:
    pattern = pattern_of("10 of 200 (new)")
    assert re.fullmatch(pattern, "7 of 15 (new)") and not re.fullmatch(pattern, "7 of 15 [new]")


def test_the_report_is_one_file_that_runs_nothing(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "inbox" / "bad.txt").write_text(
        f"<script>alert(1)</script> \u202e {HEADLINE}\n" + "\n".join(STORY)
    )
    run(tmp_path / "inbox", store)
    path = tmp_path / "out" / "report.html"
    assert "5 articles" in said(capfd, "report", store, "--html", path)
    html = path.read_text()
    assert html.startswith("<!doctype html>")
    assert "<script" not in html and "\u202e" not in html and "&lt;script&gt;" in html
    assert not re.search(r"(?:src|href|url\()\s*=?[\"']?(?:https?:)?//", html)
    assert html.count("<svg") >= 4 and "comment form" in html
    assert [m for m in re.findall(r'id="(\w+)"', html) if html.count(f'id="{m}"') > 1] == []
    assert f"{tmp_path}: Is a directory" in said(
        capfd, "report", store, "--html", tmp_path, status=2
    )
    again = tmp_path / "again.html"
    write_picture(store, again)
    assert again.read_bytes() == path.read_bytes()
