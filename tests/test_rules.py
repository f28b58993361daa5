"""Every row of every table against its own examples."""

import pytest

from cleaners.pipeline import _doubts
from cleaners.rule import Rule, all_rules, load
from tests.carrier import NEWS, PAGE, ROWS, at_its_zone, cleaned, decoded, fired, in_mid_story

PAGE_STAGES = ("boilerplate", "repeats")
REPAIRS = [pytest.param(r, id=r.id) for r in all_rules() if r.stage not in (*PAGE_STAGES, "decode")]
PAGE_ROWS = [r for stage in PAGE_STAGES for r in load(stage)]
LINES = [pytest.param(r, id=r.id) for r in PAGE_ROWS]
ZONED = [pytest.param(r, id=r.id) for r in PAGE_ROWS if r.zone != "any"]


@pytest.mark.parametrize("rule", REPAIRS)
def test_a_repair_acts_on_its_hits(rule: Rule) -> None:
    for hit in rule.hits:
        before = hit if isinstance(hit, str) else hit[0]
        doc = cleaned(before)
        assert (rule.id in fired(doc)) != rule.known, before
        if not isinstance(hit, str) and not rule.known:
            assert cleaned(before, NEWS.model_copy(update={"off": PAGE_STAGES})).text == hit[1]


@pytest.mark.parametrize("rule", REPAIRS)
def test_a_repair_leaves_its_misses(rule: Rule) -> None:
    for miss in rule.misses:
        assert rule.id not in fired(cleaned(miss)), miss


@pytest.mark.parametrize("rule", LINES)
def test_a_line_rule_acts_on_its_hits_in_its_zone(rule: Rule) -> None:
    for hit in rule.hits:
        assert isinstance(hit, str)
        for text in at_its_zone(rule, hit):
            doc = cleaned(text, PAGE)  # an English page: translation would take foreign furniture
            assert (rule.id in fired(doc)) != rule.known, text
            if not rule.flags_only and not rule.known:
                assert text.count(hit) > doc.text.count(hit), text


@pytest.mark.parametrize("rule", LINES)
def test_a_line_rule_leaves_its_misses(rule: Rule) -> None:
    for miss in rule.misses:
        for text in at_its_zone(rule, miss):
            doc = cleaned(text)
            assert rule.id not in fired(doc), text


@pytest.mark.parametrize("rule", ZONED)
def test_a_line_rule_rests_in_mid_story(rule: Rule) -> None:
    for hit in rule.hits:
        assert isinstance(hit, str)
        doc = cleaned(in_mid_story(hit), ROWS)
        assert hit in doc.text
        assert not any(e.rule == rule.id and hit in e.before for e in doc.edits)


@pytest.mark.parametrize("rule", list(load("decode")), ids=lambda r: r.id)
def test_a_doubt_about_bytes_is_raised_for_its_hits_only(rule: Rule) -> None:
    for hit in rule.hits:
        assert isinstance(hit, str)
        assert rule.id in {n.code for n in _doubts(decoded(hit), NEWS)}
    for miss in rule.misses:
        assert rule.id not in {n.code for n in _doubts(decoded(miss), NEWS)}


def test_ids_are_unique() -> None:
    ids = [r.id for r in all_rules()]
    assert len(ids) == len(set(ids))
