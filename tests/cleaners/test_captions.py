"""Captions known by the photographer behind them, and sentences that look alike."""

import pytest

from cleaners.captions import _read
from tests.carrier import HEADLINE, ROWS, STORY, cleaned


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Smoke rises from the hill on Sunday. (Anna Meyer/Hill News)", "Anna Meyer/Hill News"),
        ("He lost in the north.Credit...Anna Meyer/The Hill Times", "Anna Meyer/The Hill Times"),
        ("Readers leaf through books in the old town - Anna Meyer/Hill", "Anna Meyer/Hill"),
        ("The dolphin below the old bridge. ANNA MEYER", "ANNA MEYER"),
        ("A cheese is turned in the hut. (Anna Meyer)", "Anna Meyer"),
    ],
)
def test_a_photographer_behind_a_caption_is_read(line: str, credit: str) -> None:
    found = _read(line)
    assert found is not None
    assert found["credit"] == credit


@pytest.mark.parametrize(
    "line",
    [
        "The stage was won by the crew in the second car (Anna Meyer/Daniel Porter)",
        "The role went to a newcomer (Anna Meyer)",
        "1. Platz: Klasse S (Anna Meyer/Berlin)",
        "It was cold. Nobody came. Nothing was said. (Anna Meyer)",
        "The plan was made by the union and the firm (CDU/DIE LINKE)",
        "He works for the CIA. AND THE FBI",
        "“I have never been so wet in my life,” the winner said. ANNA MEYER",
        "“We walked home in the dark and nobody saw us.” - Anna Meyer/The Hill Times",
    ],
)
def test_a_sentence_that_looks_alike_is_none(line: str) -> None:
    assert _read(line) is None


def test_who_signs_the_last_paragraph_has_taken_no_picture() -> None:
    signed = "Everybody went home happy in the end. ANNA MEYER"
    first, *others = STORY
    assert signed in cleaned("\n".join((HEADLINE, *STORY, signed)), ROWS).text
    assert signed not in cleaned("\n".join((HEADLINE, first, signed, *others)), ROWS).text


def test_a_day_above_a_credit_is_no_caption() -> None:
    day = ("12 May 2021, 10:15", "Photo: Reuters")
    doc = cleaned("\n".join((HEADLINE, *STORY, *day, *STORY[:2])), ROWS)
    assert not [value for e in doc.edits for field, value in e.facts if field == "captions"]


def test_the_headline_above_a_bare_credit_is_no_caption() -> None:
    doc = cleaned("\n".join((HEADLINE, "Photo: Anna Meyer", *STORY)))
    facts = {field: value for e in doc.edits for field, value in e.facts}
    assert facts["headline"] == HEADLINE
    assert facts["credits"] == "Anna Meyer"
    assert "captions" not in facts


def test_the_headline_above_a_caption_that_begins_as_it_does_is_no_copy() -> None:
    doc = cleaned("\n".join((HEADLINE, "Kim visits Moscow. Photo: Supplied", *STORY)))
    facts = {field: value for e in doc.edits for field, value in e.facts}
    assert facts["headline"] == HEADLINE


def test_what_somebody_says_about_a_picture_stays() -> None:
    first, *others = STORY
    for told in (
        "Imagen: eso es lo que vende el gobierno, dijo Muñiz.",
        "Kép: ez jó, mondta Nagy.",
    ):
        assert told in cleaned("\n".join((HEADLINE, first, told, *others)), ROWS).text


def test_what_somebody_said_to_a_paper_is_no_caption() -> None:
    told = "“It was natural for friends to call,” Kim told the station on Monday. Source: CNN"
    assert told in cleaned("\n\n".join((HEADLINE, STORY[0], told, *STORY[1:]))).text
    shown = "“The Bridge” on the stage in May. Photo: Jane Doe"
    assert shown not in cleaned("\n\n".join((HEADLINE, STORY[0], shown, *STORY[1:]))).text


def test_a_caption_glued_to_a_paragraph_leaves_it() -> None:
    told = (
        "Engineers told the meeting that the repairs would cost about four million pounds and "
        "could begin in September if the government pays half of the sum."
    )
    line = f"{told} The closed bridge. Photo: Tom Hadley"
    doc = cleaned("\n\n".join((HEADLINE, STORY[0], line, *STORY[1:])), ROWS)
    assert told in doc.text
    assert "closed bridge" not in doc.text


def test_a_standfirst_without_a_stop_above_a_credit_is_no_caption() -> None:
    short = "The old bridge over the river on a morning in May"
    long = f"{short}, which the council of the town wants to close for three years and build again"
    for above, expected in ((short, (short,)), (f"{long} in steel", ())):
        doc = cleaned("\n".join((HEADLINE, above, "Photo: Jane Doe", *STORY)))
        found = [value for e in doc.edits for field, value in e.facts if field == "captions"]
        assert tuple(found) == expected


