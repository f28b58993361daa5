"""Which of the names in a text are mentions, and of whom.

A name is no mention where it is part of a longer one (`Kim Il-sung Square`, `London Bridge`), where
two entities share it, or where the text gives no second sign that a name which others may bear
means this one. A short form is a mention only where one person of the text can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from cleaners.alphabets import STOP_WORDS, words
from cleaners.document import Span
from cleaners.gazetteer.around import (
    begins_sentence,
    is_part_of_longer_name,
    is_title_case,
    word_at,
)
from cleaners.gazetteer.context import (
    ANY,
    DAYS,
    LINKERS,
    LONGER_NAME,
    MEANS_ELSE,
    PLACE_BEFORE,
    POLITICS,
    SPORTS,
    TITLES,
    signs_of,
)
from cleaners.gazetteer.entry import Entry
from cleaners.gazetteer.index import REMEMBERED, Gazetteer, by_hand
from cleaners.gazetteer.letters import fold, fold_words, tokens_of
from cleaners.gazetteer.rank import BIG_CITY, SAINTS, population
from cleaners.gazetteer.scan import Mention, Scan, scan
from cleaners.gazetteer.words import is_common, is_word, parts
from cleaners.hint import hint

SMALL_WORDS = words(" ".join(STOP_WORDS.values()))
ENGLISH = frozenset(["the", "of", "and", "to"])
STATE_SHORT = re.compile(
    r"^(?:[A-Z]{2}|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn"
    r"|Miss|Mo|Mont|Neb|Nev|Okla|Ont|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Georgia|Washington"
    r"|New|North|South|West)$"
)


class Link(NamedTuple):
    """A mention: whose, where in its part of the text, and how that was decided."""

    part: int
    span: Span
    entry: Entry
    method: str


class Line(NamedTuple):
    """A line of one part of a text, and where it begins."""

    part: int
    at: int
    scan: Scan


class Text:
    """A text as linking sees it: its lines, and facts about them that few mentions need."""

    def __init__(self, parts: Sequence[str], lines: Sequence[Line]) -> None:
        self.parts = parts
        self.lines = lines

    @cached_property
    def words(self) -> frozenset[str]:
        """What stands between blanks: enough to tell what a text is about, and cheap."""
        return frozenset(chain.from_iterable(map(str.split, self.parts)))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Every word with a capital."""
        return frozenset().union(*(line.scan.capitals for line in self.lines))

    @cached_property
    def places(self) -> frozenset[str]:
        """The countries that are named, or lie around a named place."""
        entries = (m.form.entry for line in self.lines for m in line.scan.mentions)
        return frozenset(c for e in entries if e.kind == "place" for c in (e.country, e.name))

    @cached_property
    def language(self) -> str:
        """The language the whole hints at."""
        if self.words >= ENGLISH:
            return "en"
        return hint(" ".join(self.parts)[:1000])

    @cached_property
    def is_sport(self) -> bool:
        """Whether this reports games."""
        return len(self.words & SPORTS) > 2


def links(parts: Sequence[str], names: Gazetteer) -> list[Link]:
    """Every mention in the parts of a text (its body, its headline), in order."""
    text = Text(parts, tuple(_lines(parts, names)))
    full = [(k, m) for k in text.lines for m in k.scan.mentions if _is_mention(k.scan, m, text)]
    people = dict.fromkeys(m.form.entry for _, m in full if m.form.entry.kind == "person")
    tainted = _tainted(text)
    found = [
        _link(line, m) for line, m in full if not (tainted and _is_tainted(line, m, tainted, text))
    ]
    found += _short_links(text, [*people])
    return sorted(found, key=lambda k: (k.part, k.span))


def _is_tainted(line: Line, m: Mention, tainted: set[str], text: Text) -> bool:
    """Whether a single word is somebody's name elsewhere in the text, and no place here."""
    if m.last - m.first > 1 or m.form.entry.kind == "person":
        return False
    word = fold(line.scan.words[m.first])
    return word in tainted and not _follows_place_word(line.scan, m.first, text)


def _lines(parts: Sequence[str], names: Gazetteer) -> Iterator[Line]:
    for n, part in enumerate(parts):
        at = 0
        for line in part.split("\n"):
            if line and not line.isspace():
                yield Line(n, at, scan(line, names))
            at += len(line) + 1


def _link(line: Line, m: Mention) -> Link:
    span = Span(line.at + m.span.start, line.at + m.span.end)
    method = "full-name" if _is_full_name(m.form.surface, m.form.entry.name) else "alias"
    return Link(line.part, span, m.form.entry, method)


