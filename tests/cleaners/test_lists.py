"""Lines made alike stay together."""

import pytest

from cleaners.boilerplate import scorer
from cleaners.lines import lines_of
from cleaners.lists import alike, form_of, is_post_sign, numbered, programme
from cleaners.page import explain, table_of
from cleaners.tagger import Verdict
from tests.carrier import STORY, cleaned

TOUR = (
    "July 22 – Dayton, OH @ Blossom",
    "July 26 – Troy, NY @ Spa Hall",
    "July 30 – Noble, IN @ Ruoff",
)
ANSWERS = ("A: A trip to the sea", "Q: And where to?", "A: Oslo, Bergen and Moss")
TITLES = ("Storm: two people die", "Berlin: the train is late", "Vote: the law is passed")
LISTING = ("12 min – The bridge", "15 min – The harbour", "18 min – The road")


@pytest.mark.parametrize(
    ("lines", "goes", "stays"),
    [
        (TOUR, (0, 0, 1), {2}),
        ((*ANSWERS, "A: Bob Marley"), (0, 0, 0, 1), {3}),
        (TOUR, (0, 1, 1), set()),  # one line is no list
        ((*LISTING, *LISTING), (0, 0, 1, 1, 1, 1), set()),  # most of it is furniture
        (TITLES, (0, 0, 1), set()),  # so are titles made
        (("The first of 3 days", "The last of 4 days", "The rest of 5 days"), (0, 0, 1), set()),
    ],
)
def test_lines_made_alike(lines: tuple[str, ...], goes: tuple[int, ...], stays: set[int]) -> None:
    assert alike(lines_of("\n".join(lines)), list(map(bool, goes))) == stays


def test_a_form_is_read_from_the_beginning_of_a_line() -> None:
    assert form_of("word " * 20 + "3 – 4") == ()
    assert form_of("") == ()


ROADS = ("1. North: Elm Street", "2. South: Oak Street", "3. East: Ash Street")
HEAD_OF_ROADS = "Three roads to the harbour are open today:"


@pytest.mark.parametrize(
    ("lines", "goes", "stays"),
    [
        ((HEAD_OF_ROADS, *ROADS), (0, 1, 0, 1), {1, 2, 3}),
        ((HEAD_OF_ROADS, *ROADS, "5. Print"), (0, 1, 0, 1, 1), {1, 2, 3}),
        ((HEAD_OF_ROADS, *ROADS), (0, 1, 1, 1), set()),  # nothing says that one is story
        ((HEAD_OF_ROADS, *ROADS), (1, 1, 0, 1), set()),
        (("Most read:", *ROADS), (0, 1, 0, 1), set()),
        (("Three roads to the harbour are open today.", *ROADS), (0, 1, 0, 1), set()),
        ((*ROADS, HEAD_OF_ROADS), (0, 1, 0, 0), set()),
    ],
)
def test_a_list_with_numbers_below_a_colon(
    lines: tuple[str, ...], goes: tuple[int, ...], stays: set[int]
) -> None:
    assert numbered(lines_of("\n".join(lines)), list(map(bool, goes))) == stays


@pytest.mark.parametrize(
    ("lines", "stays"),
    [
        (TOUR, True),
        (("A. Meyer and B. Roe: Sleep of bears in spring. Nature 12, DOI 10.1000/182",), True),
        (("32’ e 88’ Rossi",), True),
        (TITLES, False),
    ],
)
def test_the_scorer_leaves_what_is_alike_and_works_with_a_number(
    lines: tuple[str, ...], stays: bool
) -> None:
    page = explain("\n".join((*STORY, *lines)), table_of(()))
    last = len(page.lines) - 1
    verdicts = [Verdict(0.9, "related_links", (), n == last) for n in range(last + 1)]
    rule = table_of(()).functions["scorer"]
    assert [n for n, _ in scorer(page, {}, verdicts, rule)] == ([] if stays else [last])


def test_what_goes_on_in_the_next_line_is_no_furniture() -> None:
    steps = ("Copy the code;", "Open the page of the game;", "Choose a room;", "Play now;")
    text = "\n".join((*STORY, "Four steps are enough:", *steps, "Your email address"))
    doc = cleaned(text)
    assert all(step in doc.text for step in steps)


STAGES = (
    "1a etapa: 10 de março – Interlagos",
    "2a etapa: 8 de abril – Curitiba",
    "3a etapa: 22 de abril – Velopark",
    "4a etapa: 6 de maio – Londrina",
)


@pytest.mark.parametrize(
    ("lines", "stays"),
    [
        (STAGES, 4),
        (STAGES[:3], 0),
        ((*STAGES[:2], "Print", *STAGES[2:]), 0),  # not in a row
        (("Mon 2 May: Oslo", "Tue 3 May: Moss", "Wed 4 May: Hamar", "Sat 7 May: Bergen"), 4),
        (tuple(f"May {n}, 2019 – The bridge is closed" for n in range(1, 9)), 0),  # links
        (tuple(f"May {n} – {'The bridge is closed ' * 4}" for n in range(1, 9)), 0),
        (tuple(f"Story {n}: the bridge" for n in range(1, 9)), 0),
    ],
)
def test_the_days_of_a_programme(lines: tuple[str, ...], stays: int) -> None:
    assert len(programme(lines_of("\n".join(lines)))) == stays


def test_the_scorer_leaves_a_programme_and_who_wrote_a_post() -> None:
    post = "— Anna Meyer (@ameyer) November 19, 2019"
    assert is_post_sign(post)
    page = explain("\n".join((*STORY, *STAGES, post, "Story Timeline")), table_of(()))
    below = range(len(STORY), len(page.lines))
    verdicts = [Verdict(0.9, "share", (), n in below) for n in range(len(page.lines))]
    rule = table_of(()).functions["scorer"]
    assert [n for n, _ in scorer(page, {}, verdicts, rule)] == [below[-1]]
