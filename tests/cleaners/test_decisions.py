"""What people decide about an article, in its record and in its ledger."""

import hashlib
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Record, clean
from cleaners.decisions import KEEP, NAME, REMOVE, STALE, Decision, digest
from cleaners.document import Span
from cleaners.record import restore
from tests.carrier import HEADLINE, STORY

BAR = "Leave a Reply"
TEXT = "\n".join((HEADLINE, *STORY, BAR))
MARK = hashlib.sha256(TEXT.encode()).hexdigest()


def at(part: str, text: str = TEXT) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def decided(*decisions: Decision, text: str = TEXT) -> Record:
    made = clean(text, decisions=decisions)
    assert isinstance(made, Record)
    assert restore(made) == text.encode()
    return made


def test_a_rejected_edit_is_not_made_and_the_record_says_so() -> None:
    rule = "boilerplate.leave-a-reply"
    assert BAR not in decided().text
    record = decided(Decision("keep", MARK, at(BAR), BAR, rule=rule, reason="a song"))
    assert record.text.endswith(BAR)
    (flag,) = [f for f in record.flags if f.code == KEEP]
    assert flag.message == f"{rule} is not wanted here: a song"
    assert flag.span is not None and flag.span.of(record.text) == BAR


@pytest.mark.parametrize("span", [Span(10**9, 10**12), Span(-9, -4), Span(-3, 0), Span(5, 2)])
def test_a_decision_about_a_place_that_does_not_exist_is_stale(span: Span) -> None:
    record = decided(Decision("keep", MARK, span, span.of(TEXT)))
    assert [(f.code, f.source) for f in record.flags if f.code in (KEEP, STALE)] == [
        (STALE, Span(0, 0))
    ]


def test_to_remove_nothing_is_nothing_to_do() -> None:
    """Inside of what a rule removes, both would be asked for."""
    inside = at(BAR).start + 3
    record = decided(Decision("remove", MARK, Span(inside, inside), ""))
    assert BAR not in record.text
    assert [f.code for f in record.flags] == [STALE]


def test_a_line_of_the_story_is_kept_whatever_the_rule() -> None:
    record = decided(Decision("keep", MARK, at(BAR), BAR))
    assert record.text.endswith(BAR)


def test_a_line_goes_as_what_a_person_says_it_is() -> None:
    line = STORY[3]
    record = decided(Decision("remove", MARK, at(line), line, kind="caption", reason="seen"))
    assert line not in record.text
    assert [c.text for c in record.captions] == [line]
    (edit,) = [e for e in record.edits if e.rule == REMOVE]
    assert (edit.before, edit.kind, edit.reasons) == (f"{line}\n", "caption", ("seen",))


def test_a_person_counts_before_a_rule() -> None:
    record = decided(Decision("remove", MARK, at(BAR), BAR, kind="advert"))
    assert [e.rule for e in record.edits if BAR in e.before] == [REMOVE]


def test_the_later_decision_overrules() -> None:
    line = STORY[3]
    remove = Decision("remove", MARK, at(line), line, kind="advert")
    keep = Decision("keep", MARK, at(line), line)
    assert line in decided(remove, keep).text
    assert line not in decided(keep, remove).text
    kinds = [e.kind for e in decided(remove, remove._replace(kind="share")).edits]
    assert kinds.count("share") == 1 and "advert" not in kinds


def test_a_name_is_corrected_on_top_of_what_a_rule_made_of_it() -> None:
    text = TEXT.replace("Kim arrived", "Kim Jong Un arrived")
    mark = hashlib.sha256(text.encode()).hexdigest()
    name = Decision("name", mark, at("Kim Jong Un", text), "Kim Jong Un", after="Kim Yong-nam")
    record = decided(name, text=text)
    assert "Kim Yong-nam arrived" in record.text
    assert [e.before for e in record.edits if e.rule == NAME] == ["Kim Jong-un"]


def test_a_decision_about_another_source_changes_nothing_and_is_shown() -> None:
    line = STORY[3]
    for stale in (
        Decision("remove", "0" * 64, at(line), line, kind="advert"),
        Decision("remove", MARK, Span(0, 9), "elsewhere", kind="advert"),
    ):
        record = decided(stale)
        assert record.text == decided().text
        assert [f.code for f in record.flags if f.code.startswith("decisions.")] == [STALE]


def test_decisions_are_part_of_the_fingerprint_of_their_record_only() -> None:
    line = Decision("remove", MARK, at(BAR), BAR, kind="advert")
    assert decided(line).pipeline.fingerprint != decided().pipeline.fingerprint
    assert decided(line).model_dump_json() == decided(line).model_dump_json()
    assert digest((line,)) != digest((line._replace(reason="x"),))


What = Literal["keep", "remove", "name"]
KINDS_OF_DECISION: tuple[What, ...] = ("keep", "remove", "name")
WHAT = st.sampled_from(KINDS_OF_DECISION)


@given(
    st.lists(st.tuples(WHAT, st.integers(0, len(TEXT)), st.integers(0, 120)), max_size=8),
    st.sampled_from(("advert", "headline", "byline")),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_decided_nothing_is_lost(made: list[tuple[What, int, int]], kind: str) -> None:
    text = TEXT.replace("Kim arrived", "Kim  Jong\u200b Un arrived").replace("\n", "\r\n")
    mark = hashlib.sha256(text.encode()).hexdigest()
    decisions = []
    for what, start, size in made:
        span = Span(start, min(len(text), start + size))
        more = {"kind": kind, "after": "Kim Yong-nam"}
        decisions.append(Decision(what, mark, span, span.of(text), **more))
    result = clean(text, decisions=decisions)
    assert not isinstance(result, Record) or restore(result) == text.encode()
