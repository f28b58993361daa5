"""Sentences of the page inside a paragraph of the story."""

import pytest

from tests.carrier import PAGE, cleaned

FIRST = "Kim arrived in Moscow, the Russian capital, on Tuesday, the leader’s office said."
SECOND = "The delegation arrived early in the morning and was met at the station by a large crowd."
CALL = "Sign up for our daily newsletter here."


def text_of(text: str) -> str:
    return cleaned(text, PAGE).text


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST} {SECOND} {CALL}",
        f"{FIRST} {CALL} {SECOND}",
        f"{CALL} {FIRST} {SECOND}",
        f"{FIRST} {SECOND}{CALL}",
        f"{FIRST} {SECOND} {CALL} Follow us on Twitter and Facebook.",
        f"{FIRST} {SECOND} The post A new bridge for the valley appeared first on Valley News.",
    ],
)
def test_a_sentence_of_the_page_goes(text: str) -> None:
    assert text_of(text) == f"{FIRST} {SECOND}"


@pytest.mark.parametrize(
    ("before", "after"),
    [(f"“{FIRST} “{SECOND}”", ""), (f"{FIRST} „Wir sind da“, rief einer.", f" {SECOND}")],
)
def test_a_sentence_behind_a_closed_quotation_goes(before: str, after: str) -> None:
    assert text_of(f"{before} {CALL}{after}") == before + after


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST} “I read it every day. {CALL} That was all it said,” he told us. {SECOND}",
        f'{FIRST} "I read it every day. {CALL} That was all it said," he told us. {SECOND}',
        f"{FIRST} „Ich lese das. {CALL} Mehr nicht“, sagte er. {SECOND}",
        f"{FIRST} Read more. {SECOND}",
        f"{FIRST} Photo: Jane Doe/AP {SECOND}",
        f"{FIRST} John Smith is a reporter in Moscow. {SECOND}",
        f"{FIRST} Read also: A bridge for the valley The mayor closed the old one in May. {SECOND}",
    ],
)
def test_what_is_quoted_and_what_a_story_says_too_stay(text: str) -> None:
    assert text_of(text) == text


def test_a_dateline_before_such_a_sentence_is_still_known() -> None:
    doc = cleaned(f"MOSCOW (AP) — {FIRST} {CALL}\n{SECOND}", PAGE)
    assert doc.text == f"{FIRST}\n{SECOND}"


def test_the_same_words_in_mid_story_stay() -> None:
    text = f"{FIRST}\n{SECOND} انتهای پیام/\n{SECOND[:60]} again on Wednesday, an hour later."
    assert text_of(text) == text


def test_a_row_of_the_tail_takes_a_sentence_at_the_end_only() -> None:
    call = "Your donation will support the student journalists of Example High School."
    assert text_of(f"{FIRST} {SECOND} {call}") == f"{FIRST} {SECOND}"
    assert text_of(f"{FIRST} {call} {SECOND}") == f"{FIRST} {call} {SECOND}"
