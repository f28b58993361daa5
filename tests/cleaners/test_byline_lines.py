"""Where a line of parts is a byline, and where it is the story's."""

from cleaners import clean
from cleaners.byline_lines import byline_of_parts
from cleaners.page import explain, table_of
from cleaners.record import Record
from tests.carrier import HEADLINE, STORY


def bylines(*lines: str) -> tuple[str, ...]:
    record = clean("\n\n".join(lines))
    assert isinstance(record, Record)
    return record.bylines


def test_a_paper_beside_the_name_makes_a_byline_over_and_below_the_story() -> None:
    assert bylines(HEADLINE, "Karen Boyd, The Ridge Courier", *STORY) == ("Karen Boyd",)
    assert bylines(HEADLINE, *STORY, "Karen Boyd, The Ridge Courier") == ("Karen Boyd",)


def test_a_button_beside_a_date_names_nobody() -> None:
    assert bylines(HEADLINE, "Download Report | Order Reprints", "March 12, 2019", *STORY) == ()


def test_whom_the_story_tells_of_has_not_written_it() -> None:
    told = "Karen Boyd said on Monday that she would not stand again for the council."
    assert bylines(HEADLINE, "Karen Boyd, The Ridge Courier", told, *STORY) == ()


def found(*lines: str) -> list[int]:
    table = table_of(())
    page = explain("\n".join(lines), table)
    return [n for n, _ in byline_of_parts(page, {}, table.functions["byline_of_parts"])]


def test_a_line_of_parts_between_paragraphs_stays() -> None:
    line = "Karen Boyd, The Ridge Courier"
    assert found(HEADLINE, *STORY[:4], line, *STORY) == []
    assert found(HEADLINE, line, *STORY) == [1]


def test_three_such_lines_are_a_list() -> None:
    names = ("Karen Boyd, The Ridge Courier", "Sam Hale, The Daily Post", "Ann Pell, Marlow Times")
    assert found(HEADLINE, *names, *STORY) == []
    assert found(HEADLINE, *names[:2], *STORY) == [1, 2]


def test_the_only_line_over_a_name_with_an_agency_is_the_headline() -> None:
    record = clean("\n".join((HEADLINE, "Jane Doe/AFP", *STORY)))
    assert isinstance(record, Record)
    assert (record.headline, record.bylines, record.captions) == (HEADLINE, ("Jane Doe",), ())


def test_days_of_a_diary_that_heads_sentences_are_all_kept() -> None:
    days = ("March 12, 2019", "The first cases are found.", "March 20, 2019", "The schools close.")
    record = clean("\n".join((HEADLINE, *STORY[:3], *days, *STORY[3:])))
    assert isinstance(record, Record)
    assert all(day in record.text for day in days)


def test_nothing_but_furniture_between_standfirst_and_byline() -> None:
    furniture = ("3 min read", "Share", "Tweet", "Print", "02.08.2022 13:41 Uhr")
    head = (HEADLINE, STORY[0], *furniture, "Von Torsten Möbius")
    assert bylines(*head, *STORY[1:]) == ("Torsten Möbius",)


def test_a_byline_that_a_sentence_goes_on_from_is_none() -> None:
    rest = "was there when it came, and she saw it all from the bridge."
    assert bylines(HEADLINE, "Text: Anna Meyer | 3. Mai 2021", rest, *STORY) == ()


def test_a_name_with_a_role_needs_a_line_above() -> None:
    assert bylines("Karen Boyd | CBC News", *STORY) == ()
    assert bylines(HEADLINE, "Karen Boyd | CBC News", *STORY) == ("Karen Boyd",)


def test_a_name_with_a_role_in_the_headline_is_whom_the_story_is_about() -> None:
    title = "Karen Boyd wins the vote in the city"
    assert bylines(title, "Karen Boyd | CBC News", *STORY) == ()


def test_a_given_name_before_a_role_without_a_sign_is_the_writers() -> None:
    assert bylines(HEADLINE, "Anna Berg Redakteurin", *STORY) == ("Anna Berg",)
    assert bylines(HEADLINE, "Asia bureau chief", *STORY) == ()


def test_writers_behind_the_lead_are_moved_and_a_sentence_stays() -> None:
    lead = "Das Treffen im Hafen dauerte zwei Stunden."
    assert bylines(HEADLINE, f"{lead} Von Anna Berg", *STORY) == ("Anna Berg",)
    assert bylines(HEADLINE, f"{lead} Von Anna Berg kam nichts.", *STORY) == ()
