"""The features of every line of a document: its shape, its words, its place, its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise, starmap
from operator import itemgetter
from typing import NamedTuple

from cleaners.lines import Line
from cleaners.tagger import shape
from cleaners.tagger.lexicon import NAMES as LEXICON_NAMES
from cleaners.tagger.lexicon import Lexicon
from cleaners.tagger.shape import Sight, look
from cleaners.tagger.words import STOP_WORDS, patterns

FAR = 60.0  # lines; what is farther away is as good as absent
HEADING = 8  # words; a longer line is no heading of a list
OPEN = frozenset((0.0, 6.0))  # end marks of a line that has no end

PLACE = (
    *("index", "lines left", "place", "prose before", "prose after", "since prose", "until prose"),
    *("blank above", "blank below", "since first prose", "until last prose"),
)
TOPIC = ("shared with story", "new words", "shared with next prose", "shared with headline")
BLOCK = (
    *("block lines", "block index", "block left", "block words", "block spread"),
    *("block capitalised", "block end marks", "block shared", "block furniture", "block explained"),
    *("block alike", "block announced"),
)
NEAR = (
    *("since link heading", "prose since link heading", "since comment heading"),
    *("since explained", "until explained"),
    *("furniture near", "furniture over", "furniture under", "copies", "continues", "continued"),
    *("same start above", "same start below", "length beside above", "length beside below"),
)
LETTERS = (*("letters", "letters near", "letters over", "letters under", "document letters"),)
DOCUMENT = (
    *("document lines", "document prose", "document prose lines", "document furniture"),
    *("document explained", "document blank", "document median"),
)
OWN = (*shape.NAMES, *LEXICON_NAMES, *PLACE, *TOPIC, *BLOCK, *NEAR, *LETTERS, *DOCUMENT)
BESIDE = (
    *("characters", "words", "end mark", "start mark", "starts small", "capitalised", "digits"),
    *("label", "stop words", "credit", "furniture", "furniture most", "shared with story"),
)
SIDES = (("above", -1), ("below", 1), ("two above", -2), ("two below", 2))
NAMES = (*OWN, *(f"{name} {side}" for side, _ in SIDES for name in BESIDE))
_BESIDE = itemgetter(*(OWN.index(name) for name in BESIDE))
_ABSENT = (-1.0,) * len(BESIDE)
_CAPITALISED = shape.NAMES.index("capitalised")
_END = shape.NAMES.index("end mark")
_START = shape.NAMES.index("start mark")
_SMALL = shape.NAMES.index("starts small")
_LABEL = shape.NAMES.index("label")
COLON = 3.0  # the end mark


class Page(NamedTuple):
    """What the features of single lines are computed from."""

    lines: Sequence[Line]
    explained: Sequence[str | None]
    sights: Sequence[Sight]
    furniture: Sequence[Sequence[float]]  # of each line, from the lexicon
    links: Sequence[bool]  # headings of lists of links
    comments: Sequence[bool]  # headings of readers' comments
    keys: Sequence[str]
    prose: Sequence[int]  # the lines of the story, as far as shape tells
    shared: Sequence[Sequence[float]]
    letters: Sequence[float]  # of each line, from the lexicon


def survey(
    lines: Sequence[Line], explained: Sequence[str | None], lexicon: Lexicon
) -> list[list[float]]:
    """One row of numbers for each line, in the order of `NAMES`. Linear in the text."""
    if not lines:
        return []
    page = _read(lines, explained, lexicon)
    parts = (
        [s.shape for s in page.sights],
        page.furniture,
        _places(page),
        page.shared,
        _blocks(page),
        _near(page),
        _letters(page.letters),
    )
    document = _document(page)
    own = [
        [*a, *b, *c, *d, *e, *f, *g, *document] for a, b, c, d, e, f, g in zip(*parts, strict=True)
    ]
    padded = [_ABSENT, _ABSENT, *map(_BESIDE, own), _ABSENT, _ABSENT]
    return [
        [*row, *padded[n + 1], *padded[n + 3], *padded[n], *padded[n + 4]]
        for n, row in enumerate(own)
    ]


def _read(lines: Sequence[Line], explained: Sequence[str | None], lexicon: Lexicon) -> Page:
    sights = [look(line.text) for line in lines]
    furniture = [
        _remembered(line.text, lexicon)
        if len(line.text) <= shape.REMEMBERED
        else lexicon.weigh(patterns(sight.words))
        for line, sight in zip(lines, sights, strict=True)
    ]
    keys = [" ".join(s.words[:12]) for s in sights]
    heads = [_heading(s, key) for s, key in zip(sights, keys, strict=True)]
    links = [
        h in lexicon.links or (bool(h) and kind == "related_links")
        for h, kind in zip(heads, explained, strict=True)
    ]
    comments = [
        h in lexicon.comments or (bool(h) and kind == "comment_form")
        for h, kind in zip(heads, explained, strict=True)
    ]
    prose = [n for n, s in enumerate(sights) if s.is_prose and not explained[n]]
    shared = list(_shared(sights, prose, explained))
    letters = lexicon.letters.weigh([line.text for line in lines])
    return Page(lines, explained, sights, furniture, links, comments, keys, prose, shared, letters)


@lru_cache(maxsize=1024)
def _remembered(text: str, lexicon: Lexicon) -> Sequence[float]:
    """The wording of a short line, which other pages print as well."""
    return lexicon.weigh(patterns(look(text).words))


def _heading(sight: Sight, key: str) -> str:
    """The words of a line that could head a list: all, or those before its colon."""
    label = int(sight.shape[_LABEL])
    if label:
        return " ".join(sight.words[:label])
    return key if len(sight.words) <= HEADING else ""


def _shared(
    sights: Sequence[Sight], prose: Sequence[int], explained: Sequence[str | None]
) -> Iterator[list[float]]:
    """How much of each line's topic the story has, the next paragraph has, the headline has."""
    story = Counter(chain.from_iterable([sights[n].topics for n in prose]))
    first = prose[0] if prose else len(sights)
    titles = (n for n in range(min(first + 1, len(sights))) if not explained[n])
    title = next((n for n in titles if 3 <= len(sights[n].words) <= 40), -1)
    top = sights[title].topics if title >= 0 else set()
    is_prose = [False] * len(sights)
    for n in prose:
        is_prose[n] = True
    following = _neighbours(is_prose)
    twice = {w for w, times in story.items() if times > 1}
    for n, sight in enumerate(sights):
        size = len(sight.topics)
        if not size:
            yield [-1.0, 0.0, -1.0, -1.0]
            continue
        known = sum(map(twice.__contains__ if is_prose[n] else story.__contains__, sight.topics))
        near = [sights[m].topics for m in following[n] if m is not None]
        beside = max([len(sight.topics & t) for t in near], default=-size)
        yield [
            known / size,
            float(size - known),
            beside / size,
            len(sight.topics & top) / size if top and n != title else -1.0,
        ]


