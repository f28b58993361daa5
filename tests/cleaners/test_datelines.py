"""Places before the first sentence: what is one, and what only looks like one."""

import pytest

from cleaners.facts import gather
from tests.carrier import HEADLINE, ROWS, STORY, cleaned

BEHIND = "Customs officers have found forty kilos of scales at the airport."


def dateline(line: str, *above: str) -> str | None:
    doc = cleaned("\n\n".join((HEADLINE, *above, line, *STORY)), ROWS)
    return gather(doc.source, doc.edits).dateline


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("SEPANG: ", "SEPANG"),
        ("Jakarta - ", "Jakarta"),
        ("DUBAI, United Arab Emirates — ", "DUBAI, United Arab Emirates"),
        ("Hamburg. ", "Hamburg"),
        ("HONOLULU, Hawaii (Example) - ", "HONOLULU, Hawaii (Example)"),
        ("Tarnheim (dpa/lni) - ", "Tarnheim (dpa/lni)"),
        ("New Delhi [India], March 14 (ANI): ", "New Delhi [India], March 14"),
        ("VALDEORIA (LEÓN), 12 (EUROPA PRESS) ", "VALDEORIA (LEÓN), 12 (EUROPA PRESS)"),
        ("Tarnheim a.M. (ddp). ", "Tarnheim a.M. (ddp)."),
        ("BERLIN taz | ", "BERLIN taz"),
        ("MOSCOW, March 14. /TASS/. ", "MOSCOW, March 14. /TASS/."),
        ("Roma, 12 mar. (askanews) – ", "Roma, 12 mar."),
        ("Montesole, 12 marzo 2024 - ", "Montesole, 12 marzo 2024"),
        ("(NEWARK, N.J.) — ", "(NEWARK, N.J.)"),
        ("TRENTON, N.J. | ", "TRENTON, N.J."),
        ("AREQUIPA, Perú. ", "AREQUIPA"),
        ("YENİKENT/İHA ", "YENİKENT/İHA"),
        ("EXAMPLE.COM, SUKAMAJU - ", "EXAMPLE.COM, SUKAMAJU"),
        ("Example6.com, Jakarta ", "Example6.com, Jakarta"),
        ("КИЇВ. 12 березня. УНН. ", "КИЇВ. 12 березня"),
        ("MADRID E LISBOA — ", "MADRID E LISBOA"),
        (
            "OSLO & MADRID, Spain--(BUSINESS WIRE)--",
            "OSLO & MADRID, Spain--(BUSINESS WIRE)",
        ),
    ],
)
def test_a_place_before_the_first_sentence_is_a_dateline(printed: str, found: str) -> None:
    assert dateline(printed + BEHIND) == found


@pytest.mark.parametrize(
    ("alone", "found"),
    [
        ("SEPANG —", "SEPANG"),
        ("SEPANG:", "SEPANG"),
        ("Roma, 12 mar. (askanews) –", "Roma, 12 mar."),
        ("КИЇВ. 12 березня. УНН.", "КИЇВ. 12 березня. УНН."),
        ("Hamburg:", None),
        ("Silence —", None),
        ("Hamburg - A city", None),
    ],
)
def test_a_dateline_may_have_a_line_of_its_own_above_the_story(
    alone: str, found: str | None
) -> None:
    assert dateline(BEHIND, alone) == found


def test_a_place_far_above_the_story_is_no_dateline() -> None:
    assert dateline(BEHIND, "SEPANG —", "Customs and crime in the south") is None


@pytest.mark.parametrize(
    "kicker",
    ["ÉCLAIRAGE - ", "KOMMENTAR – ", "ESCLUSIVA - ", "OPINIE | ", "SCIENCE - ", "ATP MADRID - "],
)
def test_a_word_that_says_what_a_text_is_is_no_place(kicker: str) -> None:
    assert dateline(kicker + BEHIND) is None