@lru_cache(maxsize=REMEMBERED)
def _is_full_name(surface: str, name: str) -> bool:
    return fold_words(surface) == fold_words(name)


def _is_mention(s: Scan, m: Mention, text: Text) -> bool:
    entry = m.form.entry
    if m.form.ambiguous or entry.links == "never" or is_part_of_longer_name(s, m):
        return False
    if m.form.surface in MEANS_ELSE and MEANS_ELSE[m.form.surface] == text.language:
        return False
    if entry.kind == "place" and not _agrees_with_region(s, m):
        return False
    if entry.kind == "place" and not _stands_for_place(s, m, text):
        foreign = "capital" not in entry.role and text.language not in ("en", "")
        if foreign or text.is_sport:
            return False
    return entry.links == "alone" or _has_context(s, m, text)


def _stands_for_place(s: Scan, m: Mention, text: Text) -> bool:
    """Among reports of games a town is a team, unless something happens in it; and in a language
    whose words this does not know, `Hòa Bình` may be peace."""
    entry = m.form.entry
    return "country" in entry.role or _follows_place_word(s, m.first, text)


def _agrees_with_region(s: Scan, m: Mention) -> bool:
    """`Moscow, Idaho` is not the capital: what follows a comma must hold the place."""
    if m.last >= len(s.words) or s.gaps[m.last] != ", " or "country" in m.form.entry.role:
        return True
    following = s.begins.get(m.last)
    after = following.form.entry if following else None
    entry = m.form.entry
    if not entry.country:
        return after is None or "country" in after.role or "region" not in after.role
    if (
        after is not None
        and after.kind == "place"
        and ("region" in after.role or "country" in after.role)
    ):
        own = {entry.country, entry.country.removesuffix(" of America")}
        big = population(entry) >= BIG_CITY or "capital" in entry.role
        return after.name in own or (big and after.country.removesuffix(" of America") in own)
    return not STATE_SHORT.match(s.words[m.last])


def _has_context(s: Scan, m: Mention, text: Text) -> bool:
    entry = m.form.entry
    country = entry.country
    local = bool(country) and (
        country in text.places or not signs_of(country).isdisjoint(text.capitals)
    )
    if entry.kind == "organisation":
        return local
    if entry.kind == "place":
        known = s.words[m.first] not in SAINTS or text.language == "en"
        return known and _follows_place_word(s, m.first, text) and local
    return local and not POLITICS.isdisjoint(map(str.lower, s.words))


def _follows_place_word(s: Scan, n: int, text: Text) -> bool:
    """Whether the word before tells that a place comes: `in`, and in its own language `em`."""
    language = PLACE_BEFORE.get(word_at(s, n - 1).lower())
    return language == ANY or (language is not None and text.language == language)


def _tainted(text: Text) -> set[str]:
    """Words that are part of an unknown person's name somewhere in the text: `Michael Jordan`."""
    out: set[str] = set()
    for line in text.lines:
        s = line.scan
        for m in s.mentions:
            if m.last - m.first > 1 or m.form.entry.kind == "person":
                continue
            around = ((m.first - 1, m.first), (m.last, m.last))
            for n, gap in around:
                word = word_at(s, n)
                if word and s.gaps[gap] == " " and word[0].isupper() and not word.isupper():
                    known = is_common(word) or word.lower() in DAYS
                    if not known and not is_title_case(s):
                        out.add(fold(s.words[m.first]))
    return out


def _short_links(text: Text, people: Sequence[Entry]) -> Iterator[Link]:
    """Family names, and what stands before the last part where the family name comes first."""
    owners: dict[tuple[str, ...], list[Entry]] = {}
    for entry in dict.fromkeys((*people, *_cued(text))):
        for short in _shortened(entry):
            owners.setdefault(short, []).append(entry)
    sole = {k: one for k, v in owners.items() if (one := _one_of(v))}
    if not sole:
        return
    places = _places_of({k[0] for k in sole}, text)
    for short in [k for k in sole if len(k) == 1]:
        if _has_other_bearer(places.get(short[0], ()), sole[short]):
            del sole[short]
    for first in sorted(places):
        for line, n in places[first]:
            yield from _short_link(line, n, sole)


def _one_of(entries: Sequence[Entry]) -> Entry | None:
    """The person whom rows are about; None where they are about two, be it namesakes."""
    ids = {e.id for e in entries if e.id}
    if len({e.name for e in entries}) > 1 or len(ids) > 1:
        return None
    return next((e for e in entries if e.id), entries[0])


