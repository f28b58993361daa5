"""What can be seen of a line, in scripts with other words and other full stops."""

import pytest

from cleaners.lines import ends_sentence, is_prose, marks_no_end, word_count

PROSE = [
    pytest.param("Cumhurbaşkanı salı günü Moskova’ya gitti, görüşmeler iki gün sürecek.", id="tr"),
    pytest.param("Президент во вторник прибыл в Москву, переговоры продлятся два дня.", id="ru"),
    pytest.param("„Ми чекали на це дуже довго“, – сказав міністр. „Дуже довго.“", id="uk"),
    pytest.param("هل وصل الرئيس إلى موسكو يوم الثلاثاء لإجراء محادثات؟", id="ar"),
    pytest.param("رئیس‌جمهور روز سه‌شنبه برای گفت‌وگو به مسکو رفت.", id="fa"),
    pytest.param("राष्ट्रपति मंगलवार को बातचीत के लिए मॉस्को पहुंचे।", id="hi"),
    pytest.param("صدر منگل کو مذاکرات کے لیے ماسکو پہنچ گئے۔", id="ur"),
    pytest.param("Tổng thống đến Moskva hôm thứ Ba để hội đàm trong hai ngày.", id="vi"),
    pytest.param("总统星期二抵达莫斯科，会谈将持续两天。", id="zh"),
    pytest.param("「我們等這一天等了很久，大家都很高興。」", id="zh-tw"),
    pytest.param("大統領は火曜日にモスクワに到着し、会談は二日間続く。", id="ja"),
    pytest.param("대통령은 화요일 모스크바에 도착했으며 회담은 이틀간 이어진다.", id="ko"),
]
FURNITURE = [
    pytest.param("İlginizi Çekebilir", id="tr"),
    pytest.param("Читайте также", id="ru"),
    pytest.param("مواضيع ذات صلة", id="ar"),
    pytest.param("यह भी पढ़ें", id="hi"),
    pytest.param("相关阅读", id="zh"),
    pytest.param("あわせて読みたい", id="ja"),
    pytest.param("함께 보면 좋은 기사", id="ko"),
]


@pytest.mark.parametrize("line", PROSE)
def test_a_sentence_is_prose_in_every_script(line: str) -> None:
    assert ends_sentence(line)
    assert is_prose(line)


@pytest.mark.parametrize("line", FURNITURE)
def test_a_heading_of_links_is_no_prose_in_any_script(line: str) -> None:
    assert not ends_sentence(line)
    assert not is_prose(line)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("नई दिल्ली में", 3),
        ("நியூ டெல்லி", 2),
        ("می‌شود و نمی‌شود", 3),
        ("مُحَمَّد", 1),
        ("e\u0301te\u0301 indien", 2),
        ("o’zbek tili", 2),
    ],
)
def test_vowel_signs_and_joiners_do_not_break_words(text: str, words: int) -> None:
    assert word_count(text) == words


@pytest.mark.parametrize("line", PROSE)
def test_other_scripts_mark_the_end_of_a_sentence(line: str) -> None:
    assert not marks_no_end(line)


def test_thai_and_lao_mark_no_end_of_a_sentence() -> None:
    assert marks_no_end("นายกเทศมนตรีย้ำว่างานช่วงแรกได้เริ่มขึ้นแล้วในย่านเมืองเก่า")
    assert marks_no_end("ນາຍົກເທດສະມົນຕີກ່າວວ່າວຽກງານໄດ້ເລີ່ມຂຶ້ນແລ້ວ")
