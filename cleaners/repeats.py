"""What the page prints twice: its headline, and paragraphs of its own story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.document import Change
from cleaners.lines import Line, folded, lines_of, word_count
from cleaners.profile import Profile

SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
TOP = 4  # a headline is repeated in the first lines of a story, not later
LONG = 80  # folded letters; shorter lines (answers, refrains) repeat in good texts


def find(text: str, headline: str | None, profile: Profile) -> Iterator[Change]:
    """Copies of the headline at the top, and long paragraphs that have stood before.

    >>> text = "Kim visits Moscow again today. The two leaders met at noon."
    >>> [c.rule for c in find(text, "Kim Visits Moscow Again Today", Profile(name="x"))]
    ['repeats.headline-sentence']
    """
    seen: set[str] = set()
    for n, line in enumerate(lines_of(text)):
        key = folded(line.text)
        if headline and n < TOP:
            copy = _copy_of_headline(line, key, headline, profile)
            if copy:
                yield copy
                continue
        exact = " ".join(line.text.split())
        if len(key) >= LONG and exact in seen and profile.runs("repeats.paragraph"):
            yield Change("repeats.paragraph", line.begin, line.next, "")
        seen.add(exact)


def _copy_of_headline(line: Line, key: str, headline: str, profile: Profile) -> Change | None:
    whole = folded(headline)
    if not key or word_count(headline) < 3:
        return None
    if key == whole and profile.runs("repeats.headline"):
        return Change("repeats.headline", line.begin, line.next, "")
    if _is_cut_short(line.text, key, whole) and profile.runs("repeats.headline-cut-short"):
        return Change("repeats.headline-cut-short", line.begin, line.next, "")
    if key.startswith(whole) and profile.runs("repeats.headline-sentence"):
        for end in SENTENCE_END.finditer(line.text, 0, 2 * len(headline) + 20):
            if folded(line.text[: end.end()]) == whole:
                rest = line.text[end.end() :]
                size = end.end() + len(rest) - len(rest.lstrip())
                return Change("repeats.headline-sentence", line.start, line.start + size, "")
    return None


def _is_cut_short(text: str, key: str, whole: str) -> bool:
    return whole.startswith(key) and len(key) >= 20 and word_count(text) >= 4
