"""Common words decide the language of a text only where they leave no doubt."""

import random

import pytest

from cleaners.common_words import SIMPLIFIED, SURE, TRADITIONAL, _lists, told
from cleaners.language import identify

SENTENCES = {
    "en": "The minister said on Monday that the talks with the union had failed and that he would "
    "not return to the table before the end of the year, as both sides had hoped.",
    "de": "Der Minister sagte am Montag, dass die Gespräche mit der Gewerkschaft gescheitert sind "
    "und dass er nicht vor dem Ende des Jahres an den Tisch zurückkehren wird.",
    "es": "El ministro dijo el lunes que las conversaciones con el sindicato habían fracasado y "
    "que no volvería a la mesa antes del final del año, como los dos esperaban.",
    "fr": "Le ministre a dit lundi que les discussions avec le syndicat avaient échoué et que la "
    "réunion ne serait pas reprise avant la fin de l’année, comme les deux parties le voulaient.",
    "ru": "Министр сказал в понедельник, что переговоры с профсоюзом не удались и что он не "
    "вернется за стол до конца года, как этого и хотели обе стороны.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_text_of_one_language_is_told(code: str) -> None:
    found = identify(" ".join([SENTENCES[code]] * 4))
    assert (found.code, found.method) == (code, "common-words")


@pytest.mark.parametrize("code", ["de", "es", "fr", "ru"])
def test_a_text_of_two_languages_is_left_to_langdetect(code: str) -> None:
    assert told(" ".join([SENTENCES["en"], SENTENCES[code]] * 4)) is None


def test_a_language_that_is_no_sure_one_is_never_named() -> None:
    """Not even where its words are all that stands there."""
    draw = random.Random(1)
    for code, listed in _lists().items():
        found = told(" ".join(draw.choices(sorted(listed), k=400)))
        assert found is None or found.code == code in SURE, code


def test_scripts_of_one_language_tell_it() -> None:
    korean = identify("대통령은 월요일에 회담이 실패했다고 말했다. " * 6)
    japanese = identify("大統領は月曜日に会談が失敗したと述べた。" * 9)
    assert (korean.code, korean.method) == ("ko", "script")
    assert (japanese.code, japanese.method) == ("ja", "script")


OLD = "政府週一宣布新的道路計畫，預計三年內在北部地區完成全部工程，總投資超過二十億元。"
NEW = "政府周一宣布了一项新的道路建设计划，预计三年内在北部地区完成全部工程，总投资超过二十亿元。"


@pytest.mark.parametrize(("text", "code"), [(OLD, "zh-Hant"), (NEW, "zh-Hans")])
def test_chinese_is_told_by_the_letters_that_were_made_simple(text: str, code: str) -> None:
    found = identify(text)
    assert (found.code, found.method) == (code, "script")
    assert not TRADITIONAL & SIMPLIFIED


@pytest.mark.parametrize(
    "text",
    [
        OLD + NEW,  # both
        OLD[:15],  # too short
        OLD + "政府は月曜日に新しい道路を建設する計画を発表した。",
        "The government announced a plan on Monday, 政府週一宣布新的道路計畫，預計三年內完成工程。",
    ],
)
def test_chinese_beside_another_language_is_left_to_langdetect(text: str) -> None:
    assert told(text) is None


def test_a_short_text_is_left_to_langdetect() -> None:
    assert identify(SENTENCES["en"]).method == "langdetect"
