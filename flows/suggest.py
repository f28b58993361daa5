"""Rows that a table of rules may need: lines that people marked, or that sites repeat.

A suggestion is a start, not a rule: its hits and misses come from the store, and a person reads it,
writes why, and puts it into a table, where its tests run.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaners.lines import is_prose, lines_of
from cleaners.rule import all_rules
from cleaners.sites import normal, site_of
from flows.decisions import read, standing
from flows.difference import kind, source_of
from flows.sinks import records
from flows.sites import read_rows

LEAST = 2  # articles that hold a line, or people who marked it
LONGEST = 200  # code points
HITS, MISSES = 5, 3
DIGITS = re.compile(r"\d+")
SPACES = re.compile(r"\s+")
SLUG = re.compile(r"[^a-z0-9]+")


class Suggestion(NamedTuple):
    """A row that is not there yet. `stays` counts the lines of stories that it would take too."""

    name: str
    pattern: str
    kind: str
    zone: str
    articles: int
    sites: int
    marked: int
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    stays: int


class Seen(NamedTuple):
    """One line as it stands in one article."""

    text: str
    article: str
    site: str
    kind: str
    is_marked: bool
    rule: str
    share: float


def suggest(store: Path, least: int = LEAST) -> list[Suggestion]:
    """Rows for lines that only the scorer, a site's table or a person has explained so far."""
    marked = {(e.id, normal(e.before)): e for e in standing(read(store)) if e.what == "remove"}
    repeated = {normal(r.line) for r in read_rows(store) if r.use != "never"}
    groups: dict[str, list[Seen]] = defaultdict(list)
    kept: list[str] = []
    for record in records(store):
        source = source_of(record)
        size = max(1, len(source))
        gone: list[tuple[int, int, str, str]] = [
            (*e.source, e.rule, k) for e in record.edits if (k := kind(e))
        ]
        for line in lines_of(source):
            if len(line.text) > LONGEST:
                kept.append(line.text)
                continue
            rule, what = next(
                ((r, k) for a, b, r, k in gone if a <= line.start and line.end <= b), ("", "")
            )
            key = normal(line.text)
            entry = marked.get((record.id, key))
            if entry or key in repeated or rule == "boilerplate.scorer":
                site = site_of(record.source.url) or ""
                seen = Seen(
                    *(line.text, record.id, site, entry.kind if entry else what, bool(entry)),
                    *(rule, line.start / size),
                )
                groups[key].append(seen)
            if not rule and not entry:
                kept.append(line.text)
    return sorted(
        (s for s in _suggestions(groups, kept, least)),
        key=lambda s: (-s.marked, -s.articles, s.name),
    )


def as_toml(found: Iterable[Suggestion]) -> Iterator[str]:
    """Suggestions as rows, ready to be read, mended and put into a table."""
    for s in found:
        sites = f", {s.sites} sites" if s.sites else ""
        by = f", marked by a person {s.marked}×" if s.marked else ""
        yield f"# in {s.articles} articles{sites}{by}"
        if s.stays:
            yield f"# CAREFUL: it also fits {s.stays} lines that stay in stories now"
        if not s.misses:
            yield "# no line of a story looks like it; write one that must stay into misses"
        yield "[[rule]]"
        yield f"id = {_quoted(s.name)}"
        yield 'why = "TODO: who writes this, and how it got into the article."'
        yield f"kind = {_quoted(s.kind)}"
        yield f"zone = {_quoted(s.zone)}"
        yield f"pattern = {_quoted(s.pattern)}"
        yield f"hits = [{', '.join(map(_quoted, s.hits))}]"
        yield f"misses = [{', '.join(map(_quoted, s.misses))}]"
        yield ""


def _suggestions(
    groups: dict[str, list[Seen]], kept: Sequence[str], least: int
) -> Iterator[Suggestion]:
    known = [r.regex for r in all_rules() if r.stage == "boilerplate" and r.pattern]
    taken = Counter[str]()
    for key, seen in sorted(groups.items()):
        articles = {s.article for s in seen}
        marked = sum(s.is_marked for s in seen)
        text = seen[0].text
        if (not marked and len(articles) < least) or not any(map(str.isalpha, text)):
            continue
        if (is_prose(text) and not marked) or any(p.fullmatch(text) for p in known):
            continue
        pattern = pattern_of(text)
        row = re.compile(pattern)
        name = SLUG.sub("-", key.encode("ascii", "ignore").decode()).strip("-")[:40].strip("-")
        name = name or "line"
        taken[name] += 1
        classes = Counter(s.kind for s in seen if s.kind)
        yield Suggestion(
            name=name if taken[name] == 1 else f"{name}-{taken[name]}",
            pattern=pattern,
            kind=classes.most_common(1)[0][0] if classes else "other_boilerplate",
            zone=_zone([s.share for s in seen]),
            articles=len(articles),
            sites=len({s.site for s in seen if s.site}),
            marked=marked,
            hits=tuple(sorted({s.text for s in seen}))[:HITS],
            misses=tuple(_alike(text, row, kept)),
            stays=sum(1 for line in kept if len(line) <= LONGEST and row.fullmatch(line)),
        )


def pattern_of(line: str) -> str:
    r"""A pattern that finds a line whatever its numbers and blanks are.

    >>> pattern_of("12 Comments (3 new)")
    '\\d+ +Comments +\\(\\d+ +new\\)'
    """
    parts = (DIGITS.sub(lambda _: "0", word) for word in SPACES.split(line.strip()))
    return " +".join(re.sub(r"0", lambda _: r"\d+", re.escape(part)) for part in parts)


def _zone(shares: Sequence[float]) -> str:
    """Where in an article the line stands, when it always stands there."""
    if all(s < 0.25 for s in shares):
        return "head"
    return "tail" if all(s > 0.6 for s in shares) else "any"


def _alike(line: str, row: re.Pattern[str], kept: Sequence[str]) -> Iterator[str]:
    """Lines of stories that begin or end with the same words, and that the pattern leaves."""
    words = line.split()
    starts = [" ".join(words[:n]) for n in (3, 2) if len(words) >= n]
    starts += [words[0]] if words and len(words[0]) > 4 else []
    found: list[str] = []
    for start in starts:
        word = re.compile(rf"(?<!\w){re.escape(start)}(?!\w)", re.IGNORECASE)
        for text in kept:
            if len(found) >= MISSES:
                break
            match = word.search(text, 0, 20_000)
            if match and not row.fullmatch(text):
                found.append(_sentence(text, match.start()))
    yield from dict.fromkeys(found)


def _sentence(text: str, at: int) -> str:
    """The sentence of a line in which a place stands."""
    marks = (". ", "! ", "? ")
    start = max((text.rfind(m, 0, at) + len(m) for m in marks if m in text[:at]), default=0)
    ends = [text.find(m, at) + 1 for m in marks if text.find(m, at) >= 0]
    return text[start : min(ends, default=len(text))][:300].strip()


def _quoted(text: str) -> str:
    """A string of TOML."""
    if "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text)
