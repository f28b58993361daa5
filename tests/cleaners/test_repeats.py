"""Copies of the headline over the story, with and without the name of the site behind it."""

import pytest

from cleaners.facts import gather
from tests.carrier import HEADLINE, STORY, cleaned

BELOW = "The leader came by train, and nobody knew how long he would stay in the city."


@pytest.mark.parametrize("site", ["", " - The Daily Post", " | Moscow Courier", " – example.com"])
def test_the_headline_at_the_start_of_the_first_line_goes(site: str) -> None:
    doc = cleaned("\n".join((HEADLINE + site, f"{HEADLINE} {BELOW}", *STORY)))
    assert doc.text.startswith(BELOW)


def test_a_sentence_that_begins_as_the_headline_does_stays() -> None:
    told = f"{HEADLINE} and a half, the leader’s office said on Tuesday in a short statement."
    doc = cleaned("\n".join((f"{HEADLINE} - The Daily Post", told, *STORY)))
    assert doc.text.startswith(told)


def test_what_a_reader_service_prints_is_no_headline() -> None:
    head = (
        f"Title: {HEADLINE}",
        "URL Source: https://example.com/news/kim",
        "Published Time: 2026-07-23T11:42:00Z",
        "Markdown Content:",
    )
    doc = cleaned("\n\n".join((*head, *STORY)))
    facts = gather(doc.source, doc.edits)
    assert (facts.headline, facts.bylines) == (HEADLINE, ())
    assert doc.text == "\n\n".join(STORY)
