"""What is no headline, though it stands over the story."""

import pytest

from cleaners import Profile, Record, clean
from cleaners.lines import lines_of
from cleaners.tagger.surety import is_asked, is_foreign, is_no_headline, is_quoted

STORY = """\
The island ferry has been taken out of service for at least three weeks after inspectors found \
cracks in its bow door.
Passengers were told on Tuesday morning that the noon sailing would be the last until further \
notice.
“We have no spare vessel of that size,” said harbour master Ruth Callender.
Shopkeepers on the island said they had bread and milk for four days."""


def headline(text: str, url: str | None = None) -> str | None:
    record = clean(text, Profile(name="boilerplate"), url=url)
    assert isinstance(record, Record)
    return record.headline


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/world/article/ferry-is-withdrawn-14848382.php",
        "Halden Materials AS",
        "Halm Anlagenbau GmbH",
        "Saturday, 12 July, 10am to 4pm",
        "Domingo 6 de mayo, 16.00 horas",
        "Ferry soared more than 30% 11:03 AM ET Fri, 29 Dec 2017 | 00:40",
        "Catherine Shu @catherineshu / 2 days",
        "Former governor Deval Patrick, left, speaks with a business owner",
        "Карина Гасимова 8 января, 17:46",
        "Edizioni Bora, 212 pagine, 18 euro",
        "NVTK $41.20 -11.3%",
        "Visit: the manager came to see the band. Foto: Anna Ebert (Bild)",
        "- Third cut this year\n- Weak orders from carmakers",
    ],
)
def test_no_headline(text: str) -> None:
    assert is_no_headline(lines_of(text), 0)


@pytest.mark.parametrize(
    "text",
    [
        "Storm Edda: 200 homes flooded in the Tarn valley",
        "– Slitsomt for pendlerne\n– Vi vet at dette er slitsomt, sier hun.",
        "Lottozahlen vom Samstag, 4. Mai 2024",
        "Sunday Mass for 9 dead",
        "What to do on Saturday: ten walks for a wet weekend",
        "Left, right and centre: voters desert the governor",
        "@realname is gone: what the end of an account means",
    ],
)
def test_may_be_a_headline(text: str) -> None:
    assert not is_no_headline(lines_of(text), 0)


def test_address_names_another_story() -> None:
    url = "https://example.org/local/island-cut-off-as-ferry-is-withdrawn"
    assert headline(f"Skimming device found at petrol station\n{STORY}", url) is None
    assert headline(f"Island cut off as ferry is withdrawn\n{STORY}", url)


def test_words_of_other_spellings_are_shared() -> None:
    assert not is_foreign("Färre älgar", "https://example.org/a/farre-algar-i-harjedalens-skogar")
    assert not is_foreign("Grüne Rosen", "https://example.org/gruene-rosen-in-allen-gaerten")


def test_quotation_from_the_story() -> None:
    text = f"“We have no spare vessel of that size”\n{STORY}"
    assert is_quoted(lines_of(text), 0)
    assert headline(text) is None


def test_headline_again_is_no_quotation() -> None:
    text = "Is the ferry safe at last?\nA first line of it.\nIs the ferry safe at last?\nYes."
    assert not is_quoted(lines_of(text), 0)


def test_first_question_of_an_interview() -> None:
    asked = "How did you come to write about her?\nI never meant to do so.\nWas she alive then?"
    assert is_asked(lines_of(asked), 0)
    assert not is_asked(lines_of("Who pays for the ferry?\nNobody knows.\nNobody asks."), 0)


def test_short_headline_in_the_address() -> None:
    assert headline(f"Opinion\nStill waiting\n{STORY}", "https://example.org/a/still-waiting")


def test_address_knows_a_headline_that_looks_like_a_company() -> None:
    url = "https://example.org/news/judge-sanctions-texas-ag"
    text = f"Judge Sanctions Texas AG\nBy Tom Ashdown\n{STORY}"
    assert headline(text, url)


def test_first_link_below_its_heading() -> None:
    lines = lines_of("Read also:\nPilots vote for strike\nIsland is cut off\nNo ferry runs.")
    assert is_no_headline(lines, 1, ["related_links", None, None, None])
    assert not is_no_headline(lines, 2, ["related_links", None, None, None])


def test_question_over_the_writer() -> None:
    text = f"The Long Read\nWhy does nobody want to run a ferry any more?\nBy Tom Ashdown\n{STORY}"
    assert headline(text) == "Why does nobody want to run a ferry any more?"


def test_standfirst_below_the_headline_stays() -> None:
    standfirst = "Passengers learn from inspectors that the bow door may break"
    for head in ("Island is cut off", "Island is cut off\nBy Anna Meyer\nMay 3, 2021"):
        record = clean(f"{head}\n{standfirst}\nBusiness\nTech\n{STORY}")
        assert isinstance(record, Record)
        assert standfirst in record.text


def test_a_headline_of_two_sentences_is_known_by_its_address() -> None:
    line = "Think the island ferry is a safe ship? Think again."
    assert headline(f"{line}\n{STORY}", "https://x.org/island-ferry-safe-ship-think") == line
    assert headline(f"{line}\n{STORY}", "https://x.org/some-words-about-the-weather") is None


def test_a_sentence_of_clauses_that_the_address_names_is_the_first_of_the_story() -> None:
    path = "police-of-hillside-arrest-a-man-seen-as-he-set-fire-to-the-old-bridge"
    told = (
        "On Monday afternoon, the police of Hillside arrested a man of 45, "
        "seen as he set fire to the old bridge."
    )
    assert headline(f"{told}\n{STORY}", f"https://example.org/2024/05/10/{path}/") is None
