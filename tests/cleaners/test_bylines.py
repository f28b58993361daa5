"""Bare names: whose they are, the lines around say."""

import pytest

from cleaners import Profile, Record, clean
from cleaners.byline_lines import byline_of_parts
from cleaners.bylines import byline_bare, is_listed
from cleaners.facts import gather
from cleaners.page import explain, table_of
from cleaners.rule import load
from cleaners.shapes import Shape
from tests.carrier import HEADLINE, ROWS, STORY, cleaned
from tests.counted import lines_run


def listed(*lines: str) -> list[str]:
    page = explain("\n".join((HEADLINE, STORY[0], *lines, STORY[1])), table_of(()))
    return [line.text for n, line in enumerate(page.lines) if is_listed(page, n)]


def test_names_that_a_colon_opens_are_a_list() -> None:
    names = ("Karl Meyer", "Anna Ebert", "Werner Traub")
    assert listed("These were honoured for forty years:", *names) == [*names]


def test_one_name_below_a_label_is_no_list() -> None:
    assert listed("Written by:", "Anna Ebert") == []
    assert listed("Anna Ebert", "Karl Meyer") == []


def below_section(name: str, *story: str) -> tuple[str, ...]:
    record = clean("\n".join(("Opinion", name, *story)), Profile(name="boilerplate"))
    assert isinstance(record, Record)
    return record.bylines


def test_name_below_a_section_and_right_over_the_story() -> None:
    assert below_section("Anna Ebert", *STORY) == ("Anna Ebert",)
    assert below_section("Anna Ebert", "Ebert lives in a lighthouse with two dogs.", *STORY) == ()


@pytest.mark.parametrize("shape", [byline_bare, byline_of_parts])
@pytest.mark.parametrize("line", ["VV", "Anna Ebert", "Anna Ebert, reporter"])
def test_work_grows_with_the_lines_above_the_story(shape: Shape, line: str) -> None:
    rule = next(r for r in load("boilerplate") if r.function == shape.__name__)

    def work(size: int) -> int:
        page = explain(f"{line}\n" * size + STORY[0], table_of(()))
        return lines_run(lambda: list(shape(page, {}, rule)))

    assert work(400) < 3 * work(200)


def test_the_letter_of_a_last_name_stands_in_every_story() -> None:
    record = clean("\n".join((HEADLINE, "Charlotte M.", *STORY)).encode())
    assert isinstance(record, Record)
    assert record.author == ("Charlotte M.",)


def test_two_words_in_capitals_below_the_story_are_no_writer() -> None:
    doc = cleaned("\n".join((HEADLINE, *STORY, "Speech Bubbles")), ROWS)
    assert doc.text.endswith("Speech Bubbles")


def test_whom_the_story_is_about_does_not_sign_it() -> None:
    told = "Ebert lives in a lighthouse with two dogs, and has not seen the city since the war."
    for story, found in (((told, *STORY), ()), ((*STORY,), ("Anna Ebert",))):
        doc = cleaned("\n".join((HEADLINE, *story, "Anna Ebert")), ROWS)
        assert gather(doc.source, doc.edits).bylines == found


def test_a_name_below_a_question_is_its_answer() -> None:
    asked = "Which singer would the people of the town most like to meet at the station?"
    doc = cleaned("\n".join((HEADLINE, *STORY, asked, "Willie Nelson")), ROWS)
    assert doc.text.endswith("Willie Nelson")
