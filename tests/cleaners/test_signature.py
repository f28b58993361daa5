"""What is one body in two layouts, what is a copy, and what only looks like one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.signature import BANDS, MOST_SHINGLES, relation, signature, tokens

STORY = (
    "Ministers of nine countries met in Lisbon on Tuesday to talk about the price of gas.\n"
    "“We must act before the winter comes,” said Marta Oliveira, who speaks for 140 towns along "
    "the coast. She asked for 25 million euros, half of it this year.\n"
    "Nobody left the hall before midnight, and two of the delegates fell asleep on their chairs. "
    "The talks go on in Porto next month, a spokesman for the council told reporters.\n"
    "Prices have doubled since 2024. Many households have turned to wood, and the forests around "
    "the villages are thinner than they have been for a hundred years, as foresters say.\n"
)


def kind(one: str, two: str) -> str:
    return relation(signature(one), signature(two)).kind


@pytest.mark.parametrize(
    "other",
    [
        STORY.upper(),
        STORY.replace("\n", " "),
        STORY.replace("“", '"').replace("”", '"'),
        STORY.replace(" ", "\u00a0"),
        STORY.replace("fi", "\ufb01"),
    ],
    ids=["case", "line breaks", "quotes", "blanks", "ligatures"],
)
def test_layout_is_no_difference(other: str) -> None:
    assert kind(STORY, other) == "exact"


@pytest.mark.parametrize(
    "change", [("140", "141"), ("hall", "halls"), ("in Lisbon", "in −5 Lisbon")]
)
def test_a_word_or_a_number_is_one(change: tuple[str, str]) -> None:
    assert kind(STORY, STORY.replace(*change)) == "near"


def test_a_minus_is_part_of_its_number() -> None:
    assert tokens("It was -5 there") != tokens("It was 5 there")
    assert tokens("pages 3-5") == tokens("pages 3–5")


def test_a_cut_story_is_a_partial_copy_until_half_of_it_is_gone() -> None:
    words = STORY.split()
    assert kind(STORY, " ".join(words[: len(words) * 2 // 3])) == "partial"
    assert kind(STORY, " ".join(words[: len(words) // 3])) == "other"


def test_a_round_up_joins_no_stories() -> None:
    other = "".join(f"Word{n} went to town{n % 7} with thing{n * 3} again. " for n in range(40))
    both = STORY + other
    assert [kind(STORY, both), kind(other, both)].count("other") >= 1
    assert kind(STORY, other) == "other"


def test_a_template_filled_in_twice_is_no_copy() -> None:
    filled = STORY
    for before, after in (
        ("Lisbon", "Madrid"),
        ("Marta Oliveira", "Juan Perez"),
        ("Porto", "Vigo"),
    ):
        filled = filled.replace(before, after)
    assert kind(STORY, filled) == "other"
    numbers = STORY.replace("140", "98").replace("25", "31").replace("2024", "2019")
    assert kind(STORY, numbers) == "other"


def test_a_later_version_is_a_copy() -> None:
    later = STORY.replace("140", "150") + "The council's office did not say who will pay for it.\n"
    assert kind(STORY, later) == "near"


def test_scripts_without_blanks_have_shingles_of_characters() -> None:
    story = (
        "朝鲜最高领导人金正恩星期三乘坐专列抵达俄罗斯远东地区，"
        "与俄罗斯总统普京举行会谈。双方讨论了经济合作问题。"
    )
    assert kind(story, story.replace("星期三", "周三")) in ("near", "partial")
    other = "日本政府星期四宣布新的经济刺激方案，计划在未来三年内投入大量资金支持企业和家庭。"
    assert kind(story, other) == "other"
    thai = "นายกรัฐมนตรีเดินทางถึงกรุงเทพมหานครเมื่อวันพุธเพื่อหารือกับผู้นำ"
    assert len(signature(thai).shingles) > 20


def test_vowel_signs_are_parts_of_words() -> None:
    assert tokens("हिन्दी में समाचार") == ["हिन्दी", "में", "समाचार"]


def test_a_very_long_text_is_compared_by_a_fair_sample() -> None:
    words = [f"word{n}" for n in range(9000)]
    whole, most = signature(" ".join(words)), signature(" ".join(words[:8000]))
    assert len(whole.shingles) == MOST_SHINGLES
    assert abs(relation(whole, most).similarity - 8 / 9) < 0.02


@given(st.text(max_size=300))
def test_any_text_has_a_signature(text: str) -> None:
    made = signature(text)
    assert relation(made, signature(text)) == ("exact", 1.0)
    assert len(made.keys) >= BANDS
    for some in (made.shingles, made.numbers, made.names):
        assert np.array_equal(some, np.unique(some))


@given(st.lists(st.sampled_from(STORY.split("\n")), min_size=1), st.text(max_size=80))
def test_a_relation_has_no_direction(lines: list[str], more: str) -> None:
    one, two = signature(STORY), signature("\n".join([*lines, more]))
    assert relation(one, two) == relation(two, one)


def test_a_signature_that_changes_needs_a_new_version() -> None:
    """Raise `VERSION` in the same commit as these numbers: tables of stores are then made anew."""
    made = signature(STORY)
    assert made.exact.hex() == "ef197db0c329d91525930677571011ba"
    assert [int(some[0]) for some in (made.shingles, made.numbers, made.names)] == [
        81993920,
        595296475,
        796557407,
    ]
    assert int(made.keys[0]) == 5817509354603754481
