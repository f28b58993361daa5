"""Bare names: whose they are, the lines around say."""

from cleaners import Profile, Record, clean
from cleaners.bylines import is_listed
from cleaners.page import explain, table_of
from tests.carrier import HEADLINE, STORY


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
