"""What a press release says of its house, and links in capitals."""

from tests.carrier import PAGE, cleaned

STORY = (
    "Hillside Mining opened a second pit on Tuesday, the company said in a statement.\n"
    "The pit lies two miles north of Greenford and gives work to four hundred people.\n"
)
HOUSE = "About Hillside Mining\nHillside Mining is a miner of graphite based in Greenford.\n"


def text_of(text: str) -> str:
    return cleaned(text, PAGE).text


def test_what_a_house_says_of_itself_goes_with_where_to_ask() -> None:
    assert text_of(f"{STORY}{HOUSE}For more information visit www.example.com.") == STORY.strip()


def test_two_houses_go() -> None:
    other = (
        "About Stone & Sons\n"
        "Stone & Sons, founded in 1921, provides pumps to mines in nine countries.\n"
    )
    assert text_of(STORY + other + HOUSE) == STORY.strip()


def test_a_heading_over_a_story_that_goes_on_stays() -> None:
    more = "The mayor said that she had not been told, and that she would ask for a meeting."
    assert HOUSE.strip() in text_of(STORY + HOUSE + more)


def test_a_heading_over_other_words_stays() -> None:
    about = "About Greenford\nNobody knew much until the pit was dug, an old miner said on Monday."
    assert about in text_of(STORY + about)


def test_a_title_in_capitals_goes_only_beside_a_call_in_capitals() -> None:
    title = "FORMER MINER FINDS RING HE LOST IN 1988\n"
    more = "The company will pay for a new road, and for the school bus in the first year.\n"
    call = "CLICK HERE TO GET THE HILLSIDE APP\n"
    last = "It will be opened by the minister in May."
    assert title.strip() in text_of(STORY + title + more + last)
    assert title.strip() not in text_of(STORY + title + more + call + last)
    row = "| HD | THE HOME DEPOT INC. | 225.86 | -12.99 |\n"
    assert row.strip() in text_of(STORY + row + more + call + last)


def test_an_agency_behind_a_bar_is_the_site_where_the_dateline_names_it() -> None:
    title = "Second pit opens in the north of Greenford | Reuters"
    lead = "GREENFORD, March 5 (Reuters) - " + STORY
    moved = {e.rule: e.before for e in cleaned(f"{title}\n{lead}", PAGE).edits}
    assert title in moved["boilerplate.headline"]
