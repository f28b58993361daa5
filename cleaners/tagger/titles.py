"""Where a headline can stand, and what speaks for a line to be it.

A headline stands over the story, or just below its first line. It shares its words with the first
paragraph and with the address of the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from cleaners.lines import CLOSERS, Line, folded
from cleaners.tagger import features
from cleaners.tagger.shape import REMEMBERED, SENTENCE_ENDS, look
from cleaners.tagger.words import tokens, topics

BELOW = 2  # lines under the first paragraph that are still looked at: a teaser may come first
FURTHEST = 80  # lines of furniture that a page may print over its headline
LONGEST = 250  # characters
SHORTEST = 15  # folded letters; shorter lines are alike by chance
LEAST_SLUG = 3  # words; a shorter address says nothing about the story
COPY = 0.2  # what a second copy over the story adds to the score of a headline
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ø": "o", "ł": "l"})
BARE = GERMAN | str.maketrans({"ä": "a", "ö": "o", "ü": "u"})  # as the other languages have it
STOPS = ".।۔"
CAPITALISED = 0.75  # of the words of a headline in capitals or in title case
ADDRESSED = 0.6  # of the words of a line in the address, and the other way round
WHOLE = 0.4  # of a line, where every word of the address stands in it
WHOLE_WORDS = 4  # of such an address
ABBREVIATED = re.compile(
    r"(?:\b\w\.\w{1,3}|\b[A-Z]{1,2}\. ?[A-Z]{1,2}|& Co|\b(?:Inc|Ltd|Jr|Sr|Corp|vs|etc|St)|\.\.)\.$"
)
ABBREVIATION = 16  # code points at the end of a line in which one can stand
LEAST_GLUED = 5  # words of a headline that the first paragraph begins with
SMALL = 3  # letters of words that addresses leave out
SPACED = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
BEGINS = re.compile(r"[\"'”’»)!?.…]{0,3}\s{1,4}(?=\w)")
SLUG_WORD = re.compile(r"[a-z]{2,}|\d+")
_CHARACTERS, _WORDS = features.NAMES.index("characters"), features.NAMES.index("words")
_END = features.NAMES.index("end mark")
_CAPITALISED = features.NAMES.index("capitalised")
NAMES = (
    *("title rank", "title candidates", "first of page", "shared with opening", "title copies"),
    *("kind above", "kind below", "lines to opening", "address in title", "title in address"),
    *("better address", "over story", "likely lines above", "likely lines below"),
)


def candidates(
    lines: Sequence[Line],
    explained: Sequence[str | None],
    rows: Sequence[Sequence[float]],
    words: frozenset[str] = frozenset(),
) -> list[int]:
    """The lines that could be the headline of a page with these words in its address."""
    found: list[int] = []
    stop = FURTHEST
    for n, line in enumerate(lines[:FURTHEST]):
        if n >= stop:
            break
        if explained[n] is None and (
            _can_be_title(line.text, rows[n]) or _is_title_with_stop(line.text, rows[n], words)
        ):
            found.append(n)
        if explained[n] is None and _is_paragraph(rows[n]):
            stop = min(stop, n + 1 + BELOW)
    return found


def _is_paragraph(row: Sequence[float]) -> bool:
    return row[_WORDS] >= 40 or (row[_WORDS] >= 6 and row[_END] in SENTENCE_ENDS)


def _can_be_title(text: str, row: Sequence[float]) -> bool:
    """A subhead ends in a colon, a sentence in a full stop; after a comma something follows."""
    ends = text[-1] in ":,;" or row[_END] == 1 or text.rstrip(CLOSERS)[-1:] in (*".。।۔",)
    return not ends and len(text) <= LONGEST and 2 <= row[_WORDS] <= 40


def _is_title_with_stop(text: str, row: Sequence[float], words: frozenset[str]) -> bool:
    """A headline may end as a sentence does where capitals, an abbreviation or the page's address
    say that it is no sentence of the story."""
    if text[-1] not in STOPS or len(text) > LONGEST or not 2 <= row[_WORDS] <= 40:
        return False
    is_capitalised = row[_CAPITALISED] >= CAPITALISED and row[_WORDS] >= 4
    if is_capitalised or ABBREVIATED.search(text, max(0, len(text) - ABBREVIATION)):
        return True
    return names_story(*_address(text, words), len(words))


def names_story(in_line: float, in_address: float, size: int) -> bool:
    """Whether a line and an address tell of the same: most words of each stand in the other, or
    every word of an address of `size` words, several, in a line not much longer.

    >>> names_story(0.75, 0.7, 3), names_story(1.0, 0.5, 5)
    (True, True)
    >>> names_story(1.0, 0.5, 2), names_story(1.0, 0.3, 5)
    (False, False)
    """
    is_whole = in_line == 1 and in_address >= WHOLE and size >= WHOLE_WORDS
    return min(in_line, in_address) >= ADDRESSED or is_whole


def best(scores: Sequence[tuple[int, float]], lines: Sequence[Line]) -> tuple[int, float]:
    """The place and the score of the headline. Copies of a line speak for it, and the
    first of them is taken. (-1, 0.0) when there is no candidate."""
    keys = {n: folded(lines[n].text[:LONGEST]) for n, _ in scores}
    sums = []
    for n, own in scores:
        copies = [s for m, s in scores if m != n and are_copies(keys[m], keys[n])]
        sums.append((round(own + sum(copies) + COPY * len(copies), 6), -n))
    surety, place = max(sums, default=(0.0, 1))
    return -place, surety


def slug(url: str | None) -> frozenset[str]:
    """The words of the part of an address that names the story; empty where it names none.

    >>> sorted(slug("https://example.org/world/kim-visits-moscow-again-4711.html"))
    ['again', 'kim', 'moscow', 'visits']
    >>> slug("https://example.org/news?id=4711")
    frozenset()
    """
    return frozenset(_addressed(url))


@lru_cache(maxsize=16)
def _addressed(url: str | None) -> tuple[str, ...]:
    """The words of the part of an address that names the story, in order."""
    parts = path_words(url)
    longest = max(parts, key=lambda part: len(set(part)), default=())
    return tuple(longest) if len(set(longest)) >= LEAST_SLUG else ()


def path_words(url: str | None) -> list[list[str]]:
    """The words of each part of an address's path.

    >>> path_words("https://example.org/world/kim-visits-moscow.html")
    [[], ['world'], ['kim', 'visits', 'moscow']]
    """
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return []
    return [latin(part) for part in path[:500].rsplit(".", 1)[0].split("/")]


def glued(text: str, url: str | None) -> int:
    """Where the story begins in a line whose first words are those of the page's address: the
    headline is glued to it. 0 where it is not.

    >>> url = "https://example.org/kim-visits-moscow-again-today"
    >>> line = "Kim visits Moscow again today The leader of North Korea came by train."
    >>> line[glued(line, url) :][:10]
    'The leader'
    >>> glued("Kim visits Moscow again today to meet Putin, the Kremlin says.", url)
    0
    """
    words, met, end = _addressed(url), 0, 0
    for found in SPACED.finditer(text[:LONGEST]) if len(words) >= LEAST_GLUED else ():
        mine = tuple(latin(found[0]))
        if mine and mine == words[met : met + len(mine)]:
            met, end = met + len(mine), found.end()
        elif sum(map(len, mine)) > SMALL:
            break
    begin = BEGINS.match(text, end)
    is_named = met >= max(LEAST_GLUED, ADDRESSED * len(words))
    return begin.end() if is_named and begin and text[begin.end()].isupper() else 0


def latin(text: str, spelling: dict[int, str] = GERMAN) -> list[str]:
    """Words as addresses spell them: no accents, no numbers.

    >>> latin("Grüße aus Łódź, 2024"), latin("Färre älgar", BARE)
    (['gruesse', 'aus', 'lodz'], ['farre', 'algar'])
    """
    bare = text[:LONGEST].casefold()
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare.translate(spelling))
        bare = "".join([c for c in plain if not unicodedata.combining(c)])
    return [w for w in SLUG_WORD.findall(bare) if not w.isdigit()]


def title_rows(
    lines: Sequence[Line],
    explained: Sequence[str | None],
    rows: Sequence[Sequence[float]],
    url: str | None,
) -> list[tuple[int, list[float]]]:
    """For each candidate its place and its features: those of the line, and those of `NAMES`."""
    words = slug(url)
    found = candidates(lines, explained, rows, words)
    open_lines = [n for n in range(len(lines)) if explained[n] is None]
    opening = next(
        (n for n in open_lines if rows[n][_CHARACTERS] > 60 and _is_paragraph(rows[n])), -1
    )
    first = _topics(lines[opening].text) if opening >= 0 else set()
    last = found[-1] + 5 if found else 0
    keys = [folded(line.text[:LONGEST]) for line in lines[:last]]
    addresses = [_address(lines[n].text, words) for n in found]
    best_address = max((min(a) for a in addresses), default=-1.0)
    likely = [_is_shaped(lines[n].text, rows[n]) for n in found]
    out = []
    for rank, (n, address) in enumerate(zip(found, addresses, strict=True)):
        mine = _topics(lines[n].text)
        shared = len(mine & first) / len(mine) if mine and n != opening else -1.0
        extra = [
            float(rank),
            float(len(found)),
            float(n == open_lines[0]),
            shared,
            float(_copies(keys, n)),
            _kind(explained, n - 1),
            _kind(explained, n + 1),
            float(max(-10, min(20, opening - n))),
            *address,
            best_address - min(address),
            float(n + 1 < len(lines) and _is_paragraph(rows[n + 1])),
            float(sum(likely[:rank])),
            float(sum(likely[rank + 1 :])),
        ]
        out.append((n, [*rows[n], *extra]))
    return out


def _topics(text: str) -> set[str]:
    return look(text).topics if len(text) <= REMEMBERED else topics(tokens(text))


def _is_shaped(text: str, row: Sequence[float]) -> bool:
    """Whether a line looks like a headline: some words and no end of a sentence."""
    return 4 <= row[_WORDS] <= 25 and text[-1] not in ".:,;。" and not text[0].islower()


def _copies(keys: Sequence[str], n: int) -> int:
    """How many other lines of the top begin with this one, or are the beginning of it."""
    return sum(are_copies(key, keys[n]) for m, key in enumerate(keys) if m != n)


def are_copies(one: str, other: str) -> bool:
    """Whether one folded line is the other, or its beginning.

    >>> are_copies("kimvisitsmoscow", "kimvisitsmoscowagain"), are_copies("kim", "kimvisits")
    (True, False)
    """
    if len(one) < SHORTEST or len(other) < SHORTEST:
        return False
    return one.startswith(other) or other.startswith(one)


def _address(text: str, words: frozenset[str]) -> tuple[float, float]:
    """How much of the address stands in a line, and how much of the line in the address."""
    mine = set(latin(text)) if words else set()
    if not mine:
        return -1.0, -1.0
    both = len(mine & words)
    if not text.isascii():
        both = max(both, len(words.intersection(latin(text, BARE))))
    return both / len(words), both / len(mine)


def _kind(explained: Sequence[str | None], n: int) -> float:
    """0 no line, 1 a line no row explains, 2 the names and dates around a headline, 3 the rest."""
    if not 0 <= n < len(explained):
        return 0.0
    if explained[n] is None:
        return 1.0
    return 2.0 if explained[n] in ("byline", "date", "dateline") else 3.0
