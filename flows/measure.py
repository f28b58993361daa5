"""How much junk a cleaner removed, how much of the story it lost, which facts it found.

The measure knows nothing of rules or scores: it compares labelled lines with what came out, in
pieces of forty letters, so that spacing, case and line breaks do not count.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

PIECE = 40  # letters; a lost word counts its piece, a lost line all of its pieces
REAL, SOFT, JUNK = "real", "soft", "junk"
FACTS = frozenset({"headline", "byline", "date", "dateline"})  # moved or kept, never junk
SKIPPED = frozenset({"blank", "unsure"})
FIELDS = {  # a kind of line, and the fields its words may stand in; the first is its own
    "headline": ("headline",),
    "byline": ("bylines", "author"),
    "date": ("published",),
    "dateline": ("dateline",),
    "caption": ("captions",),
    "photo_credit": ("credits", "captions"),
    "agency_credit": ("agencies", "credits", "bylines"),
    "copyright": ("copyright",),
}
NOT_LETTERS = re.compile(r"[\W_]+")
WORDS = re.compile(r"\w{2,}")


class Inline(NamedTuple):
    """A span inside a line that has another label than its line; offsets in the line."""

    line: int
    start: int
    end: int
    label: str


class Labelled(NamedTuple):
    """An article and what people say of each of its lines (`text.split("\\n")`)."""

    id: str
    text: str
    lines: tuple[str, ...]
    inline: tuple[Inline, ...] = ()
    url: str | None = None
    groups: tuple[str, ...] = ()
    site: str | None = None


class Tally:
    """Letters seen and letters gone."""

    def __init__(self) -> None:
        self.seen = 0
        self.gone = 0

    def add(self, size: int, gone: bool) -> None:
        """Count a piece."""
        self.seen += size
        self.gone += size * gone

    @property
    def share(self) -> float:
        """Per cent gone, two digits."""
        return round(100 * self.gone / self.seen, 2) if self.seen else 0.0


class Loss(NamedTuple):
    """What one article lost and kept: letters of the story lost, letters of junk left."""

    id: str
    lost: int
    left: int


class Removal(NamedTuple):
    """What a cleaner did to labelled articles, in per cent of letters; `harmed` in articles."""

    articles: int
    junk_removed: float
    real_lost: float
    harmed: float
    by: Mapping[str, tuple[int, float]]
    worst: tuple[Loss, ...]


class Found(NamedTuple):
    """How many labelled facts came out in their field, and how many values are right."""

    labelled: int
    recall: float
    given: int
    precision: float


def segments(article: Labelled) -> Iterator[tuple[str, str]]:
    """Every labelled run of text with its label.

    >>> spans = (Inline(0, 0, 6, "dateline"),)
    >>> list(segments(Labelled("a", "PARIS: A\\nB", ("keep", "share"), spans)))
    [('dateline', 'PARIS:'), ('keep', ' A'), ('share', 'B')]
    """
    inside: dict[int, list[Inline]] = defaultdict(list)
    for span in article.inline:
        inside[span.line].append(span)
    for n, (line, label) in enumerate(zip(article.text.split("\n"), article.lines, strict=False)):
        if label in SKIPPED:
            continue
        at = 0
        for span in sorted(inside.get(n, ())):
            if label != "keep" and span.label == label:
                continue
            if line[at : span.start].strip():
                yield label, line[at : span.start]
            yield span.label, line[span.start : span.end]
            at = max(at, span.end)
        if line[at:].strip():
            yield label, line[at:]


def removal(articles: Sequence[Labelled], outputs: Sequence[str], worst: int = 10) -> Removal:
    """Junk removed and story lost over all articles; `outputs` are the cleaned texts, in order."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    losses = []
    for article, output in zip(articles, outputs, strict=True):
        lost = left = 0
        for label, size, gone in _pieces_gone(article, output):
            kind = _kind(label)
            for key in (kind, f"label {label}", *(f"{kind}, {g}" for g in article.groups)):
                tallies[key].add(size, gone)
            lost += size * (gone and kind == REAL)
            left += size * (not gone and kind == JUNK)
        losses.append(Loss(article.id, lost, left))
    harmed = sum(loss.lost > 0 for loss in losses)
    by = {key: (t.seen, t.share) for key, t in sorted(tallies.items())}
    return Removal(
        articles=len(articles),
        junk_removed=tallies[JUNK].share,
        real_lost=tallies[REAL].share,
        harmed=round(100 * harmed / max(1, len(articles)), 2),
        by=by,
        worst=tuple(sorted(losses, key=lambda s: (-s.lost, -s.left, s.id))[:worst]),
    )


def facts(
    articles: Sequence[Labelled], outputs: Sequence[Mapping[str, object]]
) -> dict[str, Found]:
    """For each kind of fact: labelled runs whose words mostly stand in the right field, and
    values whose words mostly come from such runs."""
    want, hit, given, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for article, output in zip(articles, outputs, strict=True):
        labelled: dict[str, list[set[str]]] = defaultdict(list)
        for label, text in segments(article):
            kind = "headline" if label == "repeated_headline" else label
            labelled[kind].append(_words(text))
        for kind, names in FIELDS.items():
            runs = [w for w in labelled[kind] if w]
            every = set[str]().union(*runs)
            held = set[str]().union(*(_words(s) for n in names for s in _strings(output.get(n))))
            for words in [every] if kind == "headline" and runs else runs:
                want[kind] += 1
                hit[kind] += 2 * len(words & held) >= len(words)
            for words in filter(None, map(_words, _strings(output.get(names[0])))):
                given[kind] += 1
                right[kind] += 2 * len(words & every) >= len(words)
    return {
        k: Found(want[k], _percent(hit[k], want[k]), given[k], _percent(right[k], given[k]))
        for k in FIELDS
    }


def _pieces_gone(article: Labelled, output: str) -> Iterator[tuple[str, int, bool]]:
    """Label, size and fate of every piece; junk that also stands in the story is left out."""
    got = _letters(output)
    runs = list(segments(article))
    story = _letters(" ".join(text for label, text in runs if label == "keep"))
    for label, text in runs:
        letters = _letters(text)
        for at in range(0, len(letters), PIECE):
            piece = letters[at : at + PIECE]
            if _kind(label) == REAL or piece not in story:
                yield label, len(piece), piece not in got


def _kind(label: str) -> str:
    return REAL if label == "keep" else SOFT if label in FACTS else JUNK


def _letters(text: str) -> str:
    return NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _words(text: str) -> set[str]:
    return set(WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _all_strings(value.values())
    elif isinstance(value, list | tuple):
        yield from _all_strings(value)


def _all_strings(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _strings(value)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
