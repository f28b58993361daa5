"""What is said of an article beside its text fills what the text leaves open, and is named."""

from cleaners import Record, clean
from cleaners.given import Given
from cleaners.record import Reject, restore

BODY = (
    "Putin arrived in the capital on Wednesday morning, the agency said, and was greeted at the "
    "airport by the leader of the country.\nHe left again in the evening."
)
GIVEN = (
    Given("headline", "Putin visits the capital of North Korea", "json-ld"),
    Given("bylines", "By Jane Doe and John Smith", "json-ld"),
    Given("bylines", "Reuters", "json-ld"),
    Given("published", "2024-06-19T10:27:00Z", "opengraph"),
    Given("url", "https://example.org/1", "canonical"),
)


def record(text: str, given: tuple[Given, ...] = GIVEN) -> Record:
    made = clean(text, given=given)
    assert isinstance(made, Record)
    return made


def test_what_the_text_leaves_open_is_filled() -> None:
    made = record(BODY)
    assert made.text == BODY
    assert made.headline == "Putin visits the capital of North Korea"
    assert made.bylines == ("Jane Doe", "John Smith") and made.agencies == ("Reuters",)
    assert made.author == ("By Jane Doe and John Smith", "Reuters")
    assert made.date == "2024-06-19"
    assert dict(made.origins) == {
        "headline": "json-ld",
        "bylines": "json-ld",
        "author": "json-ld",
        "agencies": "json-ld",
        "published": "opengraph",
        "date": "opengraph",
    }


def test_what_the_text_says_comes_first() -> None:
    text = f"By Max Mustermann\nPublished 1 May 2023\n\n{BODY}"
    made = record(text)
    assert made.bylines == ("Max Mustermann",)
    assert made.date == "2023-05-01"
    assert {field for field, _ in made.origins} == {"headline", "agencies"}


def test_a_given_headline_leaves_the_top_of_the_text() -> None:
    """With it known, even a line that nobody would take for a headline is one."""
    odd = "and then there were none of them left."
    assert record(f"{odd}\n{BODY}", ()).text.startswith(odd)
    made = record(f"{odd}\n{BODY}", (Given("headline", odd, "json-ld"),))
    assert (made.headline, made.text) == (odd, BODY)
    assert restore(made) == f"{odd}\n{BODY}".encode()


def test_a_given_headline_stays_inside_the_story() -> None:
    title = f"{GIVEN[0].value}, he wrote."
    story = [BODY, BODY.replace("Wednesday", "Monday"), BODY.replace("Wednesday", "Friday"), title]
    text = "\n".join([*story, "That was all."])
    assert title in record(text, (Given("headline", title, "json-ld"),)).text


def test_a_text_that_is_only_its_headline_stays() -> None:
    assert record(GIVEN[0].value).text == GIVEN[0].value


def test_nothing_given_changes_nothing() -> None:
    assert record(BODY, ()).origins == ()
    assert record(BODY, (Given("headline", "  ", "x"), Given("colour", "red", "x"))).origins == ()


def test_a_reject_keeps_what_was_given() -> None:
    made = clean("", given=GIVEN[:1])
    assert isinstance(made, Reject)
    assert made.source.given == (tuple(GIVEN[0]),)
