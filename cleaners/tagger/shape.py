"""What can be seen of one line alone, without understanding it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cleaners.lines import ends_sentence
from cleaners.tagger.words import STOP_WORDS, TOKEN, cut, topics, without_case

REMEMBERED = 120  # code points of a line whose sight is kept in mind: pages print them again
SEEN = 300  # code points of a line whose shape is looked at
JOINS = 6.0  # the start mark of a line that begins with a comma, a full stop …
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
TIME = re.compile(r"(?<!\d)[012]?\d[:.h][0-5]\d(?!\d)|\d ?[ap]\.?m\b", re.IGNORECASE)
DAY = re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|\d{1,2}月\d{1,2}日")
MOMENT = re.compile(r"\d(?:[:.hH/月-]\d| ?[apAP]\.?[mM])")  # stands in every time and every day
ADDRESS = ("://", "www.", ".com", ".org", ".net", ".html")
POINT = re.compile(r"\.(?:\w|(?<=[wW]{3}\.))")  # of an address or the name of a file
DIGITS, CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FILE_NAME = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp4", ".pdf")
HANDLE = re.compile(r"(?<!\w)[@#]\w|pic\.twitter")
SEPARATORS = ("|", "·", "•", "»", "›", "→", "►", "▶", "/", "\\", " - ", " – ", " — ")
INNER_ENDS = (". ", "! ", "? ", "… ", ".” ", "。", "！", "？", "। ", "؟ ", "۔ ")
QUOTES = ('"', "“", "”", "„", "«", "»", "「", "」")
COMMAS = (",", "、", "،")
MARKS = (SEPARATORS, COMMAS, INNER_ENDS, QUOTES)
USUAL = (*COMMAS[:1], *QUOTES[:3], *SEPARATORS[-3:], *INNER_ENDS[:5])  # what most lines may have
ASCII_MARKS = tuple(mark for some in MARKS for mark in some if mark.isascii())
USUAL_MARKS = tuple(mark for some in MARKS for mark in some if mark in USUAL)
UNUSUAL = re.compile("|".join(re.escape(m) for some in MARKS for m in some if m not in USUAL))
LABEL = re.compile(r"[^\W\d_][^:.!?\n]{0,30}[:：](?:\s|(?<=：))\S")
FIRST_COLON = 32  # code points in which the colon of a label stands
_CREDIT = """
    afp ap getty reuters dpa epa efe shutterstock istock alamy imago alliance aap pap apa keystone
    ansa bloomberg unsplash pixabay wikimedia flickr wireimage fotolia adobe xinhua tass iha dha
    photo photos foto fotos image images bild bilder picture courtesy imagen fotografía zdjęcie
    фото ảnh archiv archive file handout illustration 写真 撮影 图片 صورة فوتو फोटो
