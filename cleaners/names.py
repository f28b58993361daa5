"""Names: repair damaged ones, spell a person's name one way, link mentions to entities.

Repair changes letters that only look right, and needs proof. Spelling changes nothing but case,
hyphens, spaces and accents. Linking changes nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaners.document import Change, Span
from cleaners.gazetteer import TOKEN, Entry, Form, Gazetteer, fold, shipped, skeleton
from cleaners.hint import hints
from cleaners.lines import lines_of
from cleaners.profile import Profile
from cleaners.record import Entity

ROMAN = re.compile(r"(?=[MDCLXVI])M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
ANCHOR = 3  # letters of the word that proves a repair
LONGER_NAME = frozenset(
    [
        "square",
        "street",
        "avenue",
        "road",
        "university",
        "institute",
        "academy",
        "school",
        "college",
        "stadium",
        "airport",
        "bridge",
        "museum",
        "library",
        "station",
        "park",
        "prize",
        "award",
        "foundation",
        "centre",
        "center",
        "hospital",
        "mausoleum",
        "palace",
        "hall",
        "tower",
        "day",
        "order",
    ]
)


class Token(NamedTuple):
    """A word of the text and where it stands."""

    text: str
    start: int
    end: int


class Mention(NamedTuple):
    """A known name in the text."""

    form: Form
    first: int
    last: int
    span: Span


def tokenize(text: str) -> list[Token]:
    """The words of a text; the parts of `Il-sung` are two."""
    return [Token(m[0], m.start(), m.end()) for m in TOKEN.finditer(text)]


def find_damage(text: str, profile: Profile) -> Iterator[Change]:
    """Names of the gazetteer in which letters were swapped for their look-alikes.

    >>> [(c.start, c.after) for c in find_damage("at Kim II-Sung Square", Profile(name="x"))]
    [(8, 'l')]
    >>> list(find_damage("Kim II, a gaming handle, won the match.", Profile(name="x")))
    []
    """
    if not profile.runs("names.look-alike"):
        return
    names = shipped()
    tokens = tokenize(text)
    keys = [skeleton(t.text) for t in tokens]
    known = {n for m in mentions(text, names, tokens) for n in range(m.first, m.last)}
    at = 0
    while at < len(tokens):
        size = 0
        for size in names.skeleton_starts.get(keys[at], ()):
            form = names.skeletons.get(tuple(keys[at : at + size]))
            window = tokens[at : at + size]
            if form and not known & {*range(at, at + size)} and _is_proven(text, window, form):
                yield from _respelled(window, form)
                break
        else:
            size = 1
        at += max(size, 1)


def find_spellings(text: str, profile: Profile) -> Iterator[Change]:
    """Full names of persons in English lines that differ from the usual form in case, hyphen,
    space or accents only.

    >>> [c.after for c in find_spellings("Kim Jong Un was in the city.", Profile(name="x"))]
    ['Kim Jong-un']
    """
    if profile.names.style == "as-written" or not profile.runs("names.spell"):
        return
    names = shipped()
    lines = lines_of(text)
    for line, language in zip(lines, hints([line.text for line in lines]), strict=True):
        if language != "en":
            continue
        tokens = tokenize(line.text)
        for m in mentions(line.text, names, tokens):
            entry = m.form.entry
            surface = m.span.of(line.text)
            is_full = entry.kind == "person" and m.last - m.first > 1
            if not is_full or surface.isupper() or _in_longer_name(tokens, m):
                continue
            if surface != entry.name and _letters(surface) == _letters(entry.name):
                start = line.start + m.span.start
                yield Change("names.spell", start, start + len(surface), entry.name)


def link(text: str, headline: str | None) -> tuple[Entity, ...]:
    """Every mention of a known name. A short form links only where one person can be meant.

    >>> [(e.surface, e.id) for e in link("Vladimir Putin met aides. Later Putin left.", None)]
    [('Vladimir Putin', 'Q7747'), ('Putin', 'Q7747')]
    >>> link("Lyudmila Putin left.", None)
    ()
    """
    names = shipped()
    parts = [(field, part, tokenize(part)) for field, part in _parts(text, headline)]
    full = [(field, part, tokens, mentions(part, names, tokens)) for field, part, tokens in parts]
    short = _short_forms(full, names)
    out: list[Entity] = []
    for field, part, tokens, found in full:
        taken = {n for m in found for n in range(m.first, m.last)}
        out += [_entity(field, part, m) for m in found if not _in_other_name(tokens, m)]
        out += [
            Entity(
                field="headline" if field == "headline" else "text",
                span=span,
                surface=span.of(part),
                canonical=entry.name,
                id=entry.id,
                kind=entry.kind,
                method="short-form",
            )
            for span, entry in _short_mentions(part, tokens, taken, short)
        ]
    return tuple(sorted(out, key=lambda e: (e.field, e.span)))


def mentions(text: str, names: Gazetteer, tokens: Sequence[Token]) -> list[Mention]:
    """Every form of the gazetteer in a text, the longest first, none inside another."""
    keys = [fold(t.text) for t in tokens]
    out: list[Mention] = []
    at = 0
    while at < len(tokens):
        for size in names.starts.get(keys[at], ()):
            form = names.forms.get(tuple(keys[at : at + size]))
            window = tokens[at : at + size]
            if form and _is_written_as(window, form) and _is_joined(text, window):
                span = Span(window[0].start, window[-1].end)
                out.append(Mention(form, at, at + size, span))
                at += size
                break
        else:
            at += 1
    return out


def _parts(text: str, headline: str | None) -> Iterator[tuple[str, str]]:
    if headline:
        yield "headline", headline
    yield "text", text


def _is_written_as(window: Sequence[Token], form: Form) -> bool:
    """Capitals where the form has them; a short form in capitals (US) only in capitals."""
    if len(form.surface) <= 4 and form.surface.isupper():
        return all(t.text.isupper() for t in window)
    pairs = zip(window, form.tokens, strict=True)
    last = len(window) - 1
    return all(
        t.text[0].isupper() or not f[0].isupper() or (n == last and n and t.text in LONGER_NAME)
        for n, (t, f) in enumerate(pairs)
    )


def _is_joined(text: str, window: Sequence[Token]) -> bool:
    """Nothing but one space, hyphen, dot or apostrophe between the words."""
    return all(
        b.start - a.end <= 2
        and not text[a.end : b.start].strip(" -‐‑.’'")
        and "\n" not in text[a.end : b.start]
        for a, b in pairwise(window)
    )


def _is_proven(text: str, window: Sequence[Token], form: Form) -> bool:
    """Some letters differ, one word of three letters does not, and it is no Roman numeral."""
    if not _is_joined(text, window):
        return False
    same = [fold(t.text) == fold(f) for t, f in zip(window, form.tokens, strict=True)]
    anchored = any(s and len(t.text) >= ANCHOR for s, t in zip(same, window, strict=True))
    if all(same) or not anchored:
        return False
    if len(window) == 2 and any(
        not s and ROMAN.fullmatch(t.text) for s, t in zip(same, window, strict=True)
    ):
        return False
    return all(
        t.text[0].isupper() or not t.text[0].isalpha() or not s
        for s, t in zip(same, window, strict=True)
    )


def _respelled(window: Sequence[Token], form: Form) -> Iterator[Change]:
    anchors = [t.text for t, f in zip(window, form.tokens, strict=True) if fold(t.text) == fold(f)]
    upper = all(a.isupper() for a in anchors)
    reason = f"“{form.surface}” is a known name; {', '.join(anchors)} stands as in it"
    for token, right in zip(window, form.tokens, strict=True):
        if fold(token.text) == fold(right):
            continue
        after = right.upper() if upper else right
        if token.text[0].isupper() and not upper:
            after = after[0].upper() + after[1:]
        head = 0
        while head < min(len(token.text), len(after)) and token.text[head] == after[head]:
            head += 1
        tail = 0
        room = min(len(token.text), len(after)) - head
        while tail < room and token.text[-1 - tail] == after[-1 - tail]:
            tail += 1
        start, end = token.start + head, token.end - tail
        yield Change(
            "names.look-alike", start, end, after[head : len(after) - tail], reasons=(reason,)
        )


def _letters(name: str) -> str:
    return "".join(map(fold, TOKEN.findall(name)))


def _in_longer_name(tokens: Sequence[Token], m: Mention) -> bool:
    """Whether a place or an institution carries the name: `Kim Il-sung Square`."""
    following = tokens[m.last].text.casefold() if m.last < len(tokens) else ""
    return following in LONGER_NAME


def _in_other_name(tokens: Sequence[Token], m: Mention) -> bool:
    return m.form.entry.kind == "person" and _in_longer_name(tokens, m)


def _entity(field: str, part: str, m: Mention) -> Entity:
    entry = m.form.entry
    return Entity(
        field="headline" if field == "headline" else "text",
        span=m.span,
        surface=m.span.of(part),
        canonical=entry.name,
        id=entry.id,
        kind=entry.kind,
        method="full-name" if m.form.surface == entry.name else "alias",
    )


Parts = Sequence[tuple[str, str, Sequence[Token], Sequence[Mention]]]
Short = dict[tuple[str, ...], Entry]


def _short_forms(parts: Parts, names: Gazetteer) -> Short:
    """Short forms of the persons a text names in full or with their title, each with one owner."""
    named = {
        m.form.entry
        for _, _, tokens, found in parts
        for m in found
        if m.form.entry.kind == "person" and m.last - m.first > 1 and not _in_longer_name(tokens, m)
    }
    for entry in names.entries:
        if entry.family and entry.cues and entry not in named:
            cues = "|".join(map(re.escape, entry.cues))
            pattern = re.compile(rf"\b(?:{cues}) {re.escape(entry.family)}\b")
            if any(pattern.search(part) for _, part, _, _ in parts):
                named.add(entry)
    owners: dict[tuple[str, ...], set[Entry]] = {}
    for entry in named:
        for form in _shortened(entry):
            owners.setdefault(form, set()).add(entry)
    return {form: next(iter(found)) for form, found in owners.items() if len(found) == 1}


def _shortened(entry: Entry) -> Iterator[tuple[str, ...]]:
    """The family name; and where it stands first, the name without its last part (`Kim Jong`)."""
    if not entry.family:
        return
    yield (fold(entry.family),)
    tokens = tuple(map(fold, TOKEN.findall(entry.name)))
    if tokens[0] == fold(entry.family) and len(tokens) > 2:
        yield tokens[:-1]


def _short_mentions(
    part: str, tokens: Sequence[Token], taken: set[int], short: Short
) -> Iterator[tuple[Span, Entry]]:
    at = 0
    while at < len(tokens):
        for size in (2, 1):
            window = tokens[at : at + size]
            entry = short.get(tuple(fold(t.text) for t in window))
            free = not taken & {*range(at, at + size)}
            if not (entry and free and len(window) == size):
                continue
            is_name = _is_joined(part, window) and all(t.text[0].isupper() for t in window)
            if is_name and _stands_alone(part, tokens, at, size):
                yield Span(window[0].start, window[-1].end), entry
                at += size - 1
                break
        at += 1


def _stands_alone(part: str, tokens: Sequence[Token], at: int, size: int) -> bool:
    """No other name around it: `Lyudmila Putin` and `Kim Yo-jong` are other people."""
    before = tokens[at - 1] if at else None
    after = tokens[at + size] if at + size < len(tokens) else None
    if before and before.text[0].isupper():
        gap = part[before.end : tokens[at].start]
        if gap in (" ", "-") and not _may_precede(part, tokens, at - 1):
            return False
    if after and after.text[0].isupper():
        gap = part[tokens[at + size - 1].end : after.start]
        return gap not in (" ", "-", "‐", "‑") or _is_title_case(part)
    return True


TITLES = frozenset(
    [
        "president",
        "premier",
        "leader",
        "minister",
        "chancellor",
        "secretary",
        "governor",
        "senator",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "general",
        "ambassador",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "and",
        "both",
        "while",
        "when",
        "with",
        "but",
        "as",
        "if",
        "meanwhile",
        "later",
        "however",
        "after",
        "before",
        "then",
        "also",
        "said",
        "told",
        "that",
    ]
)


def _may_precede(part: str, tokens: Sequence[Token], n: int) -> bool:
    return tokens[n].text.casefold() in TITLES or _is_title_case(part)


def _is_title_case(part: str) -> bool:
    """A headline in which every word has a capital tells nothing about names."""
    words = [t for t in TOKEN.findall(part) if len(t) > 3]
    return (
        len(part) < 300 and bool(words) and sum(w[0].isupper() for w in words) * 4 > 3 * len(words)
    )
