"""The known names in a line, and the spans that only look like one.

A line is scanned once for each gazetteer and remembered: repair, spelling and linking ask for the
same lines, and most lines do not change on their way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from cleaners.document import Span
from cleaners.gazetteer.context import LONGER_NAME
from cleaners.gazetteer.index import NO_GROUP, REMEMBERED, Form, Gazetteer, Group
from cleaners.gazetteer.letters import TOKEN, Damage, damage, same, skeleton
from cleaners.gazetteer.spelling import Verdict, verdict
from cleaners.gazetteer.words import is_known
from cleaners.later import later

ROMAN = re.compile(r"(?=[MDCLXVI])M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
WITH_BARS = re.compile(  # a bar is a letter beside small letters, or at a word's end
    "((?:[^\\W_]|\\|(?=[a-zI1|])|(?<=[^\\W_])\\|(?![A-Z][a-z]))+)"
)
ASCII_WORDS = re.compile("([A-Za-z0-9]+)")
WORDS = re.compile("([^\\W_]+)")
_UPPER = "A-Z01\u00c0-\u00de\u0100-\u024e\u0386-\u03ab\u0400-\u042f\u0460-\u0530\u1e00-\u1efe"
_WHOLE = "(?<![^\\W_].)"  # behind the first letter of a word
_NEXT = "(?=(?:[ ’'.\\-‐‑·]{0,2}([^\\W_]+))?)"
# Words that may begin a name, each with the word behind it; in scripts that have small letters.
CAPITALS = re.compile(f"([{_UPPER}]{_WHOLE}[^\\W_]*){_NEXT}")
STROKES = re.compile(  # the same for words that begin with a small l that may be a capital I
    f"(l(?=[A-Zbcdfghjklmnpqrstvwxz]|..\\b){_WHOLE}[^\\W_]*){_NEXT}"
)
FAR_SCRIPTS = re.compile(
    "[^\x00-\u02ff\u0370-\u0530\u1e00-\u2bff\ua720-\ua7ff\ud800-\uf8ff\ufe00-\ufe6f\ufefd-\U0010ffff]"
)
WORDS_AND_SIGNS = later(f"({TOKEN.pattern})")
JOINS = frozenset([" ", "-", "‐", "‑", "’", "'", "", "·", "・"])
DOTS = frozenset([". ", "."])
LONGEST_SHORT = 3  # letters of a word that a dot shortens: `St.`, `U.S.`
CONSONANTS = frozenset("lbcdfghjkmnpqrstvwxz")
ANCHOR = 3  # letters of the word that proves a repair
LONGEST_KNOWN = 7  # letters of an unknown word that needs no anchor in a name of several words
LONGER = 5  # letters of an unknown word that differs softly and needs less of an anchor
DOTLESS = re.compile("[bcdfghjkmnpqrstvwxz]l[bcdfghjkmnpqrstvwxz]")
LINES = 1 << 10  # lines kept in mind


class Mention(NamedTuple):
    """A known name in a line: its form, its words and its place."""

    form: Form
    first: int
    last: int
    span: Span


class Suspect(NamedTuple):
    """Words of a line that look like a known name and are none: the damaged ones repaired."""

    form: Form
    first: int
    last: int
    repairs: tuple[tuple[int, str], ...]
    anchors: tuple[str, ...]


class Seen(NamedTuple):
    """What is known of a word before its neighbours are asked: the names that begin with it, the
    name that it is alone, and what it should be instead."""

    group: Group
    alone: Form | None
    verdict: Verdict | None
    by_itself: bool


class Scan:
    """The names in a line, and its words and gaps, which only lines with names need.

    `capitals` are the words that may begin a name.
    """

    __slots__ = (
        *("begins", "capitals", "cut", "ends", "gaps", "line", "mentions"),
        *("odd", "places", "suspects", "words"),
    )
    cut: list[str]  # gaps and words in turn
    words: list[str]
    gaps: list[str]  # before each word, and after the last
    places: list[int]  # where each piece of the cut begins: a whole article may be one line
    begins: dict[int, Mention]  # the mentions by their first word
    ends: dict[int, Mention]  # and by the word behind their last

    def __init__(self, line: str, capitals: frozenset[str]) -> None:
        self.line = line
        self.capitals = capitals
        self.mentions: list[Mention] = []
        self.suspects: list[Suspect] = []
        self.odd: list[tuple[int, Verdict]] = []
        self.begins = {}
        self.ends = {}

    def __getattr__(self, name: str) -> object:
        """Cut the line when its words, gaps or places are first asked for."""
        if name == "places":
            self.places = list(accumulate(map(len, self.cut), initial=0))
            return self.places
        if name not in ("cut", "words", "gaps"):
            raise AttributeError(name)
        self.cut = _pattern(self.line).split(self.line)
        self.words, self.gaps = self.cut[1::2], self.cut[0::2]
        return getattr(self, name)

    @property
    def taken(self) -> frozenset[int]:
        """The words that are part of a mention."""
        return frozenset(n for m in self.mentions for n in range(m.first, m.last))

    def start(self, n: int) -> int:
        """Where a word begins."""
        return self.places[2 * n + 1]

    def span(self, first: int, last: int) -> Span:
        """The place of some words."""
        return Span(self.places[2 * first + 1], self.places[2 * last])


class Memory:
    """What was seen of words and lines in the light of one gazetteer."""

    __slots__ = ("lines", "names", "notable", "words")

    def __init__(self, names: Gazetteer) -> None:
        self.names = names
        self.words: set[str] = set()  # every word that was looked at
        self.notable: dict[str, Seen] = {}  # those of them that may matter
        self.lines: dict[str, Scan] = {}


@lru_cache(maxsize=8)
def memory_of(names: Gazetteer) -> Memory:
    """The memory that belongs to a gazetteer."""
    return Memory(names)


def scan(line: str, names: Gazetteer) -> Scan:
    """The names in a line, the longest first, none inside another.

    >>> from cleaners.gazetteer.index import gazetteer
    >>> found = scan("Kim Jong Un met Vladimir Putin in Pyongyang.", gazetteer())
    >>> [m.form.entry.name for m in found.mentions]
    ['Kim Jong-un', 'Vladimir Putin', 'Pyongyang']
    """
    memory = memory_of(names)
    found = memory.lines.get(line)
    if found is None:
        if len(memory.lines) > LINES:
            memory.lines.clear()
        found = memory.lines[line] = _scanned(line, memory)
    return found


def _scanned(line: str, memory: Memory) -> Scan:
    notable = memory.notable
    if "|" in line or (not line.isascii() and FAR_SCRIPTS.search(line)):
        found = Scan(line, frozenset(_pattern(line).findall(line)))
        _see_all(found.capitals, memory)
        if not notable.keys().isdisjoint(found.capitals):
            _find(found, notable)
        return found
    pairs = CAPITALS.findall(line)
    if "l" in line:
        pairs += STROKES.findall(line)
    found = Scan(line, frozenset([word for word, _ in pairs]))
    _see_all(found.capitals, memory)
    for word, following in pairs:
        seen = notable.get(word)
        if seen is not None and (seen.by_itself or skeleton(following) in seen.group.longer):
            _find(found, notable)
            break
    return found


def _see_all(words: Set[str], memory: Memory) -> None:
    """Look at the words that are new; when too many are known, all are forgotten before."""
    if len(memory.words) > REMEMBERED:
        memory.words.clear()
        memory.notable.clear()
    for word in words - memory.words:
        _see(word, memory)


def _find(found: Scan, notable: Mapping[str, Seen]) -> None:
    """Names and odd words; only those of the line's own capitals, whatever other lines hold."""
    words = found.words
    here = {w: notable[w] for w in found.capitals if w in notable}
    at, last = 0, len(words) - 1
    for n, seen in [(n, here[word]) for n, word in enumerate(words) if word in here]:
        if n < at:
            continue
        at = 0
        if n < last:
            sizes = seen.group.longer.get(skeleton(words[n + 1]))
            if sizes:
                at = _look(found, n, seen.group, sizes)
        if not at and seen.alone:
            found.mentions.append(_mention(seen.alone, found, n, n + 1))
        elif not at and seen.verdict is not None:
            found.odd.append((n, seen.verdict))
    found.begins = {m.first: m for m in found.mentions}
    found.ends = {m.last: m for m in found.mentions}


