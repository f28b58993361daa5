"""What can be seen of one line alone, without understanding it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaners.lines import CLOSERS, END_MARKS
from cleaners.tagger.words import LONGEST, STOP_WORDS, TOKEN, is_wide, topics, without_case

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
    raw: list[str] = TOKEN.findall(text[:LONGEST])
    wide = is_wide(text)
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
    bare = text.rstrip(CLOSERS + " ")
    return 5 if bare[-1:] in tuple(END_MARKS) else 6


def _is_prose(text: str, words: int) -> bool:
    if words >= 40:
        return True
    return words >= 6 and text.rstrip(CLOSERS + " ")[-1:] in tuple(END_MARKS)


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
    count, named = len(words), sum([w[0].isalpha() for w in raw])
    capital = sum([w[0].isupper() for w in raw])
    digits = sum([len(w) for w in raw if w[0].isdigit()])
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
        sum([len(w) > 1 and w.isupper() for w in raw]) / named if named else 0.0,
        digits / len(text),
        float(len(YEAR.findall(seen)) if digits > 3 else 0),
        float(bool(digits and TIME.search(seen))),
        float(bool(digits > 2 and DAY.search(seen))),
        float(has_at or ((has_point or "://" in seen) and _holds(seen, ADDRESS))),
        float((has_at or "#" in seen or "pic." in seen) and HANDLE.search(seen) is not None),
        float(has_point and _holds(seen, FILE_NAME)),
        float(sum(map(seen.count, SEPARATORS))),
        float(sum(map(seen.count, COMMAS))),
        float(sum(map(seen.count, INNER_ENDS))),
        float(sum(map(seen.count, QUOTES))),
        float(text[0] in "([（" and text[-1] in ")]）") + 2.0 * (text[-1] in ")]）"),
        _label(seen),
        sum([w in STOP_WORDS for w in words]) / count if count else 0.0,
        float(sum([w in CREDIT for w in edges]) + ("©" in seen)),
        float(wide),
        float(2 <= named <= 4 and capital == named and count == named),
    ]
