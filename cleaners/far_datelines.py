"""Datelines in scripts without capitals: Arabic, Hebrew, those of India, Korean.

Nothing but a table of cities, an agency or brackets tells there a place from any other word.
"""

from __future__ import annotations

from cleaners.later import later
from cleaners.rule import terms

_ARABIC = (
    "ایرنا|ایسنا|فارس|مهر|تسنیم|رویترز|رويترز|وكالات|أ ?ف ?ب|شينخوا|واس|وام|وال|واع|سانا|بترا|كونا|"
    "قنا|معا|سبأ|سبوتنيك|الأناضول"
)
ARABIC = later(
    r"(?P<place>[\u0621-\u06cc]{3,12}(?: [\u0621-\u06cc]{2,12})?)\s?"
    r"(?:[\d\u0660-\u0669]{1,2} [\u0621-\u06cc]{3,10} [\d\u0660-\u0669]{4} )?"
    r"(?:(?:، [\u0621-\u06cc]{3,12}(?: [\u0621-\u06cc]{2,12}){0,2} ?)?"
    r"\((?P<agency>[\u0621-\u06cc .]{2,20}|[A-Z]{2,6})\)\s?[-–—:]{0,2}|"
    rf"[-–—] ?(?P<far>{_ARABIC}) ?[-–—:]|"
    r"[-–—]\s?[\u0621-\u06cc]{2,14}\s?[-–—:])"
    r"\s{0,2}"
)
_WORD = r"[^\W\d_][^\s\d.,:;()/-]{1,14}"
_DAY = rf"(?:[,،]? ?(?:في |ngày |তারিখ |તા\.? ?)?\d{{1,2}}\.? {_WORD}(?: \d{{4}})?)"
_CITY = terms()["far_city"]
# An agency between any signs behind the city; or the city alone, before a dash or a colon. A second
# dash ends what is said of the city, and a second city makes a list.
CITY = later(
    rf"(?P<place>(?:{_CITY}){_DAY}?)"
    rf"(?:[,،]? ?(?:\((?P<agency>[^()\n]{{2,20}})\)|/ ?(?P<stroke>{_WORD}) ?/|"
    rf"[-–—/] ?(?P<far>{_ARABIC})\b)\s?[-–—:।]{{0,2}}|"
    rf"\s?(?::|।(?= )|(?:--|[-–—])(?=\s)(?![^.।؟!\n]{{0,80}}\s[-–—]\s)))\s{{0,2}}(?!{_CITY}\b)"
)
_NAME = r"(?:(?P<name>[가-힣]{2,4}) ?(?:기자|특파원|통신원|인턴기자|선임기자))"
_WIRE = r"(?P<agency>(?:[A-Z]{2,4}[/·])?[가-힣A-Za-z0-9]{2,12})"
KOREAN = later(
    rf"[(\[【](?:(?P<place>[가-힣]{{2,8}})(?: (?:AP|AFP|EPA|dpa|로이터|신화|교도|타스))?=)"
    rf"{_WIRE}[)\]】]\s?(?:{_NAME}\s?)?(?:=\s?)?"
)
# A city or a paper; no word that says what kind of report it is.
_KOREAN_CITY = (
    "서울|부산|대구|인천|광주|대전|울산|세종|제주|수원|춘천|청주|전주|창원|포항|강릉|목포|여수|순천|"
    "원주|천안|평양|베이징|도쿄|워싱턴|뉴욕|런던|파리|베를린|모스크바|상하이"
)
_KOREAN_KIND = "단독|속보|종합|인터뷰|르포|포토|현장|기획|칼럼|사설|영상|특집"
KOREAN_PAPER = later(
    rf"[(\[【](?!(?:{_KOREAN_KIND}) ?=)"
    rf"(?:(?P<place>{_KOREAN_CITY})|(?P<agency>[가-힣A-Za-z]{{2,12}})) ?= ?{_NAME}[)\]】]\s?"
)
# India: the place, the day, the agency in brackets; without the day one of the agencies known.
_INDIAN = (
    "भाषा|वार्ता|एजेंसी|आईएएनएस|पीटीआई|एएनआई|ब्यूरो|एएफपी|रॉयटर्स|"
    "রয়টার্স|রয়টার্স|বাসস|ইউএনবি|এএফপি|এজেন্সি|પીટીઆઈ|એજન્સી"
)
_LETTERS = r"[\u0900-\u0d7f]"
INDIC = later(
    rf"(?P<place>{_LETTERS}{{2,20}}(?: {_LETTERS}{{2,20}})?)(?:"
    r", ?[\d\u0966-\u096f\u09e6-\u09ef]{1,2} "
    rf"{_LETTERS}{{2,12}},? ?\((?P<agency>{_LETTERS}{{2,14}})\)[:।]? ?|"
    rf" ?\((?P<wire>{_INDIAN})\) ?[:।–-] ?)"
)
FAR = (CITY, ARABIC, KOREAN, KOREAN_PAPER, INDIC)