def _pattern(line: str) -> re.Pattern[str]:
    if "|" in line:
        return WITH_BARS
    if line.isascii():
        return ASCII_WORDS
    return WORDS_AND_SIGNS if FAR_SCRIPTS.search(line) else WORDS


def _see(word: str, memory: Memory) -> None:
    """Remember which names begin with a word, and whether it is damaged."""
    key = skeleton(word)
    group = memory.names.group(key) if _may_begin(word) else NO_GROUP
    alone = _exact([word], group.forms(key))
    thought = verdict(word, memory.names)
    memory.words.add(word)
    if group.longer or alone or thought:
        memory.notable[word] = Seen(group, alone, thought, bool(alone or thought))


def _may_begin(word: str) -> bool:
    """Names begin with a capital, or with a stroke or a ring that stands for one."""
    c = word[0]
    if c.islower():
        following = word[1:2]
        return c == "l" and (following in CONSONANTS or following.isupper() or len(word) == 3)
    return not c.isdigit() or (c in "01" and word[1:2].isalpha())


def _look(found: Scan, at: int, group: Group, sizes: Sequence[int]) -> int:
    """Note the longest name or suspect of several words that begins here; where it ends, or 0."""
    words, gaps = found.words, found.gaps
    for size in sizes:
        if at + size > len(words) or not _are_joined(words, gaps, at, at + size):
            continue
        window = words[at : at + size]
        forms = group.forms(" ".join(map(skeleton, window)))
        if not forms:
            continue
        right = _exact(window, forms)
        if right:
            found.mentions.append(_mention(right, found, at, at + size))
            return at + size
        suspect = _suspect(window, forms, at, gaps[at + size])
        if suspect:
            found.suspects.append(suspect)
            return at + size
    return 0


