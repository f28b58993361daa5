"""What the words around a name make of it: a longer name, or none.

They also tell why a word has its capital: as part of a name, or because all words here have one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cleaners.gazetteer.context import (
    AFFAIRS,
    BEFORE_NAME,
    DAYS,
    DIRECTIONS,
    LINKERS,
    LONGER_NAME,
    TITLES,
)
from cleaners.gazetteer.entry import Entry
from cleaners.gazetteer.scan import Mention, Scan
from cleaners.gazetteer.words import is_common

SENTENCE_START = re.compile(r"(?:^|[.!?:…;]['\"”’»)]* +|\n)['\"“‘«„(\[–—-]* ?$|[“\"«„(•|]$")
LONG_WORD = re.compile(r"\b([^\W\d_])[^\W\d_]{3,}")
KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
LONGEST = 300  # code points; a longer line is no headline
PEOPLE_SIGNS = ("人", "語", "语")  # `パレスチナ人` is a people, not the place


def is_part_of_longer_name(s: Scan, m: Mention) -> bool:
    """Whether the words around a name make another name of it.

    >>> from cleaners.gazetteer.index import gazetteer
    >>> from cleaners.gazetteer.scan import scan
    >>> lines = [scan(t, gazetteer()) for t in ("The University of Paris is old.", "Paris is old.")]
    >>> [is_part_of_longer_name(s, m) for s in lines for m in s.mentions]
    [True, False]
    """
    return _is_led(s, m) or _is_followed(s, m)


def word_at(s: Scan, n: int) -> str:
    """A word of a line; empty beyond its ends."""
    return s.words[n] if 0 <= n < len(s.words) else ""


def _is_led(s: Scan, m: Mention) -> bool:
    """Whether the words before belong to the name."""
    if m.first == 0:
        return False
    gap, before, entry = s.gaps[m.first], s.words[m.first - 1], m.form.entry
    if not gap:
        is_katakana = KATAKANA.match(before) and KATAKANA.match(s.words[m.first])
        return bool(is_katakana) or _is_small_town_of_two_signs(m)
    if before.startswith("ال") and s.words[m.first].startswith("ال"):
        return gap == " "  # an adjective that agrees: `the Saudi society`
    if gap in (". ", ".") and len(before) == 1 and before.isupper():
        return True
    if gap == " & " and before[0].isupper():
        return True
    if gap in ("/", "@", "#", "_") or gap.endswith(("@", "#", "_")):
        return True
    if gap not in (" ", "-", "’", "'", "‑"):
        return False
    if gap == " " and before in LINKERS and m.first > 1:
        return _is_name_of(s, m.first - 2)
    if not before[0].isupper():
        if gap == " ":
            return not before.isascii() and before in BEFORE_NAME
        return gap in ("’", "'") and len(before) < 3  # d'Abidjan
    if gap != " ":
        return not _ends_mention(s, m.first)
    small = before.lower()
    if entry.kind == "place" and _ends_mention(s, m.first, "organisation"):
        return True  # `CNN Indonesia`
    if small in TITLES or small in DIRECTIONS or _ends_mention(s, m.first):
        return entry.kind != "person" and small in TITLES and small in LONGER_NAME
    if begins_sentence(s, m.first - 1) or is_title_case(s):
        return not is_common(before) or small in LONGER_NAME or small in BEFORE_NAME
    return not (entry.kind == "person" and is_common(before))


def _ends_mention(s: Scan, n: int, kind: str = "") -> bool:
    m = s.ends.get(n)
    return m is not None and kind in ("", m.form.entry.kind)


def _is_name_of(s: Scan, n: int) -> bool:
    """`University of`, `Duke of`, but not `president of` nor `Most of` at a sentence's start."""
    before = s.words[n]
    if s.gaps[n + 1] != " " or not before[0].isupper():
        return False
    if before.lower() in TITLES:  # `Hospital General de México`
        return word_at(s, n - 1).lower() in LONGER_NAME
    plain = begins_sentence(s, n) or is_title_case(s)
    return not plain or before.lower() in LONGER_NAME or not is_common(before)


def _is_followed(s: Scan, m: Mention) -> bool:
    """Whether the words behind belong to the name."""
    if m.last >= len(s.words):
        return False
    gap, after, entry = s.gaps[m.last], s.words[m.last], m.form.entry
    if m.form.surface.endswith(".") and gap == ". ":
        gap = " "  # `U.S. Air Force`
    if not gap:
        is_katakana = KATAKANA.match(after) and KATAKANA.match(s.words[m.last - 1])
        return bool(is_katakana) or after in PEOPLE_SIGNS or _is_small_town_of_two_signs(m)
    if gap in ("/", "@", "_", ".") or gap.startswith(("@", "_", "$")):
        return True
    if gap == " & " and after[0].isupper():
        return True
    if gap not in (" ", "-", "‑"):
        return False
    small = after.lower()
    if small in LONGER_NAME and (after[0].isupper() or entry.kind == "person"):
        return True
    if after.isdigit():
        return gap == " " and entry.kind != "person"  # `France 2`
    if not after[0].isupper():
        return gap == " " and after in ("de", "del", "von", "van") and entry.kind == "place"
    if m.last in s.begins:
        return gap != " " and "country" not in entry.role
    if small in DAYS or small in TITLES or after in ("I", "A"):
        return False
    if small in AFFAIRS and "country" in entry.role:
        return False
    if gap == " " and is_title_case(s) and entry.kind != "organisation" and not _is_town(entry):
        return not is_common(after)
    return True


def _is_town(entry: Entry) -> bool:
    return entry.kind == "place" and "country" not in entry.role


def _is_small_town_of_two_signs(m: Mention) -> bool:
    """Signs beside it that no blank parts from it are its own: `贵州茅台` is a company."""
    entry = m.form.entry
    return m.last - m.first == 2 and _is_town(entry) and "capital" not in entry.role


def begins_sentence(s: Scan, n: int) -> bool:
    """Whether a word has its capital because a sentence begins."""
    if n == 0:
        return True
    if s.gaps[n].startswith(".") and s.words[n - 1].lower() in TITLES:
        return False  # `Mr. Gay Germany`
    return bool(SENTENCE_START.search(s.line, max(0, s.start(n) - 8), s.start(n)))


def is_title_case(s: Scan) -> bool:
    """A headline in which every word has a capital tells nothing about names.

    A line that ends as a sentence is none, however many names stand in it.
    """
    return len(s.line) <= LONGEST and not s.line.rstrip().endswith(".") and _capitals_lead(s.line)


@lru_cache(maxsize=512)
def _capitals_lead(line: str) -> bool:
    long = LONG_WORD.findall(line)
    return len(long) > 2 and sum(map(str.isupper, long)) * 4 > 3 * len(long)
