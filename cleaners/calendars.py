"""Days of calendars that count their years otherwise: the Buddhist one of Thailand, the Iranian."""

from __future__ import annotations

import re
from datetime import date

from cleaners.later import later

BUDDHIST = 543  # years before ours
BEFORE_YEAR_ONE = -356_033  # days that the sum below counts too many
_THAI = (
    "มกราคม|ม.ค.",
    "กุมภาพันธ์|ก.พ.",
    "มีนาคม|มี.ค.",
    "เมษายน|เม.ย.",
    "พฤษภาคม|พ.ค.",
    "มิถุนายน|มิ.ย.",
    "กรกฎาคม|ก.ค.",
    "สิงหาคม|ส.ค.",
    "กันยายน|ก.ย.",
    "ตุลาคม|ต.ค.",
    "พฤศจิกายน|พ.ย.",
    "ธันวาคม|ธ.ค.",
)
_IRANIAN = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
]
THAI_MONTHS = {name: n for n, names in enumerate(_THAI, 1) for name in names.split("|")}
IRANIAN_MONTHS = {name: n for n, name in enumerate(_IRANIAN, 1)}
_YEAR = r"(?P<year>1[34]\d\d)"
THAI = later(
    rf"(?<!\d)(?P<day>\d\d?) (?P<name>{'|'.join(map(re.escape, THAI_MONTHS))}) "
    r"(?:พ\.ศ\. ?)?(?P<year>2[45]\d\d)(?!\d)"
)
IRANIAN = later(
    rf"(?<!\d)(?P<day>\d\d?) (?P<name>{'|'.join(IRANIAN_MONTHS)})(?: ?ماه)?،? {_YEAR}(?!\d)"
)
# In 1416 and later the year would be one of the Islamic calendar, which is printed so as well.
IRANIAN_SIGNS = later(
    r"(?<![\d/])(?P<year>13[4-9]\d|140\d|141[0-5])(?P<sign>[/-])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?![\d/-])"
)


def foreign_days(text: str) -> list[tuple[int, date | None]]:
    """The days of other calendars in a text with our digits, and where each stands.

    >>> foreign_days("12 มี.ค. 2564 10:22"), foreign_days("12 اسفند 1399")
    ([(0, datetime.date(2021, 3, 12))], [(0, datetime.date(2021, 3, 2))])
    >>> foreign_days("1400/01/01"), foreign_days("12 مارس 2024")
    ([(0, datetime.date(2021, 3, 21))], [])
    """
    found: list[tuple[int, date | None]] = []
    for m in THAI.finditer(text):
        year, month = int(m["year"]) - BUDDHIST, THAI_MONTHS[m["name"]]
        found.append((m.start(), _ours(year, month, int(m["day"]))))
    for m in IRANIAN.finditer(text):
        day = _of_iran(int(m["year"]), IRANIAN_MONTHS[m["name"]], int(m["day"]))
        found.append((m.start(), day))
    for m in IRANIAN_SIGNS.finditer(text):
        found.append((m.start(), _of_iran(int(m["year"]), int(m["month"]), int(m["day"]))))
    return found


def _ours(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_iran(year: int, month: int, day: int) -> date | None:
    """Six months of 31 days, then six of 30, the last of 29 but in eight years of 33."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        return None
    since = year + 1595
    before = 31 * (month - 1) if month < 7 else 30 * (month - 7) + 186
    days = 365 * since + since // 33 * 8 + (since % 33 + 3) // 4 + before + day
    return date.fromordinal(days + BEFORE_YEAR_ONE)
