"""Sentences of the page inside a paragraph of the story."""

import pytest

from cleaners.facts import gather
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


@pytest.mark.parametrize(
    ("sign", "agencies"),
    [
        (" IANS", ("IANS",)),
        (" (APP)", ("APP",)),
        (" — AFP", ("AFP",)),
        (" -Xinhua", ("Xinhua",)),
    ],
)
def test_an_agency_behind_the_last_sentence_is_its_field(
    sign: str, agencies: tuple[str, ...]
) -> None:
    doc = cleaned(f"{FIRST}\n{SECOND}{sign}\nShare this:", PAGE)
    assert doc.text == f"{FIRST}\n{SECOND}"
    assert gather(doc.source, doc.edits).agencies == agencies


def test_who_else_helped_goes_behind_the_last_sentence() -> None:
    assert text_of(f"{FIRST}\n{SECOND} (With inputs from agencies)") == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize("sign", [" He told Reuters.", " Who said so? Reuters.", " US"])
def test_what_is_no_signature_stays(sign: str) -> None:
    assert text_of(f"{FIRST}\n{SECOND}{sign}").endswith(sign)


def test_a_caption_with_its_agency_goes_where_a_picture_follows() -> None:
    shots = "The train at the station in Moscow on Tuesday morning. — AFP"
    other = "A crowd waits in front of the station of Moscow on Tuesday. — AFP"
    assert text_of(f"{FIRST}\n{SECOND}\n{shots}\n{other}") == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    ("last", "sign"),
    [
        (
            "این پل دو بخش شهر را به هم پیوند می‌دهد و روزانه بیست هزار خودرو از آن می‌گذرد.",
            " انتهای پیام/",
        ),
        ("新桥将连接城市的两岸，建成后每天可以通行两万辆汽车。", "（完）"),
        ("橋は市の両岸を結び、一日に二万台の車が通行する見込みだという。", "【田中花子】"),
        (
            "새 다리는 도시의 두 지역을 잇고 하루 2만 대의 차량이 오갈 것으로 보인다.",
            " <저작권자 ⓒ 예시일보, 무단 전재 및 재배포 금지>",
        ),
    ],
)
def test_the_sign_of_the_end_goes_behind_the_last_sentence(last: str, sign: str) -> None:
    assert text_of(f"{FIRST}\n{SECOND}\n{last}{sign}") == f"{FIRST}\n{SECOND}\n{last}"


def test_the_same_words_in_mid_story_stay() -> None:
    text = f"{FIRST}\n{SECOND} انتهای پیام/\n{SECOND[:60]} again on Wednesday, an hour later."
    assert text_of(text) == text


def test_a_row_of_the_tail_takes_a_sentence_at_the_end_only() -> None:
    call = "Your donation will support the student journalists of Example High School."
    assert text_of(f"{FIRST} {SECOND} {call}") == f"{FIRST} {SECOND}"
    assert text_of(f"{FIRST} {call} {SECOND}") == f"{FIRST} {call} {SECOND}"