def _neighbours(marked: Sequence[bool]) -> list[tuple[int | None, int | None]]:
    """For each line the nearest marked lines above and below it."""
    above: list[int | None] = []
    last: int | None = None
    for n, mark in enumerate(marked):
        above.append(last)
        last = n if mark else last
    below: list[int | None] = []
    last = None
    for n in range(len(marked) - 1, -1, -1):
        below.append(last)
        last = n if marked[n] else last
    return list(zip(above, reversed(below), strict=True))


def _places(page: Page) -> list[list[float]]:
    size = len(page.lines)
    is_prose = [False] * size
    for n in page.prose:
        is_prose[n] = True
    first, last = (page.prose[0], page.prose[-1]) if page.prose else (size, -1)
    seen, rows = 0, []
    for n, (above, below) in enumerate(_neighbours(is_prose)):
        blank_above = n > 0 and page.lines[n].begin > page.lines[n - 1].next
        blank_below = n + 1 < size and page.lines[n + 1].begin > page.lines[n].next
        rows.append(
            [
                min(float(n), 2 * FAR),
                min(float(size - 1 - n), 2 * FAR),
                n / size,
                float(seen),
                float(len(page.prose) - seen - is_prose[n]),
                min(FAR, float(n - above)) if above is not None else FAR,
                min(FAR, float(below - n)) if below is not None else FAR,
                float(blank_above),
                float(blank_below),
                max(-FAR, min(FAR, float(n - first))),
                max(-FAR, min(FAR, float(last - n))),
            ]
        )
        seen += is_prose[n]
    return rows


def _blocks(page: Page) -> list[list[float]]:
    """For each line the run of lines it stands in that are all prose, or all no prose."""
    rows: list[list[float]] = []
    begin = 0
    prose = set(page.prose)
    for n in range(1, len(page.lines) + 1):
        if n == len(page.lines) or (n in prose) != (begin in prose):
            block = _block(page, range(begin, n))
            size = n - begin
            rows += [
                [float(min(size, 100)), float(min(i, 100)), float(min(size - 1 - i, 100)), *block]
                for i in range(size)
            ]
            begin = n
    return rows


