"""Titles of other stories below a heading of links."""

import pytest

from cleaners import Record, clean
from cleaners.links import BEARS_MARK, BELOW_HEADING, CUT_OFF, EACH_DATED, IN_BLOCK
from tests.carrier import STORY

TITLES = (
    "Storm closes the bridge to the island",
    "Three rescued from a boat off the coast",
    "Council votes on the price of water",
)


def body(*below: str) -> str:
    record = clean("\n\n".join((*STORY, *below)))
    assert isinstance(record, Record)
    return record.text


def reasons(*paragraphs: str) -> set[str]:
    record = clean("\n\n".join(paragraphs))
    assert isinstance(record, Record)
    return {reason for edit in record.edits for reason in edit.reasons}


@pytest.mark.parametrize("heading", ["Related news", "Noticias relacionadas"])
def test_nothing_but_titles_to_the_end_goes(heading: str) -> None:
    assert body(heading, *TITLES) == body()


def test_so_do_the_days_and_ranks_between_them() -> None:
    assert body("Related news", *(x for t in TITLES for x in ("1", t, "May 3, 2024"))) == body()


@pytest.mark.parametrize(
    "below",
    [
        (*TITLES, STORY[-1]),  # the story goes on
        ("– Storm closes the old bridge", "– Three rescued from a boat"),  # items of a list
        ("Two spoons of oil", "Salt and pepper", "Six ripe tomatoes"),  # no titles
    ],
)
def test_other_lines_are_not_explained_so(below: tuple[str, ...]) -> None:
    assert BELOW_HEADING not in reasons(*STORY, "Related news", *below)


def test_a_list_that_the_story_announces_is_left_to_the_scorer() -> None:
    announced = "The council decided on Monday what is to come first in the new year:"
    assert BELOW_HEADING not in reasons(*STORY, announced, "Related news", *TITLES)


def test_the_reason_is_told() -> None:
    assert BELOW_HEADING in reasons(*STORY, "Noticias relacionadas", *TITLES)


@pytest.mark.parametrize(
    ("heading", "story"),
    [
        ("यह भी पढ़ें", "स्थानीय लोगों ने कई महीनों से खराब सड़कों की शिकायत की थी।"),
        ("আরো পড়ুন", "স্থানীয় বাসিন্দারা কয়েক মাস ধরে খারাপ রাস্তার অভিযোগ করে আসছিলেন।"),
        ("یہ بھی پڑھیں", "مقامی لوگوں نے کئی ماہ سے خراب سڑکوں کے خلاف احتجاج کیا تھا۔"),
        ("相关阅读", "当地居民数月来一直抱怨道路状况恶劣，要求有关部门尽快修缮。"),
        ("関連記事", "地元の住民は数か月にわたって道路の傷みを訴えてきた。"),
        ("อ่านเพิ่มเติม", "ชาวบ้านในพื้นที่ร้องเรียนมาหลายเดือนเกี่ยวกับสภาพถนนที่ทรุดโทรมอย่างหนัก"),
        ("Related news", "He said of the bridge in the north: “It is the work of many years.”"),
    ],
)
def test_paragraphs_below_a_heading_in_the_story_stay(heading: str, story: str) -> None:
    below = (story, *(f"{n} {story}" for n in (12, 34)))
    assert BELOW_HEADING not in reasons(*STORY, heading, *below)
    assert all(p in body(heading, *below) for p in below)


def test_links_with_one_mark_go_though_the_story_goes_on() -> None:
    links = (
        "+Storm closes the bridge",
        "+ Mayor: “We will build!” She is sure",
        "+Water is dearer",
    )
    text = "\n".join((*STORY[:2], "Related news:", *links, *STORY[2:]))
    record = clean(text)
    assert isinstance(record, Record)
    assert "+" not in record.text and all(part in record.text for part in STORY)
    assert BEARS_MARK in {reason for edit in record.edits for reason in edit.reasons}


@pytest.mark.parametrize(
    "lines",
    [
        ("Related news:", "+Storm closes the bridge to the island, the mayor of the town said."),
        ("The council listed its plans:", "+ A bridge for the valley", "+ A road to the sea"),
        ("Related news:", "- two spoons of oil", "- salt"),
    ],
)
def test_one_line_or_another_list_stays(lines: tuple[str, ...]) -> None:
    record = clean("\n".join((*STORY[:2], *lines, *STORY[2:])))
    assert isinstance(record, Record)
    assert all(line in record.text for line in lines[1:])


