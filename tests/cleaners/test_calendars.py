"""Days of the Buddhist and the Iranian calendar, as the record gives them."""

import pytest

from cleaners.dates import iso_day


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("28 พ.ย. 2556 15.54 น.", "2013-11-28"),
        ("วันศุกร์ ที่ 12 มีนาคม พ.ศ. 2564, 10.22 น.", "2021-03-12"),
        ("۱ فروردین ۱۴۰۰", "2021-03-21"),
        ("۳۰ اسفند ۱۳۹۹ - ۱۰:۲۲", "2021-03-20"),
        ("۱ فروردین ماه ۱۴۰۳", "2024-03-20"),
        ("۱۳۵۷/۱۱/۲۲", "1979-02-11"),
        ("1404-01-01", "2025-03-21"),
        ("شائع 12 مارچ 2021 10:22am", "2021-03-12"),
        ("יום שלישי, 12 במרץ 2024", "2024-03-12"),
        ("Selasa, 12 Ogos 2024", "2024-08-12"),
        ("12 tháng 3 năm 2024", "2024-03-12"),
        ("12 أيلول 2024", "2024-09-12"),
    ],
)
def test_a_day_is_one_of_our_calendar(printed: str, day: str) -> None:
    assert iso_day(printed) == day


@pytest.mark.parametrize(
    "printed",
    [
        "28 พ.ย. 56",  # a year of two digits
        "30 ก.พ. 2564",
        "۳۱ مهر ۱۴۰۰",  # no month of 31 days
        "1445/09/02",  # a year of the Islamic calendar
        "1400/13/01",
    ],
)
def test_no_day_is_read_where_none_is_sure(printed: str) -> None:
    assert iso_day(printed) is None
