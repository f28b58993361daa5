"""Stories that look like the furniture of a page: diaries, lists of names, quotations, letters.

The articles are made. Each has lines that look like a date, a byline or a role and are the story's.
"""

import pytest

from cleaners import Record, clean
from cleaners.boilerplate import scorer
from cleaners.page import Cut, explain, table_of
from cleaners.record import restore
from cleaners.rule import rule
from cleaners.tagger import Verdict
from tests.carrier import HEADLINE, STORY

DIARY = """Diary of a nurse

We asked a nurse at the county hospital to keep a diary during the second wave.

{0}

I came home at four in the morning and could not sleep. The phone rang twice.

{1}

Two of my patients died today. I called their daughters from the corridor.
"""
DATES = {
    "en": ("March 3, 2021", "March 5, 2021"),
    "de": ("3. März 2021", "5. März 2021"),
    "fr": ("3 mars 2021", "5 mars 2021"),
    "es": ("3 de marzo de 2021", "5 de marzo de 2021"),
    "pl": ("3 marca 2021", "5 marca 2021"),
    "ru": ("3 марта 2021", "5 марта 2021 года"),
    "ar": ("3 مارس 2021", "5 مارس 2021"),
    "zh": ("2021年3月3日", "2021年3月5日 星期五"),
}
KEPT = {
    "victims below a colon": """Two killed in crash on the coast road

The victims were named by police on Friday as:

*Daniel Porter

*Alice Greene

The driver of the lorry was not hurt. He was questioned and later released, a spokesman said.
""",
    "an obituary": """A life in boats

*Robert Hale

He built boats until the week he died, and gave most of them away to the young fishermen.

He leaves a wife and two sons. The funeral is on Friday.
""",
    "obituaries": """Lives remembered this week

*Catherine Doyle

Three generations of children learned from her to read. She never raised her voice.

*Robert Hale

Boats were his life. He gave most of them away to the young fishermen of the harbour.
""",
    "letters to a paper": """*Letters to the editor

Sir, I read with sorrow that the library in our street will be closed. Who will protest?

*Margaret Hill, Norwich

Sir, the new buses are late every day, and nobody at the council answers the phone.

*Thomas Reed, Ipswich
""",
    "who is quoted": """What would you do?

The question is asked in every kitchen of the town. Only one man has an answer.

“Leave, and do not look back.”

*Peter Walsh
""",
    "a sentence that goes on": """Wie der Streik zu Ende ging

Am Montag verlor die Gewerkschaft die Geduld. Die Arbeiter trafen sich hinter dem Tor.

*Von Anna Keller

kam am Abend ein Brief an den Vorstand. Darin stand nur ein Satz.
""",
}


def cleaned(article: str) -> Record:
    record = clean(article)
    assert isinstance(record, Record)
    assert restore(record) == article.encode()
    return record


@pytest.mark.parametrize("language", DATES)
def test_dates_of_a_diary_stay(language: str) -> None:
    record = cleaned(DIARY.format(*DATES[language]))
    lines = record.text.splitlines()
    assert all(day in lines for day in DATES[language])
    assert record.published is None


def test_dates_of_a_diary_stay_though_links_stand_below() -> None:
    days = ("1 May 2019", "The schools close.", "20 March 2019", "Two nurses fall ill.")
    article = "\n".join((HEADLINE, *STORY[:3], *days, "Share", "Related stories", "Comments"))
    assert cleaned(article).text.splitlines()[-4:] == list(days)


def test_the_date_of_the_page_goes_though_another_stands_over_a_link() -> None:
    article = DIARY.format("March 3, 2021", "More from the county hospital\n\nMarch 5, 2021")
    assert cleaned(article).published == "March 3, 2021"


@pytest.mark.parametrize("name", KEPT)
def test_lines_of_a_story_stay(name: str) -> None:
    record = cleaned(KEPT[name].replace("*", ""))
    kept = [line[1:] for line in KEPT[name].splitlines() if line.startswith("*")]
    lines = (record.headline, *record.text.splitlines())
    assert [line for line in kept if line not in lines] == []
    assert record.bylines == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [("5 марта 2021", "5 марта 2021 года"), ("2021年3月5日", "2021年3月5日 星期五")],
)
def test_one_day_printed_twice_is_no_diary(first: str, second: str) -> None:
    record = cleaned("\n".join((HEADLINE, first, *STORY[:2], second, *STORY[2:])))
    assert record.published == first
    assert first not in record.text


def test_two_days_in_a_row_are_no_programme() -> None:
    record = cleaned("\n".join((HEADLINE, "Wednesday, March 3", "Friday, March 5", *STORY)))
    assert record.published == "Wednesday, March 3 Friday, March 5"


def test_a_button_with_dots_is_no_answer() -> None:
    assert "Next..." not in cleaned("\n".join((HEADLINE, *STORY, "Next..."))).text


def test_the_line_over_a_story_without_a_headline_stays() -> None:
    record = cleaned("\n".join(("Home", "News", "Sport", "More from the harbour", *STORY)))
    assert record.headline is None
    assert record.text.startswith(f"More from the harbour\n{STORY[0]}")


def test_a_line_over_the_writer_that_begins_small_is_no_headline() -> None:
    record = cleaned("\n".join(("nothing is as it was", "By Jane Doe", *STORY)))
    assert (record.headline, record.bylines) == (None, ("Jane Doe",))


def test_names_below_a_colon_stay_though_links_stand_below() -> None:
    winners = ("The winners are:", "Karen Boyd", "Anna Pham", "Tom Reid")
    record = cleaned("\n".join((HEADLINE, *STORY[:2], *winners, "Share", "Related stories")))
    assert record.text.endswith("\n".join(winners))


def test_a_paragraph_with_junk_at_its_end_stays_over_furniture() -> None:
    record = cleaned("\n".join((HEADLINE, *STORY[:5], f"{STORY[5]} Advertisement", "Share")))
    assert STORY[5] in record.text


def test_a_section_is_no_writer() -> None:
    page = explain("\n".join((HEADLINE, "Politics", *STORY)), table_of(()))
    byline = Verdict(1.0, "byline", (), True)
    verdicts = [byline if n == 1 else byline._replace(goes=False) for n in range(len(page.lines))]
    (found,) = scorer(page, {}, verdicts, rule("boilerplate.scorer"))
    assert found == (1, Cut(rule("boilerplate.scorer"), 0, len("Politics"), (), byline))


def test_a_copy_of_the_headline_over_the_story_is_left_to_those_who_know_it() -> None:
    record = cleaned("\n".join((HEADLINE, "Share", HEADLINE, *STORY)))
    assert record.edits[-1].rule == "repeats.headline"


def test_one_copy_of_the_headline_below_the_story_goes_and_a_refrain_stays() -> None:
    once = cleaned("\n".join((HEADLINE, *STORY, "Share", "Related stories", HEADLINE)))
    assert HEADLINE not in once.text
    assert "repeats.headline-below" in {e.rule for e in once.edits}
    song = (HEADLINE, *STORY, HEADLINE, "And he came by train", HEADLINE, "And he went by train")
    assert cleaned("\n".join(song)).text.count(HEADLINE) == 2
    assert HEADLINE in cleaned("\n".join((HEADLINE, *STORY[:5], HEADLINE, STORY[5]))).text


def test_the_title_of_a_poem_stays_its_last_line() -> None:
    verse = (
        "And the wind goes by",
        "And the rain comes down",
        "And nobody knows why",
        "In the town",
    )
    poem = "\n".join((HEADLINE, STORY[0], STORY[1], *verse, HEADLINE))
    assert cleaned(poem).text.endswith(HEADLINE)