"""
CREDIT = frozenset(_CREDIT.split())

NAMES = (
    *("characters", "words", "word length", "end mark", "start mark", "starts small"),
    *("capitalised", "all capitals", "digits", "year", "time", "day", "address", "handle"),
    *("file name", "separators", "commas", "inner ends", "quotes", "brackets", "label"),
    *("stop words", "credit", "wide", "name-like"),
)
Shape = list[float]


class Sight(NamedTuple):
    """One line as the scorer sees it."""

    words: Sequence[str]
    topics: set[str]
    is_prose: bool
    shape: Shape


def look(text: str) -> Sight:
    """The words and the shape of a line.

    >>> dict(zip(NAMES, look("Read more: Kim in Moscow").shape))["label"]
    2.0
    >>> look("Putin invited North Korean leader Kim to Moscow.").is_prose
    True
    """
    return _remembered(text) if len(text) <= REMEMBERED else _looked(text)


def _looked(text: str) -> Sight:
    raw, wide = cut(text)
    words = without_case(raw, wide)
    return Sight(words, topics(words), _is_prose(text, len(words)), _shape(text, raw, words, wide))


_remembered = lru_cache(maxsize=1024)(_looked)


def end_mark(text: str) -> int:
    """0 none, 1 a full stop, 2 ! or ?, 3 colon, 4 an ellipsis, 5 a mark within quotes, 6 other.

    >>> [end_mark(t) for t in ("Sports", "He left.", "Why?", "By:", "More…", "“No.”", "Kim,")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    last = text[-1:]
    if last.isalnum():
        return 0
    if text.endswith(("...", "…")):
        return 4
    if last in ".。।۔":
        return 1
    if last in "!?！？؟":
        return 2
    if last in ":：":
        return 3
    return 5 if ends_sentence(text) else 6


SENTENCE_ENDS = (1, 2, 5)  # end marks


def _is_prose(text: str, words: int) -> bool:
    if words >= 40:
        return True
    return words >= 6 and ends_sentence(text)


def _label(text: str) -> float:
    """How many words stand before the colon that ends a label; 0 where there is none."""
    if ":" not in text[:FIRST_COLON] and "：" not in text[:FIRST_COLON]:
        return 0.0
    found = LABEL.match(text)
    return float(len(TOKEN.findall(found[0].partition(":")[0]))) if found else 0.0


def _start_mark(text: str) -> int:
    first = text[0]
    if first.isalpha():
        return 0
    if first.isdigit():
        return 1
    if first in "\"'“”„«‘「":
        return 2
    if first in "-–—*•·►▶→>»›▪■●|+":
        return 3
    if first in "([{【（":
        return 4
    return 5 if first in "@#" else 6


def _names_host(text: str) -> tuple[bool, bool]:
    """Whether an address or the name of a file stands in a text; most points have nothing close
    behind them."""
    if not POINT.search(text) and "://" not in text:
        return False, False
    small = text.casefold()
    return any(part in small for part in ADDRESS), any(part in small for part in FILE_NAME)


def _shape(text: str, raw: Sequence[str], words: Sequence[str], wide: bool) -> Shape:
    seen = text[:SEEN]
    count = len(words)
    named, capital = _initials("".join([w[0] for w in raw]))
    digits = 0 if named == len(raw) else sum([len(w) for w in raw if w[0].isdigit()])
    has_at, (has_address, has_file) = "@" in seen, _names_host(seen)
    edges = words if count <= 24 else [*words[:12], *words[-12:]]
    shouted = sum(map(str.isupper, raw)) and sum([w.isupper() and len(w) > 1 for w in raw])
    return [
        float(len(text)),
        float(count),
        sum(map(len, words)) / count if count else 0.0,
        float(end_mark(text)),
        float(_start_mark(text)),
        float(text[0].islower()),
        capital / named if named else 0.0,
        shouted / named if named else 0.0,
        digits / len(text),
        *_moments(seen, digits),
        float(has_at or has_address),
        float((has_at or "#" in seen or "pic." in seen) and HANDLE.search(seen) is not None),
        float(has_file),
        *_marks(seen),
        float(text[0] in "([（" and text[-1] in ")]）") + 2.0 * (text[-1] in ")]）"),
        _label(seen),
        sum(map(STOP_WORDS.__contains__, words)) / count if count else 0.0,
        float(sum(map(CREDIT.__contains__, edges)) + ("©" in seen)),
        float(wide),
        float(2 <= named <= 4 and capital == named and count == named),
    ]


def _moments(seen: str, digits: int) -> tuple[float, float, float]:
    """How many years there are in a text, whether a time, whether a day."""
    may_have_year = digits > 3 and ("19" in seen or "20" in seen)
    years = float(len(YEAR.findall(seen))) if may_have_year else 0.0
    if not digits or not MOMENT.search(seen):
        return years, 0.0, 0.0
    has_day = digits > 2 and DAY.search(seen) is not None
    return years, float(TIME.search(seen) is not None), float(has_day)


def _initials(initials: str) -> tuple[int, int]:
    """How many words begin with a letter, and how many with a capital."""
    if not initials.isascii():
        return sum(map(str.isalpha, initials)), sum(map(str.isupper, initials))
    letters = initials.encode().translate(None, DIGITS)
    return len(letters), len(letters) - len(letters.translate(None, CAPITALS))


def _marks(seen: str) -> tuple[float, float, float, float]:
    """How many separators, commas, inner ends and quotes stand in a text."""
    if seen.isascii():
        a, b, c, d, comma, e, f, g, quote = map(seen.count, ASCII_MARKS)
        return float(a + b + c + d), float(comma), float(e + f + g), float(quote)
    if not UNUSUAL.search(seen):
        a, b, c, comma, d, e, f, g, h, i, j, k = map(seen.count, USUAL_MARKS)
        return float(a + b + c), float(comma), float(d + e + f + g + h), float(i + j + k)
    sums = [float(sum(map(seen.count, some))) for some in MARKS]
    return sums[0], sums[1], sums[2], sums[3]