def _short_link(line: Line, n: int, sole: Mapping[tuple[str, ...], Entry]) -> Iterator[Link]:
    s = line.scan
    for size in (2, 1):
        entry = sole.get(tuple(map(fold, s.words[n : n + size])))
        if entry and n + size <= len(s.words) and _stands_alone(s, n, n + size):
            span = s.span(n, n + size)
            place = Span(line.at + span.start, line.at + span.end)
            yield Link(line.part, place, entry, "short-form")
            return


Places = Sequence[tuple[Line, int]]


def _places_of(firsts: set[str], text: Text) -> dict[str, list[tuple[Line, int]]]:
    """Where the words of short forms stand with a capital."""
    out: dict[str, list[tuple[Line, int]]] = {}
    for line in text.lines:
        here = {c for c in line.scan.capitals if fold(c) in firsts and c[0].isupper()}
        if here:
            taken = line.scan.taken
            for n, word in enumerate(line.scan.words):
                if word in here and n not in taken:
                    out.setdefault(fold(word), []).append((line, n))
    return out


def _shortened(entry: Entry) -> Iterator[tuple[str, ...]]:
    if not entry.family or entry.family.lower() in DAYS:
        return
    family = tuple(map(fold, tokens_of(entry.family)))
    if len(family) < 3:
        yield family
    tokens = tuple(map(fold, tokens_of(entry.name)))
    if tokens[0] == family[0] and len(tokens) > 2:
        yield tokens[:-1]


@cache
def _families() -> dict[str, list[Entry]]:
    """The persons kept by hand that a title and their family name are enough for."""
    out: dict[str, list[Entry]] = {}
    for entry in by_hand():
        if entry.family and entry.cues:
            out.setdefault(entry.family, []).append(entry)
    return out


def _cued(text: Text) -> Iterator[Entry]:
    """Persons before whose family name a title stands: `Russian President Putin`."""
    for family in sorted(_families().keys() & text.capitals):
        for entry in _families()[family]:
            cue = _cue(entry.cues, family)
            if any(family in line.scan.line and cue.search(line.scan.line) for line in text.lines):
                yield entry


@cache
def _cue(titles: tuple[str, ...], family: str) -> re.Pattern[str]:
    """One of a person's titles before the family name."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, titles))}) {re.escape(family)}\b")


def _has_other_bearer(places: Places, entry: Entry) -> bool:
    """Whether the text names somebody else with this family name: `Lyudmila Putin`."""
    own = {fold(t) for t in tokens_of(entry.name)}
    for line, n in places:
        s = line.scan
        while n > 1 and s.words[n - 1] in LINKERS and s.gaps[n] == " ":
            n -= 1  # `Fritz von Weizsäcker`
        before = word_at(s, n - 1)
        if n and s.gaps[n] == " " and before[0].isupper() and fold(before) not in own:
            known = is_common(before) or before.lower() in TITLES or _is_demonym(before)
            if not known and not is_title_case(s):
                return True
    return False


def _is_demonym(word: str) -> bool:
    """A people's name, which may stand before a title or a name: `Russian`."""
    return is_word(word) and is_word(f"{word}s")


def _is_given(word: str) -> bool:
    """Whether a word can be a given name, however common: `Jack Kim`, but `With Kim`."""
    small = word.lower()
    return fold(word) in parts() and small not in TITLES and small not in SMALL_WORDS


def _stands_alone(s: Scan, first: int, last: int) -> bool:
    """No other name around it: `Lyudmila Putin` and `Kim Yo-jong` are other people."""
    before, after = word_at(s, first - 1), word_at(s, last)
    title_case = is_title_case(s)
    if before[:1].isupper() and s.gaps[first] == " " and _is_given(before):
        return False  # `Jack Kim`
    if before and s.gaps[first] in (" ", "-") and before[0].isupper() and not title_case:
        starts = begins_sentence(s, first - 1) and is_common(before)
        if not (starts or before.lower() in TITLES):
            return False
    if before and s.gaps[first] in (". ", ".") and len(before) == 1:
        return False
    followed = after and s.gaps[last] in (" ", "-", "‐", "‑") and after[0].isupper()
    if followed and not title_case and after.lower() not in DAYS:
        return False
    if after.lower() in LONGER_NAME and s.gaps[last] == " ":
        return False
    word = s.words[first]
    return not (last - first == 1 and is_common(word) and (title_case or begins_sentence(s, first)))