def test_a_paragraph_in_thai_above_a_credit_is_no_caption() -> None:
    last = "นายกเทศมนตรีย้ำว่างานช่วงแรกได้เริ่มขึ้นแล้วในย่านเมืองเก่า"
    assert last in cleaned("\n\n".join((HEADLINE, *STORY, last, "ภาพ : AFP")), ROWS).text


@pytest.mark.parametrize(
    "line",
    [
        "The crowd waits at the station. (Photo: Jane Doe)",
        "The crowd waits at the station of Moscow. (Jane Doe / Staff Photographer)",
    ],
)
def test_a_page_without_its_headline_may_begin_with_a_caption(line: str) -> None:
    assert cleaned("\n".join((line, *STORY)), ROWS).text == "\n".join(STORY)


def test_the_headline_twice_over_the_first_words_is_no_caption() -> None:
    notice = "The paper writes of the town and of the country around it every day of the week."
    story = (f"MOSCOW (Reuters) - {STORY[0]}", *STORY[1:])
    doc = cleaned("\n".join((notice, HEADLINE, HEADLINE, *story)), ROWS)
    assert "boilerplate.caption-twice" not in {edit.rule for edit in doc.edits}


LONG = "The bridge over the river was closed on Monday, the mayor said, because of the ice on it."
SHOWN = "The bridge over the Soca in May."


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (f"{SHOWN} (Photo from City Hall/Facebook) {LONG}", LONG),
        (f"{SHOWN} (AFP) {SHOWN} (AFP) {LONG}", LONG),
        (f"{SHOWN} (AFP) {LONG}", None),  # an agency behind a sentence may have said it
        (f"{SHOWN} (Photo: Anna Meyer) and {LONG}", None),  # the sentence goes on
        (f"“It is old,” said Anna. (Photo: Anna Meyer) {LONG}", None),  # what somebody said
        (f"{SHOWN} (Photo: Anna Meyer) Closed.", None),  # no paragraph follows
    ],
)
def test_a_caption_glued_to_the_front_of_a_paragraph(line: str, left: str | None) -> None:
    doc = cleaned("\n".join((HEADLINE, line, *STORY)), ROWS)
    assert (left or line) in doc.text.split("\n")


def test_a_sentence_of_the_story_before_brackets_stays() -> None:
    line = f"The post went up at noon. (Screenshot: Instagram) {LONG}"
    assert line in cleaned("\n".join((HEADLINE, *STORY, line, STORY[0])), ROWS).text


@pytest.mark.parametrize(
    "line",
    [
        f"Forty people a year fall through the ice. (Source: Hillside Police) {LONG}",
        f"{SHOWN} (Photo: Anna Meyer). {LONG}",
    ],
)
def test_a_source_or_a_full_stop_behind_the_brackets_is_a_sentence_s(line: str) -> None:
    assert line in cleaned("\n".join((HEADLINE, line, *STORY)), ROWS).text


@pytest.mark.parametrize("line", ["Pictures from Gaza", "Photos from Mars", "Images from Space"])
def test_what_pictures_show_is_no_credit(line: str) -> None:
    assert line in cleaned("\n".join((HEADLINE, *STORY[:3], line, *STORY[3:])), ROWS).text


@pytest.mark.parametrize(
    "line",
    [
        "그룹 방탄소년단 멤버 정국(사진=빅히트뮤직)이 새 노래로 3년 만에 돌아온다.",
        "महापौर सुनीता शर्मा (फोटो: पीटीआई) ने सोमवार को कहा कि पुल को बंद करना होगा।",
        "Burmistrz Zielonki Anna Nowak (fot. PAP) żąda zamknięcia mostu, który się kruszy.",
        "Belediye Başkanı Ayşe Demir (Fotoğraf: AA) şehrin köprüsünün kapatılacağını söyledi.",
        "Der Bildband „Brücken am Fluss“ (Fotos: Tom Hall) – ein Buch über Städte – ist da.",
        "A new exhibition of river towns (photographs by Tom Hall) Monday drew a crowd.",
    ],
)
def test_who_is_shown_beside_the_first_words_is_in_the_story(line: str) -> None:
    assert line in cleaned("\n".join((HEADLINE, line, *STORY)), ROWS).text


def test_the_answer_in_brackets_behind_a_question_is_no_credit() -> None:
    line = "Which painter was born in the house by the old bridge in 1928? (Andy Warhol)"
    assert line in cleaned("\n".join((HEADLINE, *STORY[:3], line, *STORY[3:])), ROWS).text


@pytest.mark.parametrize(
    "lines",
    [
        ("Willie Nelson / Always On My Mind", "Hank Williams / Lost Highway"),
        ("ANDY ROBERTSON, Hillside", STORY[3], "CONNIE GREEN, Ashford"),
    ],
)
def test_names_in_a_row_or_over_each_voice_are_no_credits(lines: tuple[str, ...]) -> None:
    doc = cleaned("\n".join((HEADLINE, *STORY[:3], *lines, *STORY[3:])), ROWS)
    assert all(line in doc.text for line in lines)