def _block(page: Page, run: range) -> list[float]:
    size = len(run)
    counts = [len(page.sights[n].words) for n in run]
    mean = sum(counts) / size
    return [
        mean,
        (sum([(c - mean) ** 2 for c in counts]) / size) ** 0.5,
        sum([page.sights[n].shape[_CAPITALISED] for n in run]) / size,
        sum([page.sights[n].shape[_END] in (1.0, 2.0, 5.0) for n in run]) / size,
        sum([page.shared[n][0] for n in run]) / size,
        sum([page.furniture[n][0] for n in run]) / size,
        sum([page.explained[n] is not None for n in run]) / size,
        max(Counter([_first(page.sights[n]) for n in run]).values()) / size,
        float(run.start > 0 and page.sights[run.start - 1].shape[_END] == COLON),
    ]


def _first(sight: Sight) -> str:
    """The word a line begins with; in a list of dates or scores, that it is a number."""
    word = sight.words[0] if sight.words else ""
    return "0" if word.isdigit() else word


def _near(page: Page) -> list[list[float]]:
    lexical = [0.0, 0.0, *(f[0] for f in page.furniture), 0.0, 0.0]
    copies = Counter(page.keys)
    known = _neighbours([kind is not None for kind in page.explained])
    is_prose = set(page.prose)
    headed = list(_since(page.links, is_prose))
    answered = list(_since(page.comments, is_prose))
    joints = list(starmap(_joint, pairwise([None, *page.sights, None])))
    rows = []
    for n, key in enumerate(page.keys):
        a, b, own, c, d = lexical[n : n + 5]
        before, after = known[n]
        (continues, same_above, beside_above), (continued, same_below, beside_below) = joints[
            n : n + 2
        ]
        rows.append(
            [
                *headed[n],
                answered[n][0],
                min(FAR, float(n - before)) if before is not None else FAR,
                min(FAR, float(after - n)) if after is not None else FAR,
                (a + b + own + c + d) / 5,
                (a + b) / 2,
                (c + d) / 2,
                float(copies[key]),
                *(continues, continued, same_above, same_below, beside_above, beside_below),
            ]
        )
    return rows


def _joint(upper: Sight | None, lower: Sight | None) -> tuple[float, float, float]:
    """Is a sentence broken between two lines, do they begin alike, are they of one length?"""
    if upper is None or lower is None:
        return 0.0, 0.0, -1.0
    same = upper.words[:1] == lower.words[:1] != []
    one, other = len(upper.words), len(lower.words)
    return _goes_on(upper, lower), float(same), min(one, other) / max(one, other, 1)


def _goes_on(upper: Sight, lower: Sight) -> float:
    """Whether a sentence is broken between two lines, as at a link that became a line."""
    if upper.shape[_END] not in OPEN:
        return 0.0
    if lower.shape[_SMALL] or lower.shape[_START] == shape.JOINS:
        return 1.0
    return float(upper.words[-1:] != [] and upper.words[-1] in STOP_WORDS)


def _letters(own: Sequence[float]) -> list[list[float]]:
    """What the letters of each line say, those of the lines around, and those of the page."""
    page = sum(own) / len(own)
    padded = [0.0, 0.0, *own, 0.0, 0.0]
    return [
        [own[n], sum(around) / 5, (around[0] + around[1]) / 2, (around[3] + around[4]) / 2, page]
        for n, around in enumerate(padded[n : n + 5] for n in range(len(own)))
    ]


def _since(headings: Sequence[bool], prose: set[int]) -> Iterator[tuple[float, float]]:
    """Lines, and lines of prose, since the last heading."""
    since = prose_since = FAR
    for n, is_heading in enumerate(headings):
        if is_heading:
            since = prose_since = 0.0
        yield since, prose_since
        since = min(FAR, since + 1)
        prose_since = min(FAR, prose_since + (n in prose))


def _document(page: Page) -> list[float]:
    size = len(page.lines)
    gaps = sum([b.begin > a.next for a, b in zip(page.lines, page.lines[1:], strict=False)])
    return [
        float(size),
        sum([len(page.lines[n].text) for n in page.prose]) / sum([len(a.text) for a in page.lines]),
        float(len(page.prose)),
        sum([f[0] for f in page.furniture]) / size,
        sum([kind is not None for kind in page.explained]) / size,
        gaps / size,
        float(sorted([len(line.text) for line in page.lines])[size // 2]),
    ]
