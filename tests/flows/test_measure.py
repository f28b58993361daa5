"""The measure counts letters, not lines, and reads only well-formed labels."""

import json
from pathlib import Path

import pytest

from cleaners.profile import named
from flows.evaluate import evaluate, read_labelled
from flows.fault import Fault
from flows.measure import Inline, Labelled, facts, removal

TEXT = "Kim visits Moscow\nThe leader arrived by train on Tuesday.\nShare this article\nBy Ann Lee"
LABELS = ("headline", "keep", "share", "byline")
ARTICLE = Labelled("a", TEXT, LABELS)


def test_nothing_done_is_nothing_removed_and_nothing_lost() -> None:
    done = removal([ARTICLE], [TEXT])
    assert (done.junk_removed, done.real_lost, done.harmed) == (0, 0, 0)


def test_everything_removed_is_everything_lost() -> None:
    done = removal([ARTICLE], [""])
    assert (done.junk_removed, done.real_lost, done.harmed) == (100, 100, 100)
    assert done.worst[0].id == "a" and done.worst[0].lost == 32


def test_spacing_and_case_do_not_count() -> None:
    done = removal([ARTICLE], ["the leader\narrived BY train on   tuesday"])
    assert (done.junk_removed, done.real_lost) == (100, 0)


def test_an_inline_span_has_its_own_label() -> None:
    spans = (Inline(0, 0, 6, "dateline"),)
    inline = Labelled("a", "PARIS The leader arrived.", ("keep",), spans)
    assert removal([inline], ["The leader arrived."]).real_lost == 0


def test_facts_are_found_in_their_fields() -> None:
    right = {"headline": "Kim Visits Moscow", "bylines": ["Ann Lee"]}
    wrong = {"headline": "The leader arrived by train", "bylines": []}
    assert facts([ARTICLE], [right])["headline"] == (1, 100.0, 1, 100.0)
    assert facts([ARTICLE], [wrong])["headline"] == (1, 0.0, 1, 0.0)
    assert facts([ARTICLE], [right])["byline"].recall == 100.0


def labelled(folder: Path, labels: dict[str, object]) -> Path:
    """A folder of one article."""
    article = {"id": "a", "text": TEXT, "lang": "en"}
    (folder / "articles.jsonl").write_text(json.dumps(article) + "\n")
    (folder / "labels.jsonl").write_text(json.dumps(labels) + "\n")
    return folder


def test_a_labelled_folder_is_evaluated(tmp_path: Path) -> None:
    folder = labelled(tmp_path, {"id": "a", "lines": LABELS})
    said = "\n".join(evaluate(read_labelled(folder), named("boilerplate")))
    assert "1 articles, profile boilerplate" in said
    assert "junk removed    100.00 %" in said and "language en" in said


def test_what_is_no_news_is_left_out(tmp_path: Path) -> None:
    folder = labelled(tmp_path, {"id": "a", "lines": LABELS, "news": False})
    assert read_labelled(folder) == ()


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({"id": "a", "lines": ["keep"]}, "line 1: 1 labels for 4 lines"),
        ({"id": "b", "lines": LABELS}, "no article 'b'"),
        ({"id": "a"}, "expected an object with id, lines"),
        ({"id": "a", "lines": LABELS, "inline": [{"line": 1}]}, "need line, start, end, label"),
    ],
)
def test_bad_labels_are_named(tmp_path: Path, labels: dict[str, object], message: str) -> None:
    with pytest.raises(Fault, match=message):
        read_labelled(labelled(tmp_path, labels))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"articles.jsonl: No such file"):
        read_labelled(tmp_path / "nowhere")