def test_a_place_alone_stands_beside_the_day() -> None:
    assert dateline(BEHIND, "Madrid", "5 March 2021") == "Madrid"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("रामपुर, 12 मार्च (भाषा) नगर निगम ने मंगलवार को नए पुल को मंजूरी दे दी।", "रामपुर, 12 मार्च (भाषा)"),
        ("گلشهر - ایرنا - شورای شهر روز سه‌شنبه ساخت پل تازه‌ای را تصویب کرد.", "گلشهر - ایرنا"),
        ("(서원=뉴스1) 김민수 기자 = 시의회는 10일 본회의를 열어 건립안을 통과시켰다.", "서원"),
        ("（北京3日讯）市议会周二晚间决定重建老桥，工程下个月开始动工。", "北京3日"),
        ("記者王小明／台北報導市議會週二晚間決定重建老橋，工程下個月開始。", "台北"),
        (
            "[東京 3日 ロイター] - 市議会は火曜日の夜、古い橋の再建を決めた。工事は9月に始まる。",
            "東京 3日",
        ),
        ("【ロンドン】市議会は火曜日の夜、古い橋の再建を決めた。工事は9月に始まる。", "ロンドン"),
        (
            "КАЗАНЬ, 3 мая, Пример. Городской совет решил построить новый мост.",
            "КАЗАНЬ, 3 мая, Пример.",
        ),
        (
            "Пример, 3 мая /Корр. БелТА/. Городской совет решил построить новый мост.",
            "Пример, 3 мая /Корр. БелТА/.",
        ),
        (
            "Примерово, 3 май /Иван Пробен, БТА/ Общинският съвет реши да построи нов мост.",
            "Примерово, 3 май /Иван Пробен, БТА/",
        ),
        (
            "3 мая, Пример /Кабар/. Городской совет решил построить новый мост.",
            "3 мая, Пример /Кабар/.",
        ),
        (
            "Hillstadt, 03.05.2024 (ISBnews) - Rada miasta zdecydowała o budowie nowego mostu.",
            "Hillstadt, 03.05.2024",
        ),
        (
            "Hillside, Ver., 3 de mayo de 2024.- El ayuntamiento aprobó el puente nuevo.",
            "Hillside, Ver., 3 de mayo de 2024.",
        ),
        ("OSLO (VG) Kommunestyret vedtok tirsdag kveld å bygge opp brua igjen.", "OSLO (VG)"),
        ("（中央社記者王小明台北12日電）市政府星期二宣布，新桥项目已获批准。", "台北12日"),
    ],
)
def test_agency_copy_names_its_place_in_any_script(line: str, found: str) -> None:
    assert dateline(line) == found


@pytest.mark.parametrize("printed", ["Silence. ", "BREAKING - ", "Leipzig: Hier ", "U.S. "])
def test_other_words_stay(printed: str) -> None:
    assert dateline(printed + BEHIND) is None


def test_words_in_brackets_are_no_place() -> None:
    assert dateline(f"(Silence) {BEHIND}") is None
    assert dateline(f"Meyer (Grüne) {BEHIND}") is None
    assert dateline(f"example.com, which sells shoes, {BEHIND}") is None


def test_a_section_that_the_story_names_is_no_place() -> None:
    told = "The Director of News said that the airport is closed, and he was right."
    doc = cleaned("\n\n".join((HEADLINE, f"NEWS — {BEHIND}", told, *STORY)), ROWS)
    assert f"NEWS — {BEHIND}" in doc.text


def test_a_speaker_is_no_place() -> None:
    first = "Jordan: I never said that to anyone in the locker room, and I never will."
    second = "Smith: You said it twice, and everybody in the building heard it that night."
    doc = cleaned("\n\n".join((HEADLINE, first, second, *STORY)), ROWS)
    assert first in doc.text


def test_a_sentence_that_a_dash_breaks_has_no_dateline() -> None:
    assert dateline("Jordan – the player, not the country – came to town on Tuesday.") is None


@pytest.mark.parametrize("sign", ["Berlin - ", "LONDON (Reuters) - "])
def test_a_place_behind_the_lead_that_was_glued_to_the_story_goes(sign: str) -> None:
    lead = "The office has called sixty thousand cars back to the garage."
    doc = cleaned("\n\n".join((HEADLINE, f"{lead} {sign}{BEHIND}", *STORY)), ROWS)
    assert f"{lead} {BEHIND}" in doc.text
    assert gather(doc.source, doc.edits).dateline == sign.strip(" -")


def test_a_journey_behind_the_lead_stays() -> None:
    line = "The band travels by train. Day – night – day, said the singer, is all that they see."
    assert line in cleaned("\n\n".join((HEADLINE, line, *STORY)), ROWS).text
