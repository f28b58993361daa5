"""Places before the first sentence: what is one, and what only looks like one."""

import pytest

from cleaners.facts import gather
from tests.carrier import HEADLINE, ROWS, STORY, cleaned

BEHIND = "Customs officers have found forty kilos of scales at the airport."


def dateline(line: str, *above: str) -> str | None:
    doc = cleaned("\n\n".join((HEADLINE, *above, line, *STORY)), ROWS)
    return gather(doc.source, doc.edits).dateline


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("SEPANG: ", "SEPANG"),
        ("Jakarta - ", "Jakarta"),
        ("DUBAI, United Arab Emirates — ", "DUBAI, United Arab Emirates"),
        ("Hamburg. ", "Hamburg"),
        ("HONOLULU, Hawaii (Example) - ", "HONOLULU, Hawaii (Example)"),
    ],
)
def test_a_place_before_the_first_sentence_is_a_dateline(printed: str, found: str) -> None:
    assert dateline(printed + BEHIND) == found


def test_a_place_alone_stands_beside_the_day() -> None:
    assert dateline(BEHIND, "Madrid", "5 March 2021") == "Madrid"


@pytest.mark.parametrize("printed", ["Silence. ", "BREAKING - ", "Leipzig: Hier ", "U.S. "])
def test_other_words_stay(printed: str) -> None:
    assert dateline(printed + BEHIND) is None


def test_a_section_that_the_story_names_is_no_place() -> None:
    told = "The Director of News said that the airport is closed, and he was right."
    doc = cleaned("\n\n".join((HEADLINE, f"NEWS — {BEHIND}", told, *STORY)), ROWS)
    assert f"NEWS — {BEHIND}" in doc.text


def test_a_speaker_is_no_place() -> None:
    first = "Jordan: I never said that to anyone in the locker room, and I never will."
    second = "Smith: You said it twice, and everybody in the building heard it that night."
    doc = cleaned("\n\n".join((HEADLINE, first, second, *STORY)), ROWS)
    assert first in doc.text
