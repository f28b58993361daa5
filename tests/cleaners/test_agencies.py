"""The agency that a story came from: behind its last sentence, or in a line of its own."""

import pytest

from cleaners.facts import gather
from tests.carrier import HEADLINE, PAGE, STORY, cleaned

FIRST, SECOND = STORY[:2]


def text_of(text: str) -> str:
    return cleaned(text, PAGE).text


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


def _facts(*lines: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    doc = cleaned("\n".join(lines), PAGE)
    facts = gather(doc.source, doc.edits)
    return facts.agencies, facts.credits


@pytest.mark.parametrize(
    "lines",
    [
        (HEADLINE, "March 5, 2024", "Reuters", *STORY),
        (HEADLINE, "By Jane Doe", "(Reuters)", *STORY),
        (HEADLINE, *STORY, "Reuters"),
        (HEADLINE, *STORY, "Share this article", "Reuters.", "Leave a Reply"),
    ],
)
def test_an_agency_alone_outside_the_story_wrote_it(lines: tuple[str, ...]) -> None:
    assert _facts(*lines) == (("Reuters",), ())


@pytest.mark.parametrize(
    "lines",
    [
        (HEADLINE, *STORY[:3], "Reuters", *STORY[3:]),
        (HEADLINE, *STORY[:3], "Share this article", "Reuters", *STORY[3:]),
        (HEADLINE, *STORY, "A crowd at the gate.", "Reuters"),
        (HEADLINE, "The crowd at the station of Moscow (file photo)", "Reuters", *STORY),
        (HEADLINE, *STORY, "Crowds of flag-waving children at the station", "Reuters"),
    ],
)
def test_elsewhere_it_is_the_credit_of_a_picture(lines: tuple[str, ...]) -> None:
    assert _facts(*lines) == ((), ("Reuters",))


def test_a_picture_library_is_no_agency() -> None:
    assert _facts(HEADLINE, *STORY, "Getty Images") == ((), ("Getty Images",))


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("Von dpa/AFP", ("dpa", "AFP")),
        ("Par AFP avec Reuters", ("AFP", "Reuters")),
        ("(With inputs from agencies)", ()),
        ("With inputs from PTI and ANI", ("PTI", "ANI")),
    ],
)
def test_an_agency_in_the_place_of_the_writer(line: str, agencies: tuple[str, ...]) -> None:
    assert _facts(HEADLINE, line, *STORY) == (agencies, ())


def test_who_reported_and_edited_goes_behind_the_last_sentence() -> None:
    sign = "Reporting by Anna Meyer in Oslo; Editing by Paul Ebert"
    doc = cleaned("\n".join((HEADLINE, *STORY[:-1], f"{STORY[-1]} {sign}")), PAGE)
    assert doc.text.endswith(STORY[-1])
    assert gather(doc.source, doc.edits).bylines == ("Anna Meyer",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Reporting by Anna Meyer of the Guardian revealed the payments in 2019.",
        "Research by Oxford University shows that the ice is thin.",
        "The series was filmed last year. Produced by Hillside Films.",
        "The prize went to the bridge. Reporting by Anna Meyer in Hillside.",
        "Music by Hank Brown. Editing by Anna Meyer",
    ],
)
def test_what_somebody_did_behind_the_last_sentence_is_the_story_s(sentence: str) -> None:
    doc = cleaned("\n".join((HEADLINE, *STORY[:-1], f"{STORY[-1]} {sentence}")), PAGE)
    assert doc.text.endswith(sentence)
