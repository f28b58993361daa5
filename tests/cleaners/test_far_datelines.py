"""Datelines in scripts without capitals, and sentences that look alike."""

import pytest

from cleaners.facts import Facts, gather
from tests.carrier import HEADLINE, ROWS, STORY, cleaned

HINDI = "नगर परिषद ने मंगलवार शाम पुराने पुल को फिर से बनाने का फैसला किया और काम कल शुरू होगा।"
ARABIC = "قرر المجلس البلدي مساء الثلاثاء إعادة بناء الجسر القديم المغلق منذ أبريل."
HEBREW = "מועצת העיר החליטה ביום שלישי בערב לבנות מחדש את הגשר הישן הסגור מאז אפריל."
CNN_IN_DUBAI = "دبي، الإمارات العربية المتحدة (CNN)"
KOREAN = "시의회는 화요일 저녁 4월부터 폐쇄된 옛 다리를 다시 짓기로 결정했다고 밝혔다."


def facts(*lines: str) -> Facts:
    doc = cleaned("\n\n".join((HEADLINE, *lines, *STORY)), ROWS)
    return gather(doc.source, doc.edits)


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        (f"دبي – {ARABIC}", "دبي", ""),
        (f"بغداد/ واع {ARABIC}", "بغداد", "واع"),
        (f"الرياض 3 مايو (واس) -- {ARABIC}", "الرياض 3 مايو", "واس"),
        (f"دبي، الإمارات العربية المتحدة (CNN)-- {ARABIC}", CNN_IN_DUBAI, "CNN"),
        (f"أبوظبي في 3 مايو / وام / {ARABIC}", "أبوظبي في 3 مايو", "وام"),
        (f"תל אביב – {HEBREW}", "תל אביב", ""),
        (f"मुंबई: {HINDI}", "मुंबई", ""),
        (f"पटना। {HINDI}", "पटना", ""),
        (f"नई दिल्ली (एजेंसी)। {HINDI}", "नई दिल्ली", "एजेंसी"),
        (f"[서울=AP/뉴시스] 홍길동 기자 = {KOREAN}", "서울", "AP"),
        (f"(도쿄 AP=연합뉴스) {KOREAN}", "도쿄", "연합뉴스"),
        (f"[부산=홍길동 기자] {KOREAN}", "부산", ""),
    ],
)
def test_a_city_before_the_first_sentence_is_read(line: str, place: str, agency: str) -> None:
    found = facts(line)
    assert found.dateline == place
    assert "".join(found.agencies[:1]) == agency


def test_a_paper_and_its_reporter_are_read() -> None:
    found = facts(f"[예시경제=홍길동 기자] {KOREAN}")
    assert (found.agencies, found.bylines) == (("예시경제",), ("홍길동",))


@pytest.mark.parametrize(
    "lines",
    [
        (f"دبي والقاهرة وعمان: {ARABIC}",),
        (f"דובאי – עיר של ניגודים – {HEBREW}",),
        (f"मुंबई: {HINDI}", f"पटना: {HINDI}"),
    ],
)
def test_places_of_which_something_is_said_stay(lines: tuple[str, ...]) -> None:
    assert facts(*lines).dateline is None


def test_a_word_for_the_kind_of_report_is_no_paper() -> None:
    assert facts(f"[단독=홍길동 기자] {KOREAN}").agencies == ()
