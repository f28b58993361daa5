"""Kinds of text that look like furniture and are not: the scorer leaves them whole."""

import pytest

from cleaners.boilerplate import find
from cleaners.profile import Profile, named
from tests.carrier import HEADLINE, STORY, cleaned
from tests.cleaners.test_tagger import FURNITURE, removed
from tests.counted import lines_run

POEM = """The river took the road away,
The road that led to town,
And all the children stayed to play,
And watched the rain come down.

The baker kept his oven warm,
The miller lost his mill,
And no one spoke about the storm
That waited on the hill."""
SCORES = """Group A
Northport 3, Southport 1
Easton 0, Weston 0
Group B
Hillside 2, Lakeside 4
Bridgetown 1, Milltown 1"""
INTERVIEW = """What did you see when the train came in?
A long line of cars, and a band.
And the children?
They had been waiting since five.
Were you allowed to speak to them?
No.
Did you try?
Of course I did."""
RECIPE = """Ingredients
2 eggs
300 g flour
A pinch of salt
Half a litre of milk
Method
Beat the eggs with the milk until the mixture is smooth.
Stir in the flour and the salt and leave the batter to rest for half an hour.
Fry the pancakes in a little butter, two minutes on each side."""
CHINESE = """金正恩四年来首次访问莫斯科
朝鲜领导人金正恩周二乘火车抵达俄罗斯首都莫斯科，受到了当地官员和大批儿童的热烈欢迎。
代表团清晨抵达车站，州长在站台上迎接，并表示大家已经等待这一天很久了。
双方将于周三签署一项条约，随后客人将乘火车返回国内，预计行程将持续三天。"""


def in_story(part: str) -> str:
    return "\n".join((HEADLINE, *STORY[:3], part, *STORY[3:]))


@pytest.mark.parametrize(
    "part", [POEM, SCORES, INTERVIEW, RECIPE], ids=["poem", "scores", "interview", "recipe"]
)
def test_what_is_short_and_real_stays(part: str) -> None:
    assert removed(in_story(part)) == []


def test_a_broken_sentence_stays() -> None:
    assert (
        removed(in_story("The minister told the\nMoscow Times\n, a newspaper, that he would go."))
        == []
    )


def test_all_capitals_stay() -> None:
    text = "\n".join((HEADLINE, *STORY)).upper()
    assert removed(text) == []


def test_a_script_without_spaces_stays() -> None:
    assert removed(CHINESE) == []


def test_an_article_on_one_line_stays() -> None:
    line = " ".join((HEADLINE, *STORY, *STORY, *STORY, *FURNITURE))
    assert cleaned(line).text.endswith(" ".join(FURNITURE))


def test_a_page_without_paragraphs_is_no_article() -> None:
    text = "\n".join(("Home", "Sports", "Weather", *FURNITURE, "Contact", "About us"))
    doc = cleaned(text)
    assert doc.text == text
    assert [f.code for f in doc.flags] == ["boilerplate.not-an-article"]


def test_doubt_is_a_flag_with_its_score() -> None:
    doc = cleaned("\n".join((HEADLINE, *STORY, "Jobs in your area")))
    assert "Jobs in your area" in doc.text
    flag = next(f for f in doc.flags if f.code == "boilerplate.possible")
    assert flag.message.startswith("0.")


def test_a_page_of_many_lines_is_work_in_proportion() -> None:
    def work(lines: int) -> int:
        page = "\n".join((*STORY, *FURNITURE) * (lines // 10))
        return lines_run(lambda: list(find(page, named("news"))))

    assert work(4_000) < 6 * work(1_000)


def test_the_scorer_can_rest() -> None:
    off = ("boilerplate.scorer", "boilerplate.possible", "boilerplate.headline")
    text = "\n".join((*STORY, *FURNITURE))
    assert not list(find(text, Profile(name="x", off=off)))
