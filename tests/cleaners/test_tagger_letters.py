"""Letters: a line's score is its own, whatever stands beside it, and any text has one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleaners.tagger.letters import BOUND, BUCKETS, LONGEST, SCALE, Letters
from cleaners.tagger.runs import buckets_of
from cleaners.tagger.weights import built_in

WEIGHTS = [n * 37 % 255 - 127 for n in range(BUCKETS)]
LETTERS = Letters(WEIGHTS, few=0)
ONE_LINE = st.text(st.characters(exclude_characters="\n"), max_size=30)


@given(st.lists(ONE_LINE, max_size=5))
def test_a_line_scores_alone_as_among_others(lines: list[str]) -> None:
    assert LETTERS.weigh(lines) == [LETTERS.weigh([line])[0] for line in lines]


@given(ONE_LINE)
def test_training_sees_the_runs_that_are_weighed(line: str) -> None:
    (buckets,) = buckets_of([line])
    score = sum(WEIGHTS[b] for b in buckets) / SCALE / np.sqrt(max(len(buckets), 1))
    assert abs(LETTERS.weigh([line])[0] - min(BOUND, max(-BOUND, score))) <= 0.001


@given(st.lists(ONE_LINE, max_size=5))
def test_one_by_one_and_at_once_are_the_same(lines: list[str]) -> None:
    assert Letters(WEIGHTS).weigh(lines) == LETTERS.weigh(lines)


def test_case_and_digits_do_not_matter() -> None:
    assert LETTERS.weigh(["Read 3 COMMENTS"]) == LETTERS.weigh(["read 9 comments"])


def test_half_characters_and_endless_lines() -> None:
    assert len(LETTERS.weigh(["\ud800 half", "İ" * 1_000_000])) == 2
    assert LETTERS.weigh(["x" * LONGEST]) == LETTERS.weigh(["x" * LONGEST + "anything"])


def test_what_was_learned_tells_furniture_from_story() -> None:
    letters = built_in().lexicon.letters
    page, story = letters.weigh(
        ["Bitte melden Sie sich an, um zu kommentieren", "The minister said that he would resign."]
    )
    assert page > 0.5 > -0.5 > story
    assert Letters().weigh(["anything"]) == [0.0]
