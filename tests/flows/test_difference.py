"""The difference of a record, from its ledger; and of two stores."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings

from cleaners import Record, clean
from flows.cli import main
from flows.compare import compare, lines
from flows.difference import replay, rows, segments, source_of
from flows.sinks import as_json, file_name, read_record
from flows.worddiff import difference
from tests.carrier import HEADLINE, STORY
from tests.expected import SEEDS
from tests.flows.running import run
from tests.test_laws import TEXTS


def whole(record: Record) -> None:
    """Segments and rows give both texts back, and every difference knows its edits."""
    source, found = source_of(record), segments(record)
    assert replay(record).text == record.text
    assert "".join(s.before for s in found) == source
    assert "".join(s.after for s in found) == record.text
    assert all(s.edits or s.before == s.after for s in found)
    made = list(rows(found))
    assert "\n".join(r.text for r in made) == source
    assert [r.number for r in made] == list(range(1, source.count("\n") + 2))
    for s in (s for r in made for s in r.segments):
        assert source[s.source : s.source + len(s.before)] == s.before
        assert record.text[s.text : s.text + len(s.after)] == s.after


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.name[:3])
def test_the_seeds_have_whole_differences(seed: Path) -> None:
    record = clean(seed.read_bytes())
    assert isinstance(record, Record)
    whole(record)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_record_has_a_whole_difference(text: str) -> None:
    record = clean(text)
    if isinstance(record, Record):
        whole(record)


def test_a_line_that_went_between_blank_lines_is_its_rules() -> None:
    text = f"{HEADLINE}\n\n{STORY[0]}\n\n\nRead more: Kim on a train\n\n\n{STORY[1]}"
    record = clean(text)
    assert isinstance(record, Record)
    (gone,) = [s for s in segments(record) if s.before.startswith("Read more")]
    assert gone.owner is not None and record.edits[gone.owner].rule.startswith("boilerplate.")


def test_a_difference_is_shown_by_word(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    record = clean(f"{HEADLINE}\nIt began at Kim II-Sung Square.\n\x1b[31mRed\x1b[0m, he said.")
    assert isinstance(record, Record)
    text = "\n".join(difference(record, colour=False))
    assert "Kim [-II-]{+Il+}-Sung Square.  (names.look-alike)" in text
    assert "\x1b" not in text
    assert "\x1b[31mII\x1b[0m\x1b[32mIl\x1b[0m" in "\n".join(difference(record, colour=True))
    path = tmp_path / "record.json"
    path.write_text(as_json(record))
    assert main(["diff", str(path), "--all"]) == 0
    shown = capfd.readouterr().out
    assert shown.startswith("    1  ") and "\x1b" not in shown
    assert main(["explain", str(path), "--line", "2"]) == 0
    assert "names.look-alike" in capfd.readouterr().out
    assert main(["diff", str(tmp_path)]) == 2


def test_two_stores_are_compared_by_rule(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(f"{HEADLINE}\n{STORY[0]}\nKim II-Sung Square was full.\n")
    (inbox / "b.txt").write_text("\n".join((HEADLINE, *STORY)))
    run(inbox, tmp_path / "one")
    run(inbox, tmp_path / "two", "fragment")
    (tmp_path / "two/records" / f"{file_name('b.txt')}.json").unlink()
    found = compare(tmp_path / "one", tmp_path / "two")
    assert (found.same, found.differ, found.only["a"]) == (0, 1, 1)
    assert found.fewer["boilerplate.headline"] == 1 and not found.more
    assert any("only in" in line for line in lines(found, tmp_path / "one", tmp_path / "two"))


def test_blanks_count_only_when_asked(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("\n\n".join(STORY))
    run(inbox, tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    (inbox / "a.txt").write_text("\n".join(STORY))
    run(inbox, tmp_path / "three")
    path = tmp_path / "two/records" / f"{file_name('a.txt')}.json"
    other = read_record(tmp_path / "three/records" / path.name)
    path.write_text(as_json(other))
    one, two = tmp_path / "one", tmp_path / "two"
    same_source = compare(one, two)
    assert same_source.more == same_source.fewer == {}
    assert compare(one, two, whitespace=True).differ == 1
