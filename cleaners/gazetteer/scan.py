"""The known names in a line, and the spans that only look like one.

A line is scanned once for each gazetteer and remembered: repair, spelling and linking ask for the
same lines, and most lines do not change on their way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from cleaners.document import Span
from cleaners.gazetteer.index import NO_GROUP, REMEMBERED, Form, Gazetteer, Group
from cleaners.gazetteer.letters import TOKEN, Damage, damage, same, skeleton
from cleaners.gazetteer.spelling import Verdict, verdict
from cleaners.gazetteer.words import is_known

ROMAN = re.compile(r"(?=[MDCLXVI])M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
WITH_BARS = re.compile(  # a bar is a letter beside small letters, or at a word's end
    "((?:[^\\W_]|\\|(?=[a-zI1|])|(?<=[^\\W_])\\|(?![A-Z][a-z]))+)"
)
WORDS = re.compile("([^\\W_]+)")
WORDS_AND_SIGNS = re.compile(f"({TOKEN.pattern})")
JOINS = frozenset([" ", "-", "‐", "‑", "’", "'", "", "·", "・"])
DOTS = frozenset([". ", "."])
LONGEST_SHORT = 3  # letters of a word that a dot shortens: `St.`, `U.S.`
CONSONANTS = frozenset("lbcdfghjkmnpqrstvwxz")
ANCHOR = 3  # letters of the word that proves a repair
LONGER = 5  # letters of an unknown word that differs softly and needs less of an anchor
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
    """What is known of a word before its neighbours are asked."""

    group: Group
    verdict: Verdict | None


UNSEEN = Seen(NO_GROUP, None)


class Scan(NamedTuple):
    """A line's words, what stands between them, and the names among them."""

    line: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    starts: tuple[int, ...]
    mentions: tuple[Mention, ...]
    suspects: tuple[Suspect, ...]
    odd: tuple[tuple[int, Verdict], ...]

    def span(self, first: int, last: int) -> Span:
        """The place of some words."""
        return Span(self.starts[first], self.starts[last - 1] + len(self.words[last - 1]))


def scan(line: str, names: Gazetteer) -> Scan:
    """The names in a line, the longest first, none inside another.

    >>> from cleaners.gazetteer.index import gazetteer
    >>> found = scan("Kim Jong Un met Vladimir Putin in Pyongyang.", gazetteer())
    >>> [m.form.entry.name for m in found.mentions]
    ['Kim Jong-un', 'Vladimir Putin', 'Pyongyang']
    """
    found = names.lines.get(line)
    if found is None:
        if len(names.lines) > LINES:
            names.lines.clear()
        found = names.lines[line] = _scanned(line, names)
    return found


def _scanned(line: str, names: Gazetteer) -> Scan:
    pieces = _pattern(line).split(line)
    words, gaps = pieces[1::2], pieces[0::2]
    starts = list(accumulate(map(len, pieces)))[0::2]
    known = names.words
    odd: list[tuple[int, Verdict]] = []
    mentions: list[Mention] = []
    suspects: list[Suspect] = []
    at = 0
    for n, word in enumerate(words):
        seen = known.get(word, UNSEEN)
        if seen is UNSEEN:
            seen = _see(word, names)
        if seen is None or n < at:
            continue
        if seen.group.sizes:
            at = _look(words, gaps, starts, n, seen.group, mentions, suspects)
        if seen.verdict is not None and at <= n + 1:
            odd.append((n, seen.verdict))
    return Scan(
        line,
        tuple(words),
        tuple(gaps),
        tuple(starts),
        tuple(mentions),
        tuple(suspects),
        tuple(odd),
    )


def _pattern(line: str) -> re.Pattern[str]:
    if "|" in line:
        return WITH_BARS
    return WORDS if line.isascii() else WORDS_AND_SIGNS


def _see(word: str, names: Gazetteer) -> Seen | None:
    """What is known of a word: which names begin with it, and whether it is damaged."""
    if len(names.words) > REMEMBERED:
        names.words.clear()
    group = names.group(skeleton(word)) if _may_begin(word) else NO_GROUP
    thought = verdict(word, names)
    found = Seen(group, thought) if group.sizes or thought else None
    names.words[word] = found
    return found


def _may_begin(word: str) -> bool:
    """Names begin with a capital, or with a stroke or a ring that stands for one."""
    c = word[0]
    if c.islower():
        return c == "l" and (word[1:2] in CONSONANTS or len(word) == 3)
    return not c.isdigit() or (c in "01" and word[1:2].isalpha())


def _look(
    words: Sequence[str],
    gaps: Sequence[str],
    starts: Sequence[int],
    at: int,
    group: Group,
    mentions: list[Mention],
    suspects: list[Suspect],
) -> int:
    """Note the longest name or suspect that begins here; where to look next."""
    keys: list[str] = []
    for size in group.sizes:
        if at + size > len(words) or not _are_joined(words, gaps, at, at + size):
            continue
        if len(keys) < size:
            keys = [skeleton(w) for w in words[at : at + size]]
        forms = group.forms(" ".join(keys[:size]))
        if not forms:
            continue
        window = words[at : at + size]
        right = _exact(window, forms)
        if right:
            stop = starts[at + size - 1] + len(window[-1])
            dot = right.surface.endswith(".") and gaps[at + size].startswith(".")
            span = Span(starts[at], stop + dot)
            mentions.append(Mention(right, at, at + size, span))
            return at + size
        if size > 1:  # a single word is judged by `verdict`
            suspect = _suspect(window, forms, at, gaps[at + size])
            if suspect:
                suspects.append(suspect)
                return at + size
    return at + 1


def _are_joined(words: Sequence[str], gaps: Sequence[str], first: int, last: int) -> bool:
    """Nothing but a blank, a hyphen or an apostrophe between words; a dot only after a short one."""
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
        w.isascii() or w.casefold() == f.casefold() for w, f in zip(window, form.tokens, strict=True)
    )


def is_written_as(window: Sequence[str], tokens: Sequence[str]) -> bool:
    """Capitals where the form has them; a short form in capitals (`US`) only in capitals.

    >>> is_written_as(["Us"], ["US"]), is_written_as(["KIM", "JONG"], ["Kim", "Jong"])
    (False, True)
    """
    if len(tokens) == 1 and len(tokens[0]) <= 4 and tokens[0].isupper():
        return window[0].isupper()
    return all(not f[0].isupper() or not w[0].islower() for w, f in zip(window, tokens, strict=True))


def _suspect(window: Sequence[str], forms: Sequence[Form], at: int, after: str) -> Suspect | None:
    """What the one form that fits would repair; None where two fit, or the proof is not enough."""
    fitting = [(f, d) for f in forms if (d := _damages(window, f))]
    spellings = {tuple(d.after if d else w for w, d in zip(window, ds, strict=True)) for _, ds in fitting}
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
        found = None if same(w, f) else damage(w, f)
        if found is None and (not same(w, f) or (f[0].isupper() and w[0].islower())):
            return None
        out.append(found)
    return out if any(out) else None


def _is_proven(
    window: Sequence[str],
    bad: Sequence[tuple[int, str, Damage]],
    anchors: Sequence[str],
) -> bool:
    """One unchanged word of three letters; two where one is a numeral; never a numeral of two."""
    if len(window) == 2 and any(ROMAN.fullmatch(w) for _, w, _ in bad):
        return False
    doubtful = any(d.soft and (len(w) < LONGER or is_known(w)) for _, w, d in bad)
    return any(len(a) >= (ANCHOR if doubtful else ANCHOR - 1) for a in anchors)