def _mention(form: Form, found: Scan, first: int, last: int) -> Mention:
    """A name with its place; the dot of `U.S.` belongs to it."""
    start, stop = found.span(first, last)
    dot = form.surface.endswith(".") and found.gaps[last].startswith(".")
    return Mention(form, first, last, Span(start, stop + dot))


def _are_joined(words: Sequence[str], gaps: Sequence[str], first: int, last: int) -> bool:
    """Nothing but a blank, a hyphen or an apostrophe between words; a dot after a short one."""
    return all(
        gaps[n] in JOINS or (gaps[n] in DOTS and len(words[n - 1]) <= LONGEST_SHORT)
        for n in range(first + 1, last)
    )


def _exact(window: Sequence[str], forms: Sequence[Form]) -> Form | None:
    fitting = [f for f in forms if all(map(same, window, f.tokens))]
    if not all(map(str.isascii, window)):  # `Sería` is not the brand `Seria`
        fitting = [f for f in fitting if _has_its_accents(window, f)]
    return next((f for f in fitting if is_written_as(window, f.tokens)), None)


def _has_its_accents(window: Sequence[str], form: Form) -> bool:
    """A writer may leave accents out; what he sets must be there, unless it is a person's."""
    return form.owners[0].kind == "person" or all(
        w.isascii() or w.casefold() == f.casefold()
        for w, f in zip(window, form.tokens, strict=True)
    )


def is_written_as(window: Sequence[str], tokens: Sequence[str]) -> bool:
    """Capitals where the form has them; a short form in capitals (`US`) only in capitals.

    >>> is_written_as(["Us"], ["US"]), is_written_as(["KIM", "JONG"], ["Kim", "Jong"])
    (False, True)
    """
    if len(tokens) == 1 and len(tokens[0]) <= 4 and tokens[0].isupper():
        return window[0].isupper()
    last = len(tokens) - 1
    return all(
        not f[0].isupper() or not w[0].islower() or (n == last and n > 0 and w in LONGER_NAME)
        for n, (w, f) in enumerate(zip(window, tokens, strict=True))
    )


def _suspect(window: Sequence[str], forms: Sequence[Form], at: int, after: str) -> Suspect | None:
    """What the one form that fits would repair; None where two fit, or the proof is not enough."""
    fitting = [(f, d) for f in forms if (d := _damages(window, f))]
    spellings = {
        tuple(d.after if d else w for w, d in zip(window, ds, strict=True)) for _, ds in fitting
    }
    if len({tuple(map(str.casefold, s)) for s in spellings}) != 1:
        return None
    form, damages = fitting[0]
    anchors = tuple(w for w, d in zip(window, damages, strict=True) if not d)
    bad = [(n, w, d) for n, (w, d) in enumerate(zip(window, damages, strict=True)) if d]
    if not _is_proven(window, bad, anchors) or (window[-1] == "Ill" and after[:1] == "."):
        return None
    repairs = tuple((at + n, d.after) for n, _, d in bad)
    return Suspect(form, at, at + len(window), repairs, anchors)


def _damages(window: Sequence[str], form: Form) -> list[Damage | None] | None:
    out: list[Damage | None] = []
    for w, f in zip(window, form.tokens, strict=True):
        found = None if same(w, f) else damage(w, f, dotless=_may_lack_dots(w))
        if found is None and (not same(w, f) or (f[0].isupper() and w[0].islower())):
            return None
        out.append(found)
    return out if any(out) else None


def _may_lack_dots(word: str) -> bool:
    """Whether an l of a word may be an i: `Putln` and `Benjamln` are no words, `Maler` is one."""
    if len(word) < LONGER or "l" not in word or is_known(word):
        return False
    return len(word) >= LONGEST_KNOWN or DOTLESS.search(word) is not None


def _is_proven(
    window: Sequence[str],
    bad: Sequence[tuple[int, str, Damage]],
    anchors: Sequence[str],
) -> bool:
    """One unchanged word of three letters; two where one is a numeral; never a numeral of two."""
    if len(window) == 2 and any(ROMAN.fullmatch(w) for _, w, _ in bad):
        return False
    if all(len(w) >= LONGEST_KNOWN and not is_known(w) for _, w, _ in bad):
        return True
    doubtful = any(d.soft and (len(w) < LONGER or is_known(w)) for _, w, d in bad)
    return any(len(a) >= (ANCHOR if doubtful else ANCHOR - 1) for a in anchors)
