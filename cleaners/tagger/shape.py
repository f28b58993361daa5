"""What can be seen of one line alone, without understanding it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaners.lines import ends_sentence
from cleaners.tagger.words import STOP_WORDS, TOKEN, cut, topics, without_case

SEEN = 300  # code points of a line whose shape is looked at
GOES_ON = 6.0  # the start mark of a line that begins with a comma, a full stop …
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
TIME = re.compile(r"(?<!\d)[012]?\d[:.h][0-5]\d(?!\d)|\d ?[ap]\.?m\b", re.IGNORECASE)
DAY = re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|\d{1,2}月\d{1,2}日")
ADDRESS = ("://", "www.", ".com", ".org", ".net", ".html")
FILE_NAME = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp4", ".pdf")
HANDLE = re.compile(r"(?<!\w)[@#]\w|pic\.twitter")
SEPARATORS = ("|", "·", "•", "»", "›", "→", "►", "▶", "/", "\\", " - ", " – ", " — ")
INNER_ENDS = (". ", "! ", "? ", "… ", ".” ", "。", "！", "？", "। ", "؟ ", "۔ ")
QUOTES = ('"', "“", "”", "„", "«", "»", "「", "」")
COMMAS = (",", "、", "،")
MARKS = (SEPARATORS, COMMAS, INNER_ENDS, QUOTES)
ASCII_MARKS = tuple(tuple(filter(str.isascii, some)) for some in MARKS)
LABEL = re.compile(r"[^\W\d_][^:.!?\n]{0,30}[:：](?:\s|(?<=：))\S")
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
    raw, wide = cut(text)
    words = without_case(raw, wide)
    return Sight(words, topics(words), _is_prose(text, len(words)), _shape(text, raw, words, wide))


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


def _is_prose(text: str, words: int) -> bool:
    if words >= 40:
        return True
    return words >= 6 and ends_sentence(text)


def _label(text: str) -> float:
    """How many words stand before the colon that ends a label; 0 where there is none."""
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


def _holds(text: str, parts: Sequence[str]) -> bool:
    small = text.casefold()
    return any(part in small for part in parts)


def _shape(text: str, raw: Sequence[str], words: Sequence[str], wide: bool) -> Shape:
    seen = text[:SEEN]
    initials = "".join([w[0] for w in raw])
    count, named = len(words), sum(map(str.isalpha, initials))
    capital = sum(map(str.isupper, initials))
    digits = 0 if named == len(raw) else sum([len(w) for w in raw if w[0].isdigit()])
    marks = ASCII_MARKS if seen.isascii() else MARKS
    has_point, has_at = "." in seen, "@" in seen
    edges = words if count <= 24 else [*words[:12], *words[-12:]]
    return [
        float(len(text)),
        float(count),
        sum(map(len, words)) / count if count else 0.0,
        float(end_mark(text)),
        float(_start_mark(text)),
        float(text[0].islower()),
        capital / named if named else 0.0,
        sum([w.isupper() and len(w) > 1 for w in raw]) / named if named else 0.0,
        digits / len(text),
        float(len(YEAR.findall(seen)) if digits > 3 else 0),
        float(bool(digits and TIME.search(seen))),
        float(bool(digits > 2 and DAY.search(seen))),
        float(has_at or ((has_point or "://" in seen) and _holds(seen, ADDRESS))),
        float((has_at or "#" in seen or "pic." in seen) and HANDLE.search(seen) is not None),
        float(has_point and _holds(seen, FILE_NAME)),
        *[float(sum(map(seen.count, some))) for some in marks],
        float(text[0] in "([（" and text[-1] in ")]）") + 2.0 * (text[-1] in ")]）"),
        _label(seen),
        sum(map(STOP_WORDS.__contains__, words)) / count if count else 0.0,
        float(sum(map(CREDIT.__contains__, edges)) + ("©" in seen)),
        float(wide),
        float(2 <= named <= 4 and capital == named and count == named),
    ]
