"""The day a printed date names, where it can name only one."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from cleaners.calendars import foreign_days
from cleaners.later import later

_NAMES = (
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari ocak "
    "stycznia styczeń января січня ledna ianuarie január tammikuuta "
    "siječnja januarja januara gener януари јануар јануара ιανουαρίου янв يناير जनवरी জানুয়ারি "
    "جنوری ژانویه ינואר בינואר",
    "february feb februar februari février févr febrero fevereiro fev febbraio şubat lutego "
    "luty февраля лютого února februarie február helmikuuta "
    "veljače februarja februara febrer февруари фебруар фебруара φεβρουαρίου фев فبراير फरवरी "
    "ফেব্রুয়ারি फ़रवरी فروری فوریه شباط פברואר בפברואר",
    "march mar märz mrz mars marzo março maart mrt mart marca marzec maret марта березня "
    "marts března martie március maaliskuuta ožujka març март μαρτίου мар مارس मार्च মার্চ "
    "مارچ آذار mac מרץ במרץ",
    "april apr avril avr abril abr aprile nisan kwietnia kwiecień апреля квітня "
    "dubna aprilie április huhtikuuta travnja aprila април απριλίου апр أبريل ابريل अप्रैल এপ্রিল "
    "اپریل آوریل نيسان אפריל באפריל",
    "may mai mayo maio maggio mag mei mayıs maja maj мая травня května május "
    "svibnja maig май мај маја toukokuuta μαΐου μαίου май مايو मई মে مئی أيار מאי במאי",
    "june jun juni juin junio junho giugno giu haziran czerwca czerwiec июня червня června "
    "iunie június kesäkuuta lipnja junija juna juny юни јун јуна ιουνίου июн يونيو जून জুন "
    "ژوئن حزيران יוני ביוני",
    "july jul juli juillet juil julio julho luglio lug temmuz lipca lipiec июля липня "
    "července iulie július heinäkuuta srpnja julija jula juliol юли јул јула ιουλίου июл "
    "يوليو जुलाई জুলাই جولائی ژوئیه تموز julai יולי ביולי",
    "august augusti aug août aout agosto ago augustus ağustos sierpnia sierpień agustus августа "
    "серпня srpna augusztus elokuuta kolovoza avgust avgusta agost август "
    "αυγούστου авг أغسطس اغسطس अगस्त agt আগস্ট اگست ogos אוגוסט באוגוסט",
    "september sep sept septembre septiembre setiembre setembro settembre set eylül września "
    "wrzesień сентября вересня září septembrie "
    "szeptember rujna septembar septembra setembre септември септембар септембра syyskuuta "
    "σεπτεμβρίου сен سبتمبر सितंबर সেপ্টেম্বর "
    "सितम्बर ستمبر سپتامبر أيلول ספטמבר בספטמבר",
    "october oct oktober okt octobre octubre outubro out ottobre ott ekim października "
    "październik октября жовтня října octombrie október "
    "oktobar oktobra октомври октобар октобра lokakuuta οκτωβρίου окт أكتوبر اكتوبر अक्टूबर "
    "অক্টোবর अक्तूबर اکتوبر اکتبر אוקטובר באוקטובר",
    "november nov novembre noviembre novembro kasım listopada listopad "
    "ноября листопада listopadu noiembrie "
    "studenoga studenog novembar novembra ноември новембар новембра marraskuuta νοεμβρίου ноя "
    "نوفمبر नवंबर নভেম্বর नवम्बर نومبر نوامبر נובמבר בנובמבר",
    "december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre aralık "
    "grudnia grudzień desember декабря грудня prosince "
    "decembrie "
    "prosinca decembar decembra desembre декември децембар децембра joulukuuta δεκεμβρίου дек "
    "ديسمبر दिसंबर ডিসেম্বর दिसम्बर دسمبر دسامبر dis disember דצמבר בדצמבר",
)


def _bare(name: str) -> str:
    """A name in small letters without accents: capitals often lose them, as ΙΟΥΝΙΟΥ and KASIM do.

    >>> _bare("Août"), _bare("EKİM") == _bare("ekim"), _bare("KASIM") == _bare("kasım")
    ('aout', True, True)
    """
    return ACCENT.sub("", unicodedata.normalize("NFD", name.casefold())).replace("ı", "i")


ACCENT = re.compile("[\u0300-\u036f]")
MONTHS = {_bare(name): n for n, names in enumerate(_NAMES, 1) for name in names.split()}
_NAME = r"(?P<name>[^\W\d_][^\s\d.,;:()/|-]{1,15})"  # what stands where a month may
_YEAR = r"(?P<year>(?:19|20)\d\d)"
PATTERNS = tuple(
    later(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}(?P<sign>[-/.]) ?(?P<month>\d\d?)(?P=sign) ?(?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR}\. {_NAME} (?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]",
        rf"(?<!\d)(?P<day>\d\d?) tháng (?P<month>\d\d?),? (?:năm )?{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th|er|[.ºª°])?[\s./-]{{0,2}}(?:de |d[’'])?"
        rf"{_NAME}\.?,?[\s/-]{{0,2}}(?:de |del )?{_YEAR}(?!\d)",
        rf"\b{_NAME}\.?\s{{0,3}}(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s{{1,2}}{_YEAR}",
        rf"(?<![\d./-])(?P<one>\d\d?)(?P<sign>[./-]) ?(?P<two>\d\d?)(?P=sign) ?{_YEAR}(?!\d)",
    )
)
DIGIT = re.compile(r"(?![0-9])\d")  # of other scripts
FIRST = re.compile(
    r"(?:published|posted|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|erstellt)\W*"
    r"(?:on|am|le|el|em|il|op)?\W*$",
    re.IGNORECASE,
)

LAST = re.compile(
    r"(?:updated?|modified|edited|aktualisiert|geändert|mis à jour|modifié|actualizado|"
    r"actualización|atualizado|atualizada|aggiornato|aggiornamento|modifica|bijgewerkt|uppdaterad|opdateret|"
    r"oppdatert|aktualizacja|aktualizováno|actualizat|güncelleme|обновлено|оновлено)\W*"
    r"(?:on|am|le|la|el|em|il|op)?\W*$",
    re.IGNORECASE,
)


def iso_day(text: str, day_first: bool = False) -> str | None:
    """The day as ISO 8601. None where the text names no day, several, or one in two ways.

    Of several days the one behind “published” counts, and none behind “updated”. 06/07 is a day of
    July where the page prints the day first.

    >>> iso_day("19 June 2024"), iso_day("19.06.2024, 10:27 Uhr"), iso_day("2024年6月19日")
    ('2024-06-19', '2024-06-19', '2024-06-19')
    >>> iso_day("১২ মার্চ ২০১৯"), iso_day("۱۲ اسفند ۱۳۹۹"), iso_day("12 มี.ค. 2564 10:22 น.")
    ('2019-03-12', '2021-03-02', '2021-03-12')
    >>> iso_day("06/07/2024"), iso_day("31 June 2024"), iso_day("Monday")
    (None, None, None)
    >>> iso_day("12. ožujka 2017."), iso_day("15 март 2018")
    ('2017-03-12', '2018-03-15')
    >>> iso_day("06/07/2024", day_first=True)
    '2024-07-06'
    >>> iso_day("Updated 3 May 2024, published 1 May 2024")
    '2024-05-01'
    >>> iso_day("Aug 14, 2021 Updated Aug 15, 2021")
    '2021-08-14'
    """
    text = text[:400] if text.isascii() else DIGIT.sub(lambda d: str(int(d[0])), text[:400])
    found = [
        (m.start(), _day(m, day_first))
        for pattern in PATTERNS
        for m in pattern.finditer(text)
        if "name" not in pattern.groupindex or _bare(m["name"]) in MONTHS
    ]
    found += foreign_days(text)
    days = {day for _, day in found}
    if len(days) > 1:
        first = {day for at, day in found if FIRST.search(text[max(0, at - 40) : at])}
        days = first or {day for at, day in found if not LAST.search(text[max(0, at - 40) : at])}
    day = days.pop() if len(days) == 1 else None
    return day.isoformat() if day else None


def _day(found: re.Match[str], day_first: bool) -> date | None:
    parts = found.groupdict()
    year = int(parts["year"])
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        if one <= 12 and two <= 12 and one != two and not day_first:
            return None
        day, month = (two, one) if two > 12 else (one, two)
    else:
        day = int(parts["day"])
        month = _month(found) if "name" in parts else int(parts["month"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(found: re.Match[str]) -> int:
    """The month of this name; “10. listopada” is Croatian and October, “10 listopada” Polish."""
    name = _bare(found["name"])
    is_ordinal = found.string[found.end("day") : found.start("name")].startswith(".")
    return 10 if name == "listopada" and is_ordinal else MONTHS[name]