TEASERS = (
    "Storm closes the bridge to the island",
    "The bridge to the island was closed on Monday after a storm that had torn…",
    "Three rescued from a boat off the coast",
    "A fishing boat with three men on board sank on Sunday night off the…",
    "Council votes on the price of water",
    "The council of Hillside will vote on Friday on what its water is to...",
)


@pytest.mark.parametrize("above", [STORY, ()])
@pytest.mark.parametrize("teasers", [TEASERS, TEASERS[1::2]])
def test_titles_and_teasers_that_are_cut_off_go(
    above: tuple[str, ...], teasers: tuple[str, ...]
) -> None:
    record = clean("\n\n".join((*above, *teasers, *STORY)))
    assert isinstance(record, Record)
    assert not [line for line in teasers if line in record.text]
    assert all(line in record.text for line in STORY)


@pytest.mark.parametrize(
    "lines",
    [
        TEASERS[1:5],  # two of them
        (*TEASERS[1:5], STORY[0], TEASERS[5]),  # a sentence between them
        tuple(line.replace("…", " …").replace("...", " ...") for line in TEASERS[1::2]),
        ("And then…", "And then he…", "And then he came…"),  # too short
        tuple(line[0].lower() + line[1:] for line in TEASERS[1::2]),
        (TEASERS[1],) * 3,  # one of them, three times
    ],
)
def test_other_lines_with_an_ellipsis_are_not_explained_so(lines: tuple[str, ...]) -> None:
    assert CUT_OFF not in reasons(*STORY, *lines, *STORY)


def test_a_page_of_nothing_but_teasers_keeps_them() -> None:
    assert CUT_OFF not in reasons(*TEASERS)


@pytest.mark.parametrize("below", ["Share this article", ""])
def test_a_block_of_titles_between_a_heading_and_furniture_goes(below: str) -> None:
    days = [part for title in TITLES for part in (title, "May 3, 2024")]
    for block in (TITLES, days):
        record = clean("\n\n".join((*STORY[:2], "Related news", *block, below, *STORY[2:], "Menu")))
        assert isinstance(record, Record)
        assert bool(below) is not any(title in record.text for title in TITLES)
        assert all(part in record.text for part in STORY)


@pytest.mark.parametrize(
    "block",
    [
        TITLES[:2],
        (*TITLES[:2], "The council of Hillside approved the plan on Tuesday."),
        ("Two spoons of oil", "Salt and pepper", "Six ripe tomatoes"),
    ],
)
def test_another_block_is_not_explained_so(block: tuple[str, ...]) -> None:
    furniture = ("Share this article", *STORY[2:])
    assert IN_BLOCK not in reasons(*STORY[:2], "Related news", *block, *furniture)


DAYS = ("July 22, 2025", "July 21, 2025", "July 19, 2025", "3 juillet 2025")
DATED = tuple(line for pair in zip(TITLES * 2, DAYS, strict=False) for line in pair)


@pytest.mark.parametrize(
    ("lines", "goes"),
    [
        (DATED, True),
        ((*DATED, "Share"), True),
        (DATED[:4], False),  # too few
        (("What happened:", *DATED), False),
        ((DAYS[3], *DATED), False),  # a timeline has its days above
        ((*DATED, TITLES[0]), False),
        ((*DATED, STORY[0]), False),
        (tuple(f"{line}." for line in DATED), False),
        (tuple(line for line in DATED if line not in DAYS), False),
    ],
)
def test_titles_over_their_days(lines: tuple[str, ...], goes: bool) -> None:
    found = EACH_DATED in reasons(*STORY, *lines)
    assert found == goes


def test_titles_over_their_days_in_the_head_are_not_explained_so() -> None:
    assert EACH_DATED not in reasons(*DATED, *STORY)


def test_the_sections_of_titles_below_a_heading_go_with_them() -> None:
    cards = [x for title in TITLES for x in ("RESIDENTIAL", "NATIONAL", title)]
    assert body("Related news", *cards) == body()
    assert BELOW_HEADING not in reasons(*STORY, "Related news", "RESIDENTIAL", *TITLES, "NATIONAL")
