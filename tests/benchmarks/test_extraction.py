"""The measure of extracted lines, on a page of our own."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.extraction import Extracted, contested, measure, read_extracted, score, surviving
from flows.fault import Fault

STORY = ("The old bridge was closed on Monday.", "Nobody had asked for it, the mayor said.")
LINES = ("Share this page", *STORY, "Photo: Jane Roe", "More from Northham")
KEEP = (False, True, True, None, False)
ARTICLE = "\n".join(STORY)
GROUPS = ("naive", "naive:own", "naive:all_p")
PAGE = Extracted("a", LINES, KEEP, ARTICLE, GROUPS)


def test_nothing_done_loses_nothing() -> None:
    done = score(PAGE, PAGE.text)
    assert (done.body, done.lost, done.cut, done.junk, done.gone) == (15, 0, 0, 2, 0)
    assert 0.5 < done.f1 < 1


@pytest.mark.parametrize("output", [ARTICLE, ARTICLE + "\nPhoto: Jane Roe"])
def test_the_article_is_perfect_with_its_credit_or_without(output: str) -> None:
    done = measure([PAGE], [output])
    assert done["naive"] == (1, 100, 0, 100, 0, 100)
    assert set(done) == set(GROUPS)


def test_an_empty_text_loses_everything() -> None:
    done = measure([PAGE], [""])["naive"]
    assert (done.f1, done.body_lost, done.harmed, done.perfect) == (0, 100, 100, 0)
    assert done.junk_lines_removed == 100


def test_a_lost_line_is_harm_and_is_weighed_by_its_tokens() -> None:
    done = measure([PAGE, PAGE], [STORY[1], ARTICLE])["naive"]
    assert (done.body_lost, done.harmed, done.perfect) == (23.33, 50, 50)


def test_labels_of_contested_lines_are_not_believed() -> None:
    page = Extracted("a", ("By Ann Lee", STORY[0]), (True, True), STORY[0], GROUPS)
    assert measure([page], [STORY[0]])["naive"].body_lost == 0


def test_only_short_credit_lines_are_contested() -> None:
    assert contested("Additional reporting by Ann Lee") and contested("Last updated 3 May")
    assert contested("BY ANN LEE") and not contested("by noon the bridge was closed")
    assert not contested("Published " + "x" * 200) and not contested("The photo: a fake")


def test_what_is_edited_inside_a_line_needs_half_of_its_tokens() -> None:
    pytest.importorskip("rapidfuzz")
    first = "old bridge was closed"
    assert surviving(STORY, f"{first}\n{STORY[1]}") == [True, True]
    assert surviving(STORY, f"closed\n{STORY[1]}") == [False, True]
    assert surviving(STORY, f"{STORY[0]} {STORY[1]}") == [True, True]
    assert surviving(("***", *STORY), f"{first}\n{STORY[1]}") == [False, True, True]


def test_the_second_of_two_equal_lines_is_found_in_order() -> None:
    assert surviving(("A b", "C d", "A b"), "C d\nA b") == [False, True, True]


def stored(path: Path, *rows: dict[str, object]) -> Path:
    """A file of rows, gzipped where its name says so."""
    data = "\n".join(map(json.dumps, rows)).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def row(**changed: object) -> dict[str, object]:
    """A document as the file has it."""
    keep = [None if k is None else int(k) for k in KEEP]
    own = {"id": "a", "gold_id": "g", "regime": "naive", "corpus": "own", "extractor": "all_p"}
    return {**own, "lines": list(LINES), "keep": keep, "site": "example.org", **changed}


GOLD: dict[str, object] = {"gold_id": "g", "gold": ARTICLE}


@pytest.mark.parametrize("name", ["pages.jsonl", "pages.jsonl.gz"])
def test_the_file_is_read_whatever_the_order_of_its_rows(tmp_path: Path, name: str) -> None:
    path = stored(tmp_path / name, row(), row(regime="raw"), GOLD)
    assert read_extracted(path) == (PAGE._replace(site="example.org"),)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"gold_id": "h"}, r"line 2: no article with the gold_id 'h'"),
        ({"keep": [1]}, r"line 2: expected as many items in `keep` as in `lines`"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, changed: dict[str, object], message: str) -> None:
    with pytest.raises(Fault, match=message):
        read_extracted(stored(tmp_path / "pages.jsonl", GOLD, row(**changed)))


@pytest.mark.parametrize("data", [b"{", b"[]", b"\xff"])
def test_a_broken_file_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "pages.jsonl").write_bytes(data)
    with pytest.raises(Fault, match=r"pages\.jsonl"):
        read_extracted(tmp_path / "pages.jsonl")
    with pytest.raises(Fault, match="cannot be read"):
        read_extracted(tmp_path / "nowhere.jsonl.gz")
